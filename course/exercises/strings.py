"""Every text of the exercise frame, in one place: Python owns the language."""

from __future__ import annotations

STRINGS = {
    "saving": "Menyimpan…",
    "saved": "Tersimpan pukul {time}",
    "not_saved": "Belum tersimpan. Tunggu sebentar, atau panggil pendamping.",
    "helped": "Saya dibantu orang lain saat mengerjakan ini",
    "clear": "Kosongkan",
    "practice": "Latihan",
}
