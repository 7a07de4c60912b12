"""One emptying of a mailbox: what waits becomes arrivals, and what was filed is deleted.

A killed run has deleted nothing that was not filed; what it filed is filed once more by the next
one, which changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection
from enum import Enum
from pathlib import Path

from course.files import Places, write_private
from course.inbox.arrivals import Arrival
from course.inbox.kept import holding, picture_by_digest
from course.inbox.mailbox.waiting import Box, Key, Picture, Waiting

NAME = "Lewat internet"
"""What such arrivals are called where a file's name would stand."""


class Outcome(Enum):
    """What became of one arrival."""

    KEPT = "kept"
    REFUSED = "refused"
    """Named, and to be kept for a person to look at."""
    GONE = "gone"
    """Of somebody who was forgotten: nothing of it may be kept."""
    LATER = "later"
    """It could not be written; the next run may."""


class Emptying:
    """One run over one mailbox."""

    def __init__(self, root: Path, box: Box, receive: Callable[[Arrival], Outcome]) -> None:
        """``receive`` checks an arrival and keeps it, as for every other source."""
        self._root, self._box, self._receive = root, box, receive
        self._sendings: dict[Key, list[int]] = defaultdict(list)
        self._pictures: dict[Key, list[int]] = defaultdict(list)
        self._changed: set[str] = set()
        self._lost: list[int] = []
        self.refused = 0
        """How many sendings were put into ``inbox/refused``."""

    def take(self) -> None:
        """Keep what waits; pictures after the sendings, as they belong to an answer."""
        for one in self._box.waiting():
            self._sending(one)
        for picture in self._box.pictures():
            self._picture(picture)

    def _sending(self, one: Waiting) -> None:
        key = one.participant, one.lesson
        arrival = Arrival(
            NAME, one.body, f"{one.lesson}_{one.participant}.json", NAME,
            about=f" ({', '.join(key)})", accepted=one.at, alone=True,
        )  # fmt: skip
        outcome = self._receive(arrival)
        if outcome is Outcome.REFUSED:
            name = f"{one.lesson}_{one.participant}_{one.id}.json"
            write_private(Places(self._root).refused / name, one.body)
            self.refused += 1
        if outcome is not Outcome.LATER:
            self._sendings[key].append(one.seq)

    def _picture(self, picture: Picture) -> None:
        key = picture.participant, picture.lesson
        kept = holding(self._root, key, picture.entry, picture.sending)
        if kept is None:  # its answers wait for a person in inbox/refused, and the picture for them
            return
        content = self._box.content(key, picture.sha256)
        if content is None:
            content = picture_by_digest(self._root, key, picture.path, picture.sha256)
        if content is None:
            self._lost.append(picture.seq)
            return
        arrival = Arrival(
            NAME, kept[1], f"{picture.lesson}_{picture.participant}.json", NAME,
            beside={picture.path: content}.get, about=f" ({', '.join(key)})", alone=True,
        )  # fmt: skip
        if self._receive(arrival) is Outcome.KEPT:
            self._pictures[key].append(picture.seq)
            if picture_by_digest(self._root, key, picture.path, picture.sha256) is None:
                self._changed.add(picture.sha256)

    def finish(self, unsettled: Collection[Key]) -> None:
        """Delete what was filed; of ``unsettled`` nothing, so that the next run settles it."""
        sendings = [s for key, own in self._sendings.items() if key not in unsettled for s in own]
        pictures = [s for key, own in self._pictures.items() if key not in unsettled for s in own]
        if sendings or pictures:
            self._box.filed(sendings, pictures, self._changed)
        if self._lost:
            self._box.lost(self._lost)
