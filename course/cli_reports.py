"""The verbs for figures: ``course report``, and ``course evaluate`` and ``items`` for own data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from course.report import Evaluation

_CSV = click.Path(exists=True, dir_okay=False, path_type=Path)


def add_to(group: click.Group) -> None:
    """Add the verbs to the command line."""
    group.add_command(report)
    group.add_command(evaluate)
    group.add_command(items)


@click.command()
@click.argument("kind", default="evaluation", metavar="[JENIS]")
def report(kind: str) -> None:
    """Buat laporan di reports/. Jenis: evaluation."""
    from course.report import read_evaluation, write_report  # noqa: PLC0415

    page = write_report(Path.cwd(), kind)
    say_table(read_evaluation(Path.cwd()))
    click.echo(f"✓ Laporan: {page.relative_to(Path.cwd())} (buka dengan browser)")


def say_table(evaluation: Evaluation) -> None:
    """Print the indicators and their mean."""
    from course.report import in_words  # noqa: PLC0415

    columns = ["name", "n", "pre", "category_pre", "post", "category_post", "difference"]
    for table in (evaluation.indicators, evaluation.means.tail(1)):
        shown = in_words(table, columns)
        shown["Indikator"] = shown["Indikator"].str.ljust(shown["Indikator"].str.len().max())
        click.echo("\n" + shown.to_string(index=False, justify="left"))
    click.echo("")


@click.command()
@click.option(
    "--csv", "path", required=True, type=_CSV, help="participant,indicator,pre,post[,max]"
)
def evaluate(path: Path) -> None:
    """Hitung perubahan tes awal ke tes akhir dari data sendiri, dicetak sebagai JSON.

    Kolom: participant, indicator, pre, post, dan boleh max (nilai tertinggi). Sel kosong berarti
    tidak ada nilai. Tanpa max, angka memakai satuan data, tanpa persen, kategori, dan N-gain.

    Contoh: course evaluate --csv pre_post.csv
    """
    from course.tables.own_data import evaluate_csv  # noqa: PLC0415

    _say(evaluate_csv(path))


@click.command()
@click.option("--csv", "path", required=True, type=_CSV, help="Satu baris satu orang.")
def items(path: Path) -> None:
    """Analisis butir dari data sendiri (rumus Moodle), dicetak sebagai JSON.

    Satu baris satu orang, satu kolom satu butir. Kolom participant boleh ada; baris dengan
    participant "max" berisi nilai tertinggi setiap butir. Tanpa baris itu, butir bernilai 0 sampai
    1 dihitung dari 1.

    Contoh: course items --csv nilai.csv
    """
    from course.tables.own_data import items_csv  # noqa: PLC0415

    _say(items_csv(path))


def _say(found: Any) -> None:
    # allow_nan=False: JSON has no nan, and a figure that cannot be computed must be null.
    click.echo(json.dumps(found, ensure_ascii=False, indent=2, allow_nan=False))
