"""*Kelas langsung*, the desk's page: open a live class, or the screen on the class's service."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from course import CourseError
from course.desk.page import Action, Form, Page
from course.desk.work import Work
from course.files import Places, is_regular
from course.inbox.mailbox import SETTING, own_mailbox
from course.inbox.mailbox.key import class_key, make_key
from course.people.invitations import is_local, service_address
from course.receiver.live.store import LiveStore


def show(root: Path, _query: Mapping[str, str]) -> dict[str, Any]:
    """Return where the class's service is, and the live classes that are open here."""
    service = service_address(root)
    has_key = is_regular(Places(root).receiving / "key")
    screen = f"{service}langsung/pengajar"
    with own_mailbox(root) as mailbox:
        running = LiveStore(mailbox.engine).running() if mailbox else []
    return {
        "service": service,
        "has_page": (Places(root).site / "langsung.html").is_file(),
        "screen": f"{screen}#kunci={quote(class_key(root))}" if service and has_key else "",
        "shares": bool(os.environ.get(SETTING)) or (bool(service) and is_local(service)),
        "running": [code for code, _ in running],
    }


def open_class(root: Path, form: Form, work: Work) -> None:
    """Open a live class in the class's own mailbox, and send the instructor to its control."""
    from course.inbox.mailbox.opening import mailbox_url  # noqa: PLC0415  loads SQLAlchemy
    from course.inbox.mailbox.store import Mailbox  # noqa: PLC0415

    if not Places(root).release.is_dir():
        raise CourseError("Belum ada pelajaran yang dirilis. Jalankan dulu: course release")
    mailbox = Mailbox(mailbox_url(root))
    try:
        names, guests = bool(form.get("nama")), bool(form.get("tamu"))
        code = LiveStore(mailbox.engine).open(time.time(), names=names, guests=guests).code
    finally:
        mailbox.close()
    work.say(f"Kelas langsung dibuka. Kodenya: {code[:3]} {code[3:]}")
    work.go(f"langsung/{code}/layar?kendali")


def give_key(root: Path, _form: Form, work: Work) -> None:
    """Make the class's key, with which the screen on a service is opened."""
    make_key(root)
    work.say("Kunci kelas sudah ada. Kalau layanannya di komputer lain, salin foldernya lagi.")


PAGE = Page(
    "langsung",
    "Kelas langsung",
    show,
    {
        "buka": Action(open_class, "Membuka kelas langsung"),
        "kunci": Action(give_key, "Membuat kunci kelas"),
    },
)
