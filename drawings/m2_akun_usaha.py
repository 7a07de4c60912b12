"""Drawings of lesson 2, the accounts: WhatsApp Business, Instagram, Facebook."""

from __future__ import annotations

from drawings.parts import *

WA, FB, IG = "#176b54", "#1c4f9c", "#4b3661"


def alat_bisnis() -> str:
    return screens(
        (
            "WhatsApp Business",
            [
                Row("Grup baru"),
                Row("Alat bisnis", tap=2, sub="Bisa bernama Fitur bisnis"),
                Row("Setelan"),
            ],
        ),
        (
            "Alat bisnis",
            [Row("Profil bisnis", tap=3, sub="Nama, jam buka, alamat"), Row("Katalog")],
        ),
        fill=WA,
        dots=1,
    )


def profil_dilihat_pembeli() -> str:
    parts = [
        (96, "Jahit Anggrek", True),
        (122, "Jasa jahit", False),
        (158, "Permak dan jahit seragam,", False),
        (176, "rapi dan tepat waktu.", False),
        (212, "Sen–Jum 09.00 - 17.00", False),
    ]
    return svg(
        316,
        box(20, 6, 320, 258, "#fff", line=GREY, r=9),
        box(20, 6, 320, 44, WA, r=9) + box(20, 40, 320, 10, WA, r=0),
        circle(180, 46, 30, "#fff", line=GREY),
        path("M168 54l12-22 12 22zm12-22v-6", line=VIOLET, width=3),
        *(text(60, y, words, bold=heavy, size=16 if heavy else 14) for y, words, heavy in parts),
        badge(1, 40, 91),
        badge(2, 40, 117),
        badge(3, 40, 162),
        badge(4, 40, 207),
        *(path(f"M312 {y}l8-8 4 4-8 8-5 1z", line=SOFT) for y in (94, 120, 165, 210)),
        box(40, 226, 130, 28, PALE[GREEN], line=GREEN, r=14)
        + text(105, 245, "Chat", bold=True, fill=GREEN, at="middle"),
        box(186, 226, 130, 28, PALE[GREEN], line=GREEN, r=14)
        + text(251, 245, "Katalog", bold=True, fill=GREEN, at="middle"),
        text(180, 286, "Pensil: tekan untuk mengubah.", at="middle"),
        text(180, 306, "Gambar contoh, usaha karangan.", size=13, fill=SOFT, at="middle"),
    )


def cadangan_chat() -> str:
    return screens(
        ("Setelan", [Row("Akun"), Row("Chat", tap=1, sub="Tema, riwayat chat")]),
        ("Chat", [Row("Cadangan chat", tap=2)]),
        ("Cadangan chat", [Row("Cadangkan", tap=3, sub="Paling hemat lewat WiFi", icon=GREEN)]),
        fill=WA,
    )


def tiga_pesan() -> str:
    return svg(
        318,
        circle(34, 44, 20, "#f2c230"),
        text(34, 82, "10.00", size=13, at="middle"),
        bubble(66, 10, 130, ["Assalamualaikum"], "#fff"),
        bubble(110, 50, 240, ["Halo, ini Jahit Anggrek.", "Mau permak atau jahit baru?"]),
        text(350, 116, "Pesan sambutan", size=13, bold=True, fill=GREEN, at="end"),
        path("M42 138a20 20 0 11-22 26 16 16 0 0022-26z", fill="#31536b"),
        text(34, 192, "21.00", size=13, at="middle"),
        bubble(66, 130, 130, ["Masih buka, Pak?"], "#fff"),
        bubble(110, 170, 240, ["Kami buka Senin-Jumat.", "Besok pagi kami balas."]),
        text(350, 236, "Pesan tutup", size=13, bold=True, fill=GREEN, at="end"),
        box(12, 252, 44, 30, "#fff", line=LINE, r=4),
        text(34, 272, "/harga", size=13, bold=True, at="middle"),
        arrow(64, 267, 36, 0),
        bubble(110, 246, 240, ["Permak celana Rp15.000. …"]),
        text(350, 296, "Balasan cepat", size=13, bold=True, fill=GREEN, at="end"),
        text(12, 312, "Gambar contoh", size=13, fill=SOFT),
    )


def nomor_62() -> str:
    return svg(
        176,
        box(20, 10, 320, 38, PAPER, line=LINE),
        box(34, 16, 22, 26, PALE[RED], line=RED, r=3),
        text(45, 36, "0", size=19, bold=True, fill=RED, at="middle"),
        text(64, 36, "810-0000-5678", size=19),
        arrow(45, 52, 0, 20, RED),
        box(20, 78, 320, 38, PAPER, line=LINE),
        box(30, 84, 34, 26, PALE[GREEN], line=GREEN, r=3),
        text(47, 104, "62", size=19, bold=True, fill=GREEN, at="middle"),
        text(68, 104, "81000005678", size=19),
        text(332, 104, "tanpa spasi", size=13, fill=SOFT, at="end"),
        arrow(180, 120, 0, 18),
        text(180, 162, "https://wa.me/6281000005678", size=17, bold=True, fill=BLUE, at="middle"),
    )


def pesan_salam() -> str:
    return screens(
        (
            "Alat bisnis",
            [
                Row("Katalog"),
                Row("Pesan salam", tap=1, sub="Pesan sambutan"),
                Row("Pesan di luar jam kerja", tap=2, sub="Pesan tutup"),
                Row("Balas cepat", tap=3, sub="Balasan cepat, misalnya /harga"),
            ],
        ),
        fill=WA,
    )


def pesan_luar_jam() -> str:
    return screens(
        (
            "Pesan di luar jam kerja",
            [
                Row("Kirim pesan", tap=1, mark="on", sub="Geser sampai menyala"),
                Row("Pesan", tap=2, sub="Tulis pesan tutup di sini"),
                Row("Jadwal", tap=3, sub="Di luar jam buka"),
                Row("Penerima", sub="Semua orang"),
            ],
        ),
        fill=WA,
    )


def saling_simpan() -> str:
    def pair(y: float, left: str, right: str, *, both: bool) -> str:
        fill = GREEN if both else RED
        return "\n".join(
            [
                box(8, y, 344, 104, PALE[fill], line=fill),
                person(56, y + 14, wear=BROWN, head="scarf", hair="#7a4b2c"),
                person(304, y + 14, wear=BLUE, head="bun"),
                text(56, y + 94, "Bu Wulan", size=13, at="middle"),
                text(304, y + 94, "Bu Tini", size=13, at="middle"),
                arrow(104, y + 34, 152, 0, fill),
                text(180, y + 27, left, size=13, at="middle"),
                arrow(256, y + 62, -152, 0, fill)
                if both
                else path(f"M256 {y + 62}h-152", line=LINE),
                text(180, y + 56, right, size=13, at="middle"),
                (tick if both else cross)(180, y + 84),
            ]
        )

    return svg(
        248,
        pair(6, "simpan nomor Bu Tini", "simpan nomor Bu Wulan", both=True),
        pair(122, "simpan nomor Bu Tini", "belum menyimpan", both=False),
        text(180, 243, "Hijau: Status kelihatan. Merah: biasanya tidak.", size=13, at="middle"),
    )


def status_24_jam() -> str:
    def clock(x: float) -> str:
        return circle(x, 62, 34, "#fff", line=INK) + path(
            f"M{x} 62l-11 20m11-20v-26", line=INK, width=3
        )

    return svg(
        148,
        clock(60),
        text(60, 118, "Senin 07.00", bold=True, at="middle"),
        text(60, 136, "dipasang", fill=GREEN, at="middle"),
        path("M106 62h148", line=GREEN, width=6),
        text(180, 50, "24 jam", size=16, bold=True, fill=GREEN, at="middle"),
        text(180, 88, "kelihatan", fill=GREEN, at="middle"),
        clock(300),
        text(300, 118, "Selasa 07.00", bold=True, at="middle"),
        text(300, 136, "hilang sendiri", fill=RED, at="middle"),
    )


def pasang_status() -> str:
    return svg(
        330,
        screen(
            6,
            "WhatsApp Business",
            [
                Row("Status saya", tap=2, sub="Ketuk untuk menambah", icon=GREEN),
                Row("Bu Tini", sub="15 menit lalu"),
                "",
                "",
            ],
            fill=WA,
        ),
        box(22, 172, 316, 38, PAPER, r=8),
        text(70, 197, "Chat", size=13, fill=SOFT, at="middle"),
        box(130, 176, 100, 30, "#ffe9a8", line=BROWN, r=15),
        text(180, 196, "Pembaruan", size=13, bold=True, at="middle"),
        text(290, 197, "Panggilan", size=13, fill=SOFT, at="middle"),
        badge(1, 118, 188),
        finger(222, 196),
        badge(3, 34, 240) + text(54, 245, "Pilih foto, tulis, lalu tekan kirim"),
        path("M318 232l14 8-14 8 3-8z", fill=GREEN),
        badge(4, 34, 268) + text(54, 273, "Besok: gambar mata = yang melihat"),
        path("M310 268q11-10 22 0-11 10-22 0z", line=INK),
        circle(321, 268, 3, INK),
        note(300),
    )


def akun_profesional() -> str:
    return screens(
        ("Profil saya", [Row("Pengaturan dan privasi", tap=2)]),
        ("Pengaturan", [Row("Jenis akun dan alat", tap=3)]),
        (
            "Jenis akun dan alat",
            [Row("Beralih ke akun profesional", tap=4), Row("Kreator"), Row("Bisnis", tap=5)],
        ),
        fill=IG,
        dots=1,
        menu="lines",
    )


def letak_bio() -> str:
    return svg(
        304,
        box(20, 6, 320, 216, "#fff", line=GREY, r=9),
        box(28, 14, 190, 26, "#ffe9a8", line=BROWN, r=4),
        text(36, 32, "jahit_anggrek", size=15, bold=True),
        badge(1, 236, 27),
        circle(62, 80, 28, PALE[VIOLET], line=VIOLET),
        path("M50 88l12-22 12 22z", line=VIOLET, width=3),
        *(
            text(x, 78, n, bold=True, at="middle")
            + text(x, 96, words, size=13, fill=SOFT, at="middle")
            for x, n, words in (
                (132, "24", "postingan"),
                (212, "310", "pengikut"),
                (296, "80", "diikuti"),
            )
        ),
        box(28, 118, 268, 44, "#ffe9a8", line=BROWN, r=4),
        lines(36, 136, ["Permak dan jahit seragam.", "Blitar kota, bisa antar jemput."]),
        badge(2, 318, 140),
        text(36, 182, "wa.me/6281000005678", bold=True, fill=BLUE),
        badge(3, 236, 177),
        box(30, 192, 142, 24, "#e8ecf0", r=5),
        text(101, 209, "Edit profil", size=13, bold=True, at="middle"),
        finger(160, 206),
        badge(1, 34, 246),
        text(50, 251, "Nama akun"),
        badge(2, 150, 246),
        text(166, 251, "Bio"),
        badge(3, 222, 246),
        text(238, 251, "Link WhatsApp"),
        note(278),
    )


def letak_caption() -> str:
    return svg(
        338,
        box(20, 6, 320, 300, "#fff", line=GREY, r=9),
        circle(42, 28, 11, PALE[VIOLET], line=VIOLET),
        text(60, 33, "jahit_anggrek", bold=True),
        box(20, 48, 320, 110, "#dbe6ef", r=0),
        path(
            "M150 150v-70l-24 14-10-20 36-20q28 18 56 0l36 20-10 20-24-14v70z",
            fill="#fff",
            line=BLUE,
        ),
        text(34, 182, "Seragam sekolah kebesaran?", bold=True),
        badge(1, 318, 177),
        text(34, 206, "Permak Rp15.000, selesai dua hari."),
        badge(2, 318, 201),
        text(34, 230, "Pesan lewat WhatsApp di bio."),
        badge(3, 318, 225),
        text(34, 254, "#permakseragam #jahitblitar", fill=BLUE),
        badge(4, 318, 249),
        box(30, 266, 300, 32, PALE[BROWN], r=4),
        text(180, 287, "Yang terbaca dulu hanya nomor 1.", bold=True, at="middle"),
        text(180, 328, "Gambar contoh, usaha karangan.", size=13, fill=SOFT, at="middle"),
    )


def halaman_dan_tombol() -> str:
    return svg(
        312,
        box(20, 6, 320, 238, "#fff", line=GREY, r=9),
        box(20, 6, 320, 70, "#d7e3f4", r=9),
        text(330, 30, "foto sampul", size=13, fill=SOFT, at="end"),
        circle(66, 78, 30, "#fff", line=GREY),
        path("M54 86l12-22 12 22z", line=VIOLET, width=3),
        text(108, 98, "Jahit Anggrek", size=16, bold=True),
        text(108, 118, "Halaman · Jasa jahit", size=13, fill=SOFT),
        box(34, 130, 226, 34, FB, r=6),
        text(147, 152, "WhatsApp", size=15, bold=True, fill="#fff", at="middle"),
        badge(1, 284, 147),
        finger(240, 154),
        text(34, 190, "Blitar kota"),
        badge(2, 284, 186),
        text(34, 216, "Senin sampai Jumat, 09.00 - 17.00"),
        badge(3, 318, 212),
        box(30, 226, 300, 1.5, LINE, r=0),
        badge(1, 34, 262),
        text(52, 267, "Satu tombol"),
        badge(2, 150, 262),
        text(168, 267, "Wilayah"),
        badge(3, 246, 262),
        text(264, 267, "Jam buka"),
        note(286),
    )


def posting_grup() -> str:
    said = [
        "Assalamualaikum, Ibu/Bapak.",
        "Jamu kunyit asam 300 ml,",
        "Rp8.000 per botol.",
        "Ambil di Randuasri, atau diantar.",
        "Pesan: balas di sini atau WA.",
    ]
    return svg(
        286,
        box(20, 6, 320, 246, "#fff", line=GREY, r=9),
        box(20, 6, 320, 36, FB, r=9) + box(20, 26, 320, 16, FB, r=0),
        text(34, 30, "Grup Jual Beli (karangan)", size=15, bold=True, fill="#fff"),
        *(
            text(34, 70 + 28 * n, words) + badge(n + 1, 318, 65 + 28 * n)
            for n, words in enumerate(said)
        ),
        box(34, 198, 44, 46, PALE[BROWN], line=BROWN, r=4),
        path("M50 206h12v6l4 6v18h-20v-18l4-6z", fill="#d99a2b"),
        text(90, 226, "Satu foto dari katalog"),
        badge(6, 318, 221),
        text(
            180,
            276,
            "Salam · barang · harga · tempat · hubungi · foto",
            size=13,
            fill=SOFT,
            at="middle",
        ),
    )


def menu_suite() -> str:
    return screens(
        (
            "Meta Business Suite",
            [
                Row("Konten / Perencana", tap=1, sub="Siapkan postingan"),
                Row("Kotak masuk", tap=2, sub="Pesan Facebook dan Instagram"),
                Row("Insight", tap=3, sub="Berapa orang melihat"),
                Row("Iklan", sub="Berbayar. Belum perlu."),
            ],
        ),
        fill=FB,
    )


def hubungkan_instagram() -> str:
    return svg(
        164,
        box(8, 20, 104, 74, PALE[BLUE], line=FB),
        lines(60, 54, ["Halaman", "Facebook"], bold=True, fill=FB, at="middle"),
        box(248, 20, 104, 74, PALE[VIOLET], line=IG),
        lines(300, 54, ["Instagram", "profesional"], bold=True, fill=IG, at="middle"),
        path("M116 57h24m80 0h24", line=INK, width=3),
        box(140, 34, 80, 46, "#fff", line=INK, r=23),
        lines(180, 54, ["hubung-", "kan"], step=16, size=13, bold=True, at="middle"),
        arrow(180, 84, 0, 22),
        text(180, 126, "Satu tempat: Meta Business Suite", size=15, bold=True, at="middle"),
        text(180, 150, "Pesan dari keduanya masuk ke satu kotak.", at="middle"),
    )
