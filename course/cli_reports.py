"""The verb ``course report``: which report, written by which room."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from course.report import Evaluation


@click.command()
@click.argument("kind", default="evaluation", metavar="[JENIS]")
@click.option("--week", type=int, help="Untuk jenis week: minggu ke berapa.  [bawaan: terakhir]")
def report(kind: str, week: int | None) -> None:
    """Buat laporan di reports/. Jenis: evaluation, needs, week.

    needs: usulan belajar tiap mitra. week: ringkasan pendampingan seminggu, dengan pesan siap
    tempel.

    Contoh: course report week --week 2
    """
    if kind in {"needs", "week"}:
        from course.sheets.needs_report import write_needs  # noqa: PLC0415
        from course.sheets.week_report import write_week  # noqa: PLC0415

        page = write_needs(Path.cwd()) if kind == "needs" else write_week(Path.cwd(), week)
        click.echo(f"✓ Laporan: {page.relative_to(Path.cwd())} (buka dengan browser)")
        return
    from course.report import read_evaluation, write_report  # noqa: PLC0415

    page = write_report(Path.cwd(), kind)
    say_table(read_evaluation(Path.cwd()))
    click.echo(f"✓ Laporan: {page.relative_to(Path.cwd())} (buka dengan browser)")


def say_table(evaluation: Evaluation) -> None:
    """Print the indicator table and its mean."""
    from course.report import in_words  # noqa: PLC0415

    columns = ["name", "n", "pre", "category_pre", "post", "category_post", "difference"]
    for table in (evaluation.indicators, evaluation.means.tail(1)):
        shown = in_words(table, columns)
        shown["Indikator"] = shown["Indikator"].str.ljust(shown["Indikator"].str.len().max())
        click.echo("\n" + shown.to_string(index=False, justify="left"))
    click.echo("")
