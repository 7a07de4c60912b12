"""Good answers come through whatever a mail program, a messenger or a hand put around them."""

from __future__ import annotations

import html
import json
import quopri
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY, new_course
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from course import lessons
from course.exercises.answers import parse, read_answers
from course.inbox.arrivals import Arrival
from course.inbox.collect import collect
from course.inbox.wrappings import unwrapped
from course.people.roster import Participant

pytestmark = pytest.mark.xdist_group("wrappings")
HEADER = 'Jawaban U05 untuk "Tes awal", 2 November 2026 pukul 14.05. Jangan diubah.\n'
ROSTER = {"U05": Participant("U05", "MH01", "p6vw"), "U06": Participant("U06", "MH01", "p6vw")}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = new_course(tmp_path_factory.mktemp("wrappings") / "kelas")
    (root / "release" / "pretest").mkdir()
    source = root / "source" / "pretest" / "pretest.ipynb"
    (root / "release" / "pretest" / source.name).write_bytes(source.read_bytes())
    return root


CAPTION = (
    "Donat kentang Bu Ani, empuk & lembut <3 harga Rp18.000 {isi 6} \"promo\" 'hemat' 50% = murah\n"
    "Pesan: wa.me/contoh 🍩 \\o/ mulai pukul 13.05, antar gratis untuk daerah Sukun dan sekitarnya"
)


def answers(root: Path, caption: str = CAPTION, code: str = "U05") -> dict[str, Any]:
    item = lessons.load(root, "pretest").definitions["posting-instagram"].item
    entry = {"value": {"caption": caption}, "at": "2026-11-02T13:05:00+07:00", "item": item}
    head = {"version": 1, "course": "kelas-umkm", "lesson": "pretest", "participant": code}
    return {**head, "token": "p6vw", "answers": {"posting-instagram": entry}}


def at_words(text: str, width: int = 72) -> str:
    """Broken as mail programs do: a blank becomes a line break."""
    return re.sub(rf"([^\n]{{{width - 20},{width}}}) (?=\S)", r"\1\n", text)


def at_column(text: str, width: int = 76) -> str:
    return re.sub(rf"([^\n]{{{width}}})(?=[^\n])", r"\1\n", text)


def quoted(text: str, sign: str = "> ") -> str:
    return "\n".join(f"{sign}{line}" for line in text.splitlines())


Dress = Callable[[str], str]
DRESSES: dict[str, Dress] = {
    "as it is": lambda t: t,
    "text before and after": lambda t: (
        f"Bu, ini jawaban saya ya :{{ maaf telat\n{t}\nMakasih }} 🙏"
    ),
    "a quotation mark before": lambda t: f'Kata beliau "kirim saja:\n{t}\n"',
    "smart quotes around": lambda t: f"\u201c{t}\u201d",
    "straight quotes around": lambda t: f'"{t}"',
    "quoted": quoted,
    "quoted twice": lambda t: quoted(quoted(t)),
    "quoted without a blank": lambda t: quoted(t, ">"),
    "escaped": html.escape,
    "escaped, with breaks": lambda t: (
        f"<html><body><div>{html.escape(t)}</div></body></html>".replace("\n", "<br>\n")
    ),
    "a page that escapes no quotes": lambda t: (
        f"<html><body><p>{html.escape(t, quote=False)}</p></body></html>"
    ),
    "blanks that do not break": lambda t: re.sub(r'(?<=[,:]) (?=["{])', "\u00a0", t),
    "broken at words": at_words,
    "broken at a column": at_column,
    "broken at column 60": lambda t: at_column(t, 60),
    "broken at words and quoted": lambda t: quoted(at_words(t)),
    "broken at a column and quoted": lambda t: quoted(at_column(t)),
    "quoted-printable": lambda t: quopri.encodestring(t.encode()).decode(),
    "marks around": lambda t: f"\u200e\u2068{t}\u2069",
    "a code fence": lambda t: f"```json\n{t}\n```",
    "marks between": lambda t: t.replace('{"version"', '{\u200e"version"', 1),
}
ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "UTF-8": str.encode,
    "UTF-8 with a mark": lambda t: t.encode("utf-8-sig"),
    "UTF-16": lambda t: t.encode("utf-16"),
    "UTF-16, big end first": lambda t: b"\xfe\xff" + t.encode("utf-16-be"),
    "UTF-16 without a mark": lambda t: t.encode("utf-16-le"),
    "UTF-16, big end first, without a mark": lambda t: t.encode("utf-16-be"),
    "UTF-32": lambda t: t.encode("utf-32"),
    "CRLF": lambda t: t.replace("\n", "\r\n").encode(),
    "CR": lambda t: t.replace("\n", "\r").encode(),
}
WRITTEN: dict[str, Callable[[Any], str]] = {
    "phone": lambda a: HEADER + json.dumps(a, ensure_ascii=False, separators=(",", ":")),
    "notebook": lambda a: json.dumps(a, ensure_ascii=False, indent=1) + "\n",
    "answers first": lambda a: json.dumps({"answers": a["answers"], **a}, ensure_ascii=False),
}


def captions(data: bytes) -> list[str]:
    """What the inbox reads in a file."""
    pieces = unwrapped(Arrival("x.txt", data, "x.txt", "x.txt"))
    readings = [parse(piece.utf8, "x.txt") for piece in pieces]
    assert not [reading.problems for reading in readings if reading.problems]
    found = [r.answers.answers["posting-instagram"].value["caption"] for r in readings]
    return [str(caption) for caption in found]


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("dress", DRESSES)
def test_answers_come_through_every_wrapping(root: Path, dress: str, written: str) -> None:
    text = DRESSES[dress](WRITTEN[written](answers(root)))
    for encoding, encode in ENCODINGS.items():
        assert captions(encode(text)) == [CAPTION], encoding


def test_quotes_that_a_phone_made_smart_are_made_plain(root: Path) -> None:
    text = json.dumps(answers(root, "Donat empuk, Rp18.000")).replace('"', "\u201d")
    text = re.sub("(?<=[{ ])\u201d", "\u201c", text)
    assert captions(text.encode()) == ["Donat empuk, Rp18.000"]


def test_two_answer_files_in_one_text_are_both_read(root: Path) -> None:
    text = "\n\n".join(HEADER + json.dumps(answers(root, caption)) for caption in ("satu", "dua"))
    assert captions(text.encode()) == ["satu", "dua"]


def test_the_line_above_it_stays_with_each(root: Path) -> None:
    (piece,) = unwrapped(
        Arrival("x", quoted(HEADER + json.dumps(answers(root))).encode(), "x", "x")
    )
    assert "2 November 2026 pukul 14.05" in piece.text


def test_what_is_whole_stays_byte_for_byte(root: Path) -> None:
    data = (HEADER + json.dumps(answers(root))).encode()
    arrival = Arrival("x", data, "x", "x")
    assert list(unwrapped(arrival)) == [arrival]


NAMES = [
    "pretest_U05_2026-11-02.txt", "pretest_U05_2026-11-02 (1).txt", "pretest_U05_2026-11-02 2.TXT", "DOC-20261103-WA0005.txt",
    "DOC-20261103-WA0005.", "DOC-20261103-WA0005", "kiriman.bin", "kiriman.doc", "kiriman.docx", "kiriman.json.txt", "kiriman.txt.txt",
    "kiriman.txt (1)", "kiriman.txt.crdownload", "kiriman.html", "kiriman.pdf", "kiriman.jpg", "kiriman.eml", "kiriman.log", "kiriman.zip",
    "kiriman.txt~", "~kiriman", "kiriman.csv", "Salinan dari kiriman", "kiriman.JSON", "kiriman.txt_", "kiriman.tmp", "D\u00e9wi.md", "De\u0301wi.rtf",
]  # fmt: skip
WORDS = st.text(
    st.sampled_from("abcdefghij KLMNO.,:;!?'\"&<>{}[]()\\/=%\n\t0123456789\u00e9\u4e2d🍩\u200e\u201c\u201d-_*"), max_size=400
)  # fmt: skip


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(caption=WORDS, data=st.data())
def test_valid_answers_survive_every_name_encoding_and_wrapping(
    root: Path, tmp_path_factory: pytest.TempPathFactory, caption: str, data: st.DataObject
) -> None:
    """But for texts whose own signs the wrapping makes the same as its own."""
    dress = data.draw(st.sampled_from([d for d in DRESSES if not d.startswith("broken")]))
    # "=3D" alone may be a smile.
    assume(dress != "quoted-printable" or "=" not in caption or not caption.isascii())
    written = data.draw(st.sampled_from(list(WRITTEN)))
    encode = ENCODINGS[data.draw(st.sampled_from(list(ENCODINGS)))]
    name = data.draw(st.sampled_from(NAMES))
    whole = answers(root, "x" + caption)
    text = DRESSES[dress](WRITTEN[written](whole))
    box = tmp_path_factory.mktemp("kiriman")
    (box / name).write_bytes(encode(text))
    for room in ("submitted", "kelas/inbox"):  # nothing came before
        for path in (root / room).rglob("*.json"):
            path.unlink()
    result = collect(root, box, ROSTER)
    assert (len(result.accepted), result.refused) == (1, []), (name, text)
    filed = read_answers(root / "submitted" / "U05" / "pretest" / "answers.json").answers
    kept = (
        lessons.load(root, "pretest")
        .definitions["posting-instagram"]
        .read({"caption": "x" + caption})
    )
    assert filed.answers["posting-instagram"].value == kept[0]


def test_two_people_pasted_into_one_chat_are_both_read(root: Path, tmp_path: Path) -> None:
    said = [json.dumps(answers(root, "satu", code)) for code in ("U05", "U06")]
    chat = "\n".join(f"22/11/26 13.05 - Bu Ani: {text}" for text in ("pagi :{", *said, "sudah"))
    (tmp_path / "chat.txt").write_text(chat)
    result = collect(root, tmp_path, ROSTER)
    assert sorted(result.accepted) == ["chat.txt: U05, pretest", "chat.txt: U06, pretest"]
    assert result.refused == []


def backup(root: Path, *captions: str) -> str:
    """What a phone keeps for a new one: a line for people, then each lesson's answers on a line."""
    wording = (REPOSITORY / "course/js/phone/wording.js").read_text("utf-8")
    (head,) = re.findall(r'head: "(Cadangan [^"]*)"', wording)
    head = head.replace("{code}", "U05").replace("{time}", "2 November 2026 pukul 14.05")
    lines = [json.dumps(answers(root, one) | {"photos": {}}) for one in captions]
    return "\n".join([head, *lines, ""])


@pytest.mark.parametrize(
    "name", ["cadangan_U05_2026-11-02.txt", "buat Bu Tika (1).txt", "DOC-1.bin"]
)
@pytest.mark.parametrize("where", ["alone", "in a chat", "in a zip"])
def test_a_phone_s_own_backup_is_read(root: Path, tmp_path: Path, name: str, where: str) -> None:
    """Meant for a new phone, and sent to a mentor."""
    text = backup(root, "x" * len(name) + where)
    chat = f"22/11/26 13.05 - Bu Ani: \u200e{name} (file terlampir)\n22/11/26 13.06 - Bu Ani: pagi"
    if where == "alone":
        (tmp_path / name).write_text(text, "utf-8")
    else:
        with zipfile.ZipFile(tmp_path / "Chat WhatsApp dengan Bu Ani.zip", "w") as archive:
            archive.writestr(name, text)
            if where == "in a chat":
                archive.writestr("Chat WhatsApp dengan Bu Ani.txt", chat)
    result = collect(root, tmp_path, ROSTER)
    assert (len(result.accepted), result.refused) == (1, []), result
    assert "U05, pretest" in result.accepted[0]


def test_a_backup_of_several_lessons_gives_each(root: Path) -> None:
    assert captions(backup(root, "satu", "dua").encode()) == ["satu", "dua"]


def test_a_backup_that_a_chat_only_mentions_is_asked_for(root: Path, tmp_path: Path) -> None:
    chat = "22/11/26 13.05 - Bu Ani: cadangan_U05_2026-11-22.txt (file terlampir)\n"
    (tmp_path / "chat.txt").write_text(f"{chat}22/11/26 13.06 - Tika: pagi", "utf-8")
    (line,) = collect(root, tmp_path, ROSTER).refused
    assert "1 berkas jawaban disebut di chat ini (U05) tetapi tidak ikut diekspor" in line
