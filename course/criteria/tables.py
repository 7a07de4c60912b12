"""Checkers for what is chosen, put in order, and filled into tables."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import combinations
from typing import Any

from course.criteria.numbers import readings
from course.criteria.scoring import Check, Finding


def chose(raw: Any, *keys: str, label: str, points: float = 1.0) -> Check:
    """Check that the chosen option is one of ``keys``."""
    return Check(
        label, lambda: Finding(isinstance(raw, str) and raw in keys, str(raw or "")), points
    )


def chosen(raw: Any) -> set[str]:
    """Return the options that are ticked; none for what is no list of them."""
    return {k for k in raw if isinstance(k, str)} if isinstance(raw, list) else set()


def chose_set(raw: Any, keys: Collection[str], *, label: str, points: float = 1.0) -> Check:
    """Check several chosen options by Jaccard overlap: shared / all named, wrong ticks included."""

    def evaluate() -> Finding:
        ticked = chosen(raw)
        union = ticked | set(keys)
        missed = tuple(sorted(ticked ^ set(keys)))
        share = len(ticked & set(keys)) / len(union)
        return Finding(share, ", ".join(sorted(ticked)), missed=missed)

    return Check(label, evaluate, points)


def in_order(raw: Any, key: Sequence[str], *, label: str, points: float = 1.0) -> Check:
    """Check an order by the share of correctly ordered pairs among all pairs of ``key``.

    A missing item makes its pairs wrong. A random order earns one half on average: the guess level
    that item analysis prints beside the score.
    """

    def evaluate() -> Finding:
        place = _places(raw)
        pairs = list(combinations(key, 2))
        correct = sum(a in place and b in place and place[a] < place[b] for a, b in pairs)
        found = f"{correct} dari {len(pairs)} pasang benar"
        return Finding(correct / len(pairs), found, missed=_misplaced(place, key))

    return Check(label, evaluate, points)


def _misplaced(place: Mapping[str, int], key: Sequence[str]) -> tuple[str, ...]:
    """Return the first of an order that does not stand where it should, else what is not there."""
    there = [one for one in place if one in key]
    right = [one for one in key if one in place]
    first = [one for one, wanted in zip(there, right, strict=True) if one != wanted]
    return tuple(first[:1] or [one for one in key if one not in place])


def _places(raw: Any) -> dict[str, int]:
    chosen = [k for k in raw if isinstance(k, str)] if isinstance(raw, list) else []
    return {key: index for index, key in enumerate(chosen)}


def likert(
    raw: Any, *, reverse: bool = False, steps: int = 5, label: str = "jawaban skala"
) -> Check:
    """Score an attitude item: 1 to ``steps`` points, reversed items turned, 0 = not answered."""

    def evaluate() -> Finding:
        if isinstance(raw, bool) or not isinstance(raw, int) or not 1 <= raw <= steps:
            return Finding(0.0, "tidak dijawab")
        turned = steps + 1 - raw if reverse else raw
        return Finding(turned / steps, f"dijawab {raw}")

    return Check(label, evaluate, float(steps))


_SLACK = 1e-9
Accepted = str | float | Collection[str]
"""What a cell may hold: one option's key, several, or a number."""
_SLACK = 1e-9
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
        found = f"{len(right)} dari {len(key)} benar, {len(reasons)} alasan tepat"
        return Finding(share, found, missed=tuple([row for row in key if row not in reasons]))

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
        wrong = [
            row for row, column, a in wanted if not _accepts(cell(raw, row, column), a, tolerance)
        ]
        right = len(wanted) - len(wrong)
        found = f"{right} dari {len(wanted)} benar"
        return Finding(right / len(wanted), found, missed=tuple(dict.fromkeys(wrong)))

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
        missed = tuple(sorted(ticked ^ wanted))
        return Finding(share, f"{found} dari {len(wanted)} ditemukan{extra}", missed=missed)

    return Check(label, evaluate, points)


def email_address(raw: Any, *names: str, most: int = 30, label: str, points: float = 1.0) -> Check:
    """Check an *invented* e-mail address: half for its form, half for ``names`` and no long number.

    An address that is no address, or longer than ``most``, earns nothing.
    """

    def evaluate() -> Finding:
        address = raw.strip().casefold() if isinstance(raw, str) else ""
        if re.search(r"\s", address) and _EMAIL.fullmatch(re.sub(r"\s", "", address)):
            return Finding(0.0, "ada spasi di tengah alamatnya")
        if len(address) > most or not _EMAIL.fullmatch(address):
            return Finding(0.0, "bukan alamat email, atau terlalu panjang")
        name = re.sub(r"[._-]", "", address.partition("@")[0])
        tells = any(part in name for part in names) and not re.search(r"\d{3}", name)
        return Finding(1.0 if tells else 0.5, "" if tells else "belum memuat nama usaha saja")

    return Check(label, evaluate, points)
