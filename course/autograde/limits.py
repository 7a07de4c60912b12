"""Bounds on what grading one submission may cost."""

from __future__ import annotations

import faulthandler
import gc
import math
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from multiprocessing import connection, parent_process
from types import FrameType
from typing import Self

SECONDS = 20.0
"""Wall clock for one submission; an ordinary one takes a few milliseconds."""
_RINGS = 0.5
"""Seconds between two alarms."""
MEMORY = 3 * 1024**3
"""Bytes of address space of a worker."""


class OutOfTimeError(BaseException):
    """One submission took too long.

    Not an Exception: a checker's own ``except`` must not swallow it.
    """


class Clock:
    """Bounds each of many submissions by one alarm that rings again and again: use as a context.

    What hears no alarm (a long call into C) ends the process after a second more of its own time.
    Where there are no alarms (Windows, and the threads of a Dask worker) the process ends at once
    after ``seconds``. The pool then finds out which submission it was.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds, self._until = seconds, math.inf
        self._rings = hasattr(signal, "setitimer") and (
            threading.current_thread() is threading.main_thread()
        )

    def __enter__(self) -> Self:
        if self._rings:
            every = min(self._seconds, _RINGS)
            self._before = signal.signal(signal.SIGALRM, self._ring)
            signal.setitimer(signal.ITIMER_REAL, every, every)
            self._wait_for_a_ring()
        return self

    def __exit__(self, *_: object) -> None:
        if self._rings:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGALRM, self._before)

    @contextmanager
    def one(self) -> Iterator[None]:
        """Raise OutOfTimeError inside the block when it takes longer than the seconds."""
        if not self._rings:
            faulthandler.dump_traceback_later(self._seconds, exit=True)
        self._until = time.monotonic() + self._seconds
        try:
            yield
        finally:
            self._until = math.inf
            if not self._rings:
                faulthandler.cancel_dump_traceback_later()

    def _wait_for_a_ring(self) -> None:
        signal.setitimer(signal.ITIMER_PROF, self._seconds + 1)  # nobody handles it: it kills

    def _ring(self, _number: int, _frame: FrameType | None) -> None:
        self._wait_for_a_ring()
        if time.monotonic() >= self._until:
            self._until = math.inf  # once
            raise OutOfTimeError


PRELOADED = ("course.criteria", "course.autograde.pool")
"""What every worker needs: what each lesson's criteria begin with, and its own work."""


def set_up_worker() -> None:
    """Make this a worker: bounded, ready to grade, and ending with the process that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the one who started us
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # a worker is one of many
    threading.Thread(target=_end_with_parent, daemon=True).start()
    limit_memory()
    for name in PRELOADED:
        import_module(name)
    # What is loaded now stays: looking through it for garbage would cost a tenth of the time.
    gc.freeze()
    gc.set_threshold(50_000)


def _end_with_parent() -> None:
    # Killed with -9, it cannot tell its workers to stop; they would wait for work for ever.
    if parent := parent_process():
        connection.wait([parent.sentinel])
        os._exit(1)


def limit_memory(size: int = MEMORY) -> None:
    """Let this process fail with MemoryError before the machine does (not on Windows)."""
    try:
        import resource  # noqa: PLC0415  POSIX only
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    allowed = size if hard == resource.RLIM_INFINITY else min(size, hard)
    resource.setrlimit(resource.RLIMIT_AS, (allowed, hard))
