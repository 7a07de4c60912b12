"""Many submissions on many processes: this machine's, or a Dask cluster's."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any, Self

from course import CourseError
from course.autograde.limits import PRELOADED, Clock, set_up_worker
from course.autograde.marking import Marking, Outcome
from course.inbox.submitted import Submission

CHUNK = 50
"""Submissions a task."""
_PATIENCE = 8
"""Seconds for a cluster to answer."""


@dataclass(frozen=True)
class Task:
    """Some submissions to one lesson, for one worker."""

    marking: Marking
    staging: Path | None
    """Where the notebooks are laid down; None where only scores are asked for."""
    chunk: tuple[Submission, ...]


def grade_chunk(task: Task) -> list[Outcome]:
    """Grade some submissions in this process; a worker calls it."""
    with Clock(task.marking.seconds) as clock:
        if task.staging is None:
            return [task.marking.mark(submission, clock) for submission in task.chunk]
        # Of its own, so that a chunk which is done twice (a lost worker) never meets itself.
        staging = Path(tempfile.mkdtemp(dir=task.staging))
        outcomes = [task.marking.mark(submission, clock, staging) for submission in task.chunk]
    for outcome in outcomes:
        if outcome.staged:  # where its folder goes: workers are many, the writer is one
            with suppress(OSError):
                (task.staging.parent / outcome.submission.participant).mkdir(exist_ok=True)
    return outcomes


class Workers:
    """``jobs`` processes here (default: one a core), or those of the Dask cluster at ``scheduler``.

    Use as a context manager. Raises CourseError when the cluster cannot be used.
    """

    def __init__(self, jobs: int | None = None, scheduler: str = "") -> None:
        self._client = _client(scheduler) if scheduler else None
        self._jobs = _threads(self._client) if self._client else jobs or os.cpu_count() or 1
        self._lost = _signs_of_loss(self._client)
        self._executor = self._new(self._jobs)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._executor.shutdown()
        if self._client:
            self._client.close()

    def start(self) -> Self:
        """Start the processes now and not with the first work."""
        for future in [self._executor.submit(_wait_a_little) for _ in range(self._jobs)]:
            future.result()
        return self

    def outcomes(self, tasks: Iterable[Task]) -> Iterator[list[Outcome]]:
        """Yield the outcomes task by task, in whatever order they are done.

        No more are handed out than keep the workers busy, so that memory stays flat however slow
        the writer is. A submission that takes its worker down with it is found by grading those
        that were under way one by one; it is reported and the others go through.
        """
        running: dict[Future[list[Outcome]], Task] = {}
        for task in tasks:
            running[self._submit(task)] = task
            if len(running) >= 2 * self._jobs:
                yield from self._done(running)
        while running:
            yield from self._done(running)

    def _submit(self, task: Task) -> Future[list[Outcome]]:
        try:
            return self._executor.submit(grade_chunk, task)
        except BrokenExecutor:
            self._executor.shutdown()
            self._executor = self._new(self._jobs)
            return self._executor.submit(grade_chunk, task)

    def _done(self, running: dict[Future[list[Outcome]], Task]) -> Iterator[list[Outcome]]:
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            task = running.pop(future)
            try:
                outcomes = future.result()
            except self._lost:
                yield from self._alone(task)
            else:
                yield outcomes

    def _alone(self, task: Task) -> Iterator[list[Outcome]]:
        """Grade a lost task's submissions one by one, each alone in a process."""
        executor = self._new(1)
        for submission in task.chunk:
            try:
                yield executor.submit(grade_chunk, replace(task, chunk=(submission,))).result()
            except self._lost:
                reason = "menghentikan proses penilai; laporkan kepada pengelola"
                yield [Outcome(submission, f"{submission.folder}: {reason}.")]
                executor.shutdown()
                executor = self._new(1)
        executor.shutdown()

    def _new(self, jobs: int) -> Executor:
        if self._client:
            executor: Executor = self._client.get_executor(pure=False)
            return executor
        return ProcessPoolExecutor(jobs, _clean_processes(), initializer=set_up_worker)


def _clean_processes() -> BaseContext:
    """Return how processes are begun that hold nothing of this one's memory.

    A fork server has loaded once what every worker needs; Windows has none.
    """
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    server = get_context("forkserver")
    server.set_forkserver_preload([*PRELOADED])
    return server


def _wait_a_little() -> None:
    time.sleep(0.2)  # so that each of the others starts a process of its own


def _client(scheduler: str) -> Any:
    try:
        from distributed import Client  # noqa: PLC0415  only with a cluster
    except ImportError:
        how = "pip install 'kelas-umkm[cluster]'"
        raise CourseError(f"Dask belum terpasang. Jalankan: {how}") from None
    try:
        return Client(scheduler, timeout=_PATIENCE)
    except (OSError, ValueError) as error:
        raise CourseError(
            f"{scheduler}: kluster Dask tidak menjawab. Periksa alamatnya."
        ) from error


def _threads(client: Any) -> int:
    """Return how many workers a cluster has; each must grade one submission at a time."""
    threads = client.nthreads().values()
    if any(count > 1 for count in threads):
        raise CourseError("Jalankan setiap pekerja kluster dengan satu utas: --nthreads 1.")
    return max(len(threads), 2)


def _signs_of_loss(client: Any) -> tuple[type[BaseException], ...]:
    if not client:
        return (BrokenExecutor, MemoryError)
    from distributed import KilledWorker  # noqa: PLC0415  only with a cluster

    return (KilledWorker, MemoryError)
