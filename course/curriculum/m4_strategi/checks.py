"""Checkers of lesson 4: a reason to come back, one change, what is counted, an end, a work plan."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from course.criteria.copies import repeated
from course.criteria.lists import AnyPattern, Pattern, WordLists, either, stems, whole
from course.criteria.scoring import Answer, Check, Finding
from course.criteria.selling import affirmed, modest
from course.criteria.signals import signals_of
from course.criteria.spelling import Words, respelled
from course.criteria.spoken import in_figures
from course.criteria.telling import told_besides
from course.criteria.text import LISTS, is_word_list, mentioned, normalise, split_words
from course.words import MONTH, NUMBER, TIMES

_LISTS = WordLists("course.curriculum.m4_strategi")


def _stems(name: str, *also: str) -> Pattern:
    return Pattern(lambda: stems(_LISTS[name], *also))


def _whole(name: str, *within: str, also: str = "") -> Pattern:
    return Pattern(lambda: whole(_LISTS[name], *within, also=also))


_NUMBER = f"(?:{NUMBER}|sa|se)"


@cache
def _topics() -> dict[str, Pattern]:
    """Return what a change may be about.

    ``kanal`` and ``layanan`` often only say where and when.
    """
    return {
        name.partition(".")[2]: _stems(name, *_NUMBERED.get(name, ()))
        for name in _LISTS.group("perubahan")
    }


_NUMBERED = {
    "perubahan.tawaran": (r"beli\s+\d", r"isi\s+\d"),
    "perubahan.layanan": (r"jam\s+\d",),
    "perubahan.kanal": (r"(?:pindah|geser|ngalih)[a-z]*\s+(?:tempat|lokasi|lapak|panggonan)",),
}
DOING = _stems("tindakan")
BECOMING = _whole("menjadi")
MOVING = _stems("pindah")
AND = re.compile(
    r"[,;+&]|(?<![a-z])(?:dan|sama|sm|serta|plus|terus|trus|lalu|lantas|sekalian|karo|lan|jeung)(?![a-z])"
)
VAGUE = _stems("kabur")
WISH = _whole("harapan")
PRAYER = _whole("doa")
LABELS = re.compile(
    r"(?:satu\s+)?(?:hal|perubahan|perubahane)\s+(?:apa\s+)?(?:yang\s+|sing\s+|nu\s+)?(?:di[a-z]+)?"
)
"""The question's own words before an answer: "satu hal apa yang diubah: ..."."""
USUALLY = re.compile(
    r"\d[^.!?]{0,30}(?<![a-z])(?:biasanya|biasane|tadinya|dulunya|sebelumnya)(?![a-z])[^.!?]{0,20}\d"
)
"""In what a change is told by how it was: "selesai 1 hari, biasanya 3 hari"."""
FROM_TO = re.compile(r"\d[^.!?]{0,20}\s(?:jadi|menjadi|dadi|janten|ke|ka)\s[^.!?]{0,20}\d")
REFUSED = Pattern(
    lambda: rf"(?:{either(_LISTS['menolak'])})\s+(?:{either(_LISTS['tidak_berbuat'])})(?![a-z])"
)
"""Nothing is changed: "belum ada perubahan"; "tidak pakai plastik lagi" is a change."""
OPEN = re.compile(r"(?<![a-z])(?:bagaimana|gimana|piye|kumaha|apa|apakah|kapan)(?![a-z])")

REASON = _stems(
    "alasan",
    r"(?:cuma|cukup|mung|ngan|hanya|tinggal)\s+(?:bayar\s+)?(?:rp\s*)?\d",
    r"(?:di|ka)?tanggung(?:an)?(?:na|ne|nya)?(?![a-z])",
    r"isi\s+ulang",
    r"(?:beli|tuku|meser)\s+[a-z\d]+\s+(?:dapat|dapet|oleh|angsal)\s+[a-z\d]+",
    r"(?:sekarang|skrg|skrng|saiki|sakniki|ayeuna)(?![a-z])[^.!?]{0,40}(?<![a-z])(?:ada|ad|ono|ana|aya|wonten|bisa|bs|iso|saged|tiasa|terima|melayani|nampi)(?![a-z])",
    r"(?:ada|ad|ono|ana|aya|wonten)\s+(?:[a-z]+\s+){0,2}(?:sekarang|skrg|skrng|saiki|sakniki|ayeuna)(?![a-z])",
)
MISSING = _stems("kangen")
COUNTED = _stems("hitungan")
HOW_MANY = _whole("berapa", "dibanding[a-z]*", also=r"\d")
OTHERS = _stems("bukan_penjualan")
UNCOUNTED = _whole("tak_terhitung")

END = re.compile(
    rf"""(?<![a-z\d])(?:
        (?:\d{{1,2}}|kalih|tigang|sekawan|gangsal|{_NUMBER}(?:\s+(?:belas|puluh|likur))?)\s*{TIMES}(?![a-z])(?!\s*(?:sekali|pisan|sepisan))
      | (?:(?:ping|kaping)\s+)?(?:\d{{1,2}}|{_NUMBER})\s*(?:pasaran|semester|musim|panen|kali\s+(?:produksi|bazar|pasar))(?![a-z])
      | bulan\s+{MONTH} | \d\s*bla?n(?![a-z])
      | \d{{1,2}}\s*(?:kali|x)\s+(?:hari\s+)?(?:senin|selasa|rabu|kamis|jumat|sabtu|minggu)
      | (?:tgl|tanggal|tg)\.?\s*\d | \d{{1,2}}\s*{MONTH} | \d{{1,2}}[/-]\d{{1,2}}
      | akhir\s+(?:bulan|minggu|tahun|{MONTH}) | {TIMES}\s+ke[\s-]?(?:\d|dua|tiga|empat)
      | (?:sampai|sampe|smp|hingga|nganti|tekan|dugi\s+ka)\s+(?:lebaran|natal|tahun\s+baru|puasa)
    )""",
    re.VERBOSE,
)
OFTEN = re.compile(
    rf"(?:x|kali|per|/)\s*(?:se|sa|satu|1)?\s*{TIMES}|(?:se|sa){TIMES}\s*\S+\s*(?:x|kali)"
    rf"|(?<!\d\s)(?<!\d){TIMES}\s+(?:(?:depan|ngarep|payun)\s+)?(?:mulai|wiwit|mimiti)"
)
"""How often, or when it begins: no end."""
IF = _whole(
    "jika",
    "misal[a-z]*",
    "umpama[a-z]*",
    "andai[a-z]*",
    also=r"(?<![a-z])(?:rame|ramai|laku|payu|naik|mundak|sepi|turun)\s*(?:=|:|-+>|→|y[ao](?![a-z]))",
)
OUTCOME = re.compile(
    r"(?<![a-z])(?:rame|ramai|laku|payu|untung|bertambah|berkurang|naik|naek|nae?k|mundhak|mundak|munggah|nambah|nambih"
    r"|tambah|bagus|apik|sepi|turun|mudun|rugi|sama\s+(?:aja|saja)|tetap|kurang|gagal)"
    r"(?:\s+(?:ya|yo|nya|mah|maka|langsung|berarti))?[\s,:=>→-]{1,4}(?=[a-z])"
)
"""What came of it, before what is done then: "naik lanjut"."""
THEN = _stems(
    "maka",
    r"cara\s+(?:lama|lain|biasa)",
    r"coba\s+lagi",
    r"(?:beli|meuli|meser|mésér|tuku|tumbas|nambah|nyobi|jual|dijual|icalan)\s+(?:deui|maneh|malih|lagi|w[ae]e?|wé|mawon|saja|aja)",
    r"cari\s+cara",
    r"(?:gawe|bikin|buat|jual|jualan|jalan|pakai|pake)\s+terus",
    r"terus(?:k?[aeo]n|in|ake|keun|no|na|aken)",
    r"masuk\s+(?:menu|daftar)",
    r"terus(?=\s*(?:[,.;]|\Z))",
    r"(?:di|dipun)(?:tambah|tambih|buka|bukak|pakai|pake|anggo|naik|turun|cari|coba|perbanyak)",
    r"(?:saya|aku|kulo|kula|abdi|tak|kita|kami)\s+(?:akan\s+|bakal\s+)?"
    r"(?:beli|buka|tambah|nambah|pakai|pake|bikin|gawe|cari|coba|jual|stok|perbanyak)",
    r"(?:pakai|pake|nganggo|pakek)\s+(?:yang|yg|sing|nu)",
    r"(?:jadi|dadi|janten)\s+(?:menu|harga|cara|kemasan)?\s*tetap",
    r"(?:kurang|tambah|tambih|turun|naik|coba|cobi)(?:i|in|kan|ake|keun|na)",
)

STEPS = _stems("langkah")
NO_STEP = Pattern(
    lambda: (
        rf"(?:{either(_LISTS['tanpa_langkah'])})(?![a-z])|lebih\s+[a-z]+(?![^.]*\d)"
        rf"|(?:saya\s+|kula\s+)?(?:{either(_LISTS['menolak'])})\s"
    )
)
"""No step: a box of the SWOT, a wish to do more, a refusal."""
SELLING = Pattern(
    lambda: (
        rf"(?<![a-z])(?:{either(_LISTS['berjualan'])})\s+"
        rf"(?:(?!(?:{either(_LISTS['bukan_dijual'])})(?![a-z]))[a-z]+\s+){{0,3}}?"
        rf"(?:keliling|ngider|(?:{either(_LISTS['ke_mana'])})"
        rf"\s+(?!(?:{either(_LISTS['bukan_tempat'])})(?![a-z]))[a-z]{{2,}})"
    )
)
"""Selling said by a noun, and where or to whom: "jualan di pasar malam", "jualan madu di bazar"."""
HOPED = Pattern(
    lambda: (
        rf"(?<![a-z])(?:{either(_LISTS['menambah'])})\s+(?:{either(_LISTS['diharapkan'])})(?![a-z])"
    )
)
"""An outcome, not what is done for it: "tambah laris", "nambah pembeli"."""
SEEN, UNSEEN = _whole("terlihat"), _whole("tak_terlihat")
VERBAL = re.compile(
    r"(?:meng|meny|mem|men|nge|ng|ny|nd|nj)[a-z]{3,20}|di[a-z]{3,20}(?:in|kan|i)|dipun[a-z]{3,20}"
    r"|mb[a-z]{3,20}|[a-z]{4,20}(?:kan|ake|akeun|keun|kke|aken)|[a-z]{3,20}[^aeiou]in"
)
"""Prefix or ending of everyday verbs: "ngajarin", "nyetok", "mbenakno", "rapikan"."""

AMOUNT = re.compile(
    rf"""(?<![a-z\d.,:])(?:\d+(?!\d*\s?%)|setengah|separo|(?:se|sa){TIMES}|tiap|setiap|saben|unggal|semua|
    kabeh|sadaya|seluruh)""",
    re.VERBOSE,
)
CLOCK = re.compile(r"(?<![a-z])(?:jam|pukul|pkl|tgl|tanggal)\.?\s*\d+(?:[.:]\d+)?")


def _known() -> list[str]:
    lists = ["langkah", "tindakan", "hitungan", "jika", "maka", "berapa"]
    return [w for name in [*lists, *_LISTS.group("perubahan")] for w in _LISTS[name]]


_WORDS = Words(_known)


@lru_cache(maxsize=512)
def _read(text: str) -> str:
    """Return a normalised text with the words that chat shortens written in full."""
    return respelled(text, _WORDS)


def full_text(raw: Any) -> str:
    """Return what was written, normalised, with the words that chat shortens in full."""
    return _read(normalise(raw))


def _found(pattern: AnyPattern, raw: Any) -> str:
    match = pattern.search(full_text(raw))
    return match[0].strip() if match else ""


def gives_reason(
    raw: Any, *, own: Collection[str] = (), label: str, points: float = 1.0
) -> Check:
    """Check that a message gives a reason to come back; one that only misses them earns half.

    ``own`` is what the goods of an own shop are called: whatever is told of them now is a reason.
    """

    def evaluate() -> Finding:
        has = _HAS_NONE.sub(" ", normalise(raw))
        if reason := _found(REASON, has) or mentioned(has, _LISTS["alasan_frasa"]):
            return Finding(1.0, reason)
        missed = _found(MISSING, raw)
        now = _THEN_WAS.sub(" ", affirmed(modest(raw)))
        told = told_besides(now, own, least=_NEWS) if own else Finding(0.0)
        return told if told.share else Finding(0.5 if missed else 0.0, missed)

    return Check(label, evaluate, points)


_NEWS = 3
_THEN_WAS = re.compile(
    r"[^.,;!?\n]*(?<![a-z])(?:dulu|kemarin|kmrn|terakhir|biyen|riyin|rumiyin|kamari|baheula|lama|suwe|lami)(?![a-z])[^.,;!?\n]*|[^.,;!?\n]*\?"
)
"""What is told of the last time, or asked: no news."""
_HAS_NONE = re.compile(
    r"(?<![a-z])(?:tidak|tdk|gak|ga|nggak|enggak|belum|blm|ora|mboten|teu)\s+(?:ada|punya|aya|wonten|ono)"
    r"(?:\s+(?:yang|yg|sing|nu)\s+(?:baru|anyar|enggal)|(?:\s+(?!tapi|namun|ada|sekarang|cuma|hanya|yang)[a-z]+){1,2})"
)
"""What there is not: "tidak ada rasa baru"."""


def one_change(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a text names one concrete change; two at once earn half.

    One with what belongs to it ("mangkok dan tutupnya") or with its reason is one.
    """

    def evaluate() -> Finding:
        text = _WHY.sub(" ", _UNCHANGED.sub(" ", LABELS.sub(" ", full_text(raw))))
        text = _AS_BEFORE.sub("", in_figures(text))
        parts = [part for part in AND.split(text) if part.strip()]
        named = [found for part in parts if (found := _about(part))]
        if _only_topics(text) or _AS_EVER.search(text) or not _is_concrete(text, named=bool(named)):
            return Finding(0.0, "belum ada perubahan yang jelas")
        if _changes_more(text, named[0] if named else frozenset()):
            return Finding(0.5, "lebih dari satu perubahan")
        return Finding(1.0, ", ".join(sorted(named[0])) if named else "")

    return Check(label, evaluate, points)


_NOT = "tidak|tdk|gak|ga|gk|nggak|enggak|ndak|belum|blm|ora|mboten|teu|henteu|batal|bukan"
_UNCHANGED = re.compile(
    rf"(?<![a-z])(?:{_NOT})\s+(?:(?:jadi|akan|mau|bisa|saya|kami|perlu|sempat|pernah|dadi)\s+){{0,3}}"
    r"(?:di|me[mn]?|meng|nge?|n)?(?:ganti|ubah|rubah|turun|naik|tambah|kurang|coba|pindah)(?:kan|in|i|an)?(?![a-z])(?!\s+lagi)"
)
"""What is not done: "kemasannya tidak diganti"."""


_AS_BEFORE = re.compile(
    r"(?<=[a-z\d])\s*[,;(]\s*(?:(?:biasanya|biasane|biasana|biasa|tadinya|dulunya|dulu)(?![a-z])(?![^.;]*\d)[^.;]*"
    r"|[^,.;]*(?<![a-z])(?:tetap|tetep|angger|sama)(?![a-z])[^,.;]*)"
)
"""Beside a change, what stays or how it was: ", harga sewane tetep"."""
_AS_EVER = re.compile(
    r"(?<![a-z])(?:sejak|dari\s+(?:dulu|tahun)|kawit|wiwit\s+taun|ti\s+baheula)(?![a-z])"
)
"""What is done already: "saya jualan bakso sejak 2010"."""


@lru_cache(maxsize=512)
def _about(text: str) -> frozenset[str]:
    return frozenset(name for name, pattern in _topics().items() if pattern.search(text))


def _only_topics(text: str) -> bool:
    """Return whether most words are kinds of change and of three kinds: "menu kemasan stiker"."""
    tokens = split_words(text)
    kinds = [_about(token) for token in tokens]
    return len(frozenset().union(*kinds)) >= 3 and sum(map(bool, kinds)) > 0.6 * len(tokens)


def _is_concrete(text: str, *, named: bool) -> bool:
    """Return whether something is done to a thing we know, or, in three words, to any thing."""
    tokens = split_words(text)
    if REFUSED.match(text):
        return False
    if USUALLY.search(in_figures(text)):
        return True
    if named:
        done = DOING.search(text) or BECOMING.search(text) or any(map(_is_verb, tokens))
        done = done or SELLING.search(text) or (_is_doing(tokens[0]) and not _about(tokens[0]))
        return len(tokens) >= 2 and bool(done)
    if _I_DO.search(text) and len(tokens) >= 3:
        return True
    turned = FROM_TO.search(in_figures(text)) is not None
    if not turned and (HOPED.search(text) or VAGUE.search(text) or only_wishes(text)):
        return False
    if turned or SELLING.search(text):
        return True
    doing = [_is_doing(token) or bool(DOING.fullmatch(token)) for token in tokens]
    return any(doing) if len(tokens) >= 3 else _does_a_thing(tokens, doing)


_I_DO = re.compile(
    r"(?<![a-z])(?:tak|dak)\s+(?!(?:ada|punya|bisa|tahu|mau|akan|pernah|perlu|usah|jadi|kan|ada)(?![a-z]))[a-z]{3,}"
    r"|(?<![a-z])(?:sekarang|skrg|saiki|sakniki|ayeuna)\s+(?:bisa|bs|iso|isa|tiasa|saged|boleh)\s+[a-z]{3,}"
)
"""What a Javanese owner will do ("tak dol sak muntune"), and what can be done now."""


def _does_a_thing(tokens: Sequence[str], doing: Sequence[bool]) -> bool:
    """Return whether two words are something done and to what: "tambah ceker"; not "coba lagi"."""
    if len(tokens) != _PAIR or not doing[0]:
        return False
    idle = LISTS.set("penghubung") | _LISTS.set("kata_soal") | _LISTS.set("bukan_tempat")
    thing = tokens[1]
    return (
        len(thing) > _PAIR
        and thing not in idle
        and not doing[1]
        and not (UNCOUNTED.fullmatch(thing) or COUNTED.fullmatch(thing))
    )


_PAIR = 2


def _is_another(part: str, first: frozenset[str]) -> bool:
    """Return whether a part of the text changes something else, and does not just say where."""
    about = _about(part)
    doing = MOVING if about <= {"kanal", "layanan"} else DOING
    return bool(about) and not about & first and bool(doing.search(part))


_CHANGE = (
    "(?:ganti|gantos|gentos|genti|turun|m?udhun|mudun|naik|unggah|pindah|ngalih|ubah|rubah|robah|robih"
    "|kurang|irang|geser|hapus|buang)(?:kan|in|i|ke|ken|ake|aken|keun|no|ne|an)?(?![a-z])"
)
_CHANGES = rf"(?<![a-z])(?:di|me|meng|nge|ng|nga|n|tak|dak)?{_CHANGE}"
_CHANGED = re.compile(rf"([a-z]{{3,}})\s+(?:[a-z]+\s+)?(?:di|dipun){_CHANGE}")
"""And what is said of it: "harga diturunkan"."""
_CHANGING = re.compile(
    rf"{_CHANGES}\s+(?!(?:di|ke|ka|dari|jadi|menjadi|dadi|dengan|dgn|pakai|pake|lagi|yang|yg|sing|nu|sedikit|biaya|modal"
    r"|ongkos|untung|omzet|omset|penjualan|pendapatan)(?![a-z]))([a-z]{3,})(?<!nya)(?![a-z])"
)
"""Something done to a thing, whichever: "pindah lapak"; not "pindah ke sana", "naikkan omzet"."""
_TOO = re.compile(
    r"(?<![a-z])(?:baru|anyar|enggal|juga|jg|sekalian|pisan|saya|kami|di[a-z]+|ulang)(?![a-z])"
)
_ITS_LOOK = re.compile(r"(?:warna|ukuran|model|motif|gambar|bentuk|rasa)(?:nya|ne|na)")
_WHY = re.compile(
    r"(?<=[\w,;]\s)(?:supaya|spy|agar|biar|ben|cek|supados|karena|krn|soalnya|soale|sebab"
    r"|lantaran|amarga|amargi)(?![a-z])"
    rf"(?:(?!(?:dan|terus|trus|sekalian|sama|karo|jeung|serta)\s+"
    rf"(?:[a-z]+\s+)?{_CHANGES})[^.,;+&])*"
)
"""What a change is for, or why, behind it: a part of it."""


def _changes_more(text: str, first: frozenset[str]) -> bool:
    """Return whether a text changes more than one thing; ``first`` is what its first is about."""
    parts = [part for part in AND.split(text) if part.strip()]
    if any(_is_another(part, first) for part in parts if first):
        return True
    begun: list[tuple[frozenset[str], str]] = []
    done, last = False, _CHANGED_LAST.search(text)
    for part in parts:
        bare = _TOO.sub(" ", part).split()
        things = _about(part) - {"kanal", "layanan"}
        # "Ganti mangkok dan foto": what was said of the one is said of the other.
        alone = len(bare) == 1 and bool(things) and not _ITS_LOOK.fullmatch(bare[0])
        found = _CHANGING.search(part) or (_CHANGED.search(part) if things else None)
        if found or (alone and (done or last)):
            begun.append((_about(part), found[1] if found else bare[0]))
        does = found or DOING.search(part) or _DONE.search(part)
        if does and not (begun or found):
            begun.append((_about(part), ""))
        done = done or bool(does)
    return any(
        one[1] != other[1] and bool(other[1]) and not one[0] & other[0]
        for one, other in pairwise(begun)
    )


_DONE = re.compile(_CHANGES)
_CHANGED_LAST = re.compile(rf"{_CHANGES}\W*\Z")
"""What is done stands last: "kemasan sama harga diganti"."""


def _is_doing(token: str) -> bool:
    """Return whether a word is something one does: from the list, or by its prefix or ending."""
    known = token not in _LISTS.set("bukan_kerja") and STEPS.fullmatch(token)
    return (bool(known) and not VAGUE.fullmatch(token)) or _is_verb(token)


def _is_verb(token: str) -> bool:
    nothing = token in _LISTS.set("bukan_kerja") or VAGUE.fullmatch(token)
    return not nothing and VERBAL.fullmatch(token) is not None


def only_wishes(text: str) -> bool:
    """Return whether a text only hopes: a prayer in it, or a hope at its beginning."""
    return bool(PRAYER.search(text) or WISH.match(text.lstrip()))


def counts_sales(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a text says what is counted: orders, buyers, chats, money; likes are no sales."""

    def evaluate() -> Finding:
        text = full_text(raw)
        seen = OTHERS.search(text) or _LOOKED_AT.search(text)
        what = _found(COUNTED, raw) or ("" if seen else _found(_ANYTHING, raw))
        if not what or only_wishes(text) or _NOT_COUNTED.search(_LIKES_ASIDE.sub(" ", text)):
            return Finding(0.0, what)
        share = 0.5 if _only_kinds(text) else float(_can_be_counted(text))
        return Finding(share, what)

    return Check(label, evaluate, points)


_ANYTHING = re.compile(
    r"\A\W*(?:berapa|brp|jumlah|jml|piro|pira|pirang|pinten|sabaraha|cacahe|total)\s+"
    r"(?!hari|minggu|bulan|jam|status|posting|unggahan|foto|video|waktu|langkah|banyak|lama|dino|dinten)[a-z]{4,}(?=\s+[a-z])"
    r"|[a-z]{4,}\s+[^.,;]{3,60}\s(?:berapa|brp|piro|pira|pinten|sabaraha)\W*\Z"
)
"""Whatever is counted in words: "berapa panggilan seminggu"."""
_LOOKED_AT = re.compile(
    r"(?<![a-z])(?:me|ndelok|di)?(?:lihat|liat|nonton|tonton|ndelok|delok|ningali)(?![a-z])"
)
_NOT_COUNTED = re.compile(
    rf"(?<![a-z])(?<!yang\s)(?<!yg\s)(?:{_NOT})\s+(?:(?:akan|pernah|mau|bisa|saya|kami|perlu|usah)\s+){{0,2}}"
    r"(?:di|me|meng|nge|ng)?(?:hitung|itung|etang|catat|catet|nyatet|ukur)(?![a-z])"
)
"""Nothing is counted: "pesanan tidak dihitung"."""
_LIKES_ASIDE = re.compile(
    rf"(?<![a-z])(?:like|suka|view|komen|share|follower)[a-z]*\s+(?:{_NOT})\s+[a-z]+"
)
"""What rightly is not: "berapa pesanan, like tidak dihitung"."""


def _can_be_counted(text: str) -> bool:
    """Return whether a text counts something sold, or names it and what happens to it."""
    hoped = HOPED.search(text)
    if hoped and not HOW_MANY.search(text[: hoped.start()] + text[hoped.end() :]):
        return False
    if HOW_MANY.search(text):
        return not OTHERS.search(text) or len(split_words(text)) > 5
    return not (UNCOUNTED.search(text) or OTHERS.search(text))


def _only_kinds(text: str) -> bool:
    """Return whether a text lists what may be counted, as the lesson does, and settles on none."""
    tokens = split_words(text)
    kinds = sum(COUNTED.fullmatch(token) is not None for token in tokens)
    chosen = sum(HOW_MANY.fullmatch(token) is not None for token in tokens)
    return kinds >= 3 and kinds + chosen >= 0.6 * len(tokens) and chosen <= 1


def sets_an_end(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a text sets an end: a number of days or weeks, or a date; no mere frequency."""

    def evaluate() -> Finding:
        end = mentioned(_ENDLESS.sub(" ", full_text(raw)), _LISTS["batas_waktu"])
        end = end or _found(END, OFTEN.sub(" ", _ENDLESS.sub(" ", in_figures(full_text(raw)))))
        return Finding(bool(end), end)

    return Check(label, evaluate, points)


_ENDLESS = re.compile(
    rf"(?<![a-z])(?:(?:{_NOT})\s+(?:ada|pakai|pake|punya|tahu|tau|tentu)|tanpa\s+batas|bukan)(?![a-z])[^,.;]*"
)
"""No end, or not that one: "tidak ada batas 7 hari", "bukan 2 minggu"."""


def decides(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check for a decision: if so, then go on, stop or go back."""

    def evaluate() -> Finding:
        text = _UNDECIDED.sub(" ", full_text(raw))
        then = _found(THEN, text)
        given = (IF.search(text) and len(split_words(text)) > _PAIR) or any(
            THEN.match(text[place.end() : place.end() + 60]) for place in OUTCOME.finditer(text)
        )
        # "Klo yg bayar lebih banyak tetap malam, klo ga ya siang lagi": what is done may be anything.
        cases = [] if then and given else _CASES.findall(text)
        both = None if (then and given) or len(cases) > 1 else _BOTH.search(in_figures(text))
        if len(cases) > 1 or both:
            then, given = (both[0] if both else cases[0]).strip(), True
        return Finding(bool(then and given and not _asks_back(text)), then)

    return Check(label, evaluate, points)


_WHEN = "kalau|kalo|klo|kl|nek|yen|mun|upami|menawi|jika|jk|lek|bila|apabila"
_CASES = re.compile(rf"(?<![a-z])(?:{_WHEN})\s+(?:(?!(?:{_WHEN})(?![a-z]))[^.;\n\s]+[ ,]*){{3,40}}")
"""What is done in a case, in three words or more; two cases make a decision."""
_UP = (
    r"naik|naek|nae?k|mundhak|mundak|munggah|rame|ramai|laku|payu|pajeng|laris|nambah|tambah|bertambah|lebih\s+banyak|luwih\s+akeh"
    r"|langkung\s+kathah|\U0001F44D|abis|habis"
)
_DOWN = rf"(?:(?:{_NOT}|kaga)(?:\s+(?:{_UP}))?|turun|mudun|sepi|berkurang|\U0001F44E)"
_BOTH = re.compile(
    rf"(?:{_UP})(?![a-z])[\s,:=>\u2192-]+(?!(?:atau|dan|turun|sepi|{_NOT})(?![a-z]))\S+[^\n]{{2,80}}?(?<![a-z]){_DOWN}(?![a-z])"
    r"[\s,:=>\u2192-]+(?!sama|apa|bagaimana|gimana|keputusan|perlu|ada|punya)[a-z0-9]+"
)
"""What is done when it goes up, then what when it does not: "naik > jemput terus. gak naik > min 5 lagi"."""
_UNDECIDED = re.compile(rf"(?<![a-z])(?:{_NOT})\s+(?:tahu|tau|ngerti|yakin|pasti)(?![a-z])[^,.;]*")
"""What somebody does not know yet: "tidak tahu mau lanjut atau tidak"."""


def _asks_back(text: str) -> bool:
    """Return whether a decision is left open: "kalau naik bagaimana"."""
    return len(OPEN.findall(_NO_MATTER.sub(" ", text))) >= 2


_NO_MATTER = re.compile(rf"(?<![a-z])(?:{_NOT})\s+(?:apa|opo|naon)[ -](?:apa|opo|naon)(?![a-z])")
"""Nothing is asked: "enggak apa apa"."""


def is_step(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a text names something to do, in two words or more, and is no mere wish."""

    def evaluate() -> Finding:
        text = _POLITE.sub(" ", full_text(raw))
        tokens = split_words(text)
        selling = SELLING.search(text)
        hoped = HOPED.search(text)
        told = split_words(text[: hoped.start()] + text[hoped.end() :]) if hoped else tokens
        doing = next(filter(_is_doing, told), "") or (selling[0] if selling else "")
        doing = "" if _UNDONE.search(text) or _is_abstract(tokens) else doing
        none = only_wishes(text) or NO_STEP.match(text) or of_the_task(tokens)
        return Finding(len(tokens) >= 2 and bool(doing) and not none, doing)

    return Check(label, evaluate, points)


def _is_abstract(tokens: Sequence[str]) -> bool:
    """Return whether all words are of textbooks: "promosi pemasaran digital"."""
    return all(token in _LISTS.set("istilah_umum") for token in tokens)


_POLITE = re.compile(
    r"(?<![a-z])(?:terima\s*kasih|makasih|selamat\s+(?:belajar|bekerja|mencoba))(?![a-z])"
)
_UNDONE = re.compile(
    rf"(?<![a-z])(?<!yang\s)(?<!yg\s)(?<!kalau\s)(?<!kalo\s)(?<!jika\s)(?:{_NOT})\s+"
    r"(?:jadi|sempat|akan|dilakukan|dikerjakan|dadi)[^a-z]*\Z"
)
"""At the end of a step: "foto produk tidak jadi"."""


def of_the_task(tokens: Sequence[str]) -> bool:
    """Return whether every word is one of the task's."""
    # "Tulis hasil" is a step, "tulis rencana kerja untuk usaha sendiri" is the task's.
    asked = _LISTS.set("kata_soal") | (_TO_WRITE if len(tokens) >= _ALL_OF_IT else frozenset())
    return all(token in asked for token in tokens)


_TO_WRITE, _ALL_OF_IT = frozenset(("tulis", "menulis")), 4


def is_measurable(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a text says how many of what: "10 foto", "tiap malam ada catatan".

    What can be seen but is not counted earns half: "nomor sudah aktif".
    """

    def evaluate() -> Finding:
        text = CLOCK.sub(" ", in_figures(full_text(modest(raw))))
        tokens = split_words(text)
        told = len(tokens) >= 2 and any(map(str.isalpha, tokens)) and not of_the_task(tokens)
        if not told or only_wishes(text) or _NOT_THERE.match(text):
            return Finding(0.0)
        if measure := _found(AMOUNT, text):
            return Finding(1.0, measure)
        seen = SEEN.search(text) and not UNSEEN.search(text)
        return Finding(0.5 if seen else 0.0, "terlihat, belum dihitung" if seen else "")

    return Check(label, evaluate, points)


_NOT_THERE = re.compile(rf"(?:{_NOT})\s+(?:(?:ada|punya)\s+\d|dihitung(?![a-z])[^,.;]*\d)")
"""A sign of what is missing: "belum ada 10 foto"."""


def in_own_words(
    *raws: Any, asked: Answer | None = None, label: str = "ditulis dengan kalimat"
) -> Check:
    """Guard for a form of short texts: short and dialect are fine, lists and copies are not.

    Fails without a text of three words or four of two, for the same text twice, for a list of
    single words, for a copy of the task, and where two texts, or all, stand so in the lesson
    (``asked``) or only name what is asked for (``course.criteria.reader``).
    """

    def evaluate() -> Finding:
        reason = _stuffing([text for raw in raws if (text := normalise(raw))], asked)
        return Finding(not reason, reason)

    return Check(label, evaluate)


def _stuffing(texts: list[str], asked: Answer | None) -> str:
    sizes = [len(set(split_words(text))) for text in texts]
    # Four boxes of two words are a plan: "tambah ceker", "porsi laku", "2 minggu", "laku lanjut".
    if max(sizes, default=0) < 3 and (len(texts) < _WHOLE or min(sizes) < _PAIR):
        return "terlalu pendek untuk dimengerti"
    if len(set(texts)) < len(texts):
        return "tulisan yang sama dua kali"
    if any(map(is_word_list, texts)):
        return "berupa daftar kata"
    if of_the_house(texts[0]):
        return "urusan rumah, bukan usaha"
    told = f"{asked.shown}\n{asked.story}" if asked else ""
    copied = sum(repeated(text, told) >= _COPIED for text in texts)
    of_the_task = asked and any(repeated(text, asked.shown) >= _WHOLLY for text in texts)
    if of_the_task or copied >= min(2, len(texts)):
        return "menyalin soal atau contoh"
    named = sum(_names_only(text, asked) for text in texts)
    return "kata-kata soal, tanpa isi" if named >= min(2, len(texts)) else ""


def of_the_house(text: str) -> bool:
    """Return whether a normalised text is about the household: "mengecat kamar anak"."""
    return mentioned(text, _LISTS["urusan_rumah"]) is not None


_COPIED, _WHOLLY = 0.75, 0.9
_WHOLE = 4
"""So many short texts make a whole."""


def _names_only(text: str, asked: Answer | None) -> bool:
    """Return whether a text only names what the task asks for."""
    tokens = split_words(_read(text))
    found = signals_of(text, asked)
    return (
        of_the_task(tokens)
        or _only_topics(text)
        or (found.length >= 3 and found.borrowed >= 1.0 and not any(map(str.isdigit, text)))
    )
