"""The mailbox: a database in which answers that came over the network wait to be filed.

What is acknowledged to a phone is committed here. ``course collect`` (and the running service)
files it by the rules of the inbox and only then deletes it: nothing is lost at any moment, and what
is filed twice is filed once.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from course.files import Places

if TYPE_CHECKING:
    from course.inbox.mailbox.store import Mailbox

SETTING = "KELAS_MAILBOX"
"""The variable that names a mailbox on a server, as ``course receive --database`` does."""


def is_there(root: Path) -> bool:
    """Return whether a class has a mailbox; a class without one is never given one by looking."""
    return bool(os.environ.get(SETTING)) or Places(root).mailbox.exists()


@contextmanager
def own_mailbox(root: Path) -> Iterator[Mailbox | None]:
    """Open the class's own mailbox; None where it has none.

    Raises CourseError for one that cannot be opened or read: which, why, the mend.
    """
    if not is_there(root):
        yield None
        return
    # Most classes have none, and need no database for that.
    from course.inbox.mailbox.opening import mailbox_url, told  # noqa: PLC0415
    from course.inbox.mailbox.store import Mailbox  # noqa: PLC0415

    with told(mailbox_url(root)):
        mailbox = Mailbox(mailbox_url(root))
        try:
            yield mailbox
        finally:
            mailbox.close()
