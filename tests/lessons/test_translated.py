"""Lessons in other languages: the same questions, what is missing said, nothing broken by a file."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from conftest import REPOSITORY, run_course

from course import CourseError, lessons
from course.criteria.english import in_indonesian, is_english
from course.criteria.text import normalise
from course.lessons.check import said_of_answers
from course.lessons.lesson import catalogue_path
from course.lessons.translated import (
    OTHERS,
    fixed_texts,
    missing,
    notebook_in,
    prose_in,
    speech_of,
    texts,
    update,
)
from course.words import FIXED, Speech, fixed_words, read_catalogue, said, speaking

PATH = ["pretest", "m1-internet", "m2-akun-usaha", "posttest"]
"""What a participant can do altogether in English."""


@pytest.mark.parametrize("language", OTHERS)
def test_the_pages_speak_every_language(language: str) -> None:
    """Whoever adds a word writes it in English too; Javanese and Sundanese may follow later."""
    own = fixed_words(language)
    left = [text for text in fixed_texts() if not own.knows(text)]
    assert len(left) <= (0 if language == "en" else len(fixed_texts()) / 20), left
    assert own.checked == (language == "en")  # by native readers


def test_nothing_that_is_begun_lacks_a_text() -> None:
    begun = {p.parent.parent.name for p in (REPOSITORY / "source").glob("*/authors/en.po")}
    assert begun == set(PATH)
    lines = [line for line in missing(REPOSITORY, said_of_answers) if "/en.po" in line]
    assert lines == []


@pytest.mark.parametrize("name", PATH)
def test_in_english_the_same_is_asked_by_the_same_keys(name: str) -> None:
    lesson = lessons.load(REPOSITORY, name)
    speech = speech_of(lesson, "en")
    for id_, definition in lesson.definitions.items():
        english = definition.in_words_of(speech.say)
        assert (english.id, english.item) == (id_, definition.item)
        own, other = ([f.to_json() for f in d.fields] for d in (definition, english))
        assert [keys(one) for one in own] == [keys(one) for one in other]
        assert english.prompt != definition.prompt
        assert english.prompt in definition.shown_in_all  # so that a copy of it is known
    said_in = notebook_in(lesson.notebook, speech)
    for cell, source in zip(said_in.cells, lesson.notebook.cells, strict=True):
        if cell.cell_type == "code":
            assert cell == source


def keys(field: dict[str, object]) -> object:
    """Return what of a field is no text: keys, kinds, what stands in cells to be filled in."""
    return [
        field["key"],
        field["kind"],
        [key for key, _ in field.get("options", [])],  # type: ignore[attr-defined]
        [
            (column["key"], column["kind"], [key for key, _ in column["options"]])
            for column in field.get("columns", [])  # type: ignore[attr-defined]
        ],
        [
            (row["key"], sorted(row["cells"]))
            for row in (field["rows"] if isinstance(field.get("rows"), tuple | list) else [])  # type: ignore[attr-defined]
        ],
    ]


def test_a_cell_that_is_filled_in_already_stays_as_it_is() -> None:
    """The practice about a Status is answered by a choice, which goes by its key."""
    lesson = lessons.load(REPOSITORY, "m2-akun-usaha")
    table = lesson.definitions["latihan-status"].in_words_of(lambda _text: "?").fields[0]
    cells = [row.cells for row in table.rows]  # type: ignore[attr-defined]
    assert {text for row in cells for text in row.values()} == {"ya", "tidak"}


PART = "Ini bukan ujian. Tidak ada lulus atau tidak lulus. Kami ingin tahu apa"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A class of one lesson."""
    shutil.copytree(REPOSITORY / "source" / "pretest", tmp_path / "source" / "pretest")
    return tmp_path


def test_check_names_every_text_that_is_not_translated(root: Path) -> None:
    path = root / "source" / "pretest" / "authors" / "en.po"
    whole = path.read_text("utf-8")
    path.write_text(
        whole.replace('msgstr "Paying for the order"', 'msgstr ""').replace(
            'msgid "Ini bukan', '#, fuzzy\nmsgid "Ini bukan'
        ),
        "utf-8",
    )
    told = [line for line in missing(root, said_of_answers) if line.startswith("pretest")]
    assert told == [
        f"pretest/authors/en.po: belum diterjemahkan (teks): “{PART}…”",
        "pretest/authors/en.po: belum diterjemahkan (perjalanan): “Membayar pesanan”",
    ]
    done = run_course(root, "check")
    assert f"! {told[0]}" in done.stdout


def test_a_text_that_changed_is_unsure_and_stays_indonesian(root: Path) -> None:
    path = root / "source" / "pretest" / "pretest.ipynb"
    path.write_text(
        path.read_text("utf-8").replace("Membayar pesanan", "Membayar pesanannya"), "utf-8"
    )
    lesson = lessons.load(root, "pretest")
    speech = speech_of(lesson, "en")
    assert speech.say("Membayar pesanannya") == "Membayar pesanannya"
    catalogue = catalogue_path(lesson.path, "en")
    assert update(catalogue, "en", texts(lesson), "pretest") > 0
    with catalogue.open("rb") as content:
        message = read_po(content).get("Membayar pesanannya")
    assert message is not None
    assert (message.string, message.fuzzy) == ("Paying for the order", True)
    assert speech_of(lesson, "en").say("Membayar pesanannya") == "Membayar pesanannya"
    assert speech_of(lesson, "en").say("Tanggal") == "Date"


def test_translate_begins_and_keeps(root: Path) -> None:
    done = run_course(root, "translate", "su", "pretest")
    assert done.returncode == 0, done.stderr
    path = root / "source" / "pretest" / "authors" / "su.po"
    assert "belum diperiksa penutur asli" in path.read_text("utf-8")
    before = path.read_bytes()
    assert run_course(root, "translate", "su").stdout.startswith("✓ source/pretest/authors/su.po")
    assert path.read_bytes() == before


def test_a_lost_mark_is_named(root: Path) -> None:
    path = root / "source" / "pretest" / "authors" / "en.po"
    path.write_text(
        path.read_text("utf-8").replace('msgstr "Answer"', 'msgstr "Answer {n}"'), "utf-8"
    )
    (line,) = [one for one in missing(root, said_of_answers) if one.startswith("pretest")]
    assert line == "pretest/authors/en.po: {n} berbeda dari aslinya (persen-klik): “Jawaban”"


@pytest.mark.parametrize("broken", [b'msgid "a"\nmsgid "b"\n', b"\xff\xfe\x00", b'msgid "\n'])
def test_a_file_that_is_no_catalogue_is_named_with_its_mend(tmp_path: Path, broken: bytes) -> None:
    path = tmp_path / "en.po"
    path.write_bytes(broken)
    with pytest.raises(CourseError, match=r"en\.po: bukan berkas terjemahan.*Poedit"):
        read_catalogue(path, "en")


def test_a_broken_translation_keeps_nobody_from_being_graded(root: Path) -> None:
    path = root / "source" / "pretest" / "authors" / "en.po"
    path.write_bytes(b"\xff")
    assert lessons.load(root, "pretest").definitions
    done = run_course(root, "check")
    assert done.returncode == 2
    assert "en.po: bukan berkas terjemahan" in done.stderr


def test_prose_is_said_block_by_block() -> None:
    speech = Speech("en", {"Halo **Ibu**.": "Hello.", "- satu\n- dua": "- one\n- two"})
    source = "# Judul\n\nHalo **Ibu**.\n \n- satu\n- dua\n\n<!-- fact: x -->\n"
    assert (
        prose_in(source, speech.say) == "# Judul\n\nHello.\n \n- one\n- two\n\n<!-- fact: x -->\n"
    )


def test_a_language_is_spoken_inside_its_block_alone() -> None:
    with speaking(fixed_words("en")):
        assert said("Mulai") == "Start"
        with speaking(Speech()):
            assert said("Mulai") == "Mulai"
    assert said("Mulai") == "Mulai"


def test_an_english_answer_is_read_in_indonesian_and_no_other() -> None:
    text = normalise("Our peanut crackers are ready, 15 packs left today.")
    assert in_indonesian(text) == "our kacang rempeyek are ready, 15 bungkus sisa hari ini."
    chat = normalise("ready stock kak, keripik pisang only 15k, order sekarang ya")
    assert in_indonesian(chat) == chat
    broken = "we send it to the other\ntowns and the city"
    assert in_indonesian(broken) == "we kirim it to the luar kota and the city"
    banks = [REPOSITORY / "source" / name / "authors" / "bank.jsonl" for name in PATH]
    lines = [line for bank in banks for line in bank.read_text("utf-8").splitlines()]
    values = [value for line in lines for value in json.loads(line)["value"].values()]
    english = [value for value in values if is_english(normalise(value))]
    assert len(english) < len(values) / 100  # "fresh made today, chat me ya"


def test_the_template_lists_each_word_once() -> None:
    with (FIXED / "words.pot").open("rb") as content:
        assert len(read_po(content)) == len(fixed_texts()) > 300
