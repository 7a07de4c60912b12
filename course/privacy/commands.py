"""The verbs about what is held of people: ``forget``, ``export``, ``backup``, ``restore``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from course import CourseError
from course.people.written import read_code

if TYPE_CHECKING:
    from course.privacy.packing import Manifest
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
@click.argument("participant", metavar="PESERTA|evaluation")
def export(participant: str) -> None:
    """Kumpulkan semua data seorang peserta menjadi satu zip untuk diberikan kepadanya.

    Dengan kata evaluation: bahan untuk jurnal. Satu berkas boleh dipublikasikan (tabel kelas, bahan
    artikel dalam dua bahasa, buku kode, program yang menghitung ulang angka tercetak); satu lagi
    memuat nilai tiap orang tanpa kode, dan tidak boleh.

    Contoh: course export U07, atau course export evaluation
    """
    from course.privacy.export import export as export_participant

    if participant == "evaluation":
        _export_evaluation(Path.cwd())
        return
    path = export_participant(Path.cwd(), read_code(participant) or participant)
    click.echo(f"✓ {path.relative_to(Path.cwd())}. Buka index.html di dalamnya.")
    click.echo("  Serahkan langsung kepada orangnya, lalu hapus berkas ini.")


def _export_evaluation(root: Path) -> None:
    from course.reports.article.bundle import write_bundle

    done = write_bundle(root)
    click.echo(f"✓ {_near(root, done.public)}: boleh dipublikasikan. Satu kelas, satu kali.")
    click.echo(
        f"✓ {_near(root, done.restricted)}: nilai {done.people} orang tanpa kode. JANGAN "
        "dipublikasikan."
    )
    click.echo(
        f"  {done.figures} angka tercetak sudah dihitung ulang dari data itu, semuanya sama."
    )
    for name in done.left_out:
        click.echo(f"! Tabel {name} tidak ikut: orangnya lain dari yang ada di data itu.")
    if done.consent:
        click.echo(f"! Persetujuan kelas ini: “{done.consent}”")
    click.echo(
        "! Lembar asesmen bawaan hanya mengizinkan laporan tanpa nama, dilihat pendamping dan "
        "dosen. Membagikan nilai tiap orang memerlukan persetujuan baru yang menyebutnya."
    )


@click.command()
@click.argument("target", metavar="[BERKAS]", required=False, type=click.Path(path_type=Path))
@click.option("--list", "lists", is_flag=True, help="Sebut cadangan yang ada di kelas/backups.")
def backup(target: Path | None, *, lists: bool) -> None:
    """Simpan seluruh kelas dalam satu berkas: daftar, kiriman, jawaban, nilai, catatan, pelajaran.

    Tanpa nama, berkasnya di kelas/backups. Isinya data pribadi: simpan di tempat yang aman,
    misalnya USB yang dikunci. Contoh: course backup, atau course backup "D:/cadangan-kelas.zip"
    """
    from course.privacy.backup import backup as back_up
    from course.privacy.backup import backups, key_line, megabytes
    from course.privacy.packing import opened

    root = Path.cwd()
    if lists:
        for one in backups(root):
            what = f"{one.made:%Y-%m-%d %H.%M}, {one.size_in_words}, {one.why}"
            click.echo(f"{one.path.relative_to(root)}: {what}")
        return
    path = back_up(root, target)
    with opened(path) as (_, manifest):
        size = megabytes(path.stat().st_size)
        click.echo(f"✓ {_near(root, path)}: {len(manifest.files)} berkas, {size}.")
        for link in manifest.left_out:
            click.echo(f"! {link}: tautan (link), isinya tidak ikut. Salin sendiri.")
    if line := key_line(root):
        click.echo(f"! {line}")
    click.echo("  Isinya data pribadi. Salin ke USB atau disk lain, dan jangan dibagikan.")


@click.command()
@click.argument("file", metavar="CADANGAN", type=click.Path(path_type=Path))
@click.option(
    "--into", metavar="FOLDER", type=click.Path(path_type=Path), help="Pulihkan ke folder baru."
)
@click.option("--yes", is_flag=True, help="Jangan bertanya dulu.")
def restore(file: Path, into: Path | None, *, yes: bool) -> None:
    """Kembalikan kelas dari berkas cadangan. Yang ada sekarang dicadangkan dulu.

    Peserta yang datanya sudah dihapus (course forget) tetap terhapus. Pakai hanya cadangan dari
    Anda sendiri: di dalamnya ada pelajaran, dan pelajaran adalah program.

    Contoh: course restore kelas/backups/kelas-2026-11-29-0815.zip --into ../kelas-pulih
    """
    from course.files import is_class
    from course.privacy.packing import opened
    from course.privacy.restore import restore as bring_back

    root = Path.cwd()
    if into is None and not is_class(root):
        message = f"{root}: bukan folder Kelas UMKM. Masuk ke folder itu, atau pakai --into FOLDER."
        raise CourseError(message)
    with opened(file) as (_, manifest):
        click.echo(_of(manifest))
    target = into or root
    if is_class(target) and not yes:
        click.confirm("Ganti isi kelas ini dengan isi cadangan itu?", abort=True)
    result = bring_back(file, target, known=root if is_class(root) else None)
    for code in result.forgotten:
        click.echo(f"✓ {code}: sudah pernah dihapus, jadi dihapus lagi.")
    for line in result.by_hand:
        click.echo(f"! {line}")
    click.echo(f"✓ Kelas dipulihkan di {result.into}.")
    if result.safety:
        click.echo(f"  Untuk membatalkan: course restore {_near(root, result.safety)}")
    if result.by_hand:
        sys.exit(1)


def _of(manifest: Manifest) -> str:
    """Return what a backup is, in a line."""
    which = f" kelas {manifest.class_id}" if manifest.class_id else ""
    people = f"{len(manifest.people)} kode, {len(manifest.files)} berkas"
    return f"Cadangan{which} dari {manifest.made:%Y-%m-%d %H.%M} ({people}; {manifest.why})."


def _near(root: Path, path: Path) -> str:
    """Return a path as it is typed in the class's folder."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
