"""*Pelajaran*: which lessons there are, releasing them, and seeing them as a participant does."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from course import lessons
from course.desk.page import Action, Form, Page
from course.desk.work import LOOK, WRONG, Work
from course.files import Places, class_lock, old_places
from course.inbox.kept import keys
from course.indicators import PHASES
from course.lessons.forms import DELAYED
from course.lessons.laid import lesson_of, newer
from course.lessons.lesson import title

_AUDIENCES = {
    "peserta": "Untuk peserta",
    "mentor": "Untuk pendamping",
    "narasumber": "Untuk narasumber",
}


def show(root: Path, _query: Mapping[str, str]) -> dict[str, Any]:
    """Return every lesson with whether it is released, and how many have answered it."""
    places = Places(root)
    answered = [lesson for _, lesson in keys(root)]
    every = sorted(lessons.load_all(root).values(), key=lambda one: (one.about.order, one.name))
    rows = [
        {
            "name": one.name,
            "title": title(one.notebook),
            "about": one.about.about,
            "minutes": one.about.minutes,
            "for": _AUDIENCES.get(one.about.audience, one.about.audience),
            "released": (places.release / one.name / f"{one.name}.ipynb").is_file(),
            "answered": answered.count(one.name),
        }
        for one in every
    ]
    found = newer(root)
    changes = [*map(lesson_of, found.chosen), *(path.name for path in old_places(root))]
    names = {one.name for one in every}
    can_be_later = set(list(PHASES)[:2]) <= names and DELAYED not in names
    return {
        "rows": rows,
        "later": can_be_later,
        "newer": changes,
        "has_site": (places.site / "index.html").is_file(),
    }


def check(root: Path, _form: Form, work: Work) -> None:
    """Say everything that keeps a lesson from release."""
    from course.lessons.check import refused  # noqa: PLC0415

    problems = refused(root)
    for line in problems:
        work.say(line, WRONG)
    if not problems:
        work.say("Semua pelajaran siap dirilis.")


def release(root: Path, form: Form, work: Work) -> None:
    """Release the chosen lessons; where marks would move, say whose and ask first."""
    from course.autograde.moves import will_move  # noqa: PLC0415
    from course.lessons.check import refused  # noqa: PLC0415
    from course.lessons.release import release as release_lessons  # noqa: PLC0415
    from course.phone.site import build_site  # noqa: PLC0415
    from course.privacy.backup import safety_copy  # noqa: PLC0415

    chosen = [name for name in lessons.names(root) if form.get(f"rilis-{name}")]
    if not chosen:
        work.say("Pilih dulu pelajaran yang mau dirilis.", WRONG)
        return
    work.counter("Memeriksa pelajaran")(0)  # a while without a number
    moves = [] if form.get("ya") or refused(root, chosen) else will_move(root, chosen)
    if moves:
        work.look(moves)
        work.say("Belum ada yang dirilis, dan belum ada nilai yang berubah.", LOOK)
        work.ask("Rilis juga", ya="1", **{f"rilis-{name}": "1" for name in chosen})
        return
    if form.get("ya"):
        safety_copy(root, "sebelum rilis ulang")
    done = release_lessons(root, chosen, progress=lambda own: work.bar("Merilis pelajaran", own))
    work.say(f"{len(done)} pelajaran sudah dirilis.")
    site = build_site(root, progress=lambda own: work.bar("Membuat halaman HP", own))
    work.say(f"Halaman HP sudah dibuat: {len(site.lessons)} pelajaran.")
    work.look(site.undated)


def later(root: Path, _form: Form, work: Work) -> None:
    """Add the delayed test: laid, dated, and left to be released like any other."""
    from course.lessons.forms import lay_delayed  # noqa: PLC0415
    from course.people.facts import date_delayed  # noqa: PLC0415

    with class_lock(root):
        lay_delayed(root)
        said = date_delayed(root)
    for line in said:
        work.say(line)
    work.say("Tes tunda sudah ada di daftar. Berikutnya: rilis, lalu taruh situsnya (Undangan).")


def upgrade(root: Path, form: Form, work: Work) -> None:
    """Bring the installed lessons and the new layout; where marks would move, say whose first."""
    from course.autograde.moves import will_move  # noqa: PLC0415
    from course.lessons.laid import bring, materials  # noqa: PLC0415
    from course.lessons.upgrade import upgrade as move_old_layout  # noqa: PLC0415
    from course.privacy.backup import safety_copy  # noqa: PLC0415

    found = newer(root)
    changed = found.lessons and not form.get("ya")
    if lines := will_move(root, found.lessons, source=materials()) if changed else []:
        work.look(lines)
        work.say("Belum ada yang diganti, dan belum ada nilai yang berubah.", LOOK)
        work.ask("Ganti juga", ya="1")
        return
    safety_copy(root, "sebelum pelajaran diganti")
    done, stayed = move_old_layout(root)
    for line in done:
        work.say(line)
    work.look([f"{path.name}: di kelas sudah ada yang bernama sama." for path in stayed])
    with class_lock(root):
        kept = bring(root, found.chosen)
    for what, some in (("Diganti", found.replaced), ("Baru", found.new)):
        if some:
            work.say(f"{what}: {', '.join(map(lesson_of, some))}.")
    if kept:
        work.say("Yang lama tetap disimpan. Berikutnya: rilis pelajaran yang diganti.")
    for name in map(lesson_of, found.own):
        work.say(f"{name}: diubah di kelas ini, jadi tidak diganti.", LOOK)
    for name in map(lesson_of, found.tests):
        work.say(f"{name}: sudah ada jawaban tes awal, jadi tesnya tetap.", LOOK)
    if not (done or stayed or found.chosen):
        work.say("Pelajaran di kelas ini sudah yang terbaru.")


PAGE = Page(
    "pelajaran",
    "Pelajaran",
    show,
    {
        "tunda": Action(later, "Menambahkan tes tunda"),
        "periksa": Action(check, "Memeriksa pelajaran"),
        "perbarui": Action(upgrade, "Memperbarui pelajaran"),
        "rilis": Action(release, "Merilis pelajaran"),
    },
)
