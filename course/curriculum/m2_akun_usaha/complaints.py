"""Checkers of replies to complaints: sorry, what is wrong, what is done about it and when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from course.criteria.english import in_indonesian
from course.criteria.lists import Pattern, WordLists, either
from course.criteria.numbers import half, prices
from course.criteria.own_shop import told_besides
from course.criteria.reader import written_for_a_reader
from course.criteria.scoring import Answer, Check, Finding, any_of
from course.criteria.selling import undenied
from course.criteria.text import (
    as_figures,
    avoids,
    matches,
    mentioned,
    mentions,
    normalise,
    split_words,
    words,
)
from course.curriculum.m2_akun_usaha.denied import broken, done, given, sorry
from course.curriculum.m2_akun_usaha.replies import says_when
from course.curriculum.m2_akun_usaha.stock import says_gone
from course.words import PACKS

_LISTS = WordLists("course.curriculum.m2_akun_usaha")
_NO_REMEDY = (
    r"(?:akan|bisa|sudah|sdh|udah|mau|belum|tidak|tdk|gak|mohon|minta|ada|jadi|harus|perlu|ulangi|terima|pesan|order|beli|jual"
    r"|buka|hubungi|kabari|chat|tunggu|lihat|baca|ambil|bayar|ulang|rumah|sini|situ|mana)"
)
"""What is done again and repairs nothing: "saya tunggu pesanan lagi", "akan hati-hati lagi"."""
_REMEDY = re.compile(
    rf"""(?<![a-z])(?<!tidak\sbisa\s)(?<!nggak\sbisa\s)(?<!gak\sbisa\s)(?<!ga\sbisa\s)
    (?<!tidak\s)(?<!gak\s)(?<!nggak\s)(?:
        (?:di|meng|peng|nge|tak|kulo|ku)?ganti(?:nya|kan|ake|in|na|ne|an|e)?(?:\s+rugi)?
      | (?:di|ku)?tukar(?:kan|in)? | ijol(?:i|ake|an)? | refund | gratis | potongan(?!\s+kecil)
      | (?:di|dipun|nga)?g(?:ent|ant|enti)(?:i|os|osi|osa)(?:an|i|in|osan|osken|oskeun|keun|aken
          |ken|na)? | lintu(?:nipun|ni)? | gnti
      | (?:separuh|setengah|satengah|separo)\s+(?:harga|hargi|rego|regi) | kompensasi
          | cash\s?back | pengganti(?:nya|ne|na)?
      | (?:bebas|free)\s+(?:biaya|ongkir|ongkos) | (?:tanpa|teu\s+aya
          |mboten\s+wonten)\s+(?:tambahan\s+)?biaya
      | (?:saya|kami|kita|ambo|kula|kulo|abdi|aku|tak|urang)\s+(?:yang\s+|sing\s+|nu\s+)?
            (?:bayar|mbayar|mayar|tanggung|ganti)[a-z]*
      | (?:di|ke)?tanggung(?:an)?\s+(?:saya|kami|ambo|kula|abdi)
      | (?:goreng|bikin|buat|jahit|dadar|damel|gawe|masak|pak)(?:ke|kan|in|ake|aken|keun|no)?\s+
            (?:lagi|lg|ulang|deui|maneh|malih)
      | (?:(?:di|tak|kami|saya|kita|kulo|kula|abdi|aku|dipun|urang)\s+|di|dipun|tak|nge)
            (?!{_NO_REMEDY}(?![a-z]))[a-z]{{3,16}}\s+(?:[a-z]+\s+)?(?:lagi|lg|ulang|deui|maneh|malih)
      | (?:transfer|tf|kirim)\s+(?:kembali|balik) | potong\s+harga
      | (?:di|mem|tak|ku)?(?:perbaiki|benahi|betulkan|betulin|benerin|dandani|dandosi)(?:nya|n)?
      | voucher | diskon | bonus | retur(?:n)? | klaim
      | sulih | penebus[a-z]*
      | (?:di|ku|kita|kami|saya|tak|nge|dipun)?\s?(?:kirim|krim|kintun|antar|anter|anteur|terke
          |kirimi|jajap|terake|teraken|pasang|gantung)
            (?:kan|in|ke|aken|ake|keun|i|an)?\s+(?:\w+\s+){{0,2}}(?:lagi|lg|ulang|deui|maneh|malih|baru|anyar|enggal|sanes)
      | (?:uang|duit|dana|artos|yatra|dhuwit|pembayaran)(?:nya|e|na|ipun)?\s+(?:\w+\s+){{0,4}}?
            (?:di|kami|saya|tak|ku\s+abdi|dipun)?\s?(?:kembali|balik|balek|wangsul|mulih|pulang|uih|tf|transfer|ganti)\w*
      | (?:kembali|balik|balek|wangsul|pulang|uih)(?:kan|in|no|ake|aken|keun)\s+(?:uang|duit|arto
          |yatra|dhuwit)\w*
      | (?:saya|kami|kita|tak|di|kula|kulo|abdi|dipun)\s?(?:kembalikan|balikin|balekno
          |wangsulaken|wangsulkeun|uihkeun|mulihkeun)
    )(?![a-z])""",
    re.VERBOSE,
)
_NO_CHARGE = re.compile(
    r"(?<![a-z])(?:tidak|tdk|gak|ga|gk|nggak|ndak|ora|mboten|boten|teu|moal)\s+(?:(?:usah|perlu|sah|kedah|kudu|akan|pakai|pake|pk|pke|nganggo)\s+)?"
    r"(?:(?:mikir|dipikir|pikir|keluar|ngetokno|ngetokake)\s+)?(?:di|m|mem|dipun)?(?:upah|ongkos|duit|bayar|mayar|pungut|kena\s+biaya|keluar\s+uang|ngaluarkeun|nambah)"
    r"|biaya(?:nya|ne)?\s+(?:tidak\s+ada|nol)(?![a-z])"
)
_OTHERS = "kurir(?:nya)?|ibu|bapak|kakak|kak|bu|pembeli|ekspedisi|anda|cuaca|jalan|jne|j&t|sicepat"
_BLAME = (
    rf"salah(?:nya|e)? (?:di |dari )?(?:{_OTHERS})",
    (
        rf"(?:{_OTHERS}) (?:(?!saya|kami|sy|aku|kula|abdi)\w+ )?(?:yang|yg|sing|nu) "
        "(?:salah|naruh|naruk|banting|lempar|kurang)"
    ),
    rf"(?:{_OTHERS}) (?:kali|mungkin|paling|barangkali|sih)(?: (?:yang|yg|sing))?(?![a-z])",
    r"kurir(?:nya|e)? memang",
    rf"(?:mungkin|barangkali|paling) (?:{_OTHERS}) (?:yang|yg|sing)",
    rf"(?:se)?(?:harus|mesti)nya (?:{_OTHERS})",
    rf"(?:{_OTHERS}) (?:se)?(?:harus|mesti)nya",
    r"makanya\b",
    r"(?:saya|kami) (?:tidak|tdk|gak|nggak|ga) (?:merasa )?(?:ber)?salah",
    r"bukan (?:salah|tanggung jawab|dari|karena|urusan|kesalahan) (?:kami|saya|kita)",
    r"(?:karena|gara-gara|gara2|tapi|krn) (?:dari |salah )?(?:kurir|ekspedisi|jne|j&t)",
    r"kan (?:sudah|udah|dah)\b",
    r"(?:courier|driver|your|shipping)(?:'s)? (?:own )?fault",
    r"not (?:our|my) (?:fault|problem|responsibility)",
    r"you should have",
    r"(?:dari sini|waktu dikirim|pas dikirim) (?:\w+ ){0,2}(?:masih )?(?:utuh|bagus|aman)",
)


def apologises(raw: Any, *, label: str = "minta maaf", points: float = 1.0) -> Check:
    """Check that a text says sorry; folded hands alone are half of it.

    "Tidak akan minta maaf" is none.
    """
    text = sorry(raw)
    says = mentions(text, *_LISTS["maaf"], label=label, points=points)
    return any_of(says, half(matches(_HANDS, raw, label)), label=label, points=points)


_HANDS = re.compile("\N{PERSON WITH FOLDED HANDS}")


def offers_remedy(
    raw: Any, *, own: bool = False, label: str = "jalan keluar", points: float = 1.0
) -> Check:
    """Check that a text offers to replace, repay or reduce; "tidak bisa ganti" is none.

    In an ``own`` shop it is whatever the owner says she will do about it.
    """
    # Whoever has to buy again was offered nothing.
    said = in_indonesian(normalise(raw))
    text = "" if re.search(r"beli (?:lagi|baru|yang baru)", said) else said
    offered = undenied(given(text))
    mends = matches(_REMEDY, offered, label, points)
    free = matches(_NO_CHARGE, text, label, points)
    listed = mentions(offered, *_LISTS["perbaikan"], label=label)
    does = [matches(_DOES, offered, label)] if own else []
    return any_of(mends, free, listed, *does, label=label, points=points)


_DOES = re.compile(
    r"(?<![a-z])(?:saya|kami|kita|tak|kula|kulo|abdi|aku|inyong|ambo|urang)\s+(?:akan\s+|badhe\s+|bade\s+|langsung\s+)?"
    r"(?!(?:minta|mohon|mengerti|paham|terima|kira|tahu|tau|sudah|sdh|udah|lagi|sedang|lebih|juga|yang|yg|sing|nu|sangat|menyesal|nyesel|salah"
    r"|kurang|lupa|sedih|kaget|ikut|janji|usahakan|perhatikan|catat|sampaikan|tunggu|harap|sendiri|cari|nyuwun|neda|hapunten|ngapunten|sadar"
    r"|doakan|tutup|libur|kirim|packing|bungkus|bu|pak|kak|mbak|mas|ya|dan|di|ke)(?![a-z]))[a-z]{3,}"
)
"""What the owner does: "ku abdi dikosongkeun", "saya lem dan jahit keliling"."""


def names_damage(
    raw: Any, *, own: bool = False, label: str = "menyebut masalahnya", points: float = 1.0
) -> Check:
    """Check that a text says that the goods came broken; "tidak mungkin hancur" denies it.

    Goods of an ``own`` shop may have come loose, faded or sour as well.
    """
    named = _known_damage(raw, own=own, label=label, points=points)
    if not own:
        return named
    # Whatever is told of it before the way out: "geblekna haseum kabéh".
    rest = _AFTER_SORRY.sub(" ", _REMEDY.sub(" ", broken(raw)))
    told = Check(label, lambda: told_besides(rest, _SORRY, least=2))
    return any_of(named, told, label=label, points=points)


def _known_damage(raw: Any, *, own: bool, label: str = "", points: float = 1.0) -> Check:
    faults = [*_LISTS["rusak"], *(_LISTS["rusak_umum"] if own else ())]
    return mentions(broken(raw), *faults, label=label, points=points)


_SORRY = split_words(
    "maaf mohon sebesar besarnya ketidaknyamanan ketidaknyamanannya masukan masukannya kritik saran"
    " pengertian perhatian kesabaran kejadian kejadiannya keluhan keluhannya pelayanan layanan"
    " kekecewaan kecewa mengecewakan nyuwun pangapunten pangapuro hapunten ngapunten salah kurir"
)
"""What somebody says who is sorry, and tells nothing of what is wrong."""
_AFTER_SORRY = re.compile(
    r"(?<![a-z])(?:besok|bsk|lusa|nanti|sore|siang|hari\s+ini|mangke|mengko|engke|sesuk|isukan|(?:saya|kami|tak|kula|abdi|ku\s+abdi)\s+[a-z]+)[^.!?\n]*"
)
"""What will be done about it, to the end of its sentence."""


def promises_when(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a text says when something is done about a complaint (``says_when``).

    A text that names a price and says nothing of the complaint sells something tomorrow. When
    nothing is done ("besok juga tidak kirim") is no promise.
    """
    of_it = any_of(apologises(raw), names_damage(raw), offers_remedy(raw), label=label)
    when = says_when(done(raw), label=label, points=points)

    def evaluate() -> Finding:
        sells = prices(as_figures(raw)) and not of_it.evaluate().share
        return Finding(0.0, "tentang pesanan lain") if sells else when.evaluate()

    return when._replace(evaluate=evaluate)


def answers_complaint(raw: Any, *, asked: Answer, about: Sequence[str], own: bool = False) -> Check:
    """Guard: written for a reader, and an answer to who complains that her goods came broken.

    Who names neither damage nor way out has to be sorry, and not for what is sold out. Another
    thing that broke ("gelasnya pecah") is another complaint.
    """
    reads = written_for_a_reader(raw, asked=asked, about=about)
    damage, remedy = _known_damage(raw, own=own), offers_remedy(raw)

    def evaluate() -> Finding:
        text = normalise(raw)
        if other := _other_thing(text, about):
            return Finding(0.0, f"tentang barang lain: {other}")
        if words(raw) and not damage.evaluate().share:
            sells = bool(prices(as_figures(raw)) or says_gone(text))
            sorry_for = apologises(raw).evaluate().share > 0
            mends = remedy.evaluate().share > 0
            # "Beli tiga saya kasih bonus" mends nothing.
            if (sells and not mends) or (not sorry_for and (sells or not mends)):
                return Finding(0.0, "tidak menjawab keluhannya")
        return reads.evaluate()

    return reads._replace(evaluate=evaluate)


def _other_thing(text: str, about: Sequence[str]) -> str:
    """Return what broke in a normalised text, where it is not what the task is about; else ""."""
    if mentioned(text, about):
        return ""
    broken = (match[1] for match in _BROKEN.compiled.finditer(text))
    idle = _LISTS.set("yang_rusak").union(PACKS.split("|"))
    return next((thing for thing in broken if thing not in idle), "")


_BROKEN = Pattern(
    lambda: (
        r"(?<![a-z])([a-z]{3,20}?)(?:nya|ipun|ne|na|e)\s+(?:(?:semua|pada|sudah|sdh|jadi|sampai|sami|dados"
        rf"|wis|geus|malah|sampe|ada|yang|yg)\s+){{0,2}}(?:{either(_LISTS['rusak'])})(?![a-z])"
    )
)


def blames_nobody(raw: Any, *, label: str = "tidak menyalahkan", points: float = 1.0) -> Check:
    """Check that a text puts the blame on nobody else; an empty text does not pass."""
    return avoids(raw, *_BLAME, label=label, points=points)
