"""Chats in the layouts and languages of many phones: known for what they are, whatever the phone.

The day and the clock come from CLDR, which is where phones take them from; the words for a file
are those WhatsApp's own exports use.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest
from babel import Locale
from babel.dates import format_date, format_time
from conftest import new_course

from course.inbox.chats import read_chat, sender_before, sent_name
from course.inbox.collect import Collected, collect
from course.people.roster import read_roster

pytestmark = pytest.mark.xdist_group("chats")
WHEN = datetime(2026, 11, 22, 13, 5, 9)  # noqa: DTZ001  a phone's own clock
FILE = "pretest_U03_2026-11-03.txt"
LANGUAGES = (
    "id", "jv", "su", "ms", "ms_BN", "en_US", "en_GB", "en_AU", "en_CA", "en_IN", "en_ZA", "en_SG",
    "nl", "de", "de_AT", "fr", "es", "es_MX", "es_CO", "pt_BR", "pt", "it", "tr", "pl", "cs", "sk",
    "sl", "hr", "hu", "ro", "bg", "ru", "uk", "el", "fi", "sv", "nb", "da", "et", "lt", "lv", "sq",
    "ar", "ar_EG", "fa", "ur", "he", "hi", "bn", "ta", "te", "th", "vi", "km", "my", "fil",
    "zh_Hans", "zh_Hant", "ja", "ko", "sw", "af",
)  # fmt: skip
PATTERNS = {"": "", "24": "HH:mm", "24s": "HH:mm:ss", "12": "h:mm a", "12s": "h:mm:ss a", "12n": "h:mm\u202fa"}  # fmt: skip
FRAMES = {
    "android": "{day}, {time} - {text}",
    "android, no comma": "{day} {time} - {text}",
    "android, dash": "{day}, {time} \u2013 {text}",
    "iphone": "\u200e[{day}, {time}] {text}",
    "iphone, no comma": "[{day} {time}] {text}",
    "copied from WhatsApp Web": "[{time}, {day}] {text}",
    "old iphone": "{day}, {time}: {text}",
}


def lines_of(language: str, frame: str, clock: str) -> str:
    locale = Locale.parse(language)
    time = format_time(WHEN, PATTERNS[clock] or "short", locale=locale)
    day = format_date(WHEN, "short", locale=locale)
    said = ["Bu Ani: Selamat siang", f"Bu Ani: \u200e{FILE} (file terlampir)", "Bu Ani: Sudah ya"]
    return "\n".join(FRAMES[frame].format(day=day, time=time, text=text) for text in said)


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("clock", PATTERNS)
def test_a_chat_is_known_in_every_language(frame: str, clock: str) -> None:
    for language in LANGUAGES:
        text = lines_of(language, frame, clock)
        chat = read_chat(text)
        assert chat, text
        assert chat.kind == "chat", text
        assert [d.participant for d in chat.documents] == ["U03"], text
        assert sender_before(text, text.index(FILE)) == "Bu Ani", text


SINGLE = [
    "[22/11/26 13.05.33] Bu Ani: pagi", "22/11/26, 13:05 - Bu Ani: pagi", "11/22/26, 1:05\u202fPM - Bu Ani: pagi",
    "2026-11-22 13:05 - Bu Ani: pagi", "22.11.26, 13:05 - Bu Ani: pagi", "22-11-2026 13.05 - Bu Ani: pagi",
    "\ufeff22/11/26 13.05 - Bu Ani: pagi", "\u200f[22/11/26 13.05.33] Bu Ani: pagi", "[22/11 13.05] Bu Ani: pagi",
    "[2026/11/22 下午1:05:09] Bu Ani: pagi", "22/11/2026, 1:05 PTG - Bu Ani: pagi", "٢٢/١١/٢٠٢٦، ١:٠٥ م - Bu Ani: pagi",
    "[13.05, 22/11/2026] Bu Ani: pagi", "20/6/2017 8:28 p.\u00a0m. - Bu Ani: pagi", "2023-12-20, 5:46 p.m. - Bu Ani: pagi",
    "09/12/2012 17:03:48: Bu Ani: pagi", "3/24/14, 1:59:59 PM: Bu Ani: pagi", "22 Nov 2026, 13.05 - Bu Ani: pagi",
    "22 Nov, 13.05 - Bu Ani: pagi", "Nov 22, 2026, 1:05 PM - Bu Ani: pagi", "2026. 11. 22. 오후 1:05 - Bu Ani: pagi",
    "[2026. 11. 22. 오후 1:05:09] Bu Ani: pagi", "2026年11月22日 13:05 - Bu Ani: pagi", "22.11.2026 г., 13:05 - Bu Ani: pagi",
    "2026-11-22 13 h 05 - Bu Ani: pagi", "Bu Ani, [22/11/2026 13:05]\npagi", "Bu Ani, [22 Nov 2026 at 13.05.33]:\npagi",
    "22/11/26 13.05 - \u200eBu Ani menambahkan Anda", "[7/11/2017, 8:20:41 PM] Toko Ani ✔: pagi",
]  # fmt: skip


@pytest.mark.parametrize("text", SINGLE)
def test_one_line_of_a_chat_is_enough(text: str) -> None:
    chat = read_chat(text)
    assert chat
    assert chat.kind == "chat"


NO_CHATS = [
    "", "Gula 2 kg\nTelur 10\nTepung 3 kg", "22/11/26 belanja\n1/1/27 bayar\n2/1/27 setor", "{}", "[]", "[1, 2, 3]",
    "Harga 10.000 - 12.500\nHarga 9.000 - 11.000\nHarga 8.000 - 9.500", "0812-3456-7890 - Bu Ani",
    'Jawaban U07 untuk "Tes", 22 November 2026 pukul 13.05.\nJangan diubah.\n\nKU1/',
    "Gula: 2 kg\nTelur: 10\nTepung: 3 kg\nMinyak: 2 liter", "Terima kasih, Bu.",
    '{\n"a": "2026-11-02T13:05:00+07:00",\n"b": "2026-11-02T13:05:00+07:00",\n"c": "2026-11-02T13:05:00+07:00"\n}',
]  # fmt: skip


@pytest.mark.parametrize("text", NO_CHATS)
def test_lists_notes_and_answers_are_no_chat(text: str) -> None:
    assert read_chat(text) is None


def test_an_answer_file_is_no_chat_though_it_is_full_of_times() -> None:
    entry = {"value": {"jawaban": "Bu Ani: pagi"}, "at": "2026-11-02T13:05:00+07:00"}
    whole = {"course": "kelas-umkm", "answers": {f"soal-{n}": entry for n in range(9)}}
    for indent in (None, 1):
        assert read_chat("Jawaban U07\n" + json.dumps(whole, indent=indent)) is None


UNKNOWN = {
    "round brackets": "({}) Bu Ani: {}",
    "clock first": "13.0{} Bu Ani: {}",
    "tabs": "13:0{}\tBu Ani\t{}",
    "name, then clock": "Bu Ani (13.0{}): {}",
    "angle brackets": "<13:0{}> Bu Ani: {}",
    "day in words": "Minggu 22 November jam 13:0{} Bu Ani menulis: {}",
    "no clock": "Bu Ani: {0}{1}",
}


@pytest.mark.parametrize("how", UNKNOWN)
def test_a_chat_in_an_unknown_layout_is_probably_one(how: str) -> None:
    said = ["pagi kak", "sudah saya kirim ya", "terima kasih", "iya sama-sama"]
    text = "\n".join(UNKNOWN[how].format(n, words) for n, words in enumerate(said))
    if how == "round brackets":
        text = "\n".join(f"(22/11/26 13:05) Bu Ani: {words}" for words in said)
    chat = read_chat(text)
    assert chat
    assert chat.kind == "sepertinya chat"


# As WhatsApp for iPhone writes it around the file; then what it writes after the name without media.
ATTACHED = [
    "attached", "Anhang", "angehängt", "adjunto", "adjunt", "allegato", "anexo", "anexado", "pièce jointe ",
    "bijgevoegd", "bifogat", "vedlagt", "vedhæftet", "liite", "příloha", "załączono", "csatolva", "atașare",
    "priloženo", "eklendi", "đính kèm", "terlampir", "dilampir", "прикреплено", "додано", "επισυνάφθηκε", "المُرفق",
    "پیوست", "מצורף", "अटैच किया गया", "แนบ", "附件", "添付ファイル", "첨부됨",
]  # fmt: skip
OMITTED = [
    "document omitted", "dokumen tidak disertakan", "dokumen tidak dimasukkan", "Dokument weggelassen", "document manquant",
    "documento omesso", "documento não revelado", "documento omitido", "документ отсутствует", "لم يتم إدراج المستند",
    "文件已略去", "文档已省略", "ドキュメントは含まれていません", "문서 생략됨", "belge dahil edilmedi", "ละเว้นเอกสาร", "document weggelaten",
    "utelatt dokument", "đã bỏ qua tài liệu", "סמך הושמט",
]  # fmt: skip
ANDROID = [
    "(file terlampir)", "(berkas terlampir)", "(file attached)", "(fail dilampirkan)", "(Datei angehängt)", "(archivo adjunto)",
    "(fichier joint)", "(arquivo anexado)", "(ficheiro anexado)", "(file allegato)", "(bestand bijgevoegd)", "(ファイル添付)",
    "(附件)", "（文件附件）", "(файл добавлен)", "(soubor byl přiložen)", "(dosya ekli)",
]  # fmt: skip


def mentions(said: str) -> list[str]:
    chat = read_chat(f"[22/11/26 13.05.33] Bu Ani: pagi\n[22/11/26 13.06.33] Bu Ani: {said}\n")
    assert chat
    return [f"{d.lesson} {d.participant} {d.day}" for d in chat.documents]


@pytest.mark.parametrize(
    "said",
    [
        *(f"\u200e<{word}: 00000012-{FILE}>" for word in ATTACHED),
        *(f"{FILE} • 2 hal \u200e<{word}：00000012-{FILE}>" for word in ATTACHED[-3:]),
        *(f"\u200e{FILE} \u200e{words}" for words in OMITTED),
        *(f"{FILE} {words}" for words in OMITTED),
        *(f"\u200e{FILE} • 2 halaman \u200e{words}" for words in OMITTED),
        *(f"\u200e{FILE} {words}" for words in ANDROID),
        *(f"Ini kak {FILE} {words}" for words in ANDROID),
        f"{FILE}", f"\u200e{FILE}", f"{FILE} <attached>", f"\u2068{FILE}\u2069 (file attached)",
    ],
)  # fmt: skip
def test_a_file_is_noticed_whatever_the_words_around_it(said: str) -> None:
    assert mentions(said) == ["pretest U03 2026-11-03"]


def test_a_file_only_spoken_of_is_not_asked_for() -> None:
    assert mentions(f"Kak, tadi {FILE} sudah masuk belum ya?") == []


MEDIA = [
    "<Media tidak disertakan>", "<Media omitted>", "<media dikecualikan>", "<Media disingkirkan>", "<Medien ausgeschlossen>",
    "<Archivo omitido>", "<Mídia oculta>", "<Файл пропущен>", "<تم استبعاد الوسائط>", "<省略多媒体文件>", "<メディアなし>",
]  # fmt: skip


def test_files_left_out_are_counted_in_every_language() -> None:
    lines = [f"22/11/26 13.05 - Bu Ani: {words}" for words in MEDIA]
    lines += ["22/11/26 13.05 - Bu Ani: baik <Pesan ini diedit>"]
    chat = read_chat("\n".join(lines))
    assert chat
    assert chat.unnamed == len(MEDIA)


TELEGRAM = {
    "name": "Kelas Contoh", "type": "private_supergroup", "id": 1,
    "messages": [
        {"id": 1, "type": "message", "date": "2026-11-22T13:05:09", "from": "Bu Ani", "text": "Selamat siang"},
        {"id": 2, "type": "message", "date": "2026-11-22T13:06:09", "from": "Bu Ani", "text": "",
         "file": "(File not included. Change data exporting settings to download.)", "file_name": FILE},
    ],
}  # fmt: skip
TELEGRAM_PAGE = f"""<!DOCTYPE html><html><body><div class="history">
<div class="message default clearfix" id="message1"><div class="from_name">Bu Ani</div><div class="text">pagi</div></div>
<div class="message default clearfix" id="message2"><div class="body"><div class="title bold">
{FILE}
      </div></div></div></div></body></html>"""


@pytest.mark.parametrize(
    "text", [json.dumps(TELEGRAM, indent=1), json.dumps(TELEGRAM), TELEGRAM_PAGE]
)
def test_telegrams_exports_are_chats(text: str) -> None:
    chat = read_chat(text)
    assert chat
    assert chat.kind == "chat Telegram"
    assert [d.participant for d in chat.documents] == ["U03"]


COPIES = [
    "pretest_U03_2026-11-03 (1).txt", "pretest_U03_2026-11-03(2).txt", "pretest_U03_2026-11-03 2.txt",
    "pretest_U03_2026-11-03-1.txt", "pretest_U03_2026-11-03_1.txt", "pretest_U03_2026-11-03 - Copy.txt",
    "pretest_U03_2026-11-03 - Copy (2).txt", "pretest_U03_2026-11-03 - Salin.txt", "pretest_U03_2026-11-03 - Salinan (3).txt",
    "pretest_U03_2026-11-03 copy 2.txt", "pretest_U03_2026-11-03~2.txt", "Copy of pretest_U03_2026-11-03.txt",
    "Salinan dari pretest_U03_2026-11-03.txt", "pretest_U03_2026-11-03.TXT", "Pretest_U03_2026-11-03.txt", "PRETEST_U03_2026-11-03.TXT",
    "pretest_u03_2026-11-03.txt", "pretest_U03_2026-11-03.txt.txt", "pretest_U03_2026-11-03.json.txt", "pretest_U03_2026-11-03.json",
    "pretest_U03_2026-11-03.txt (1)", "pretest_U03_2026-11-03.txt(1).txt", "pretest_U03_2026-11-03.bin", "pretest_U03_2026-11-03.doc",
    "pretest_U03_2026-11-03", "pretest_U03_2026-11-03.txt.crdownload",
]  # fmt: skip


@pytest.mark.parametrize("name", COPIES)
@pytest.mark.parametrize(
    "words",
    [
        "{} (file terlampir)",
        "\u200e<terlampir: 00000012-{}>",
        "{} • \u200edokumen tidak disertakan",
    ],
)
def test_copies_are_noticed_under_every_name(name: str, words: str) -> None:
    assert mentions(words.format(name)) == ["pretest U03 2026-11-03"]


def test_names_are_compared_in_one_form() -> None:
    assert sent_name("00000012-De\u0301wi_U03.TXT") == sent_name("D\u00e9wi_u03.txt")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_course(tmp_path_factory.mktemp("layouts") / "kelas")


def collected(root: Path, name: str, text: str) -> Collected:
    """Collect the course's own inbox, where what is refused is moved away, with one file in it."""
    inbox = root / "kelas" / "inbox"
    for path in inbox.rglob("*"):
        if path.is_file():
            path.unlink()
    (inbox / name).write_text(text)
    result = collect(root, inbox, read_roster(root / "examples" / "roster.csv"))
    assert (inbox / name).exists(), "a private chat stays where it lies"
    return result


def test_a_chat_in_an_unknown_layout_stays_and_is_named(root: Path) -> None:
    said = "\n".join(f"(22/11/26 13:05) Bu Ani: {words}" for words in ("pagi", "uang: 5", "ya"))
    result = collected(root, "obrolan.txt", said)
    assert result.refused == []
    (note,) = result.notes
    assert note.startswith("obrolan.txt: sepertinya chat")
    assert "Ekspor" in note


def test_a_file_a_chat_in_an_unknown_layout_mentions_is_asked_for(root: Path) -> None:
    said = "\n".join(
        f"(22/11/26 13:05) Bu Ani: {words}" for words in ("pagi", f"{FILE} (file terlampir)", "ya")
    )
    (line,) = collected(root, "obrolan.txt", said).refused
    assert "1 berkas jawaban disebut di chat ini (U03) tetapi tidak ikut diekspor" in line


def test_telegrams_export_stays_and_its_file_is_asked_for(root: Path) -> None:
    (line,) = collected(root, "result.json", json.dumps(TELEGRAM, indent=1)).refused
    assert "1 berkas jawaban disebut di chat ini (U03) tetapi tidak ikut diekspor" in line
