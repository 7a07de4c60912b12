"""How an answer looks in an app, drawn in the form while it is written, below its first long text.

Only declared here; the drawing is in ``course/js/exercise/previews/``. A preview is no part of
the question.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

_PROFILE = frozenset({"days", "opens", "closes"})
PREVIEWS: Mapping[str, frozenset[str]] = {
    "wa-profile": frozenset({"name", "category", "about", "address", "email", "site", "items"})
    | _PROFILE,
    "wa-chat": frozenset(
        {"buyer", "greeting", "greeting_label", "away", "away_label", "quick", "quick_label"}
    ),
    "wa-link": frozenset({"number", "text"}),
    "wa-status": frozenset({"name", "text", "photo", "at", "people"}),
    "ig-profile": frozenset({"account", "category", "bio", "link"}),
    "ig-post": frozenset({"account", "place", "photo", "text", "tags"}),
    "fb-page": frozenset({"name", "category", "photo", "button", "about", "area", "hours"})
    | _PROFILE,
    "fb-group": frozenset({"group", "name", "text", "photo"}),
    "listing": frozenset(
        {"photo", "price", "title", "variants", "weight", "couriers", "about", "shop"}
    ),
    "catalogue": frozenset({"name", "photo", "items"}),
}
"""The previews that ``course/js/exercise/previews/`` draws, with their slots."""


@dataclass(frozen=True)
class Preview:
    """A preview and what it shows.

    A slot shows what ``given`` says, or the field ``slots`` maps it to, or the field of its name.
    A fact of a shop (``usaha.nama``) goes before what is given.
    """

    name: str
    slots: Mapping[str, str]
    given: Mapping[str, str]

    def problems(self, keys: Collection[str]) -> list[str]:
        """Return a sentence for each thing wrong; ``keys`` are those of the exercise's fields."""
        known = PREVIEWS.get(self.name)
        if known is None:
            return [f"pratinjau {self.name!r} tidak ada (yang ada: {', '.join(PREVIEWS)})"]
        unknown = sorted((self.slots.keys() | self.given.keys()) - known)
        absent = sorted({one for one in self.slots.values() if one.partition(".")[0] not in keys})
        return [f"pratinjau {self.name!r} tidak punya tempat {slot!r}" for slot in unknown] + [
            f"pratinjau menunjuk isian {key!r} yang tidak ada" for key in absent
        ]


def preview(name: str, /, *, given: Mapping[str, str] | None = None, **slots: str) -> Preview:
    """Declare a preview: ``preview("wa-status", text="status", given={"name": "Cempaka"})``."""
    return Preview(name, slots, given or {})
