"""The verbs for what goes out: reports, files participants keep, figures of own data."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import click

_CSV = click.Path(exists=True, dir_okay=False, path_type=Path)


def add_to(group: click.Group) -> None:
    """Add the verbs to the command line."""
    group.add_command(report)
    group.add_command(keepsake)
    group.add_command(evaluate)
    group.add_command(items)


@click.command()
@click.argument("kind", default="evaluation", metavar="[JENIS]")
@click.argument("codes", nargs=-1, metavar="[KODE]...")
@click.option("--lang", default="id", show_default=True, help="Bahasa laporan: id atau en.")
@click.option("--week", type=int, help="Untuk jenis week: minggu ke berapa.  [bawaan: terakhir]")
def report(kind: str, codes: tuple[str, ...], lang: str, week: int | None) -> None:
    """Buat laporan di reports/.

    Jenis: evaluation (seluruh kelas), participant (satu peserta), mentor (satu pendamping),
    workshop (lokakarya dan hadirnya di Zoom), needs (usulan belajar tiap mitra), week (seminggu
    pendampingan, dengan pesan siap tempel).

    Contoh: course report evaluation --lang en

    Contoh: course report participant U07

    Contoh: course report mentor MH03

    Contoh: course report week --week 2
    """
    from course.curriculum.catatan_mingguan.report import write_week  # noqa: PLC0415
    from course.evaluation.progress import notices  # noqa: PLC0415
    from course.reports.report import sheet_reports, write_report  # noqa: PLC0415

    root = Path.cwd()
    if codes and kind in sheet_reports(root):
        raise click.UsageError(f"Laporan {kind} untuk seluruh kelas. Jalankan tanpa {codes[0]}.")
    for code in codes or ("",):
        own = (root, kind, code, lang)
        page = write_week(root, week) if kind == "week" else write_report(*own)
        if kind == "evaluation":
            say_table(root)
        click.echo(f"✓ Laporan: {page.relative_to(root)} (buka dengan browser)")
    for line in notices(root, dt.datetime.now().astimezone().date()):
        click.echo(f"! {line}")


@click.command()
@click.argument("participant", metavar="PESERTA")
def keepsake(participant: str) -> None:
    """Buat berkas untuk usaha peserta sendiri di keepsakes/: katalog, kalender, buku kas, listing.

    Contoh: course keepsake U07
    """
    from course.curriculum.keepsakes import write_keepsakes  # noqa: PLC0415

    written = write_keepsakes(Path.cwd(), participant)
    for path in written.files:
        click.echo(f"✓ {path.relative_to(Path.cwd())}")
    for line in written.notes:
        click.echo(f"! {line}")


def say_table(root: Path) -> None:
    """Print the indicators and their mean, as the report has written them down."""
    from course.reports.report import printed_table  # noqa: PLC0415

    click.echo(f"\n{printed_table(root)}\n")


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
    from course.evaluation.own_data import evaluate_csv  # noqa: PLC0415

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
    from course.evaluation.own_data import items_csv  # noqa: PLC0415

    _say(items_csv(path))


def _say(found: Any) -> None:
    from course.reports.language import language  # noqa: PLC0415

    # allow_nan=False: JSON has no nan, and a figure that cannot be computed must be null.
    spelled = language("id").spelled
    click.echo(json.dumps(found, ensure_ascii=False, indent=2, allow_nan=False, default=spelled))
