"""The two forms in the evaluation: who took which, the gain without their difference, the items."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from course.evaluation.five import HIDDEN, HIDDEN_TOO, Shown
from course.evaluation.instrument.forms import (
    MEAN,
    crossover_table,
    form_item_table,
    order_table,
    orders,
)
from course.evaluation.records import answer_records, answered_forms

REAL, HARDER = 12.0, 8.0
"""Points: what was learned, and how much harder form B is."""


def known_class(n_ab: int, n_ba: int) -> tuple[pd.DataFrame, dict[str, str]]:
    """A class without chance: everybody learned alike, and form B takes away the same of all."""
    order = {f"U{n:02d}": "AB" if n < n_ab else "BA" for n in range(n_ab + n_ba)}
    rows = []
    for place, (who, own) in enumerate(order.items()):
        for code in ("P1", "P2", "K1", "K2", "K3", "S1"):
            level = 40.0 + place
            for phase, form, learned in (("pre", own[0], 0.0), ("post", own[1], REAL)):
                harder = HARDER if form == "B" and code != "S1" else 0.0
                rows.append((who, phase, code, level + learned - harder))
    return pd.DataFrame(rows, columns=["participant", "phase", "indicator", "percent"]), order


def test_an_uneven_draw_does_not_pass_for_learning() -> None:
    percents, order = known_class(9, 5)
    table = crossover_table(percents, order).set_index("indicator")
    assert list(table.index) == ["P1", "P2", "K1", "K2", "K3", MEAN]
    for _, row in table.iterrows():
        assert (row["n_ab"], row["n_ba"]) == (9, 5)
        assert row["gain"] == pytest.approx(REAL)
        assert row["form_effect"] == pytest.approx(HARDER)
        assert row["plain"] == pytest.approx(REAL - HARDER * 4 / 14)


def test_of_four_in_one_order_nothing_is_shown_but_how_many() -> None:
    percents, order = known_class(9, 4)
    table = crossover_table(percents, order)
    assert set(table["n_ba"]) == {4}
    assert table[["plain", "gain", "form_effect", "order_effect"]].isna().all(axis=None)
    assert set(table["notes"]) == {(HIDDEN,)}


def test_orders_that_give_others_away_are_not_shown() -> None:
    percents, order = known_class(8, 8)
    shown = Shown()
    assert shown.may({f"U{n:02d}" for n in range(7)}, of="P1")  # all of AB but one
    table = crossover_table(percents, order, shown).set_index("indicator")
    assert table.loc["P1", "notes"] == (HIDDEN_TOO,)
    assert np.isnan(table.loc["P1", "gain"])
    assert table.loc["P2", "gain"] == pytest.approx(REAL)


def test_a_class_in_one_order_has_no_such_table() -> None:
    percents, order = known_class(12, 0)
    assert crossover_table(percents, order).empty
    assert crossover_table(percents, {}).empty


def test_the_order_is_that_of_what_was_answered() -> None:
    rows = [("U01", "pre", "A"), ("U01", "post", "B"), ("U02", "pre", "B"), ("U02", "post", "A"),
            ("U02", "delayed", "B"), ("U03", "pre", "A"), ("U04", "pre", "B"), ("U04", "post", "B")]  # fmt: skip
    table = order_table(pd.DataFrame(rows, columns=["participant", "phase", "form"]))
    assert orders(table) == {"U01": "AB", "U02": "BA"}
    assert table.set_index("participant").loc["U03"].to_dict() == {
        "pre": "A", "post": "", "delayed": "", "order": "",
    }  # fmt: skip
    assert order_table(table.iloc[:0].rename(columns={"pre": "phase", "post": "form"})).empty


def test_the_files_say_the_form(small: Path) -> None:
    found = answered_forms(small).set_index(["participant", "phase"])["form"]
    assert found["U01", "pre"] == found["U08", "pre"] == found["U07", "post"] == "A"
    assert found["U07", "pre"] == found["U04", "pre"] == found["U01", "post"] == "B"
    records = answer_records(small)
    here = records[(records["lesson"] == "pretest") & (records["exercise"] == "akun-publik")]
    assert set(zip(here["form"], here["chosen"], strict=True)) >= {
        ("A", ("status",)), ("B", ("halaman",)),
    }  # fmt: skip


def test_items_are_shown_form_by_form() -> None:
    codes = [f"U{n:02d}" for n in range(12)]
    cells = ("P1-a", "P1-b", "K1-c")
    scores = pd.DataFrame(
        [
            (who, "pretest", cell, float((n % 2 == 0) or (n % 3 == k)), 1.0)
            for n, who in enumerate(codes)
            for k, cell in enumerate(cells)
        ],
        columns=["participant", "lesson", "cell", "score", "max_score"],
    )
    answered = pd.DataFrame(
        [(who, "pre", "AB"[n % 2]) for n, who in enumerate(codes)],
        columns=["participant", "phase", "form"],
    )
    table = form_item_table(scores, answered).set_index(["of_form", "cell"])
    assert set(table["n"]) == {6}
    assert table.loc[("A", "P1-a"), "facility"] == 1.0  # the even ones took A
    assert table.loc[("B", "P1-a"), "facility"] == pytest.approx(2 / 6)
    few = form_item_table(scores[scores["participant"] < "U09"], answered)
    assert few.loc[few["of_form"] == "B", "facility"].isna().all()
    assert form_item_table(scores, answered.assign(form="A")).empty


def test_counts_of_answers_are_of_one_form_but_where_both_ask_alike(small: Path) -> None:
    from course.evaluation.distribution import items

    found = {(one.exercise, one.label): one.n for one in items(small, "pretest")}
    assert found["katalog", "Pilih satu (bentuk A)"] == 2
    assert found["katalog", "Pilih satu (bentuk B)"] == 2
    assert found["sikap-semangat", "Memposting produk terasa sebagai beban."] == 4
