"""What an offer needs: greeting, quantity, invitation, limit, thanks."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from course.criteria.lists import Pattern, either
from course.criteria.numbers import half
from course.criteria.scoring import Check, Finding, any_of
from course.criteria.text import LISTS, invitations, matches, mentions, normalise, split_words
from course.criteria.told import other_amount, other_day, other_stock
from course.words import MONTH, NUMBER, PACKS, UNITS, WEEKDAY

_COUNT = rf"(?:\d+(?:[.,]\d+)?|{NUMBER})"
EACH = (
    r"(?<![a-z])per\s(?!hari|minggu|bulan|tahun)[a-z]{3,}"
    r"|(?<=rb|bu|\dk|00)\s?/\s?(?!(?:hari|minggu|bulan)(?![a-z]))[a-z]{3,}(?![a-z]|\s*(?:rp\s*)?\d)"
    r"|(?<=rb\s|bu\s|\dk\s|wu\s|00\s)(?:sak|satu|1)\s(?!hari|minggu|bulan|tahun|lagi|saja|aja|orang)[a-z]{3,}"
)
"""What a price is for, whatever it is, in a pattern: "per motor", "50rb/motor", "8000 sak pincuk";
not "18rb/teri 20rb"."""
_SIDE = r"\d+(?:[.,]\d+)?\s*(?:cm|m|meter)?"
"""Of cloth, of a mat: "180x60 cm", "2 m x 1 m"."""
_QUANTITY = re.compile(
    rf"""(?<![a-z0-9])(?:
        (?:isi|berisi)\s*{_COUNT}
      | (?:per|tiap|setiap)[\s-]*(?:{UNITS})(?![a-z])
      | s[ea](?:k\s?)?(?:{UNITS})(?:nya|ne|na|an)?(?![a-z])
      | {_COUNT}\s*(?:{UNITS})(?![a-z])
      | {_SIDE}\s*[x\u00d7]\s*{_SIDE}(?![a-z0-9])
    ) | /\s*(?:{UNITS})(?![a-z]) | {EACH}""",
    re.VERBOSE,
)
INVITES = Pattern(
    lambda: (
        rf"""(?<![a-z])(?<!jangan\s)(?<!usah\s)(?<!sudah\s)(?<!udah\s)(?<!telah\s)(?<!sdh\s)
        (?<!status\s)(?<!cara\s)(?!(?<=saya\s|kami\s|kita\s)(?:kabar|balas))(?!chat\s+ini(?![a-z]))
        (?!beli\s+(?:\d|satu|dua|tiga|lima|sepuluh))(?<!sering\s)(?:
        (?:di|nge?)?(?:{either(sorted(invitations(), key=len, reverse=True))})
            (?:an(?!(?:nya)?\s+(?:sudah|udah|sdh|belum|blm|(?:yang\s+)?kemarin|sampai|orang|tetangga|langganan)(?![a-z]))
            |kan|in|keun|ake|na)?(?:lah|ya|nya)?
      | (?:ambil|pundhut|jupuk)\s+(?:nomor|nomer|antrean|antrian)\s+(?:lewat|via|di|liwat)
      | (?:di|dipun)?(?:kirim|krim|kintun|serat|tulis|tulih|sebut|sebat|sabuik|sanggem|waler|wales
            |wangsul|balas|bales|ketik|jawab|ngomong|bilang|kabar|habar|muni|isi|titip|foto|potret|cerita|kecek|lempar|nyerat|nulis|nyebut)
            (?:mi|no|kan|keun|ken|en|an|ana|ono|in|i|a)?\s+
            (?:[a-z]+,?\s+){{0,8}}?(?:(?:di|ke|ka|neng|nang|ning|nyang|teng|wonten)\s*
            (?:sini|siko|kene|rene|mriki|dieu|mari|nomor|numur|nmr|wa|saya(?!\s+[a-z]))|mrene|rene|kadieu|kemari|disni|dsini|sini|siko)
      | (?:sebut|isi|tulis|tulih|bilang|kabar|habar|titip|kirim)(?:kan|in|i|no|keun|en)?\s*:?\s*
            (?:(?:aja|saja|haja|se|bae|wae|we|dulu)\s*:?\s+)?(?:mau|butuh|butuhnya|perlu)?\s*
            (?:berapa|brp|bara|barapa|piro|pira|pinten|sabaraha|jumlah|jml|jmlah)
      | (?:tinggal|kantun|kari|cukup)\s+(?:wangsul|wangsulan|balas|bales|kirim|ketik|telepon|telpon
            |bilang|kabari|ngomong|sanjang|ngabari) | angkat\s+tangan
      | (?:kalau|kalo|klo|kl|bilih|menawi|mun|nek|yen|lek|jika)\s+(?:[a-z]+\s+){{0,2}}
            (?:mau|minat|mnat|berminat|kersa|peryogi|butuh|perlu|pengen|pingin|pengin|arep|hoyong|badhe|bade|cocok|kerso)
            (?:\s+[a-z]+){{0,1}}[\s,]+(?:tinggal|kantun|kari|monggo|mangga|silakan|silahkan|sok|cukup|gari|cekap)\s+
            (?!tunggu|sabar|diam|dulu)[a-z]{{3,}}
      | (?:ketik|ktik)\s+(?!(?:di|ini|huruf|angka)(?![a-z]))[a-z]{{2,}}
      | (?:tinggal|kantun|kari)\s+(?:menyebut|sebut|nyebut|datang|dateng|sumping|rawuh|mampir)
      | (?:mangga|monggo|silakan|silahkan|sok)\s+(?:ka|ke|teng)\s+(?!sini)[a-z]{{3,}}
      | wa-?nen | (?:di|ke|ka|nang)\s+(?:nomor|nomer|no)\s+(?:ini|iki|niki|ieu)
      | (?:kirim|kintun|krim)(?:no|kan|keun|ken|en|i|a)?\s+
            (?:foto|poto|gambar|ukuran|model|contoh|file|alamat|lokasi|daftar|suara|vn|tanggal|jumlah|desain)[a-z]*
      | (?:ukuran|ukurane|gambar|gambare|foto|fotone|modelna|contoh)[a-z]*\s+
            (?:di)?(?:kirim|kintun)(?:no|keun|kan|ke)?
      | (?:link|tautan)\s+(?:(?:ada\s+)?(?:di|dina|ning|ing|nang)\s+)?(?:bio
          |profil)
    )(?![a-z]) | [💬📞📱📲☎✉]"""
    ),
    re.VERBOSE,
)
_NO = (
    "tidak|tdk|tak|nggak|enggak|ngga|gak|ga|gk|ndak|belum|blm|jangan|jgn|ora|ojo|mboten|boten|dereng|durung"
    "|teu|henteu|moal|ulah|acan|tong"
)
_GOES_ON = (
    "yang|yg|sing|nu|pun|tapi|tp|namung|ning|jadi|jd|maka|kalau|kalo|klo|menawi|nek|upami|pami|mun|langsung|silakan"
    "|silahkan|monggo|mangga|sok|yuk|ayo|hayu|ya|yaa|nya|nggih|kak|kakak|bu|bun|bunda|bund|pak|mas|mbak|mba|teh|kang|sis|gan"
)
"""What a denial does not reach beyond: "jangan makan ya, pesan lewat WA"."""
_DENIED = re.compile(
    rf"""(?<![a-z])(?:{_NO}|bukan(?=\s+(?:buat|untuk|kanggo|kagem|pikeun|di)\s))
    (?!\s+(?:lupa|ragu|sungkan|malu|segan|sampai|sampe|perlu\s+ragu|usah\s+ragu|nyesel|kalah|cuma
        |hanya|lama|pakai|pake|ada)(?![a-z]))
    (?:\s+(?!(?:{_NO}|{_GOES_ON})(?![a-z]))
        [^\s.,;!?]+){{1,5}}(?:(?<=maupun)\s+[^\s.,;!?]+)?""",
    re.VERBOSE,
)
"""What is denied, to the end of its part of a sentence: "belum bisa pesan lewat WA"."""
_MEASURES = "(?:rb|ribu|rebu|ewu|rbu|k)(?:an)?|ml|gr|gram|kg|cm|rasa|varian|jenis|macam|tahun|menit"
"""What is counted and is not left: "15 ribu saja", "ada 3 rasa"."""
_LIMIT = re.compile(
    rf"""(?<![a-z])(?:
        (?:hari|hr|pagi|siang|sore|malam|minggu|bulan)\s+(?:ini|nih) | besok | besuk | lusa
            | hari\s+itu
      | (?:dino|dina|dinten|poe|enjing|esuk|isuk|sonten|wengi|peuting|bengi)\s+(?:iki|ini|niki
          |ieu|menika|punika) | sedino | saiki
      | sakniki | sapoe | sadinten | sedinten | ayeuna | isukan | m?benjing | sesuk | pageto
      | nanti\s+(?:sore|malam)
      | {WEEKDAY}
      | (?:jam|jm|pukul|pkl|tabuh|tanggal|tgl)\.?\s*\d | \d{{1,2}}\s+{MONTH}
      | (?:ter)?(?:sisa|stok|stock|tinggal|tinggalan|tg{{1,2}}a?l|kantun|kari|sedia|ready|redi|hanya
          |cuma|cm|ada|mung|ono
            |ana|aya|sesa|nyesa|wonten|nyisa|namung|gari|mek|ngan|ukur|only|ad|sayogi|sadia|tersisa)(?:nya|ne|na)?
            (?:\s+[a-z]+){{0,2}}
            \s+\d{{1,4}}(?![\w.,]*\d)(?!\s*(?:{_MEASURES})(?![a-z]))
      | \d{{1,4}}\s*(?!(?:{_MEASURES})(?![a-z]))[a-z]+\s+
            (?:saja|aja|lagi|ready|tersisa|wae|tok|mawon|wungkul|deui|hungkul
          |tuang|sisanya)
      | (?:slot|kuota|jatah|antrian|antrean)\s+(?:(?:masih|tinggal|sisa|cuma|hanya)\s+)?\d
      | terbatas | limited | menipis | kehabisan | (?:selagi|mumpung)\s+(?:masih\s+
          |keneh\s+)?(?:ada|aya|ono) | persediaan
      | (?:keburu|selak|bilih|bisi|samemeh|sateuacan|sebelum|sakderenge|takut)\s+(?:ke)?(?:habis
          |abis|entek|telas|seep|beak)(?:an)?
      | (?:di)?tutup | terakhir | pre\s?-?order | po(?![a-z])
    )""",
    re.VERBOSE,
)


def has_quantity(
    raw: Any, amount: str = "", *, label: str = "ada isi atau satuan", points: float = 1.0
) -> Check:
    """Check that a text says how much one gets: "isi 6", "per kotak", "satu btl", "sekilo".

    Half for another weight or volume than ``amount``, the task's ("150 ml").
    """
    text = normalise(raw)
    if not _NOTS.isdisjoint(split_words(text)):
        text = _NOT_SO_MUCH.sub(" ", text)
    told = matches(_QUANTITY, text, label, points)
    packed = half(matches(_PACKED, text, label))
    return weighed(any_of(told, packed, label=label, points=points), raw, amount)


_PACKED = re.compile(rf"(?<![a-z])(?:{PACKS})(?![a-z])")
"""What it comes in, without saying how much that holds."""


_NOTS = frozenset(("bukan", "tidak", "tdk", "gak", "nggak", "ora", "dudu", "teu"))
_NOT_SO_MUCH = re.compile(
    rf"(?<![a-z])(?:{'|'.join(sorted(_NOTS))})\s+(?:isi\s+)?{_COUNT}\s*(?:{UNITS})(?![a-z])"
)


def weighed(check: Check, raw: Any, amount: str) -> Check:
    """Return ``check`` earning half where a text names another weight or volume than ``amount``."""

    def evaluate() -> Finding:
        finding = check.evaluate()
        other = other_amount(raw, amount) if finding.share else ""
        return finding._replace(share=finding.share / 2, found=other) if other else finding

    return check._replace(evaluate=evaluate)


def invites(
    raw: Any, *, own: bool = False, label: str = "ajakan memesan", points: float = 1.0
) -> Check:
    """Check that a text tells the reader what to do: "chat ya", "balas DONAT", "cek link di bio".

    To an ``own`` shop one may also come ("langsung ke bengkel"); else that is half an answer.

    "Jangan chat" and "belum bisa pesan lewat WA" are none, nor are thanks ("sudah mampir") and what
    only names it ("cara memesan", "status WA").
    """
    text = _WHEN_AGAIN.sub(" ", undenied(raw))
    ways = mentions(text, *LISTS["cara_hubungi"], label=label)
    hints = mentions(text, *LISTS["ajakan_halus"], label=label)
    comes = [matches(_COMES, text, label), hints] if own else [half(hints)]
    return any_of(matches(INVITES, text, label), ways, *comes, label=label, points=points)


_WHEN_AGAIN = re.compile(
    r"(?<![a-z])(?:kapan|iraha|bilo|kpn)\s+(?:[a-z]+\s+){0,3}?(?:beli|pesan|pesen|tuku|meser|mundhut|meuli|order)"
    r"(?:\s+[a-z]+){0,3}?\s+(?:lagi|maneh|malih|deui|lg)(?![a-z])"
)
"""Lesson 4's own wrong example, which only asks: "Bu, kapan jahit lagi?"."""
_COMES = re.compile(
    r"(?<![a-z])(?:datang|dateng|teka|teko|sumping|rawuh|mampir|sowan|lungsur)(?:a|o|na|lah|nya)?\s+"
    r"(?:saja|aja|wae|bae|mawon|langsung|ke|ka|teng|nang|neng|maring|jam|dari|pagi|sore|malam)(?![a-z])"
    r"|(?<![a-z])(?<!ibu\s)(?<!bapak\s)(?<!kakak\s)(?<!pernah\s)(?<!yang\s)(?:bawa|gawa|beta|bekta|cangking|candak)(?:en|o|na|kan|in|keun)?\s+(?:[a-z-]+\s+){0,4}"
    r"(?:ke|ka|nang|neng|teng|maring|mrene|mriki|kadieu|sini)(?![a-z])"
    r"|(?<![a-z])(?:tunggu|ditunggu|nyebut|sebut|sebat|sabuik|balas|bales|kabari|tulis|serat|pilih)(?:kan|keun|no|na|en)?\s+"
    r"(?:(?:saja|aja|wae|bae|mawon|se|mah|we)\s+)?(?:hari|dinten|dino|dina|jam|tabuh|tanggal|kabar|balasan|wa)(?![a-z])"
)
"""To come: "bawa HP-nya ke kios", "datang saja jam empat"."""


def has_limit(
    raw: Any,
    *left: str,
    day: str = "",
    label: str = "batas hari, jam, atau stok",
    points: float = 1.0,
) -> Check:
    """Check that a text says until when or how many are left: "sisa 12", "sampai Jum'at".

    ``left`` is the stock of the task ("20 bungkus"), which says so without such a word, ``day`` how
    the last day begins ("jum jem"). Half where a text has another stock or day, or says that they
    are sold already.
    """
    found = any_of(
        matches(_LIMIT, _UNLIMITED.sub(" ", normalise(raw)), label),
        mentions(raw, *left, label=label),
        label=label,
        points=points,
    )

    def evaluate() -> Finding:
        finding = found.evaluate()
        text = normalise(raw)
        if finding.found in left:
            # A bare number of packs says in a list no more than a word of it would.
            finding = finding._replace(found="jumlahnya disebut")
        other = other_stock(raw, *left) or (day and other_day(text, day))
        if other or _GONE.search(text):
            return finding._replace(share=finding.share / 2, found=other or finding.found)
        return finding

    return found._replace(evaluate=evaluate)


_GONE = re.compile(
    r"(?<![a-z])(?:(?:sudah|udah|sdh|udh|wis|sampun|tos|atos|parantos|geus)\s+"
    r"(?:habis|abis|entek|telas|seep|beak|ludes|dipesan|laku|kosong)|(?:habis|abis|dipesan|ludes|entek|seep)\s+"
    r"(?:semua|kabeh|sadaya|sedoyo|sedaya)"
    rf"|\d\s*(?:{PACKS})\s+(?:habis|abis|entek|ludes|laku)"
    r"|(?:sudah|udah|sdh)\s+(?:ada\s+yang\s+(?:punya|pesan|beli)|terjual|kejual|dibooking))(?![a-z])(?!\s+(?:\d|belum|blm|durung|dereng|acan|\?))"
)
"""Nothing is left: a number before it is no limit any more."""
_UNLIMITED = re.compile(
    rf"(?<![a-z])(?:{_NO})\s+(?:akan\s+|pernah\s+)?(?:terbatas|kehabisan|habis-habis)(?![a-z])"
)
"""No limit: "stok tidak terbatas"."""
_OPENING = 60
_NEGATED = re.compile(
    rf"(?<![a-z])(?:bukan|sanes|dudu)\s+(?!hanya|cuma|sekadar|sekedar|saja|main)[a-z]+(?:\s+[a-z]+){{1,2}}(?=[,.;!]|\Z)"
    rf"|(?<![a-z])(?:{_NO})\s+(?:ada|tampak|terlihat)\s+[a-z]+(?:\s+[a-z]+)?(?=\s+(?:di|pada|dalam)(?![a-z])|[.,;!]|\Z)"
    rf"|(?<![a-z])(?:{_NO}|kurang|bukan|sanes|dudu)\s+"
    r"(?:(?:bisa|bs|dapat|saged|iso|isa|tiasa|usah|perlu|wonten|aya|kedah|sah)\s+)?[a-z]+"
)


def affirmed(raw: Any) -> str:
    """Return a text, normalised, without the words it negates ("tidak renyah", "gak bisa")."""
    return _NEGATED.sub("", normalise(raw))


# Javanese "tak" is "I will" ("tak kirim"); Indonesian "tak" is "not".
_I_WILL = re.compile(
    r"(?<![a-z])tak\s+(?=kirim|krm|gant|gnt|gent|an?ter|ijol|bal[ie]|terk|goreng|gaw|tf|trans|wa)"
)


def undenied(raw: Any) -> str:
    """Return a text, normalised, without what it denies: "belum bisa pesan lewat WA"."""
    return _undenied(normalise(raw))


@lru_cache(maxsize=512)
def _undenied(text: str) -> str:
    text = _I_WILL.sub("saya ", text)
    if not _CLOSES.isdisjoint(split_words(text)):
        text = _CLOSED.sub(" ", text)
    return _DENIED.sub(" ", text)


_CLOSES = frozenset(
    (
        f"{_NO}|bukan|libur|tutup|prei|pere|cuti|mati|rusak|dimatikan|error|eror|off|diblokir|hilang|nonaktif|dinonaktifkan|diganti|ditolak"
        "|dibatalkan|ditiadakan"
    ).split("|")
)
"""Without one of these nothing is closed."""

_MEANWHILE = r"(?:(?:sudah|udah|sdh|lagi|sedang|masih|juga|memang)\s+)*"
_CLOSED = re.compile(
    rf"""(?<![a-z])(?:
        (?:wa|whatsapp|watsap|chat|dm|hp|telepon|telp|nomor|nomer|link|pesanan|pesenan|pesan
            |orderan|order)(?:nya|ku)?
        (?:\s+(?!(?:{_NO}|{_GOES_ON})(?![a-z]))[^\s.,;!?]+){{0,3}}?\s+{_MEANWHILE}(?:{_NO})\s+
        (?:(?:bisa|bs|dapat|saged|iso|tiasa|akan|pernah|saya|kami)\s+)?
        (?:aktif|dihubungi|dipakai|dibuka|dibalas|dilayani
            |diterima|diangkat|dijawab|dibaca|direspon|ditanggapi|(?:kami|saya|kita)\s+(?:layani|terima|buka|balas|pakai))
      | (?:memesan|pemesanan|pesan|order|beli)\s+(?:{_NO})\s+(?:bisa|bs|dapat|boleh)
        (?=\s+(?:lewat|via|di|dulu|sekarang)|\s*[.,!?\n]|\Z)
      | (?:{WEEKDAY})\s+(?:(?:malah|juga|jg|kami|ini)\s+)?(?:libur|tutup|prei|pere|cuti)
      | (?:{WEEKDAY})\s+(?:(?:juga|jg|pun|ini|masih)\s+)?(?:{_NO})\s+
            (?:(?:tentu|pasti|bisa|akan)\s+)?(?:ada|buka|jualan|bikin|goreng|produksi|tersedia|aya|wonten|ono)
      | (?:chat|pesanan|pesenan|orderan)(?:\s+(?:lewat|via|wa|chat|whatsapp)){{0,2}}\s+(?:ditolak
            |dibatalkan|ditiadakan|(?:{_NO})\s+bisa(?=[.,!?\n]|\Z))
      | (?:wa|whatsapp|watsap|chat|hp|telepon|telp|nomor|nomer)(?:nya|ku)?
        (?:\s+(?:di|lewat|wa|saya|kami|sy|ku|profil|bio|ini|usaha|toko|lama)){{0,4}}\s+{_MEANWHILE}
        (?:mati|rusak|diganti|dimatikan|error|eror|off|diblokir|hilang|nonaktif|dinonaktifkan
            |bukan\s+(?:untuk|buat)\s+(?:pesan|order|pemesanan|jualan|memesan))
    )(?![a-z])""",
    re.VERBOSE,
)
"""A way to order that is there and closed: "WA di profil sudah tidak aktif", "HP saya rusak"."""


def opening_of(raw: Any) -> str:
    """Return how a text begins, normalised: its first 60 letters, to the end of a word."""
    if not isinstance(raw, str):
        return ""
    whole = raw[_OPENING : _OPENING + 1].strip() == "" or " " not in raw[:_OPENING]
    return normalise(raw[:_OPENING] if whole else raw[:_OPENING].rpartition(" ")[0])


def greets(raw: Any, *, label: str = "salam", points: float = 1.0) -> Check:
    """Check that a text begins with a greeting: "Assalamualaikum", "pagi bu", "sugeng siang".

    Who only calls the reader ("Pak, baksonya ...") has half greeted.
    """
    opening = _SPOKEN_OF.sub(" ", opening_of(raw))
    greeted = mentions(opening, *LISTS["salam"], label=label)
    asked, called = matches(_HOW_ARE_YOU, opening, label), half(matches(_CALLED, raw, label))
    salute = matches(SALUTES, opening, label)
    return any_of(greeted, asked, salute, called, label=label, points=points)


SALUTES = re.compile(
    r"\A\W*(?:salam\s+(?:(?!sopan|barang|pem|penutup|harga|alasan|ajakan)[a-z]+\s+(?:dari|saking|ti|untuk|buat)"
    r"|hormat|hijau|manis|sukses|damai|lestari|taretan|dulur|sedulur|sadulur|cek|uda|uni|bos|om|mas|mbak|kang|teh)"
    r"|(?:isuk|esuk|enjing|sonten|awan)\s+(?:bu|pak|mas|mbak|kak|yuk|cak|ning|lur)"
    r"|(?:kak|bu|pak|bun|mas|mbak)?\W*met\s+(?:pagi|pg|siang|sore|malam|mlm|datang|dtg))(?![a-z])"
)
"""Whatever one wishes with it: "salam hijau dari Kebun Rimbun", "met sore"."""


_HOW_ARE_YOU = re.compile(
    r"(?<![a-z])(?:apa|piye|pripun|kumaha|gimana|gmn|bagaimana|kepiye|kepriwe|keprimen|kepripun|pimen|pegimane|yok\s+opo|yaopo|apo)\s+(?:ka(?:bar|reba)|habar)"
    r"|\A\W*[a-z]{2,9}[\s,]+damang|apa\s+habar|(?<![a-z])(?:sehat|shat|waras)\s*(?:kan|to|toh|ya)?\s*\?"
    r"|(?<![a-z])kumaha\s+(?:damang|cageur|pangesto)|(?<![a-z])sehat\s+(?:kabeh|semua|sadaya|sedaya|sekeluarga|waras)"
    r"|(?<![a-z])(?:semoga|mugi|mugia|moga)\s+(?:selalu\s+|tansah\s+|sekeluarga\s+)?(?:sehat|waras|damang|saras)"
)


_CALLED = re.compile(
    r"\A\W*(?:bu|ibu|pak|bapak|kak|kakak|mbak|mas|bunda|teh|kang|bun|sis|gan|lur)\s*[,!?]"
)
_SPOKEN_OF = re.compile(
    r"(?<![a-z])(?:kirim|antar|ambil|buka|tutup|jam|tadi|besok|nanti|kemarin|tiap|setiap|hari|sampai|sebelum)\s+"
    r"(?:pagi|siang|sore|malam|mlm)(?![a-z])|(?<!selamat\s)(?<!slmt\s)(?<![a-z])(?:pagi|siang|sore|malam|mlm)\s+(?:ini|nanti|tadi|itu)(?![a-z])"
)
"""An hour of which something is said: "kami kirim sore ini" greets nobody."""


def thanks(raw: Any, *, label: str = "terima kasih", points: float = 1.0) -> Check:
    """Check that a text says thank you."""
    return mentions(raw, *LISTS["terima_kasih"], label=label, points=points)


_SMALL = (
    "ora|mboten|henteu|teu|suwe|suwene|kathah|akeh|sithik|sethithik|sekedhik|sekedik|lami|dangu|lila|lawas|laun|cepet|gancang|loba"
    "|seueur|saeutik|sakedik|adoh|tebih|lambat|sedikit|banyak|lama|cepat|awal|akhir|telat|dekat|jauh|tidak|kecil|besar|pas|sering"
)
"""After "paling" these say an amount or a time: "paling lambat Jumat"."""
_BOASTS = Pattern(
    lambda: (
        rf"""(?<![a-z])(?:
        paling\s+(?!(?:{_SMALL})(?![a-z]))[a-z]+ | ter(?:{either(LISTS["sifat_unggul"])})(?:nya)?
      | (?<!jl\s)(?<!rt\s)(?:no|nomer|nomor|nmr|number)\.?\s?(?:1|satu|siji|hiji|wahid|one)(?!\d)
      | se-?\s?(?:dunia|jagat|jagad|alam) | (?:di)?jamin(?!an) | (?:100|seratus)\s?(?:%|persen)
            (?!\s*(?:dari|asli\s+)?\s*(?:{either(LISTS["bahan"])}))
      | pasti(?:nya)?\s+(?:{either(LISTS["janji"])})
      | (?:gak|ga|nggak|tidak|tak|ora|moal)\s+(?:bakal|akan|bakalan)\s+
            (?:nyesel|menyesal|kecewa|rugi)
      | (?:gak|ga|nggak|tidak|tak|tiada|ora|teu)\s*(?:ada\s+|aya\s+|ono\s+)?
            (?:dua|lawan|tanding|saing|banding)(?:an)?(?:nya|ne|na)?
      | tak\s+tertandingi | {either(LISTS["berlebihan"])}
    )(?![a-z])"""
    ),
    re.VERBOSE,
)


def modest(raw: Any) -> str:
    """Return a text, normalised, without its superlatives and guarantees."""
    return _BOASTS.compiled.sub(" ", normalise(raw))


def keeps_to_facts(raw: Any, *, label: str = "tidak berlebihan", points: float = 1.0) -> Check:
    """Check for no superlatives, guarantees and claims that need a certificate.

    "Paling lambat Jumat" and "100% kapas" are facts; an empty text does not pass.
    """

    def evaluate() -> Finding:
        text = normalise(raw)
        if not split_words(text):
            return Finding(0.0, "kosong")
        found = _BOASTS.search(text)
        return Finding(found is None, f"ada kata: {found[0]}" if found else "")

    return Check(label, evaluate, points)
