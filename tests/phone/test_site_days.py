"""``course site`` takes the days of the tests from the programme."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from course import CourseError
from course.phone import site
from course.phone.exporter import Days, Page

LINES = """
[course]
name = "Kelas"
start = 2026-10-26
end = 2026-11-22

[[stage]]
name = "Semua"
duration = "4 minggu"
start = 2026-10-26
end = 2026-11-22
in_charge = "dosen"
medium = ["WhatsApp"]

[[test]]
lesson = "posttest"
opens = 2026-11-19

[[test]]
lesson = "pretest"
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two released tests, whose pages are not really run."""
    for name in ("pretest", "posttest"):
        for room in ("source", "release"):
            path = tmp_path / room / name / f"{name}.ipynb"
            path.parent.mkdir(parents=True)
            path.write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')

    def pages(
        _root: Path, name: str, test: Days | None, _offers: object, instead: dict[str, str]
    ) -> list[Page]:
        return [Page(name, name, f"<p>{json.dumps([test, instead])}</p>", {}, {})]

    monkeypatch.setattr(site, "_pages", pages)
    (tmp_path / "kelas").mkdir()
    return tmp_path


def cards(root: Path) -> dict[str, object]:
    html = (root / "kelas/site/index.html").read_text("utf-8")
    found = re.search(r'id="data">(.*?)</script>', html)
    assert found
    return {card["name"]: card.get("test") for card in json.loads(found[1])["lessons"]}


def test_the_days_stand_on_the_home_page_and_on_the_test_s_own(root: Path) -> None:
    (line,) = site.build_site(root).undated
    assert line.startswith("posttest: belum ada tanggal bukanya")
    assert cards(root) == {"posttest": None, "pretest": None}
    (root / "kelas/program.toml").write_text(LINES)
    assert site.build_site(root).undated == ()
    days = {"start": "2026-10-26", "opens": "2026-11-19"}
    assert cards(root) == {"posttest": days, "pretest": None}
    assert json.dumps(days) in (root / "kelas/site/posttest.html").read_text("utf-8")


def test_a_programme_that_cannot_be_read_is_said(root: Path) -> None:
    (root / "kelas/program.toml").write_text(LINES.replace("2026-11-19", '"besok"'))
    with pytest.raises(CourseError, match="test > 1 > opens bukan tanggal"):
        site.build_site(root)


def test_a_stage_that_names_a_test_gives_it_its_days(root: Path) -> None:
    """As the inbox counts: ``[[test]]``, else the stages."""
    staged = LINES.partition("[[test]]")[0] + 'lessons = ["pretest"]\n'
    (root / "kelas/program.toml").write_text(staged)
    site.build_site(root)
    days = {"start": "2026-10-26", "opens": "2026-10-26", "closes": "2026-11-22"}
    assert cards(root) == {"posttest": None, "pretest": days}


def test_a_rebuilt_site_keeps_the_certificates_and_asks_for_them_anew(root: Path) -> None:
    (root / "kelas" / "program.toml").write_text(LINES, "utf-8")
    public = root / "kelas" / "certificates" / "public"
    public.mkdir(parents=True)
    (public / "abcde-23456.jwt").write_text("satu", "utf-8")
    folder = root / "kelas" / "site"
    for _ in range(2):
        site.build_site(root)
        assert (folder / "sertifikat" / "abcde-23456.jwt").read_text("utf-8") == "satu"
        assert "Periksa sertifikat" in (folder / "sertifikat.html").read_text("utf-8")
        assert "sertifikat" not in (folder / "sw.js").read_text("utf-8"), "never from the phone"
    (public / "abcde-23456.jwt").unlink()
    site.build_site(root)
    assert not (folder / "sertifikat.html").exists()


def test_a_class_that_draws_has_each_test_in_both_forms(root: Path) -> None:
    """A person's page carries the form that was drawn for her, and no other."""
    for name, form in (("pretest", "A"), ("posttest", "B")):
        about = f'"metadata": {{"lesson": {{"form": "{form}"}}}}'
        path = root / "source" / name / f"{name}.ipynb"
        path.write_text(path.read_text().replace('"metadata": {}', about))
    for name in ("pretest-b", "posttest-a"):
        (root / "release" / name[:-2] / f"{name}.ipynb").write_text("{}")
    program = root / "kelas/program.toml"
    program.write_text(LINES)
    assert set(cards(root_built(root))) == {"pretest", "posttest"}
    program.write_text(LINES.replace("start = 2026", "forms = true\nstart = 2026", 1))
    html = (root_built(root) / "kelas/site/index.html").read_text("utf-8")
    found = re.search(r'id="data">(.*?)</script>', html)
    assert found
    whose = {card["name"]: card["orders"] for card in json.loads(found[1])["lessons"]}
    assert whose == {
        "pretest": ["", "AB"], "pretest-b": ["BA"], "posttest": ["", "AB"], "posttest-a": ["BA"],
    }  # fmt: skip
    assert cards(root)["posttest-a"] == {"start": "2026-10-26", "opens": "2026-11-19"}
    assert leads_to(root, "pretest") == {"BA": "pretest-b"}
    assert leads_to(root, "pretest-b") == {"AB": "pretest"}
    (root / "release" / "pretest" / "pretest-b.ipynb").unlink()
    assert leads_to(root_built(root), "pretest") == {}, "nobody is led to a page that is not there"


def leads_to(root: Path, name: str) -> dict[str, str]:
    html = (root / "kelas/site" / f"{name}.html").read_text("utf-8")
    return dict(json.loads(html.removeprefix("<p>").removesuffix("</p>"))[1])


def root_built(root: Path) -> Path:
    site.build_site(root)
    return root
