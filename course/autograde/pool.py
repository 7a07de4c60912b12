"""Many submissions on many processes: this machine's, or a Dask cluster's."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from course import lessons
from course.autograde.limits import limit_memory
from course.autograde.marking import Marking, Outcome
from course.autograde.submissions import Submission

CHUNK = 50
"""Submissions a task; a chunk is also the batch of one transaction."""


@dataclass(frozen=True)
class Task:
    """What a worker must know besides the submissions."""

    root: Path
    staging: Path
    releases: Mapping[str, str]
    """Digest of each lesson's release."""


def grade_chunk(task: Task, chunk: Sequence[Submission]) -> list[Outcome]:
    """Grade some submissions in this process; a worker calls it."""
    # Of its own, so that a chunk which is done twice (a lost worker) never meets itself.
    staging = Path(tempfile.mkdtemp(dir=task.staging))
    return [_marking(task, s.lesson).mark(s, staging) for s in chunk]


def _marking(task: Task, lesson: str) -> Marking:
    return _prepared(task.root, lesson, task.releases[lesson])


@cache
def _prepared(root: Path, lesson: str, release: str) -> Marking:
    """Prepare a lesson once a worker."""
    return Marking(root, lessons.load(root, lesson), release)


def outcomes(
    task: Task, waiting: list[Submission], jobs: int, scheduler: str
) -> Iterator[list[Outcome]]:
    """Yield the outcomes chunk by chunk, in whatever order they are done.

    A submission that takes its worker down with it is found by grading its chunk one by one; it
    is reported and the others go through.
    """
    chunks = [waiting[start : start + CHUNK] for start in range(0, len(waiting), CHUNK)]
    lost: list[Submission] = []
    with _executor(jobs, scheduler) as executor:
        futures = {executor.submit(grade_chunk, task, chunk): chunk for chunk in chunks}
        yield from _completed(futures, lost)
    for submission in lost:
        again: list[Submission] = []
        with _executor(1, scheduler) as executor:
            yield from _completed(
                {executor.submit(grade_chunk, task, [submission]): [submission]}, again
            )
        if again:
            reason = "menghentikan proses penilai; laporkan kepada pengelola"
            yield [Outcome(submission, f"{submission.folder}: {reason}.")]


def _completed(
    futures: dict[Future[list[Outcome]], list[Submission]], lost: list[Submission]
) -> Iterator[list[Outcome]]:
    for future in as_completed(futures):
        chunk = futures.pop(future)  # the outcome is not kept: memory stays flat
        try:
            yield future.result()
        except (BrokenProcessPool, MemoryError):
            lost += chunk


def _executor(jobs: int, scheduler: str) -> AbstractContextManager[Executor]:
    if scheduler:
        return _cluster(scheduler)
    # spawn: the same on every system, and no copy of this process's memory.
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=limit_memory)


@contextmanager
def _cluster(scheduler: str) -> Iterator[Executor]:
    from distributed import Client  # noqa: PLC0415  only with a cluster

    with Client(scheduler) as client, client.get_executor() as executor:
        yield executor
