"""The verb of what participants keep: ``course keepsake``."""

from __future__ import annotations

from pathlib import Path

import click

from course.curriculum.keepsakes import write_keepsakes


@click.command()
@click.argument("participant", metavar="PESERTA")
def keepsake(participant: str) -> None:
    """Buat berkas untuk usaha peserta sendiri di kelas/keepsakes/: kartu toko, katalog, kas.

    Contoh: course keepsake U07
    """
    written = write_keepsakes(Path.cwd(), participant)
    for path in written.files:
        click.echo(f"✓ {path.relative_to(Path.cwd())}")
    for line in written.notes:
        click.echo(f"! {line}")
