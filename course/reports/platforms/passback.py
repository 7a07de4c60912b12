"""Totals sent back to the learning platforms from which lessons were opened (LTI AGS 2.0).

What a participant may see in her feedback, and no more: a lesson's points, of whom it was opened
from there, has agreed, and waits for no person's marks. Tests only where it is asked for. A score
that stands there already is not sent again: running it twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from course import CourseError
from course.evaluation.gate import participants
from course.gradebook.scores import read_scores
from course.inbox.mailbox import own_mailbox
from course.inbox.mailbox.key import class_key
from course.inbox.mailbox.platforms import Platform, platform_key, read_platforms
from course.inbox.mailbox.visitors import Item, Known, proof_of
from course.indicators import PHASES
from course.people.roster import invited
from course.reports.platforms.grades import Column, lesson_columns

_SAME = 1e-4
"""Shares of the points that a platform cannot tell apart: Moodle keeps five digits."""


@dataclass
class Sent:
    """What became of the scores."""

    sent: int = 0
    same: int = 0
    """How many stood there already."""
    problems: list[str] = field(default_factory=list)
    """Whose score, or which lesson's, did not arrive, and why; codes only."""


def send_scores(root: Path, *, service: str = "", tests: bool = False) -> Sent:
    """Send the totals of the class at ``root`` to every platform that takes them.

    ``service``: the address of a service elsewhere, where people opened lessons; "" for the class's
    own. ``tests``: also pretest and posttest. Raises CourseError without a platform, without
    grades, and where the service does not answer; what one platform refuses keeps no other from
    its scores.
    """
    platforms = read_platforms(root)
    if not platforms:
        raise CourseError("Belum ada Moodle atau Canvas yang didaftarkan: course lti add --help")
    people, items = _came(root, service)
    if not items:
        raise CourseError(
            "Belum ada pelajaran yang dibuka dari Moodle atau Canvas, jadi belum ada tempat untuk "
            "nilainya. Layanan di komputer lain: course lti scores https://alamat-layanan/"
        )
    columns = {one.lesson: one for one in lesson_columns(root, read_scores(root))}
    # Who has shown a token that holds no more gets nobody's scores.
    proofs = {code: proof_of(one.token) for code, one in invited(root).items() if one.token}
    people = [one for one in people if proofs.get(one.participant) == one.proof]
    key, who, done = platform_key(root), participants(root), Sent()
    for name in dict.fromkeys(item.platform for item in items):
        if name not in platforms:
            done.problems.append(f"{name}: tidak ada lagi di platforms.toml, jadi dilewati.")
            continue
        own = [one for one in people if one.platform == name]
        admitted = [one for one in own if who is None or one.participant in who]
        there = [one for one in items if one.platform == name]
        _send(platforms[name], key, _places(there, columns, admitted, tests=tests), done)
    return done


def _came(root: Path, service: str) -> tuple[list[Known], list[Item]]:
    from course.inbox.mailbox import lti  # noqa: PLC0415  loads SQLAlchemy

    if service:
        from course.inbox.mailbox.remote import RemoteBox  # noqa: PLC0415  loads httpx

        with RemoteBox(service, class_key(root)) as box:
            return box.came()
    with own_mailbox(root) as mailbox:
        if mailbox is None:
            return [], []
        return lti.people(mailbox.engine), lti.items(mailbox.engine)


def _places(
    items: Sequence[Item], columns: Mapping[str, Column], people: Sequence[Known], *, tests: bool
) -> Iterator[tuple[Item, Column, list[Known]]]:
    """Yield each place for grades with its lesson's points and who was in that course."""
    named = {(one.context, one.lesson) for one in items if one.lineitem}
    for item in items:
        column = columns.get(item.lesson)
        if column is None or (item.lesson in PHASES and not tests):
            continue
        if item.lineitem or (item.context, item.lesson) not in named:
            yield item, column, [one for one in people if one.context == item.context
                                 and one.participant in column.points]  # fmt: skip


def _send(
    platform: Platform, key: str, places: Iterable[tuple[Item, Column, list[Known]]], done: Sent
) -> None:
    from course.reports.platforms.columns import (  # noqa: PLC0415  loads pylti1p3
        Gradebook,
        PlatformError,
    )

    book = Gradebook(platform, key)
    for item, column, people in places:
        if not people:
            continue
        try:
            place = book.column(item, column.title, column.most)
            before = place.shares()
        except PlatformError as error:
            done.problems.append(f"{item.platform}, {item.lesson}: {error}")
            continue
        for one in people:
            points = column.points[one.participant]
            if abs(before.get(one.sub, -1.0) - points / column.most) < _SAME:
                done.same += 1
                continue
            try:
                place.put(one.sub, points, column.most, datetime.now(UTC))
            except PlatformError as error:
                done.problems.append(f"{item.platform}, {item.lesson}, {one.participant}: {error}")
            else:
                done.sent += 1
