"""Why a request is refused: a status, a short stable word, and a sentence for the owner."""

from __future__ import annotations

from collections.abc import Mapping

from course.exercises.answers import MAX_BYTES
from course.exercises.photos import MAX_PHOTO_BYTES

_BY_WHATSAPP = "Kirim lewat WhatsApp seperti biasa."
_LARGE = f"Kiriman ini terlalu besar (lebih dari {MAX_BYTES // 1024} KB). Ringkas dulu jawabannya."
_LARGE_PHOTO = f"Foto lebih dari {MAX_PHOTO_BYTES // 1024**2} MB. Pilih foto lagi lewat soalnya."
_GUESSED = f"Terlalu sering dengan undangan yang salah. Coba lagi nanti. {_BY_WHATSAPP}"
_AGAIN = "Tutup halaman ini, lalu buka lagi pelajarannya dari Moodle atau Canvas."
_NEW_WINDOW = "Kalau tetap begini, pengajar memilih buka di jendela baru."
_SAID = {
    "form": (400, f"Kiriman ini rusak di jalan. {_BY_WHATSAPP}"),
    "gzip": (400, f"Kiriman ini rusak di jalan. {_BY_WHATSAPP}"),
    "header": (400, "Permintaan ini tidak lengkap. Perbarui halaman pelajaran, lalu coba lagi."),
    "key": (401, "Kunci kelas salah."),
    "token": (403, f"Undangan di HP ini tidak cocok atau sudah diganti. {_BY_WHATSAPP}"),
    "no-key": (401, "Masuk lagi ke kelas langsung."),
    "only-invited": (403, "Kelas ini untuk peserta. Buka dulu link undangan dari pendamping."),
    "full-class": (403, "Kelas langsung ini sudah penuh."),
    "platform": (403, "Moodle atau Canvas ini belum didaftarkan di kelas ini. Kabari pengajar."),
    "deployment": (403, "Pemasangan ini belum didaftarkan di kelas ini. Kabari pengajar."),
    "browser": (403, f"Browser ini tidak mengenali permintaannya. {_AGAIN} {_NEW_WINDOW}"),
    "signature": (403, f"Pesan dari Moodle atau Canvas tidak sah. {_AGAIN}"),
    "expired": (403, f"Halaman ini terlalu lama terbuka. {_AGAIN}"),
    "used": (403, f"Link ini sudah pernah dipakai. {_AGAIN}"),
    "target": (403, "Alamat tujuan bukan alamat kelas ini. Kabari pengajar."),
    "class": (403, f"Jawaban ini dari kelas lain. {_BY_WHATSAPP}"),
    "address": (404, "Alamat ini tidak ada."),
    "no-lesson": (404, "Pelajaran ini tidak ada di kelas ini. Kabari pengajar."),
    "unknown-photo": (404, "Foto ini belum dikenal. Kirim lagi dari awal."),
    "no-class": (404, "Kelas langsung dengan kode ini tidak ada, atau sudah selesai."),
    "method": (405, "Permintaan ini tidak dilayani."),
    "offset": (409, "Sambungan foto ini tidak pas. Tanyakan dulu sampai mana."),
    "late": (409, "Pertanyaan ini sudah ditutup. Jawaban tetap tersimpan di HP."),
    "answers-first": (409, "Kirim dulu jawabannya, baru fotonya."),
    "tus": (412, "Cara mengirim foto ini tidak dikenal. Perbarui halaman pelajaran."),
    "large": (413, _LARGE),
    "large-photo": (413, _LARGE_PHOTO),
    "kind": (415, f"Bentuk kiriman ini tidak dikenal. {_BY_WHATSAPP}"),
    "lesson": (422, f"Pelajaran ini tidak ada di kelas ini. {_BY_WHATSAPP}"),
    "sender": (422, f"Pelajaran ini bukan untuk kode di HP ini. {_BY_WHATSAPP}"),
    "empty": (422, "Belum ada jawaban yang bisa dibaca. Isi dulu soalnya."),
    "answers": (422, f"Jawaban ini tidak bisa diterima di sini. {_BY_WHATSAPP}"),
    "no-answer": (422, "Jawaban ini tidak bisa dibaca. Isi lagi soalnya."),
    "digest": (422, "Foto ini rusak di jalan. Pilih foto lagi lewat soalnya."),
    "picture": (422, "Ini bukan foto yang bisa dibuka. Pilih foto lagi lewat soalnya."),
    "often": (429, "Terlalu sering mengirim. HP mengirim lagi sendiri sebentar lagi."),
    "guessed": (429, _GUESSED),
    "full": (429, "Kiriman sebelumnya belum diambil pengajar. HP mengirim lagi sendiri nanti."),
    "fault": (500, "Layanan ini sedang bermasalah. Jawaban tetap tersimpan di HP."),
    "no-keys": (502, f"Moodle atau Canvas tidak menjawab. {_AGAIN}"),
    "no-site": (503, "Alamat halaman pelajaran belum diketahui. Kabari pengajar."),
    "closed": (503, "Layanan ini sedang tidak bisa menyimpan. HP mengirim lagi sendiri nanti."),
}  # fmt: skip


class RefusedError(Exception):
    """A request that is not served; nothing of it is stored."""

    def __init__(self, code: str, *, after: int = 0, **headers: str) -> None:
        """``after``: seconds until it may be tried again; ``headers`` with ``_`` for ``-``."""
        super().__init__(code)
        self.code = code
        self.status, self.problem = _SAID[code]
        self.headers: Mapping[str, str] = {
            **({"Retry-After": str(after)} if after else {}),
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }

    def as_json(self) -> dict[str, str]:
        """Return what the phone is told."""
        return {"problem": self.problem, "code": self.code}
