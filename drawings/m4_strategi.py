"""Drawings of lesson 4: cash book, discount, customers, calendar, one trial, a plan."""

from __future__ import annotations

from drawings.parts import *


def dua_dompet() -> str:
    return svg(
        196,
        box(14, 40, 134, 84, PALE[GREEN], line=GREEN),
        path("M14 46l67 40 67-40", line=GREEN),
        text(81, 112, "UANG USAHA", bold=True, fill=GREEN, at="middle"),
        arrow(81, 8, 0, 26, GREEN),
        text(96, 24, "dari pembeli", size=13),
        box(212, 40, 134, 84, PALE[BROWN], line=BROWN),
        path("M212 46l67 40 67-40", line=BROWN),
        text(279, 112, "UANG RUMAH", bold=True, fill=BROWN, at="middle"),
        arrow(154, 82, 52, 0, INK),
        text(180, 146, "gaji tetap, tiap minggu", bold=True, at="middle"),
        path("M180 90v40", line=LINE),
        cross(54, 176),
        text(72, 181, "mengambil sedikit-sedikit setiap hari"),
    )


def baris_buku_kas() -> str:
    rows = [
        ("2 Nov", "Kas awal", "100.000", ""),
        ("2 Nov", "Jual 20 gelas es", "120.000", ""),
        ("2 Nov", "Gula, es batu", "", "80.000"),
    ]
    xs = (14, 72, 272, 346)
    return svg(
        186,
        box(6, 8, 348, 146, "#fffdf4", line="#b9a97a", r=3),
        box(6, 8, 348, 32, "#efe6c8", r=3),
        text(14, 29, "Hari", bold=True),
        text(72, 29, "Untuk apa", bold=True),
        text(272, 29, "Masuk", bold=True, fill=GREEN, at="end"),
        text(346, 29, "Keluar", bold=True, fill=RED, at="end"),
        *(
            text(xs[0], 64 + 34 * n, day)
            + text(xs[1], 64 + 34 * n, what)
            + text(xs[2], 64 + 34 * n, came, at="end", fill=GREEN)
            + text(xs[3], 64 + 34 * n, went, at="end", fill=RED)
            + path(f"M10 {74 + 34 * n}h340", line=LINE, width=1)
            for n, (day, what, came, went) in enumerate(rows)
        ),
        text(180, 178, "Satu kejadian, satu baris, hari itu juga.", at="middle"),
    )


def kas_akhir() -> str:
    steps = [
        ("kas awal", 0, 100, GREY, "100"),
        ("jualan", 100, 220, GREEN, "+120"),
        ("biaya", 140, 220, RED, "−80"),
        ("rumah", 120, 140, BROWN, "−20"),
        ("kas akhir", 0, 120, BLUE, "120"),
    ]
    return svg(
        222,
        *(
            box(12 + 70 * n, 168 - high * 0.63, 52, (high - low) * 0.63, fill, r=1)
            + text(38 + 70 * n, 162 - high * 0.63, said, bold=True, fill=fill, at="middle")
            + text(38 + 70 * n, 188, words, size=13, at="middle")
            for n, (words, low, high, fill, said) in enumerate(steps)
        ),
        path("M6 169h348", line=INK),
        text(180, 214, "Angka dalam ribu rupiah", size=13, fill=SOFT, at="middle"),
    )


def diskon_memakan_untung() -> str:
    def bar(y: float, cost: int, gain: int, said: str) -> str:
        wide = 0.043
        return (
            text(8, y, said)
            + box(8, y + 7, cost * wide, 34, BROWN, r=2)
            + text(86, y + 30, "modal 4.000", bold=True, fill="#fff", at="middle")
            + box(8 + cost * wide, y + 7, gain * wide, 34, GREEN, r=2)
            + text(
                8 + cost * wide + gain * wide / 2,
                y + 30,
                f"{gain:,}".replace(",", "."),
                bold=True,
                fill="#fff",
                at="middle",
            )
        )

    return svg(
        178,
        bar(20, 4000, 2000, "Harga 6.000: untung 2.000"),
        bar(86, 4000, 1400, "Diskon 10%, harga 5.400: untung 1.400"),
        path("M240 93h26v34h-26z", line=RED),
        text(274, 115, "hilang", bold=True, fill=RED),
        text(180, 158, "Harga turun sedikit,", at="middle"),
        text(180, 174, "untung turun banyak.", bold=True, at="middle"),
    )


def uang_diterima() -> str:
    return svg(
        174,
        title("Harga Rp30.000 (tarif latihan)"),
        box(8, 34, 230, 44, BROWN, r=3),
        box(238, 34, 68, 44, GREEN, r=0),
        box(306, 34, 46, 44, RED, r=3),
        text(123, 61, "modal 20.000", bold=True, fill="#fff", at="middle"),
        text(272, 61, "6.000", bold=True, fill="#fff", at="middle"),
        text(329, 61, "4.000", bold=True, fill="#fff", at="middle"),
        path("M8 84v8h298v-8", line=BLUE),
        text(157, 112, "diterima 26.000", bold=True, fill=BLUE, at="middle"),
        text(352, 112, "potongan", size=13, bold=True, fill=RED, at="end"),
        circle(20, 134, 7, GREEN) + text(34, 139, "untung yang tinggal"),
        text(180, 166, "Hitung dulu, baru memasang harga.", bold=True, at="middle"),
    )


def tiga_pelanggan() -> str:
    kinds = [
        (
            "Setia",
            "3 kali atau lebih",
            "terakhir bulan ini",
            "terima kasih, paket",
            GREEN,
            "scarf",
            "#1f6d63",
        ),
        (
            "Lama hilang",
            "2 kali atau lebih",
            "hilang lebih dari 2 bulan",
            "sapa, beri alasan",
            BROWN,
            "bald",
            "",
        ),
        ("Baru", "1 kali", "pembeli pertama", "cara memesan lagi", BLUE, "hair", "#3b2f2a"),
    ]
    return svg(
        262,
        *(
            box(6, 6 + 86 * n, 348, 78, PALE[fill], line=fill)
            + person(44, 14 + 86 * n, wear=fill, head=head, hair=hair or INK)
            + text(84, 29 + 86 * n, name, size=15, bold=True, fill=fill)
            + text(204, 29 + 86 * n, times, size=13)
            + text(84, 49 + 86 * n, last, size=13)
            + text(84, 71 + 86 * n, "→ " + do, bold=True)
            for n, (name, times, last, do, fill, head, hair) in enumerate(kinds)
        ),
    )


def minggu_bu_endah() -> str:
    days = [
        ("Sen", "proses", "Status", BLUE),
        ("Sel", "", "", ""),
        ("Rab", "produk", "IG", VIOLET),
        ("Kam", "", "", ""),
        ("Jum", "tips", "Status", GREEN),
        ("Sab", "hitung", "hasil", BROWN),
        ("Min", "libur", "", ""),
    ]
    parts = []
    for n, (day, kind, place, fill) in enumerate(days):
        x = 5 + 50 * n
        parts += [
            box(x, 8, 48, 30, "#efe6c8", r=3),
            text(x + 24, 28, day, bold=True, at="middle"),
            box(x, 42, 48, 74, PALE.get(fill, "#fff"), line=fill or LINE, r=3),
        ]
        parts += [
            text(x + 24, 76, kind, size=13, fill=fill or SOFT, at="middle"),
            text(x + 24, 98, place, size=13, at="middle"),
        ]
    return svg(
        168,
        *parts,
        text(180, 140, "Tiga postingan, hari tetap, jenis berganti.", bold=True, at="middle"),
        text(
            180, 160, "Satu hari menghitung. Hari libur: kosong.", size=13, fill=SOFT, at="middle"
        ),
    )


def satu_percobaan() -> str:
    return svg(
        196,
        text(88, 22, "2 minggu sebelum", bold=True, at="middle"),
        box(14, 32, 148, 60, PALE[GREY], line=GREY),
        text(88, 58, "stiker lama", at="middle"),
        text(88, 80, "12 pesanan", size=16, bold=True, at="middle"),
        arrow(166, 62, 26, 0),
        text(272, 22, "2 minggu sesudah", bold=True, fill=BLUE, at="middle"),
        box(198, 32, 148, 60, PALE[BLUE], line=BLUE),
        text(272, 58, "stiker baru", bold=True, fill=BLUE, at="middle"),
        text(272, 80, "dihitung lagi", at="middle"),
        text(180, 118, "Harga, tempat, foto: jangan ikut diubah", size=13, fill=SOFT, at="middle"),
        box(14, 130, 160, 54, PALE[GREEN], line=GREEN),
        lines(94, 152, ["naik? pakai,", "coba hal lain"], at="middle"),
        box(186, 130, 160, 54, PALE[BROWN], line=BROWN),
        lines(266, 152, ["tidak? kembali,", "coba hal lain"], at="middle"),
    )


def _five(x: float, y: float, n: int, fill: str) -> str:
    """Return five small boxes, ``n`` of them full."""

    def some(first: int, last: int) -> str:
        return "".join(f"M{x + 22 * k} {y}h18v14h-18z" for k in range(first, last))

    return path(some(0, n), line=fill, fill=fill, width=1.5) + (
        path(some(n, 5), line=fill, width=1.5) if n < 5 else ""
    )


def manfaat_dan_tenaga() -> str:
    jobs = [
        ("membalas chat", 4, 1),
        ("memasang spanduk", 3, 3),
        ("membeli kulkas", 4, 5),
    ]
    parts = []
    for n, (job, good, work) in enumerate(jobs):
        top = 34 + 56 * n
        parts += [
            badge(n + 1, 20, top + 20, GREEN if n == 0 else GREY),
            text(38, top + 14, job, bold=True),
        ]
        parts += [_five(38, top + 22, good, GREEN), _five(208, top + 22, work, BROWN)]
    return svg(
        212,
        text(38, 20, "manfaat", size=13, bold=True, fill=GREEN),
        text(208, 20, "tenaga", size=13, bold=True, fill=BROWN),
        *parts,
    )


def pesan_sapa() -> str:
    parts = ["salam", "barangnya", "alasan kembali", "cara memesan"]
    said = [
        "Siang, Pak Budi.",
        "Dulu suka es cincau saya, ya.",
        "Sekarang ada cincau gula aren.",
        "Mau? Balas saja di sini.",
    ]
    return svg(
        176,
        *(
            box(6, 8 + 41 * n, 222, 36, "#def3e6", line=LINE, r=9)
            + text(16, 31 + 41 * n, words)
            + arrow(254, 26 + 41 * n, -22, 0)
            + text(260, 31 + 41 * n, part, size=13, bold=True, fill=GREEN)
            for n, (part, words) in enumerate(zip(parts, said, strict=True))
        ),
    )


def usaha_satu_halaman() -> str:
    boxes = [
        ("Barang", "apa, harganya?", GREEN),
        ("Pembeli", "siapa?", BLUE),
        ("Keunggulan", "mengapa saya?", GREEN),
        ("Cara menjual", "lewat apa?", VIOLET),
        ("Kegiatan", "tiap hari apa?", BLUE),
        ("Biaya", "untuk apa?", BROWN),
    ]
    return svg(
        156,
        *(
            box(6 + 117 * (n % 3), 8 + 72 * (n // 3), 113, 66, PALE[fill], line=fill)
            + text(62 + 117 * (n % 3), 36 + 72 * (n // 3), name, bold=True, fill=fill, at="middle")
            + text(62 + 117 * (n % 3), 58 + 72 * (n // 3), asked, size=13, at="middle")
            for n, (name, asked, fill) in enumerate(boxes)
        ),
    )


def ramai_seminggu() -> str:
    weeks = [("minggu 1", 40, ""), ("minggu 2", 60, "spanduk + hujan"), ("minggu 3", 45, "spanduk")]
    return svg(
        172,
        path("M20 118h320", line=INK),
        *(
            box(48 + 108 * n, 118 - 1.5 * sold, 52, 1.5 * sold, BLUE, r=2)
            + text(74 + 108 * n, 112 - 1.5 * sold, str(sold), size=15, bold=True, at="middle")
            + text(74 + 108 * n, 137, week, size=13, at="middle")
            + text(74 + 108 * n, 156, along, size=13, bold=True, fill=BROWN, at="middle")
            for n, (week, sold, along) in enumerate(weeks)
        ),
    )
