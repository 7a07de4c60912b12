"""From the mailbox into the inbox, every few seconds, beside whatever else is running."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from types import TracebackType

from course import CourseError
from course.cli import unforeseen
from course.inbox.collect import file_what_waits
from course.receiver.handlers import LOG

_NICE = 10


class Filing:
    """A thread that files what comes for as long as it is entered; a service's copy files nothing.

    Several processes may do so at once: the class's lock lets one at a time.
    """

    def __init__(self, root: Path, *, each: float) -> None:
        """``each``: seconds between two looks."""
        self._root, self._each = root, each
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._work, name="filing", daemon=True)

    def start(self) -> None:
        """Begin; it ends with the process."""
        self._thread.start()

    def __enter__(self) -> None:
        self.start()

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _at: TracebackType | None,
    ) -> None:
        self._end.set()
        self._thread.join(30)

    def _work(self) -> None:
        if sys.platform == "linux":  # there a thread has its own: acknowledging goes before filing
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
        while not self._end.wait(self._each):
            try:
                file_what_waits(self._root, wait=0)
            except (CourseError, OSError):
                continue  # somebody is at work, or a list is being written: it waits
            except Exception as error:  # noqa: BLE001  the next look may find it mended
                LOG.error("%s", unforeseen(error, "layanan penerima"))
