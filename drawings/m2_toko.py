"""Drawings of lesson 2, selling: catalogue, orders, complaints, parcels."""

from __future__ import annotations

from drawings.parts import *

WA, SHOP = "#176b54", "#7a3e12"


def katalog_letak() -> str:
    return svg(
        336,
        screen(6, "Katalog", [Row("Tambah item baru", tap=1, icon=GREEN)], fill=WA),
        arrow(180, 86, 0, 14),
        box(20, 104, 320, 188, "#fff", line=GREY, r=9),
        box(20, 104, 320, 36, WA, r=9) + box(20, 124, 320, 16, WA, r=0),
        text(34, 128, "Item baru", size=15, bold=True, fill="#fff"),
        box(34, 150, 54, 54, PALE[BROWN], line=BROWN),
        path("M61 164v26m-13-13h26", line=BROWN, width=3),
        text(100, 182, "Foto, boleh 10"),
        badge(2, 312, 177),
        *(
            text(34, y, words) + box(34, y + 6, 250, 1.5, LINE, r=0) + badge(n, 312, y - 5)
            for n, y, words in (
                (3, 226, "Nama barang (wajib)"),
                (4, 252, "Harga: 18000"),
                (5, 278, "Keterangan: isi, bahan, tahan berapa"),
            )
        ),
        note(310),
    )


def label_chat() -> str:
    labels = [
        ("Pesanan baru", BLUE),
        ("Menunggu pembayaran", BROWN),
        ("Sudah dibayar", GREEN),
        ("Pesanan selesai", GREY),
    ]
    return svg(
        308,
        screen(6, "Chat", [Row("Bu Lastri", sub="Permak celana 2 potong", tap=1)], fill=WA),
        text(34, 118, "Tekan lama, lalu pilih Label:", bold=True),
        badge(2, 318, 113),
        *(
            box(34, 130 + 34 * n, 250, 28, PALE[fill], line=fill, r=14)
            + circle(52, 144 + 34 * n, 7, fill)
            + text(68, 149 + 34 * n, words)
            for n, (words, fill) in enumerate(labels)
        ),
        finger(250, 150),
        note(284),
    )


def lima_langkah_pesanan() -> str:
    steps = [
        ("Catat", "barang, jumlah, hari", BLUE),
        ("Hitung", "harga + ongkir", BLUE),
        ("Kirim rincian", "pembeli memeriksa", BLUE),
        ("Tunggu uang", "lihat mutasi sendiri", BROWN),
        ("Kirim barang", "lalu kabari", GREEN),
    ]
    return svg(
        242,
        *(
            box(48, 6 + 47 * n, 304, 38, PALE[fill], line=fill)
            + badge(n + 1, 24, 25 + 47 * n, fill)
            + text(62, 30 + 47 * n, name, bold=True, fill=fill)
            + text(186, 30 + 47 * n, more)
            + (arrow(24, 39 + 47 * n, 0, 18) if n < 4 else "")
            for n, (name, more, fill) in enumerate(steps)
        ),
    )


def balasan_keluhan() -> str:
    said = [
        ("Maaf sekali, Bu Lastri,", "Minta maaf"),
        ("jahitan celananya lepas.", "Masalahnya"),
        ("Saya jahit ulang, gratis.", "Jalan keluar"),
        ("Besok pagi saya ambil.", "Kapan"),
    ]
    return svg(
        218,
        person(36, 10, wear=GREY, head="bald", skin="#9a6644"),
        text(36, 88, "Pak Hasan", size=13, at="middle"),
        box(76, 8, 276, 146, "#def3e6", line=GREEN, r=9),
        *(
            badge(n + 1, 96, 32 + 34 * n, GREEN) + text(114, 37 + 34 * n, words)
            for n, (words, _) in enumerate(said)
        ),
        *(
            badge(n + 1, (20, 190)[n % 2], 174 + 27 * (n // 2), GREEN)
            + text((38, 208)[n % 2], 179 + 27 * (n // 2), what)
            for n, (_, what) in enumerate(said)
        ),
    )


def kemas_paket() -> str:
    return svg(
        236,
        *(badge(n, x, 18) for n, x in ((1, 60), (2, 180), (3, 300))),
        box(34, 44, 52, 70, "#dcecf7", line=BLUE),
        box(40, 34, 40, 12, "#dcecf7", line=BLUE, r=2),
        circle(60, 80, 18, "#e0a94a", line=BROWN),
        arrow(96, 80, 20, 0),
        box(128, 42, 104, 78, "#e9d5ae", line="#7d5a2b", r=2),
        box(160, 56, 40, 52, "#dcecf7", line=BLUE, r=4),
        path("M134 56q8 8 2 16m0 16q10 6 2 20m82-60q-10 8 0 18m0 16q-10 8 0 18", line=GREY),
        arrow(238, 80, 16, 0),
        parcel(260, 46, 84, 70),
        box(270, 72, 44, 30, "#fff", line=INK, r=1),
        path("M275 80h34m-34 7h26m-26 7h30", line=SOFT, width=1.5),
        lines(60, 142, ["plastik", "rapat"], at="middle"),
        lines(180, 142, ["ganjal kertas,", "tidak goyang"], at="middle"),
        lines(300, 142, ["dus keras,", "label jelas"], at="middle"),
        box(8, 178, 344, 48, PALE[GREEN], line=GREEN),
        text(180, 198, "Kocok pelan. Ada bunyi? Tambah ganjal.", bold=True, at="middle"),
        text(180, 217, "Timbang sesudah dikemas.", at="middle"),
    )
