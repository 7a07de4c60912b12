"""The benchmark's slow line: what it costs in time, and that it harms and hides no byte."""

from __future__ import annotations

import asyncio
import importlib.util
import random
import sys
import time
from collections.abc import Awaitable, Callable

import pytest
from conftest import REPOSITORY

spec = importlib.util.spec_from_file_location(
    "slow_line", REPOSITORY / "tests/benchmarks/slow_line.py"
)
assert spec is not None
assert spec.loader is not None
slow_line = importlib.util.module_from_spec(spec)
sys.modules["slow_line"] = slow_line
spec.loader.exec_module(slow_line)

RATE = 200_000
TRIP = 0.1
# A busy machine may be late by this much; it can never be early.
LATE = 20.0
Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def through(handler: Handler, visit: Callable[[object], Awaitable[None]], **kw: float) -> None:
    """Run ``visit`` with a line before a server that answers with ``handler``."""

    async def run() -> None:
        async def served(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await handler(reader, writer)
            writer.close()
            await writer.wait_closed()

        server = await asyncio.start_server(served, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        settings = {"rate": RATE, "round_trip": TRIP, **kw}
        async with server, slow_line.SlowLine(port, **settings) as line:
            await asyncio.wait_for(visit(line), 30)
        assert not line._carried

    asyncio.run(run())


async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65_536):
        writer.write(data)
        await writer.drain()


def sends(size: int) -> Handler:
    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(bytes(size))
        await writer.drain()

    return handler


async def connect(line: object) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    return await asyncio.open_connection("127.0.0.1", line.port)


async def asked(line: object, question: bytes = b"?") -> bytes:
    """Send a question, read to the end."""
    reader, writer = await connect(line)
    writer.write(question)
    answer = await reader.read()
    writer.close()
    return answer


def test_a_new_connection_costs_a_round_trip_and_so_does_every_question() -> None:
    async def visit(line: object) -> None:
        reader, writer = await connect(line)
        for least in (2 * TRIP, TRIP):
            began = time.perf_counter()
            writer.write(b"?")
            assert await reader.read(1) == b"?"
            assert least <= time.perf_counter() - began < least + LATE
        writer.close()

    through(echo, visit)


@pytest.mark.parametrize("connections", [1, 4])
def test_all_connections_share_one_rate(connections: int) -> None:
    size = 80_000 // connections

    async def visit(line: object) -> None:
        began = time.perf_counter()
        answers = await asyncio.gather(*[asked(line) for _ in range(connections)])
        least = 2 * TRIP + 80_000 / RATE
        assert least <= time.perf_counter() - began < least + LATE
        assert [len(answer) for answer in answers] == [size] * connections
        assert line.connections == connections

    through(sends(size), visit)


@pytest.mark.long
def test_connections_take_turns() -> None:
    """Does a small file wait for a big one that was asked for first?"""

    async def visit(line: object) -> None:
        big = asyncio.create_task(asked(line))
        await asyncio.sleep(3 * TRIP)
        reader, writer = await connect(line)
        writer.write(b"?")
        await reader.readexactly(5_000)
        assert not big.done()
        writer.close()
        await big

    through(sends(300_000), visit)


def test_the_way_up_does_not_wait_for_the_way_down() -> None:
    size = 60_000

    async def both_at_once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(bytes(size))
        await reader.readexactly(size - 1)

    async def visit(line: object) -> None:
        reader, writer = await connect(line)
        writer.write(bytes(size))
        await reader.readexactly(size // 3)
        assert 1 < line.up.arrived < size
        await reader.readexactly(size - size // 3)
        assert (line.sent, line.received) == (size, size)
        writer.close()

    through(both_at_once, visit)


def test_no_byte_is_harmed_and_a_closed_half_stays_half() -> None:
    data = random.Random(4).randbytes(150_000)

    async def whole_then_back(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(await reader.read())

    async def visit(line: object) -> None:
        reader, writer = await connect(line)
        writer.write(data)
        writer.write_eof()
        assert await reader.read() == data
        writer.close()

    through(whole_then_back, visit, rate=3_000_000)


def test_a_line_is_quiet_only_when_nothing_moves() -> None:
    async def visit(line: object) -> None:
        coming = asyncio.create_task(asked(line))
        assert not await line.quiet(0.3, at_most=0.2)
        assert await line.quiet(0.3, at_most=10)
        assert len(await coming) == 40_000

    through(sends(40_000), visit)


def test_a_server_that_is_not_there_closes_the_connection() -> None:
    async def run() -> None:
        async with slow_line.SlowLine(1, rate=RATE, round_trip=TRIP) as line:
            assert await asked(line) == b""

    asyncio.run(run())


def test_a_phone_that_hangs_up_leaves_nothing_behind() -> None:
    async def visit(line: object) -> None:
        reader, writer = await connect(line)
        writer.write(b"?")
        await reader.read(1)
        writer.transport.abort()
        await asyncio.gather(*line._carried)
        assert line.received < 400_000

    through(sends(400_000), visit)
