"""Drawings of lesson 5: papers, classes of goods, buyers, price and place, listing, time, deceit."""

from __future__ import annotations

from math import cos, pi, sin

from drawings.parts import *


def alur_surat() -> str:
    return svg(
        282,
        box(90, 6, 180, 46, PALE[GREEN], line=GREEN),
        text(180, 27, "NIB", size=16, bold=True, fill=GREEN, at="middle"),
        text(180, 45, "oss.go.id", size=13, at="middle"),
        arrow(180, 54, 0, 20),
        box(90, 78, 180, 34, PALE[GREEN], line=GREEN),
        text(180, 100, "akses kepabeanan", bold=True, fill=GREEN, at="middle"),
        arrow(120, 114, 0, 22),
        arrow(240, 114, 0, 22),
        box(8, 140, 166, 58, PALE[BLUE], line=BLUE),
        text(91, 162, "Barang umum", bold=True, fill=BLUE, at="middle"),
        text(91, 184, "PEB", size=16, bold=True, at="middle"),
        box(186, 140, 166, 58, PALE[BLUE], line=BLUE),
        text(269, 162, "Paket kiriman", bold=True, fill=BLUE, at="middle"),
        text(269, 184, "CN (atau PEB)", size=16, bold=True, at="middle"),
        box(8, 214, 344, 58, PALE[BROWN], line=BROWN),
        text(180, 236, "Makanan: SPP-IRT dan halal", bold=True, at="middle"),
        text(180, 258, "Diminta pembeli: SKA, lewat e-SKA", bold=True, at="middle"),
    )


def tiga_golongan() -> str:
    groups = [
        (GREEN, "Bebas", "kain, baju, keripik, kopi"),
        (BROWN, "Dibatasi", "perlu izin khusus dulu"),
        (RED, "Dilarang", "rotan mentah, cagar budaya"),
    ]
    return svg(
        250,
        box(8, 2, 52, 200, GREY, r=24),
        *(
            circle(34, 36 + 66 * n, 20, fill)
            + box(70, 8 + 66 * n, 282, 56, PALE[fill], line=fill)
            + text(84, 32 + 66 * n, name, size=16, bold=True, fill=fill)
            + text(84, 53 + 66 * n, what)
            for n, (fill, name, what) in enumerate(groups)
        ),
        text(180, 226, "Daftarnya berubah-ubah.", at="middle"),
        text(180, 245, "Sebelum mengirim: cek insw.go.id", bold=True, fill=BLUE, at="middle"),
    )


def b2b_dan_b2c() -> str:
    return svg(
        210,
        text(88, 22, "B2B", size=18, bold=True, fill=BLUE, at="middle"),
        *(parcel(28 + 40 * (n % 3), 96 - 34 * (n // 3), 38, 32) for n in range(6)),
        path("M24 130h130", line=BROWN, width=5),
        lines(88, 158, ["usaha ke usaha", "banyak sekaligus", "ada MOQ"], at="middle"),
        path("M180 10v190", line=LINE),
        text(270, 22, "B2C", size=18, bold=True, fill=GREEN, at="middle"),
        parcel(216, 92, 40, 34),
        arrow(262, 108, 22, 0),
        person(314, 68, wear=GREEN, head="hair", hair="#6b4a2a", skin="#c99a76"),
        lines(270, 158, ["usaha ke pemakai", "satu atau dua buah", "lewat kurir"], at="middle"),
    )


def daftar_situs_b2b() -> str:
    steps = [
        ("Join Free", "daftar gratis"),
        ("isi formulir", "nama usaha, negara"),
        ("Create my account", "buat akun"),
        ("Log in", "masuk"),
        ("Company profile", "keterangan usaha"),
        ("Submit", "kirim, tunggu diperiksa"),
        ("Products", "pasang barang"),
    ]
    return svg(
        304,
        *(
            badge(n + 1, 22, 26 + 40 * n, GREEN if n == 6 else BLUE)
            + box(42, 10 + 40 * n, 150, 32, BLUE if name[0].isupper() else "#fff", line=BLUE, r=5)
            + text(
                117,
                31 + 40 * n,
                name,
                bold=True,
                fill="#fff" if name[0].isupper() else BLUE,
                at="middle",
            )
            + text(202, 31 + 40 * n, said, size=13)
            for n, (name, said) in enumerate(steps)
        ),
        text(180, 298, "Tombolnya bisa pindah. Urutannya tetap.", size=13, fill=SOFT, at="middle"),
    )


def lima_bagian_harga() -> str:
    parts = [
        (6, 42, "USD", "mata", "uang", BLUE),
        (52, 42, "0.94", "angka", "", GREEN),
        (98, 84, "per pouch", "satuan", "", BROWN),
        (186, 46, "FOB", "istilah", "", VIOLET),
        (236, 118, "Tanjung Perak", "tempat", "(pelabuhan)", RED),
    ]
    return svg(
        120,
        *(
            box(x, 10, w, 34, PALE[fill], line=fill, r=4)
            + text(x + w / 2, 32, words, bold=True, fill=fill, at="middle")
            + lines(x + w / 2, 66, [one for one in (name, more) if one], size=13, at="middle")
            for x, w, words, name, more, fill in parts
        ),
        text(180, 112, "Lima-limanya harus ada.", bold=True, at="middle"),
    )


def siapa_membayar_sampai() -> str:
    stops = [("rumah", 30), ("kapal", 136), ("pelabuhan", 240), ("alamat", 330)]
    terms = [
        ("EXW", 30, ""),
        ("FOB", 136, ""),
        ("CIF", 240, "+ asuransi"),
        ("DAP", 330, ""),
    ]
    ship = path("M114 40h44l-8 16h-28zm10-2v-12h20v12", fill=BLUE)
    return svg(
        240,
        path("M18 52v-16l12-10 12 10v16z", fill=BROWN),
        ship,
        path("M232 54v-30m0 2h22l-6 10", line=GREY, width=3),
        box(316, 28, 28, 26, GREEN, r=2),
        path("M8 57h344", line=LINE),
        *(text(x, 76, name, size=13, at="middle") for name, x in stops),
        *(
            text(6, 108 + 30 * n, term, bold=True, fill=BLUE)
            + (box(48, 94 + 30 * n, x - 48, 18, BLUE, r=2) if x > 48 else "")
            + (
                box(max(x, 48), 94 + 30 * n, 352 - max(x, 48), 18, PALE[BROWN], line=BROWN, r=2)
                if x < 340
                else ""
            )
            + text(x + 8, 108 + 30 * n, more, size=13)
            for n, (term, x, more) in enumerate(terms)
        ),
        box(44, 220, 16, 12, BLUE, r=2),
        text(66, 231, "penjual membayar", size=13),
        box(190, 220, 16, 12, PALE[BROWN], line=BROWN, r=2),
        text(212, 231, "pembeli membayar", size=13),
    )


def letak_enam_keterangan() -> str:
    said = [
        ("Mawar Banana Chips", True),
        ("Net weight 100 g, shelf life 6 months", False),
        ("MOQ 100 cartons", False),
        ("USD 0.95 per pouch FOB …", False),
        ("T/T, 30% deposit, 70% …", False),
        ("25 days after deposit", False),
    ]
    names = ["nama", "spesifikasi", "MOQ", "harga", "cara bayar", "lama kirim"]
    return svg(
        294,
        box(10, 6, 340, 232, "#fff", line=GREY, r=9),
        box(22, 18, 72, 54, PALE[BROWN], line=BROWN, r=4),
        path("M42 26h32l3 6-2 34h-34l-2-34z", fill="#d99a2b"),
        text(106, 34, "foto", size=13, fill=SOFT),
        text(106, 62, said[0][0], size=16, bold=True),
        badge(1, 330, 57),
        *(
            text(24, 104 + 28 * n, words) + badge(n + 2, 330, 99 + 28 * n)
            for n, (words, _) in enumerate(said[1:])
        ),
        *(
            text(14 + 118 * (n % 3), 260 + 22 * (n // 3), f"{n + 1} {name}", bold=True)
            for n, name in enumerate(names)
        ),
    )


def jam_dua_negara() -> str:
    def clock(x: float, hour: float, fill: str) -> str:
        turn = 2 * pi * hour / 12
        return circle(x, 62, 42, PALE[fill], line=fill) + path(
            f"M{x} 62v-32M{x} 62l{number(22 * sin(turn))} {number(-22 * cos(turn))}",
            line=INK,
            width=3,
        )

    return svg(
        182,
        clock(84, 10, BLUE),
        text(84, 128, "Rotterdam", bold=True, fill=BLUE, at="middle"),
        text(84, 147, "10.00 pagi", at="middle"),
        arrow(136, 62, 84, 0, INK),
        text(178, 54, "+ 6 jam", bold=True, at="middle"),
        clock(276, 4, GREEN),
        text(276, 128, "Indonesia (WIB)", bold=True, fill=GREEN, at="middle"),
        text(276, 147, "16.00 sore", at="middle"),
        text(180, 174, "Bulan November. Dibalas dalam 24 jam.", size=13, fill=SOFT, at="middle"),
    )


def rekening_ganti() -> str:
    return svg(
        246,
        box(20, 6, 320, 130, "#fafafc", line=GREY, r=9),
        text(34, 30, "Dari: Best Import (contoh)", size=13, fill=SOFT),
        box(30, 38, 236, 26, PALE[RED], r=4),
        text(36, 56, "Our bank account changed", bold=True, fill=RED),
        text(34, 86, "Rekening kami ganti. Kirim kembali", size=14),
        text(34, 106, "kelebihan bayar ke rekening baru", size=14),
        text(34, 126, "hari ini juga.", size=14),
        cross(314, 52),
        arrow(180, 140, 0, 20),
        box(20, 166, 320, 70, PALE[GREEN], line=GREEN, r=9),
        path("M50 184c-8 4-8 16 4 26s24 8 28 0l-10-8-6 4c-6-2-12-8-12-12l6-4-6-8z", fill=GREEN),
        lines(
            100, 192, ["Telepon nomor yang LAMA.", "Jangan membalas email itu."], step=22, bold=True
        ),
        tick(320, 200),
    )


def contoh_dibayar_dulu() -> str:
    steps = [
        ("Pembeli minta contoh", BLUE),
        ("Sebut biaya contoh + kurir", BLUE),
        ("Uang masuk dilihat sendiri", BROWN),
        ("Kirim satu contoh, simpan resi", GREEN),
    ]
    return svg(
        196,
        *(
            box(46, 6 + 47 * n, 306, 38, PALE[fill], line=fill)
            + badge(n + 1, 24, 25 + 47 * n, fill)
            + text(62, 30 + 47 * n, words, bold=True, fill=fill)
            + (arrow(24, 39 + 47 * n, 0, 18) if n < 3 else "")
            for n, (words, fill) in enumerate(steps)
        ),
    )
