"""The verb of the phone pages: ``course site``."""

from __future__ import annotations

from pathlib import Path

import click

from course.bars import bar


@click.command()
@click.option("--serve", is_flag=True, help="Setelah jadi, buka di komputer ini untuk dicoba.")
def site(*, serve: bool) -> None:
    """Buat situs HP di kelas/site/ dari semua pelajaran yang sudah dirilis.

    Salin isi folder kelas/site/ ke tempat situs (harus https). Coba dulu: course site --serve
    """
    from course.phone.site import PORT, build_site, server

    done = build_site(Path.cwd(), progress=lambda names: bar("Membuat halaman", names))
    click.echo(
        f"✓ {len(done.lessons)} pelajaran ada di kelas/site/ ({done.size // 1024} KB semuanya)."
    )
    for line in done.undated:
        click.echo(f"· {line}")
    if serve:
        click.echo(f"Buka http://localhost:{PORT}/ di browser. Berhenti: Ctrl+C")
        server(done.folder).serve_forever()
