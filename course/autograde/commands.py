"""The verbs that set marks: ``course grade``, and ``release``, ``upgrade``, which stop first."""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from course.bars import bar, counter
from course.files import Places, class_lock

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

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
    "--dry-run",
    is_flag=True,
    help="Sebut nilai siapa yang akan berubah dengan --force; tidak lebih.",
)
@click.option(
    "--notebooks/--no-notebooks",
    default=None,
    help="Tulis juga notebook nilai ke autograded/, untuk formgrader dan feedback.  "
    "[bawaan: sampai 300 jawaban sepelajaran]",
)
def grade(  # noqa: PLR0913  one an option
    lessons: tuple[str, ...],
    participants: str,
    jobs: int | None,
    scheduler: str,
    db: str,
    *,
    force: bool,
    notebooks: bool | None,
    dry_run: bool,
) -> None:
    """Nilai semua jawaban di submitted/; yang sudah dinilai dilewati.

    Sesudah Kelas UMKM diperbarui, penilainya bisa berbeda: --dry-run menyebut nilai siapa yang akan
    berubah, --force menilai ulang.

    Contoh: course grade pretest --participants U01,U07
    """
    from course.autograde.engine import grade as grade_submissions
    from course.autograde.pool import Workers

    if db:
        os.environ["KELAS_DB"] = db  # nbgrader_config.py reads it
    if dry_run:
        _say_moves(Path.cwd(), lessons)
        return
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


def _say_moves(root: Path, lessons: tuple[str, ...]) -> None:
    from course.autograde.moves import will_move

    lines = will_move(root, lessons, anew=True)
    for line in lines:
        click.echo(f"! {line}")
    said = "Belum ada nilai yang berubah. Nilai ulang: course grade --force"
    click.echo(said if lines else "✓ Tidak ada nilai yang akan berubah.")


@click.command()
@click.argument("lessons", nargs=-1, metavar="[PELAJARAN]...")
@click.option("--yes", is_flag=True, help="Rilis juga bila nilai yang sudah ada akan berubah.")
@click.option(
    "--opens",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Hari pertama tes tunda, misalnya 2027-01-03; hanya dengan posttest-tunda.",
)
@click.pass_obj
def release(
    save_first: Callable[[str], None],
    lessons: tuple[str, ...],
    opens: dt.datetime | None,
    *,
    yes: bool,
) -> None:
    """Rilis pelajaran: buat versi peserta tanpa kunci di folder release/.

    Yang ditolak course check tidak dirilis. Bila soal atau kuncinya berubah sesudah ada jawaban,
    perintah ini menyebut jawaban siapa yang nilainya akan berubah, lalu berhenti; --yes meneruskan,
    sesudah membuat cadangan.
    Contoh: course release pretest

    Tes tunda dibuat dengan merilisnya: course release posttest-tunda (--opens 2027-01-03). Soalnya
    bentuk yang lebih dulu dikerjakan; tanpa --opens dibuka lima minggu sesudah tes akhir.
    """
    from course.autograde.moves import will_move
    from course.inbox.kept import keys
    from course.lessons.check import refused
    from course.lessons.forms import DELAYED, lay_delayed
    from course.lessons.release import release as release_lessons
    from course.people.facts import date_delayed

    root = Path.cwd()
    if DELAYED in lessons and (lay_delayed(root) or opens):
        for line in date_delayed(root, opens.date() if opens else None):
            click.echo(f"! {line}")
    lines = [] if yes or refused(root, lessons) else will_move(root, lessons)
    for line in lines:
        click.echo(f"! {line}")
    if lines:
        again = " ".join(["course release", *lessons, "--yes"])
        click.echo(f"Belum ada yang dirilis, dan belum ada nilai yang berubah. Lanjut: {again}")
        sys.exit(1)
    if yes and keys(root):
        save_first("sebelum rilis ulang " + " ".join(lessons or ("semua pelajaran",)))
    done = release_lessons(root, lessons, progress=lambda names: bar("Merilis pelajaran", names))
    click.echo(f"✓ {len(done)} pelajaran ada di release/.")


@click.command()
@click.option(
    "--take",
    multiple=True,
    metavar="PELAJARAN",
    help="Ganti juga pelajaran ini, walau diubah di kelas ini; boleh lebih dari satu.",
)
@click.option("--yes", is_flag=True, help="Ganti juga bila nilai yang sudah ada akan berubah.")
@click.pass_obj
def upgrade(save_first: Callable[[str], None], take: tuple[str, ...], *, yes: bool) -> None:
    """Bawa kelas ini ke versi Kelas UMKM yang terpasang: susunan folder dan pelajarannya.

    Tidak ada yang hilang atau ditimpa. Pelajaran yang diubah di kelas ini tetap; yang diganti
    disimpan di kelas/lessons-before/. Bila nilai yang sudah ada akan berubah, perintah ini
    menyebut nilai siapa, lalu berhenti.
    """
    from course.lessons.upgrade import upgrade as move_old_layout

    root = Path.cwd()
    if yes:
        save_first("sebelum pelajaran diganti (course upgrade)")
    done, stayed = move_old_layout(root)
    for line in done:
        click.echo(f"✓ {line}")
    for path in stayed:
        click.echo(
            f"! {path.relative_to(root)}: di kelas/ sudah ada yang bernama sama. "
            "Bandingkan keduanya, lalu pindahkan dengan tangan."
        )
    with class_lock(root) if Places(root).source.is_dir() else nullcontext():
        said = _newer_lessons(root, take, yes=yes)
    if not (done or stayed or said):
        click.echo("✓ Susunan folder ini sudah baru.")
    if stayed:
        sys.exit(1)


def _newer_lessons(root: Path, take: tuple[str, ...], *, yes: bool) -> bool:
    """Bring the installed lessons and say so; return whether there was anything to say."""
    from course.autograde.moves import will_move
    from course.lessons.laid import bring, finish, lesson_of, materials, newer

    kept = finish(root)
    found = newer(root, take)
    lines = will_move(root, found.lessons, source=materials()) if found.lessons and not yes else []
    for line in lines:
        click.echo(f"! {line}")
    if lines:
        again = " ".join(["course upgrade", *(f'--take "{name}"' for name in take), "--yes"])
        click.echo(
            f"Belum ada pelajaran yang diganti, dan belum ada nilai yang berubah. Lanjut: {again}"
        )
        sys.exit(1)
    kept = bring(root, found.chosen) or kept
    for what, some in (("Diganti", found.replaced), ("Baru", found.new)):
        if some:
            click.echo(f"✓ {what}: {', '.join(map(lesson_of, some))}.")
    if kept:
        click.echo(f"  Yang lama disimpan di {kept.relative_to(root).as_posix()}/.")
    if found.chosen:
        click.echo("  Berikutnya: course check, lalu course release")
    for name in map(lesson_of, found.own):
        click.echo(
            f"! {name}: diubah di kelas ini (atau dari versi yang tidak dikenal), jadi tidak "
            f'diganti. Yang baru: course upgrade --take "{name}"'
        )
    for name in map(lesson_of, found.tests):
        click.echo(
            f"! {name}: kelas ini sudah punya jawaban tes awal, jadi tesnya tetap. Yang baru "
            f'memakai dua bentuk tes; untuk kelas berikutnya, atau: course upgrade --take "{name}"'
        )
    return bool(found.chosen or found.own or found.tests)


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
    for line in (
        *result.taken_back, *result.kept_back, *result.refused, *result.needs_grading
    ):  # fmt: skip
        click.echo(f"! {line}")
