"""Drawings of lesson 6: what a marketplace asks for, its form, its fees, its parcels."""

from __future__ import annotations

from drawings.parts import *

WA, SHOP = "#176b54", "#7a3e12"


def empat_siap() -> str:
    things = [
        ("KTP", "pemilik toko"),
        ("HP", "nomor aktif"),
        ("Rekening", "nama sama"),
        ("Alamat", "kurir datang"),
    ]
    icons = [
        box(-26, -18, 52, 36, PALE[BLUE], line=BLUE, r=4)
        + circle(-12, -2, 7, BLUE)
        + path("M2-6h16m-16 8h16", line=BLUE),
        box(-14, -24, 28, 48, PALE[GREEN], line=GREEN, r=5) + box(-10, -17, 20, 30, "#fff", r=1),
        box(-26, -16, 52, 34, PALE[BROWN], line=BROWN, r=3)
        + path("M-26-6h52m-44 14h18", line=BROWN, width=3),
        path("M0 22c-10-14-17-20-17-28a17 17 0 0134 0c0 8-7 14-17 28z", fill=RED)
        + circle(0, -6, 6, "#fff"),
    ]
    parts = [
        f'<g transform="translate({46 + 90 * n} 40)">{icon}</g>' for n, icon in enumerate(icons)
    ]
    return svg(
        190,
        *parts,
        *(
            text(46 + 90 * n, 88, name, bold=True, at="middle")
            + text(46 + 90 * n, 106, more, size=13, fill=SOFT, at="middle")
            for n, (name, more) in enumerate(things)
        ),
        path("M46 114v10h180v-10", line=GREEN),
        text(136, 142, "nama harus sama", bold=True, fill=GREEN, at="middle"),
        cross(62, 170) + text(80, 175, "PIN dan kata sandi bank: tidak diminta"),
    )


def isi_produk() -> str:
    fields = [
        ("Foto", "satu barang, latar polos"),
        ("Nama", "Rempeyek Udang Cempaka 150 g"),
        ("Varian", "kacang, teri, udang"),
        ("Harga, stok", "untuk tiap varian"),
        ("Berat kirim", "barang + kemasan + dus"),
    ]
    return svg(
        288,
        box(20, 6, 320, 236, "#fff", line=GREY, r=9),
        box(20, 6, 320, 36, SHOP, r=9) + box(20, 26, 320, 16, SHOP, r=0),
        text(34, 30, "Tambah produk", size=15, bold=True, fill="#fff"),
        *(
            badge(n + 1, 42, 66 + 38 * n)
            + text(60, 64 + 38 * n, name, size=13, fill=SOFT)
            + text(60, 81 + 38 * n, example, bold=True)
            + box(60, 86 + 38 * n, 264, 1.5, LINE, r=0)
            for n, (name, example) in enumerate(fields)
        ),
        note(264),
    )


def rumus_nama() -> str:
    return svg(
        120,
        *(
            box(x, 8, w, 34, PALE[fill], line=fill)
            + text(x + w / 2, 30, words, size=15, bold=True, fill=fill, at="middle")
            + text(x + w / 2, 60, what, at="middle")
            for x, w, words, what, fill in (
                (8, 138, "Rempeyek Udang", "jenis", BLUE),
                (152, 94, "Cempaka", "merek", VIOLET),
                (252, 100, "150 gram", "isi", GREEN),
            )
        ),
        cross(24, 84) + text(42, 89, "PROMO!!! REMPEYEK ENAK MURAH"),
        text(180, 113, "Pembeli mengetik jenisnya, bukan pujian.", size=13, fill=SOFT, at="middle"),
    )


def potongan_jualan() -> str:
    return svg(
        176,
        title("Jualan Rp30.000 (angka latihan)"),
        box(8, 34, 229, 46, BROWN, r=3),
        box(237, 34, 46, 46, RED, r=0),
        box(283, 34, 69, 46, GREEN, r=3),
        text(122, 62, "modal 20.000", bold=True, fill="#fff", at="middle"),
        text(317, 62, "6.000", bold=True, fill="#fff", at="middle"),
        path("M260 84v16", line=RED),
        text(254, 118, "potongan 4.000", bold=True, fill=RED, at="middle"),
        path("M317 84v52", line=GREEN),
        text(352, 152, "untung 6.000", bold=True, fill=GREEN, at="end"),
        text(8, 118, "Biaya admin 3.000", size=13),
        text(8, 136, "+ biaya proses 1.000", size=13),
        text(8, 168, "Diterima: 26.000", bold=True),
    )


def label_kirim() -> str:
    stripes = "".join(f"M{44 + 6 * n} 30v34" for n in range(30) if n % 3 != 1)
    return svg(
        266,
        box(28, 8, 304, 214, "#fff", line=INK, r=3),
        path(stripes, line=INK, width=2.5),
        text(44, 84, "CONTOH 0000 1111", size=15, bold=True),
        badge(1, 308, 48),
        box(36, 94, 288, 1.5, INK, r=0),
        text(44, 116, "Kepada:", size=13, fill=SOFT),
        text(44, 136, "Pembeli, Surabaya", bold=True),
        badge(2, 308, 124),
        text(44, 160, "Dari:", size=13, fill=SOFT),
        text(44, 180, "Rempeyek Cempaka, Blitar", bold=True),
        badge(3, 308, 168),
        text(44, 210, "Berat 2 kg · kirim sebelum Selasa"),
        badge(4, 308, 205),
        text(180, 240, "1 nomor resi  2 pembeli  3 kita  4 batas", size=13, at="middle"),
        text(180, 260, "Jangan difoto untuk Status.", bold=True, fill=RED, at="middle"),
    )


def bayar_di_aplikasi() -> str:
    return svg(
        206,
        box(8, 6, 166, 150, PALE[GREEN], line=GREEN),
        text(91, 30, "Di aplikasi", size=15, bold=True, fill=GREEN, at="middle"),
        person(42, 46, wear=BLUE, head="hair"),
        box(76, 58, 30, 44, "#fff", line=GREEN, r=5),
        tick(91, 80),
        person(140, 46, wear=BROWN, head="scarf", hair="#7a4b2c"),
        lines(91, 128, ["Uang dijaga sampai", "paket diterima"], at="middle"),
        box(186, 6, 166, 150, PALE[RED], line=RED),
        text(269, 30, "Transfer langsung", size=15, bold=True, fill=RED, at="middle"),
        person(220, 46, wear=GREY, head="cap", hair=GREY),
        cross(269, 80),
        person(318, 46, wear=BROWN, head="scarf", hair="#7a4b2c"),
        lines(269, 128, ["Tidak ada", "yang melindungi"], at="middle"),
        text(180, 178, '"Bayar lewat aplikasi saja ya, Kak."', bold=True, at="middle"),
        text(180, 198, "Sopan, dan tetap aman.", size=13, fill=SOFT, at="middle"),
    )
