"""Checkers for rows that somebody plans: a posting calendar, a work plan, boxes to fill.

A calendar is one table a week; its rows become ``Entry`` objects, in the order they are shown. The
same few weekdays serve every week. A week begins on the weekday of the start, so a plan may begin
on any day (``posting_days``; the owner's calendar file uses the same).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from rapidfuzz import fuzz

from course.criteria.copies import repeated, stands_in
from course.criteria.lists import Pattern, WordLists, either
from course.criteria.reader import to_teacher
from course.criteria.scoring import Answer, Check, Finding
from course.criteria.text import LISTS, is_word_list, mentioned, normalise, split_words, words
from course.curriculum.m4_strategi.checks import (
    NOT,
    is_measurable,
    is_step,
    of_the_house,
    only_wishes,
)

_LISTS = WordLists("course.curriculum.m4_strategi")
WEEKDAYS = {"sen": 0, "sel": 1, "rab": 2, "kam": 3, "jum": 4, "sab": 5, "min": 6}
"""Keys of the days, Monday first, as ``date.weekday`` counts them."""
ENOUGH = 3
"""Below so many entries a calendar shows no variety yet."""


@dataclass(frozen=True)
class Entry:
    """One planned row."""

    week: int
    """0 for the first week."""
    place: int
    """Which row of its week, 0 for the first."""
    cells: Mapping[str, str]
    """What was filled in, by column; nothing empty."""

    def get(self, column: str) -> str:
        """Return a cell's text; "" where nothing was filled in."""
        return self.cells.get(column, "")


def entries(weeks: Sequence[Any], rows: Sequence[str]) -> list[Entry]:
    """Return the rows with anything in them, week by week, in the order of ``rows``."""
    found = []
    for number, table in enumerate(weeks):
        for place, row in enumerate(rows):
            cells = table.get(row) if isinstance(table, dict) else None
            filled = _filled(cells)
            found += [Entry(number, place, filled)] if filled else []
    return found


def _filled(cells: Any) -> dict[str, str]:
    given = cells.items() if isinstance(cells, dict) else ()
    return {k: v for k, v in given if isinstance(v, str) and v.strip()}


def posting_days(start: Any, chosen: Any, weeks: int) -> list[list[dt.date]]:
    """Return the dates of each week, in order; empty lists without a start (``2026-11-30``)."""
    try:
        first = dt.date.fromisoformat(start)
        offsets = sorted((WEEKDAYS[day] - first.weekday()) % 7 for day in _days(chosen))
        return [[first + dt.timedelta(7 * week + day) for day in offsets] for week in range(weeks)]
    except (TypeError, ValueError, OverflowError):
        return [[] for _ in range(weeks)]


def _days(chosen: Any) -> list[str]:
    given = chosen if isinstance(chosen, list) else []
    return [day for day in WEEKDAYS if day in given]


def scheduled(start: Any, chosen: Any, *, of: int, label: str, points: float = 1.0) -> Check:
    """Check half for a first day, half by share for ``of`` weekdays."""

    def evaluate() -> Finding:
        begins = bool(posting_days(start, ["sen"], 1)[0])
        days = len(_days(chosen))
        found = f"{days} hari" if begins else f"{days} hari, tanpa tanggal mulai"
        return Finding(begins / 2 + min(days / of, 1.0) / 2, found)

    return Check(label, evaluate, points)


def varied(
    plan: Sequence[Entry], column: str, *, least: int, label: str, points: float = 1.0
) -> Check:
    """Check that a column takes at least ``least`` values."""

    def evaluate() -> Finding:
        kinds = {value for entry in plan if (value := entry.get(column))}
        return Finding(len(kinds) >= least, f"{len(kinds)} macam")

    return Check(label, evaluate, points)


def limited(
    plan: Sequence[Entry], column: str, value: str, *, most: float, label: str, points: float = 1.0
) -> Check:
    """Check that at most the share ``most`` of the entries holds ``value``, and they vary."""

    def evaluate() -> Finding:
        held = [entry.get(column) for entry in plan if entry.get(column)]
        count = held.count(value)
        good = len(held) >= ENOUGH and len(set(held)) > 1 and count <= most * len(held)
        return Finding(good, f"{count} dari {len(held)}")

    return Check(label, evaluate, points)


def alternating(plan: Sequence[Entry], column: str, *, label: str, points: float = 1.0) -> Check:
    """Check by share of neighbours that a column never holds the same value twice running."""

    def evaluate() -> Finding:
        held = [entry.get(column) for entry in plan if entry.get(column)]
        pairs = list(pairwise(held))
        different = sum(a != b for a, b in pairs)
        share = different / len(pairs) if len(held) >= ENOUGH else 0.0
        return Finding(share, f"{len(pairs) - different} kali sama berurutan")

    return Check(label, evaluate, points)


def completed(
    plan: Sequence[Entry],
    column: str,
    *,
    of: int,
    rows: Sequence[str] = (),
    label: str,
    points: float = 1.0,
) -> Check:
    """Check by share that ``of`` entries have a column filled.

    ``rows`` are the keys of the one table that was filled in: with them those left are named.
    """

    def evaluate() -> Finding:
        good = [entry for entry in plan if entry.get(column)]
        found = f"{len(good)} dari {of}"
        return Finding(min(len(good) / of, 1.0), found, missed=_others(good, rows))

    return Check(label, evaluate, points)


def _others(good: Sequence[Entry], rows: Sequence[str]) -> tuple[str, ...]:
    """Return the keys of the rows that are none of these entries."""
    places = {entry.place for entry in good}
    return tuple([key for place, key in enumerate(rows) if place not in places])


def told(
    plan: Sequence[Entry],
    column: str,
    *,
    of: int,
    asked: Answer | None = None,
    label: str,
    points: float = 1.0,
) -> Check:
    """Check by share that ``of`` entries have a text of two words, each another one.

    What only names kinds of posts, wishes or refuses tells nothing, nor does what stands so in the
    lesson (``asked``). Who refuses, or writes of money, buyers or the household, answers another
    task: each such text takes one of the others with it.
    """

    def evaluate() -> Finding:
        known = f"{asked.shown}\n{asked.story}" if asked else ""
        texts: list[str] = []
        strange = 0
        for entry in plan:
            text = normalise(entry.get(column))
            if _answers_another(text):
                strange += 1
                continue
            new = all(fuzz.ratio(text, other) < 90 for other in texts)
            says = len(set(words(text))) >= 2 and not _tells_nothing(text, known)
            texts += [text] if new and says else []
        good = max(len(texts) - strange, 0)
        return Finding(min(good / of, 1.0), f"{good} dari {of} berbeda")

    return Check(label, evaluate, points)


def _answers_another(text: str) -> bool:
    """Return whether a normalised text refuses, or is of the cash book, of buyers, of the house."""
    refused = _NO_POST.match(text) or _LATER.search(text)
    accounts = _BOOKED.search(text) or _OF_MONEY.search(text)
    return bool(refused or accounts or _OF_BUYERS.match(text)) or of_the_house(text)


def _tells_nothing(text: str, known: str) -> bool:
    """Return whether a normalised text names no post: "status instagram chat", "belum bisa"."""
    tokens = split_words(text)
    kinds = _LISTS.set("jenis_unggahan").union(LISTS.set("penghubung"), LISTS.set("salam"))
    bare = all(token in kinds for token in tokens)
    shown = len(tokens) >= ENOUGH and stands_in(text, known)
    return bare or shown or repeated(text, known) >= _WHOLLY


_WHOLLY = 0.9
_NO_POST = re.compile(
    rf"(?:(?:yang|yg|sing|nu)\s+[a-z]+\s+)?(?:juga\s+)?(?:{NOT})\s+(?:bisa|bs|sempat|tahu|tau|punya|juga|terpikir|kepikiran|usah|posting"
    r"|ada\s+(?:yang|yg|apa|ide|isi|foto|gambar))(?![a-z])"
    r"|[^.]*(?<![a-z])(?:(?:bu|pak)\s+guru|sertifikat|bingung|dikosongkan|ilmunya|pelajarannya)"
    r"|(?:bismillah|amiin|aamiin|siap\s+bu|siap\s+pak|semangat|terima\s*kasih|alhamdulillah|semoga|moga|mugi|mugia|mudah-mudahan|insyaallah)(?![a-z])"
)
_OF_BUYERS = re.compile(
    r"(?:(?:yang|yg|sing|nu)\s+(?:beli|tuku|meuli|meser|pesan|pesen|nanya|tanya|takon)\s+(?:kebanyakan|biasanya|cuma|\d)"
    r"|(?:baik|iya)\s+(?:saya|bu|pak|kak)|(?:mereka|pembeli(?:nya)?|belinya|sisanya|tahunya)\s+(?:suka|kebanyakan|biasanya|cuma|titip|tanya|dari))(?![a-z])"
)
"""Who buys, told to the teacher: another task's answer."""
_OF_MONEY = re.compile(
    r"(?<![a-z])(?:u|hu)tang(?![a-z])"
    r"|(?<![a-z])(?:sepi|sisa\s+di\s+laci|belanja|modal)\s+(?:cuma\s+)?(?:rp\.?\s*)?\d+\s*(?:rb|ribu|jt|juta)"
)
"""What nobody shows her buyers: "utang orang saya catat", "modal 200 ribu"."""
_LATER = re.compile(rf"(?<![a-z])(?:(?:lihat|liat)\s+nanti|nanti\s+(?:saja|aja)|{NOT})\W*\Z")


def planned(plan: Sequence[Entry], column: str = "langkah") -> list[Entry]:
    """Return the entries of a work plan with something written as a step, each another one."""
    found: list[Entry] = []
    for entry in plan:
        text = normalise(entry.get(column))
        new = all(fuzz.ratio(text, normalise(other.get(column))) < 90 for other in found)
        found += [entry] if text and new else []
    return found


def steps(plan: Sequence[Entry], column: str = "langkah") -> list[Entry]:
    """Return the entries of a work plan that name something to do, each another one.

    One may be written as words between commas; where two are, they are keywords.
    """
    found = planned(plan, column)
    if to_teacher(" ".join([normalise(one.get(column)) for one in found])):
        return []
    found = [one for one in found if is_step(one.get(column), label="").evaluate().share]
    found = [one for one in found if not of_the_house(normalise(one.get(column)))]
    plain = [one for one in found if not is_word_list(normalise(one.get(column)))]
    return found if len(found) - len(plain) < _LISTED else plain


_LISTED = 2


def measured(
    plan: Sequence[Entry],
    column: str,
    *,
    of: int,
    rows: Sequence[str] = (),
    label: str,
    points: float = 1.0,
) -> Check:
    """Check by share that ``of`` entries say how many of what (``is_measurable``: some half).

    ``rows`` as in ``completed``; what earns half is named too.
    """

    def evaluate() -> Finding:
        shares = [is_measurable(e.get(column), label="").evaluate().share for e in plan]
        good = sum(shares)
        whole = [entry for entry, share in zip(plan, shares, strict=True) if share >= 1]
        found = f"{good:g} dari {of}".replace(".", ",")
        return Finding(min(good / of, 1.0), found, missed=_others(whole, rows))

    return Check(label, evaluate, points)


def in_time_order(
    plan: Sequence[Entry], column: str, times: Sequence[str], *, of: int,
    rows: Sequence[str] = (), label: str, points: float = 1.0,
) -> Check:  # fmt: skip
    """Check that ``of`` entries or more have a time and stand in the order of ``times``.

    ``rows`` as in ``completed``: named are those without a time, and those earlier than the one
    before.
    """

    def evaluate() -> Finding:
        timed = [entry for entry in plan if entry.get(column) in times]
        places = [times.index(entry.get(column)) for entry in timed]
        late = {timed[n + 1].place for n, (a, b) in enumerate(pairwise(places)) if a > b}
        kept = [entry for entry in timed if entry.place not in late]
        full = len(places) >= of and places == sorted(places)
        return Finding(full, f"{len(places)} langkah", missed=_others(kept, rows))

    return Check(label, evaluate, points)


def distinct_names(raws: Collection[Any], *, label: str, points: float = 1.0) -> Check:
    """Check by share that short names of costs were written, each another one and with letters.

    The owner's own wage and what the family needs is money of the house, no cost of the shop.
    """

    def evaluate() -> Finding:
        texts = {normalise(raw) for raw in raws}
        names = {text for text in texts if _names_a_cost(text)}
        house = sorted(text for text in names if _OF_HOUSE.search(text))
        if house:
            found = f"uang rumah: {', '.join(house)}"
            return Finding((len(names) - len(house)) / len(raws), found)
        return Finding(len(names) / len(raws), ", ".join(sorted(names)))

    return Check(label, evaluate, points)


def _names_a_cost(text: str) -> bool:
    """Return whether a normalised text names something: no words of the cash book alone."""
    tokens = split_words(text)
    idle = _LISTS.set("istilah_kas") | LISTS.set("penghubung")
    said = sum(map(str.isalpha, text)) >= 3 and any(token not in idle for token in tokens)
    none = _NO_COST.match(text) or _BOOKED.search(text) or only_wishes(text)
    return said and not (none or mentioned(text, LISTS["terima_kasih"]))


_NO_COST = re.compile(
    rf"(?:{NOT})\s+(?:ada|pernah|punya|tahu|tau|keluar|usah|jalan|wonten|ono|ana|aya)(?![a-z])|gratis(?![a-z])|nanti(?![a-z])"
)
_BOOKED = re.compile(r"(?<![a-z])(?:masuk|keluar)\s+(?:rp\.?\s*)?\d")
"""A line of a cash book: "jual 20 gelas es masuk 120.000"."""
_OF_HOUSE = Pattern(
    lambda: (
        rf"(?<![a-z])(?:(?:{either(_LISTS['upah'])})\s*(?:ku(?![a-z])|(?:{either(_LISTS['pemilik'])})(?![a-z]))"
        rf"|(?:{either(_LISTS['uang_rumah'])})(?:nya|ku)?(?![a-z])"
        r"|(?<!sewa\s)(?<!kontrak\s)(?<!cat\s)(?:rumah(?:\s+tangga)?|keluarga|pribadi)\Z)"
    )
)
"""Money of the house: "gaji saya", "beras rumah"; not "gaji karyawan", "sewa rumah produksi"."""
