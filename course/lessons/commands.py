"""The verbs about lessons: ``course check``, ``course release``."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click

from course.bars import bar
from course.criteria.facts import stale
from course.lessons.check import check as check_lessons
from course.lessons.coverage import coverage as read_coverage
from course.lessons.coverage import page


@click.command()
@click.option("--coverage", is_flag=True, help="Cetak juga apa yang melayani tiap butir makalah.")
def check(*, coverage: bool) -> None:
    """Periksa semua pelajaran sebelum dirilis, dan fakta yang perlu diperiksa lagi."""
    problems = check_lessons(Path.cwd())
    for line in stale(dt.datetime.now().astimezone().date()):
        click.echo(f"! {line}")
    for problem in problems:
        click.echo(f"✗ {problem}")
    if problems:
        sys.exit(1)
    click.echo("✓ Semua pelajaran siap dirilis.")
    if coverage:
        click.echo(page(read_coverage(Path.cwd())))


@click.command()
@click.argument("lessons", nargs=-1, metavar="[PELAJARAN]...")
def release(lessons: tuple[str, ...]) -> None:
    """Rilis pelajaran: buat versi peserta tanpa kunci di folder release/.

    Contoh: course release pretest
    """
    # nbgrader takes a second to load, for which check need not wait.
    from course.lessons.release import release as release_lessons  # noqa: PLC0415

    done = release_lessons(
        Path.cwd(), lessons, progress=lambda names: bar("Merilis pelajaran", names)
    )
    click.echo(f"✓ {len(done)} pelajaran ada di release/.")
