"""A site in several languages: one language a page, chosen once, the same answers in each."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from conftest import REPOSITORY
from phone_site import INVITATION, MARKS, Server, go, site_files, write
from playwright.sync_api import Page as Window
from playwright.sync_api import expect

from course import lessons
from course.lessons.check import said_of_answers
from course.lessons.compiled.module import compiled
from course.lessons.translated import speech_of
from course.phone.exporter import Page, make_page, make_pages
from course.phone.languages import Languages, translated, with_words, words_in
from course.words import Speech, speaking

pytest_plugins = ["phone_fixtures"]
pytestmark = pytest.mark.xdist_group("languages")
OFFERS = Languages(("en", "jv"))
NAMES = ("pretest", "m1-internet")


@cache
def pages() -> dict[str, Page]:
    """Two lessons in Indonesian, English and with Javanese words of the pages, by file."""
    made = {}
    for name in NAMES:
        lesson = lessons.load(REPOSITORY, name)
        speeches = [Speech(), *(speech_of(lesson, code) for code in OFFERS.others)]
        notebook = nbformat.read(lesson.path, as_version=4)
        for page in make_pages(
            notebook, lesson.path.parent, name, "index.html", speeches, offers=OFFERS
        ):
            made[page.url] = page
    return made


@cache
def files() -> dict[str, bytes]:
    known = {name: lessons.load(REPOSITORY, name).about for name in NAMES}
    return site_files([*pages().values()], known, offers=OFFERS)


def read(path: str) -> BeautifulSoup:
    return BeautifulSoup(files()[path], "html.parser")


@pytest.mark.long
def test_each_page_carries_one_language_and_the_same_exercises() -> None:
    assert sorted(pages()) == [
        "m1-internet.en.html", "m1-internet.html", "m1-internet.jv.html",
        "pretest.en.html", "pretest.html", "pretest.jv.html",
    ]  # fmt: skip
    for name in NAMES:
        own, english = pages()[f"{name}.html"], pages()[f"{name}.en.html"]
        assert own.graded == english.graded
        assert list(own.widgets) == list(english.widgets)
        assert english.title != own.title
        soup = read(f"{name}.en.html")
        assert soup.html["lang"] == "en"
        assert soup.select("main [lang]") == []  # nothing is left in Indonesian
        told = soup.get_text(" ")
        for word in ("Semua pelajaran", "Lanjut", "Kirim jawaban", "Daftar isi", "Bapak"):
            assert word not in told, word


def test_what_is_not_translated_says_that_it_is_indonesian() -> None:
    soup = read("m1-internet.jv.html")
    assert soup.html["lang"] == "jv"
    assert {part["lang"] for part in soup.select("main .prose, main .widget")} == {"id"}
    assert soup.find(string="Kintun wangsulan")
    assert "dereng dipunpriksa" in read("index.jv.html").get_text()
    assert "checked this translation" not in read("index.en.html").get_text()


def test_a_page_in_another_language_is_as_light() -> None:
    for page in pages().values():
        static = [path for path in page.files if path.startswith("static/exercise.")]
        first = [page.html.encode(), *(page.files[path] for path in static)]
        # The script's words stand there in two languages: of the 40 KB none are left over.
        assert sum(len(gzip.compress(data, 9)) for data in first) <= 40 * 1024, page.url


def test_a_class_without_other_languages_has_pages_without_them() -> None:
    lesson = lessons.load(REPOSITORY, "pretest")
    notebook = nbformat.read(lesson.path, as_version=4)
    page = make_page(notebook, lesson.path.parent, "pretest", "index.html")
    assert page.url == "pretest.html"
    assert page.html == re.sub(
        r"<script>\(function \(pages.*?</script>|<nav class=\"languages.*?</nav>\n", "",
        pages()["pretest.html"].html, flags=re.DOTALL,
    )  # fmt: skip


def test_a_phone_keeps_the_languages_it_opened_and_no_others() -> None:
    worker = files()["sw.js"].decode()
    known, _ = json.JSONDecoder().raw_decode(worker[worker.index('{"shell"') :])
    assert "index.html" in known["shell"]
    assert not [path for path in known["shell"] if ".en." in path or ".jv." in path]
    assert known["lessons"]["index.en"][0] == "index.en.html"
    assert known["lessons"]["pretest.en"][0] == "pretest.en.html"
    assert known["words"]["en"]["Ke semua pelajaran"] == "To all lessons"
    english = json.loads(read("index.en.html").find(id="data").string)
    assert english["files"] == ["index.en.html"]


@pytest.mark.long
@pytest.mark.parametrize("name", ["m1-internet", "m2-akun-usaha"])
def test_what_is_said_of_an_answer_is_said_in_english(name: str) -> None:
    lesson = lessons.load(REPOSITORY, name)
    speech = speech_of(lesson, "en")
    known = words_in(compiled(lesson), speech)
    assert [text for text in said_of_answers(lesson) if text not in known] == []


def test_words_of_a_catalogue_cannot_leave_the_script() -> None:
    with speaking(Speech("en", {"Lanjut": "</script><script>alert(1)</script>"})):
        assert "</script>" not in with_words('export const a = "Lanjut";')
        assert "</script>" not in translated('export const a = "Lanjut";')
    with speaking(Speech()):
        assert with_words("same") == translated("same") == "same"


def test_a_sentence_is_replaced_and_a_word_that_may_be_a_key_is_not() -> None:
    hostile = 'Now";alert(1)//'
    words = {"Simpan dulu": "Save first", "Simpan": "Save", "Kirim lagi": hostile}
    script = 'const a = {"Simpan": "Simpan dulu", b: "Kirim lagi"};'
    with speaking(Speech("en", words)):
        front, _, own = translated(script).partition("\n")
    assert own == 'const a = {"Simpan": "Save first", b: "Kirim lagi"};'
    assert json.loads(front[front.index("{}") + 3 : -2]) == {
        "Simpan": "Save",
        "Kirim lagi": hostile,
    }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("languages")
    write(folder, files())
    server = Server(folder)
    yield server
    server.stop()


@MARKS[0]
@MARKS[1]
def test_a_language_is_chosen_once_and_answers_stay(
    open_page: Callable[..., Window], site: Server
) -> None:
    page = open_page(f"{site.url}index.html{INVITATION}")
    page.get_by_role("link", name="English").tap()
    expect(page.get_by_role("heading", name="Test before the course")).to_be_visible()
    expect(page.locator("#hello")).to_contain_text("Hello, participant U07")
    assert Axe().run(page).violations_count == 0
    page.goto(f"{site.url}pretest.html#s13")  # an old link to the Indonesian page
    expect(page).to_have_url(f"{site.url}pretest.en.html#s13")
    page.locator("#s13 input").first.fill("1,5")
    page.locator("#s13 input").first.blur()
    expect(page.locator("#s13")).to_contain_text("Saved at")
    expect(page.locator("#progress")).to_contain_text("1 of")
    assert page.locator("#s13 .course-exercise").get_attribute("lang") is None
    page.locator("#contents summary").tap()
    page.get_by_role("link", name="Indonesia").tap()
    expect(page).to_have_url(re.compile("pretest.html"))
    go(page, "s13")
    expect(page.locator("#s13 input").first).to_have_value("1,5")


@MARKS[0]
@MARKS[1]
def test_an_invitation_may_begin_a_language_and_a_voice_reads_its_own(
    open_page: Callable[..., Window], site: Server
) -> None:
    voices = """
    const said = window.said = [];
    Object.defineProperty(window, "speechSynthesis", {value: {
        getVoices: () => [{lang: "id-ID"}, {lang: "en-US"}], cancel: () => {},
        speak: (u) => { said.push(u.lang); },
    }});
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };"""
    page = open_page(f"{site.url}pretest.en.html", voices)
    expect(page.locator("#next")).to_have_text("Next")  # a link to a page in English stays there
    page.goto(f"{site.url}index.html{INVITATION}&l=en")
    expect(page).to_have_url(re.compile(r"index\.en\.html"))
    page.goto(f"{site.url}pretest.html#s2")
    page.get_by_role("button", name="Listen").tap()
    assert set(page.evaluate("() => window.said")) == {"en-US"}
    page.goto(f"{site.url}m1-internet.jv.html#l=jv")
    page.get_by_role("button", name="Mirengaken").tap()
    assert set(page.evaluate("() => window.said")) == {"id-ID"}
