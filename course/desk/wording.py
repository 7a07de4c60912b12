"""A room's sentence, said so that it fits a page: where it names a command, the page's button."""

from __future__ import annotations

import re

BUTTONS = {
    "roster check": "Peserta",
    "invite": "Undangan › Buat undangan",
    "collect": "Kiriman › Kumpulkan",
    "answers": "Kiriman › Riwayat",
    "release": "Pelajaran › Rilis",
    "check": "Pelajaran › Periksa",
    "site": "Pelajaran › Buat situs HP",
    "upgrade": "Cadangan › Bawa ke susunan baru",
    "grade": "Nilai › Nilai jawaban",
    "agreement": "Nilai",
    "report": "Hasil › Buat laporan",
    "rundown": "Hasil › Susunan acara",
    "keepsake": "Hasil › Berkas untuk peserta",
    "zoom match": "Kiriman › Laporan Zoom",
    "zoom import": "Kiriman › Laporan Zoom",
    "forget": "Cadangan › Hapus data seseorang",
    "export": "Cadangan › Berikan data seseorang",
    "backup": "Cadangan › Buat cadangan",
    "restore": "Cadangan › Pulihkan",
}
"""Where a person presses for what a command does, by its words after ``course``."""
_VERBS = "|".join(sorted(BUTTONS, key=len, reverse=True))
_COMMAND = re.compile(rf"\b(?:[Jj]alankan:? )?course ({_VERBS})\b[^,;.)\n]*")


def for_the_desk(sentence: str) -> str:
    """Return the sentence with buttons in place of commands.

    ``Jalankan: course release pretest`` becomes ``tekan Pelajaran › Rilis``.
    """
    return _COMMAND.sub(lambda found: f"tekan {BUTTONS[found[1]]}", sentence)
