"""Checkers of lesson 4: a reason to come back, one change, what is counted, an end, a work plan."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from course.criteria.copies import repeated, stands_in
from course.criteria.lists import AnyPattern, Pattern, WordLists, either, stems, whole
from course.criteria.reader import to_teacher
from course.criteria.scoring import Answer, Check, Finding
from course.criteria.selling import modest
from course.criteria.shape import broken
from course.criteria.signals import signals_of
from course.criteria.spelling import Words, respelled
from course.criteria.spoken import in_figures
from course.criteria.text import LISTS, is_word_list, mentioned, normalise, split_words
from course.words import TIMES

_LISTS = WordLists("course.curriculum.m4_strategi")


def stemmed(name: str, *also: str) -> Pattern:
    """Return a pattern of a list's words with prefixes and endings, and of patterns beside it."""
    return Pattern(lambda: stems(_LISTS[name], *also))


def entire(name: str, *within: str, also: str = "") -> Pattern:
    """Return a pattern of a list's words as they stand."""
    return Pattern(lambda: whole(_LISTS[name], *within, also=also))


@cache
def _topics() -> dict[str, Pattern]:
    """Return what a change may be about.

    ``kanal`` and ``layanan`` often only say where and when.
    """
    return {
        name.partition(".")[2]: stemmed(name, *_NUMBERED.get(name, ()))
        for name in _LISTS.group("perubahan")
    }


_NUMBERED = {
    "perubahan.tawaran": (r"beli\s+\d", r"isi\s+\d"),
    "perubahan.layanan": (r"jam\s+\d",),
    "perubahan.kanal": (r"(?:pindah|geser|ngalih)[a-z]*\s+(?:tempat|lokasi|lapak|panggonan)",),
}
DOING = stemmed("tindakan")
BECOMING = entire("menjadi")
MOVING = stemmed("pindah")
AND = re.compile(
    r"[,;+&]|(?<![a-z])(?:dan|sama|sm|serta|plus|terus|trus|lalu|lantas|sekalian|karo|lan|jeung)(?![a-z])"
)
VAGUE = stemmed("kabur")
WISH = entire("harapan")
PRAYER = entire("doa")
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


COUNTED = stemmed("hitungan")
HOW_MANY = entire("berapa", "dibanding[a-z]*", also=r"\d")
OTHERS = stemmed("bukan_penjualan")
UNCOUNTED = entire("tak_terhitung")

STEPS = stemmed("langkah")
NO_STEP = Pattern(
    lambda: (
        r"(?:yang|yg|sing|nu)\s+[a-z]+\s+(?:dulu|dhisik|disik|heula)|[a-z]+\s+(?:tidak|tdk|gak)\s+bisa\s"
        rf"|(?:{either(_LISTS['tanpa_langkah'])})(?![a-z])|lebih\s+[a-z]+(?![^.]*\d)"
        rf"|(?:(?:saya|kula|kulo|abdi)\s+)?(?:{either(_LISTS['menolak'])}|jangan(?!\s+lupa)|ojo|tandanya)\s"
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
SEEN, UNSEEN = entire("terlihat"), entire("tak_terlihat")
VERBAL = re.compile(
    r"(?:meng|meny|mem|men|nge|ng|ny|nd|nj)[a-z]{3,20}|di[a-z]{3,20}(?:in|kan|i)|dipun[a-z]{3,20}"
    r"|mb[a-z]{3,20}|[a-z]{4,20}(?:kan|ake|akeun|keun|kke|aken)|[a-z]{3,20}[^aeiou]in"
)
"""Prefix or ending of everyday verbs: "ngajarin", "nyetok", "mbenakno", "rapikan"."""

AMOUNT = re.compile(
    rf"""(?<![a-z\d.,:])(?:\d+(?!\d*\s?%)|setengah|separo|(?:se|sa)(?:{TIMES}|halaman|kaca|lembar|buku)|tiap|setiap|saben|unggal|semua|
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


def found(pattern: AnyPattern, raw: Any) -> str:
    """Return what a pattern finds in a text, chat's short forms read in full; "" for nothing."""
    match = pattern.search(full_text(raw))
    return match[0].strip() if match else ""


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


NOT = "tidak|tdk|gak|ga|gk|nggak|enggak|ndak|belum|blm|ora|mboten|teu|henteu|batal|bukan"
_UNCHANGED = re.compile(
    rf"(?<![a-z])(?:{NOT})\s+(?:(?:jadi|akan|mau|bisa|berani|saya|kami|perlu|sempat|pernah|dadi)\s+){{0,3}}"
    r"(?:di|me[mn]?|meng|nge?|n)?(?:ganti|ubah|rubah|turun|naik|tambah|kurang|coba|pindah)(?:kan|in|i|an)?(?![a-z])(?!\s+lagi)"
)
"""What is not done: "kemasannya tidak diganti"."""


_AS_BEFORE = re.compile(
    r"(?<=[a-z\d])\s*[,;(]\s*(?:(?:biasanya|biasane|biasana|biasa|tadinya|dulunya|dulu)(?![a-z])(?![^.;]{0,200}\d)[^.;]*"
    r"|[^,.;(]{0,100}(?<![a-z])(?:tetap|tetep|angger|sama)(?![a-z])[^,.;]*)"
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
    """Return whether something is done to a thing we know, or, in three words, to any thing.

    ``text`` is in figures.
    """
    tokens = split_words(text)
    if REFUSED.match(text):
        return False
    if USUALLY.search(text):
        return True
    if named:
        done = DOING.search(text) or BECOMING.search(text) or any(map(_is_verb, tokens))
        done = (
            done
            or _I_DO.search(text)
            or SELLING.search(text)
            or (_is_doing(tokens[0]) and not _about(tokens[0]))
        )
        return len(tokens) >= 2 and bool(done)
    does = _I_DO.search(text) is not None and len(tokens) >= 3
    turned = does or FROM_TO.search(text) is not None
    if not turned and (HOPED.search(text) or VAGUE.search(text) or only_wishes(text)):
        return False
    if turned or SELLING.search(text):
        return True
    doing = [_is_doing(token) or bool(DOING.fullmatch(token)) for token in tokens]
    return any(doing) if len(tokens) >= 3 else _does_a_thing(tokens, doing)


_TAK = (
    r"(?<![a-z])(?:tak|dak)\s+(?!(?:ada|punya|bisa|tahu|mau|akan|pernah|perlu|usah|jadi|kan)(?![a-z]))"
    r"[a-z]{3,}"
)
_I_WILL = re.compile(_TAK)
_I_DO = re.compile(
    rf"{_TAK}"
    r"|(?<![a-z])(?:kula|kulo|kuring|abdi|inyong)\s+(?!(?:sampun|geus|atos|parantos|gadhah|gaduh|boga|sade|dagang|teu|mboten|tiasa|saged)(?![a-z]))[a-z]{4,}"
    r"|(?<![a-z])(?:sekarang|skrg|skarang|saiki|sakniki|ayeuna|wahini|kini)\s+(?!(?:saya|ini|itu|belum|tidak|masih|sedang)\s*(?:\Z|[,.]))[a-z]{3,}\s+[a-z]{3,}"
    r"|(?<![a-z])(?:sekarang|skrg|saiki|sakniki|ayeuna)\s+(?:bisa|bs|iso|isa|tiasa|saged|boleh|mau|arep|badhe|bade)\s+[a-z]{3,}"
    r"|(?<![a-z])(?:di|dipun|ka)(?:gentos|gantos|ganti|kirang|tambih|tambah|pindah|pindhah|robih|robah|ubah)[a-z]*"
    r"|(?<![a-z])[a-z]{3,30}[\s,;]+(?:biasanya|biasane|biasana|biasany|kapungkurna|tadinya|dulunya|baheulana|wingine)(?![a-z])"
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
_CHANGED = re.compile(rf"(?<![a-z])([a-z]{{3,30}})\s+(?:[a-z]+\s+)?(?:di|dipun){_CHANGE}")
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
        what = found(COUNTED, raw) or ("" if seen else found(_ANYTHING, raw))
        if not what or only_wishes(text) or _NOT_COUNTED.search(_LIKES_ASIDE.sub(" ", text)):
            return Finding(0.0, what)
        share = 0.5 if _only_kinds(text) else float(_can_be_counted(text))
        return Finding(share, what)

    return Check(label, evaluate, points)


_ANYTHING = re.compile(
    r"\A\W*(?:berapa|brp|barapo|jumlah|jml|jmlh|piro|pira|pirang|pinten|sabaraha|cacahe|total)\s+"
    r"(?!hari|minggu|bulan|jam|status|posting|unggahan|foto|video|waktu|langkah|banyak|lama|dino|dinten)[a-z]{4,}(?=\s+[a-z])"
    r"|\A\W*[a-z]{3,}\s+(?:yang|yg|sing|nu|kang|ingkang)\s+(?!di)[a-z]{4,}"
    r"|\A\W*[a-z]{2,}\s+(?:[a-z]+\s+){0,4}?(?:per|tiap|tiok|saben|unggal|sehari|sedinten|sadinten|saminggu|seminggu|sebulan|prminggu|perminggu)(?![a-z])"
    r"|(?<![a-z])(?:ada|aya|ono)\s+(?:berapa|brp|pira|piro|sabaraha|pinten)\s+[a-z]{3,}"
    r"|(?<![a-z])[a-z]{4,30}\s+[^.,;]{3,60}\s(?:berapa|brp|piro|pira|pinten|sabaraha)\W*\Z"
)
"""Whatever is counted in words: "berapa panggilan seminggu"."""
_LOOKED_AT = re.compile(
    r"(?<![a-z])(?:me|ndelok|di)?(?:lihat|liat|nonton|tonton|ndelok|delok|ningali)(?![a-z])"
)
_NOT_COUNTED = re.compile(
    rf"(?<![a-z])(?<!yang\s)(?<!yg\s)(?:{NOT})\s+(?:(?:akan|pernah|mau|bisa|saya|kami|perlu|usah)\s+){{0,2}}"
    r"(?:di|me|meng|nge|ng)?(?:hitung|itung|etang|catat|catet|nyatet|ukur)(?![a-z])"
)
"""Nothing is counted: "pesanan tidak dihitung"."""
_LIKES_ASIDE = re.compile(
    rf"(?<![a-z])(?:like|suka|view|komen|share|follower)[a-z]*\s+(?:{NOT})\s+[a-z]+"
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


def is_step(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a text names something to do, in two words or more, and is no mere wish."""

    def evaluate() -> Finding:
        text = _POLITE.sub(" ", full_text(raw))
        tokens = split_words(text)
        selling = SELLING.search(text)
        hoped = HOPED.search(text)
        told = split_words(text[: hoped.start()] + text[hoped.end() :]) if hoped else tokens
        mine = _I_WILL.search(text)
        doing = next(filter(_is_doing, told), "") or (selling[0] if selling else "")
        doing = doing or (mine[0] if mine else "")
        done = _UNDONE.search(text) or _AS_EVER.search(text)
        doing = "" if done or _is_abstract(tokens) else doing
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
    rf"(?<![a-z])(?<!yang\s)(?<!yg\s)(?<!kalau\s)(?<!kalo\s)(?<!jika\s)(?:{NOT})\s+"
    r"(?:(?:jadi|sempat|akan|dilakukan|dikerjakan|dadi|mau|dulu|usah|perlu)[^a-z]*(?:\Z|,)|jadi\s+[a-z]+)"
)
"""At the end of a step: "foto produk tidak jadi"."""


def of_the_task(tokens: Sequence[str]) -> bool:
    """Return whether every word is one of the task's."""
    # "Tulis hasil" is a step, "tulis rencana kerja untuk usaha sendiri" is the task's.
    asked = _LISTS.set("kata_soal") | (_TO_WRITE if len(tokens) >= _ALL_OF_IT else frozenset())
    # "Manfaat 4 tenaga 1" are the marks of the lesson's list, no sign.
    marks = not _MARKED.isdisjoint(tokens)
    return all(token in asked or (marks and token.isdigit()) for token in tokens)


_MARKED = frozenset(("manfaat", "tenaga"))
_TO_WRITE, _ALL_OF_IT = frozenset(("tulis", "menulis")), 4


def is_measurable(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a text says how many of what: "10 foto", "tiap malam ada catatan".

    What can be seen but is not counted earns half: "nomor sudah aktif".
    """

    def evaluate() -> Finding:
        text = _WORTH.sub(" ", CLOCK.sub(" ", in_figures(full_text(modest(raw)))))
        tokens = split_words(text)
        told = len(tokens) >= 2 and any(map(str.isalpha, tokens)) and not of_the_task(tokens)
        if not told or only_wishes(text) or _NOT_THERE.match(text):
            return Finding(0.0)
        if measure := found(AMOUNT, text):
            return Finding(1.0, measure)
        seen = SEEN.search(text) and not UNSEEN.search(text)
        return Finding(0.5 if seen else 0.0, "terlihat, belum dihitung" if seen else "")

    return Check(label, evaluate, points)


_WORTH = re.compile(r"(?<![a-z])(?:manfaat|tenaga)(?:nya|ne)?\s+\d")
"""The marks of the lesson's list, no sign."""
_NOT_THERE = re.compile(rf"(?:{NOT})\s+(?:(?:ada|punya)\s+\d|dihitung(?![a-z])[^,.;]*\d)")
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
    if why := next((why for holds, why in _NO_FORM if holds(texts)), ""):
        return why
    told = f"{asked.shown}\n{asked.story}" if asked else ""
    copied = sum(repeated(text, told) >= _COPIED for text in texts)
    if asked and sum(stands_in(text, told) for text in texts) >= _AS_SHOWN:
        return "menyalin soal atau contoh"
    of_the_task = asked and any(repeated(text, asked.shown) >= _WHOLLY for text in texts)
    if of_the_task or copied >= min(2, len(texts)):
        return "menyalin soal atau contoh"
    named = sum(_names_only(text, asked) for text in texts)
    return "kata-kata soal, tanpa isi" if named >= min(2, len(texts)) else ""


def _is_short(texts: list[str]) -> bool:
    """Return whether texts are too short to be understood.

    Four boxes of two words are a plan: "tambah ceker", "porsi laku", "2 minggu", "laku lanjut".
    """
    sizes = [len(set(split_words(text))) for text in texts]
    return max(sizes, default=0) < 3 and (len(texts) < _WHOLE or min(sizes) < _PAIR)


def _of_somebody_else(texts: list[str]) -> bool:
    named = sum(bool(_SOMEBODY.search(text)) for text in texts)
    return bool(_OTHERS_SHOP.match(texts[0])) or named > _PAIR


_AS_SHOWN = 4
"""So many texts that stand so in the lesson, however short, are its example."""
_ASKING = re.compile(
    r"\?\s*\Z|(?<![a-z])(?:bingung|maksudnya|dicontohkan|(?:bu|pak)\s+guru|apa\s+boleh|boleh\s+(?:tidak|gak|nggak)|gimana)(?![a-z])"
)
"""Who asks in two boxes asks the teacher."""
_PLAN = 3
_PLANNED = re.compile(
    r"(?:(?:dua|tiga|2|3)\s+)?(?:hari|besok|minggu|bulan)(?:\s+(?:ini|depan|lagi|ngarep|payun|iki))?\s+(?!ada)[a-z]+"
)
"""What is done when: three texts of it are a work plan."""
_OTHERS_SHOP = re.compile(
    r"(?:punya|usaha|usahane|warung|toko)\s+(?:kakak|adik|adek|kang|teman|tetangga|sepupu|ipar)\s"
)
_SOMEBODY = re.compile(r"(?<![a-z])(?:pak|bu)\s+(?!bapak|ibu|guru|haji|rt|rw|kades|lurah)[a-z]{3,}")
"""Three texts that name somebody tell of that person's shop: "es cincaunya pak danu"."""
_TALKS = re.compile(
    r"\W*(?:terima\s*kasih|trima\s*kasih|makasih|matur\s*nuwun|hatur\s*nuhun|nuhun|ass?alam\w*|selamat\s+(?:pagi|siang|sore|malam)"
    r"|(?:halo|hai)\s+(?:bu|ibu|pak|bapak|kak|mbak|mas))(?![a-z])"
)
"""What begins so is said to somebody: thanks for the course, a greeting to a buyer."""


_NO_FORM: tuple[tuple[Callable[[list[str]], bool], str], ...] = (
    (_is_short, "terlalu pendek untuk dimengerti"),
    (lambda texts: len(set(texts)) < len(texts), "tulisan yang sama dua kali"),
    (lambda texts: any(map(is_word_list, texts)), "berupa daftar kata"),
    (
        lambda texts: sum(_PLANNED.match(text) is not None for text in texts) >= _PLAN,
        "rencana menurut waktu",
    ),
    (
        lambda texts: (
            to_teacher(" ".join(texts))
            or sum(_ASKING.search(text) is not None for text in texts) >= _PAIR
        ),
        "berbicara kepada pengajar",
    ),
    (_of_somebody_else, "usaha orang lain"),
    (lambda texts: sum(broken(text) > 0 for text in texts) >= _PAIR, "kalimat tanpa isinya"),
    (
        lambda texts: of_the_house(texts[0]) or sum(map(of_the_house, texts)) > _PAIR,
        "urusan rumah, bukan usaha",
    ),
    (lambda texts: _TALKS.match(texts[0]) is not None, "sapaan, bukan jawaban"),
)
"""What short texts are that make no form, and how the table says so."""


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
