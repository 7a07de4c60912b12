"""What reads foreign text costs in proportion to its length: no filler makes it stand still.

Each reader gets 200 KB of each filler. That takes hundredths of a second; with a cost that grows
with the square it takes minutes. The limit lies far from both.
"""

from __future__ import annotations

import base64
import itertools
import zlib
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from conftest import new_course
from costs import within
from messages_out import encode

from course.exercises.answers import AnswersError, parse
from course.inbox.arrivals import Arrival, one_line, shown
from course.inbox.chats import read_chat, sender_before, sent_name
from course.inbox.collect import collect
from course.inbox.layouts import looks_like_a_chat
from course.inbox.messages import Sendings, block_spans, find_parts, sent_in
from course.inbox.pictures import lift_photos
from course.inbox.wrappings import holds_answers, unwrapped

SIZE = 200_000
LIMIT = 10.0  # seconds of this process
HEAD = "KU1/U07/pretest/1-2/z/0000000a/0000000b/"
NAME = "pretest_U03_2026-11-03"
# Each is repeated up to SIZE, but for what stands before the bar.
FILLERS = [
    "| ", "|\n", "|\r\n", "|\t", "|\u200e", "|\u00a0", "|\u200e ", "|a", "|0", "|>", "|> ", "|{", "|}", "|[", '|"', "|\\", '|\\"', "|(",
    "|<", "|&", "|&quot;", "|<br>", "|=", "|=\n", "|/", "|-", "|KU1", "|KU1/", "|KU1 ", "KU1| ", "KU1/| ", "KU1/U07/| ",
    "KU1/U07/pretest/| ", f"{HEAD}| ", f"{HEAD}|A", f"{HEAD}AAAA/| ", f"|{HEAD}A/KU ", f"|{HEAD}", '"photos/a"| ', '|"photos/a"',
    '"photos/a": "data:|A', '|"photos/a": "data:', f"{NAME}| ", f"{NAME}|.txt", f"{NAME}|(1)", f"|{NAME} ", f"{NAME}.txt|\u200e", "|_U03_2026-11-03",
    "|22/11/26 13.05 - ", "|22/11/26 13.05 - a: <", "22/11/26 13.05 - a:| ", "22/11/26 13.05 - a: <|x", "|[22/11/26 13.05]", "|[", "|a: b\n", "|13.05 a\n",
    "|2", "|2/", "|22.11.26 ", '{"course": "kelas-umkm"|{', '|{"course": "kelas-umkm"', '|{"course": "kelas-umkm"}', '"|\\"', '{"course": "kelas-umkm", "a": "|\\"',
    '|"course"', '"course"| ', '{"course": "kelas-umkm", "answers":| ', "|[1,", "|22 November 2026 pukul ", "+62|1", "|+62 812 ", "|08 ", "+62| .", '|{"a":',
]  # fmt: skip


def fill(pattern: str, size: int = SIZE) -> str:
    before, _, again = pattern.partition("|")
    return before + again * ((size - len(before)) // len(again))


def reads(text: str) -> dict[str, Callable[[], object]]:
    """Every reader of foreign text in the inbox, on ``text``."""
    data = text.encode()

    def all_parts() -> None:
        sendings = Sendings()
        sendings.add("x", find_parts(text))
        list(sendings.whole())
        sendings.incomplete({})

    def unwrap() -> None:
        for one in unwrapped(Arrival("x", data, "x.txt", "x")):
            lift_photos(one.utf8)

    def answers() -> None:
        with suppress(AnswersError):
            parse(data[: 256 * 1024], "x")

    return {
        "blocks": all_parts, "spans": partial(block_spans, text), "chat": partial(read_chat, text),
        "sender": partial(sender_before, text, len(text)), "layout": partial(looks_like_a_chat, text),
        "photos": partial(lift_photos, data), "answers": answers, "wrappings": unwrap,
        "holds": partial(holds_answers, text), "sent": partial(sent_in, text),
        "names": lambda: (shown(text), sent_name(text), one_line(text)),
    }  # fmt: skip


@pytest.mark.parametrize("filler", FILLERS)
def test_no_filler_makes_a_reader_slow(filler: str) -> None:
    for name, read in reads(fill(filler)).items():
        within(LIMIT, read, name)


@pytest.mark.long
def test_a_folder_full_of_fillers_is_collected(tmp_path: Path) -> None:
    box = tmp_path / "Unduhan"
    box.mkdir()
    for number, filler in enumerate(FILLERS):
        (box / f"{number}.txt").write_text(fill(filler, SIZE // 4))
    results = []
    places = (new_course(tmp_path / f"kelas-{n}") for n in itertools.count())
    within(3 * LIMIT, lambda: results.append(collect(next(places), box, {})))
    assert results[0].accepted == []
    assert not [line for line in results[0].refused if "kesalahan program" in line]


def test_thousands_of_sendings_of_one_person_are_put_together(tmp_path: Path) -> None:
    """Half of them whole, half cut off: comparing each with each would take minutes."""
    whole = encode(
        {"course": "kelas-umkm", "lesson": "pretest", "participant": "U07", "answers": {}}, "Tes",
        datetime(2026, 11, 2, tzinfo=UTC), "p",
    )[0].rpartition("\n")[2]  # fmt: skip
    body = base64.b64decode(whole.split("/")[-2] + "==", b"-!")
    blocks = []
    for number in range(6_000):
        packed = body + b" " * (number % 150) + str(number).encode()
        data = base64.b64encode(packed, b"-!").decode().rstrip("=")
        sums = f"{zlib.crc32(packed):08x}/{zlib.crc32(data.encode()):08x}"
        blocks.append(f"KU1/U07/pretest/1-1/p/{sums}/{data}/KU")
        blocks.append(
            f"KU1/U07/pretest/1-2/p/{number:08x}/{zlib.crc32(data.encode()):08x}/{data}/KU"
        )

    def read() -> None:
        sendings = Sendings()
        sendings.add("x", find_parts("\n".join(blocks)))
        assert len(list(sendings.whole())) > 5_000
        assert len(sendings.incomplete({})) == 1

    within(LIMIT, read)
