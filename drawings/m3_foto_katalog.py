"""Drawings of lesson 3: light, sharpness, crop, honest photos, labels, price, catalogue."""

from __future__ import annotations

from drawings.parts import *


def _pack(x: float, y: float, size: float = 1, colour: str = "#d99a2b") -> str:
    """Return a pouch of crisps with its middle at ``x``, ``y``, 60 wide and 84 high."""
    pouch = path(
        "M-26-42h52l4 8-4 6v62l4 8h-60l4-8v-62l-4-6z", fill=colour, line="#7d5a2b", width=1.5
    )
    label = box(-20, -14, 40, 26, "#fff", r=3) + path(
        "M-12-6h24m-24 7h24m-24 7h14", line=SOFT, width=2
    )
    return f'<g transform="translate({number(x)} {number(y)}) scale({size:g})">{pouch}{label}</g>'


def cahaya() -> str:
    return svg(
        240,
        box(10, 6, 340, 26, PALE[BLUE], line=BLUE, r=3),
        text(180, 25, "JENDELA", size=15, bold=True, fill=BLUE, at="middle"),
        *(arrow(x, 38, 0, 38, BROWN) for x in (100, 150, 200, 250)),
        box(76, 86, 206, 120, "#f3eee0", line=INK, r=9),
        box(144, 104, 70, 52, "#74452a", r=6),
        text(179, 135, "produk", bold=True, fill="#fff", at="middle"),
        box(138, 172, 82, 8, "#fff", line=INK, r=0),
        text(179, 198, "kertas putih", at="middle"),
        text(104, 198, "meja", size=13, fill=SOFT, at="middle"),
        box(306, 100, 40, 62, INK, r=6),
        arrow(304, 130, -84, 0, RED),
        text(326, 182, "HP", bold=True, at="middle"),
        lines(38, 106, ["cahaya", "dari", "samping"], at="middle"),
        text(180, 230, "Dilihat dari atas", size=13, fill=SOFT, at="middle"),
    )


def bagian_harga() -> str:
    wide = 340 / 3
    thirds = []
    for n, (words, fill) in enumerate([("modal", BROWN), ("modal", BROWN), ("untung", GREEN)]):
        x = 10 + wide * n
        thirds += [
            box(x, 34, wide, 54, PALE[fill], line=fill, r=3),
            lines(x + wide / 2, 57, [words, "Rp3.000"], at="middle", bold=True, fill=fill),
        ]
    return svg(
        162,
        title("Harga Rp9.000: dua bagian modal, satu untung"),
        *thirds,
        text(180, 120, "harga jual = modal × 1,5", size=17, bold=True, fill=BLUE, at="middle"),
        text(180, 148, "6.000 × 1,5 = 9.000", size=16, at="middle"),
    )


def empat_cara_tajam() -> str:
    hp = box(-15, -26, 30, 52, INK, r=5) + box(-11, -20, 22, 38, "#cfe3ea", r=1)
    parts = [
        hp + circle(0, -12, 5, "#fff", line=BLUE) + path("M-24 2q10-22 24-14", line=BLUE, width=4),
        hp + path("M-40 34h80M-24 34l12-14M24 34l-12-14", line=BROWN, width=4),
        hp + circle(0, 0, 9, "none", line=RED) + finger(0, 0),
        hp + arrow(22, 0, 30, 0, GREEN),
    ]
    words = [
        ("Lap lensa", "kain halus"),
        ("Siku di meja", "tahan napas"),
        ("Ketuk barangnya", "di layar"),
        ("Mundur sedikit", "nanti dipotong"),
    ]
    drawn = []
    for n, (part, (name, more)) in enumerate(zip(parts, words, strict=True)):
        x, y = 6 + 178 * (n % 2), 6 + 122 * (n // 2)
        drawn += [
            box(x, y, 170, 114, PAPER, line=LINE),
            f'<g transform="translate({x + 66} {y + 36})">{part}</g>',
            badge(n + 1, x + 18, y + 20, BLUE),
        ]
        drawn += [
            text(x + 85, y + 84, name, bold=True, at="middle"),
            text(x + 85, y + 104, more, size=13, fill=SOFT, at="middle"),
        ]
    return svg(248, *drawn)


def ruang_selebar_jari() -> str:
    return svg(
        214,
        box(10, 14, 340, 170, "#e4dccd", r=3),
        _pack(180, 100, 1.35),
        box(95, 14, 170, 170, "none", line=RED, r=0),
        path("M95 14h170v170H95z", line=RED, width=3),
        path("M10 14h85v170h-85zM265 14h85v170h-85z", fill="#5a5f66"),
        arrow(120, 100, -20, 0, GREEN),
        arrow(120, 100, 20, 0, GREEN),
        arrow(240, 100, -20, 0, GREEN),
        arrow(240, 100, 20, 0, GREEN),
        text(52, 104, "dibuang", fill="#fff", bold=True, at="middle"),
        text(308, 104, "dibuang", fill="#fff", bold=True, at="middle"),
        text(180, 206, "Persegi 1:1, utuh, di tengah, ruang selebar jari", size=14, at="middle"),
    )


def alas_polos() -> str:
    return svg(
        212,
        box(6, 6, 170, 150, "#b9a58a"),
        box(14, 14, 40, 50, "#5a8f7b", r=3),
        circle(146, 40, 22, "#8d5a97"),
        box(118, 100, 50, 46, "#4f6d9a", r=3),
        box(14, 104, 44, 44, "#a05a4a", r=3),
        path("M60 14h34v24h-34z", fill="#7c8b3d"),
        _pack(92, 90, 1.1),
        cross(22, 178),
        text(40, 183, "ramai"),
        box(184, 6, 170, 150, "#eef1f3"),
        path("M184 116h170v34q0 6-6 6h-158q-6 0-6-6z", fill="#dfe4e8"),
        _pack(269, 84, 1.35),
        tick(200, 178),
        text(218, 183, "polos, satu barang"),
        text(180, 206, "Kertas atau kain polos sudah cukup.", size=13, fill=SOFT, at="middle"),
    )


def tiga_sudut() -> str:
    hp = box(-8, -13, 16, 26, INK, r=3)
    return svg(
        196,
        path("M60 140h280", line=BROWN, width=4),
        _pack(180, 98, 0.95),
        path("M66 100h74M96 34l48 32M180 28v26", line=LINE, width=2),
        *(
            f'<g transform="translate({x} {y}) rotate({turn})">{hp}</g>'
            + badge(n, x + dx, y + dy, BLUE)
            for n, x, y, turn, dx, dy in (
                (1, 52, 100, 0, 0, 30),
                (2, 84, 26, 50, -26, 0),
                (3, 180, 14, 90, 34, 0),
            )
        ),
        text(8, 168, "1 dari depan", bold=True),
        text(128, 168, "2 agak miring", bold=True),
        text(250, 168, "3 dari atas", bold=True),
        text(8, 188, "bungkus", size=13, fill=SOFT),
        text(128, 188, "makanan, tas", size=13, fill=SOFT),
        text(250, 188, "isi piring", size=13, fill=SOFT),
    )


def lima_tugas_foto() -> str:
    chip = "M-14 4q14-24 28 0-14 12-28 0z"
    views = [
        ("Utama", "#eef1f3", _pack(0, 0, 0.9)),
        (
            "Rincian",
            "#f6e6c8",
            f'<g transform="scale(2)">{path(chip, fill="#e0a94a", line=BROWN)}</g>',
        ),
        (
            "Ukuran",
            "#eef1f3",
            _pack(-14, 0, 0.75)
            + box(14, -34, 16, 68, "#ffd65a", line=BROWN, r=1)
            + path("M14-24h8m-8 12h8m-8 12h8m-8 12h8m-8 12h8", line=BROWN, width=1.5),
        ),
        (
            "Kemasan",
            "#eef1f3",
            box(-32, -36, 64, 72, "#fff", line=SOFT, r=2)
            + path("M-24-24h48m-48 12h48m-48 12h40m-40 12h48m-48 12h30", line=SOFT),
        ),
        (
            "Penyajian",
            "#e6d6c4",
            circle(0, 4, 34, "#fff", line=LINE)
            + path(chip, fill="#e0a94a", line=BROWN)
            + f'<g transform="translate(6 14)">{path(chip, fill="#e0a94a", line=BROWN)}</g>',
        ),
    ]
    places = [(62, 54), (180, 54), (298, 54), (121, 198), (239, 198)]
    asks = ["ini apa?", "dari dekat?", "sebesar apa?", "apa isinya?", "dimakan?"]
    return svg(
        286,
        *(
            box(x - 52, y - 48, 104, 96, ground, line=LINE)
            + f'<g transform="translate({x} {y})">{view}</g>'
            + text(x, y + 64, name, bold=True, at="middle")
            + text(x, y + 80, ask, size=13, fill=SOFT, at="middle")
            for (x, y), (name, ground, view), ask in zip(places, views, asks, strict=True)
        ),
    )


def edit_jujur_atau_tidak() -> str:
    return svg(
        206,
        text(62, 20, "Aslinya", bold=True, at="middle"),
        box(14, 30, 96, 110, "#8b8378"),
        _pack(62, 86, 0.95, "#a5762a"),
        text(180, 20, "Diterangkan", bold=True, fill=GREEN, at="middle"),
        box(132, 30, 96, 110, "#eef1f3", line=GREEN),
        _pack(180, 86, 0.95),
        tick(180, 160),
        lines(180, 188, ["barangnya sama"], at="middle", size=13),
        text(298, 20, "Diperbanyak", bold=True, fill=RED, at="middle"),
        box(250, 30, 96, 110, "#eef1f3", line=RED),
        _pack(276, 84, 0.62, "#e8b84a"),
        _pack(320, 84, 0.62, "#e8b84a"),
        _pack(298, 94, 0.8, "#f0c860"),
        cross(298, 160),
        text(298, 188, "pembeli tertipu", size=13, at="middle"),
    )


def letak_label() -> str:
    items = [
        "1 nama produk",
        "2 daftar bahan",
        "3 berat bersih",
        "4 pembuat",
        "5 halal",
        "6 kode produksi",
        "7 kedaluwarsa",
        "8 nomor izin edar",
        "9 asal usul bahan tertentu",
    ]
    return svg(
        334,
        box(10, 6, 340, 208, "#fff8e8", line="#7d5a2b", r=4),
        text(24, 34, "Kue Kering Nanas", size=17, bold=True),
        badge(1, 200, 29, BLUE),
        lines(24, 62, ["Bahan: tepung terigu, nanas,", "gula, mentega, telur."]),
        badge(2, 240, 66, BLUE),
        text(24, 112, "Berat bersih 250 g", bold=True),
        badge(3, 186, 107, BLUE),
        lines(24, 140, ["Dibuat: Dapur Contoh,", "Blitar"]),
        badge(4, 186, 145, BLUE),
        circle(304, 64, 26, "#fff", line=VIOLET),
        text(304, 69, "halal", bold=True, fill=VIOLET, at="middle"),
        badge(5, 304, 104, BLUE),
        text(24, 186, "Kode 011126-A", size=13),
        badge(6, 140, 181, BLUE),
        text(158, 186, "Baik sebelum 01-05-27", size=13),
        badge(7, 318, 181, BLUE),
        text(24, 206, "P-IRT 000000000000-31 (contoh)", size=13),
        badge(8, 246, 201, BLUE),
        *(text(16 + 172 * (n % 2), 236 + 22 * (n // 2), words) for n, words in enumerate(items)),
    )


def modal_satu_botol() -> str:
    costs = [
        ("bahan", 40, BROWN),
        ("gas", 5, RED),
        ("upah sendiri", 10, BLUE),
        ("botol", 5, VIOLET),
    ]
    parts, y = [], 172.0
    for n, (words, value, fill) in enumerate(costs):
        high = value * 2.1
        y -= high
        parts += [
            box(36, y, 72, high, fill, r=0),
            path(f"M110 {number(y + high / 2)}L150 {40 + 38 * (3 - n)}", line=LINE),
            text(156, 45 + 38 * (3 - n), f"{words}: Rp{value}.000", bold=True, fill=fill),
        ]
    return svg(
        206,
        path("M52 34v-20h40v20", line=GREY, width=4),
        *parts,
        path("M34 34h76v140h-76z", line=GREY, width=4),
        text(180, 196, "10 botol: Rp60.000. Satu botol: Rp6.000.", bold=True, at="middle"),
    )


def katalog_jadi() -> str:
    goods = [
        ("Keripik Pisang Cokelat", "100 gram", "Rp15.000", "#d99a2b"),
        ("Keripik Bayam", "200 gram", "Rp22.000", "#7c9a4f"),
    ]
    tiles = []
    for n, (name, amount, price, colour) in enumerate(goods):
        y = 62 + 104 * n
        tiles += [
            box(24, y, 92, 92, "#eef1f3", line=LINE, r=4),
            _pack(70, y + 46, 0.9, colour),
            text(132, y + 26, name, bold=True),
            text(132, y + 50, amount, fill=SOFT),
            text(132, y + 76, price, size=16, bold=True, fill=GREEN),
        ]
    return svg(
        292,
        box(8, 6, 344, 266, "#fff", line=INK, r=12),
        text(24, 32, "Keripik Mawar", size=17, bold=True),
        text(24, 52, "Katalog", size=13, fill=SOFT),
        *tiles,
        text(
            180, 288, "Gambar contoh. Nama dan angkanya karangan.", size=13, fill=SOFT, at="middle"
        ),
    )
