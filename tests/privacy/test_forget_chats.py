"""One person out of a chat: own messages, number and name as a sender go, all else stays."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from conftest import run_course
from costs import within
from private_class import answers, block, new_class, write

from course.privacy.cut import cut_file
from course.privacy.identity import Person, national, numbers_in
from course.privacy.traces import line_about

LENI = "U01,MH04,,2026-10-29,Leni Kartika,0812-3456-7890,leni@contoh.example"
OTHER = "U03,MH04,,2026-10-29,Sari Wulan,0813-1111-2222,"
PERSON = Person(
    "U01", frozenset({"Leni Kartika"}), frozenset({"81234567890"}), frozenset({"leni@contoh.example"})
)  # fmt: skip


def cut(text: str, person: Person = PERSON, name: str = "chat.txt") -> tuple[str | None, str]:
    """Return what is left of a text, and what is to be looked at by hand."""
    done = cut_file(name, text.encode(), person)
    return None if done.content is None else done.content.decode(), " ".join(done.by_hand)


def chat(*lines: str) -> str:
    """Return an export of an Android phone in Indonesian; each line is "sender: text"."""
    return "".join(f"22/11/26 13.{n:02} - {line}\n" for n, line in enumerate(lines))


FORMS = [
    "0812-3456-7890", "081234567890", "0812 3456 7890", "0812.3456.7890", "+62 812-3456-7890",
    "+62 812 3456 7890", "+6281234567890", "6281234567890", "62 812 3456 7890", "(0812) 3456-7890",
    "+62 (0)812-3456-7890", "+62\u00a0812\u00a03456\u00a07890", "\u202a+62 812\u20113456\u20117890\u202c",
    "\u200e+62\u202f812\u202f3456\u202f7890", "0062 812 3456 7890", "812 3456 7890", "0812\u20133456\u20137890",
]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("place", ["sender", "text", "link"])
def test_a_number_in_any_form_leaves_a_chat(form: str, place: str) -> None:
    digits = re.sub(r"\D", "", form)
    lines = {
        "sender": f"{form}: Pagi semua",
        "text": f"Tika: nomor Bu Leni {form} ya",
        "link": f"Tika: https://wa.me/{digits}?text=halo dan tel:{form}",
    }
    left, by_hand = cut(chat("Tika: Halo", lines[place], "Joko: Siap"))
    assert left is not None
    kept = re.sub(r"\D", "", re.sub(r"(?m)^22/11/26 13.\d\d", "", left))
    assert "3456" not in kept
    assert by_hand == ""
    assert "Tika: Halo" in left
    assert "Joko: Siap" in left
    if place == "text":
        assert "Tika: nomor Bu Leni" in left


@pytest.mark.parametrize(
    "far", ["081234567891", "0812345678901", "10812345678905", "0812-3456-789"]
)
def test_another_number_stays(far: str) -> None:
    text = chat(f"Tika: {far}", f"{far}: pagi")
    assert cut(text) == (text, "")


@pytest.mark.parametrize("cell", [*FORMS, "81234567890", "0812-3456-7890 / 0857-1111-2222"])
def test_a_number_of_the_roster_is_read_in_any_form(cell: str) -> None:
    assert "81234567890" in numbers_in(cell)


def test_a_number_from_abroad_is_known_by_its_country() -> None:
    assert national("+60 12-345 6789") == "60123456789"
    left, _ = cut(chat("+60 12-345 6789: halo"), Person("U01", numbers=frozenset({"60123456789"})))
    assert left is not None
    assert "345" not in left


def test_own_messages_go_whole_and_others_stay() -> None:
    text = chat(
        "Leni Kartika: Anak saya sakit,\nbesok saya tidak ikut",
        "Joko: Semoga lekas sembuh",
        "Bu Leni Kartika: Terima kasih",
        "~\u202fLeni Kartika: Amin",
        "Leni Kartikasari: Saya orang lain",
    )
    left, by_hand = cut(text)
    assert left == (
        "22/11/26 13.00 - [dihapus]: [dihapus]\n22/11/26 13.01 - Joko: Semoga lekas sembuh\n"
        "22/11/26 13.02 - [dihapus]: [dihapus]\n22/11/26 13.03 - [dihapus]: [dihapus]\n"
        "22/11/26 13.04 - Leni Kartikasari: Saya orang lain\n"
    )
    assert by_hand == ""


def test_who_sent_their_answers_loses_the_name_and_keeps_the_words() -> None:
    text = chat(f"Bu Ros: {block('U01')}", "Bu Ros: Makasih kak", f"Tika: {block('U03')}")
    left, by_hand = cut(text, Person("U01"))
    assert left is not None
    assert "Bu Ros" not in left
    assert "KU1/U01" not in left
    assert "Jawaban U01" not in left
    assert "[dihapus]: Makasih kak" in left
    assert f"Tika: {block('U03')}" in left
    assert "juga menulis pesan lain" in by_hand


def test_who_sends_for_several_people_is_none_of_them() -> None:
    text = chat(f"Tika: {block('U01')}", f"Tika: {block('U03')}", "Tika: sudah semua")
    left, by_hand = cut(text, Person("U01"))
    assert left is not None
    assert left.count("Tika:") == 3
    assert by_hand == ""


def test_a_mentor_known_by_number_who_sends_for_one_person_keeps_the_number() -> None:
    person = Person("U01", others=frozenset({"81100001111"}))
    left, _ = cut(chat(f"+62 811-0000-1111: {block('U01')}", "Joko: ya"), person)
    assert left is not None
    assert "+62 811-0000-1111: [dihapus]" in left


@pytest.mark.parametrize(
    ("sender", "stays"),
    [
        ("Bu Leni Kerupuk", False),
        ("Kak Tika", True),
        ("+62 899-0000-0000", True),
        ("Kartika", False),
    ],
)
def test_a_sender_unlike_the_listed_name_and_number_is_left_and_named(
    sender: str, *, stays: bool
) -> None:
    left, by_hand = cut(chat(f"{sender}: {block('U01')}", f"{sender}: sudah ya kak"))
    assert left is not None
    assert "KU1/" not in left
    assert (f"{sender}:" in left) is stays
    assert ("bukan miliknya di daftar" in by_hand) is stays


def test_answers_of_others_pasted_into_a_chat_keep_a_number_they_share() -> None:
    pasted = answers("U03", "pesan ke 0812-3456-7890").decode()
    left, _ = cut(chat("Tika: nomornya 0812-3456-7890", f"Tika: {pasted}"))
    assert left is not None
    assert pasted in left
    assert left.count("3456") == 1


def test_a_list_in_a_folder_of_sendings_is_left_and_named(tmp_path: Path) -> None:
    root = new_class(tmp_path / "kelas", LENI, OTHER)
    text = "nama;nomor\nLeni Kartika;0812-3456-7890\nSari;0813\n"
    path = write(root, "kelas/inbox/kontak saya.csv", text)
    done = run_course(root, "forget", "U01", "--yes")
    assert path.read_text("utf-8") == text
    assert "! kelas/inbox/kontak saya.csv: menyebut U01" in done.stdout


def test_a_telephone_of_the_family_is_nobody_s(tmp_path: Path) -> None:
    shared = OTHER.replace("0813-1111-2222", "+62 812 3456 7890")
    root = new_class(tmp_path / "kelas", LENI, shared)
    path = write(root, "kelas/inbox/chat.txt", chat("+62 812-3456-7890: pagi", "Joko: pagi"))
    before = path.read_bytes()
    run_course(root, "forget", "U01", "--yes")
    assert path.read_bytes() == before


MAWAR = Person("U07", frozenset({"Mawar"}))


@pytest.mark.parametrize(
    "line",
    ["Joko: beli sirup Mawar dua botol", "Mawar Melati: saya beda orang", "Toko Mawar: promo hari ini",
     "Joko: Mawaran dan semawar", "Joko membuat grup “Mawar Bersemi”", "Joko: U07 belum kirim"],
)  # fmt: skip
def test_a_name_that_is_a_word_rewrites_nobody_s_words(line: str) -> None:
    text = chat("Mawar: Selamat pagi", line)
    left, _ = cut(text, MAWAR)
    assert left == text.replace("Mawar: Selamat pagi", "[dihapus]: [dihapus]")


def test_two_people_of_one_name_are_not_told_apart() -> None:
    text = chat("Mawar: Selamat pagi")
    assert cut(text, Person("U07", frozenset({"Mawar"}), others=frozenset({"mawar"})))[0] == text


def test_tags_files_links_and_the_phone_s_own_lines_lose_the_name() -> None:
    text = chat(
        "Joko: @\u2068Leni Kartika\u2069 apa kabar",
        *(f"Joko: @{mark}Leni Kartika{mark} hai" for mark in "\u2060\ufeff\u061c"),
        "Leni Kartika bergabung menggunakan tautan undangan",
        "Joko menambahkan Leni Kartika",
        "Tika: pretest_U01_2026-11-02.txt (file terlampir)",
        "Tika: https://contoh.example/#p=U01&t=k7pm&m=6281100001111",
        "Tika: kirim ke leni@contoh.example ya",
    )
    left, _ = cut(text)
    assert left is not None
    for gone in ("Leni", "pretest_U01", "#p=U01", "k7pm", "leni@"):
        assert gone not in left
    assert left.count("\n") == text.count("\n")


UNKNOWN = (
    "<<Minggu, jam satu siang>> Pak Joko | Besok libur ya\n"
    "<<Minggu, jam satu siang>> Leni Kartika | {}\n"
    "<<Minggu, jam dua siang>> Pak Joko | Terima kasih {{Bu}}\n"
)


@pytest.mark.parametrize("alone", [True, False])
def test_an_unknown_layout_loses_the_answers_alone_and_is_named(
    tmp_path: Path, *, alone: bool
) -> None:
    """Nobody's lines go with a chat whose lines cannot be told apart."""
    root = new_class(tmp_path / "kelas", LENI, OTHER)
    text = UNKNOWN.format(block("U01")) + ("" if alone else f"<<x>> Sari | {block('U03')}\n")
    path = write(root, "kelas/inbox/chat.txt", text)
    done = run_course(root, "forget", "U01", "--yes")
    left = path.read_text("utf-8")
    assert left.count("Pak Joko | ") == 2
    assert ("KU1/U01" in left, "KU1/U03" in left) == (False, not alone)
    named = [line for line in done.stdout.splitlines() if line.startswith("! kelas/inbox/chat.txt")]
    assert any("susunannya tidak dikenal" in line for line in named)
    assert any("menyebut U01, nama" in line for line in named)  # the sender's name is still there


@pytest.mark.parametrize("name", ["alone", "group"])
def test_messages_copied_out_of_a_browser(tmp_path: Path, name: str) -> None:
    """With the time before the day; known layout or not, Pak Joko's words stay, and U01's go."""
    root = new_class(tmp_path / "kelas", LENI, OTHER)
    lines = ["Pak Joko: Besok libur ya", f"Leni Kartika: {block('U01')}"]
    lines += [f"Sari Wulan: {block('U03')}"] if name == "group" else []
    text = "".join(f"[13.05, 22/11/2026] {line}\n" for line in lines)
    path = write(root, f"kelas/inbox/{name}.txt", text)
    done = run_course(root, "forget", "U01", "--yes")
    left = path.read_text("utf-8")
    assert "Pak Joko: Besok libur ya" in left
    assert "KU1/U01" not in left
    assert ("KU1/U03" in left) == (name == "group")
    assert "Leni Kartika" not in left or f"! kelas/inbox/{name}.txt" in done.stdout


def test_bytes_that_are_no_utf8_stay_in_a_chat() -> None:
    data = chat("Tika: caf\udce9 enak", f"Tika: {block('U01')}", "Joko: \udcff").encode(
        "utf-8", "surrogateescape"
    )
    left = cut_file("chat.txt", data, PERSON).content
    assert left is not None
    assert b"caf\xe9 enak" in left
    assert b"Joko: \xff" in left


# As Notepad's "Unicode" and programs that write it without its mark.
CODINGS = {
    "utf-16-le": b"", "utf-16-be": b"", "utf-16-le marked": b"\xff\xfe",
    "utf-16-be marked": b"\xfe\xff", "utf-32-le": b"\xff\xfe\0\0", "utf-32-be": b"\0\0\xfe\xff",
}  # fmt: skip


@pytest.mark.parametrize("name", ["cadangan_U01_2026-11-02.txt", "buat Bu Tika.txt", "DOC-1.bin"])
def test_a_phone_s_own_backup_goes_whole(name: str) -> None:
    head = "Cadangan jawaban U01, 2 November 2026 pukul 19.50. Untuk dibuka di HP baru, tidak perlu"
    both = [answers("U01", "Donat").decode(), answers("U01", "Donat", lesson="posttest").decode()]
    text = "\n".join([head + " dikirim ke pendamping.", *both, ""])
    assert cut(text, name=name) == (None, "")
    titled = 'Jawaban U01 untuk "Tes awal", 2 November 2026 pukul 19.50. Jangan diubah.\n' + both[0]
    assert cut(titled, name=name) == (None, "")


@pytest.mark.parametrize("coding", CODINGS)
def test_whatever_the_encoding_what_is_theirs_goes_and_no_other_byte(
    tmp_path: Path, coding: str
) -> None:
    def spelt(text: str) -> bytes:
        return CODINGS[coding] + text.encode(coding.split(maxsplit=1)[0])

    said = "Tika: caf\u00e9 \U0001f600"
    talk = chat(
        said, "Leni Kartika: halo", f"Leni Kartika: {block('U01')}", "Joko: pagi 0812-3456-7890"
    )
    others = chat("Joko: siap")
    root = new_class(tmp_path, LENI, OTHER)
    inbox = root / "kelas" / "inbox"
    write(root, "kelas/inbox/a.txt", spelt(answers("U01", "Donat hangat dari dapur").decode()))
    write(root, "kelas/inbox/talk.txt", spelt(talk))
    write(root, "kelas/inbox/others.txt", spelt(others))
    with zipfile.ZipFile(inbox / "c.zip", "w") as archive:
        archive.writestr("own.txt", spelt(block("U01")))
        archive.writestr("talk.txt", spelt(talk))
    assert run_course(root, "forget", "U01", "--yes").returncode == 0
    assert sorted(p.name for p in inbox.glob("*.*")) == ["c.zip", "others.txt", "talk.txt"]
    assert (inbox / "others.txt").read_bytes() == spelt(others)
    left = (inbox / "talk.txt").read_bytes()
    with zipfile.ZipFile(inbox / "c.zip") as archive:
        assert archive.namelist() == ["talk.txt"]
        assert archive.read("talk.txt") == left
    removed = chat(said, *["[dihapus]: [dihapus]"] * 2, "Joko: pagi [dihapus]")
    assert left == spelt(removed)


@pytest.mark.parametrize("coding", ["utf-16-le", "utf-16-be", "utf-32"])
def test_what_is_left_in_another_encoding_is_named(coding: str) -> None:
    line = line_about(
        "catatan.txt", "Tadi U01 tidak datang".encode(coding), PERSON, called="", spoken=True
    )
    assert "catatan.txt: menyebut U01" in line


@pytest.mark.parametrize("coding", ["utf-16-le", "utf-16-be", "utf-32"])
def test_the_picture_of_answers_in_another_encoding_goes_with_them(coding: str) -> None:
    own = answers("U01", "Donat", photo="photos/donat.jpg").decode().encode(coding)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in {"p.txt": own, "photos/donat.jpg": b"1", "photos/b.jpg": b"2"}.items():
            archive.writestr(name, data)
    left = cut_file("a.zip", packed.getvalue(), PERSON).content
    assert left is not None
    with zipfile.ZipFile(io.BytesIO(left)) as archive:
        assert archive.namelist() == ["photos/b.jpg"]


def test_a_text_in_another_encoding_that_breaks_off_keeps_its_last_bytes() -> None:
    data = chat("Leni Kartika: halo", "Joko: pagi \ud83d").encode("utf-16-le", "surrogatepass")
    left = cut_file("chat.txt", data + b"x", PERSON).content
    assert left is not None
    assert left.endswith("pagi \ud83d\n".encode("utf-16-le", "surrogatepass") + b"x")
    assert "Leni".encode("utf-16-le") not in left


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_line_ends_and_marks_stay(ends: str) -> None:
    text = "\ufeff" + chat("Leni Kartika: halo", "Joko: pagi").replace("\n", ends)
    left, _ = cut(text)
    assert left == text.replace("Leni Kartika: halo", "[dihapus]: [dihapus]")


@pytest.mark.parametrize(
    "piece",
    ["<f", "<", "&", '{"course":"', '{"participant": "U01" \n' + " " * 50, "KU1/U01/", "@Leni ", "U01\n",
     "0812-3456-789", "+62 ", '"by" : ', 'Jawaban U01 untuk "', "\\u00", "22/11/26 13.05 - Leni Kartika: x\n"],
)  # fmt: skip
def test_cost_grows_with_the_length(piece: str) -> None:
    """A square would take minutes for a tenth of a megabyte."""
    text = piece * (100_000 // len(piece))
    letter = io.BytesIO()
    with zipfile.ZipFile(letter, "w") as archive:
        archive.writestr("[Content_Types].xml", "")
        archive.writestr("word/document.xml", text)

    def read() -> None:
        cut_file("chat.txt", text.encode(), PERSON)
        line_about("chat.txt", text.encode(), PERSON, called="", spoken=True)
        line_about("a.docx", letter.getvalue(), PERSON, called="", spoken=True)

    within(5, read)
