"""The verbs about what came in: ``course collect``, ``answers``, ``roster check``.

The roster is checked here, against the consent that came in.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from course import CourseError, lessons
from course.files import Places
from course.inbox.collect import Collected
from course.inbox.collect import collect as collect_files
from course.inbox.consent import contradictions
from course.inbox.filing import bench, settle_as
from course.inbox.kept import keys
from course.inbox.mailbox import own_mailbox
from course.inbox.mailbox.key import class_key
from course.inbox.mailbox.took_part import write_down
from course.inbox.mailbox.waiting import Box, is_address
from course.inbox.merge import COUNT, LEAVE_OUT
from course.people.program import Program, ProgramError, find_program, retention_line
from course.people.roster import (
    beside_each_other,
    course_roster,
    find_roster,
    forgotten,
    invited,
    roster_problems,
)
from course.people.roster_check import PARTNERS, RosterCheck
from course.people.roster_check import check_roster as check_list


@click.command()
@click.argument("inbox", default="kelas/inbox")
@click.option(
    "--roster",
    type=click.Path(path_type=Path),
    help="Daftar peserta: participant,mentor,token.  [bawaan: kedua daftar di kelas/]",
)
def collect(inbox: str, roster: Path | None) -> None:
    """Kumpulkan jawaban dari sebuah folder, atau dari satu berkas, ke submitted/.

    Yang dikirim sendiri oleh HP ke kelas ini ikut dikumpulkan. Dari layanan di komputer lain:
    course collect https://kirim.contoh.ac.id/

    Isi folder boleh campur: berkas jawaban, pesan WhatsApp yang disimpan sebagai teks, ekspor chat
    WhatsApp (.txt atau .zip), dan arsip zip. Boleh diulang kapan saja.

    Contoh: course collect "D:/Unduhan WhatsApp"

    Satu berkas saja: course collect "Chat WhatsApp dengan U07.zip"
    """
    root = Path.cwd()
    for line in roster_problems(root):
        click.echo(f"! {line}")
    with _box(root, inbox) as box:
        folder = Places(root).inbox if is_address(inbox) else Path(inbox)
        if is_address(inbox):
            folder.mkdir(parents=True, exist_ok=True)
        result = collect_files(root, folder, invited(root, roster), box=box)
    say_collected(result)
    if result.refused:
        sys.exit(1)


@contextmanager
def _box(root: Path, source: str) -> Iterator[Box | None]:
    """Open the mailbox that is to be emptied: the one behind an address, else the class's own."""
    if is_address(source):
        from course.inbox.mailbox.remote import RemoteBox

        with RemoteBox(source, class_key(root)) as remote:
            gone = forgotten(root)
            remote.forget(sorted(gone))
            write_down(root, remote.took_part(), gone)
            yield remote
        return
    with own_mailbox(root) as own:
        if own is not None:
            write_down(root, own.took_part(), forgotten(root))
        yield own


def say_collected(result: Collected) -> None:
    """Say what came in, what was refused and why."""
    known = f", {result.known} sudah diterima sebelumnya" if result.known else ""
    click.echo(f"✓ {len(result.accepted)} berkas jawaban diterima{known}.")
    for line in result.refused:
        click.echo(f"! {line}")
    if result.kept:
        click.echo("  Berkas jawaban yang ditolak disimpan di kelas/inbox/refused/.")
    for line in result.notes:
        click.echo(f"  {line}")


@click.command()
@click.argument("participant")
@click.argument("lesson", default="")
@click.option("--count", "count", metavar="KIRIMAN", help="Hitung kiriman ini juga.")
@click.option("--leave-out", metavar="KIRIMAN", help="Jangan hitung kiriman ini.")
@click.option("--undo", metavar="KIRIMAN", help="Batalkan keputusan tentang kiriman ini.")
def answers(
    participant: str, lesson: str, count: str | None, leave_out: str | None, undo: str | None
) -> None:
    """Tunjukkan semua kiriman seorang peserta, dan mana yang dihitung.

    Tidak ada kiriman yang hilang: tiap kiriman disimpan, dan jawabannya digabung soal demi soal.

    Contoh: course answers U07   atau   course answers U07 pretest --leave-out 1a2b3c4d5e6f
    """
    root = Path.cwd()
    for id_, decision in ((count, COUNT), (leave_out, LEAVE_OUT), (undo, "")):
        if id_:
            settle_as(root, (participant, lesson), id_, decision)
    own = bench(root, invited(root))
    shown = [key for key in keys(root) if key[0] == participant and lesson in {"", key[1]}]
    if not shown:
        raise CourseError(f"Belum ada kiriman dari {participant} {lesson}".rstrip() + ".")
    for key in shown:
        if key[1] not in own.register.lessons:
            click.echo(
                f"! {key[1]}: kirimannya disimpan, tetapi pelajarannya tidak ada di source/."
            )
            continue
        click.echo(f"{key[1]}:")
        for one in own.history(key):
            click.echo(f"  {one.id}  {one.at:%Y-%m-%d %H.%M}  {one.in_words}")


@click.group()
def roster() -> None:
    """Daftar peserta, pendamping, dan dosen: course roster check."""


@roster.command("check")
@click.argument("path", required=False, type=click.Path(path_type=Path), metavar="[DAFTAR]")
def check_roster(path: Path | None) -> None:
    """Periksa daftar peserta dan program.toml; tiap masalah satu baris.

    Contoh: course roster check   atau   course roster check roster.xlsx
    """
    root, today = Path.cwd(), dt.datetime.now().astimezone().date()
    program, problems = _program(root)
    partners = program.course.partners if program else PARTNERS
    found = check_list(path or find_roster(root), today, partners)
    if path is None:
        found.warnings += beside_each_other(root)
        if not found.problems:
            _check_consents(root, found)
    found.problems += problems
    late = retention_line(program, today) if program else ""
    found.warnings += [late] if late else []
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
    problems, notes = contradictions(root, course_roster(root))
    found.problems += problems
    found.warnings += notes


def _program(root: Path) -> tuple[Program | None, list[str]]:
    """Return the programme and what is wrong with it."""
    try:
        return find_program(root, lessons.names(root)), []
    except ProgramError as error:
        return None, list(error.problems)
