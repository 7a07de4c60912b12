"""Bounds on what grading one submission may cost."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
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
def time_limit(seconds: float = SECONDS) -> Iterator[None]:
    """Raise OutOfTimeError inside the block after ``seconds``.

    On Windows, and outside a process's main thread, there is no such alarm; there the bounds on
    the size of the answers must do.
    """
    if not hasattr(signal, "setitimer"):
        yield
        return
    try:
        before = signal.signal(signal.SIGALRM, _ring)
    except ValueError:  # not the main thread
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise OutOfTimeError


def limit_memory(size: int = MEMORY) -> None:
    """Let this process fail with MemoryError before the machine does (not on Windows)."""
    try:
        import resource  # noqa: PLC0415  POSIX only
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    allowed = size if hard == resource.RLIM_INFINITY else min(size, hard)
    resource.setrlimit(resource.RLIMIT_AS, (allowed, hard))
