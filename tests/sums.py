"""What the printed tables tell, however one adds and subtracts: by moving one person at a time."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
from invented_class import LESSON, PHASE, Small

from course.evaluation.five import LEAST
from course.evaluation.items import LESSONS
from course.evaluation.percents import MEAN_OF_INDICATORS
from course.evaluation.results import Results
from course.indicators import paper_codes

BY_PERSON = {"peserta", "perubahan", "tidak-lengkap", "tidak-dihitung", "terbit", "urutan-bentuk"}
"""Tables of rows by code: not for publication."""
MEANS = {
    *("mean_pre", "mean_post", "gain", "mean_stayed", "mean_lost", "simulated", "observed", "bias"),
    *("facility_pre", "facility_post", "facility", "share", "mean", "mean_rest"),
    *("mean_start", "mean_end", "change", "model"),
}
"""Columns that are the mean of a group, of one thing or the difference of two."""
NO_MEANS = {("alur", "share"), ("pilihan", "share")}
Unknown = tuple[str, Any]
"""A person and what of theirs nobody should know."""
Sum = dict[Unknown, float]
Place = tuple[str, int, str]
"""Table, row, column."""


def told(sums: Iterable[Mapping[Unknown, float]]) -> set[str] | None:
    """Return one to four people about whom something follows from the sums; None when nobody.

    What follows is what linear algebra can make of the sums. Who has the same part in each of them
    is always in it together; so only of whom few are alike can anything be told.
    """
    known = [one for one in sums if one]
    what = {key: n for n, key in enumerate(sorted({key for one in known for _, key in one}))}
    people = sorted({who for one in known for who, _ in one})
    parts = {who: np.zeros((len(known), len(what))) for who in people}
    for row, one in enumerate(known):
        largest = max(map(abs, one.values()))
        for (who, key), weight in one.items():
            parts[who][row, what[key]] = weight / largest
    alike: dict[bytes, list[str]] = {}
    for who, part in parts.items():
        alike.setdefault(np.round(part, 9).tobytes(), []).append(who)
    if not (small := [own for own in alike.values() if len(own) < LEAST]):
        return None
    _, sizes, directions = np.linalg.svd(np.hstack(list(parts.values())), full_matrices=False)
    space = directions[sizes > 1e-9 * sizes[0]]
    width = len(what)
    own = {who: space[:, n * width : (n + 1) * width] for n, who in enumerate(people)}
    for size in range(1, LEAST):
        for some in itertools.combinations(small, size):
            few = [who for group in some for who in group]
            # A combination that is about these alone keeps its whole length within them.
            if len(few) < LEAST and _longest(np.hstack([own[who] for who in few])) > 1 - 1e-8:
                return set(few)
    return None


def _longest(part: np.ndarray) -> float:
    return float(np.linalg.eigvalsh(part @ part.T)[-1])


def printed(found: Results) -> dict[Place, float]:
    """Return every mean in the tables that are no rows by code."""
    return {
        (name, row, column): float(value)
        for name, table in found.tables().items()
        for column in MEANS.intersection(table.columns)
        if name not in BY_PERSON and (name, column) not in NO_MEANS
        for row, value in enumerate(pd.to_numeric(table[column], errors="coerce"))
        if not np.isnan(value)
    }


def people_in(
    small: Small, numbers: Mapping[Place, float], moved: Mapping[str, Mapping[Place, float]]
) -> dict[Place, set[str]]:
    """Return whose marks move each number: no bookkeeping of ours, but what is printed."""
    return {
        place: {
            who
            for who in small.codes
            if place not in moved[who] or abs(moved[who][place] - value) > 1e-9
        }
        for place, value in numbers.items()
    }


class Sums:
    """The printed means as sums of unknowns."""

    def __init__(self, small: Small, found: Results, inside: Mapping[Place, set[str]]) -> None:
        self.small, self.found, self.inside = small, found, inside
        frame = small.cohort.as_zero.dropna(subset="percent")
        keys = (frame[name].astype(str) for name in ("participant", "phase", "indicator"))
        self.had = set(zip(*keys, strict=True))
        marks = small.marks[small.marks["score"].notna()]
        self.known: dict[tuple[str, str, str], list[tuple[str, float]]] = {}
        for m in marks.itertuples():
            if not m.late and not (m.cell.startswith("S") and m.score == 0):
                key = (m.participant, PHASE[m.lesson], m.cell.partition("-")[0])
                self.known.setdefault(key, []).append((m.cell, m.max_score))
        whole = {
            (PHASE[name], cell.grade_id): cell for name in LESSON for cell in LESSON[name].criteria
        }
        self.possible: dict[tuple[str, str], float] = {}
        for (phase, cell), about in whole.items():
            key2 = (phase, cell.partition("-")[0])
            self.possible[key2] = self.possible.get(key2, 0.0) + about.points

    def percent(self, who: str, phase: str, code: str) -> Sum:
        """One person's percentage, as a sum of what they earned."""
        if phase in {"delayed", "seen"}:
            return {(who, (phase, code)): 1.0}
        cells = self.known.get((who, phase, code), [])
        share = 25 / max(len(cells), 1) if code[0] == "S" else 100 / self.possible[phase, code]
        return {(who, (phase, cell)): share for cell, _ in cells}

    def of(self, place: Place, *parts: tuple[float, str, str]) -> Sum:
        """The mean at ``place`` of these percentages (weight, phase, indicator)."""
        found: Sum = {}
        for who in self.inside.get(place, ()):
            for weight, phase, code in parts:
                for key, share in self.percent(who, phase, code).items():
                    found[key] = found.get(key, 0.0) + weight * share
        return found

    def cells(self, place: Place, phase: str, cells: Iterable[str]) -> Sum:
        """The mean at ``place`` of the marks of these cells."""
        return {(who, (phase, cell)): 1.0 for who in self.inside.get(place, ()) for cell in cells}

    def __iter__(self) -> Iterator[Sum]:
        """Every printed mean but those of who chose an option."""
        tables = self.found.tables()
        for name in ("indikator", "perluasan", "dibantu", "per-pendamping", "rata-rata", "tunda"):
            for n, row in enumerate(tables[name].to_dict("records")):
                start, end = row.get("start", "pre"), "delayed" if name == "tunda" else "post"
                codes = row["over"] if name == "rata-rata" else [row["indicator"]]
                for column, signs in (
                    ("mean_pre", (1, 0)),
                    ("mean_post", (0, 1)),
                    ("gain", (-1, 1)),
                ):
                    parts = [
                        (s, p, c)
                        for s, p in zip(signs, (start, end), strict=True)
                        for c in codes
                        if s
                    ]
                    yield self.of((name, n, column), *parts)
        for n, row in enumerate(tables["perkiraan"].to_dict("records")):
            yield self.estimate(("perkiraan", n, "gain"), row["estimate"], row["indicator"])
        for name, phase in (("hilang", "pre"), ("hilang-tunda", "post")):
            for n, row in enumerate(tables[name].to_dict("records")):
                for side in ("stayed", "lost"):
                    yield self.of((name, n, f"mean_{side}"), (1, phase, row["indicator"]))
        yield from self._design(tables)
        for n, row in enumerate(tables["pengamatan"].to_dict("records")):
            code = row["indicator"]
            yield self.of(("pengamatan", n, "simulated"), (1, "post", code))
            yield self.of(("pengamatan", n, "observed"), (1, "seen", code))
            yield self.of(("pengamatan", n, "bias"), (1, "seen", code), (-1, "post", code))
        yield from self._orders(tables["bentuk"])
        yield from self._equated(tables["penyetaraan"])
        yield from self._items(tables)

    def _design(self, tables: Mapping[str, pd.DataFrame]) -> Iterator[Sum]:
        """What three points in time say."""
        for n, row in enumerate(tables["tiga-titik"].to_dict("records")):
            codes = self._codes(row["indicator"])
            start, end = row["start"], row["end"]
            yield self.of(("tiga-titik", n, "mean_start"), *((1, start, c) for c in codes))
            yield self.of(("tiga-titik", n, "mean_end"), *((1, end, c) for c in codes))
            yield self.of(
                ("tiga-titik", n, "change"),
                *((s, p, c) for c in codes for s, p in ((-1, start), (1, end))),
            )
            # Everybody's tests are in the model, those at the third point too.
            yield self.of(
                ("tiga-titik", n, "model"),
                *((w, p, c) for c in codes for w, p in ((-1, start), (1, end))),
            )

    def _codes(self, indicator: str) -> list[str]:
        return paper_codes() if indicator == MEAN_OF_INDICATORS else [indicator]

    def _orders(self, table: pd.DataFrame) -> Iterator[Sum]:
        """Both means by order of the forms.

        Gain and form are the half sum and difference of the two mean changes; the order effect is
        the difference of the levels, which with the means of all of them gives each.
        """
        codes = [code for code in table["indicator"] if code != "mean"]
        for n, row in enumerate(table.to_dict("records")):
            own = codes if row["indicator"] == "mean" else [row["indicator"]]
            for phase in ("pre", "post"):
                yield from self._by_order(
                    self.of(("bentuk", n, "gain"), *((1, phase, c) for c in own))
                )

    def _equated(self, table: pd.DataFrame) -> Iterator[Sum]:
        """Both tests' mean points by order: what a score of 0 on B is worth is made of them."""
        for n, row in enumerate(table.to_dict("records")):
            if row["score"] != 0 or ("penyetaraan", n, "mean") not in self.inside:
                continue
            people = self._counted_in(("penyetaraan", n, "mean"), row["n"])
            for phase in ("pre", "post"):
                cells = [c for c in self._cells(phase) if c.startswith(row["scale"])]
                yield from self._by_order({(w, (phase, c)): 1.0 for w in people for c in cells})

    def _counted_in(self, place: Place, n: int) -> set[str]:
        """Whose marks are in a number of rounded points: whom moving shows, and n in all.

        A mark moved by less than a point may move nothing, so the set is looked for among those of
        the other numbers.
        """
        seen = self.inside[place]
        sets = (own for own in self.inside.values() if seen <= own and len(own) == n)
        return next(sets)

    def _by_order(self, whole: Sum) -> Iterator[Sum]:
        """One sum of those who began with each form."""
        first = self.small.forms[self.small.forms["phase"] == "pre"]
        began = dict(zip(first["participant"], first["form"], strict=True))
        for form in "AB":
            yield {key: v for key, v in whole.items() if began.get(key[0]) == form}

    def estimate(self, place: Place, name: str, code: str) -> Sum:
        """An estimate of the mean change; in the bounds who is lost has the pretest alone."""
        n = len(self.inside.get(place, ()))
        found: Sum = {}
        for phase, sign in (("pre", -1.0), ("post", 1.0)):
            who_has = [w for w in self.inside.get(place, ()) if self._has(w, phase, code)]
            size = len(who_has) if name == "mixed_model" else n
            for who in who_has:
                found |= {k: sign * v / size for k, v in self.percent(who, phase, code).items()}
        return found

    def _has(self, who: str, phase: str, code: str) -> bool:
        return (who, phase, code) in self.had

    def _items(self, tables: Mapping[str, pd.DataFrame]) -> Iterator[Sum]:
        for n, row in enumerate(tables["butir"].to_dict("records")):
            for phase in ("pre", "post"):
                yield self.cells(("butir", n, f"facility_{phase}"), phase, [row["cell"]])
        for n, row in enumerate(tables["butir-bentuk"].to_dict("records")):
            yield self.cells(("butir-bentuk", n, "facility"), row["phase"], [row["cell"]])
        for n, row in enumerate(tables["kriteria"].to_dict("records")):
            yield self.cells(("kriteria", n, "share"), PHASE[row["lesson"]], [row["cell"]])
        for n, row in enumerate(tables["sikap"].to_dict("records")):
            yield self.cells(("sikap", n, "mean"), row["phase"], [row["item"]])
        for n, row in enumerate(tables["keandalan"].to_dict("records")):
            cells = [c for c in self._cells(row["phase"]) if c.startswith(row["scale"])]
            yield self.cells(("keandalan", n, "mean"), row["phase"], cells)

    def _cells(self, phase: str) -> list[str]:
        return [cell.grade_id for cell in LESSON[LESSONS[phase]].criteria]

    def questions(self) -> Iterator[list[Sum]]:
        """The means of who chose an option, question by question: who chose what is told nowhere."""
        table = self.found.tables()["pilihan"].reset_index(drop=True)
        for (name, exercise, *_), rows in table.groupby(["lesson", "exercise", "field", "of_form"]):
            phase = PHASE[str(name)]
            graded = {c.grade_id for c in LESSON[str(name)].criteria if c.exercise == exercise}
            rest = [c for c in self._cells(phase) if c not in graded and c[0] != "S"]
            places = [("pilihan", int(n), "mean_rest") for n in rows.index]
            sums = [self.cells(place, phase, rest) for place in places]
            if any(sums):
                yield sums
