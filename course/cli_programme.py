"""The command line's verbs for running a programme: roster, workshop, data of participants."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from course.people.roster_check import RosterCheck


_ROSTER = "Daftar peserta (CSV atau XLSX).  [bawaan: workshop.csv, kalau tidak ada roster.csv]"


def add_to(group: click.Group) -> None:
    """Add the verbs of this module to the ``course`` command."""
    for verb in (roster, zoom, rundown, dashboard, forget, export):
        group.add_command(verb)


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()


@click.group()
def roster() -> None:
    """Daftar peserta, pendamping, dan dosen: course roster check."""


@roster.command("check")
@click.argument("path", required=False, type=click.Path(path_type=Path), metavar="[DAFTAR]")
def check_roster(path: Path | None) -> None:
    """Periksa daftar peserta dan program.toml; tiap masalah satu baris.

    Contoh: course roster check   atau   course roster check roster.xlsx
    """
    from course.people.roster import find_roster  # noqa: PLC0415
    from course.people.roster_check import check_roster as check  # noqa: PLC0415

    root = Path.cwd()
    found = check(path or find_roster(root), _today())
    if path is None and not found.problems:
        _check_consents(root, found)
    _check_program(root, found)
    for line in found.warnings:
        click.echo(f"! {line}")
    for line in found.problems:
        click.echo(f"✗ {line}")
    if found.problems:
        sys.exit(1)
    click.echo(
        f"✓ {found.participants} peserta, {found.mentors} pendamping, {found.lecturers} dosen: "
        "tidak ada masalah."
    )


def _check_consents(root: Path, found: RosterCheck) -> None:
    from course import lessons  # noqa: PLC0415
    from course.inbox.consent import LESSON, contradictions  # noqa: PLC0415
    from course.people.roster import course_roster  # noqa: PLC0415

    if LESSON in lessons.names(root):
        problems, notes = contradictions(root, course_roster(root))
        found.problems += problems
        found.warnings += notes


def _check_program(root: Path, found: RosterCheck) -> None:
    from course import lessons  # noqa: PLC0415
    from course.evaluation.progress import retention_line  # noqa: PLC0415
    from course.people.program import ProgramError, find_program  # noqa: PLC0415

    try:
        program = find_program(root, lessons.names(root))
    except ProgramError as error:
        found.problems += error.problems
    else:
        late = retention_line(program, _today()) if program else ""
        found.warnings += [late] if late else []


@click.group()
def zoom() -> None:
    """Laporan peserta dan polling dari Zoom: course zoom match, lalu course zoom import."""


_reports = click.argument(
    "reports", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="LAPORAN..."
)
_polls = click.option("--poll", "polls", multiple=True, type=click.Path(path_type=Path),
                      help="Laporan polling Zoom; boleh lebih dari satu.")  # fmt: skip
_roster = click.option("--roster", "path", type=click.Path(path_type=Path), help=_ROSTER)


@zoom.command("match")
@_reports
@_polls
@_roster
def match_names(reports: tuple[Path, ...], polls: tuple[Path, ...], path: Path | None) -> None:
    """Usulkan kode untuk tiap nama di laporan Zoom; hasilnya zoom/cocokkan.csv.

    Buka berkas itu dengan Excel dan isi kolom benar: ya, tidak, atau kode yang tepat. Simpan
    sebagai CSV. Contoh: course zoom match participants_123.csv --poll pollreport_123.csv
    """
    from course.people.attendance import match  # noqa: PLC0415
    from course.people.roster import workshop_roster  # noqa: PLC0415

    root = Path.cwd()
    result = match(root, reports, polls, path or workshop_roster(root), _day(root))
    for line in result.notes:
        click.echo(f"! {line}")
    click.echo(
        f"✓ {result.attendees} nama di {result.sheet.relative_to(root)}; "
        f"{result.strong} usulan kuat."
    )
    click.echo("  Isi kolom benar (ya, tidak, atau kode), lalu: course zoom import LAPORAN.csv")


@zoom.command("import")
@_reports
@_polls
@_roster
def import_confirmed(reports: tuple[Path, ...], polls: tuple[Path, ...], path: Path | None) -> None:
    """Hitung menit hadir dan polling dari nama yang sudah dicocokkan; hasilnya di workshop/.

    Contoh: course zoom import participants_123.csv --poll pollreport_123.csv
    """
    from course.people.attendance import import_reports  # noqa: PLC0415
    from course.people.roster import workshop_roster  # noqa: PLC0415

    root = Path.cwd()
    result = import_reports(root, reports, polls, path or workshop_roster(root), _day(root))
    for line in result.problems:
        click.echo(f"! {line}")
    click.echo(
        f"✓ {result.present} peserta hadir, {result.unnamed} nama tanpa kode, "
        f"{result.votes} pilihan polling. Berikutnya: course report workshop"
    )
    if result.problems:
        sys.exit(1)


def _day(root: Path) -> dt.date | None:
    from course.people.program import find_program  # noqa: PLC0415

    program = find_program(root)
    return program.workshop.date if program and program.workshop else None


@click.command()
@click.option("--site", default="http://localhost:8000/", help="Alamat situs kelas.")
def rundown(site: str) -> None:
    """Buat susunan acara lokakarya dengan tautan pelajaran, untuk dicetak atau dibagikan.

    Contoh: course rundown --site https://kelas.contoh.ac.id/
    """
    from course import lessons  # noqa: PLC0415
    from course.people.program import FILE_NAME, read_program  # noqa: PLC0415
    from course.reports.rundown import write_rundown  # noqa: PLC0415

    root = Path.cwd()
    page = write_rundown(root, read_program(root / FILE_NAME, lessons.names(root)), site)
    click.echo(f"✓ Susunan acara: {page.relative_to(root)} (buka dengan browser, cetak: Ctrl+P)")


@click.command()
@click.option(
    "--no-browser", is_flag=True, help="Siapkan dasbor.ipynb saja, jangan buka JupyterLab."
)
def dashboard(*, no_browser: bool) -> None:
    """Buka dasbor untuk dibagikan di layar: siapa sudah mengirim, sebaran jawaban tanpa nama."""
    import subprocess  # noqa: PLC0415
    from importlib.resources import files  # noqa: PLC0415

    from course.files import write_atomically  # noqa: PLC0415

    # A copy: JupyterLab saves what it shows into the notebook it opened.
    notebook = Path.cwd() / "dasbor.ipynb"
    ours = files("course").joinpath("reports", "notebooks", "dashboard.ipynb")
    write_atomically(notebook, ours.read_bytes())
    click.echo("✓ dasbor.ipynb siap. Di JupyterLab: menu Run, lalu Run All Cells.")
    if not no_browser:
        subprocess.run(  # noqa: S603  our own JupyterLab, in the same environment
            [sys.executable, "-m", "jupyterlab", str(notebook), "--notebook-dir=."], check=False
        )


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

    Data peserta lain tetap. Yang dicatat hanya kode dan tanggal, di deletions.csv.

    Contoh: course forget U07 --inbox "D:/Unduhan WhatsApp"
    """
    from course.privacy.forget import forget as forget_participant  # noqa: PLC0415

    if not yes:
        click.confirm(f"Hapus semua data {participant}? Ini tidak bisa dibatalkan.", abort=True)
    result = forget_participant(Path.cwd(), participant, inboxes)
    for line in result.done:
        click.echo(f"✓ {line}")
    for line in result.by_hand:
        click.echo(f"! {line}")
    click.echo(f"✓ {participant} dihapus; dicatat di deletions.csv.")
    click.echo("  Salinan di HP, email, dan komputer lain tidak terjangkau: hapus di sana juga.")
    if result.by_hand:
        sys.exit(1)


@click.command()
@click.argument("participant", metavar="PESERTA")
def export(participant: str) -> None:
    """Kumpulkan semua data seorang peserta menjadi satu zip untuk diberikan kepadanya.

    Contoh: course export U07
    """
    from course.privacy.export import export as export_participant  # noqa: PLC0415

    path = export_participant(Path.cwd(), participant)
    click.echo(f"✓ {path.relative_to(Path.cwd())}. Buka index.html di dalamnya.")
    click.echo("  Serahkan langsung kepada orangnya, lalu hapus berkas ini.")
