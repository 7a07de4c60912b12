"""The command line: each verb parses, calls one function, and says what happened.

Exit code 0: fine. 1: some input was refused or something needs mending. 2: cannot run.
Rooms are imported inside the verbs, so that ``course --help`` answers at once.
"""

from __future__ import annotations

import datetime as dt
import io
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from course.cli_programme import add_to as add_programme
from course.cli_words import say_collected, say_graded, say_table
from course.errors import CourseError


def _bar(title: str, items: Sequence[Any]) -> Iterable[Any]:
    return tqdm(items, desc=title, unit="", ncols=78, file=sys.stderr, disable=not items)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kelas-umkm", message="Kelas UMKM %(version)s")
def course() -> None:
    """Kelas UMKM: rilis pelajaran, kumpulkan jawaban, nilai, dan buat laporan.

    Jalankan di folder Kelas UMKM. Untuk melihat semuanya bekerja: course demo
    """


@course.command()
def check() -> None:
    """Periksa semua pelajaran sebelum dirilis, dan fakta yang perlu diperiksa lagi."""
    from course.check import check as check_lessons  # noqa: PLC0415
    from course.facts import stale  # noqa: PLC0415

    problems = check_lessons(Path.cwd())
    for line in stale(dt.datetime.now().astimezone().date()):
        click.echo(f"! {line}")
    for problem in problems:
        click.echo(f"✗ {problem}")
    if problems:
        sys.exit(1)
    click.echo("✓ Semua pelajaran siap dirilis.")


@course.command()
@click.argument("lessons", nargs=-1, metavar="[PELAJARAN]...")
def release(lessons: tuple[str, ...]) -> None:
    """Rilis pelajaran: buat versi peserta tanpa kunci di folder release/.

    Contoh: course release pretest
    """
    from course.release import release as release_lessons  # noqa: PLC0415

    done = release_lessons(
        Path.cwd(), lessons, progress=lambda names: _bar("Merilis pelajaran", names)
    )
    click.echo(f"✓ {len(done)} pelajaran ada di release/.")


@course.command()
@click.argument("inbox", default="inbox", type=click.Path(path_type=Path))
@click.option(
    "--roster",
    default="roster.csv",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Daftar peserta: participant,mentor,token.",
)
def collect(inbox: Path, roster: Path) -> None:
    """Kumpulkan jawaban dari sebuah folder ke submitted/.

    Isi folder boleh campur: berkas jawaban, pesan WhatsApp yang disimpan sebagai teks, ekspor chat
    WhatsApp (.txt atau .zip), dan arsip zip. Boleh diulang kapan saja.

    Contoh: course collect "D:/Unduhan WhatsApp"
    """
    from course.inbox import collect as collect_files  # noqa: PLC0415
    from course.roster import read_roster  # noqa: PLC0415

    result = collect_files(Path.cwd(), inbox, read_roster(roster))
    say_collected(result)
    if result.refused:
        sys.exit(1)


@course.command()
@click.argument("lessons", nargs=-1, metavar="[PELAJARAN]...")
@click.option("--participants", default="", help="Hanya peserta ini, misalnya U01,U07.")
@click.option("--force", is_flag=True, help="Nilai ulang semua. Nilai dari orang tetap.")
def grade(lessons: tuple[str, ...], participants: str, *, force: bool) -> None:
    """Nilai semua jawaban di submitted/; yang sudah dinilai dilewati.

    Contoh: course grade pretest --participants U01,U07
    """
    from course.autograde.engine import grade as grade_submissions  # noqa: PLC0415

    result = grade_submissions(
        Path.cwd(),
        lessons,
        [code.strip() for code in participants.split(",") if code.strip()],
        force=force,
        progress=lambda waiting: _bar("Menilai jawaban", waiting),
    )
    say_graded(result)
    if result.refused:
        sys.exit(1)


@course.command()
@click.option("--serve", is_flag=True, help="Setelah jadi, buka di komputer ini untuk dicoba.")
def site(*, serve: bool) -> None:
    """Buat situs HP di site/ dari semua pelajaran yang sudah dirilis.

    Salin isi folder site/ ke tempat situs (harus https). Coba dulu: course site --serve
    """
    from course.phone.site import build_site  # noqa: PLC0415

    done = build_site(Path.cwd(), progress=lambda names: _bar("Membuat halaman", names))
    click.echo(f"✓ {len(done.lessons)} pelajaran ada di site/ ({done.size // 1024} KB semuanya).")
    if serve:
        from course.phone.serve import PORT, server  # noqa: PLC0415

        click.echo(f"Buka http://localhost:{PORT}/ di browser. Berhenti: Ctrl+C")
        server(done.folder).serve_forever()


@course.command()
@click.option("--roster", default="roster.csv", show_default=True, type=click.Path(path_type=Path))
@click.option(
    "--mentors",
    default=None,
    type=click.Path(path_type=Path),
    help="CSV dengan kolom mentor,whatsapp.  [bawaan: mentors.csv di samping daftar peserta]",
)
@click.option("--site", "address", default="http://localhost:8000/", help="Alamat situs kelas.")
@click.option("--class", "class_name", default="", help="Nama kelas, tampil di HP peserta.")
def invite(roster: Path, mentors: Path | None, address: str, class_name: str) -> None:
    """Buat tautan, pesan, dan kartu QR undangan di invitations/ untuk setiap peserta.

    Contoh: course invite --roster roster.csv --site https://kelas.contoh.ac.id/
    """
    from course.invitations import invite as write_invitations  # noqa: PLC0415

    beside = roster.parent / "mentors.csv"
    numbers = mentors or (beside if beside.is_file() else None)
    made = write_invitations(Path.cwd(), roster, address, mentors=numbers, class_name=class_name)
    click.echo(f"✓ {len(made)} undangan ada di invitations/: pesan.html, qr.html, undangan.csv.")
    if numbers is None:
        click.echo("! Nomor pendamping belum ada (mentors.csv); peserta memilih sendiri ke siapa.")
    if "localhost" in address:
        click.echo(
            "! Tautan ini hanya jalan di komputer ini. Untuk HP: --site https://alamat-situs/"
        )


@course.command()
@click.argument("kind", default="evaluation", metavar="[JENIS]")
def report(kind: str) -> None:
    """Buat laporan di reports/. Jenis: evaluation, workshop."""
    from course.report import notices, read_evaluation, write_report  # noqa: PLC0415

    page = write_report(Path.cwd(), kind)
    if kind == "evaluation":
        say_table(read_evaluation(Path.cwd()))
    for line in notices(Path.cwd()):
        click.echo(f"! {line}")
    click.echo(f"✓ Laporan: {page.relative_to(Path.cwd())} (buka dengan browser)")


@course.command()
@click.argument("participant", metavar="PESERTA")
def keepsake(participant: str) -> None:
    """Buat berkas untuk usaha peserta sendiri di keepsakes/, misalnya katalog.

    Contoh: course keepsake U07
    """
    from course.keepsakes.registry import write_keepsakes  # noqa: PLC0415
    from course.roster import find_roster, line_for_kept_back, without_consent  # noqa: PLC0415

    if participant in without_consent(find_roster(Path.cwd())):
        raise CourseError(line_for_kept_back({participant}))
    written = write_keepsakes(Path.cwd(), participant)
    for path in written.files:
        click.echo(f"✓ {path.relative_to(Path.cwd())}")
    for line in written.notes:
        click.echo(f"! {line}")


add_programme(course)


@course.command()
def demo() -> None:
    """Jalankan semuanya pada kelas contoh: rilis, kumpul, nilai, laporan."""
    from course.demo import demo as run_demo  # noqa: PLC0415

    result = run_demo(Path.cwd(), _bar)
    say_collected(result.collected)
    say_graded(result.graded)
    say_table(result.evaluation)
    for line in result.state:
        click.echo(line)
    click.echo("")
    for page in (result.page, result.workshop_page):
        click.echo(f"✓ Laporan: {page.relative_to(Path.cwd())} (buka dengan browser)")
    click.echo("\nBerikutnya: buka pelajaran dengan make lab (atau jupyter lab), jawab satu tes di")
    click.echo("release/pretest, lalu baca README bagian Indonesia untuk kelas Ibu/Bapak sendiri.")


def main() -> None:
    """Run the command line; an error a person can mend is one line, without a traceback."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console without ✓ in its code page shows "?" instead of stopping.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        course(standalone_mode=False)
    except CourseError as error:
        click.echo(f"✗ {error}", err=True)
        sys.exit(2)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo(
            "Dihentikan. Perintah yang sama boleh diulang; yang sudah selesai tidak diulang.",
            err=True,
        )
        sys.exit(130)
