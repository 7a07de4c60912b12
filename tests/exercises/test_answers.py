"""answers.json: one schema; errors name the file, the place and the mend; the rest counts."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.exercises import (
    Definition,
    Exercise,
    choice,
    long_text,
    number,
    open_lesson,
    order,
    photo,
    scale,
    short_text,
)
from course.exercises.answers import (
    MAX_BYTES,
    Answers,
    AnswersError,
    Entry,
    First,
    dump,
    parse,
    read_answers,
)
from course.exercises.workbook import Workbook

ENTRY = {
    "value": {"a": "x"},
    "at": "2026-11-21T13:05:00+07:00",
    "tries": 2,
    "helped": False,
    "item": "3f9c1a",
}
GOOD: dict[str, Any] = {
    "version": 1, "course": "kelas-umkm", "lesson": "pretest", "participant": "U07", "by": "U07",
    "token": "9fk2", "answers": {"status-wa": ENTRY},
}  # fmt: skip


def encoded(**changes: object) -> bytes:
    return json.dumps({**GOOD, **changes}).encode()


def test_the_design_document_s_example_is_read() -> None:
    reading = parse(encoded(), "a.json")
    assert reading.problems == ()
    assert reading.answers.answers["status-wa"].value == {"a": "x"}
    assert reading.answers.at == datetime(2026, 11, 21, 6, 5, tzinfo=UTC)


def test_what_is_dumped_reads_back_the_same() -> None:
    answers = parse(encoded(), "a").answers
    assert parse(dump(answers), "b").answers == answers
    assert dump(answers) == dump(parse(dump(answers), "b").answers)


def test_what_was_skipped_is_read_and_without_it_the_file_is_as_before() -> None:
    at = "2026-11-21T13:05:00+07:00"
    skipped = {"Duduk 2": {"at": at}, "Duduk 3": {"at": at, "back": True}}
    answers = parse(encoded(skipped=skipped), "a.json").answers
    assert {name: one.back for name, one in answers.skipped.items()} == {
        "Duduk 2": False,
        "Duduk 3": True,
    }
    assert parse(dump(answers), "b").answers == answers
    assert b"skipped" not in dump(parse(encoded(), "a").answers)
    assert b"skipped" not in dump(parse(encoded(skipped={}), "a").answers)


@pytest.mark.parametrize(
    "hostile",
    [
        None, [], "Duduk 1", 7, {"Duduk 1": {}}, {"Duduk 1": {"at": "kemarin"}},
        {"Duduk 0": {"at": "2026-11-21T13:05:00+07:00"}},
        {"<script>": {"at": "2026-11-21T13:05:00+07:00"}},
        {"Duduk 1": {"at": "2026-11-21T13:05:00+07:00", "back": "ya"}},
        {"Duduk 1": {"at": "2026-11-21T13:05:00"}},
    ],
)  # fmt: skip
def test_what_is_no_skipping_is_left_out_and_the_answers_count(hostile: Any) -> None:
    reading = parse(encoded(skipped=hostile), "a.json")
    assert reading.answers.skipped == {}
    assert reading.answers.answers["status-wa"].value == {"a": "x"}
    assert any("skipped" in problem for problem in reading.problems)


FIRST = {"value": {"a": "mula"}, "at": "2026-11-21T13:00:00+07:00"}


def test_what_was_checked_first_counts_and_makes_a_second_version() -> None:
    answers = parse(encoded(version=2, answers={"x": {**ENTRY, "first": FIRST}}), "a").answers
    entry = answers.answers["x"]
    assert (entry.value, entry.counted) == ({"a": "x"}, {"a": "mula"})
    written = json.loads(dump(answers))
    assert written["version"] == 2
    assert written["answers"]["x"]["first"]["value"] == FIRST["value"]
    assert parse(dump(answers), "b").answers.answers == answers.answers


def test_a_file_in_which_nothing_was_checked_is_what_it_was() -> None:
    written = json.loads(dump(parse(encoded(version=2), "a").answers))
    assert written == {**GOOD, "answers": written["answers"]}
    assert "first" not in written["answers"]["status-wa"]


def test_an_answer_with_a_broken_first_is_named_and_the_rest_counts() -> None:
    bad = {**ENTRY, "first": {"value": [], "at": "kemarin"}}
    reading = parse(encoded(version=2, answers={"x": bad, "y": ENTRY}), "a")
    assert (set(reading.answers.answers), len(reading.problems)) == ({"y"}, 1)


def test_what_is_built_on_counts_as_it_stood_when_the_later_one_was_checked() -> None:
    """Mended it counts, mended to fit it does not."""
    at = {n: f"2026-11-21T{n}:00:00+07:00" for n in range(10, 16)}
    earlier = {
        "value": {"a": "now"},
        "at": at[14],
        "first": {"value": {"a": "first"}, "at": at[10]},
    }
    entry = Entry.model_validate(earlier)

    def under(**first: Any) -> dict[str, Any]:
        return entry.under(First.model_validate({"value": {}, **first}), "x")

    assert entry.under(None, "x") == {"a": "now"}
    assert under(at=at[15]) == {"a": "now"}
    assert under(at=at[13]) == {"a": "first"}  # nothing nearer is known of it
    assert under(at=at[13], beside={"x": {"a": "then"}}) == {"a": "then"}
    assert under(at=at[15], beside={}) == {}


def test_a_sentence_with_nothing_filled_in_is_no_answer() -> None:
    field = short_text("a", "A", frame="USD {harga.dolar} per … FOB …")
    for bare in ("USD … per … FOB …", "usd  per  fob", "USD … per ... FOB."):
        assert field.read(bare) == ""
    for text in ("USD 2 per … FOB …", "USD 1.50 per pack FOB Belawan", "USD"):
        assert field.read(text) == text


def test_what_stood_beside_a_first_answer_travels_and_is_cleaned() -> None:
    first = {**FIRST, "beside": {"y": {"b": "lalu"}}}
    answers = parse(encoded(version=2, answers={"x": {**ENTRY, "first": first}}), "a").answers
    assert json.loads(dump(answers))["answers"]["x"]["first"]["beside"] == first["beside"]
    plain = parse(encoded(version=2, answers={"x": {**ENTRY, "first": FIRST}}), "a").answers
    assert "beside" not in json.loads(dump(plain))["answers"]["x"]["first"]
    for bad in ([], {"y": "teks"}, {"../y": {}}):
        hostile = {**ENTRY, "first": {**FIRST, "beside": bad}}
        reading = parse(encoded(version=2, answers={"x": hostile, "z": ENTRY}), "a")
        assert (set(reading.answers.answers), len(reading.problems)) == ({"z"}, 1)


def test_the_notebook_keeps_what_was_checked_first(tmp_path: Path) -> None:
    asked = Definition("xy", "Tulis.", [short_text("a", "A")])
    entry = {**ENTRY, "item": asked.item, "first": FIRST}
    (tmp_path / "answers.json").write_bytes(encoded(version=2, answers={"xy": entry}))
    book = Workbook(tmp_path, "pretest", {"xy": asked})
    book.save(asked, {"a": "lagi"}, tries=3, helped=False)
    assert book.value("xy") == {"a": "mula"}
    assert read_answers(tmp_path / "answers.json").answers.answers["xy"].value == {"a": "lagi"}


@pytest.mark.parametrize(
    "data",
    [b"\xef\xbb\xbf" + encoded(), b"Jawaban U07 untuk pretest:\r\n" + encoded() + b"\r\nTerima kasih",
     json.dumps(GOOD, indent=2).replace("\n", "\r\n").encode()],
)  # fmt: skip
def test_marks_line_ends_and_text_around_are_tolerated(data: bytes) -> None:
    assert parse(data, "a.txt").answers.participant == "U07"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "tidak ada jawaban di dalamnya"),
        (b"Beli gula 2 kg", "tidak ada jawaban di dalamnya"),
        (encoded()[:-20], "isi rusak"),
        (b"[1, 2]", "bukan berkas jawaban"),
        (b'{"a": {"b": 1}}', "bukan jawaban Kelas UMKM"),
        (encoded(version=3), "versi berkas '3' belum dikenal"),
        (encoded(version=True), "versi berkas"),
        (encoded(course="lain"), "bukan jawaban Kelas UMKM"),
        (encoded(lesson="../../etc"), "bagian 'lesson'"),
        (encoded(participant="../U07"), "bagian 'participant'"),
        (encoded(participant=7), "bagian 'participant'"),
        (encoded(answers=[]), "bagian 'answers' tidak ada"),
        (b'{"version": 1, "course": "kelas-umkm", "lesson": NaN}', "isi rusak"),
        (b'{"a":' * 10_000 + b"1" + b"}" * 10_000, "isi rusak"),
        (encoded(token="x" * 41), "bagian 'token'"),
        (b" " * (MAX_BYTES + 1), "terlalu besar"),
        (b"\xff\xfe{\x00}\x00", "isi rusak"),
    ],
)
def test_unusable_files_are_refused_with_name_place_and_mend(data: bytes, says: str) -> None:
    with pytest.raises(AnswersError) as caught:
        parse(data, "kiriman.txt")
    message = str(caught.value)
    assert message.startswith("kiriman.txt: ")
    assert says in message
    assert message.count(".") >= 2  # what is wrong, then what to do


@pytest.mark.parametrize(
    "entry",
    [{}, None, 3, {**ENTRY, "value": []}, {**ENTRY, "at": "kemarin"}, {**ENTRY, "at": "2026-11-21T13:05:00"},
     {**ENTRY, "tries": "banyak"}, {**ENTRY, "helped": "ya"}, {**ENTRY, "item": "x" * 50}],
)  # fmt: skip
def test_one_bad_answer_is_named_and_the_rest_counts(entry: object) -> None:
    reading = parse(encoded(answers={"rusak": entry, "status-wa": ENTRY}), "a.json")
    assert list(reading.answers.answers) == ["status-wa"]
    assert len(reading.problems) == 1
    assert "soal 'rusak'" in reading.problems[0]


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_no_bytes_crash_the_reader(data: bytes) -> None:
    with pytest.raises(AnswersError):
        parse(data, "acak")


def test_a_link_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(encoded())
    (tmp_path / "answers.json").symlink_to(tmp_path / "secret")
    with pytest.raises(AnswersError, match="tidak ada berkas jawaban"):
        read_answers(tmp_path / "answers.json")


DEFINITION = Definition(
    "contoh", "?", [choice("a", "A", {"x": "X", "y": "Y"}), order("o", "O", {"p": "P", "q": "Q"}),
                    scale("s", "S"), long_text("t", "T", max_chars=10)],
)  # fmt: skip


@pytest.mark.parametrize(
    ("value", "kept", "wrong"),
    [
        (
            {"a": "x", "o": ["q"], "s": 5, "t": "halo"},
            {"a": "x", "o": ["q"], "s": 5, "t": "halo"},
            0,
        ),
        ({"a": None}, {}, 0),
        ({"a": "z"}, {}, 1),
        ({"a": ["x"]}, {}, 1),
        ({"o": ["p", "p"]}, {}, 1),
        ({"o": "pq"}, {}, 1),
        ({"s": 0}, {}, 1),
        ({"s": True}, {}, 1),
        ({"s": 4.5}, {}, 1),
        ({"t": "x" * 11}, {}, 1),
        ({"t": "a\x00b\u0007c\r\nd"}, {"t": "abc\nd"}, 0),
        ({"baru": 1, "a": "y"}, {"a": "y"}, 1),
    ],
)
def test_a_definition_keeps_what_is_an_answer(value: dict, kept: dict, wrong: int) -> None:
    values, problems = DEFINITION.read(value)
    assert values == kept
    assert len(problems) == wrong


def test_an_entry_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="timezone"):
        Entry.model_validate({**ENTRY, "at": "2026-11-21T13:05:00"})
    assert Answers(lesson="pretest").at is None


def test_exercises_saved_at_the_same_moment_are_all_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """JupyterLab's messages to widgets come in on more than one thread of the kernel."""
    monkeypatch.chdir(tmp_path)
    open_lesson("m1-internet")
    names = [f"soal-{n}" for n in range(12)]
    forms = [Exercise(name, "Tulis.", [short_text("isi", "Isi")]) for name in names]
    together = threading.Barrier(len(forms))

    def answer(form: Exercise) -> None:
        together.wait()
        form.set_state({"value": {"isi": form.exercise_id}, "tries": 1, "revision": 1})

    threads = [threading.Thread(target=answer, args=(form,)) for form in forms]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = read_answers(tmp_path / "answers.json").answers.answers
    assert {name: entry.value["isi"] for name, entry in kept.items()} == {n: n for n in names}
    assert {form.saved_revision for form in forms} == {1}


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("2099-11-20T08:00:00+07:00", "2099-11-20T01:00:01+00:00"),
        ("2020-11-20T08:00:00Z", None),
        ("9999-12-31T23:59:59Z", None),
        ("0001-01-01T00:00:00+07:00", None),
    ],
)
def test_an_answer_given_later_is_never_earlier(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str, expected: str | None
) -> None:
    """The computer's clock stood ahead and was put right in between."""
    monkeypatch.chdir(tmp_path)
    old = Entry.model_validate({**ENTRY, "at": before})
    given = Answers(lesson="m1-internet", answers={"satu": old, "dua": old})
    (tmp_path / "answers.json").write_bytes(dump(given))
    open_lesson("m1-internet")
    form = Exercise("satu", "Tulis.", [short_text("isi", "Isi")])
    began = datetime.now(UTC).replace(microsecond=0)
    form.set_state({"value": {"isi": "a"}, "revision": 1})
    saved = read_answers(tmp_path / "answers.json").answers.answers
    assert saved["dua"].at == old.at
    if expected:
        assert saved["satu"].at == datetime.fromisoformat(expected)
    else:
        assert began <= saved["satu"].at <= datetime.now(UTC)
    assert form.saved_at == saved["satu"].at.isoformat()


def test_opening_a_lesson_again_loses_no_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever runs the first cell twice still sees the exercises of the first time."""
    monkeypatch.chdir(tmp_path)
    open_lesson("m1-internet")
    first = Exercise("satu", "Tulis.", [short_text("isi", "Isi")])
    open_lesson("m1-internet")
    second = Exercise("dua", "Tulis.", [short_text("isi", "Isi")])
    for form in (second, first, second):
        form.set_state({"value": {"isi": "a"}, "revision": form.revision + 1})
    assert set(read_answers(tmp_path / "answers.json").answers.answers) == {"satu", "dua"}


@pytest.mark.parametrize(
    ("unit", "typed", "shown"),
    [("Rp", "25000", "Rp 25000"), ("Rp", "Rp25.000", "Rp25.000"), ("%", "1,2", "1,2 %"), ("", "7", "7")],
)  # fmt: skip
def test_money_is_shown_as_the_form_shows_it(unit: str, typed: str, shown: str) -> None:
    assert number("harga", "Harga", unit=unit).show(typed) == shown


def test_an_optional_photo_makes_no_older_version_and_is_read() -> None:
    fields = [choice("sudah", "Sudah?", {"ya": "Sudah"}), short_text("cerita", "Satu baris")]
    before = Definition("sudah-1", "Sudah.", fields, practice=True)
    now = Definition(
        "sudah-1", "Sudah.", [*fields, photo("foto", "Foto", optional=True)], practice=True
    )
    assert now.item == before.item
    path = "photos/sudah-1-foto.jpg"
    assert now.read({"sudah": "ya", "foto": path})[0] == {"sudah": "ya", "foto": path}
