"""A room's sentence, said so that it fits a page: where it names a command, the page's button."""

from __future__ import annotations

import re

BUTTONS = {
    "roster check": "Peserta",
    "invite": "Undangan › Buat undangan",
    "collect": "Kiriman › Pilih berkas",
    "answers": "Kiriman › Perlu Ibu/Bapak putuskan",
    "release": "Pelajaran › Rilis yang dipilih",
    "check": "Pelajaran › Periksa semua",
    "site": "Pelajaran › Rilis yang dipilih",
    "upgrade": "Pelajaran › Perbarui kelas ini",
    "grade": "Nilai › Nilai jawaban",
    "agreement": "Nilai",
    "report": "Hasil › Buat laporan kelas",
    "rundown": "Hasil › Buat laporan kelas",
    "keepsake": "Hasil › Buat halaman tiap orang",
    "zoom match": "Kiriman › Laporan Zoom",
    "zoom import": "Kiriman › Laporan Zoom",
    "forget": "Cadangan › Hapus data seseorang",
    "export": "Cadangan › Berikan data seseorang",
    "backup": "Cadangan › Buat cadangan",
    "restore": "Cadangan › Pulihkan",
}
"""Page and button (or heading) for what a command does, by its words after ``course``."""
_VERBS = "|".join(sorted(BUTTONS, key=len, reverse=True))
# A remark in brackets after the command belongs to it: ``course invite (tautannya tetap sama).``
_COMMAND = re.compile(rf"\b([Jj]alankan:? )?course ({_VERBS})\b(?: ?\([^)\n]*\)|[^,;.()\n])*")


def for_the_desk(sentence: str) -> str:
    """Return the sentence with buttons in place of commands.

    ``Jalankan: course release pretest`` becomes ``Tekan Pelajaran › Rilis yang dipilih``.
    """

    def said(found: re.Match[str]) -> str:
        begins = (found[1] or "").startswith("J")
        return f"{'Tekan' if begins else 'tekan'} {BUTTONS[found[2]]}"

    return _COMMAND.sub(said, sentence)
