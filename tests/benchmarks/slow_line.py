"""A weak mobile line as a TCP proxy: one rate for all connections, a round trip, a count of bytes.

Below HTTP, so that WebSockets, service workers and whatever the browser fetches on its own pass
through it too; the browser's own throttling misses some of these.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from types import TracebackType
from typing import Self

CHUNK = 1400
"""Bytes that go in one piece, about a packet: connections take turns after each."""


@dataclass
class Direction:
    """One direction of the line: a bucket that all connections draw from."""

    rate: float
    """Bytes a second."""
    delay: float
    """Seconds from one end to the other."""
    sent: int = 0
    """Bytes put on the line so far."""
    arrived: int = 0
    """Bytes that came out at the other end so far."""
    _free_at: float = 0.0

    def put(self, size: int) -> float:
        """Queue ``size`` bytes behind all others; return the loop time when the last has left."""
        self._free_at = max(asyncio.get_running_loop().time(), self._free_at) + size / self.rate
        self.sent += size
        return self._free_at


class SlowLine:
    """A proxy on a free local port (``port``) before a server on this machine.

    ``rate`` is in bytes a second each way, ``round_trip`` in seconds: half of it passes in each
    direction, and a whole one before the first byte of a new connection, as TCP's handshake takes.
    Not imitated: slow start, loss, TLS, name look-up, packet headers.
    """

    def __init__(self, server_port: int, *, rate: float, round_trip: float) -> None:
        self._server_port, self._round_trip = server_port, round_trip
        self.up = Direction(rate, round_trip / 2)
        self.down = Direction(rate, round_trip / 2)
        self.connections = 0
        self.cuts = 0
        self._is_cut = False
        self._carried: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._server.close()
        for task in self._carried:
            task.cancel()
        await asyncio.gather(*self._carried, return_exceptions=True)
        await self._server.wait_closed()

    def cut(self) -> None:
        """Let the line be dead, for connections under way and new ones, until it is mended."""
        self.cuts += not self._is_cut
        self._is_cut = True
        for task in self._carried:
            task.cancel()

    def mend(self) -> None:
        """Let the line carry again."""
        self._is_cut = False

    @property
    def received(self) -> int:
        """Bytes that reached the phone."""
        return self.down.arrived

    @property
    def sent(self) -> int:
        """Bytes that left the phone."""
        return self.up.sent

    async def quiet(self, seconds: float, *, at_most: float) -> bool:
        """Wait until nothing moved for ``seconds``; False when ``at_most`` seconds pass before."""
        loop = asyncio.get_running_loop()
        end, still_since, known = loop.time() + at_most, loop.time(), -1
        while loop.time() - still_since < seconds:
            if loop.time() > end:
                return False
            moved = self.up.sent + self.up.arrived + self.down.sent + self.down.arrived
            if moved != known:
                known, still_since = moved, loop.time()
            await asyncio.sleep(0.05)
        return True

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._is_cut:
            writer.close()
            return
        task = asyncio.create_task(self._carry(reader, writer))
        self._carried.add(task)
        task.add_done_callback(self._carried.discard)

    async def _carry(self, phone: asyncio.StreamReader, to_phone: asyncio.StreamWriter) -> None:
        self.connections += 1
        writers = [to_phone]
        try:
            server, to_server = await asyncio.open_connection("127.0.0.1", self._server_port)
            writers.append(to_server)
            await asyncio.sleep(self._round_trip)
            async with asyncio.TaskGroup() as both:
                both.create_task(_pump(phone, to_server, self.up))
                both.create_task(_pump(server, to_phone, self.down))
        except* OSError:
            pass  # one end is gone, as on any line: the other end is told by closing
        finally:
            for writer in writers:
                writer.close()


async def _pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter, way: Direction) -> None:
    """Carry one connection's bytes in one direction until ``source`` has no more."""
    loop = asyncio.get_running_loop()
    under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
    async with asyncio.TaskGroup() as group:
        group.create_task(_deliver(under_way, sink, way))
        while data := await source.read(CHUNK):
            left = way.put(len(data))
            under_way.put_nowait((left + way.delay, data))
            # Half a packet early: what waits behind this one is then at hand when the line is free.
            await asyncio.sleep(left - 0.5 * CHUNK / way.rate - loop.time())
        under_way.put_nowait((loop.time() + way.delay, b""))


async def _deliver(
    under_way: asyncio.Queue[tuple[float, bytes]], sink: asyncio.StreamWriter, way: Direction
) -> None:
    while True:
        arrives, data = await under_way.get()
        await asyncio.sleep(arrives - asyncio.get_running_loop().time())
        if not data:
            sink.write_eof()
            return
        way.arrived += len(data)
        sink.write(data)
        await sink.drain()
