"""What the command line says after a stage: one line a thing, in Indonesian."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from course.autograde.engine import Graded
    from course.inbox import Collected
    from course.report import Evaluation


def say_collected(result: Collected) -> None:
    """Say what a collection did."""
    known = f", {result.known} sudah diterima sebelumnya" if result.known else ""
    click.echo(f"✓ {len(result.accepted)} berkas jawaban diterima{known}.")
    for line in result.refused:
        click.echo(f"! {line}")
    if result.refused:
        click.echo("  Berkas jawaban yang ditolak disimpan di inbox/refused/.")
    for line in result.notes:
        click.echo(f"  {line}")


def say_graded(result: Graded) -> None:
    """Say what a grading run did."""
    unchanged = f", {result.unchanged} sudah dinilai sebelumnya" if result.unchanged else ""
    click.echo(f"✓ {result.graded} jawaban dinilai{unchanged}.")
    for line in (*result.kept_back, *result.refused, *result.needs_grading):
        click.echo(f"! {line}")


def say_table(evaluation: Evaluation) -> None:
    """Print the indicator table and its mean."""
    from course.report import in_words  # noqa: PLC0415

    columns = ["name", "n", "pre", "category_pre", "post", "category_post", "difference"]
    for table in (evaluation.indicators, evaluation.means.tail(1)):
        shown = in_words(table, columns)
        shown["Indikator"] = shown["Indikator"].str.ljust(shown["Indikator"].str.len().max())
        click.echo("\n" + shown.to_string(index=False, justify="left"))
    click.echo("")
