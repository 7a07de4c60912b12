"""The verbs for own data: ``course evaluate`` and ``course items``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

_CSV = click.Path(exists=True, dir_okay=False, path_type=Path)


def add_to(group: click.Group) -> None:
    """Add the verbs to the command line."""
    group.add_command(evaluate)
    group.add_command(items)


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
