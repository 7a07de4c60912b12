"""Checkers for tables and for sets of rows, and for what a first lesson has people make up.

Passwords and addresses checked here are invented for practice: the exercise says so, and a found
text names what is missing, never the password.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import combinations
from typing import Any

from rapidfuzz import fuzz

from course.grading.choices import chosen
from course.grading.criteria import Check, Finding
from course.grading.numbers import readings

Accepted = str | float | Collection[str]
"""What a cell may hold: one option's key, several, or a number."""

LONG_PASSWORD = 12
_SLACK = 1e-9
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_RUNS = ("01234567890", "09876543210", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl")
_COMMON = frozenset(
    """
    password katasandi rahasia qwerty sandi admin bismillah alhamdulillah indonesia jakarta sayang
    cinta anakku keluarga merdeka garuda iloveyou welcome abcdef
    """.split()  # noqa: SIM905
)
_EMAIL = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*@(?:[a-z0-9-]+\.)+[a-z]{2,}")


def cell(raw: Any, row: str, column: str) -> Any:
    """Return what a table holds in one cell; ``None`` where nothing was filled in."""
    cells = raw.get(row) if isinstance(raw, dict) else None
    return cells.get(column) if isinstance(cells, dict) else None


def marked(raw: Any, column: str, value: str) -> list[str]:
    """Return the rows of a table whose ``column`` holds ``value``, for ``named``."""
    rows = raw if isinstance(raw, dict) else {}
    return [row for row in rows if cell(rows, row, column) == value]


def _accepts(value: Any, accepted: Accepted, tolerance: float = 0.0) -> bool:
    if isinstance(accepted, int | float):
        slack = tolerance + _SLACK * max(1.0, abs(accepted))
        values = readings(value) if isinstance(value, str | int | float) else ()
        return any(abs(reading - accepted) <= slack for reading in values)
    keys = (accepted,) if isinstance(accepted, str) else accepted
    return isinstance(value, str) and value in keys


def classified(
    raw: Any,
    key: Mapping[str, tuple[Accepted, Accepted]],
    *,
    label: str,
    points: float = 1.0,
    reason: float = 0.4,
    columns: tuple[str, str] = ("label", "alasan"),
) -> Check:
    """Check a table whose rows are classified, with a reason: ``{row: (label, reason)}``.

    A row's reason is worth the share ``reason`` of it and counts only where its label is right, so
    that one label ticked all the way down earns little.
    """

    def evaluate() -> Finding:
        right = [row for row in key if _accepts(cell(raw, row, columns[0]), key[row][0])]
        reasons = [row for row in right if _accepts(cell(raw, row, columns[1]), key[row][1])]
        share = ((1 - reason) * len(right) + reason * len(reasons)) / len(key)
        return Finding(share, f"{len(right)} dari {len(key)} benar, {len(reasons)} alasan tepat")

    return Check(label, evaluate, points)


def cells(
    raw: Any,
    key: Mapping[str, Mapping[str, Accepted]],
    *,
    tolerance: float = 0.0,
    label: str,
    points: float = 1.0,
) -> Check:
    """Check a table by the share of right cells: ``{row: {column: accepted}}``.

    Numbers are read as typed ("15rb") and may be ``tolerance`` off.
    """

    def evaluate() -> Finding:
        wanted = [(row, column, key[row][column]) for row in key for column in key[row]]
        right = sum(_accepts(cell(raw, row, column), a, tolerance) for row, column, a in wanted)
        return Finding(right / len(wanted), f"{right} dari {len(wanted)} benar")

    return Check(label, evaluate, points)


def named(
    raw: Any,
    key: Collection[str],
    *,
    optional: Collection[str] = (),
    label: str,
    points: float = 1.0,
) -> Check:
    """Check a chosen set by F1: what was missed and what was ticked wrongly cost alike.

    What is ``optional`` neither counts nor costs.
    """

    def evaluate() -> Finding:
        wanted = set(key) - set(optional)
        ticked = chosen(raw) - set(optional)
        found, wrong = len(ticked & wanted), len(ticked - wanted)
        share = 2 * found / (len(ticked) + len(wanted))
        extra = f", {wrong} tidak tepat" if wrong else ""
        return Finding(share, f"{found} dari {len(wanted)} ditemukan{extra}")

    return Check(label, evaluate, points)


def fits(
    raw: Any,
    need: Any,
    sizes: Mapping[str, float],
    *,
    right: str,
    label: str,
    points: float = 1.0,
) -> Check:
    """Check that the chosen size is the smallest that holds ``need``, as the participant found it.

    A choice that follows from a wrong need earns half; one that does not follow earns nothing.
    """

    def evaluate() -> Finding:
        # "1.275" may be read as 1,275 too; nobody's need is that small, so the largest counts.
        own = max(readings(need), default=None)
        enough = [k for k in sizes if own is not None and sizes[k] >= own]
        if not enough or raw != min(enough, key=lambda k: sizes[k]):
            return Finding(0.0, "tidak cocok dengan jumlah yang dihitung")
        return (
            Finding(1.0, "cocok") if raw == right else Finding(0.5, "cocok dengan jumlah sendiri")
        )

    return Check(label, evaluate, points)


def strong_password(
    raw: Any,
    *,
    taken: Sequence[str],
    personal: Sequence[str],
    label: str,
    points: float = 1.0,
) -> Check:
    """Check an *invented* password in quarters: hard to guess, 12 letters, mixed, not personal.

    An easy one earns nothing at all: common, ``taken`` from the lesson, or a few letters repeated.
    ``personal`` are the names in the story, in lower case.
    """

    def evaluate() -> Finding:
        word = raw.strip() if isinstance(raw, str) else ""
        if not word:
            return Finding(0.0, "kosong")
        if _is_easy(word.casefold(), taken):
            return Finding(0.0, "mudah ditebak, atau contoh dari pelajaran")
        faults = [
            (len(word) < LONG_PASSWORD, f"kurang dari {LONG_PASSWORD} huruf"),
            (not _is_mixed(word), "belum tiga kata atau tiga jenis huruf"),
            (_is_personal(word.casefold(), personal), "ada nama, tahun, atau angka berurutan"),
        ]
        found = [text for is_fault, text in faults if is_fault]
        return Finding(1 - len(found) / 4, "; ".join(found))

    return Check(label, evaluate, points)


def _is_easy(word: str, taken: Sequence[str]) -> bool:
    letters = re.sub(r"[\W\d_]", "", word)
    common = letters in _COMMON or any(c in letters for c in ("password", "katasandi", "qwerty"))
    copied = any(old in word or fuzz.ratio(old, word) >= 90 for old in map(str.casefold, taken))
    return common or copied or len(set(word)) < 5


def _is_mixed(word: str) -> bool:
    kinds = sum(bool(re.search(kind, word)) for kind in (r"[a-z]", r"[A-Z]", r"\d", r"[^\w\s]|_"))
    return kinds >= 3 or len(set(re.findall(r"[^\W\d_]{3,}", word.casefold()))) >= 3


def _is_personal(word: str, personal: Sequence[str]) -> bool:
    runs = {run[i : i + 4] for run in _RUNS for i in range(len(run) - 3)}
    return bool(_YEAR.search(word)) or any(part in word for part in {*personal, *runs})


def different(
    raws: Sequence[Any], *, taken: Sequence[str], label: str, points: float = 1.0
) -> Check:
    """Check that invented passwords are long, none easy, and differ in more than a digit or two."""

    def evaluate() -> Finding:
        texts = [raw.strip().casefold() for raw in raws if isinstance(raw, str)]
        usable = [t for t in texts if len(t) >= LONG_PASSWORD and not _is_easy(t, taken)]
        if len(usable) < len(raws):
            return Finding(0.0, "belum semuanya panjang dan sulit ditebak")
        alike = any(fuzz.ratio(a, b) >= 80 for a, b in combinations(usable, 2))
        return Finding(not alike, "ada yang mirip" if alike else "")

    return Check(label, evaluate, points)


def email_address(raw: Any, *names: str, most: int = 30, label: str, points: float = 1.0) -> Check:
    """Check an *invented* e-mail address: half for its form, half for ``names`` and no long number.

    An address that is no address, or longer than ``most``, earns nothing.
    """

    def evaluate() -> Finding:
        address = raw.strip().casefold() if isinstance(raw, str) else ""
        if len(address) > most or not _EMAIL.fullmatch(address):
            return Finding(0.0, "bukan alamat email, atau terlalu panjang")
        name = re.sub(r"[._-]", "", address.partition("@")[0])
        tells = any(part in name for part in names) and not re.search(r"\d{3}", name)
        return Finding(1.0 if tells else 0.5, "" if tells else "belum memuat nama usaha saja")

    return Check(label, evaluate, points)
