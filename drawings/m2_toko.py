"""Drawings of lesson 2, selling: catalogue, orders, complaints, the marketplace, parcels."""

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
        title("Jualan Rp50.000 (angka latihan)"),
        box(8, 34, 241, 46, BROWN, r=3),
        box(249, 34, 41, 46, RED, r=0),
        box(290, 34, 62, 46, GREEN, r=3),
        text(128, 62, "modal 35.000", bold=True, fill="#fff", at="middle"),
        text(321, 62, "9.000", bold=True, fill="#fff", at="middle"),
        path("M269 84v16", line=RED),
        text(262, 118, "potongan 6.000", bold=True, fill=RED, at="middle"),
        path("M321 84v52", line=GREEN),
        text(352, 152, "untung 9.000", bold=True, fill=GREEN, at="end"),
        text(8, 118, "Biaya admin 5.000", size=13),
        text(8, 136, "+ biaya proses 1.000", size=13),
        text(8, 168, "Diterima: 44.000", bold=True),
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
