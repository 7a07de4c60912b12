"""The verb about a class's lessons: ``course check``."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click

from course.criteria.facts import stale
from course.lessons.agreed import agree, compare
from course.lessons.check import check as check_lessons
from course.lessons.check import left_to_teachers
from course.lessons.coverage import coverage as read_coverage
from course.lessons.coverage import page
from course.words import first_of


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
    for line in [*stale(dt.datetime.now().astimezone().date()), *left_to_teachers(Path.cwd())]:
        click.echo(f"! {line}")
    for problem in problems:
        click.echo(f"✗ {problem}")
    if problems:
        sys.exit(1)
    click.echo("✓ Semua pelajaran siap dirilis.")
    if coverage:
        click.echo(page(read_coverage(Path.cwd())))


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
