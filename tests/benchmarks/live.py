"""Three hundred phones answer for two minutes, over HTTP, to a service of two processes.

PYTHONPATH=.:tests:tests/autograde python tests/benchmarks/live.py            # two minutes, PostgreSQL
... live.py --kill                  # a receiving process dies (kill -9) every ten seconds
... live.py --cut                   # one request in five is cut in the middle, or after it was sent
... live.py --seconds 20 --phones 50 --sqlite

A tap is an answer more: the whole answer file goes to ``jawaban``, until it is acknowledged. Where
the service holds live classes, a question is asked every twelve seconds and everybody answers it;
the instructor's window (server-sent events) says when the answer is on the screen. In the end what
was acknowledged is held against what the inbox kept, byte for byte one each.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gzip
import json
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import psutil
from conftest import REPOSITORY
from received import lay_receiving_class
from test_postgresql import postgresql

from course import lessons
from course.exercises.answers import Answers, dump, id_of
from course.files import Places
from course.inbox.collect import file_what_waits
from course.inbox.mailbox.key import class_key, make_key
from course.inbox.submitted import submission

LESSON = "m3-foto-katalog"
ROUND = 12.0
FIRST_WAIT, LONGEST_WAIT = 0.2, 3.0


@contextlib.contextmanager
def service(root: Path, database: str, processes: int) -> Iterator[tuple[str, psutil.Process]]:
    """Start ``course receive``; yield its address and its first process."""
    words = [sys.executable, "-m", "course", "receive", "--port", "0", "--processes",
             str(processes), "--site", "https://kelas.example/"]  # fmt: skip
    words += ["--database", database] if database else []
    with (root / "service.log").open("wb") as log, subprocess.Popen(
        words, cwd=root, stdout=subprocess.PIPE, stderr=log
    ) as process:  # fmt: skip
        assert process.stdout is not None
        found = re.search(rb"http://\S+/", process.stdout.readline())
        assert found, (root / "service.log").read_text()
        address = found[0].decode()
        for _ in range(200):
            with contextlib.suppress(httpx.TransportError):
                if httpx.get(f"{address}halo", timeout=5).status_code == 200:
                    break
            time.sleep(0.1)
        yield address, psutil.Process(process.pid)
        process.send_signal(signal.SIGTERM)
        process.wait(60)


@dataclass
class Run:
    """What all phones share, and what is measured."""

    address: str
    end: float
    every: float
    cut: bool
    items: dict[str, tuple[str, str, str]]
    """By exercise: the field, a value, and the item's id."""
    taps: list[float] = field(default_factory=list)
    """Seconds from a tap to its acknowledgement, all tries together."""
    acknowledged: dict[str, set[str]] = field(default_factory=dict)
    entries: dict[str, dict[str, str]] = field(default_factory=dict)
    requests: int = 0
    again: int = 0
    refused: dict[int, int] = field(default_factory=dict)
    live: str = ""
    place: int = -1
    told: dict[tuple[int, str], float] = field(default_factory=dict)
    """When each answered each question."""
    shown: dict[tuple[int, str], float] = field(default_factory=dict)

    def asked(self, place: int) -> tuple[str, str, str]:
        """What a live class is asked in its turn: exercise, field, and an answer."""
        exercise, (name, value, _) = list(self.items.items())[place % len(self.items)]
        return exercise, name, value

    @property
    def port(self) -> int:
        return int(self.address.rsplit(":", 1)[1].strip("/"))


async def phone(number: int, run: Run) -> None:
    """Tap, send until it is acknowledged, wait, tap again."""
    code = f"U{number:03}"
    net = f"10.{number // 200}.{number % 200}.7"
    entries: dict[str, Any] = {}
    order = list(run.items)
    random.shuffle(order)
    async with httpx.AsyncClient(
        base_url=run.address, headers={"X-Forwarded-For": net}, verify=False, timeout=10
    ) as client:
        key, last = "", -1
        await asyncio.sleep(random.random() * run.every)
        tap = 0
        while time.monotonic() < run.end:
            began = time.monotonic()
            exercise = order[tap % len(order)]
            tap += 1
            key_, value, item = run.items[exercise]
            at = datetime.now(UTC).isoformat()
            entries[exercise] = {"value": {key_: value}, "at": at, "tries": tap, "item": item}
            said = {"version": 1, "course": "kelas-umkm", "lesson": LESSON, "participant": code,
                    "token": f"t{number:03}", "class_id": "contoh-2026", "answers": entries}  # fmt: skip
            body = gzip.compress(json.dumps(said).encode())
            reply = await sent(client, run, "jawaban", body, packed=True)
            run.taps.append(time.monotonic() - began)
            if reply is not None:
                run.acknowledged.setdefault(code, set()).add(reply["id"])
                run.entries[code] = {name: entry["at"] for name, entry in entries.items()}
            if run.live and run.place > last:
                last, at_once = run.place, time.monotonic()
                if not key:
                    who = {"participant": code, "token": f"t{number:03}"}
                    joined = await sent(
                        client, run, f"langsung/{run.live}/masuk", json.dumps(who).encode()
                    )
                    key = joined["key"] if joined else ""
                    at_once = time.monotonic()
                answer = {"key": key, "place": last, "value": run.asked(last)[2]}
                run.told[last, code] = at_once
                if not await sent(
                    client, run, f"langsung/{run.live}/jawab", json.dumps(answer).encode()
                ):
                    del run.told[last, code]
            await asyncio.sleep(random.expovariate(1 / run.every))


async def sent(
    client: httpx.AsyncClient, run: Run, path: str, body: bytes, *, packed: bool = False
) -> Any:
    """Send until it is acknowledged, as a phone does; None where it was refused for good."""
    headers = {"Content-Type": "application/json"} | (
        {"Content-Encoding": "gzip"} if packed else {}
    )
    wait = FIRST_WAIT
    while True:
        run.requests += 1
        if run.cut and packed and random.random() < 0.2:
            await cut(run, path, body, str(client.headers["X-Forwarded-For"]))
            status: int = 0
        else:
            try:
                reply = await client.post(path, content=body, headers=headers)
                status = reply.status_code
            except httpx.TransportError:
                status = 0
        if status == 200:
            return reply.json()
        run.refused[status] = run.refused.get(status, 0) + 1
        if status in {400, 403, 404, 409, 413, 415, 422}:
            return None
        run.again += 1
        await asyncio.sleep(wait * (0.5 + random.random()))
        wait = min(wait * 2, LONGEST_WAIT)


async def cut(run: Run, path: str, body: bytes, net: str) -> None:
    """Send a request by hand and close the line in its middle, or before it is answered."""
    with contextlib.suppress(OSError):
        _, writer = await asyncio.open_connection("127.0.0.1", run.port)
        head = (
            f"POST /{path} HTTP/1.1\r\nHost: kelas\r\nX-Forwarded-For: {net}\r\n"
            f"Content-Type: application/json\r\nContent-Encoding: gzip\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        ).encode()
        whole = head + body
        writer.write(whole if random.random() < 0.5 else whole[: random.randrange(len(whole))])
        await writer.drain()
        await asyncio.sleep(0.02)
        writer.transport.abort()


@dataclass
class Screen:
    """The instructor's window of a live class."""

    client: httpx.AsyncClient
    run: Run
    xsrf: str = ""
    version: int = 0
    came: asyncio.Event = field(default_factory=asyncio.Event)

    async def open(self, root: Path) -> None:
        """Show the class's key, and open a class."""
        await self.client.post("langsung/pengajar", data={"kunci": class_key(root)})
        page = (await self.client.get("langsung/pengajar")).text
        self.xsrf = page.partition('name="xsrf" value="')[2].partition('"')[0]
        opened = await self.client.post("langsung/pengajar", data={"xsrf": self.xsrf})
        self.run.live = opened.headers["Location"].partition("/")[0]

    async def press(self, word: str, **values: Any) -> None:
        """Press until it is done, also over a restart of the service."""
        path, headers = f"langsung/{self.run.live}/perintah", {"X-XSRFToken": self.xsrf}
        for _ in range(20):
            said = {"press": word, "version": self.version, **values}
            with contextlib.suppress(httpx.TransportError):
                done = await self.client.post(path, json=said, headers=headers)
                if done.status_code == 200 and done.json()["done"]:
                    return
            await asyncio.sleep(0.3)

    async def watch(self) -> None:
        """Hear how the class stands; a line that was cut is opened again."""
        while True:
            with contextlib.suppress(httpx.TransportError):
                await self._hear()
            await asyncio.sleep(0.2)

    async def _hear(self) -> None:
        async with self.client.stream("GET", f"langsung/{self.run.live}/pantau") as answer:
            async for line in answer.aiter_lines():
                if line.startswith("data: {"):
                    self._seen(json.loads(line[6:]))

    def _seen(self, state: dict[str, Any]) -> None:
        now, place = time.monotonic(), (state["round"] or {}).get("place", -1)
        self.version = state["version"]
        self.came.set()
        for one in state["people"]:
            if one["state"] == "answered":
                self.run.shown.setdefault((place, one["who"]), now)


async def screen(run: Run, root: Path) -> None:
    """Hold a live class, where the service can: a question every few seconds."""
    async with httpx.AsyncClient(base_url=run.address, verify=False, timeout=20) as client:
        if (await client.get("langsung/pengajar")).status_code != 200:
            return
        own = Screen(client, run)
        await own.open(root)
        watching = asyncio.create_task(own.watch())
        await own.came.wait()
        while time.monotonic() < run.end:
            exercise, name, _ = run.asked(run.place + 1)
            await own.press("tanya", lesson=LESSON, exercise=exercise, field=name)
            run.place += 1
            await asyncio.sleep(ROUND)
            if time.monotonic() < run.end:
                await own.press("tutup")
        await asyncio.sleep(3)
        watching.cancel()


async def killer(run: Run, parent: psutil.Process) -> int:
    """Kill a receiving process every ten seconds; return how many died."""
    killed = 0
    while time.monotonic() + 10 < run.end:
        await asyncio.sleep(10)
        if children := parent.children():
            random.choice(children).kill()
            killed += 1
    return killed


async def memory(run: Run, parent: psutil.Process) -> list[int]:
    """Return the most bytes each process held: the one that files first, then those that receive."""
    most: dict[int, int] = {}
    while time.monotonic() < run.end:
        for one in (parent, *parent.children()):
            with contextlib.suppress(psutil.NoSuchProcess):
                most[one.pid] = max(most.get(one.pid, 0), one.memory_info().rss)
        await asyncio.sleep(1)
    return [most.pop(parent.pid, 0), *sorted(most.values(), reverse=True)[:2]]


def lay(root: Path, phones: int) -> dict[str, tuple[str, str, str]]:
    """Lay a class of so many; return the exercises that a phone answers."""
    lay_receiving_class(root)
    rows = [f"U{n:03},MH04,t{n:03}" for n in range(1, phones + 1)]
    Places(root).roster.write_text("\n".join(["participant,mentor,token", *rows]) + "\n")
    make_key(root)
    found = {}
    for name, one in lessons.load(root, LESSON).definitions.items():
        field_ = one.fields[0]
        if field_.kind == "choice" and len(one.fields) == 1:
            found[name] = field_.key, next(iter(field_.options)), one.item
    return found


def percentile(values: list[float], part: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * part))] if values else float("nan")


async def played(run: Run, root: Path, parent: psutil.Process, phones: int, *, kill: bool) -> Any:
    jobs: list[Any] = [memory(run, parent), screen(run, root)]
    jobs += [killer(run, parent)] if kill else []
    jobs += [phone(number, run) for number in range(1, phones + 1)]
    return (await asyncio.gather(*jobs))[:3]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--phones", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument(
        "--every", type=float, default=8, help="seconds between two taps of one phone"
    )
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--kill", action="store_true")
    parser.add_argument("--cut", action="store_true")
    parser.add_argument("--sqlite", action="store_true")
    chosen = parser.parse_args()
    with contextlib.ExitStack() as ends:
        root = Path(ends.enter_context(tempfile.TemporaryDirectory())) / "kelas"
        items = lay(root, chosen.phones)
        url = "" if chosen.sqlite else ends.enter_context(postgresql())
        if url:
            os.environ["KELAS_MAILBOX"] = url
        with service(root, url, chosen.processes) as (address, parent):
            end = time.monotonic() + chosen.seconds
            run = Run(address, end, chosen.every, chosen.cut, items)
            held, _, killed = (*asyncio.run(
                played(run, root, parent, chosen.phones, kill=chosen.kill)), None)[:3]  # fmt: skip
        began = time.monotonic()
        file_what_waits(root)
        say(run, root, held, killed if chosen.kill else 0)
        print(f"what was left was filed in {time.monotonic() - began:.1f} s; load "
              f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")  # fmt: skip


def say(run: Run, root: Path, held: list[int], killed: int) -> None:
    """Hold what was acknowledged against what was kept and filed."""
    kept = {p.name: {f.name.split(".")[0] for f in (p / LESSON).glob("*.json")}
            for p in Places(root).kept.iterdir()}  # fmt: skip
    acknowledged = sum(map(len, run.acknowledged.values()))
    lost = sum(len(ids - kept.get(code, set())) for code, ids in run.acknowledged.items())
    doubled = same_twice(root)
    stands = 0
    for code, entries in run.entries.items():
        standing = submission(root, code, LESSON).standing
        times = {n: e.at.isoformat() for n, e in standing.answers.items()} if standing else {}
        stands += all(datetime.fromisoformat(times.get(n, "1970-01-01T00:00:00+00:00")) >=
                      datetime.fromisoformat(at) for n, at in entries.items())  # fmt: skip
    on_screen = [run.shown[one] - at for one, at in run.told.items() if one in run.shown]
    print(f"{acknowledged} sendings acknowledged, {run.requests} requests, {run.again} of them again; "
          f"{killed} processes killed; other answers {run.refused}")  # fmt: skip
    print(f"tap -> acknowledged: median {statistics.median(run.taps) * 1000:.0f} ms, "
          f"p95 {percentile(run.taps, 0.95) * 1000:.0f} ms, most {max(run.taps) * 1000:.0f} ms")  # fmt: skip
    if run.told:
        print(f"tap -> class screen: median {percentile(on_screen, 0.5):.2f} s, p95 "
              f"{percentile(on_screen, 0.95):.2f} s; {len(run.told) - len(on_screen)} of "
              f"{len(run.told)} never seen")  # fmt: skip
    print(
        f"lost {lost}, doubled {doubled}; the newest answers stand of {stands} of {len(run.entries)}"
    )
    print(
        "memory: " + ", ".join(f"{size / 1e6:.0f} MB" for size in held) + " (files, receive, ...)"
    )


def same_twice(root: Path) -> int:
    """Return how many kept sendings say what another one of the same person says."""
    doubled = 0
    for folder in Places(root).kept.glob(f"*/{LESSON}"):
        found = [Answers.model_validate_json(path.read_bytes()) for path in folder.glob("*.json")]
        doubled += len(found) - len({dump(one) for one in found})
        assert all(id_of(one) in {p.stem for p in folder.glob("*.json")} for one in found)
    return doubled


if __name__ == "__main__":
    assert REPOSITORY.is_dir()
    main()
