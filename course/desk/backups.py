"""*Cadangan*: the class in one file and back again, and a person's right to their data."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from course import CourseError
from course.desk.classes import class_at, place_for
from course.desk.page import Action, Form, Page
from course.desk.work import LOOK, WRONG, Work
from course.files import KELAS, Places
from course.people.classes import remember_class
from course.people.written import read_code
from course.privacy.backup import (
    Backup,
    backup,
    backups,
    is_backup,
    key_line,
    last_automatic,
    made_since,
    megabytes,
)
from course.privacy.restore import Restored, finish, restore, undo


def show(root: Path, _query: Mapping[str, str]) -> dict[str, Any]:
    """Return the backups in the class's folder, and what may be undone."""
    found = backups(root)
    rows = [
        {
            "file": one.path.relative_to(root / KELAS).as_posix(),
            "made": f"{one.made.astimezone():%d-%m-%Y pukul %H.%M}",
            "why": one.why,
            "size": one.size_in_words,
            "automatic": one.automatic,
            "readable": one.is_readable,
        }
        for one in found
    ]
    places = Places(root)
    return {
        "rows": rows,
        "last": next((row for row in rows if row["automatic"] and row["readable"]), None),
        "exports": sorted(path.name for path in places.exports.glob("*.zip")),
        "is_half_restored": places.restoring.exists(),
    }


def make(root: Path, _form: Form, work: Work) -> None:
    """Back the class up into its own folder."""
    path = backup(root)
    size = megabytes(path.stat().st_size)
    work.say(f"Cadangan sudah dibuat ({size}). Unduh di bawah, lalu simpan di USB atau disk lain.")
    if line := key_line(root):
        work.say(line)


def _chosen(root: Path, form: Form) -> Backup:
    """Return the backup that a form names; CourseError for any other file."""
    name = form.get("berkas")
    for one in backups(root):
        if one.path.relative_to(root / KELAS).as_posix() == name:
            return one
    raise CourseError("Cadangan itu sudah tidak ada. Muat ulang halaman ini.")


def bring_back(root: Path, form: Form, work: Work) -> None:
    """Bring a backup back over this class, after having said what that does."""
    chosen = _chosen(root, form)
    if not form.get("ya"):
        work.say("Daftar, kiriman, jawaban, dan nilai kelas ini diganti dengan isi cadangan.", LOOK)
        work.say("Yang ada sekarang dicadangkan dulu, jadi ini bisa dibatalkan.", LOOK)
        work.say("Peserta yang datanya sudah dihapus tetap terhapus.", LOOK)
        work.ask("Ya, pulihkan", ya="1", berkas=form.get("berkas"))
        return
    _say(restore(chosen.path, root), work)


def bring_aside(root: Path, form: Form, work: Work) -> None:
    """Bring a backup back as a class of its own, beside this one."""
    chosen = _chosen(root, form)
    day = f"{chosen.made.astimezone():%d-%m-%Y %H%M}"
    target = place_for(root, f"{class_at(root).name[:40]} {day}")
    _say(restore(chosen.path, target, known=root), work)
    remember_class(target)
    work.say(f"Kelas itu ada di Semua kelas, di folder {target.name}.")


def throw_away(root: Path, form: Form, work: Work) -> None:
    """Delete one backup, or one zip of data made for somebody, after having asked."""
    name = form.get("berkas")
    those = [*(one.path for one in backups(root)), *Places(root).exports.glob("*.zip")]
    path = next((one for one in those if one.relative_to(root / KELAS).as_posix() == name), None)
    if path is None:
        raise CourseError("Berkas itu sudah tidak ada. Muat ulang halaman ini.")
    if not form.get("ya"):
        work.say(f"{path.name} akan dihapus dari komputer ini. Kelasnya sendiri tetap.", LOOK)
        work.say("Ini tidak bisa dibatalkan. Salinan di USB atau disk lain tidak ikut.", LOOK)
        work.ask("Ya, hapus berkas ini", ya="1", berkas=name)
        return
    path.unlink()
    work.say(f"{path.name} sudah dihapus. Salinan di tempat lain: hapus di sana juga.")


def undo_last(root: Path, form: Form, work: Work) -> None:
    """Bring back what stood before the last act that made an automatic backup."""
    last = last_automatic(root)
    if last and not form.get("ya"):
        made = f"{last.made.astimezone():%d-%m-%Y pukul %H.%M}"
        work.say(f"Kelas kembali ke keadaan {last.why} ({made}).", LOOK)
        if lost := made_since(root, last.made):
            work.say(f"Yang dibuat sesudah itu ikut hilang dari kelas: {', '.join(lost)}.", LOOK)
        work.say("Yang ada sekarang dicadangkan dulu, jadi ini juga bisa dibatalkan.", LOOK)
        work.ask("Ya, batalkan", ya="1")
        return
    _say(undo(root), work)


def _say(done: Restored, work: Work) -> None:
    for code in done.forgotten:
        work.say(f"{code}: sudah pernah dihapus, jadi dihapus lagi.")
    work.look(done.by_hand)
    work.say("Kelas sudah dipulihkan.")
    if done.safety:
        work.say("Keadaan sebelumnya ada di daftar cadangan otomatis di bawah.")


def take(root: Path, form: Form, work: Work) -> None:
    """Lay a backup from elsewhere beside the class's own, so that it can be restored."""
    if not form.files:
        work.say("Pilih dulu berkas cadangannya (.zip).", WRONG)
        return
    for name, path in form.files:
        if not zipfile.is_zipfile(path):
            work.say(f"{name}: bukan berkas cadangan (.zip).", WRONG)
            continue
        target = Places(root).backups / f"{Path(name).stem}.zip"
        if target.exists():
            work.say(f"{target.name}: sudah ada di daftar di bawah.", LOOK)
            continue
        if not is_backup(path):
            work.say(f"{name}: bukan cadangan kelas. Cadangan dibuat di halaman ini.", WRONG)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(path, target)
        target.chmod(0o600)
        work.say(f"{target.name} ada di daftar di bawah. Tekan Pulihkan di barisnya.")


def end_restoring(root: Path, _form: Form, work: Work) -> None:
    """Finish a restoring that the machine stopped."""
    work.say(finish(root) or "Tidak ada yang perlu diselesaikan.")


def hand_over(root: Path, form: Form, work: Work) -> None:
    """Put everything held about one person into one zip for them."""
    from course.privacy.export import export  # noqa: PLC0415

    code = read_code(form.get("kode")) or form.get("kode")
    export(root, code)
    work.say(f"Data {code} sudah dikumpulkan. Unduh di bawah dan serahkan langsung kepadanya.")


def forget(root: Path, form: Form, work: Work) -> None:
    """Delete a person's data, after having said all that goes."""
    from course.privacy.forget import forget as forget_person  # noqa: PLC0415
    from course.privacy.forget import planned  # noqa: PLC0415

    code = read_code(form.get("kode")) or form.get("kode")
    if not form.get("ya"):
        found = planned(root, code)
        if found.in_gradebook:
            work.say("Akan dihapus: nilai dan catatannya di buku nilai.", LOOK)
        for step in found.steps:
            work.say(f"Akan {'dihapus' if step.deletes else 'diubah'}: {step.where}", LOOK)
        work.look([f"Periksa sendiri: {line}" for line in found.by_hand])
        work.say("Ini tidak bisa dibatalkan: cadangan lama yang memuat dia disebut di atas.", LOOK)
        work.ask(f"Ya, hapus semua data {code}", ya="1", kode=code)
        return
    result = forget_person(root, code)
    for line in result.done:
        work.say(line)
    work.look(result.by_hand)
    work.say(f"{code} sudah dihapus. Salinan di HP dan komputer lain: hapus di sana juga.")


PAGE = Page(
    "cadangan",
    "Cadangan",
    show,
    {
        "buat": Action(make, "Membuat cadangan"),
        "pulihkan": Action(bring_back, "Memulihkan kelas"),
        "pulihkan-lain": Action(bring_aside, "Memulihkan ke kelas baru"),
        "buang": Action(throw_away, "Menghapus berkas"),
        "batalkan": Action(undo_last, "Membatalkan yang terakhir"),
        "terima": Action(take, "Menerima cadangan"),
        "selesaikan": Action(end_restoring, "Menyelesaikan pemulihan"),
        "berikan": Action(hand_over, "Mengumpulkan data seseorang"),
        "hapus": Action(forget, "Menghapus data seseorang"),
    },
)
