"""Every table of a class's evaluation, computed once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from course import lessons
from course.evaluation.attrition import estimate_table, flow_table, lost_table
from course.evaluation.changes import (
    change_table,
    codes_with_data,
    later_table,
    mean_changes,
    person_table,
    split_table,
)
from course.evaluation.cohort import Cohort, mentor_table, read_cohort
from course.evaluation.five import LEAST, enough
from course.evaluation.gate import only, participants
from course.evaluation.guessing import guess_table
from course.evaluation.headline import headline_table
from course.evaluation.items import (
    LESSONS,
    attitude_table,
    item_table,
    option_table,
    reliability_table,
)
from course.evaluation.observed import observed_table, read_observed
from course.evaluation.percents import means
from course.evaluation.records import blank_cells, criteria_records, criteria_table
from course.indicators import extension_codes


@dataclass(frozen=True)
class Results:
    """The evaluation's tables, unrounded; each is documented where it is made."""

    indicators: pd.DataFrame
    """``changes.change_table`` of the seven of the paper."""
    means: pd.DataFrame
    """``changes.mean_changes``."""
    row_means: pd.DataFrame
    """``percents.means`` of ``indicators``: the paper's own last line."""
    headline: pd.DataFrame
    """``headline.headline_table``: the numbers of the ready paragraph."""
    extensions: pd.DataFrame
    """``changes.change_table`` of the extensions that were measured; may have no rows."""
    delayed: pd.DataFrame
    """``changes.later_table``; may have no rows."""
    people: pd.DataFrame
    """``changes.person_table``."""
    percents: pd.DataFrame
    """``percents.indicator_percents``: what the tables above are computed from."""
    as_zero: pd.DataFrame
    """``Cohort.as_zero``."""
    stopped: pd.DataFrame
    """``Cohort.stopped``: who left a test half way, by code."""
    flow: pd.DataFrame
    """``attrition.flow_table``."""
    estimates: pd.DataFrame
    """``attrition.estimate_table``."""
    lost: pd.DataFrame
    """``attrition.lost_table``."""
    helped: pd.DataFrame
    """``changes.split_table`` by "helped" and "unaided"."""
    by_mentor: pd.DataFrame
    """``changes.split_table`` by mentor."""
    mentors: pd.DataFrame
    """``cohort.mentor_table``; no rows without a roster."""
    items: pd.DataFrame
    """``items.item_table``."""
    reliability: pd.DataFrame
    """``items.reliability_table``."""
    attitudes: pd.DataFrame
    """``items.attitude_table``."""
    options: pd.DataFrame
    """``items.option_table``."""
    criteria: pd.DataFrame
    """``records.criteria_table``."""
    observed: pd.DataFrame
    """``observed.observed_table``; no rows where no mentor observed."""
    ungraded: int
    """Cells that wait for a person; their participants' indicators are missing until then."""
    blank: frozenset[tuple[str, str]]
    """``Cohort.blank``."""
    outside: frozenset[str] = frozenset()
    """``Cohort.outside``: named, in none of the tables."""

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the tables by the name they have on disk."""
        found = {name: getattr(self, field) for name, field in FILE_NAMES.items()}
        # A test that few people took is in no table, so not in this one either.
        keys = ["participant", "phase", "indicator"]
        zero = self.as_zero.rename(columns={"percent": "percent_if_zero"})
        both = self.percents.merge(zero, on=keys, how="left")
        return found | {"peserta": enough(both, ["phase", "indicator"])}


FILE_NAMES = {
    "indikator": "indicators",
    "rata-rata": "means",
    "rata-rata-baris": "row_means",
    "paragraf": "headline",
    "perluasan": "extensions",
    "tunda": "delayed",
    "perubahan": "people",
    "peserta": "percents",
    "alur": "flow",
    "perkiraan": "estimates",
    "hilang": "lost",
    "ditinggalkan": "stopped",
    "dibantu": "helped",
    "per-pendamping": "by_mentor",
    "pendamping": "mentors",
    "butir": "items",
    "keandalan": "reliability",
    "sikap": "attitudes",
    "pilihan": "options",
    "kriteria": "criteria",
    "pengamatan": "observed",
}
"""Names of the tables' files, each with its field of ``Results``."""


def read_results(root: Path) -> Results:
    """Compute the evaluation of the course at ``root``.

    Nothing is said of fewer than ``LEAST`` people together. Raises CourseError when no test has
    been graded yet.
    """
    cohort = read_cohort(root)
    percents = cohort.percents
    scores, answers = enough(cohort.scores, "lesson"), enough(cohort.answers, "lesson")
    criteria = enough(only(criteria_records(root), participants(root)), "lesson")
    measured = codes_with_data(percents, extension_codes())
    indicators = change_table(percents, least=LEAST)
    means_, row_means = mean_changes(percents, least=LEAST), means(indicators)
    flow = flow_table(percents, cohort.registered, cohort.practised)
    return Results(
        indicators=indicators,
        means=means_,
        row_means=row_means,
        headline=headline_table(percents, flow, indicators, means_, row_means),
        extensions=change_table(percents, measured, least=LEAST),
        delayed=later_table(percents),
        people=enough(person_table(percents), "indicator"),
        percents=percents,
        as_zero=cohort.as_zero,
        stopped=cohort.stopped,
        flow=flow,
        estimates=estimate_table(percents, as_zero=cohort.as_zero),
        lost=lost_table(percents),
        helped=split_table(percents, cohort.helped),
        by_mentor=split_table(percents, cohort.mentors, beside=cohort.helped),
        observed=observed_table(percents, read_observed(root)),
        mentors=mentor_table(percents, cohort.mentors),
        items=item_table(scores, _guesses(root, cohort), blank_cells(root, answers, cohort.late)),
        reliability=reliability_table(scores),
        attitudes=attitude_table(scores),
        options=option_table(root, answers, scores),
        criteria=criteria_table(criteria),
        ungraded=cohort.ungraded,
        blank=cohort.blank,
        outside=cohort.outside,
    )


def _guesses(root: Path, cohort: Cohort) -> pd.DataFrame | None:
    """Return the guess level of the test it is held against: that after, else the one there is."""
    seen = set(cohort.scores["lesson"]) & set(lessons.names(root))
    order = sorted(LESSONS.values(), key=lambda name: name != LESSONS["post"])
    first = next((name for name in order if name in seen), None)
    return None if first is None else guess_table(root, first)
