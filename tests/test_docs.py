"""The documentation site: built without a warning, and every link and picture in it is there."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from conftest import REPOSITORY

from course import criteria
from course.cli import VERBS
from course.exercises.fields import KINDS

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as ``make docs`` builds it; a warning of Sphinx is a failure."""
    out = tmp_path_factory.mktemp("docs")
    words = ["--quiet", "--fail-on-warning", "--keep-going", "-b", "html"]
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", *words, REPOSITORY / "docs", out],
        cwd=REPOSITORY, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return out


@cache
def read(page: Path) -> BeautifulSoup:
    return BeautifulSoup(page.read_text("utf-8"), "html.parser")


@cache
def ids(page: Path) -> frozenset[str]:
    return frozenset(str(tag["id"]) for tag in read(page).select("[id]"))


def addresses(soup: BeautifulSoup) -> list[str]:
    """Everything a page leads to or loads from this site, from where its ``<base>`` says."""
    base = str(soup.base["href"]) if soup.base else ""
    found = [str(tag.get("href") or tag.get("src")) for tag in soup.select("[href], [src]")]
    here = [one for one in found if not urlsplit(one).scheme and one not in {"#", base}]
    return [one if one.startswith("#") else base + one for one in here]


def test_every_link_and_picture_is_there(site: Path) -> None:
    missing = []
    for page in site.rglob("*.html"):
        for address in dict.fromkeys(addresses(read(page.resolve()))):
            parts = urlsplit(address)
            target = (page.parent / unquote(parts.path)) if parts.path else page
            if target.is_dir():
                target /= "index.html"
            there = target.is_file()
            # The steps of a lesson's page are made when it runs.
            if (
                there
                and parts.fragment
                and target.suffix == ".html"
                and "_static" not in target.parts
            ):
                there = unquote(parts.fragment) in ids(target.resolve())
            if not there:
                missing.append(f"{page.relative_to(site)}: {address}")
    assert missing == []


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    for page in site.rglob("*.html"):
        loaded = read(page.resolve()).select(
            "script[src], link[rel=stylesheet], img[src], iframe[src]"
        )
        outside = [tag for tag in loaded if urlsplit(str(tag.get("src") or tag.get("href"))).netloc]
        assert outside == [], page


def test_every_verb_field_and_checker_is_shown(site: Path) -> None:
    commands = {heading.get_text("", strip=True).rstrip("¶") for heading in
                read(site / "reference" / "commands.html").select("h2, h3")}  # fmt: skip
    assert set(VERBS) <= commands
    fields = read(site / "reference" / "fields.html")
    assert {str(frame["title"]) for frame in fields.select("iframe")} == set(KINDS)
    steps = read(site / "_static" / "contoh" / "contoh.html")
    for frame in fields.select("iframe"):
        step = steps.find(id=urlsplit(str(frame["src"])).fragment)
        assert step is not None
        assert str(frame["title"]) in step.get_text()
    checkers = read(site / "reference" / "checkers.html").get_text()
    for name in criteria.__all__:
        assert f"course.criteria.{name}" in checkers, name


def test_the_readme_leads_to_files_that_are_there_and_is_short() -> None:
    readme = (REPOSITORY / "README.md").read_text("utf-8")
    for address in re.findall(r"\]\(([^)]+)\)|src=\"([^\"]+)\"", readme):
        path = next(filter(None, address))
        assert path.startswith("https://") or (REPOSITORY / path).is_file(), path
    assert len(readme.splitlines()) <= 100  # two screens
