"""Drawings of lesson 1: installing, data, signal, deceit, passwords, money that came in."""

from __future__ import annotations

from drawings.parts import *

DARK = "#2f3b45"
WA = "#176b54"


def sepuluh_pembeli() -> str:
    """Ten people: the first eight by chat, the last five saw it on Facebook, three of them both."""
    first, step = 36, 32
    people = [first + step * n for n in range(10)]
    return svg(
        204,
        title("Sepuluh pembeli terakhir"),
        box(people[0] - 15, 38, 7 * step + 30, 34, PALE[GREEN], line=GREEN),
        text(people[0] - 5, 60, "Lewat chat: 8 orang", bold=True, fill=GREEN),
        *(
            circle(x, 96, 7, SOFT) + path(f"M{x - 12} 124a12 15 0 0124 0z", fill=SOFT)
            for x in people
        ),
        box(people[5] - 15, 140, 4 * step + 30, 52, PALE[BLUE], line=BLUE),
        text(people[5] - 5, 162, "Lihat di Facebook:", bold=True, fill=BLUE),
        text(people[5] - 5, 181, "5 orang", bold=True, fill=BLUE),
        text(22, 162, "Tiga orang"),
        text(22, 181, "lewat keduanya."),
    )


def pasang_dari_play() -> str:
    return svg(
        292,
        box(20, 6, 320, 232, "#fff", line=GREY, r=9),
        box(32, 18, 296, 32, "#e8ecf0", r=16),
        circle(50, 33, 5, "none", line=SOFT) + path("M54 37l5 5", line=SOFT),
        text(68, 39, "WhatsApp Business"),
        badge(1, 306, 34),
        box(34, 66, 56, 56, "#3f9d5e", r=12),
        text(62, 103, "A", size=26, bold=True, fill="#fff", at="middle"),
        text(102, 82, "WhatsApp Business", size=15, bold=True),
        box(98, 92, 190, 26, "#ffe9a8", line=BROWN, r=5),
        text(106, 110, "WhatsApp LLC", bold=True),
        badge(2, 306, 105),
        text(34, 146, "4,5 ★", size=13, fill=SOFT)
        + text(110, 146, "1 M+ unduhan", size=13, fill=SOFT),
        box(34, 162, 240, 38, GREEN, r=19),
        text(154, 187, "Instal", size=16, bold=True, fill="#fff", at="middle"),
        badge(3, 306, 181),
        finger(240, 190),
        note(256),
    )


def kode_datang() -> str:
    return svg(
        300,
        title("Kode 6 angka: diketik sendiri"),
        box(16, 34, 158, 168, "#fff", line=GREY, r=9),
        box(16, 34, 158, 32, WA, r=9) + box(16, 52, 158, 14, WA, r=0),
        text(26, 56, "Masukkan kode", bold=True, fill="#fff"),
        *(path(f"M{32 + 22 * n} 128h14", line=INK) for n in range(6)),
        *(
            text(39 + 22 * n, 122, digit, size=17, bold=True, at="middle")
            for n, digit in enumerate("482")
        ),
        text(95, 168, "SMS datang ke", size=13, fill=SOFT, at="middle"),
        text(95, 186, "nomor sendiri", size=13, fill=SOFT, at="middle"),
        tick(30, 84),
        text(46, 89, "Isi sendiri"),
        box(186, 34, 158, 168, "#fff", line=GREY, r=9),
        box(186, 34, 158, 32, RED, r=9) + box(186, 52, 158, 14, RED, r=0),
        text(196, 56, "Nomor tak kenal", bold=True, fill="#fff"),
        bubble(194, 74, 142, ["Saya petugas.", "Minta kodenya,", "Bu. Cepat ya."], "#f0f2f4"),
        cross(208, 168),
        text(224, 173, "Jangan dijawab"),
        box(16, 218, 328, 58, PALE[BROWN], line=BROWN),
        text(180, 242, "Kode itu kunci rumah.", bold=True, at="middle"),
        text(180, 262, "Petugas yang asli tidak pernah meminta.", at="middle"),
        text(180, 294, "Gambar contoh.", size=13, fill=SOFT, at="middle"),
    )


def apk_di_chat() -> str:
    return svg(
        260,
        box(20, 6, 320, 196, "#f3ece2", line=GREY, r=9),
        box(20, 6, 320, 36, GREY, r=9) + box(20, 26, 320, 16, GREY, r=0),
        text(34, 30, "Nomor tak dikenal", size=15, bold=True, fill="#fff"),
        bubble(32, 54, 220, ["Paket Ibu tertahan. Lihat", "fotonya di sini:"], "#fff"),
        box(32, 114, 262, 54, "#fff", line=RED, r=9),
        box(42, 122, 32, 38, PALE[RED], line=RED, r=3)
        + text(58, 146, "?", size=18, bold=True, fill=RED, at="middle"),
        text(84, 139, "foto-paket", bold=True) + text(84, 157, "FOTO-PAKET", size=13, fill=SOFT),
        box(158, 125, 46, 20, "#ffd65a", r=3)
        + text(181, 140, ".apk", size=15, bold=True, at="middle"),
        cross(312, 141),
        text(32, 192, "Foto asli langsung kelihatan.", size=13, fill=SOFT),
        text(180, 226, "Berakhir .apk? Jangan ditekan.", size=15, bold=True, fill=RED, at="middle"),
        text(180, 248, "Hapus. Aplikasi hanya dari toko resmi.", at="middle"),
    )


def tangga_sinyal() -> str:
    steps = [
        (4, "Video menyala", GREEN),
        (3, "Suara saja, video mati", BLUE),
        (1, "Tulisan di kolom chat", BROWN),
    ]
    parts = []
    for n, (strong, words, fill) in enumerate(steps):
        top = 34 + 58 * n
        parts.append(box(10, top, 340, 48, PALE[fill], line=fill))
        for bar in range(4):
            high = 10 + 7 * bar
            parts.append(
                box(
                    24 + 13 * bar,
                    top + 40 - high,
                    9,
                    high,
                    fill if bar < strong else "#fff",
                    line=fill,
                    r=1,
                )
            )
        parts.append(text(90, top + 30, words, size=15, bold=True, fill=fill))
    return svg(
        236,
        title("Sinyal berkurang? Turun satu tangga."),
        *parts,
        text(180, 226, "Terputus? Minta rekamannya sesudah acara.", at="middle"),
    )


def layar_zoom() -> str:
    buttons = [("Suara", 0), ("Video", 1), ("Peserta", 0), ("Chat", 2)]
    parts = []
    for n, (words, tap) in enumerate(buttons):
        x = 60 + 80 * n
        if tap:
            parts.append(box(x - 36, 148, 72, 54, "#ffe9a8", line=BROWN, r=5))
        parts.append(box(x - 11, 156, 22, 18, INK if tap else "#9aa5b1", r=4))
        parts.append(
            text(x, 194, words, size=13, bold=bool(tap), fill=INK if tap else "#fff", at="middle")
        )
        if tap:
            parts += [badge(tap, x, 134), finger(x + 26, 190)]
    parts.append(path("M128 175l24-20", line=RED, width=3))
    return svg(
        318,
        box(20, 6, 320, 206, DARK, r=9),
        person(180, 34, wear=VIOLET, head="scarf", hair="#8c5a7a"),
        text(180, 118, "Pelatihan UMKM (contoh)", size=13, fill="#fff", at="middle"),
        *parts,
        badge(1, 34, 236) + text(52, 241, "Matikan video. Suara jadi lebih lancar."),
        badge(2, 34, 264) + text(52, 269, "Tulis pertanyaan di chat."),
        note(292),
    )


def penggunaan_data() -> str:
    rows = [
        ("Video pendek", 1.9, "1,9 GB", RED),
        ("Zoom", 0.9, "900 MB", BLUE),
        ("WhatsApp", 0.3, "300 MB", GREEN),
    ]
    return svg(
        372,
        screen(6, "Pengaturan", [Row("Koneksi"), Row("Penggunaan data", tap=1)]),
        arrow(180, 122, 0, 14),
        box(20, 140, 320, 178, "#fff", line=GREY, r=9),
        box(20, 140, 320, 36, GREY, r=9) + box(20, 160, 320, 16, GREY, r=0),
        text(34, 164, "Penggunaan data", size=15, bold=True, fill="#fff"),
        *(
            text(34, 198 + 42 * n, words)
            + box(34, 204 + 42 * n, 100 * size, 14, fill, r=2)
            + text(42 + 100 * size, 216 + 42 * n, said, bold=True, fill=fill)
            for n, (words, size, said, fill) in enumerate(rows)
        ),
        note(338),
    )


def pesan_palsu() -> str:
    return svg(
        306,
        box(20, 6, 320, 216, "#f3ece2", line=GREY, r=9),
        box(20, 6, 320, 36, GREY, r=9) + box(20, 26, 320, 16, GREY, r=0),
        text(34, 30, "Hadiah Bank (contoh penipuan)", size=15, bold=True, fill="#fff"),
        box(30, 52, 270, 160, "#fff", line=LINE, r=9),
        lines(
            42,
            74,
            [
                "Selamat! Ibu dapat Rp5.000.000.",
                "Klik: hadiah-bank.example",
                "Lalu kirim kode OTP dan PIN.",
                "Pasang dulu hadiah.apk",
                "Bayar pajak Rp50.000 hari ini,",
                "kalau tidak hadiah hangus!",
            ],
            step=25,
        ),
        badge(3, 320, 94) + path("M308 94h-10", line=RED),
        badge(1, 320, 120) + path("M308 120h-10", line=RED),
        badge(2, 320, 146) + path("M308 146h-10", line=RED),
        badge(4, 320, 172) + path("M308 172h-10", line=RED),
        *(
            path(f"M42 {y}h{w}", line=RED)
            for y, w in ((103, 186), (128, 196), (153, 158), (178, 200))
        ),
        badge(1, 30, 240) + text(48, 245, "Minta kode"),
        badge(2, 200, 240) + text(218, 245, "File APK"),
        badge(3, 30, 268) + text(48, 273, "Alamat mirip-mirip"),
        badge(4, 200, 268) + text(218, 273, "Bayar, buru-buru"),
        text(180, 300, "Satu saja sudah cukup untuk curiga.", bold=True, at="middle"),
    )


def periksa_kabar() -> str:
    return svg(
        282,
        box(20, 6, 320, 210, "#fff", line=GREY, r=9),
        box(32, 16, 296, 26, "#e8ecf0", r=13) + text(46, 34, "kantor-resmi.go.id/halal", fill=SOFT),
        text(34, 68, "Aturan halal usaha kecil", size=16, bold=True),
        box(30, 78, 250, 24, "#ffe9a8", r=4) + text(36, 95, "Oleh: Humas kantor resmi"),
        badge(1, 304, 90),
        box(30, 108, 170, 24, "#ffe9a8", r=4) + text(36, 125, "20 Oktober 2026"),
        badge(2, 304, 120),
        *(box(34, y, w, 7, "#dfe4e8", r=3) for y, w in ((142, 280), (156, 260), (170, 290))),
        box(30, 184, 250, 24, "#ffe9a8", r=4) + text(36, 201, "Sumber: PP 42 Tahun 2024"),
        badge(3, 304, 196),
        text(24, 240, "1 Pembuat", bold=True, fill=RED),
        text(140, 240, "2 Tanggal", bold=True, fill=RED),
        text(252, 240, "3 Bukti", bold=True, fill=RED),
        text(180, 266, "Gambar contoh, bukan halaman sungguhan.", size=13, fill=SOFT, at="middle"),
    )


def tiga_kata() -> str:
    umbrella = path("M26 78a38 38 0 0176 0z", fill=BLUE) + path("M64 78v30q0 8 8 8t8-8", line=INK)
    yellow = circle(180, 78, 30, "#f2c230") + text(
        180, 84, "kuning", size=15, bold=True, at="middle"
    )
    fish = path("M250 80q30-34 66 0q-36 34-66 0zm66 0l22-18v36z", fill="#3d8a7a") + circle(
        268, 74, 3, "#fff"
    )
    return svg(
        230,
        title("Tiga kata yang tidak berhubungan"),
        umbrella,
        yellow,
        fish,
        box(10, 132, 340, 36, PALE[GREEN], line=GREEN),
        text(180, 156, "payung-kuning-ikan-58", size=17, bold=True, fill=GREEN, at="middle"),
        tick(24, 190) + text(42, 195, "20 huruf lebih, mudah diingat"),
        cross(24, 212) + text(42, 217, "nama usaha, tahun, 1234"),
    )


def otp_untuk_sendiri() -> str:
    return svg(
        250,
        title("Siapa boleh tahu OTP?"),
        person(66, 44, wear=GREEN, head="bald", skin="#8d5a3c"),
        text(66, 124, "Saya sendiri", bold=True, fill=GREEN, at="middle"),
        tick(66, 144),
        box(120, 34, 3, 136, LINE, r=0),
        person(176, 44, wear=GREY, head="cap", hair=GREY),
        text(176, 124, '"Petugas"', at="middle"),
        cross(176, 144),
        person(246, 44, wear=VIOLET, head="bun"),
        text(246, 124, "Teman", at="middle"),
        cross(246, 144),
        person(316, 44, wear=BLUE, head="scarf", hair="#31536b"),
        text(316, 124, "Admin", at="middle"),
        cross(316, 144),
        box(10, 178, 340, 58, PALE[BROWN], line=BROWN),
        text(180, 202, "Ada yang meminta? Tutup dulu.", bold=True, at="middle"),
        text(180, 222, "Telepon sendiri nomor resmi di kartu ATM.", at="middle"),
    )


def boleh_izin_jangan() -> str:
    groups = [
        (GREEN, "Boleh", ["nama usaha", "harga, jam buka"]),
        (BROWN, "Izin dulu", ["wajah pembeli", "nama pembeli"]),
        (RED, "Jangan", ["PIN, OTP, sandi", "foto KTP"]),
    ]
    parts = []
    for n, (fill, name, examples) in enumerate(groups):
        top = 8 + 66 * n
        parts += [box(70, top, 280, 58, PALE[fill], line=fill), circle(36, top + 29, 20, fill)]
        parts += [
            text(84, top + 36, name, size=16, bold=True, fill=fill),
            lines(186, top + 25, examples, step=20),
        ]
    return svg(212, box(10, 2, 52, 206, GREY, r=24), *parts)


def dua_langkah() -> str:
    return screens(
        ("Setelan", [Row("Akun", tap=1, sub="Keamanan, ganti nomor"), Row("Privasi")]),
        ("Akun", [Row("Notifikasi keamanan"), Row("Verifikasi dua langkah", tap=2)]),
        ("Verifikasi dua langkah", [Row("Aktifkan", tap=3, sub="Lalu karang PIN 6 angka")]),
        fill=WA,
    )


def buat_email() -> str:
    return screens(
        ("Gmail", [Row("Gambar bulat", tap=1, sub="Di kanan atas")]),
        ("Akun", [Row("Tambahkan akun lain", tap=2)]),
        ("Siapkan email", [Row("Google", tap=3)]),
        ("Login", [Row("Buat akun", tap=4, sub="Untuk pekerjaan atau bisnis")]),
        fill=RED,
    )


def perangkat_tertaut() -> str:
    return screens(
        ("WhatsApp", [Row("Grup baru"), Row("Perangkat tertaut", tap=2), Row("Setelan")]),
        (
            "Perangkat tertaut",
            [
                Row("Laptop saya", sub="Aktif hari ini", icon=GREEN),
                Row("Tidak kenal?", tap=3, sub="Tekan, lalu Keluar", icon=RED),
            ],
        ),
        fill=WA,
        dots=1,
    )


def alamat_dua_bagian() -> str:
    return svg(
        178,
        box(10, 12, 340, 42, PAPER, line=LINE),
        box(18, 18, 118, 30, PALE[GREEN], line=GREEN, r=4)
        + text(77, 38, "batikmelur", size=16, bold=True, fill=GREEN, at="middle"),
        text(152, 39, "@", size=19, bold=True, at="middle"),
        box(168, 18, 174, 30, PALE[BLUE], line=BLUE, r=4)
        + text(255, 38, "contoh.example", size=16, bold=True, fill=BLUE, at="middle"),
        arrow(77, 58, 0, 20, GREEN),
        arrow(255, 58, 0, 20, BLUE),
        lines(77, 98, ["nama usaha,", "pendek"], at="middle"),
        lines(255, 98, ["penyedia: tempat kita", "membuat email"], at="middle"),
        cross(24, 144) + text(42, 149, "cintaku_77889900@…"),
        text(42, 168, "Sulit dieja lewat telepon.", size=13, fill=SOFT),
    )


def cocokkan_tiga() -> str:
    rows = [("Nama", "Sari", "Sari"), ("Jumlah", "Rp54.000", "Rp54.000"), ("Jam", "09.15", "09.16")]
    parts = []
    for n, (name, ordered, came) in enumerate(rows):
        top = 58 + 40 * n
        parts += [
            text(10, top + 22, name, bold=True),
            box(80, top, 112, 32, PALE[BROWN], line=BROWN, r=4),
            text(136, top + 21, ordered, at="middle"),
        ]
        parts += [
            box(208, top, 112, 32, PALE[BLUE], line=BLUE, r=4),
            text(264, top + 21, came, at="middle"),
            tick(340, top + 16),
        ]
    return svg(
        220,
        text(136, 28, "Pesanan", size=15, bold=True, fill=BROWN, at="middle"),
        text(136, 46, "dari chat", size=13, fill=SOFT, at="middle"),
        text(264, 28, "Mutasi", size=15, bold=True, fill=BLUE, at="middle"),
        text(264, 46, "di aplikasi bank", size=13, fill=SOFT, at="middle"),
        *parts,
        text(
            180,
            204,
            "Tiga-tiganya cocok: barang dikirim.",
            size=15,
            bold=True,
            fill=GREEN,
            at="middle",
        ),
    )


def qris_masuk() -> str:
    squares = [
        (0, 0),
        (3, 0),
        (0, 3),
        (1, 1),
        (2, 2),
        (4, 2),
        (3, 4),
        (4, 4),
        (2, 0),
        (0, 2),
        (1, 4),
    ]
    return svg(
        236,
        box(10, 26, 96, 112, "#fff", line=GREY),
        *(box(24 + 14 * x, 50 + 14 * y, 13, 13, INK, r=1) for x, y in squares),
        text(58, 43, "kode toko", size=13, at="middle"),
        badge(1, 58, 160),
        text(58, 190, "Pembeli", at="middle"),
        text(58, 207, "memindai", at="middle"),
        arrow(112, 82, 16, 0),
        box(134, 26, 92, 112, "#fff", line=GREY, r=9),
        lines(180, 70, ["Bayar", "Rp18.000"], at="middle", bold=True),
        tick(180, 114),
        badge(2, 180, 160),
        text(180, 190, "HP pembeli:", at="middle"),
        text(180, 207, "bisa palsu", fill=RED, at="middle"),
        arrow(232, 82, 16, 0),
        box(254, 26, 96, 112, PALE[GREEN], line=GREEN, r=9),
        lines(302, 62, ["Uang masuk", "Rp18.000"], at="middle", bold=True, fill=GREEN),
        path("M302 92v18m0-22a10 10 0 0110 10v8h4v3h-28v-3h4v-8a10 10 0 0110-10z", line=GREEN),
        badge(3, 302, 160, GREEN),
        text(302, 190, "HP kita sendiri:", at="middle"),
        text(302, 207, "yang dipercaya", fill=GREEN, at="middle"),
        text(180, 230, "Gambar contoh", size=13, fill=SOFT, at="middle"),
    )


def lihat_mutasi() -> str:
    return screens(
        (
            "Aplikasi bank",
            [
                Row("Transfer"),
                Row("Mutasi rekening", tap=1, sub="Bisa bernama Riwayat"),
                Row("Bayar tagihan"),
            ],
        ),
        (
            "Mutasi hari ini",
            [
                Row("Masuk dari Sari", mark="+54.000", icon=GREEN),
                Row("Keluar: beli minyak", mark="−38.000", icon=RED),
            ],
        ),
        fill=BLUE,
    )
