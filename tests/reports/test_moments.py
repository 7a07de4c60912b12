"""A report at any moment of a class: what there is, a sentence for what is not, never a traceback."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from conftest import REPOSITORY, run_course
from made_class import TESTS, coarse_figures, first_answers, hand_in, new_class, quick_model, scores

from course import CourseError, lessons
from course.evaluation.guessing import guess_table, option_points
from course.evaluation.results import read_results
from course.files import Places
from course.reports.dashboard import Dashboard
from course.reports.evaluation import EvaluationReport
from course.reports.files import save_tables
from course.reports.language import language

DAY = "2026-10-26"
PEOPLE = [f"U{n:02d}" for n in range(1, 11)]
PRE, POST = ("pretest",), ("posttest",)
WAIT = {cell.grade_id for name in TESTS for cell in lessons.load(REPOSITORY, name).criteria}
MOMENTS: dict[str, Mapping[str, Sequence[str]] | None] = {
    "no roster": None,
    "roster only": {},
    "one pretest": {"U01": PRE},
    "two pretests": dict.fromkeys(PEOPLE[:2], PRE),
    "five pretests": dict.fromkeys(PEOPLE[:5], PRE),
    "ten pretests": dict.fromkeys(PEOPLE, PRE),
    "one with both": {**dict.fromkeys(PEOPLE, PRE), "U01": TESTS},
    "posttests only": dict.fromkeys(PEOPLE[:6], POST),
    "everything waits": dict.fromkeys(PEOPLE[:6], TESTS),
    "practice only": dict.fromkeys(PEOPLE[:6], ("m1-internet",)),
}
KINDS = ("workshop", "week", "needs", "mentor MH01", "participant U01")
WHOLE = {"no roster", "roster only", "one pretest", "posttests only"}
"""Moments of which the whole evaluation is written, through the door; of the others it is computed."""
NO_NUMBER = re.compile(r"\b(?:nan|None|NaN)\b")
EMPTY = scores({"U01": PRE}).head(0)


@pytest.fixture(scope="module")
def known_guesses() -> Iterator[None]:
    """Guess levels and keys of the lessons are those of every class: they are found once."""
    found: dict[str, pd.DataFrame] = {}
    keys: dict[tuple[str, str, str], dict[str, float]] = {}

    def guesses(_: Path, name: str) -> pd.DataFrame:
        if name not in found:
            found[name] = guess_table(REPOSITORY, name)
        return found[name]

    def points(root: Path, name: str, exercise: str, field: object) -> dict[str, float]:
        place = (name, exercise, field.key)  # type: ignore[attr-defined]
        if place not in keys:
            keys[place] = option_points(root, name, exercise, field)  # type: ignore[arg-type]
        return keys[place]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("course.evaluation.results.guess_table", guesses)
        patch.setattr("course.evaluation.items.option_points", points)
        patch.setattr("course.evaluation.statistics.missing.mixed_model", quick_model)
        with coarse_figures():
            yield


def lay(root: Path, moment: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    took = MOMENTS[moment]
    new_class(root, None if took is None else [(who, "MH01", DAY) for who in PEOPLE])
    for lesson in lessons.names(root):
        (root / "release" / lesson).mkdir()
    for code, names in (took or {}).items():
        for name in set(names) & set(TESTS):
            hand_in(root, code, name, first_answers(name, ["tujuan", "katalog"]))
    waiting = WAIT if moment == "everything waits" else ()
    for place in ("cohort", "person"):
        monkeypatch.setattr(
            f"course.evaluation.{place}.read_scores",
            lambda *_: scores(took, waiting=waiting) if took else EMPTY,
        )
    return root


@pytest.mark.long
@pytest.mark.parametrize("moment", MOMENTS)
def test_every_report_at_every_moment(
    moment: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, known_guesses: None
) -> None:
    root = lay(tmp_path / "kelas", moment, monkeypatch)
    for kind in KINDS if moment not in WHOLE else (*KINDS, "evaluation"):
        done = run_course(root, "report", *kind.split())
        said = done.stdout + done.stderr
        assert done.returncode in {0, 2}, (kind, said)
        assert "Traceback" not in said, kind
        assert "Error" not in said, kind
        if done.returncode == 2:
            assert len(re.findall(r"^✗", done.stderr, re.MULTILINE)) <= 1, (kind, said)
        elif kind == "evaluation" and "keadaan.html" not in said:
            text = (Places(root).reports / "evaluation.html").read_text("utf-8")
            assert not NO_NUMBER.search(re.sub(r"<[^>]+>|base64,[A-Za-z0-9+/=]+", " ", text))
            assert "– = kurang dari lima orang" in said
    taken = {name for names in (MOMENTS[moment] or {}).values() for name in names} & set(TESTS)
    if moment in WHOLE:
        assert (Places(root).reports / "evaluation.html").exists() == bool(taken)
    elif not taken:
        with pytest.raises(CourseError, match="Belum ada tes yang dinilai"):
            EvaluationReport(root)
    else:
        report = EvaluationReport(root)
        said = report.paragraph + "".join(sheet.html("x") for sheet in report.sheets.values())
        assert not NO_NUMBER.search(re.sub(r"<[^>]+>", " ", said))
        assert report.figures
    screen = io.StringIO()
    with redirect_stdout(screen):
        board = Dashboard(root)
        for lesson in TESTS:
            board.lesson.value = lesson
        board.refresh()
    assert "Traceback" not in screen.getvalue()


def test_the_dashboard_says_why_a_list_is_not_right(tmp_path: Path) -> None:
    root = new_class(tmp_path / "kelas", [("U01", "MH01", DAY), ("U01", "MH01", DAY)])
    (root / "kelas" / "roster.csv").write_text("kode,nama\nU01,x\n", "utf-8")
    board = Dashboard(root)
    board.lesson.value = "posttest"
    assert "kolom" in board.note.value


def test_an_empty_table_of_categories_can_be_saved(tmp_path: Path) -> None:
    empty = pd.DataFrame(
        {
            "participant": pd.Series([], dtype="category"),
            "percent": pd.Series([], dtype=float),
            "notes": pd.Series([], dtype=object),
        }
    )
    save_tables(tmp_path, "x", {"peserta": empty, "perubahan": empty.head(0)}, language("id"))
    assert (tmp_path / "x-peserta.csv").read_text("utf-8") == "participant,percent,notes\n"


def test_a_category_that_looks_like_a_formula_is_harmless(tmp_path: Path) -> None:
    table = pd.DataFrame({"participant": pd.Series(["=1+1", "U01"], dtype="category")})
    save_tables(tmp_path, "x", {"peserta": table}, language("id"))
    assert not (tmp_path / "x-peserta.csv").read_text("utf-8").splitlines()[1].startswith("=")


@pytest.mark.long
def test_posttests_alone_show_the_posttest_s_items(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, known_guesses: None
) -> None:
    found = read_results(lay(tmp_path / "kelas", "posttests only", monkeypatch))
    own = found.items.set_index("cell")
    assert own["n_post"].max() == 6
    assert own["n_post"].min() >= 4, "who stopped before an item is missing there"
    assert (np.isfinite(own["facility_post"]) == (own["n_post"] >= 5)).all()
    assert own["facility_pre"].isna().all()
