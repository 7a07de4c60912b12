"""The verb that opens the desk: ``course desk``."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("folder", default=".", type=click.Path(path_type=Path))
@click.option("--no-browser", is_flag=True, help="Jangan buka browser; alamatnya dicetak.")
@click.option("--port", default=8899, show_default=True, help="Pintu di komputer ini.")
@click.option("--lab", is_flag=True, help="Buka JupyterLab, bukan meja.")
def desk(folder: Path, *, no_browser: bool, port: int, lab: bool) -> None:
    """Buka meja kelas di browser: semua pekerjaan dengan tombol, tanpa perintah.

    Biarkan jendela ini terbuka selama meja dipakai. Berhenti: Ctrl+C.

    Contoh: course desk   atau   course desk ../kelas-2027
    """
    from course.desk.server import serve

    first = "lab" if lab else "kelas"
    serve(folder.resolve(), port=port, opens=not no_browser, first=first)
