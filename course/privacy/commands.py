"""The verbs of a person's rights over their data: ``course forget``, ``course export``."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command()
@click.argument("participant", metavar="PESERTA")
@click.option(
    "--inbox",
    "inboxes",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    help="Folder kiriman lain yang ikut dibersihkan, misalnya unduhan WhatsApp.",
)
@click.option("--yes", is_flag=True, help="Jangan bertanya dulu.")
def forget(participant: str, inboxes: tuple[Path, ...], *, yes: bool) -> None:
    """Hapus semua data seorang peserta (UU 27/2022). Tidak bisa dibatalkan.

    Data peserta lain tetap. Yang dicatat hanya kode dan tanggal, di kelas/deletions.csv.

    Contoh: course forget U07 --inbox "D:/Unduhan WhatsApp"
    """
    from course.privacy.forget import forget as forget_participant

    if not yes:
        click.confirm(f"Hapus semua data {participant}? Ini tidak bisa dibatalkan.", abort=True)
    result = forget_participant(Path.cwd(), participant, inboxes)
    for line in result.done:
        click.echo(f"✓ {line}")
    for line in result.by_hand:
        click.echo(f"! {line}")
    click.echo(f"✓ {participant} dihapus; dicatat di kelas/deletions.csv.")
    click.echo("  Salinan di HP, email, dan komputer lain tidak terjangkau: hapus di sana juga.")
    if result.by_hand:
        sys.exit(1)


@click.command()
@click.argument("participant", metavar="PESERTA")
def export(participant: str) -> None:
    """Kumpulkan semua data seorang peserta menjadi satu zip untuk diberikan kepadanya.

    Contoh: course export U07
    """
    from course.privacy.export import export as export_participant

    path = export_participant(Path.cwd(), participant)
    click.echo(f"✓ {path.relative_to(Path.cwd())}. Buka index.html di dalamnya.")
    click.echo("  Serahkan langsung kepada orangnya, lalu hapus berkas ini.")
