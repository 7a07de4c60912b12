"""The words in which small sellers plan: Indonesian, short forms, some Javanese and Sundanese.

Only patterns stand here; ``course.grading.plans`` says what they are looked for. Texts are read as
``normalise`` leaves them: lower case, single spaces.
"""

from __future__ import annotations

import re


def _stems(text: str) -> re.Pattern[str]:
    """Compile a list of stems.

    From four letters on a stem takes any prefix and ending ("catat" is in "nyatetin" only if
    listed, but in "dicatat"); shorter ones stand alone, because "wa" is not in "warna".
    """
    long = [s for s in text.split() if not (s.isalpha() and len(s) < 4)]
    short = [s for s in text.split() if s.isalpha() and len(s) < 4]
    prefix = "(?:di|ke|ter|me[mnr]?[gy]?|ber|nge|ng|ny|pe[mn]?|se|sa)?"
    found = f"{prefix}(?:{'|'.join(long)})[a-z]*"
    if short:
        found += f"|(?:{'|'.join(short)})(?:nya|ne|na|e)?"
    return re.compile(f"(?<![a-z])(?:{found})(?![a-z])")


def _whole(text: str, also: str = "") -> re.Pattern[str]:
    """Compile a list of words that stand alone, and ``also``, a pattern of its own."""
    listed = f"(?<![a-z])(?:{'|'.join(text.split())})(?![a-z])"
    return re.compile(f"{listed}|{also}" if also else listed)


_TIME = r"(?:hari|hr|minggu|mgg|mg|pekan|bulan|bln|tahun|thn|dino|dina|wulan|dinten|po[eé])"
_MONTH = "(?:jan|feb|mar|apr|mei|jun|jul|agu|sep|okt|nov|des)[a-z]*"
_NUMBER = (
    "(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|siji|loro|rong|telu|telung|"
    "papat|patang|limang|hiji|tilu|opat|sa|se|setengah|separo)"
)

PERIODS = re.compile(
    rf"""(?<![a-z])(?:
        (?:per|/)[\s-]*(?:{_TIME}|apa|opo|naon|brp|berapa) | (?:se|sa|sak)[\s-]*{_TIME}(?:an)?
      | (?:satu|tiap|setiap|saben|unggal|itungan|hitungan|dalam|berapa|brp|brapa|piro|pirang
          |sabaraha)\s+{_TIME}
      | (?:berapa|brp|piro|sabaraha)\s+(?:lama|lami|suwe|kali)
      | {_TIME}an(?![a-z]) | dari\s+kapan | sejak\s+kapan | jangka\s+waktu
    )""",
    re.VERBOSE,
)
"""A period of time: "per hari", "sebulan", "brp lama"."""
KINDS_OF_MONEY = _stems(
    r"""bersih kotor omz?s?et omset pendapatan pemasukan penjualan modal potong laba bathi batine
    kulak ongkos biaya gaji termasuk kurangi untung(?:nya)?\s+(?:apa|atau|opo)
    keuntungan\s+(?:apa|atau)"""
)
"""Which money is meant: "bersih", "omset", "sudah dipotong modal"."""
SOURCES = _stems(
    r"""(?:siapa|sapa|saha)\s+(?:yang|yg|sing|nu)\s+(?:bilang|ngomong|bikin|buat) kata\s+siapa
    hitung ngitung itung etung catat catet nyatet tulis bukti banding sumber dari\s+mana nota
    pembukuan buku"""
)
"""Where a claim comes from: "siapa yang ngitung", "ada catatannya"."""
QUESTION = _whole(
    """apa apakah apkh opo naon ap berapa brp brapa piro pirang sabaraha siapa sapa saha kapan
    gimana gmn bagaimana piye kumaha mana kah atau atawa utawa to ta blm belum ga gak nggak ngga
    enggak tidak ora teu""",
    also=r"\?",
)

ABOUT = {
    "kemasan": _stems(
        """kemas bungkus bowl kotak dus kardus stiker sticker botol plastik pouch wadah cup label
        toples besek pita mika"""
    ),
    "tawaran": _stems(
        r"""harga rego hargi diskon promo paket gratis ongkir bonus hadiah potongan kupon voucher
        beli\s+\d isi\s+\d bundling"""
    ),
    "menu": _stems(
        """rasa roso varian menu ukuran gram topping level pedas pedes resep model warna motif
        porsi bahan"""
    ),
    "foto": _stems("foto poto moto motret potret video gambar lampu reel"),
    "pesan": _stems("caption kepsen testi testimoni chat cet sapa tagar hashtag balas"),
    "kanal": _stems(
        """status story instagram ig facebook fb tiktok shopee tokopedia toped marketplace grup
        group bazar pasar wa whatsapp gofood grabfood warung toko"""
    ),
    "layanan": _stems(r"antar anter nganter kurir cod qris jam\s+\d pagi siang sore malam jadwal"),
}
"""What a change may be about; ``kanal`` and ``layanan`` often only say where and when."""
DOING = _stems(
    """ganti gantos ubah robah bikin buat gawe damel tambah nambah imbuh kasih asih beri coba nyoba
    cobi pakai pake make anggo turun mudun naik mundak pindah posting unggah upload kirim irim
    kecil cilik alit besar gede kurang buka mulai jual titip nitip tawar nawar pasang masang tempel
    nempel antar anter foto poto moto motret potret video tulis nulis bagi rekam beli sapa baru
    anyar ulang pisah misah stok setok nyetok sedia nyedia"""
)
MOVING = _stems("pindah buka jual daftar")
AND = re.compile(
    r"[,;+&]|(?<![a-z])(?:dan|sama|sm|serta|plus|terus|trus|sekalian|karo|jeung)(?![a-z])"
)
VAGUE = _stems(
    "lebih semangat gencar rajin maksimal tingkat ningkat kualitas kembang maju jadi sukses"
)
WISH = _whole("biar ben supaya semoga mudah moga pengen pingin ingin semangat")

COUNTED = _stems(
    r"""pesan pesen order chat cet pembeli pelanggan langganan customer cust bungkus bks porsi kotak
    botol cup gelas pcs biji potong uang duit artos omz?s?et omset pemasukan penjualan jualan laku
    payu payune beli tuku meser meuli transaksi nota jual datang dateng klik orang wong urang
    mangkok mangkuk piring lembar meter kodi lusin box buah kilo kg liter setel tanya nanya takon
    stok sisa abis habis"""
)
HOW_MANY = _whole(
    """jumlah jml jmlh berapa brp brapa banyaknya banyake hitung itung ngitung dihitung diitung
    menghitung catat catet nyatet dicatat total piro pira sabaraha cacah uang duit per tiap setiap
    saben unggal dibanding[a-z]*""",
    also=r"\d",
)

END = re.compile(
    rf"""(?<![a-z\d])(?:
        (?:\d{{1,2}}|{_NUMBER}(?:\s+(?:belas|puluh|likur))?)\s*{_TIME}(?![a-z])(?!\s*(?:sekali|pisan))
      | (?:tgl|tanggal|tg)\.?\s*\d | \d{{1,2}}\s*{_MONTH} | \d{{1,2}}[/-]\d{{1,2}}
      | akhir\s+(?:bulan|minggu|tahun|{_MONTH}) | {_TIME}\s+ke[\s-]?(?:\d|dua|tiga|empat)
      | (?:sampai|sampe|smp|hingga|nganti|tekan|dugi\s+ka)\s+(?:lebaran|natal|tahun\s+baru|puasa)
    )""",
    re.VERBOSE,
)
OFTEN = re.compile(
    rf"(?:x|kali|per|/)\s*(?:se|sa|satu|1)?\s*{_TIME}|(?:se|sa){_TIME}\s*\S+\s*(?:x|kali)"
    rf"|{_TIME}\s+(?:depan\s+)?mulai"
)
"""How often, or when it begins: no end."""
IF = _whole(
    """kalau kalo klau klo klu kl kalu kalow jika jk jikalau bila apabila nek yen lek mun lamun
    upami misal[a-z]* umpama[a-z]* andai[a-z]* asal pas begitu ketika tergantung""",
    also=r"(?<![a-z])(?:rame|ramai|laku|payu|naik|mundak|sepi|turun)\s*(?:=|:|-+>|→|y[ao](?![a-z]))",
)
THEN = _stems(
    r"""lanjut terusin teruskan teruske teruskeun terusaken stop setop h?enti mandheg mandeg leren
    eureun balik mbalik kembali ganti ubah udahan sudahi bubar ulang ulangi batal ditinggal
    cara\s+(?:lama|lain|biasa) coba\s+lagi cari\s+cara
    (?:gawe|bikin|buat|jual|jualan|jalan|pakai|pake)\s+terus"""
)

STEPS = _stems(
    """foto poto moto motret rekam catat catet nyatet tulis nulis pisah misah daftar chat cet
    hubungi sapa nyapa tanya nanya takon bikin buat gawe damel hitung itung etung upload unggah
    posting pasang masang kirim irim ganti gantos cetak nyetak beli tuku meser cek ngecek dicek
    mriksa priksa periksa rapi urus ngurus ajak susun nyusun siap nyiap jadwal tempel nempel coba
    nyoba bayar belajar sinau diajar isi ngisi ambil njupuk atur tawar nawar antar anter titip nitip
    hapus baiki sebar nyebar bagi kumpul umpul simpan nyimpen pakai pake buka mbukak minta njaluk
    setor tambah nambah kurangi stok setok nyetok pesan pesen bungkus beres benah bersih sortir cari
    nyari golek survey survei latih lengkapi edit rekap lunas pilih bandingkan undang telp telpon
    telepon nelpon belanja ikut kabar promosi iklan aktif instal install live packing tentukan
    ajari ngajar masak produksi jahit"""
)
VERBAL = re.compile(
    r"(?:meng|meny|mem|men|nge|ng|ny)[a-z]{3,20}|di[a-z]{3,20}(?:in|kan|i)|mb[a-z]{3,20}"
    r"|[a-z]{4,20}(?:kan|ake|akeun|keun)|[a-z]{3,20}[^aeiou]in"
)
"""Prefix or ending of everyday verbs: "ngajarin", "nyetok", "mbenakno", "rapikan"."""
NO_VERBS = frozenset(
    """
    pembeli penjual pelanggan penjualan jualan nggak ngga nggih menu mendoan mentega mentah mesin
    lain ingin pingin yakin mungkin kain main rajin lilin dingin admin izin ijin bukan ikan makan
    makanan akan rekan sedangkan misalkan
    """.split()  # noqa: SIM905
)

AMOUNT = re.compile(
    rf"""(?<![a-z\d.,:])(?:\d+|{_NUMBER}(?![a-z])|(?:se|sa){_TIME}|tiap|setiap|saben|unggal|semua|
    kabeh|sadaya|seluruh)""",
    re.VERBOSE,
)
CLOCK = re.compile(r"(?<![a-z])(?:jam|pukul|pkl|tgl|tanggal)\.?\s*\d+(?:[.:]\d+)?")
