"""The verb of the grader: ``course grade``."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from course.bars import counter

if TYPE_CHECKING:
    from course.autograde.engine import Graded


@click.command()
@click.argument("lessons", nargs=-1, metavar="[PELAJARAN]...")
@click.option("--participants", default="", help="Hanya peserta ini, misalnya U01,U07.")
@click.option(
    "--jobs", type=click.IntRange(1), help="Jumlah proses.  [bawaan: semua inti prosesor]"
)
@click.option("--scheduler", default="", help="Alamat kluster Dask, misalnya tcp://10.0.0.1:8786.")
@click.option("--db", default="", help="Alamat basis data, misalnya postgresql+psycopg://…")
@click.option("--force", is_flag=True, help="Nilai ulang semua. Nilai dari orang tetap.")
def grade(
    lessons: tuple[str, ...],
    participants: str,
    jobs: int | None,
    scheduler: str,
    db: str,
    *,
    force: bool,
) -> None:
    """Nilai semua jawaban di submitted/; yang sudah dinilai dilewati.

    Contoh: course grade pretest --participants U01,U07
    """
    from course.autograde.engine import grade as grade_submissions
    from course.autograde.pool import Workers

    if db:
        os.environ["KELAS_DB"] = db  # nbgrader_config.py reads it
    result = grade_submissions(
        Path.cwd(),
        lessons,
        [code.strip() for code in participants.split(",") if code.strip()],
        force=force,
        workers=Workers(jobs, scheduler),
        progress=counter("Menilai jawaban"),
    )
    say_graded(result)
    if result.refused:
        sys.exit(1)


def say_graded(result: Graded) -> None:
    """Say how many answers were graded, and which need a person."""
    unchanged = f", {result.unchanged} sudah dinilai sebelumnya" if result.unchanged else ""
    click.echo(f"✓ {result.graded} jawaban dinilai{unchanged}.")
    for line in (*result.kept_back, *result.refused, *result.needs_grading):
        click.echo(f"! {line}")
