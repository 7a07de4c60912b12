"""Answers in WhatsApp messages: what is written is read, whatever happens to it on the way."""

from __future__ import annotations

import json
import random
import re
import zlib
from datetime import UTC, datetime
from typing import Any

import pytest
from conftest import REPOSITORY
from costs import within
from hypothesis import given, settings
from hypothesis import strategies as st
from messages_out import encode

from course.exercises.answers import MAX_BYTES
from course.inbox.messages import MessageError, Sendings, decode, find_parts, sent_in

VECTORS = sorted((REPOSITORY / "tests" / "inbox" / "messages").glob("*.json"))
SENT = datetime(2026, 11, 22, 13, 5, tzinfo=UTC)
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-!"


def some(text: str = "Donat 🍩 empuk, السلام", **answers: Any) -> dict[str, Any]:
    head = {"version": 1, "course": "kelas-umkm", "lesson": "m1-internet", "participant": "U07"}
    return {**head, "answers": {"a": {"value": {"jawaban": text}, "at": "x"}, **answers}}


def noise(size: int, seed: int = 0) -> str:
    """Return text that zlib cannot make small."""
    return "".join(random.Random(seed).choices(ALPHABET, k=size))


def read(*texts: str) -> list[Any]:
    """Return the contents of all complete sendings in ``texts``."""
    sendings = Sendings()
    for number, text in enumerate(texts):
        sendings.add(f"{number}.txt", find_parts(text))
    return [json.loads(content) for _, content in sendings.whole()]


@pytest.mark.parametrize("path", VECTORS, ids=lambda p: p.stem)
def test_the_shared_examples_are_read_and_plain_ones_written_alike(path: Any) -> None:
    case = json.loads(path.read_text("utf-8"))
    assert read("\n\n".join(case["messages"])) == [case["answers"]]
    assert all(len(message) <= 3_500 for message in case["messages"])
    assert all(len(part.data) <= 3_200 for m in case["messages"] for part in find_parts(m))
    sent = datetime.fromisoformat(case["sent"])
    written = encode(case["answers"], case["title"], sent, case["packing"])
    if case["packing"] == "p":
        assert written == case["messages"]
    assert read(*written) == [case["answers"]]


def test_the_shared_examples_hold_what_is_difficult() -> None:
    cases = [json.loads(path.read_text("utf-8")) for path in VECTORS]
    kinds = {(case["packing"], min(3, len(case["messages"]))) for case in cases}
    assert kinds >= {("p", 1), ("z", 1), ("p", 3), ("z", 3)}
    sizes = [len(find_parts(m)[0].data) for case in cases for m in case["messages"]]
    assert 3_200 in sizes
    everything = json.dumps(cases, ensure_ascii=False)
    assert re.search("[\U0001f300-\U0001faff]", everything)
    assert re.search("[\u0600-\u06ff]", everything)


def test_a_message_is_one_a_person_can_read_and_whatsapp_leaves_alone() -> None:
    first, second = encode(some(noise(4_000)), 'Foto  "dan" {katalog}', SENT)
    assert first.startswith(
        'Jawaban U07 untuk "Foto dan katalog", 22 November 2026 pukul 13.05.\n'
        "Pesan 1 dari 2. Jangan diubah, langsung kirim saja.\n\nKU1/U07/m1-internet/1-2/z/"
    )
    block = second.rpartition("\n")[2]
    assert len(block.split("/")) == 9
    assert not set(block) & set("_*~`.=+ ")


def test_the_longest_names_and_titles_keep_a_message_under_3500_characters() -> None:
    answers = some(noise(200_000)) | {"participant": "ABC123456", "lesson": "a" * 60}
    messages = encode(answers, "Judul panjang " * 20, datetime(2026, 9, 30, 23, 59, tzinfo=UTC))
    assert len(messages) > 60
    assert max(map(len, messages)) <= 3_500


def test_more_than_99_messages_are_a_file_s_business() -> None:
    with pytest.raises(ValueError, match="Kirim sebagai berkas"):
        encode(some(noise(240_000)), "Judul", SENT, "p")


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=300)


@settings(max_examples=60, deadline=None)
@given(
    text=texts,
    size=st.integers(0, 12_000),
    packing=st.sampled_from("zp"),
    around=st.lists(texts.filter(lambda t: "KU1" not in t), min_size=1, max_size=4),
    seed=st.integers(0, 9),
)
def test_what_is_sent_is_read_in_any_order_and_surrounding(
    text: str, size: int, packing: Any, around: list[str], seed: int
) -> None:
    answers = some(text, b={"value": {"x": noise(size, seed)}})
    messages = encode(answers, "Judul", SENT, packing)
    shuffled = messages + messages[:1]
    random.Random(seed).shuffle(shuffled)
    apart = [around[i % len(around)] + "\n" + m + "\n" for i, m in enumerate(shuffled)]
    assert read(*apart) == [answers]
    assert read("".join(apart) + around[0]) == [answers]


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_changed_left_out_added_or_swapped_character_is_noticed(data: Any) -> None:
    (message,) = encode(some(noise(60)), "Judul", SENT, data.draw(st.sampled_from("zp")))
    start, end = message.rindex("/", 0, -3) + 1, len(message) - 3
    at = data.draw(st.integers(start, end - 1))
    other = data.draw(st.sampled_from(ALPHABET))
    swapped = message[at : at + 2][::-1]
    for changed in (
        message[:at] + other + message[at + 1 :],
        message[:at] + message[at + 1 :],
        message[:at] + other + message[at:],
        message[:at] + (swapped if at < end - 1 else "/") + message[at + 2 :],
    ):
        if changed != message:
            assert read(changed) == []


def test_a_message_cut_off_anywhere_is_never_taken_for_a_whole_one() -> None:
    (message,) = encode(some(), "Judul", SENT)
    lesson = message.index("m1-internet/") + len("m1-internet/")
    for length in range(len(message)):
        parts = find_parts(message[:length])
        assert len(parts) == (length >= lesson)
        assert not any(part.data for part in parts)


def test_a_cut_message_does_not_swallow_the_next_one() -> None:
    (message,) = encode(some(), "Judul", SENT)
    assert read(message[:-40] + "\n" + message) == [some()]
    assert read(message[:-40] + message[message.index("KU1") :]) == [some()]


def test_white_space_and_invisible_marks_are_forgiven() -> None:
    (message,) = encode(some(), "Judul", SENT)
    head, _, block = message.rpartition("\n")
    marks = ["\u200e", "\u200f", "\ufeff", "\u2060", "\n", "\r\n", "\u00a0", " ", "\u202a"]
    torn = re.sub(r"(.{50})", lambda m: m[1] + marks[m.start() // 50 % 9], block[90:])
    assert torn.count("\u200e")
    assert read(head + "\u200e" + block[:90].replace("/z/", " / z\n/ ") + torn) == [some()]


def test_a_forged_part_does_not_keep_the_true_one_out() -> None:
    true = encode(some(noise(4_000)), "Judul", SENT)
    forged = "AAAA"
    block = true[0][true[0].index("KU1") :].split("/")
    block[6:8] = f"{zlib.crc32(forged.encode()):08x}", forged
    assert read("/".join(block), *true) == [some(noise(4_000))]


def test_content_that_grows_or_does_not_fit_is_refused() -> None:
    import base64

    def data(packed: bytes) -> tuple[str, str, str]:
        return base64.b64encode(packed, b"-!").decode().rstrip("="), "z", f"{zlib.crc32(packed):x}"

    for packed, says in (
        (zlib.compress(b" " * (MAX_BYTES + 1)), "lebih dari 256 KB"),
        (zlib.compress(b" " * 50_000_000), "lebih dari 256 KB"),
        (b"bukan zlib", "rusak"),
        (zlib.compress(b"{}")[:-2], "rusak"),
        (zlib.compress(b"{}") + b"lagi", "rusak"),
    ):
        with pytest.raises(MessageError, match=says):
            decode(*data(packed))
    with pytest.raises(MessageError, match="berubah"):
        decode("AAAA", "p", "00000000")
    with pytest.raises(MessageError, match="berubah"):
        decode("AAAAA", "p", "00000000")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("untuk x, 22 November 2026 pukul 13.05.", datetime(2026, 11, 22, 6, 5, tzinfo=UTC)),
        ("1 Mei 2026 pukul 00:30; 2 Mei 2026 pukul 07.00", datetime(2026, 5, 2, tzinfo=UTC)),
        ("31 Februari 2026 pukul 13.05", None),
        ("1 Januari 0001 pukul 01.00", None),
        ("22 November 2026 pukul 25.05", None),
        ("", None),
    ],
)
def test_the_moment_above_a_block_is_read(text: str, moment: datetime | None) -> None:
    assert sent_in(text) == moment


@pytest.mark.long
def test_a_text_full_of_beginnings_is_read_in_time() -> None:
    for text in (
        "KU1/U07/pretest/" * 100_000,
        ("KU1/U07/m1/1-1/z/00000000/00000000/" + "a " * 20) * 20_000,
        "KU1 " * 500_000 + " " * 500_000,
    ):
        within(5, lambda text=text: find_parts(text), text[:20])
