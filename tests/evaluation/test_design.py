"""Two forms and three points in time as tables: what they hold, and whom they do not show."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from course.evaluation.attrition import lost_table
from course.evaluation.design.equated import equated_table
from course.evaluation.design.points import growth_table
from course.evaluation.five import HIDDEN, HIDDEN_TOO, Shown
from course.evaluation.instrument.forms import MEAN, crossover_table
from course.evaluation.items import LESSONS
from course.evaluation.percents import MEAN_OF_INDICATORS
from course.evaluation.statistics.equating import LINEAR_PEOPLE
from course.indicators import paper_codes
from course.reports.design import tables
from course.reports.design.figure import course_of
from course.reports.language import language

GAIN, HARDER = 12.0, 4.0


def people(n: int) -> list[str]:
    return [f"U{number:03d}" for number in range(n)]


def drawn(n: int) -> dict[str, str]:
    return {who: ("AB", "BA")[number % 2] for number, who in enumerate(people(n))}


def percents(n: int, later: int = 0) -> pd.DataFrame:
    """A class that gains 12 points in every indicator, on a form B that is 4 points harder.

    ``later``: how many took the delayed test, on the form of the pretest.
    """
    rows = []
    for number, who in enumerate(people(n)):
        for place, code in enumerate(paper_codes()):
            base, b_first = 40.0 + number % 7 + place, number % 2
            rows.append((who, "pre", code, base - HARDER * b_first))
            rows.append((who, "post", code, base + GAIN + number % 3 - HARDER * (1 - b_first)))
            if number < later:
                rows.append((who, "delayed", code, base + GAIN - 5 - HARDER * b_first))
    return pd.DataFrame(rows, columns=["participant", "phase", "indicator", "percent"])


def test_where_some_did_not_come_again_the_forms_are_of_those_who_did() -> None:
    shown = Shown()
    assert shown.may(set(people(20)))
    assert shown.may(set(people(20)[:14]))  # who took the delayed test: seven of each order
    found = crossover_table(percents(20), drawn(20), shown).set_index("indicator")
    row = found.loc[MEAN]
    assert (row["n_ab"], row["n_ba"]) == (7, 7)
    assert row["gain"] == pytest.approx(GAIN + np.mean([n % 3 for n in range(14)]))
    assert row["form_effect"] == pytest.approx(
        HARDER - np.mean([(1 if n % 2 == 0 else -1) * (n % 3) for n in range(14)])
    )
    assert not shown.may(set(people(20)[:10]))


def scores(n: int) -> pd.DataFrame:
    """Ten knowledge questions; form B two points harder."""
    rows = []
    for number, who in enumerate(people(n)):
        for phase, base in (("pre", 4), ("post", 6)):
            on_b = (number % 2 == 0) == (phase == "post")
            right = base + number % 3 - 2 * on_b
            rows += [
                (who, LESSONS[phase], f"P1-soal-{item}", float(item < right), 1.0)
                for item in range(10)
            ]
    return pd.DataFrame(rows, columns=["participant", "lesson", "cell", "score", "max_score"])


def test_scores_of_the_harder_form_are_worth_more() -> None:
    found = equated_table(scores(LINEAR_PEOPLE), drawn(LINEAR_PEOPLE))
    own = found[found["scale"] == "P"].set_index("score")
    assert [*own.index] == list(range(11))
    assert own["mean"].to_numpy() == pytest.approx(np.arange(11) + 2, abs=0.1)
    assert own.loc[5, "line"] == pytest.approx(7, abs=0.2)
    assert own.loc[5, "line_low"] <= own.loc[5, "line"] <= own.loc[5, "line_high"]
    assert own["percentile"].isna().all()
    assert [note.code for note in own.loc[0, "notes"]] == ["few_for_equating"]
    small = equated_table(scores(8), drawn(8))
    assert small["mean"].isna().all()
    assert small["notes"].iloc[0] == (HIDDEN,)


def test_three_points_are_of_the_same_people_and_the_model_of_everybody() -> None:
    found = growth_table(percents(12, later=7)).set_index(["indicator", "start", "end"])
    kept = found.loc[("K1", "pre", "delayed")]
    assert (kept["n"], kept["people"]) == (7, 12)
    assert kept["change"] == pytest.approx(GAIN - 5)
    assert kept["mean_end"] - kept["mean_start"] == pytest.approx(kept["change"])
    learnt = found.loc[("K1", "pre", "post")]
    assert learnt["model"] == pytest.approx(learnt["change"], abs=3)
    assert learnt["model_low"] < learnt["model"] < learnt["model_high"]
    assert found.loc[(MEAN_OF_INDICATORS, "pre", "post"), "n"] == 7
    assert growth_table(percents(12)).empty


def test_means_and_forms_and_points_have_no_second_p() -> None:
    forms = crossover_table(percents(12), drawn(12))
    assert forms["gain"].notna().all()
    for table in (forms, growth_table(percents(12, later=7))):
        assert not [name for name in table.columns if name == "p" or name.endswith(("_p", "_holm"))]


def test_one_who_did_not_come_again_is_not_told_by_the_two_figures() -> None:
    shown = Shown()
    assert shown.may(set(people(12)))  # the change from before to after
    found = growth_table(percents(12, later=11), shown)
    assert found["change"].isna().all()
    assert {note for notes in found["notes"] for note in notes} == {HIDDEN_TOO}
    early = growth_table(percents(12, later=11))  # nothing else is shown: then the model is not
    assert early["change"].notna().all()
    assert early["model"].isna().all()


def test_who_missed_the_delayed_test_is_held_against_who_took_it() -> None:
    found = lost_table(percents(12, later=6), before="post", after="delayed")
    row = found.set_index("indicator").loc["K1"]
    assert (row["stayed"], row["lost"]) == (6, 6)
    assert np.isfinite(row["g"])


@pytest.mark.long
@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_sheets_say_it_in_both_languages(lang: str) -> None:
    words = language(lang)
    growth = growth_table(percents(12, later=7))
    sheets = [
        tables.equated_sheet(words, equated_table(scores(12), drawn(12))),
        tables.growth_sheet(words, growth),
        tables.lost_later_sheet(words, lost_table(percents(12, 6), before="post", after="delayed")),
    ]
    for sheet in sheets:
        assert sheet.rows
        assert len(sheet.heads) == len(sheet.align) == len(sheet.rows[0])
        assert sheet.html("Tabel 1")
    assert len(course_of(words, growth).axes) == 8
    assert tables.lost_later_in_words(
        words, lost_table(percents(12, 12), before="post", after="delayed")
    )
