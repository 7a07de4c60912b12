"""Bounds on what grading one submission may cost."""

from __future__ import annotations

import faulthandler
import gc
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from multiprocessing import connection, parent_process
from types import FrameType

SECONDS = 20.0
"""Wall clock for one submission; an ordinary one takes a few milliseconds."""
MEMORY = 3 * 1024**3
"""Bytes of address space of a worker."""


class OutOfTimeError(BaseException):
    """One submission took too long.

    Not an Exception: a checker's own ``except`` must not swallow it.
    """


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise OutOfTimeError inside the block after ``seconds``.

    What hears no alarm (a long call into C) ends the process after a second more of its own time.
    Where there are no alarms (Windows, and the threads of a Dask worker) the process ends at once
    after ``seconds``. The pool then finds out which submission it was.
    """
    if hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
        before = signal.signal(signal.SIGALRM, _ring)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        signal.setitimer(signal.ITIMER_PROF, seconds + 1)  # nobody handles it: it kills
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGALRM, before)
        return
    faulthandler.dump_traceback_later(seconds, exit=True)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise OutOfTimeError


def set_up_worker() -> None:
    """Make this a worker: bounded, ready to grade, and ending with the process that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the one who started us
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # a worker is one of many
    threading.Thread(target=_end_with_parent, daemon=True).start()
    limit_memory()
    import_module("course.criteria")  # what every lesson's criteria begin with
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
