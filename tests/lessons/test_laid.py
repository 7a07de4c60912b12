"""Lessons laid into a class, and newer ones brought: what a class changed is never overwritten."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import run_course
from in_process import dying

from course.lessons import laid
from course.lessons.laid import bring, finish, lay, newer
from course.privacy.traces import data_files

FILES = {
    "source/satu/satu.ipynb": "satu",
    "source/satu/authors/answers/a.json": "[]",
    "source/dua/dua.ipynb": "dua",
    "source/words.toml": "kata",
    "nbgrader_config.py": "c.CourseDirectory.ignore = []",
    "Kelas UMKM.command": "#!/bin/sh",
}


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")


def lying(root: Path) -> dict[str, str]:
    """Return a class's files, without what is known of them."""
    return {
        path.relative_to(root).as_posix(): path.read_text("utf-8")
        for path in root.rglob("*")
        if path.is_file() and path.name not in {"lessons.json", ".lock"}
    }


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed package with two lessons."""
    own = tmp_path / "terpasang"
    write(own, FILES)
    monkeypatch.setattr(laid, "materials", lambda: own)
    # Nobody has answered (tests/autograde/test_moves.py), and these lessons are words, no notebooks.
    monkeypatch.setattr("course.autograde.moves.will_move", lambda *_, **__: [])
    return own


@pytest.fixture
def root(installed: Path, tmp_path: Path) -> Path:
    """A class as it was laid from it."""
    lay(tmp_path / "kelas")
    return tmp_path / "kelas"


def today_s(root: Path) -> str:
    (folder,) = (root / "kelas" / "lessons-before").iterdir()
    return folder.relative_to(root).as_posix()


def test_a_class_gets_everything_and_nothing_of_the_system_s(
    installed: Path, tmp_path: Path
) -> None:
    write(installed, {"source/satu/.DS_Store": "x", "source/dua/.ipynb_checkpoints/dua.ipynb": "x"})
    (installed / "nbgrader_config.py").chmod(0o444)
    lay(tmp_path / "baru")
    assert lying(tmp_path / "baru") == FILES
    assert (tmp_path / "baru" / "Kelas UMKM.command").stat().st_mode & 0o100
    assert (tmp_path / "baru" / "nbgrader_config.py").stat().st_mode & 0o200, (
        "a class's own to change"
    )
    assert newer(tmp_path / "baru") == laid.Newer((), (), ())


def test_what_is_old_is_replaced_what_is_new_laid_and_the_old_kept(
    installed: Path, root: Path
) -> None:
    write(installed, {"source/satu/satu.ipynb": "satu 2", "source/tiga/tiga.ipynb": "tiga"})
    (installed / "source/satu/authors/answers/a.json").unlink()
    done = run_course(root, "upgrade")
    assert "✓ Diganti: satu.\n✓ Baru: tiga.\n" in done.stdout
    old = today_s(root)
    assert f"Yang lama disimpan di {old}/." in done.stdout
    expected = FILES | {"source/satu/satu.ipynb": "satu 2", "source/tiga/tiga.ipynb": "tiga"}
    answers = expected.pop("source/satu/authors/answers/a.json")
    kept = {
        f"{old}/source/satu/satu.ipynb": "satu",
        f"{old}/source/satu/authors/answers/a.json": answers,
    }
    assert lying(root) == expected | kept
    assert not [p for p in data_files(root) if "lessons" in str(p)], "no data of anybody's"
    assert run_course(root, "upgrade").stdout == "✓ Susunan folder ini sudah baru.\n"
    write(installed, {"source/satu/satu.ipynb": "satu 3"})
    run_course(root, "upgrade")
    assert lying(root)[f"{old}-2/source/satu/satu.ipynb"] == "satu 2", "the same day"


@pytest.mark.parametrize("known", ["laid by us", "from nobody knows where"])
def test_what_the_class_changed_stays_until_it_is_asked_for(
    known: str, installed: Path, root: Path
) -> None:
    write(root, {"source/satu/satu.ipynb": "milik kelas"})
    if known != "laid by us":
        (root / "kelas" / "lessons.json").write_text("{", "utf-8")
        write(root, {"nbgrader_config.py": "c.CourseDirectory.ignore = ['lama']"})
    else:
        assert run_course(root, "upgrade").stdout.startswith("✓"), "nothing newer: no word"
    write(installed, {"source/satu/satu.ipynb": "satu 2"})
    for _ in range(2):
        done = run_course(root, "upgrade")
        assert done.stdout.startswith("! satu: diubah di kelas ini")
        assert done.stdout.count("\n") == 1
        assert lying(root)["source/satu/satu.ipynb"] == "milik kelas"
    done = run_course(root, "upgrade", "--take", "satu")
    assert "✓ Diganti: satu." in done.stdout
    assert lying(root)["source/satu/satu.ipynb"] == "satu 2"
    assert lying(root)[f"{today_s(root)}/source/satu/satu.ipynb"] == "milik kelas"
    assert run_course(root, "upgrade").stdout == "✓ Susunan folder ini sudah baru.\n"


def test_what_a_class_threw_away_comes_back_only_when_it_is_asked_for(
    installed: Path, root: Path
) -> None:
    shutil.rmtree(root / "source" / "dua")
    write(installed, {"source/dua/dua.ipynb": "dua 2"})
    assert newer(root).chosen == ()
    run_course(root, "upgrade")
    assert not (root / "source" / "dua").exists()
    assert "✓ Baru: dua." in run_course(root, "upgrade", "--take", "dua").stdout
    assert lying(root)["source/dua/dua.ipynb"] == "dua 2"
    done = run_course(root, "upgrade", "--take", "empat")
    assert done.returncode == 2
    assert "Yang ada: dua, satu, source/words.toml" in done.stderr


def test_a_lesson_that_is_installed_no_more_stays(installed: Path, root: Path) -> None:
    shutil.rmtree(installed / "source" / "dua")
    assert run_course(root, "upgrade").stdout == "✓ Susunan folder ini sudah baru.\n"
    assert lying(root)["source/dua/dua.ipynb"] == "dua"


def test_in_a_checkout_there_is_nothing_to_bring(installed: Path) -> None:
    before = lying(installed)
    assert newer(installed) == laid.Newer((), (), ())
    assert finish(installed) is None
    assert lying(installed) == before
    assert not (installed / "kelas").exists()


@pytest.mark.parametrize("after", range(6))
def test_killed_at_any_renaming_it_is_finished_by_the_next(
    after: int, installed: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = {
        "source/satu/satu.ipynb": "satu 2",
        "source/dua/dua.ipynb": "dua 2",
        "source/tiga/tiga.ipynb": "tiga",
    }
    write(installed, new)
    chosen = newer(root).chosen
    with pytest.raises(KeyboardInterrupt), monkeypatch.context() as patch:  # noqa: PT012
        patch.setattr(Path, "rename", dying(after))
        bring(root, chosen)
    found = lying(root)
    assert FILES["source/satu/satu.ipynb"] in found.values(), "the old one is never lost"
    assert run_course(root, "upgrade").returncode == 0
    old = today_s(root)
    was = {
        f"{old}/{name}": FILES[name]
        for name in FILES
        if name.startswith(("source/satu", "source/dua"))
    }
    assert lying(root) == FILES | new | was
    assert newer(root).chosen == ()


def test_a_class_that_measures_keeps_its_tests(installed: Path, tmp_path: Path) -> None:
    """A newer posttest is another form: its items are not those that were asked before."""
    tests = {f"source/{name}/{name}.ipynb": name for name in ("pretest", "posttest")}
    write(installed, tests)
    root = tmp_path / "kelas-jalan"
    lay(root)
    write(installed, {path: f'{name}, "form": "A"' for path, name in tests.items()})
    assert [laid.lesson_of(unit) for unit in newer(root).replaced] == ["posttest", "pretest"]
    write(root, {"kelas/inbox/kept/U01/pretest/0123456789ab.json": "{}"})
    found = newer(root)
    assert found.replaced == ()
    assert [laid.lesson_of(unit) for unit in found.tests] == ["posttest", "pretest"]
    done = run_course(root, "upgrade")
    assert "posttest: kelas ini sudah punya jawaban tes awal, jadi tesnya tetap" in done.stdout
    assert newer(root, ["posttest"]).replaced == ("source/posttest",)
