"""The verbs that set marks: ``course release`` (which stops where marks would move), ``grade``."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from course.bars import bar, counter

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
@click.option(
    "--notebooks/--no-notebooks",
    default=None,
    help="Tulis juga notebook nilai ke autograded/, untuk formgrader dan feedback.  "
    "[bawaan: sampai 300 jawaban sepelajaran]",
)
def grade(
    lessons: tuple[str, ...],
    participants: str,
    jobs: int | None,
    scheduler: str,
    db: str,
    *,
    force: bool,
    notebooks: bool | None,
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
        notebooks=notebooks,
        workers=Workers(jobs, scheduler),
        progress=counter("Menilai jawaban"),
    )
    say_graded(result)
    if result.refused:
        sys.exit(1)


@click.command()
@click.argument("lessons", nargs=-1, metavar="[PELAJARAN]...")
@click.option("--yes", is_flag=True, help="Rilis juga bila nilai yang sudah ada akan berubah.")
def release(lessons: tuple[str, ...], *, yes: bool) -> None:
    """Rilis pelajaran: buat versi peserta tanpa kunci di folder release/.

    Yang ditolak course check tidak dirilis. Bila soal atau kuncinya berubah sesudah ada jawaban,
    perintah ini menyebut jawaban siapa yang nilainya akan berubah, lalu berhenti; --yes meneruskan.
    Contoh: course release pretest
    """
    from course.autograde.moves import will_move
    from course.lessons.check import refused
    from course.lessons.release import release as release_lessons

    root = Path.cwd()
    lines = [] if yes or refused(root, lessons) else will_move(root, lessons)
    for line in lines:
        click.echo(f"! {line}")
    if lines:
        again = " ".join(["course release", *lessons, "--yes"])
        click.echo(f"Belum ada yang dirilis, dan belum ada nilai yang berubah. Lanjut: {again}")
        sys.exit(1)
    done = release_lessons(root, lessons, progress=lambda names: bar("Merilis pelajaran", names))
    click.echo(f"✓ {len(done)} pelajaran ada di release/.")


def say_graded(result: Graded) -> None:
    """Say how many answers were graded, and which need a person."""
    unchanged = f", {result.unchanged} sudah dinilai sebelumnya" if result.unchanged else ""
    click.echo(f"✓ {result.graded} jawaban dinilai{unchanged}.")
    if result.moved:
        click.echo("! Nilai berubah, padahal jawabannya sama (soal, kunci, atau penilai berubah):")
        for line in result.moved:
            click.echo(f"    {line}")
    if result.without_notebook:
        click.echo(
            f"Notebook nilai {result.without_notebook} jawaban belum ditulis ke autograded/. Perlu "
            "untuk formgrader atau feedback? Jalankan: course grade --notebooks"
        )
    for line in (*result.kept_back, *result.refused, *result.needs_grading):
        click.echo(f"! {line}")
