"""The verbs of a person's rights over their data: ``course forget``, ``course export``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from course.people.written import read_code

if TYPE_CHECKING:
    from course.privacy.plan import Plan


@click.command()
@click.argument("participant", metavar="PESERTA")
@click.option(
    "--inbox",
    "inboxes",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    help="Folder kiriman lain yang ikut dibersihkan, misalnya unduhan WhatsApp.",
)
@click.option("--dry-run", is_flag=True, help="Tunjukkan rencananya saja; tidak ada yang diubah.")
@click.option("--yes", is_flag=True, help="Jangan bertanya dulu.")
def forget(participant: str, inboxes: tuple[Path, ...], *, dry_run: bool, yes: bool) -> None:
    """Hapus semua data seorang peserta atau pendamping (UU 27/2022). Tidak bisa dibatalkan.

    Data orang lain tetap. Yang belum pasti miliknya dibiarkan dan disebut, untuk diperiksa orang.
    Yang dicatat hanya kode dan tanggal, di kelas/deletions.csv.

    Contoh: course forget U07 --dry-run, lalu course forget U07 --inbox "D:/Unduhan WhatsApp"
    """
    from course.privacy.forget import forget as forget_participant
    from course.privacy.forget import planned

    root, participant = Path.cwd(), read_code(participant) or participant
    if dry_run or not yes:
        found = planned(root, participant, inboxes)
        _say_plan(found)
        if dry_run:
            return
        click.confirm(f"Hapus semua data {participant}? Ini tidak bisa dibatalkan.", abort=True)
    result = forget_participant(root, participant, inboxes)
    for line in result.done:
        click.echo(f"✓ {line}")
    for line in result.by_hand:
        click.echo(f"! {line}")
    click.echo(f"✓ {participant} dihapus; dicatat di kelas/deletions.csv.")
    click.echo("  Salinan di HP, email, dan komputer lain tidak terjangkau: hapus di sana juga.")
    if result.by_hand:
        sys.exit(1)


def _say_plan(found: Plan) -> None:
    """Say what is going to be deleted, changed, and left for a person to look at."""
    if found.in_gradebook:
        click.echo("Akan dihapus: buku nilai, nilai dan catatannya")
    for word, deletes in (("dihapus", True), ("diubah", False)):
        for step in found.steps:
            if step.deletes is deletes:
                click.echo(f"Akan {word}: {step.where}")
    if pages := len(found.pages):
        click.echo(f"Akan dibuat lagi: {pages} laporan")
    for line in found.by_hand:
        click.echo(f"! Periksa sendiri: {line}")
    if found.is_empty:
        click.echo("Tidak ada lagi yang perlu dihapus.")


@click.command()
@click.argument("participant", metavar="PESERTA")
def export(participant: str) -> None:
    """Kumpulkan semua data seorang peserta menjadi satu zip untuk diberikan kepadanya.

    Contoh: course export U07
    """
    from course.privacy.export import export as export_participant

    path = export_participant(Path.cwd(), read_code(participant) or participant)
    click.echo(f"✓ {path.relative_to(Path.cwd())}. Buka index.html di dalamnya.")
    click.echo("  Serahkan langsung kepada orangnya, lalu hapus berkas ini.")
