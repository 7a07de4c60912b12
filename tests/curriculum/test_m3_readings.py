"""Lesson 3's free texts as owners really write them: what is right counts, near misses do not.

The table was written before the checkers were tuned. Each line is one criterion of one exercise, a
text, and whether it meets the criterion; the lesson's own criteria cell decides.
"""

from __future__ import annotations

import json

import pytest
from lesson_cell import record

LESSON = "m3-foto-katalog"
ALT, TEXT, NAME = "nama-alt:alt", "keterangan-produk:teks", "nama-alt:nama"
PRICE, SIZE, TITLE, ABOUT = ("katalog-saya:" + c for c in ("harga", "isi", "nama", "keterangan"))

RIGHT = [
    # names of files
    (NAME, "nama berkas", "mawar_keripikpisang_cokelat_01.jpg"),
    (NAME, "nama berkas", "mawar-keripik-pisang-coklat-1.jpg"),
    (NAME, "nama berkas", "mawar_kripik_pisang_coklat_01.jpeg"),
    (NAME, "nama berkas", "mawar_keripik_cokelat_001.png"),
    (NAME, "nama berkas", " mawar_kripikpisang_coklat01.jpg "),
    (NAME, "nama berkas", "mawar_pisang_coklat_01.jpg"),
    (NAME, "nama berkas", "mawar_krupuk-pisang_choco_01.jpg"),
    # alt texts
    (ALT, "teks alt: barangnya", "Bungkus kripik pisang coklat merek Mawar di meja putih"),
    (ALT, "teks alt: barangnya", "kemasan kripik rasa coklat di samping mangkok isi keripik"),
    (ALT, "teks alt: barangnya", "sebungkus kripek pisang coklat sama piring di sebelahnya"),
    (ALT, "teks alt: barangnya", "Pouch coklat bertuliskan Mawar keripik pisang dan mangkuk putih"),
    (ALT, "teks alt: rasa, warna, atau tempatnya", "kripik pisang dibungkus warna coklat"),
    (
        ALT,
        "teks alt: rasa, warna, atau tempatnya",
        "kripik pisang di mangkok putih deket bungkusnya",
    ),
    (
        ALT,
        "teks alt: rasa, warna, atau tempatnya",
        "Keripik pisang dlm pouch coklat tua di atas meja",
    ),
    (ALT, "teks alt: rasa, warna, atau tempatnya", "kripik pisang choco di piring"),
    (ALT, "guard", "Bungkus keripik pisang cokelat 100 gram dan semangkuk keripik di meja putih"),
    (
        ALT,
        "guard",
        "kripik pisang coklat merk mawar dibungkus coklat, sebelahnya ada mangkok kripik",
    ),
    (ALT, "guard", "Keripik pisang rasa cokelat dalam pouch 100 gram di meja putih"),
    # descriptions
    (TEXT, "isi 100 gram", "isinya 100gr ya kak"),
    (TEXT, "isi 100 gram", "Isi 100 g per bungkus"),
    (TEXT, "isi 100 gram", "berat bersih 0,1 kg"),
    (TEXT, "isi 100 gram", "sebungkus satu ons"),
    (TEXT, "isi 100 gram", "isi seratus gram"),
    (TEXT, "isi 100 gram", "1 bungkus 100 grm"),
    (TEXT, "isi 100 gram", "netto 100gram"),
    (TEXT, "rasa", "kriuk kriuk dan manis legi"),
    (TEXT, "rasa", "renyahhh bgt"),
    (TEXT, "rasa", "kriuknya krenyes, legit"),
    (TEXT, "bahan utama", "dari gedang kepok pilihan"),
    (TEXT, "bahan utama", "pisang kepok asli"),
    (TEXT, "bahan utama", "cau kepok nu asak"),
    (TEXT, "tahan 2 bulan", "tahan sampe 2 bln"),
    (TEXT, "tahan 2 bulan", "awet 2bulan di toples"),
    (TEXT, "tahan 2 bulan", "bisa tahan dua bulan ya bund"),
    (TEXT, "tahan 2 bulan", "kuat 60 hari"),
    (TEXT, "tahan 2 bulan", "tahan 8 minggu"),
    (TEXT, "tahan 2 bulan", "masa simpan +- 2 bulan"),
    (TEXT, "cara menyimpan", "simpen di tempat kering"),
    (TEXT, "cara menyimpan", "taruh di toples rapat biar ga melempem"),
    (TEXT, "cara menyimpan", "disimpan tertutup rapat"),
    (TEXT, "cara menyimpan", "abis dibuka tutup yg rapet ya"),
    (TEXT, "ada susu (alergi)", "pakai susu bubuk, yg alergi susu hati2 ya"),
    (TEXT, "ada susu (alergi)", "mengandung susu"),
    (TEXT, "ada susu (alergi)", "bahannya gula, coklat, susu bubuk"),
    (TEXT, "ada susu (alergi)", "ada susunya bund, kalo alergi jgn dulu"),
    (TEXT, "ada susu (alergi)", "Tidak untuk yang alergi, karena ada susu"),
    (TEXT, "cara memesan", "minat? wa aja bund"),
    (TEXT, "cara memesan", "monggo diorder lewat chat"),
    (TEXT, "cara memesan", "langsung japri ya"),
    (TEXT, "cara memesan", "pesen lewat WA ya kak 🙏"),
    (TEXT, "tanpa klaim berlebihan", "enak, renyah, bikin nagih"),
    (TEXT, "tanpa klaim berlebihan", "bukan obat ya, cuma cemilan"),
    (TEXT, "tanpa klaim berlebihan", "pisang 100% kepok"),
    # the own catalogue
    (PRICE, "harga tiga barang", "15rb"),
    (PRICE, "harga tiga barang", "Rp 15.000,-"),
    (PRICE, "harga tiga barang", "15k"),
    (PRICE, "harga tiga barang", "15.000/bks"),
    (PRICE, "harga tiga barang", "15 ribuan"),
    (PRICE, "harga tiga barang", "250 per lembar"),
    (PRICE, "harga tiga barang", "1,2 jt"),
    (SIZE, "isi atau ukuran tiga barang", "100gr"),
    (SIZE, "isi atau ukuran tiga barang", "per lembar"),
    (SIZE, "isi atau ukuran tiga barang", "S, M, L, XL"),
    (SIZE, "isi atau ukuran tiga barang", "all size"),
    (SIZE, "isi atau ukuran tiga barang", "satu porsi"),
    (SIZE, "isi atau ukuran tiga barang", "sekotak isi enam"),
    (SIZE, "isi atau ukuran tiga barang", "setengah kilo"),
    (SIZE, "isi atau ukuran tiga barang", "selusin"),
    (TITLE, "nama tiga barang", "Bawang goreng toples"),
    (TITLE, "nama tiga barang", "tas rajut MAMA"),
    (TITLE, "nama tiga barang", "Fotokopi A4"),
    (ABOUT, "keterangan tiga barang", "bawang goreng asli brebes, gurih, tanpa tepung"),
    (ABOUT, "keterangan tiga barang", "Dibuat tiap pagi dr kentang asli, lembut bgt"),
]
WRONG = [
    (NAME, "nama berkas", "IMG_20261114_130512.jpg"),
    (NAME, "nama berkas", "Mawar Keripik Pisang Cokelat 1.jpg"),
    (NAME, "nama berkas", "mawar_keripikpisang_cokelat_01"),
    (NAME, "nama berkas", "mawar_keripikpisang_cokelat.jpg"),
    (NAME, "nama berkas", "mawar_keripikpisang_cokelat_01.pdf"),
    (NAME, "nama berkas", "MAWAR_KERIPIK_COKELAT_01.JPG"),
    (NAME, "nama berkas", "keripik_pisang_cokelat_01.jpg"),
    (NAME, "nama berkas", "melati_donat_cokelat_03.jpg"),
    (NAME, "nama berkas", "mawar keripik pisang cokelat nomor satu"),
    (ALT, "teks alt: barangnya", "foto produk kami di atas meja putih"),
    (ALT, "teks alt: barangnya", "IMG_20261114 warna cokelat"),
    (ALT, "teks alt: barangnya", "tiga donat cokelat di piring"),
    (ALT, "teks alt: rasa, warna, atau tempatnya", "foto keripik pisang"),
    (ALT, "teks alt: rasa, warna, atau tempatnya", "keripik pisang terenak sedunia"),
    (ALT, "teks alt: 5 sampai 20 kata", "keripik pisang cokelat"),
    (ALT, "guard", "#keripik #pisang #cokelat #mawar #mangkuk #meja"),
    (ALT, "guard", "keripik, pisang, cokelat, mangkuk, meja, putih"),
    (ALT, "guard", "mawar_keripikpisang_cokelat_01.jpg"),
    (ALT, "teks alt: bukan iklan", "Promo keripik pisang cokelat cuma Rp15.000, pesan sekarang"),
    (ALT, "guard", "keripik keripik keripik cokelat cokelat mangkuk"),
    (TEXT, "isi 100 gram", "isi 1000 gram"),
    (TEXT, "isi 100 gram", "isi banyak banget"),
    (TEXT, "isi 100 gram", "harga 100 rb"),
    (TEXT, "isi 100 gram", "isi 100 keping"),
    (TEXT, "isi 100 gram", "1 kg"),
    (TEXT, "isi 100 gram", "100 garansi"),
    (TEXT, "rasa", "rasanya gitu deh"),
    (TEXT, "rasa", "pedas asin"),
    (TEXT, "bahan utama", "dari singkong pilihan"),
    (TEXT, "tahan 2 bulan", "tahan 2 hari"),
    (TEXT, "tahan 2 bulan", "tahan lama"),
    (TEXT, "tahan 2 bulan", "awet berbulan-bulan"),
    (TEXT, "tahan 2 bulan", "dibuat 2 bulan lalu"),
    (TEXT, "tahan 2 bulan", "tahan 12 bulan"),
    (TEXT, "tahan 2 bulan", "2 bungkus"),
    (TEXT, "cara menyimpan", "keripiknya kering dan renyah"),
    (TEXT, "cara menyimpan", "langsung habis tidak perlu disimpan"),
    (TEXT, "cara menyimpan", "toko kami tutup hari minggu"),
    (TEXT, "ada susu (alergi)", "tanpa susu"),
    (TEXT, "ada susu (alergi)", "bebas gula dan susu"),
    (TEXT, "ada susu (alergi)", "susunan rapi dalam kotak"),
    (TEXT, "ada susu (alergi)", "tidak mengandung susu"),
    (TEXT, "ada susu (alergi)", "cocok diminum dengan kopi"),
    (TEXT, "cara memesan", "jangan chat malam-malam"),
    (TEXT, "cara memesan", "keripik pisang cokelat renyah"),
    (TEXT, "tanpa klaim berlebihan", "keripik terenak se-Malang"),
    (TEXT, "tanpa klaim berlebihan", "bisa menyembuhkan maag"),
    (TEXT, "tanpa klaim berlebihan", "nomer 1 di Indonesia"),
    (TEXT, "tanpa klaim berlebihan", "paling enak sedunia"),
    (TEXT, "tanpa klaim berlebihan", "dijamin ketagihan 100%"),
    (PRICE, "harga tiga barang", "murah"),
    (PRICE, "harga tiga barang", "tanya aja"),
    (PRICE, "harga tiga barang", "15"),
    (PRICE, "harga tiga barang", "gratis"),
    (PRICE, "harga tiga barang", "-15000"),
    (SIZE, "isi atau ukuran tiga barang", "banyak"),
    (SIZE, "isi atau ukuran tiga barang", "besar"),
    (SIZE, "isi atau ukuran tiga barang", "macam-macam"),
    (SIZE, "isi atau ukuran tiga barang", "-"),
    (TITLE, "nama tiga barang", "BAWANG GORENG TOPLES"),
    (TITLE, "nama tiga barang", "1"),
    (TITLE, "nama tiga barang", "<b>bawang</b> goreng"),
    (ABOUT, "keterangan tiga barang", "enak"),
    (ABOUT, "keterangan tiga barang", "enak enak enak enak enak enak"),
    (ABOUT, "keterangan tiga barang", "<p>bawang goreng asli dari brebes gurih</p>"),
]


def answered(exercise: str, field: str, text: str) -> dict[str, object]:
    """Return an answer that holds ``text`` in one field; in the catalogue for as many products
    as differ by it."""
    if exercise != "katalog-saya":
        return {field: text}
    if field == "nama":
        return {"produk": {"p1": {"nama": text}}}
    names = ("Barang satu",) if field == "keterangan" else ("Barang satu", "Dua", "Tiga")
    return {"produk": {f"p{n}": {"nama": name, field: text} for n, name in enumerate(names, 1)}}


def share(place: str, criterion: str, text: str) -> float:
    """Return what the lesson gives ``text`` for one criterion, 0 to 1."""
    exercise, field = place.split(":")
    found = record(LESSON, exercise, answered(exercise, field, text))
    guard = {**(found["guard"] or {}), "label": "guard"}
    (row,) = (r for r in [*found["criteria"], guard] if r["label"].startswith(criterion))
    alone = place in {TITLE, ABOUT}  # one product of the three that earn it all
    return row["share"] * (3 if alone else 1)


@pytest.mark.parametrize(("place", "criterion", "text"), RIGHT)
def test_what_owners_write_counts(place: str, criterion: str, text: str) -> None:
    assert share(place, criterion, text) == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize(("place", "criterion", "text"), WRONG)
def test_near_misses_do_not_count(place: str, criterion: str, text: str) -> None:
    assert share(place, criterion, text) < 0.95


def test_the_table_is_large_enough() -> None:
    assert len(RIGHT) >= 40
    assert len(WRONG) >= 40
    assert len({json.dumps(line) for line in (*RIGHT, *WRONG)}) == len(RIGHT) + len(WRONG)
