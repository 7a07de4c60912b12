"""Drawings of lesson 5: papers, classes of goods, buyers, price and place, listing, time, deceit."""

from __future__ import annotations

from drawings.parts import *


def alur_surat() -> str:
    return svg(
        224,
        box(90, 6, 180, 46, PALE[GREEN], line=GREEN),
        text(180, 27, "NIB", size=16, bold=True, fill=GREEN, at="middle"),
        text(180, 45, "oss.go.id", size=13, at="middle"),
        arrow(180, 54, 0, 22),
        box(8, 80, 344, 52, PALE[BLUE], line=BLUE),
        text(180, 102, "Pemberitahuan ke Bea Cukai", bold=True, fill=BLUE, at="middle"),
        text(180, 123, "paket: biasanya diisikan kurir", at="middle"),
        box(8, 142, 344, 34, PALE[BROWN], line=BROWN),
        text(180, 164, "Makanan: izin rumahan (P-IRT), halal", bold=True, at="middle"),
        box(8, 186, 344, 34, PALE[BROWN], line=BROWN),
        text(180, 208, "Diminta pembeli: surat asal barang", bold=True, at="middle"),
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
        lines(88, 158, ["usaha ke usaha", "banyak sekaligus", "dijual lagi"], at="middle"),
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
        ("Log in", "masuk"),
        ("Company profile", "keterangan usaha"),
        ("Products", "pasang barang"),
    ]
    return svg(
        224,
        *(
            badge(n + 1, 22, 26 + 40 * n, GREEN if n == 4 else BLUE)
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
        text(180, 218, "Tombolnya bisa pindah. Urutannya tetap.", size=13, fill=SOFT, at="middle"),
    )


def lima_bagian_harga() -> str:
    parts = [
        (6, 42, "USD", "mata", "uang", BLUE),
        (52, 42, "1.00", "angka", "", GREEN),
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
    terms = [("harga di rumah", 30), ("FOB", 178), ("DAP", 360)]
    ship = path("M156 40h44l-8 16h-28zm10-2v-12h20v12", fill=BLUE)
    return svg(
        216,
        path("M18 52v-16l12-10 12 10v16z", fill=BROWN),
        ship,
        box(316, 28, 28, 26, GREEN, r=2),
        path("M8 57h344", line=LINE),
        text(8, 76, "rumah", size=13),
        text(178, 76, "naik kapal", size=13, at="middle"),
        text(352, 76, "alamat pembeli", size=13, at="end"),
        *(
            text(8, 102 + 32 * n, term, size=14, bold=True, fill=BLUE)
            + box(8, 107 + 32 * n, max(x - 8, 10), 14, BLUE, r=2)
            + (box(x, 107 + 32 * n, 352 - x, 14, PALE[BROWN], line=BROWN, r=2) if n < 2 else "")
            for n, (term, x) in enumerate(terms)
        ),
        box(8, 199, 16, 12, BLUE, r=2),
        text(30, 210, "penjual membayar", size=13),
        box(186, 199, 16, 12, PALE[BROWN], line=BROWN, r=2),
        text(208, 210, "pembeli membayar", size=13),
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
