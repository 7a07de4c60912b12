"""WhatsApp chat exports, as Android and iPhones write them, in Indonesian and English."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import new_course
from messages_out import encode

from course import lessons
from course.exercises.answers import read_answers
from course.inbox.chats import read_chat
from course.inbox.collect import Collected, collect
from course.people.roster import read_roster

pytestmark = pytest.mark.xdist_group("chats")
START = datetime(2026, 11, 2, 12, 58, 7, tzinfo=UTC)
# Invented first names; the numbers are of no country.
PEOPLE = ("Bu Sari", "Pak Danu 🍜", "~\u202fRina", "+999 000-0000-000", "Kak Contoh (pendamping)")


@dataclass(frozen=True)
class Format:
    """How one phone exports."""

    phone: str
    language: str
    clock: int
    container: str
    media: bool

    @property
    def id(self) -> str:
        return "-".join(
            map(str, (self.phone, self.language, self.clock, self.container, self.media))
        )


FORMATS = [
    Format("android", "id", 24, "txt", media=False), Format("android", "id", 24, "zip", media=True),
    Format("android", "id", 12, "zip", media=False), Format("android", "en", 24, "zip", media=True),
    Format("android", "en", 12, "txt", media=False), Format("android", "en", 12, "zip", media=True),
    Format("ios", "id", 24, "zip", media=True), Format("ios", "id", 24, "zip", media=False),
    Format("ios", "id", 12, "txt", media=False), Format("ios", "en", 24, "zip", media=True),
    Format("ios", "en", 12, "zip", media=False), Format("ios", "en", 12, "folder", media=True),
    Format("android", "id", 24, "folder", media=True), Format("ios", "id", 12, "zip in zip", media=True),
]  # fmt: skip

WORDS = {
    "id": {
        "secret": "Pesan dan panggilan terenkripsi secara end-to-end. Tidak seorang pun di luar chat ini "
        "yang dapat membaca atau mendengarkannya.",
        "created": 'Kak Contoh membuat grup "Kelas Contoh"',
        "deleted": "Pesan ini dihapus",
        "edited": "<Pesan ini diedit>",
        "omitted": "<Media tidak disertakan>",
        "attached": "(file terlampir)",
        "ios attached": "<terlampir: {}>",
        "ios image": "gambar tidak disertakan",
        "ios document": "{} • \u200edokumen tidak disertakan",
        "name": "Chat WhatsApp dengan Kelas Contoh",
    },
    "en": {
        "secret": "Messages and calls are end-to-end encrypted. Only people in this chat can read them.",
        "created": 'Kak Contoh created group "Kelas Contoh"',
        "deleted": "This message was deleted",
        "edited": "<This message was edited>",
        "omitted": "<Media omitted>",
        "attached": "(file attached)",
        "ios attached": "<attached: {}>",
        "ios image": "image omitted",
        "ios document": "{} • 1 page \u200edocument omitted",
        "name": "WhatsApp Chat with Kelas Contoh",
    },
}


def stamp(how: Format, when: datetime) -> str:
    """The beginning of a message, up to the name."""
    point = "." if how.language == "id" else ":"
    clock = {24: "%H{0}%M{1}", 12: "%I{0}%M{1}\u202f%p"}[how.clock]
    seconds = f"{point}%S" if how.phone == "ios" else ""
    time = f"{when:{clock.format(point, seconds)}}".lstrip("0") if how.clock == 12 else None
    time = time or f"{when:{clock.format(point, seconds)}}"
    day = f"{when.month}/{when.day}/{when:%y}" if how.language == "en" else f"{when:%d/%m/%y}"
    comma = "" if how.language == "id" else ","
    return f"[{day}{comma} {time}] " if how.phone == "ios" else f"{day}{comma} {time} - "


def attachment(how: Format, file: str, number: int) -> str:
    """How a chat shows a file."""
    words = WORDS[how.language]
    picture = not file.endswith(".txt")
    if how.phone == "android":
        return f"\u200e{file} {words['attached']}" if how.media else words["omitted"]
    if how.media:
        return f"\u200e{words['ios attached'].format(f'{number:08}-{file}')}"
    return f"\u200e{words['ios image'] if picture else words['ios document'].format(file)}"


def chat(how: Format, said: list[tuple[str, str]]) -> str:
    """An export of the messages ``said``, pairs of a name and a text."""
    words, when = WORDS[how.language], START
    system = "\u200e" if how.phone == "ios" else ""
    lines = [
        f"{stamp(how, when)}{'Kelas Contoh: ' * (how.phone == 'ios')}{system}{words['secret']}"
    ]
    lines += [
        f"{stamp(how, when)}{'Kak Contoh: ' * (how.phone == 'ios')}{system}{words['created']}"
    ]
    for name, text in said:
        when += timedelta(minutes=17)
        lines.append(f"{stamp(how, when)}{name}: {text}")
    end = "\r\n" if how.phone == "ios" else "\n"
    return "\ufeff" * (how.phone == "android") + end.join(lines) + end


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = new_course(tmp_path_factory.mktemp("chats") / "kelas")
    for lesson in ("pretest", "posttest"):  # the inbox only copies the release
        (root / "release" / lesson).mkdir()
        source = root / "source" / lesson / f"{lesson}.ipynb"
        (root / "release" / lesson / source.name).write_bytes(source.read_bytes())
    return root


@pytest.fixture
def box(root: Path, tmp_path: Path) -> Path:
    for room in ("submitted", "kelas/inbox"):
        for path in sorted((root / room).rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
    (tmp_path / "Unduhan").mkdir()
    return tmp_path / "Unduhan"


def run(root: Path, box: Path) -> Collected:
    return collect(root, box, read_roster(root / "examples" / "roster.csv"))


def answers(root: Path, code: str, lesson: str, minute: int = 0, text: str = "") -> dict[str, Any]:
    """Answers; with a long ``text`` they need several messages."""
    definitions = lessons.load(root, lesson).definitions
    entry = {"at": f"2026-11-02T13:{minute:02}:00+07:00"}
    caption = {"caption": text[:800] or "Donat 🍩 empuk, السلام"}
    entries = {
        "posting-instagram": {
            **entry, "value": caption, "item": definitions["posting-instagram"].item,
        },
        "status-wa": {
            **entry, "value": {"status": text[800:]}, "item": definitions["status-wa"].item,
        },
    }  # fmt: skip
    head = {"version": 1, "course": "kelas-umkm", "lesson": lesson, "participant": code}
    return {
        **head,
        "answers": entries if text[800:] else {"posting-instagram": entries["posting-instagram"]},
    }


def noise(seed: int, size: int = 780) -> str:
    """Emoji: four bytes each."""
    return "".join(random.Random(seed).choices("🍩🍪🧁🍰🥮🍡🍧🍫", k=size))


def sent(whole: dict[str, Any], minute: int = 30) -> list[str]:
    return encode(whole, "Tes", datetime(2026, 11, 2, 13, minute, tzinfo=UTC), "p")


def conversation(root: Path, how: Format) -> list[tuple[str, str]]:
    """Two lessons of several people with everything that happens in a chat in between."""
    sari, danu, rina, number, mentor = PEOPLE
    words = WORDS[how.language]
    one, two = (
        sent(answers(root, "U01", "pretest", text=noise(1))),
        sent(answers(root, "U02", "pretest")),
    )
    long = sent(answers(root, "U03", "posttest", text=noise(2)))
    return [
        (mentor, "Selamat siang Ibu/Bapak 🙏\nJawabannya dikirim ke sini ya:\n- satu\n- dua"),
        (sari, one[0]),
        (danu, words["deleted"]),
        (sari, one[1] + " " + words["edited"]),
        (danu, attachment(how, "STK-20261102-WA0003.webp", 7)),
        (danu, "\u200e" + two[0].replace("\n", "\r\n")),
        (number, "Saya sudah kirim KU1 ya kak, yang KU1/ itu"),
        (rina, long[-1]),
        (sari, "Teruskan punya Rina\n" + "\n".join(long[:-1])),
        (number, attachment(how, "pretest_U04_2026-11-02.txt", 12)),
        (mentor, words["deleted"]),
        (mentor, attachment(how, "IMG-20261102-WA0004.jpg", 13)),
        (mentor, "Terima kasih semua 😊"),
    ]


def files(root: Path, how: Format) -> Iterator[tuple[str, bytes]]:
    """What lies beside the chat when media are exported."""
    if how.media:
        prefix = "{:08}-" if how.phone == "ios" else ""
        yield (
            prefix.format(12) + "pretest_U04_2026-11-02.txt",
            json.dumps(answers(root, "U04", "pretest")).encode(),
        )
        yield prefix.format(13) + "IMG-20261102-WA0004.jpg", b"\xff\xd8\xff"
        yield prefix.format(7) + "STK-20261102-WA0003.webp", b"RIFF"


def archive(members: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return data.getvalue()


def export(root: Path, box: Path, how: Format) -> None:
    """Lay an export into the folder as it arrives."""
    name = WORDS[how.language]["name"]
    inside = "_chat.txt" if how.phone == "ios" else f"{name}.txt"
    members = {inside: chat(how, conversation(root, how)).encode(), **dict(files(root, how))}
    if how.container == "txt":
        (box / inside).write_bytes(members[inside])
    elif how.container == "folder":
        (box / name).mkdir()
        for file, content in members.items():
            (box / name / file).write_bytes(content)
    else:
        data = archive(members)
        whole = archive({f"{name}.zip": data}) if how.container == "zip in zip" else data
        (box / f"{name}.zip").write_bytes(whole)


@pytest.mark.parametrize("how", FORMATS, ids=lambda h: h.id)
def test_every_export_gives_everybody_s_answers(root: Path, box: Path, how: Format) -> None:
    export(root, box, how)
    result = run(root, box)
    expected = {("U01", "pretest"), ("U02", "pretest"), ("U03", "posttest")}
    expected |= {("U04", "pretest")} if how.media else set()
    filed = {p.parts[-3:-1] for p in (root / "submitted").rglob("answers.json")}
    assert filed == expected
    saved = read_answers(root / "submitted/U01/pretest/answers.json").answers
    assert saved.answers["posting-instagram"].value["caption"] == noise(1)
    said = "\n".join(result.accepted + result.refused + result.notes)
    assert not [name for name in PEOPLE if name in said]
    if how.media:
        assert result.refused == []
    elif how.phone == "ios":
        (line,) = result.refused
        assert "1 berkas jawaban disebut di chat ini (U04) tetapi tidak ikut diekspor" in line
        assert "Sertakan media" in line
    else:
        assert result.refused == []
        (note,) = (note for note in result.notes if "menjawab bentuk" not in note)
        assert "3 gambar, suara, atau berkas tidak ikut diekspor" in note
    again = run(root, box)
    assert (again.accepted, again.known, again.refused) == ([], len(expected), result.refused)
    stored = set((root / "kelas" / "inbox").rglob("*.txt"))
    assert stored == set()


@pytest.mark.parametrize("how", FORMATS, ids=lambda h: h.id)
def test_an_export_is_known_for_one_whatever_the_phone(root: Path, how: Format) -> None:
    whole = chat(how, conversation(root, how))
    assert read_chat(whole)
    assert read_chat(whole.splitlines()[2])


@pytest.mark.parametrize(
    "text",
    ["", "Gula 2 kg", "22/11/26 belanja\n1/1/27 bayar", "{}", "KU1/U07/pretest/1-1/z/0/0/x/KU",
     'Jawaban U07 untuk "Tes", 22 November 2026 pukul 13.05.\nJangan diubah.\n\nKU1/'],
)  # fmt: skip
def test_a_note_a_file_and_a_message_are_no_chat(text: str) -> None:
    assert read_chat(text) is None


def test_a_chat_without_answers_is_neither_refused_nor_kept(root: Path, box: Path) -> None:
    how = FORMATS[0]
    (box / "chat.txt").write_text(chat(how, [("Bu Sari", "Gula 2 kg, uang 50 ribu")] * 5))
    result = run(root, box)
    assert (result.accepted, result.refused) == ([], [])
    assert result.notes == ["chat.txt: chat ini tidak berisi jawaban."]
    assert not (root / "kelas" / "inbox" / "refused").exists()


def test_a_chat_in_the_own_inbox_stays_there(root: Path, box: Path) -> None:
    own = root / "kelas" / "inbox"
    (own / "chat.txt").write_text(
        chat(FORMATS[0], [("Bu Sari", sent(answers(root, "U01", "pretest"))[0][:-9])])
    )
    assert len(run(root, own).refused) == 1
    assert [p.name for p in own.iterdir()] == ["chat.txt"]


def test_an_attachment_whose_answers_came_another_way_is_not_asked_for(
    root: Path, box: Path
) -> None:
    how = Format("ios", "id", 24, "txt", media=False)
    (box / "chat.txt").write_text(chat(how, conversation(root, how)))
    (box / "teruskan.txt").write_text(json.dumps(answers(root, "U04", "pretest")))
    assert run(root, box).refused == []


def test_answers_pasted_into_a_chat_as_text_are_read(root: Path, box: Path) -> None:
    pasted = json.dumps(answers(root, "U05", "pretest"))
    (box / "chat.txt").write_text(chat(FORMATS[0], [("Bu Sari", "ini kak"), ("Bu Sari", pasted)]))
    assert run(root, box).accepted == ["chat.txt: U05, pretest"]


def test_the_newest_complete_sending_of_a_chat_wins(root: Path, box: Path) -> None:
    older, newer = (
        sent(answers(root, "U01", "pretest", minute, noise(minute))) for minute in (5, 25)
    )
    order = [("Bu Sari", text) for text in (*newer, *older)]
    (box / "chat.txt").write_text(chat(FORMATS[0], order))
    result = run(root, box)
    assert (len(result.accepted), result.refused) == (2, [])
    assert read_answers(root / "submitted/U01/pretest/answers.json").answers.at.minute == 25


def test_a_damaged_sending_with_a_newer_whole_one_needs_no_line(root: Path, box: Path) -> None:
    old = sent(answers(root, "U01", "pretest", 5, noise(5)), minute=10)
    new = sent(answers(root, "U01", "pretest", 25, noise(6)), minute=40)
    (box / "chat.txt").write_text(chat(FORMATS[0], [("Bu Sari", t) for t in (old[0][:-50], *new)]))
    assert run(root, box).refused == []
    (box / "chat.txt").write_text(chat(FORMATS[0], [("Bu Sari", old[0][:-50])]))
    assert run(root, box).refused == []  # the newer one stands already


def test_without_the_line_above_it_the_order_in_the_chat_counts(root: Path, box: Path) -> None:
    old, new = (
        [t.rpartition("\n")[2] for t in sent(answers(root, "U01", "pretest", m, noise(m)))]
        for m in (5, 25)
    )
    (box / "chat.txt").write_text(chat(FORMATS[0], [("Bu Sari", t) for t in (old[0][:-50], *new)]))
    assert run(root, box).refused == []
    (box / "chat.txt").write_text(chat(FORMATS[0], [("Bu Sari", t) for t in (*new, old[0][:-50])]))
    (line,) = run(root, box).refused
    assert line.startswith("U01, pretest: pesan 1 dari 2 terpotong atau berubah, pesan 2 dari 2 ")


def test_a_damaged_sending_newer_than_the_whole_one_is_asked_for_again(
    root: Path, box: Path
) -> None:
    old = sent(answers(root, "U01", "pretest", 5, noise(5)), minute=10)
    new = sent(answers(root, "U01", "pretest", 25, noise(6)), minute=40)
    (box / "chat.txt").write_text(chat(FORMATS[0], [("Bu Sari", t) for t in (*old, new[0][:-50])]))
    result = run(root, box)
    assert result.accepted == ["chat.txt: U01, pretest"]
    (line,) = result.refused
    assert line == (
        "U01, pretest: pesan 1 dari 2 terpotong atau berubah, pesan 2 dari 2 belum ada "
        "(lihat chat.txt). Minta U01 mengirim lagi pesan 1 dan 2 tanpa diubah; pendamping: MH01."
    )


def test_the_parts_of_one_sending_may_come_from_chat_text_and_zip(root: Path, box: Path) -> None:
    one, two, three = sent(answers(root, "U01", "pretest", text=noise(1, 1_300)))
    (box / "chat.txt").write_text(chat(FORMATS[0], [("Bu Sari", three)]))
    (box / "pesan.txt").write_text(one)
    result = run(root, box)
    (line,) = result.refused
    assert line == (
        "U01, pretest: pesan 2 dari 3 belum ada (lihat chat.txt dan 1 berkas lain). "
        "Minta U01 mengirim lagi pesan 2 tanpa diubah; pendamping: MH01."
    )
    assert (box / "pesan.txt").exists()
    assert not (root / "kelas" / "inbox" / "refused").exists()
    (box / "lagi.zip").write_bytes(archive({"pesan kedua.txt": two.encode()}))
    assert run(root, box).refused == []
    assert (root / "submitted/U01/pretest/answers.json").is_file()
