"""Field kinds: what a participant fills in, and which values count as an answer.

A field is a declaration; its renderer is ``course/js/exercise/fields/<kind>.js``. ``read`` is the
one place that decides whether a value from a participant is acceptable, for the notebook, the phone
page, the inbox and the grader alike. Values are option *keys*, never positions.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from course.exercises import paper
from course.words import said, sayable

MAX_TEXT = 5_000
MAX_NUMBER_TEXT = 40
_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
# Unicode's categories Cc without the line break, and Cs.
_PRAISE = re.compile(r"(?:\S+: )?(?:tepat|benar|betul)\b", re.IGNORECASE)
"""How an explanation of a right option begins: "Tepat. …", "#tahugoreng: tepat. …"."""
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_AGREEMENT = (
    sayable("Sangat tidak setuju"), sayable("Tidak setuju"), sayable("Ragu-ragu"),
    sayable("Setuju"), sayable("Sangat setuju"),
)  # fmt: skip


class FieldError(ValueError):
    """A value that is no answer to its field; the message says what is expected."""


def clean_text(raw: Any, limit: int) -> str:
    """Return ``raw`` as text without control characters (line breaks stay).

    Raises FieldError when it is not text or longer than ``limit`` characters.
    """
    if not isinstance(raw, str):
        raise FieldError(f"harus berupa teks, bukan {type(raw).__name__}")
    text = unicodedata.normalize("NFC", raw.replace("\r\n", "\n").replace("\r", "\n"))
    # What is printable throughout holds none of them; seen at once, where the pattern looks hard.
    text = text if text.isprintable() else _CONTROL.sub("", text)
    if len(text) > limit:
        raise FieldError(f"terlalu panjang: {len(text)} huruf, paling banyak {limit}")
    return text.strip()


KINDS: dict[str, type[Field]] = {}
"""Every kind of field by its name; a class that says its ``kind`` is in it."""


@dataclass(frozen=True)
class Field:
    """What every kind has: a key (stable, in ``answers.json``), a label, a line of help."""

    key: str
    label: str
    help: str = field(default="", kw_only=True)
    page: str = field(default="", kw_only=True)
    """What the page is called that begins with it, where the phone shows a form on several."""
    optional: bool = field(default=False, kw_only=True)
    """Whether it may be left out, as a photo beside what one did: nothing waits for it."""

    kind: ClassVar[str]
    """What lesson authors write, and the name of the renderer's file."""

    def __init_subclass__(cls) -> None:
        if "kind" in vars(cls):
            KINDS[cls.kind] = cls

    def __post_init__(self) -> None:
        if not _KEY.fullmatch(self.key):
            raise ValueError(f"field key {self.key!r}: use a-z, 0-9, - and _")

    def read(self, raw: Any) -> Any:
        """Return the validated value; raise FieldError saying what is expected."""
        raise NotImplementedError

    def shape(self) -> list[Any]:
        """Return what makes an older answer unreadable when it changes: kind, key, option keys."""
        return [self.kind, self.key]

    def to_json(self) -> dict[str, Any]:
        """Return the declaration as the JavaScript renderer reads it."""
        page = {"page": self.page} if self.page else {}
        told = {"kind": self.kind, "key": self.key, "label": self.label, "help": self.help}
        return {**told, **page, **({"optional": True} if self.optional else {})}

    def show(self, value: Any) -> str:
        """Return the value in words, for people who read the answers."""
        return str(value)

    def paper(self) -> str:
        """Return as HTML what to write on where there is no screen."""
        return paper.lines(MAX_NUMBER_TEXT)


@dataclass(frozen=True)
class _Options(Field):
    """Shared by the kinds that offer options: ``{key: text}`` in the order they are shown."""

    options: Mapping[str, str]

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.options or not all(_KEY.fullmatch(k) for k in self.options):
            raise ValueError(f"field {self.key!r}: option keys use a-z, 0-9, - and _")

    def shape(self) -> list[Any]:
        # Sorted: showing the same options in another order is not another question.
        return [*super().shape(), sorted(self.options)]

    def to_json(self) -> dict[str, Any]:
        return {**super().to_json(), "options": [list(pair) for pair in self.options.items()]}

    def paper(self) -> str:
        return paper.boxes(self.options.values())

    def _known(self, raw: Any) -> str:
        if not isinstance(raw, str) or raw not in self.options:
            raise FieldError(f"pilihan {str(raw)[:40]!r} tidak ada di soal")
        return raw

    def _distinct(self, raw: Any) -> list[str]:
        if not isinstance(raw, list):
            raise FieldError("harus berupa daftar pilihan")
        keys = [self._known(key) for key in raw]
        if len(set(keys)) != len(keys):
            raise FieldError("pilihan yang sama tertulis dua kali")
        return keys


@dataclass(frozen=True)
class Choice(_Options):
    """One of several options; ``feedback`` explains each option in practice exercises."""

    feedback: Mapping[str, str] = field(default_factory=dict, kw_only=True)
    right: Sequence[str] = field(default=(), kw_only=True)
    """What a practice calls right; where nothing is said, what its explanation calls so."""
    kind: ClassVar[str] = "choice"

    def __post_init__(self) -> None:
        super().__post_init__()
        # Taken now: in another language the explanation begins with other words.
        praised = tuple(key for key, text in self.feedback.items() if _PRAISE.match(text))
        object.__setattr__(self, "right", tuple(self.right) or praised)

    def read(self, raw: Any) -> str:
        return self._known(raw)

    def to_json(self) -> dict[str, Any]:
        right = {"right": list(self.right)} if self.right else {}
        return {**super().to_json(), "feedback": dict(self.feedback), **right}

    def show(self, value: Any) -> str:
        return self.options[value]


@dataclass(frozen=True)
class Choices(Choice):
    """Any number of options, at most ``most``; ``alone`` is one that no other stands beside."""

    most: int | None = field(default=None, kw_only=True)
    alone: str = field(default="", kw_only=True)
    """The option that says none of the others is so; an answer from before it was may hold both."""
    kind: ClassVar[str] = "choices"

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.alone and self.alone not in self.options:
            raise ValueError(f"field {self.key!r}: alone names no option")

    def read(self, raw: Any) -> list[str]:  # type: ignore[override]
        keys = self._distinct(raw)
        if self.most is not None and len(keys) > self.most:
            raise FieldError(f"paling banyak {self.most} pilihan")
        return [key for key in self.options if key in keys]

    def to_json(self) -> dict[str, Any]:
        alone = {"alone": self.alone} if self.alone else {}
        return {**super().to_json(), "most": self.most, **alone}

    def show(self, value: Any) -> str:
        return "; ".join(self.options[key] for key in value)


@dataclass(frozen=True)
class Order(_Options):
    """Put the options in order; a part of them is an answer too."""

    right: Sequence[str] = field(default=(), kw_only=True)
    """The order that a practice calls right; () where there are several."""
    kind: ClassVar[str] = "order"

    def read(self, raw: Any) -> list[str]:
        return self._distinct(raw)

    def to_json(self) -> dict[str, Any]:
        return {**super().to_json(), **({"right": list(self.right)} if self.right else {})}

    def show(self, value: Any) -> str:
        return " → ".join(self.options[key] for key in value)

    def paper(self) -> str:
        return paper.numbered(self.options.values())


@dataclass(frozen=True)
class Scale(Field):
    """A Likert item: 1 to ``len(words)``, each number with its word."""

    words: Sequence[str] = field(default=_AGREEMENT, kw_only=True)
    faces: Sequence[str] = field(default=(), kw_only=True)
    """A drawing of each step beside its word, from the first on: "😟🙁😐🙂😀"; none in a test."""
    kind: ClassVar[str] = "scale"

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.faces and len(self.faces) != len(self.words):
            raise ValueError(f"field {self.key!r}: {len(self.words)} steps need as many faces")

    def read(self, raw: Any) -> int:
        if isinstance(raw, bool) or not isinstance(raw, int) or not 1 <= raw <= len(self.words):
            raise FieldError(f"harus angka bulat 1 sampai {len(self.words)}")
        return raw

    def shape(self) -> list[Any]:
        return [*super().shape(), len(self.words)]

    def to_json(self) -> dict[str, Any]:
        options = [[number, word] for number, word in enumerate(self.words, start=1)]
        faces = {"faces": list(self.faces)} if self.faces else {}
        return {**super().to_json(), "options": options, **faces}

    def show(self, value: Any) -> str:
        return f"{value} ({self.words[value - 1]})"

    def paper(self) -> str:
        return paper.boxes(self.words)


@dataclass(frozen=True)
class Number(Field):
    """A number *as typed* ("1.275", "1,5", "Rp 15 ribu").

    The text is kept, because "1.275" is 1275 to one person and 1.275 to another machine: the
    grader reads it by one rule (``course.criteria.numbers``), and can read it better later.
    """

    unit: str = field(default="", kw_only=True)
    right: float | None = field(default=None, kw_only=True)
    """What a practice calls right, half a percent more or less."""
    most: int | None = field(default=None, kw_only=True)
    """What is more is said to be too much, and kept as typed."""
    kind: ClassVar[str] = "number"

    def read(self, raw: Any) -> str:
        if isinstance(raw, int | float) and not isinstance(raw, bool):
            raw = repr(raw)
        return clean_text(raw, MAX_NUMBER_TEXT)

    def to_json(self) -> dict[str, Any]:
        more = {"right": self.right, "most": self.most}
        told = {key: one for key, one in more.items() if one is not None}
        return {**super().to_json(), "unit": self.unit, **told}

    def show(self, value: Any) -> str:
        if self.unit != "Rp":
            return f"{value} {self.unit}".strip()
        # As in the form, before the number; many type it themselves.
        return str(value) if str(value).lower().startswith("rp") else f"Rp {value}"

    def paper(self) -> str:
        return paper.lines(MAX_NUMBER_TEXT, self.unit)


USES = ("copy", "whatsapp")
"""To copy; or to copy, and to open in WhatsApp as what is posted or sent there."""


@dataclass(frozen=True)
class ShortText(Field):
    """One line of text."""

    max_chars: int = field(default=120, kw_only=True)
    use: str = field(default="", kw_only=True)
    """Where a text about the own shop is offered to, once it is checked: one of ``USES``.

    A long text is to copy, wherever nothing else is said.
    """
    frame: str = field(default="", kw_only=True)
    """A sentence with blanks ("USD … per …") that a tap puts into the empty box.

    ``{exercise.key}`` in it is the text or number answered there, where the phone knows it.
    """
    recall: str = field(default="", kw_only=True)
    """What belongs into the text and was answered before, as in ``frame``; shown once it was."""
    kind: ClassVar[str] = "short_text"

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.use and self.use not in USES:
            raise ValueError(f"field {self.key!r}: use is one of {', '.join(USES)}")

    def read(self, raw: Any) -> str:
        text = clean_text(raw, min(self.max_chars, MAX_TEXT))
        # The sentence alone, with nothing filled in, is no answer.
        return "" if self.frame and _bare(text) == _bare(self.frame) else text

    def to_json(self) -> dict[str, Any]:
        more = {"use": self.use, "frame": self.frame, "recall": self.recall}
        told = {key: text for key, text in more.items() if text}
        return {**super().to_json(), "max_chars": self.max_chars, **told}

    def paper(self) -> str:
        return paper.lines(self.max_chars)


def _bare(text: str) -> str:
    """Return a sentence's letters and figures, without earlier answers (``ShortText.frame``)."""
    return re.sub(r"[\W_]+", "", re.sub(r"\{[^{}]*\}", "", text)).lower()


@dataclass(frozen=True)
class LongText(ShortText):
    """Several lines of text."""

    max_chars: int = field(default=1_000, kw_only=True)
    rows: int = field(default=5, kw_only=True)
    kind: ClassVar[str] = "long_text"

    def to_json(self) -> dict[str, Any]:
        return {**super().to_json(), "rows": self.rows}


@dataclass(frozen=True)
class Date(Field):
    """A day, ``2026-11-30``."""

    earliest: str = field(default="", kw_only=True)
    latest: str = field(default="", kw_only=True)
    today: bool = field(default=False, kw_only=True)
    """Whether it is today where nothing else is chosen; saved with the first other answer."""
    kind: ClassVar[str] = "date"

    def read(self, raw: Any) -> str:
        try:
            return dt.date.fromisoformat(clean_text(raw, 10)).isoformat() if raw else ""
        except ValueError:
            raise FieldError("harus tanggal seperti 2026-11-30") from None

    def to_json(self) -> dict[str, Any]:
        today = {"today": True} if self.today else {}
        return {**super().to_json(), "min": self.earliest, "max": self.latest, **today}


@dataclass(frozen=True)
class Time(Field):
    """A time of day, ``13:05``."""

    kind: ClassVar[str] = "time"

    def read(self, raw: Any) -> str:
        try:
            return f"{dt.time.fromisoformat(clean_text(raw, 8)):%H:%M}" if raw else ""
        except ValueError:
            raise FieldError("harus jam seperti 13:05") from None


@dataclass(frozen=True)
class Photo(Field):
    """One picture; the value is its file beside ``answers.json`` (``photos/<exercise>-<key>.jpg``).

    The browser turns it upright, crops it to ``crop`` (width / height; ``None`` = as it is) and
    compresses it to ``max_kb`` kilobytes of JPEG, which also drops EXIF and GPS.
    """

    crop: float | None = field(default=None, kw_only=True)
    max_kb: int = field(default=200, kw_only=True)
    max_side: int = field(default=1_280, kw_only=True)
    kind: ClassVar[str] = "photo"

    def read(self, raw: Any) -> str:
        if not isinstance(raw, str) or not re.fullmatch(rf"photos/[a-z0-9-]+-{self.key}\.jpg", raw):
            raise FieldError("harus foto yang disimpan oleh soal ini")
        return raw

    def shape(self) -> list[Any]:
        return [] if self.optional else super().shape()  # from before it was asked is no older one

    def to_json(self) -> dict[str, Any]:
        sizes = {"crop": self.crop, "max_kb": self.max_kb, "max_side": self.max_side}
        return {**super().to_json(), **sizes}

    def paper(self) -> str:
        return f'<p class="sheet-photo">{said("Foto: kirim lewat HP pendamping.")}</p>'
