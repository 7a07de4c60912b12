"""The verbs about a class and who takes part: ``course new``, ``invite``, ``zoom``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from course.people.attendance import import_reports, match
from course.people.invitations import invite as write_invitations
from course.people.program import workshop_day
from course.people.roster import find_roster, workshop_roster


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--name", default="", help="Nama kelas, misalnya PKM Brebes 2027.  [bawaan: nama folder]"
)
@click.option("--example", is_flag=True, help="Kelas contoh (buatan), untuk course demo.")
def new(folder: Path, name: str, *, example: bool) -> None:
    """Buat folder kelas baru: pelajaran, daftar peserta yang kosong, dan program.

    Contoh: course new ../kelas-2027 --name "PKM Brebes 2027"
    """
    from course.people.classes import new_class

    root = new_class(folder, name or folder.resolve().name, example=example)
    click.echo(f"✓ Kelas baru ada di {root}")
    if example:
        click.echo("  Masuk ke folder itu, lalu: course demo")
        return
    click.echo("  Isi kelas/roster.xlsx dengan Excel, dan ganti tanggal di kelas/program.toml.")
    click.echo("  Lalu buka kelas itu: klik dua kali Kelas UMKM di dalamnya, atau course desk.")


@click.command()
@click.option(
    "--roster", type=click.Path(path_type=Path), help="[bawaan: kelas/roster.csv, atau roster.xlsx]"
)
@click.option(
    "--mentors",
    default=None,
    type=click.Path(path_type=Path),
    help="Daftar dengan kolom mentor,whatsapp.  [bawaan: mentors.csv, atau lembar pendamping]",
)
@click.option("--site", "address", default="http://localhost:8000/", help="Alamat situs kelas.")
@click.option("--class", "class_name", default="",
              help="Nama kelas, tampil di HP peserta.  [bawaan: dari program.toml]")  # fmt: skip
@click.option(
    "--receive", default="", help="Alamat penerima jawaban HP.  [bawaan: receive di program.toml]"
)
def invite(
    roster: Path | None, mentors: Path | None, address: str, class_name: str, receive: str
) -> None:
    """Buat tautan, pesan, dan kartu QR undangan di kelas/invitations/ untuk setiap peserta.

    Contoh: course invite --site https://kelas.contoh.ac.id/
    """
    roster = roster or find_roster(Path.cwd())
    found = write_invitations(
        Path.cwd(), roster, address, mentors=mentors, class_name=class_name, receive=receive
    )
    for line in found.problems:
        click.echo(f"! {line}")
    for line in found.said:
        click.echo(f"✓ {line}")
    click.echo(
        f"✓ {len(found.made)} undangan ada di kelas/invitations/: pesan.html, qr.html, "
        "undangan.xlsx (dan .csv)."
    )
    click.echo("  Pendamping mendapat tautan sendiri, dengan lembar tentang mitranya.")
    if not found.numbers:
        click.echo("! Nomor pendamping belum ada (mentors.csv); peserta memilih sendiri ke siapa.")
    if "localhost" in address:
        click.echo(
            "! Tautan ini hanya jalan di komputer ini. Untuk HP: --site https://alamat-situs/"
        )


@click.group()
def zoom() -> None:
    """Laporan peserta dan polling dari Zoom: course zoom match, lalu course zoom import."""


_reports = click.argument(
    "reports", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="LAPORAN..."
)
_polls = click.option("--poll", "polls", multiple=True, type=click.Path(path_type=Path),
                      help="Laporan polling Zoom; boleh lebih dari satu.")  # fmt: skip
_roster = click.option(
    "--roster",
    "path",
    type=click.Path(path_type=Path),
    help="Daftar peserta (CSV, XLSX).  [bawaan: kelas/workshop.csv, kalau tidak ada roster.csv]",
)


@zoom.command("match")
@_reports
@_polls
@_roster
def match_names(reports: tuple[Path, ...], polls: tuple[Path, ...], path: Path | None) -> None:
    """Usulkan kode untuk tiap nama di laporan Zoom; hasilnya kelas/zoom/cocokkan.xlsx.

    Buka berkas itu dengan Excel, isi kolom benar (ya, tidak, atau kode yang tepat), lalu simpan.
    Contoh: course zoom match participants_123.csv --poll pollreport_123.csv
    """
    root = Path.cwd()
    result = match(root, reports, polls, path or workshop_roster(root), workshop_day(root))
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
    """Hitung menit hadir dan polling dari nama yang sudah dicocokkan; hasilnya di kelas/workshop/.

    Contoh: course zoom import participants_123.csv --poll pollreport_123.csv
    """
    root = Path.cwd()
    result = import_reports(root, reports, polls, path or workshop_roster(root), workshop_day(root))
    for line in result.problems:
        click.echo(f"! {line}")
    click.echo(
        f"✓ {result.present} peserta hadir, {result.unnamed} nama tanpa kode, "
        f"{result.votes} pilihan polling. Berikutnya: course report workshop"
    )
    if result.problems:
        sys.exit(1)
