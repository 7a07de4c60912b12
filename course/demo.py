"""``course demo``: the path of one answer, whole, on the example class."""

from __future__ import annotations

import datetime as dt
import filecmp
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from course import CourseError, lessons
from course.autograde.commands import say_graded
from course.autograde.engine import Graded, Progress, grade
from course.bars import bar, counter
from course.evaluation.progress import deed_lines, deeds, programme_state, state_lines
from course.files import KELAS, Places, is_system_file, write_private
from course.inbox.collect import Collected, collect
from course.inbox.commands import say_collected
from course.lessons.check import check
from course.lessons.release import release
from course.people import program
from course.people.attendance import import_reports
from course.people.classes import LISTS, new_class
from course.people.roster import course_roster, invited
from course.reports.commands import say_table
from course.reports.report import write_report

_OTHERS = (
    *(("needs", ""), ("week", ""), ("workshop", "")),
    *(("mentor", "MH04"), ("participant", "U07")),
)


@dataclass(frozen=True)
class Demo:
    """What each stage did."""

    collected: Collected
    graded: Graded
    state: list[str]
    """The programme's state by stage, as lines."""
    page: Path
    others: tuple[Path, ...]
    """A report of each of the other kinds."""


@click.command()
def demo() -> None:
    """Jalankan semuanya pada kelas contoh: rilis, kumpul, nilai, laporan.

    Di folder kosong, kelas contoh dibuat dulu di situ.
    """
    root = Path.cwd()
    if all(is_system_file(path.name) for path in root.iterdir()):
        new_class(root, root.name or KELAS, example=True)
    result = run_example(root)
    say_collected(result.collected)
    say_graded(result.graded)
    say_table(root)
    for line in result.state:
        click.echo(line)
    click.echo("")
    click.echo(f"✓ Laporan lengkap: {result.page.relative_to(root)} (buka dengan browser)")
    for page in result.others:
        click.echo(f"✓ Laporan: {page.relative_to(root)}")
    click.echo("\nBerikutnya: course desk membuka kelas contoh ini di browser.")
    click.echo('Kelas Ibu/Bapak sendiri: course new ../kelas-2027 --name "PKM Brebes 2027"')


def run_example(
    root: Path,
    bar: Callable[[str, Sequence[Any]], Iterable[Any]] = bar,
    counter: Callable[[str], Progress] = counter,
) -> Demo:
    """Check, release, collect, grade and report the example class; can be repeated at any time.

    ``bar`` and ``counter`` show how far it is. Raises CourseError when the folder already holds a
    real class (other lists than the example's).
    """
    for name in LISTS:
        _refuse_another(root / KELAS / name, root / "examples" / name)
    problems = check(root)
    if problems:
        raise CourseError("Pelajaran perlu diperbaiki:\n" + "\n".join(problems))
    release(root, progress=lambda names: bar("Merilis pelajaran", names))
    for name in LISTS:
        write_private(root / KELAS / name, (root / "examples" / name).read_bytes())
    collected = collect(root, root / "examples" / "inbox", invited(root))
    graded = grade(root, progress=counter("Menilai jawaban"))
    state, page = _state(root), write_report(root)
    _workshop(root)
    return Demo(collected, graded, state, page, tuple(write_report(root, *one) for one in _OTHERS))


def _refuse_another(own: Path, example: Path) -> None:
    if own.exists() and not filecmp.cmp(example, own, shallow=False):
        raise CourseError(
            f"{own}: di folder ini sudah ada kelas sungguhan. "
            "Jalankan course demo di salinan Kelas UMKM yang masih baru."
        )


def _state(root: Path) -> list[str]:
    """Return where the example programme stands today."""
    own = program.read_program(Places(root).program, lessons.names(root))
    today = dt.datetime.now().astimezone().date()
    lines = state_lines(own, programme_state(root, own, course_roster(root), today))
    return lines + deed_lines(deeds(root, lessons.names(root)))


def _workshop(root: Path) -> None:
    """Count the example workshop from Zoom's reports and the names a person has matched."""
    zoom = root / "examples" / "zoom"
    sheet = Places(root).zoom / "cocokkan.csv"
    sheet.parent.mkdir(exist_ok=True)
    shutil.copyfile(zoom / sheet.name, sheet)
    reports, polls = sorted(zoom.glob("participants_*.csv")), sorted(zoom.glob("pollreport_*.csv"))
    import_reports(root, reports, polls, Places(root).workshop_list)
