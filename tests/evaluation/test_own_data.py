"""``course evaluate`` and ``course items`` on a statistician's own file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import run_course

from course import CourseError
from course.cli import course
from course.evaluation.own_data import EVALUATE_KEYS, evaluate_csv, items_csv
from course.evaluation.statistics.arrays import Note

PUBLISHED = Path(__file__).parent / "published"
SLEEP = """participant,indicator,pre,post
1,tidur,0.7,1.9
2,tidur,-1.6,0.8
3,tidur,-0.2,1.1
4,tidur,-1.2,0.1
5,tidur,-0.1,-0.1
6,tidur,3.4,4.4
7,tidur,3.7,5.5
8,tidur,0.8,1.6
9,tidur,0,4.6
10,tidur,2,3.4
"""
KEYS = (
    "indicator, n, mean_pre, mean_post, gain, gain_low, gain_high, t, df, p_t, d_z, d_av, g_av, "
    "g_av_low, g_av_high, p_pratt, rank_biserial, class_gain, class_gain_low, class_gain_high, "
    "p_holm, p_smallest, category_pre, category_post, notes"
)
ITEM_KEYS = (
    "item, n, facility, facility_low, facility_high, discrimination_index, "
    "discriminative_efficiency, effective_weight, notes"
)
WHOLE_KEYS = (
    "alpha, alpha_low, alpha_high, cic, error_ratio, standard_error, mean, sd, skewness, kurtosis, "
    "notes"
)


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "data.csv"
    path.write_bytes(text.encode(encoding))
    return path


def printed(*words: str) -> Any:
    done = CliRunner().invoke(course, list(words))
    assert done.exit_code == 0, done.output
    assert "NaN" not in done.output
    assert "Infinity" not in done.output
    return json.loads(done.output)


def test_evaluate_prints_the_sleep_data_in_their_own_units(tmp_path: Path) -> None:
    (found,) = printed("evaluate", "--csv", str(written(tmp_path, SLEEP)))
    assert list(found) == KEYS.split(", ") == EVALUATE_KEYS
    assert found["p_t"] == pytest.approx(0.00283289019738427, rel=1e-12)
    assert (found["n"], found["p_pratt"], found["p_holm"]) == (10, 0.00390625, 0.00390625)
    for name in (
        "class_gain",
        "class_gain_low",
        "class_gain_high",
        "category_pre",
        "category_post",
    ):
        assert found[name] is None
    (note,) = found["notes"]
    assert list(note) == ["code", "figures", "values", "text"]
    assert (note["code"], note["values"]) == ("highest_unknown", {})
    assert note["figures"][0] == "class_gain"
    assert note["text"].endswith(
        "tidak dapat dihitung (nilai tertinggi tidak diketahui; isi kolom max)"
    )


def test_with_max_the_figures_are_percent_with_category_and_normalized_gain(tmp_path: Path) -> None:
    rows = "\n".join(f"U{n},K2,{n % 4},{n % 4 + 3},7" for n in range(12))
    (found,) = evaluate_csv(
        written(tmp_path, f"participant,indicator,pre,post,max\n{rows}\nU99,K2,,7,7\n")
    )
    assert found["n"] == 12
    assert found["mean_pre"] == pytest.approx(100 * 1.5 / 7)
    assert found["gain"] == pytest.approx(100 * 3 / 7)
    assert (found["category_pre"], found["category_post"]) == ("low", "good")
    assert found["class_gain"] == pytest.approx(3 / 5.5)
    assert found["class_gain_low"] < found["class_gain"] < found["class_gain_high"]
    assert found["t"] is None  # everyone rose by the same


def test_holm_counts_the_indicators_that_have_data(tmp_path: Path) -> None:
    rows = [f"U{n},{name},{n},{n + up}" for name, up in (("A", 1), ("B", 2)) for n in range(9)]
    text = "\n".join(["participant,indicator,pre,post", *rows, "U1,C,1,"])
    found = {row["indicator"]: row for row in evaluate_csv(written(tmp_path, text))}
    assert list(found) == ["A", "B", "C"]
    assert found["A"]["p_holm"] == 2 * found["A"]["p_pratt"] == 2 / 2**8
    assert found["C"]["n"] == 0
    assert found["C"]["p_holm"] is None
    assert found["C"]["notes"] == [Note.of("no_pairs", "all")]


def test_excel_s_semicolons_decimal_commas_and_byte_order_mark(tmp_path: Path) -> None:
    plain = evaluate_csv(written(tmp_path, SLEEP))
    excel = SLEEP.replace(",", ";").replace(".", ",").replace("\n", "\r\n")
    assert evaluate_csv(written(tmp_path, excel, "utf-8-sig")) == plain


def test_the_order_of_lines_changes_no_figure(tmp_path: Path) -> None:
    head, *rows = SLEEP.strip().split("\n")
    (plain,) = evaluate_csv(written(tmp_path, SLEEP))
    (turned,) = evaluate_csv(written(tmp_path, "\n".join([head, *reversed(rows)])))
    for key, value in plain.items():
        assert turned[key] == (
            pytest.approx(value, rel=1e-12) if isinstance(value, float) else value
        )


@pytest.mark.parametrize(
    ("text", "words"),
    [("participant,indicator,pre\nA,K,1", "kolom post tidak ada"),
     ("participant,indicator,pre,post\nA,K,1,banyak", "baris 2: kolom post: 'banyak' bukan angka"),
     ("participant,indicator,pre,post\nA,K,1,inf", "baris 2"),
     ("participant,indicator,pre,post\nA,K,1,1e300", "baris 2"),
     ("participant,indicator,pre,post\nA,K,1,2\nB,K,1,2\nA,K,1,2", "baris 4: peserta yang sama sudah ada di baris 2"),
     ("participant,indicator,pre,post,max\nA,K,1,8,7", "post '8' di luar 0 sampai max 7"),
     ("participant,indicator,pre,post,max\nA,K,-1,2,7", "pre '-1' di luar"),
     ("participant,indicator,pre,post,max\nA,K,1,2,0", "max '0' harus lebih dari 0"),
     ("participant,indicator,pre,post,max\nA,K,1,2,7\nB,K,1,2,", "baris 3: max kosong"),
     ("participant,indicator,pre,post\nA,K,1", "baris 2: jumlah kolom"),
     ("participant,indicator,pre,post\nA,K,1,2,3", "baris 2: jumlah kolom"),
     ('participant,indicator,pre,post\nA,"K,1,2', "bukan CSV"),
     ("pre,pre,participant,indicator,post\n1,2,3,4,5", "nama sendiri"),
     ("", "kolom indicator, participant, post, pre tidak ada")],
)  # fmt: skip
def test_bad_input_is_one_line_with_the_place_and_the_mend(
    tmp_path: Path, text: str, words: str
) -> None:
    path = written(tmp_path, text)
    with pytest.raises(CourseError) as caught:
        evaluate_csv(path)
    assert words in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_is_no_text_is_refused_and_a_missing_file_too(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_bytes(b"\x00\x01\x02\x00participant")
    with pytest.raises(CourseError, match="UTF-8"):
        evaluate_csv(path)
    done = run_course(tmp_path, "evaluate", "--csv", "tidak-ada.csv")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8-sig"])
def test_a_table_is_read_as_excel_saves_it(tmp_path: Path, encoding: str) -> None:
    mark = "\t" if encoding == "utf-16" else ";"
    rows = "".join(f"U{n}é,K2,{n % 4}¤5,{n % 4 + 3}\r\n".replace(",", mark) for n in range(12))
    text = "participant,indicator,pre,post\r\n".replace(",", mark) + rows.replace("¤", ",")
    (found,) = evaluate_csv(written(tmp_path, text, encoding))
    assert (found["n"], found["mean_pre"]) == (12, 2.0)


def test_only_a_header_gives_an_empty_list_and_items_without_people(tmp_path: Path) -> None:
    assert evaluate_csv(written(tmp_path, "participant,indicator,pre,post\n")) == []
    found = items_csv(written(tmp_path, "participant,a,b\n"))
    assert [item["n"] for item in found["items"]] == [0, 0]
    assert all(found["items"][0][key] is None for key in ("facility", "discrimination_index"))
    assert found["whole"]["alpha"] is None
    assert found["whole"]["notes"]


def test_items_prints_moodle_s_own_figures() -> None:
    found = printed("items", "--csv", str(PUBLISHED / "moodle_questions.csv"))
    assert list(found) == ["items", "whole"]
    assert list(found["items"][0]) == ITEM_KEYS.split(", ")
    assert list(found["whole"]) == WHOLE_KEYS.split(", ")
    first = found["items"][0]
    assert first["item"] == "s8"
    assert 100 * first["facility"] == pytest.approx(41.19318182)
    assert first["discrimination_index"] == pytest.approx(25.88327077)
    assert found["whole"]["cic"] == 100 * found["whole"]["alpha"]


def test_items_leaves_incomplete_people_out_and_says_so(tmp_path: Path) -> None:
    found = items_csv(written(tmp_path, "a,b\n1,0\n0,1\n1,1\n0,0\n1,\n"))
    assert [item["n"] for item in found["items"]] == [5, 4]
    assert found["items"][0]["facility"] == 0.6
    assert found["whole"]["notes"][-1] == Note.of("incomplete", n=1)


def test_items_names_a_column_of_words(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="kolom kelompok: 'desa' bukan angka"):
        items_csv(written(tmp_path, "participant,kelompok,a\nU1,desa,1\n"))
    with pytest.raises(CourseError, match="tidak ada kolom butir"):
        items_csv(written(tmp_path, "participant\nU1\n"))
