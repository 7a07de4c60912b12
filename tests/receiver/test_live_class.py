"""A live class over real HTTP: fifty phones, two processes' worth of services, restarts."""

from __future__ import annotations

import asyncio
import csv
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from live_class import CODES, LESSON, Phone, Teacher, guest, lay_class, person, service

from course import lessons
from course.files import Places
from course.inbox.mailbox.opening import mailbox_url
from course.inbox.mailbox.store import Mailbox
from course.inbox.mailbox.took_part import write_down
from course.receiver.live.store import LiveStore

JSON = dict[str, Any]
CHOICE = ("satu-pilihan", "jawaban")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_class(tmp_path_factory.mktemp("langsung") / "kelas")


def played(root: Path, play: Callable[[Teacher, str, str], Awaitable[None]]) -> None:
    """Play a class on two services that share one mailbox; the instructor is on the first."""

    async def whole() -> None:
        url = mailbox_url(root)
        limits = httpx.Limits(max_connections=None)
        async with (
            service(root, url) as one, service(root, url) as two,
            httpx.AsyncClient(limits=limits, timeout=20) as client,
        ):  # fmt: skip
            teacher = await Teacher.entered(client, one, root)
            await play(teacher, one, two)
            await teacher.listener.close()

    asyncio.run(whole())


async def joined(teacher: Teacher, address: str, *whose: JSON) -> list[Phone]:
    phones = [Phone(teacher.client, address, teacher.code) for _ in whose]
    await asyncio.gather(*(phone.enter(**who) for phone, who in zip(phones, whose, strict=True)))
    return phones


@pytest.mark.long
def test_a_class_of_fifty_is_asked_twice_and_sees_itself(root: Path) -> None:
    options = lessons.load(root, LESSON).definitions[CHOICE[0]].fields[0].options  # type: ignore[attr-defined]

    async def play(teacher: Teacher, one: str, two: str) -> None:
        await teacher.open(tamu="ya", nama="ya")
        half = len(CODES) // 2
        phones = [
            *await joined(teacher, one, *map(person, CODES[:half])),
            *await joined(teacher, two, *map(person, CODES[half:])),
            *await joined(teacher, two, {**guest(7), "name": "  Bu\u200b Sri "}),
        ]
        ear = await phones[30].hear()
        await ear.until(lambda state: state["round"] is None)
        # The first round: nobody sees an answer before it is shown.
        assert (await teacher.ask(*CHOICE, seconds=60)).json() == {"done": True}
        asked = await ear.until(lambda state: state["round"])
        assert asked["round"]["exercise"] == "satu-pilihan"
        assert 50 < asked["round"]["ends"] - asked["now"] <= 60
        keys = [*options]
        await asyncio.gather(
            *(p.answer(0, keys[0] if n < 20 else keys[1]) for n, p in enumerate(phones))
        )
        state = await teacher.listener.until(lambda state: state["answered"] == 51)
        assert state["shown"] == []
        assert state["joined"] == 51
        assert {one["name"] for one in state["people"] if one["guest"]} == {"Bu Sri"}
        await teacher.press("tampilkan")
        shown = await ear.until(lambda state: state["shown"])
        assert [n for _, n in shown["shown"][0]["bars"]][:2] == [20, 31]
        assert "people" not in shown
        assert "U01" not in str(shown)
        assert (await phones[0].answer(0, keys[1])).json()["code"] == "late"
        # The second round: two do not answer, one comes late; the screen gives none of them away.
        await teacher.press("lagi", seconds=30)
        await ear.until(lambda state: state["round"]["turn"] == 2)
        (late,) = await joined(teacher, one, guest(8))
        await asyncio.gather(*(p.answer(1, keys[1]) for p in [*phones[2:], late]))
        await teacher.listener.until(lambda state: state["answered"] == 50)
        await teacher.press("tampilkan")
        both = await ear.until(lambda state: len(state["shown"]) == 2)
        first, second = both["shown"]
        assert [n for _, n in first["bars"]][:2] == [20, 31]
        assert (second["n"], second["of"]) == (50, 46)
        await teacher.press("selesai")
        assert (await ear.until(lambda state: state["ended"]))["ended"]
        await ear.close()

    played(root, play)
    took = [*csv.DictReader(Places(root).live.read_text("utf-8-sig").splitlines())]
    assert {row["participant"] for row in took} == set(CODES)
    assert {row["answered"] for row in took if row["participant"] in CODES[:2]} == {"1"}
    assert {(row["answered"], row["asked"]) for row in took if row["participant"] > "U02"} == {
        ("2", "2")
    }
    files = Places(root).inbox.glob("mailbox.db*")
    mailbox = b"".join(path.read_bytes() for path in files)
    assert b"Bu Sri" not in mailbox
    assert b"g-0000" not in mailbox


def test_what_is_wrong_gets_its_word_and_changes_nothing(root: Path) -> None:
    async def play(teacher: Teacher, one: str, two: str) -> None:
        code = await teacher.open()  # no guests
        (phone,) = await joined(teacher, one, person("U01"))
        stranger = Phone(teacher.client, two, code)
        wrong: list[tuple[JSON, int, str]] = [
            (guest(1), 403, "only-invited"),
            ({"guest": "g-not-one"}, 400, "form"),
            ({"participant": "U01", "token": "xxxx"}, 403, "token"),
            ({"participant": "U99", "token": "xxxx"}, 403, "token"),
            ({"participant": ["U01"]}, 400, "form"),
        ]
        for said, status, word in wrong:
            answer = await stranger.enter(**said)
            assert (answer.status_code, answer.json()["code"]) == (status, word)
        nowhere = Phone(teacher.client, two, "zzzzzz")
        assert (await nowhere.enter(**person("U02"))).json()["code"] == "no-class"
        await teacher.ask(*CHOICE)
        for place, value, status, word in [
            (0, "not-an-option", 422, "no-answer"),
            (0, {"a": 1}, 422, "no-answer"),
            (0, None, 422, "no-answer"),
            (1, "x", 409, "late"),
            (-1, "x", 409, "late"),
            (True, "x", 400, "form"),
        ]:
            answer = await phone.answer(place, value)
            assert (answer.status_code, answer.json()["code"]) == (status, word), (place, value)
        stranger.key = phone.key.replace("U01", "U02")
        assert (await stranger.answer(0, "x")).json()["code"] == "no-key"
        heard = await Phone(teacher.client, one, code, stranger.key).hear()
        assert heard.status == 401
        assert teacher.listener.states[-1]["answered"] == 0
        # The instructor's pages are for who has the key, and their buttons for their own page.
        async with httpx.AsyncClient() as other:
            for path in ("layar", "pantau"):
                assert (await other.get(f"{one}{code}/{path}")).status_code == 403
            assert (await other.post(f"{one}pengajar", data={"kunci": "x"})).status_code == 401
        teacher.xsrf, kept = "x", teacher.xsrf
        press = {"press": "selesai", "version": 1}
        answer = await teacher.client.post(f"{one}{code}/perintah", json=press)
        assert answer.status_code == 403
        teacher.xsrf = kept
        assert (await teacher.press("meledak")).status_code == 409
        assert (await teacher.ask("foto", "produk")).json()["problem"].startswith("Pertanyaan itu")

    played(root, play)


def test_two_taps_are_one_and_two_phones_of_one_person_are_one(root: Path) -> None:
    async def play(teacher: Teacher, one: str, two: str) -> None:
        await teacher.open()
        version = teacher.listener.states[-1]["version"]
        both = [teacher.ask("skala", "yakin"), teacher.ask("angka", "harga")]
        done = [answer.json()["done"] for answer in await asyncio.gather(*both)]
        assert sorted(done) == [False, True]
        await teacher.listener.until(lambda state: state["version"] == version + 1)
        if teacher.listener.states[-1]["round"]["exercise"] != "angka":
            await teacher.ask("angka", "harga")
        (first,) = await joined(teacher, one, person("U07"))
        (second,) = await joined(teacher, two, person("U07"))
        assert first.key == second.key
        place = teacher.listener.states[-1]["round"]["place"]
        answers = [p.answer(place, v) for p in (first, second) for v in ("18 ribu", "20.000")]
        assert {a.status_code for a in await asyncio.gather(*answers)} == {200}
        state = await teacher.listener.until(lambda state: state["answered"] == 1)
        assert state["joined"] == 1

    played(root, play)


def test_the_page_comes_back_to_where_the_class_is(root: Path) -> None:
    """The service is gone and another has taken its place; nobody has to come in again."""
    url, kept = mailbox_url(root), {}

    async def before() -> None:
        async with service(root, url) as one, httpx.AsyncClient() as client:
            teacher = await Teacher.entered(client, one, root)
            code = await teacher.open(tamu="ya")
            await teacher.ask("teks-pendek", "nama")
            (phone,) = await joined(teacher, one, person("U05"))
            await phone.answer(0, "Warung Mawar")
            kept.update(code=code, key=phone.key, cookies=dict(client.cookies), xsrf=teacher.xsrf)
            await teacher.listener.close()

    async def after() -> None:
        async with service(root, url) as two, httpx.AsyncClient(cookies=kept["cookies"]) as client:
            phone = Phone(client, two, kept["code"], kept["key"])
            ear = await phone.hear()
            state = await ear.until(lambda state: state["round"])
            assert state["round"]["open"]
            assert state["round"]["exercise"] == "teks-pendek"
            await phone.answer(0, "Warung Mawar")
            teacher = Teacher(client, two, kept["code"], kept["xsrf"])
            await teacher.watch()
            assert teacher.listener.states[-1]["answered"] == 1
            await teacher.press("tampilkan")
            told = teacher.listener.states[-1]
            assert told["texts"] == ["Warung Mawar"]
            assert told["shown"][0]["texts"] == []
            assert (await teacher.press("pilih", texts=["Bukan tulisan"])).status_code == 409
            await teacher.press("pilih", texts=["Warung Mawar"])
            await ear.until(lambda state: state["shown"] and state["shown"][0]["texts"])
            await asyncio.gather(ear.close(), teacher.listener.close())

    asyncio.run(before())
    asyncio.run(after())


def test_who_is_forgotten_is_in_no_live_class(root: Path) -> None:
    mailbox = Mailbox(mailbox_url(root))
    store = LiveStore(mailbox.engine)
    one = store.open(1_000, names=False, guests=True)
    for who in ("U01", "U02"):
        store.join(one.code, who, "", 1_000)
    assert mailbox.holds("U01")
    mailbox.forget(["U01"])
    assert not mailbox.holds("U01")
    assert [member.who for member in store.whole(one.code).members] == ["U02"]
    assert "U01" not in {line[2] for line in mailbox.took_part()}
    # A class that nobody ended is ended when the next one begins.
    store.open(1_000 + 13 * 3600, names=False, guests=True)
    assert one.code not in dict(store.running())
    mailbox.close()


def test_who_took_part_is_written_once_and_nobody_who_was_forgotten(root: Path) -> None:
    lines = [("abcdef", "2026-11-20", who, "2", "3") for who in ("U03", "U04")]
    before = write_down(root, [])
    assert write_down(root, lines) == before + 2
    assert write_down(root, [*lines, ("zzzzzz", "2026-11-21", "U04", "1", "1")], {"U04"}) == (
        before + 2
    )
