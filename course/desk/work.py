"""Work that a button began: one piece at a time in a class, in a process that can be stopped.

A room's functions may be killed at any moment and run again, so to stop a piece of work is to
kill its process. It goes on when the browser is closed. What was going on when the machine
stopped is said on the next opening: ``kelas/log/desk.json`` holds the work's title and how it
ended, never what it said, as that may hold names.
"""

from __future__ import annotations

import datetime as dt
import json
import multiprocessing
import os
import shutil
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course import CourseError
from course.cli import to_mend, unforeseen
from course.desk.wording import for_the_desk
from course.files import KELAS, Places, at_work, write_atomically

if TYPE_CHECKING:
    from filelock import BaseFileLock

    from course.desk.page import Action, Form

RUNNING, DONE, REFUSED, FAILED, STOPPED = "running", "done", "refused", "failed", "stopped"
"""How a piece of work stands: at it; fine; some input was refused; could not; stopped by a press
or by the machine."""
FINE, LOOK, WRONG = "✓", "!", "✗"


@dataclass(frozen=True)
class State:
    """A piece of work as a page shows it."""

    title: str
    state: str = RUNNING
    begun: str = ""
    """When, ``08:15``."""
    doing: str = ""
    """What is counted just now, ``Menilai jawaban``."""
    done: int = 0
    total: int = 0
    """Of how many; 0 where it cannot be told."""
    lines: tuple[tuple[str, str], ...] = ()
    """(✓, ! or ✗; a sentence)."""
    go: str = ""
    """Where to go next, an address below the class's; "" to stay."""
    path: str = ""
    """Which button it was, ``pelajaran/rilis``."""
    ask: str = ""
    """What the button that does it all the same is called; "" where nothing is asked."""
    values: tuple[tuple[str, str], ...] = ()
    """What that button sends."""
    fields: tuple[tuple[str, str], ...] = ()
    """(a field of the form that was sent; what is wrong with it)."""

    def as_json(self) -> dict[str, Any]:
        """Return the state as a page's script reads it."""
        return {**vars(self), "lines": [list(line) for line in self.lines]}

    @property
    def is_at_work(self) -> bool:
        """Whether it still goes on."""
        return self.state == RUNNING


class Work:
    """Where a piece of work says what it does. Its lines are sentences for an instructor."""

    def __init__(self, state: State, tell: Callable[[State], object]) -> None:
        self.state, self._tell = state, tell

    def _now(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self._tell(self.state)

    def say(self, sentence: str, mark: str = FINE) -> None:
        """Say what was done (``FINE``), needs a look (``LOOK``) or was refused (``WRONG``)."""
        self._now(lines=(*self.state.lines, (mark, for_the_desk(sentence))))

    def wrong(self, sentence: str, fields: Iterable[str] = ()) -> None:
        """Say what was refused, also at the fields of the form that it is about."""
        self.say(sentence, WRONG)
        words = self.state.lines[-1][1]
        self._now(fields=(*self.state.fields, *((name, words) for name in fields)))

    def look(self, sentences: Iterable[str]) -> None:
        """Say what needs a look, a sentence a line."""
        for sentence in sentences:
            self.say(sentence, LOOK)

    def ask(self, label: str, **values: str) -> None:
        """Stop here and offer a button that presses the same again with these values, ``ya="1"``.

        Say before what it would do.
        """
        self._now(ask=label, values=tuple(values.items()))

    def go(self, address: str) -> None:
        """Send the person to another page of the class when all is done, ``hasil``."""
        self._now(go=address)

    def bar(self, title: str, items: Sequence[Any]) -> Iterable[Any]:
        """Return ``items`` and show how many have been taken (as ``course.bars.bar``)."""
        self._now(doing=title, done=0, total=len(items))
        for number, item in enumerate(items, start=1):
            yield item
            self._now(done=number)

    def counter(self, title: str) -> Callable[[int], Callable[[int], object]]:
        """Return a bar for work done in any order (as ``course.bars.counter``)."""

        def of(total: int) -> Callable[[int], object]:
            self._now(doing=title, done=0, total=total)
            return lambda more: self._now(done=self.state.done + more)

        return of


class BusyError(CourseError):
    """Another piece of work is still going on in this class."""


@dataclass
class _Running:
    """A class's piece of work, here in the server."""

    state: State
    process: multiprocessing.process.BaseProcess
    lock: BaseFileLock
    changed: threading.Condition = field(default_factory=threading.Condition)

    def take(self, state: State) -> None:
        with self.changed:
            self.state = state
            self.changed.notify_all()


def busy(state: State) -> str:
    """Return why nothing can begin now."""
    return _BUSY.format(state.title)


_BUSY = "{} masih berjalan di kelas ini. Tunggu sampai selesai, lalu tekan tombol ini sekali lagi."


class Works:
    """The pieces of work of a server, one a class at a time."""

    def __init__(self) -> None:
        self._running: dict[Path, _Running] = {}
        self._starting = threading.Lock()

    def start(self, root: Path, action: Action, form: Form, path: str) -> State:
        """Begin; return at once. ``path`` names the button.

        Raises BusyError while anything else goes on in the class.
        """
        from filelock import FileLock, Timeout  # noqa: PLC0415

        lock = FileLock(root / KELAS / ".desk.lock", thread_local=False)
        with self._starting:
            now = self.state(root)
            if now and now.is_at_work:
                raise BusyError(busy(now))
            (root / KELAS).mkdir(exist_ok=True)
            try:
                lock.acquire(timeout=0)
            except Timeout as error:
                raise BusyError(_BUSY.format("Pekerjaan di jendela lain")) from error
            begun = dt.datetime.now().astimezone().strftime("%H:%M")
            running = self._begin(
                root, action, form, State(action.doing, begun=begun, path=path), lock
            )
            self._running[root] = running
            return running.state

    def _begin(
        self, root: Path, action: Action, form: Form, state: State, lock: BaseFileLock
    ) -> _Running:
        context = _context()
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=_work, args=(theirs, root, action, form, state))
        running = _Running(state, process, lock)
        pipes = (ours, theirs)
        threading.Thread(target=_follow, args=(running, pipes, root, form), daemon=True).start()
        return running

    def state(self, root: Path) -> State | None:
        """Return how the class's last piece of work stands; None where there was none."""
        running = self._running.get(root)
        return running.state if running else _remembered(root)

    def stop(self, root: Path) -> None:
        """Stop what goes on. What is finished stays; the same press begins again where it was."""
        running = self._running.get(root)
        if running and running.state.is_at_work and running.process.pid:
            _kill(running.process)

    def forget(self, root: Path) -> None:
        """Take the last piece of work off the page, once it has been read."""
        running = self._running.get(root)
        if not running or not running.state.is_at_work:
            self._running.pop(root, None)
            (Places(root).log / _FILE).unlink(missing_ok=True)

    def wait(self, root: Path, seen: State | None, seconds: float) -> State | None:
        """Return the state as soon as it differs from ``seen``, or after ``seconds``."""
        running = self._running.get(root)
        if not running:
            return self.state(root)
        with running.changed:
            running.changed.wait_for(lambda: running.state is not seen, seconds)
            return running.state


@cache
def _context() -> Any:
    """Return how processes begin: from one that has loaded the rooms, where the system can.

    Not from the server itself: it has threads.
    """
    if os.name != "posix":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["course.desk.rooms", "course.cli"])
    return context


def prepare() -> None:
    """Load the rooms into the process from which work begins, while the first page is read."""
    if os.name == "posix":
        _context()
        forkserver.ensure_running()


def _kill(process: multiprocessing.process.BaseProcess) -> None:
    """Kill a process and those that it has started."""
    import psutil  # noqa: PLC0415

    with suppress(psutil.Error):
        one = psutil.Process(process.pid)
        for each in (*one.children(recursive=True), one):
            with suppress(psutil.Error):
                each.kill()


def _follow(
    running: _Running, pipes: tuple[Connection, Connection], root: Path, form: Form
) -> None:
    """Start the process, and take what it tells until it ends, in a thread of the server."""
    (ours, theirs), last = pipes, running.state
    with suppress(EOFError, OSError):
        running.process.start()
        theirs.close()
        while last.is_at_work:
            running.take(last)
            last = ours.recv()
    if last.is_at_work:
        if running.process.pid:
            running.process.join()
        last = _stopped(last)
        _remember(root, last)
    for _, path in form.files:
        shutil.rmtree(path.parent, ignore_errors=True)
    # Before the page hears of it: the next press comes at once.
    running.lock.release()
    running.take(last)
    if running.process.pid:
        running.process.join()


def _stopped(state: State) -> State:
    line = "Terhenti sebelum selesai. Yang sudah jadi tetap ada; tekan tombol yang sama lagi."
    return replace(state, state=STOPPED, lines=(*state.lines, (LOOK, line)))


def _work(pipe: Connection, root: Path, action: Action, form: Form, state: State) -> None:
    """Do one piece of work, in a process of its own."""

    def tell(now: State) -> None:
        with suppress(OSError):  # the server has gone; the work goes on
            pipe.send(now)

    os.chdir(root)
    _remember(root, state)
    work = Work(state, tell)
    try:
        with at_work(root):
            action.run(root, form, work)
        marks = {mark for mark, _ in work.state.lines}
        ended = FAILED if marks == {WRONG} else REFUSED if WRONG in marks else DONE
    except Exception as error:  # noqa: BLE001  whatever goes wrong is a sentence
        work.say(to_mend(error) or unforeseen(error, action.doing), WRONG)
        ended = FAILED
    end = replace(work.state, state=ended)
    _remember(root, end)
    tell(end)


_FILE = "desk.json"


def _remember(root: Path, state: State) -> None:
    """Write down how the work stands, without a word of what it said."""
    known = {"title": state.title, "state": state.state, "begun": state.begun}
    with suppress(OSError):
        write_atomically(Places(root).log / _FILE, json.dumps(known).encode())


def _remembered(root: Path) -> State | None:
    """Return work of another server, or of one that the machine stopped."""
    from filelock import FileLock, Timeout  # noqa: PLC0415

    try:
        known = json.loads((Places(root).log / _FILE).read_bytes())
        state = State(str(known["title"]), str(known["state"]), str(known["begun"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if not state.is_at_work:
        return None
    try:
        with FileLock(root / KELAS / ".desk.lock", timeout=0):
            return _stopped(state)
    except Timeout:
        return state  # another window's
    except OSError:
        return _stopped(state)
