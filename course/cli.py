"""The command line: each verb parses, calls one function, and says what happened.

Exit code 0: fine. 1: some input was refused or something needs mending. 2: cannot run.
Rooms are imported inside the verbs, so that ``course --help`` answers at once.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from course import CourseError, cli_programme, cli_reports
from course.cli_reports import say_table
from course.say import say_collected, say_graded


def _bar(title: str, items: Sequence[Any]) -> Iterable[Any]:
    return tqdm(items, desc=title, unit="", ncols=78, file=sys.stderr, disable=not items)


def _counter(title: str) -> Callable[[int], Callable[[int], object]]:
    """Return a bar for work whose parts are done in any order."""
    shown: dict[str, Any] = {"desc": title, "unit": "", "ncols": 78, "file": sys.stderr}
    return lambda waiting: tqdm(total=waiting, disable=not waiting, **shown).update


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kelas-umkm", message="Kelas UMKM %(version)s")
def course() -> None:
    """Kelas UMKM: rilis pelajaran, kumpulkan jawaban, nilai, dan buat laporan.

    Jalankan di folder Kelas UMKM. Untuk melihat semuanya bekerja: course demo
    """


@course.command()
@click.option("--coverage", is_flag=True, help="Tulis juga docs/coverage.md dari design/.")
def check(*, coverage: bool) -> None:
    """Periksa semua pelajaran sebelum dirilis, dan fakta yang perlu diperiksa lagi."""
    from course.criteria.facts import stale  # noqa: PLC0415
    from course.lessons.check import check as check_lessons  # noqa: PLC0415
    from course.lessons.coverage import write_coverage  # noqa: PLC0415

    problems = check_lessons(Path.cwd())
    for line in stale(dt.datetime.now().astimezone().date()):
        click.echo(f"! {line}")
    for problem in problems:
        click.echo(f"✗ {problem}")
    if problems:
        sys.exit(1)
    click.echo("✓ Semua pelajaran siap dirilis.")
    if coverage:
        lines = write_coverage(Path.cwd())
        missing = [name for name, line in lines.items() if line.status == "belum"]
        click.echo(f"✓ docs/coverage.md: {len(lines)} butir, {len(missing)} belum.")
        if missing:
            click.echo(f"! Belum: {', '.join(missing)}")


@course.command()
@click.argument("lessons", nargs=-1, metavar="[PELAJARAN]...")
def release(lessons: tuple[str, ...]) -> None:
    """Rilis pelajaran: buat versi peserta tanpa kunci di folder release/.

    Contoh: course release pretest
    """
    from course.lessons.release import release as release_lessons  # noqa: PLC0415

    done = release_lessons(
        Path.cwd(), lessons, progress=lambda names: _bar("Merilis pelajaran", names)
    )
    click.echo(f"✓ {len(done)} pelajaran ada di release/.")


@course.command()
@click.argument("inbox", default="inbox", type=click.Path(path_type=Path))
@click.option(
    "--roster",
    type=click.Path(path_type=Path),
    help="Daftar peserta: participant,mentor,token.  [bawaan: roster.csv dan workshop.csv]",
)
def collect(inbox: Path, roster: Path | None) -> None:
    """Kumpulkan jawaban dari sebuah folder ke submitted/.

    Isi folder boleh campur: berkas jawaban, pesan WhatsApp yang disimpan sebagai teks, ekspor chat
    WhatsApp (.txt atau .zip), dan arsip zip. Boleh diulang kapan saja.

    Contoh: course collect "D:/Unduhan WhatsApp"
    """
    from course.inbox.collect import collect as collect_files  # noqa: PLC0415
    from course.people.roster import everybody, read_roster  # noqa: PLC0415

    root = Path.cwd()
    result = collect_files(root, inbox, read_roster(roster) if roster else everybody(root))
    say_collected(result)
    if result.refused:
        sys.exit(1)


@course.command()
@click.argument("lessons", nargs=-1, metavar="[PELAJARAN]...")
@click.option("--participants", default="", help="Hanya peserta ini, misalnya U01,U07.")
@click.option(
    "--jobs", type=click.IntRange(1), help="Jumlah proses.  [bawaan: semua inti prosesor]"
)
@click.option("--scheduler", default="", help="Alamat kluster Dask, misalnya tcp://10.0.0.1:8786.")
@click.option("--db", default="", help="Alamat basis data, misalnya postgresql+psycopg://…")
@click.option("--force", is_flag=True, help="Nilai ulang semua. Nilai dari orang tetap.")
def grade(
    lessons: tuple[str, ...],
    participants: str,
    jobs: int | None,
    scheduler: str,
    db: str,
    *,
    force: bool,
) -> None:
    """Nilai semua jawaban di submitted/; yang sudah dinilai dilewati.

    Contoh: course grade pretest --participants U01,U07
    """
    if db:
        os.environ["KELAS_DB"] = db  # nbgrader_config.py reads it
    from course.autograde.engine import grade as grade_submissions  # noqa: PLC0415
    from course.autograde.pool import Workers  # noqa: PLC0415

    result = grade_submissions(
        Path.cwd(),
        lessons,
        [code.strip() for code in participants.split(",") if code.strip()],
        force=force,
        workers=Workers(jobs, scheduler),
        progress=_counter("Menilai jawaban"),
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
        from course.phone.site import PORT, server  # noqa: PLC0415

        click.echo(f"Buka http://localhost:{PORT}/ di browser. Berhenti: Ctrl+C")
        server(done.folder).serve_forever()


@course.command()
@click.option(
    "--roster", type=click.Path(path_type=Path), help="[bawaan: roster.csv, atau roster.xlsx]"
)
@click.option(
    "--mentors",
    default=None,
    type=click.Path(path_type=Path),
    help="CSV dengan kolom mentor,whatsapp.  [bawaan: mentors.csv di samping daftar peserta]",
)
@click.option("--site", "address", default="http://localhost:8000/", help="Alamat situs kelas.")
@click.option("--class", "class_name", default="", help="Nama kelas, tampil di HP peserta.")
def invite(roster: Path | None, mentors: Path | None, address: str, class_name: str) -> None:
    """Buat tautan, pesan, dan kartu QR undangan di invitations/ untuk setiap peserta.

    Contoh: course invite --roster roster.csv --site https://kelas.contoh.ac.id/
    """
    from course.people.invitations import invite as write_invitations  # noqa: PLC0415
    from course.people.roster import find_roster  # noqa: PLC0415

    roster = roster or find_roster(Path.cwd())
    beside = roster.parent / "mentors.csv"
    numbers = mentors or (beside if beside.is_file() else None)
    made = write_invitations(Path.cwd(), roster, address, mentors=numbers, class_name=class_name)
    click.echo(f"✓ {len(made)} undangan ada di invitations/: pesan.html, qr.html, undangan.csv.")
    click.echo("  Pendamping mendapat tautan sendiri, dengan lembar tentang mitranya.")
    if numbers is None:
        click.echo("! Nomor pendamping belum ada (mentors.csv); peserta memilih sendiri ke siapa.")
    if "localhost" in address:
        click.echo(
            "! Tautan ini hanya jalan di komputer ini. Untuk HP: --site https://alamat-situs/"
        )


@course.command()
def demo() -> None:
    """Jalankan semuanya pada kelas contoh: rilis, kumpul, nilai, laporan."""
    from course.demo import demo as run_demo  # noqa: PLC0415

    result = run_demo(Path.cwd(), _bar, _counter("Menilai jawaban"))
    say_collected(result.collected)
    say_graded(result.graded)
    say_table(Path.cwd())
    for line in result.state:
        click.echo(line)
    click.echo("")
    click.echo(f"✓ Laporan lengkap: {result.page.relative_to(Path.cwd())} (buka dengan browser)")
    for page in result.others:
        click.echo(f"✓ Laporan: {page.relative_to(Path.cwd())}")
    click.echo("\nBerikutnya: buka pelajaran dengan make lab (atau jupyter lab), jawab satu tes di")
    click.echo("release/pretest, lalu baca README bagian Indonesia untuk kelas Ibu/Bapak sendiri.")


cli_programme.add_to(course)
cli_reports.add_to(course)


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
