"""From the mailbox into the inbox, every few seconds, beside whatever else is running."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from sqlalchemy.exc import DBAPIError

from course import CourseError
from course.cli import unforeseen
from course.inbox.collect import empty
from course.inbox.mailbox import is_there
from course.inbox.mailbox.key import is_copy
from course.inbox.mailbox.opening import mailbox_url
from course.inbox.mailbox.store import Mailbox
from course.people.roster import invited
from course.receiver.handlers import LOG


def file_what_waits(root: Path, mailbox: Mailbox) -> int:
    """File what waits of the class at ``root``; return how many sendings were accepted.

    Raises CourseError when another command is at work, or a list cannot be read: then it waits.
    """
    return 0 if mailbox.is_empty() else len(empty(root, mailbox, invited(root)).accepted)


class Filing:
    """A thread that files what comes for as long as it is entered; a service's copy files nothing.

    Several processes may do so at once: the class's lock lets one at a time.
    """

    def __init__(self, root: Path, *, each: float) -> None:
        """``each``: seconds between two looks."""
        self._root, self._each = root, each
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._work, name="filing", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _at: TracebackType | None,
    ) -> None:
        self._end.set()
        self._thread.join(30)

    def _work(self) -> None:
        mailbox: Mailbox | None = None
        while not self._end.wait(self._each):
            if is_copy(self._root) or not is_there(self._root):
                continue
            try:
                mailbox = mailbox or Mailbox(mailbox_url(self._root))
                file_what_waits(self._root, mailbox)
            except (CourseError, OSError, DBAPIError):
                continue  # somebody is at work, or a list is being written: it waits
            except Exception as error:  # noqa: BLE001  the next look may find it mended
                LOG.error("%s", unforeseen(error, "layanan penerima"))
        if mailbox:
            with suppress(DBAPIError):
                mailbox.close()
