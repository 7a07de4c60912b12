"""Pages and a lesson's parts: found by name, strict about names, escaped."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import TemplateNotFound, UndefinedError

from course import lessons, pages
from course.lessons.part import offered, part

ROOT = Path(__file__).parent
while not (ROOT / "nbgrader_config.py").is_file():
    ROOT = ROOT.parent
HOUSE = ROOT / "course"
TEMPLATES = sorted(HOUSE.rglob("templates/*.html.j2"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(HOUSE)))
def test_every_template_is_found_by_its_room_and_name(path: Path) -> None:
    room = path.relative_to(HOUSE).parent.parent
    name = path.name.removesuffix(".html.j2")
    assert pages.template(name if room == Path() else f"{room.as_posix()}/{name}")


def test_an_unknown_template_or_value_is_an_error() -> None:
    with pytest.raises(TemplateNotFound):
        pages.template("reports/none")
    with pytest.raises(UndefinedError):
        pages.template("reports/table").render()


def test_a_page_stands_in_the_shell_and_escapes_what_it_is_given(tmp_path: Path) -> None:
    path = pages.write_page(
        tmp_path / "p.html", "reports/participant", "<Judul>", say=lambda *_, **__: "<b>", code="U07",
        greeting="<script>", improved=[], strong=[], steps=[],
    )  # fmt: skip
    text = path.read_text("utf-8")
    assert '<main class="participant">' in text
    assert "&lt;Judul&gt;" in text
    assert "<script>" not in text


def test_a_lesson_s_part_is_found_by_its_name() -> None:
    found = part("m4-strategi", "keepsakes")
    assert found is not None
    assert "kalender" in found.KEEPSAKES
    names = ("m0-karangan", "pretest", "keepsakes", "material", "", "..", "a b", "os", "a.b")
    assert not any(part(name, "keepsakes") for name in names)


def test_a_part_that_lacks_what_it_needs_is_no_missing_part(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(name: str) -> None:
        raise ModuleNotFoundError(name="openpyxl")

    monkeypatch.setattr("course.lessons.part.import_module", fails)
    with pytest.raises(ModuleNotFoundError):
        part("m4-strategi", "keepsakes")


def test_what_lessons_bring_names_exercises_that_exist() -> None:
    keepsakes = offered(ROOT, "keepsakes", "KEEPSAKES")
    assert keepsakes
    for lesson, writers in keepsakes.items():
        assert writers.keys() <= lessons.load(ROOT, lesson).definitions.keys()
    assert {"asesmen", "catatan-mingguan"} <= set(offered(ROOT, "report", "REPORTS"))
