"""*Moodle, Canvas*, the desk's page: what is typed there, who is registered, and the scores."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from course import CourseError
from course.desk.page import Action, Form, Page
from course.desk.work import Work
from course.inbox.mailbox import own_mailbox
from course.inbox.mailbox.platforms import (
    Platform,
    add_platform,
    canvas,
    has_key,
    moodle,
    read_platforms,
    remove_platform,
)
from course.people.invitations import service_address
from course.receiver.lti.tool import to_type

_KINDS = {"moodle": moodle, "canvas": canvas}


def show(root: Path, _query: Mapping[str, str]) -> dict[str, Any]:
    """Return the addresses to type, the platforms that are known, and what came from them."""
    service = service_address(root)
    return {
        "service": service,
        "to_type": to_type(root) if service else [],
        "platforms": list(read_platforms(root).items()),
        "lacks_key": bool(read_platforms(root)) and not has_key(root),
        "came_here": _came_here(root),
    }


def _came_here(root: Path) -> bool:
    """Return whether lessons were opened through the class's own mailbox."""
    from course.inbox.mailbox import lti  # noqa: PLC0415  loads SQLAlchemy

    with own_mailbox(root) as mailbox:
        return bool(mailbox and lti.items(mailbox.engine))


def _with_scheme(address: str) -> str:
    return f"https://{address}" if address and "://" not in address else address


def register(root: Path, form: Form, work: Work) -> None:
    """Register a Moodle or a Canvas, under the name of its kind."""
    kind = form.get("jenis")
    if kind not in _KINDS:
        raise CourseError("Pilih Moodle atau Canvas.")
    words = {name: form.get(name) for name in ("alamat", "client", "deployment")}
    if empty := [name for name, word in words.items() if not word]:
        work.wrong("Isi dulu alamat, Client ID, dan Deployment ID.", empty)
        return
    address = _with_scheme(words["alamat"])
    try:
        one = _KINDS[kind](address, words["client"], words["deployment"])
    except CourseError as error:
        work.wrong(f"Alamat {address} tidak bisa dipakai. {error}", ["alamat"])
        return
    name = _free(read_platforms(root), kind, one)
    is_new = add_platform(root, name, one)
    work.say(f"{one.issuer} {'didaftarkan' if is_new else 'diperbarui'} sebagai {name}.")
    work.say("Kalau layanan penerimanya di komputer lain, salin foldernya sekali lagi.")


def _free(known: Mapping[str, Platform], kind: str, one: Platform) -> str:
    """Return the name of the same registration, else one that is not taken."""
    own = (one.issuer, one.client_id)
    same = [name for name, other in known.items() if (other.issuer, other.client_id) == own]
    names = [kind, *(f"{kind}-{number}" for number in range(2, len(known) + 3))]
    return same[0] if same else next(name for name in names if name not in known)


def remove(root: Path, form: Form, work: Work) -> None:
    """Let a platform open nothing here any more."""
    name = form.get("nama")
    remove_platform(root, name)
    work.say(f"{name} tidak bisa membuka pelajaran lagi. Hapus juga alatnya di sana.")


def send(root: Path, form: Form, work: Work) -> None:
    """Send the lessons' totals to every platform."""
    from course.reports.platforms.passback import send_scores  # noqa: PLC0415  loads pandas

    service = "" if _came_here(root) else service_address(root)
    done = send_scores(root, service=service, tests=bool(form.get("tes")))
    work.say(f"{done.sent} nilai dikirim, {done.same} sudah sama di sana.")
    work.look(done.problems)


PAGE = Page(
    "platform",
    "Moodle, Canvas",
    show,
    {
        "daftar": Action(register, "Mendaftarkan"),
        "hapus": Action(remove, "Menghapus"),
        "kirim": Action(send, "Mengirim nilai"),
    },
)
