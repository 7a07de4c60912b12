"""The verbs about a class's lessons: ``course check``, ``course translate``."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click

from course.criteria.facts import stale
from course.lessons.agreed import agree, compare
from course.lessons.check import check as check_lessons
from course.lessons.check import left_to_teachers, said_of_answers
from course.lessons.coverage import coverage as read_coverage
from course.lessons.coverage import page
from course.lessons.translated import OTHERS, fixed_texts, missing, translate_lessons, update
from course.words import FIXED, first_of


@click.command()
@click.option("--coverage", is_flag=True, help="Cetak juga apa yang melayani tiap butir makalah.")
@click.option(
    "--agree", "agrees", is_flag=True, help="Sepakati daftar kata yang sekarang (words.toml)."
)
def check(*, coverage: bool, agrees: bool) -> None:
    """Periksa semua pelajaran sebelum dirilis, dan fakta yang perlu diperiksa lagi.

    Bila daftar kata penilaian (words.toml) diubah, perintah ini menyebut kata yang baru atau
    hilang, menilai lagi jawaban contoh, dan menyebut penilaian yang berubah karenanya.
    """
    problems = _word_lists(agrees=agrees) + check_lessons(Path.cwd())
    notes = [*stale(dt.datetime.now().astimezone().date()), *left_to_teachers(Path.cwd())]
    for line in [*notes, *missing(Path.cwd(), said_of_answers)]:
        click.echo(f"! {line}")
    for problem in problems:
        click.echo(f"✗ {problem}")
    if problems:
        sys.exit(1)
    click.echo("✓ Semua pelajaran siap dirilis.")
    if coverage:
        click.echo(page(read_coverage(Path.cwd())))


@click.command()
@click.argument("language", metavar="BAHASA", type=click.Choice(OTHERS))
@click.argument("names", metavar="[PELAJARAN]...", nargs=-1)
@click.option("--pages", is_flag=True, help="Juga kata-kata halaman sendiri (course/locale/).")
def translate(language: str, names: tuple[str, ...], *, pages: bool) -> None:
    """Siapkan terjemahan pelajaran: en (Inggris), jv (Jawa), su (Sunda).

    Membuat atau memperbarui source/PELAJARAN/authors/BAHASA.po; isi dengan Poedit. Yang sudah
    diterjemahkan tidak hilang. Tanpa nama pelajaran: semua yang terjemahannya sudah dimulai.

    Contoh: course translate en m3-foto-katalog
    """
    done = translate_lessons(Path.cwd(), language, said_of_answers, names)
    for name, left in done.items():
        click.echo(f"✓ source/{name}/authors/{language}.po: {left} teks belum diterjemahkan.")
    if pages:
        left = update(FIXED / f"{language}.po", language, fixed_texts(), "Kelas UMKM")
        click.echo(f"✓ course/locale/{language}.po: {left} teks belum diterjemahkan.")
    if not done and not pages:
        click.echo(f"· Belum ada terjemahan. Mulai dengan: course translate {language} PELAJARAN")


_MOST = 20
"""Changed marks named one by one; a broken list changes hundreds."""


def _word_lists(*, agrees: bool) -> list[str]:
    """Print what changed word lists change, and agree to them; return what is now marked wrong."""
    outcome = compare(Path.cwd())
    for sentence in outcome.changes:
        click.echo(f"! {sentence}")
    if outcome.changes:
        count, changed = sum(outcome.marked.values()), len(outcome.faults)
        click.echo(
            f"! {count} jawaban contoh dinilai lagi ({', '.join(outcome.marked)}): "
            + (f"{changed} penilaian berubah." if changed else "tidak ada yang berubah.")
        )
    if outcome.changes and not outcome.faults:
        if agrees:
            click.echo(f"✓ Daftar kata disepakati: {', '.join(agree(Path.cwd(), outcome))}.")
        else:
            click.echo("! Kalau sudah benar: course check --agree")
    return first_of(outcome.faults, _MOST)
