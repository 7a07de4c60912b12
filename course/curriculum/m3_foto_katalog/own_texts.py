"""What is written about the own goods: their description, their label, the text of their picture.

Of the own shop only name, price and amount are known. What keeps, tastes or washes how is the
owner's to say: here stands whether it is said at all.
"""

from __future__ import annotations

import re
from typing import Any

from course.criteria.lists import Pattern, WordLists, either
from course.criteria.own_shop import Shop
from course.criteria.scoring import Check, Finding, any_of
from course.criteria.selling import has_quantity, weighed
from course.criteria.text import as_figures, matches, mentions, normalise, split_words
from course.curriculum.m3_foto_katalog.checks import sized
from course.curriculum.m3_foto_katalog.texts import UNNEEDED, lasts, stores
from course.words import PACKS

_LISTS = WordLists("course.curriculum.m3_foto_katalog")
_EVER = (0.1, 3_700)
"""Days: what can be said of how long something keeps, or takes."""
_HOURS = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)?\s*(?:jam|jm|menit|mnt|detik)(?![a-z])")
_CARES = Pattern(lambda: rf"(?<![a-z])(?:{either(_LISTS['perawatan'])})")
_LASTS = Pattern(lambda: rf"(?<![a-z])(?:{either(_LISTS['waktu_sendiri'])})(?![a-z])")
_WARNS = Pattern(lambda: rf"(?<![a-z])(?:{either(_LISTS['hati_hati'])})(?:nya|ne|na)?(?![a-z])")
_KIND = Pattern(lambda: rf"(?<![a-z])(?!terima)(?:{either(_LISTS['sifat_barang'])})")
_NO_WARNING = Pattern(
    lambda: (
        r"(?<![a-z])(?:jangan|jgn|ojo|ulah|tidak\s+bisa|tidak\s+boleh)\s+"
        rf"(?:{either(_LISTS['bukan_peringatan'])})[a-z]*"
        r"|(?<![a-z])(?:tidak|tdk|gak|ga|nggak|ora|mboten|teu|tanpa|bebas)\s+"
        r"(?:(?:ada|yang|yg|perlu|usah|mengandung|pakai|pake"
        r"|bikin|menyebabkan|membuat|bahan|resiko|risiko)\s+){0,3}"
        r"(?:alergi|hati(?:[ -]?hati|2)|khawatir)[a-z]*"
        r"|(?<![a-z])(?:tidak|tdk|gak|ga|nggak|ora|mboten|teu)\s+(?:mengandung|ada)\s+[a-z]+"
        r"(?:\s+(?:dan|atau)\s+[a-z]+)?"
    )
)


def says_amount(raw: Any, mine: Shop, *, label: str, points: float = 1.0) -> Check:
    """Check that a text says how much of the own goods one gets; half for another weight."""
    told = mentions(raw, *mine.units, label=label) if mine.units else sized(raw, label=label)
    said = any_of(has_quantity(raw, label=label), sized(raw, label=label), told, label=label)
    return weighed(said, raw, mine.amount)._replace(points=points)


_PACK_ALONE = re.compile(
    rf"(?:isi\s+|berat\s+|per\s*|se|sa|sak\s?)?(?:{PACKS})(?:\s+(?:kecil|besar|sedang|saja))?"
)


_MEASURES = frozenset(split_words("ukuran berat isi bersih gram porsi satuan jumlah netto kilo"))


def label_amount(raw: Any, mine: Shop, *, label: str, points: float = 1.0) -> Check:
    """Check what stands on a label as its weight, contents or size: as ``says_amount`` does.

    Half for a pack alone ("sebungkus") where what is packed has a weight or a number: food in
    packs, and the lesson's own. A portion eaten at once and a service need none.
    """
    said = says_amount(raw, mine, label=label, points=points)

    def evaluate() -> Finding:
        finding = said.evaluate()
        # "Berat bersih gram": how much is not said.
        if all(word in _MEASURES for word in split_words(normalise(raw))):
            return finding._replace(share=0.0)
        packed = mine.kind == "kemasan" or not mine.own
        if not (packed and _PACK_ALONE.fullmatch(normalise(raw))):
            return finding
        return finding._replace(
            share=min(finding.share, 0.5), found="berapa gram, atau berapa biji"
        )

    return said._replace(evaluate=evaluate)


def says_kind(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a text says what the goods are like: taste, colour, what they are made of."""
    return matches(_KIND, raw, label, points)


def says_time(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a text says how long it keeps, lasts or takes, or when it is best."""
    hours = matches(_HOURS, as_figures(raw), label)
    told = matches(_LASTS, _NOT_LONG.sub(" ", normalise(raw)), label)
    # What is best at once does not keep, and a service is ready tomorrow.
    soon, ready = matches(_AT_ONCE, raw, label), matches(_READY, raw, label)
    return any_of(
        lasts(raw, _EVER, label=label), hours, told, soon, ready, label=label, points=points
    )


_NO_WAIT = Pattern(
    lambda: (
        r"(?<![a-z])(?:jangan|jgn|ojo|ulah|ampun|(?:tidak|tdk|gak|ora|teu)\s+(?:boleh|bisa|oleh|meunang))\s+"
        r"(?:(?:di)?(?:simpan|simpen|biarkan|biarin|tunda|taruh|diamkan|diemin|tinggal|teundeun|nganti|sampai|sampe"
        r"|terlalu|teralu|kongsi)\s+){0,3}"
        rf"(?:{either(_LISTS['terlalu_lama'])})(?![a-z])"
    )
)
"""Not to be kept: "ojo disimpen suwe suwe", "jangan dibiarkan dingin"."""
_AT_ONCE = Pattern(
    lambda: (
        rf"(?<![a-z])(?:langsung|segera|cepat|cepet|enggal|geura)\s+(?:saja\s+)?(?:{either(_LISTS['makan'])})"
        rf"|(?<![a-z])(?:{either(_LISTS['makan'])})\s+(?:langsung|segera|selagi|mumpung|hangat|panas|anget|haneut)(?![a-z])"
        r"|(?<![a-z])(?:selagi|mumpung)\s+(?:masih\s+|isih\s+)?(?:hangat|panas|anget|haneut|segar)"
        r"|(?<![a-z])(?:di)?habis(?:kan|in)?\s+(?:(?:di|pada|dalam)\s+)?(?:hari|dino|dinten|sedino|sehari)(?![a-z])"
        rf"|{_NO_WAIT.compiled.pattern}"
    )
)
_READY = re.compile(
    r"(?<![a-z])(?:siang|sore|malam|besok|sesuk|isukan|enjing|sonten|magrib)\s+(?:(?:sudah|sdh|udah|bisa|bs|wis|tos|saged|tiasa|langsung|pasti)\s+){0,3}"
    r"(?:jadi|dadi|selesai|rampung|diambil|janten|rengse|beres|kelar|anggeus|dijupuk|dipundhut|dicandak)(?![a-z])"
    r"|(?<![a-z])(?:selesai|jadi|rampung|diambil|dijemput)\s+(?:besok|lusa|sesuk|isukan|hari\s+ini|sore|malam)"
    r"|(?<![a-z])(?:besok|lusa|sesuk|isukan)\s+(?:(?:sudah|sdh|udah|bisa|wis|tos)\s+){0,2}(?:jadi|selesai|rampung|diambil)"
)
_NOT_LONG = re.compile(
    r"(?<![a-z])(?:tidak|tdk|gak|ga|nggak|kurang|ora|mboten|teu|belum|bukan)\s+(?:bisa\s+)?(?:tahan|awet|kuat)(?:\s+lama)?(?![a-z])"
)
"""Not how long: "tidak tahan lama"."""


def says_care(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a text says how it is kept, washed or looked after."""
    kept, cared = stores(raw), matches(_CARES, UNNEEDED.sub(" ", normalise(raw)), label)
    # A meal or a cake that belongs into the refrigerator is well kept there.
    cold = matches(_COLD, raw, label)
    # So is one that does not wait, or whose broth goes home beside it.
    eaten, apart = matches(_NO_WAIT, raw, label), matches(_APART, raw, label)
    handled = matches(_HANDLED, _NO_WARNING.compiled.sub(" ", normalise(raw)), label)
    return any_of(kept, cared, cold, eaten, apart, handled, label=label, points=points)


_HANDLED = re.compile(r"(?<![a-z])(?:jangan|jgn|ojo|ulah|ampun)\s+(?:di|ka|dipun)[a-z]{4,}")
"""What is not to be done with it, whatever it is: "ulah ditangtungkeun"."""


_APPOINTED = Pattern(lambda: rf"(?<![a-z])(?:{either(_LISTS['janji'])})(?![a-z])")
_COMES = Pattern(
    lambda: (
        rf"(?<![a-z])(?:{either(_LISTS['datang'])})(?:\s+[a-z]+){{0,4}}?\s+(?:{either(_LISTS['kapan_datang'])})(?![a-z])"
        rf"|(?<![a-z])(?:bawa|membawa|gawa|nggawa|mawa)\s+(?!(?:{either(_LISTS['bukan_bawaan'])})(?![a-z]))[a-z]{{3,}}"
    )
)


def says_appointment(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a text says how one comes to a service: an appointment, when, bringing what."""
    agreed, comes = matches(_APPOINTED, raw, label), matches(_COMES, raw, label)
    return any_of(agreed, comes, label=label, points=points)


_APART = Pattern(
    lambda: (
        rf"(?<![a-z])(?:{either(_LISTS['dipisah'])})(?:nya|ne|na)?\s+(?:[a-z]+\s+){{0,4}}?(?:di|tak|ku)?pisah"
        rf"|(?<![a-z])(?:di)?pisah(?:kan|in|ke)?\s+(?:{either(_LISTS['dipisah'])})"
    )
)


_COLD = re.compile(
    r"(?<![a-z])(?:simpan|simpen|taruh|taro|masuk)[a-z]*(?:\s+[a-z]+)?\s+(?:kulkas|freezer|chiller)"
)


def says_warning(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a text names what some must be careful about: milk, nuts, colours that run.

    "Jangan lupa pesan" warns of nothing, nor does "tidak mengandung susu".
    """
    return matches(_WARNS, _NO_WARNING.compiled.sub(" ", normalise(raw)), label, points)


_BEST_SO = re.compile(
    r"(?<![a-z])paling\s+(?:enak|sedap|nikmat|pas|segar)\s+(?:(?:kalau|jika|saat|waktu|pas)\s+)?"
    r"(?:langsung|di[a-z]+|selagi|hangat|dingin|pagi|siang|sore|malam)"
)


def without_serving(raw: Any) -> str:
    """Return a text, normalised, without when something is at its best: that is no boast."""
    return _BEST_SO.sub(" ", normalise(raw))


def label_name(raw: Any, mine: Shop, *, label: str, points: float = 1.0) -> Check:
    """Check the name on a label: the own goods, in a few words."""

    def evaluate() -> Finding:
        found = mentions(raw, *mine.goods, label=label, named=1).evaluate()
        if found.share and len(normalise(raw).split()) > _FEW:
            return Finding(0.5, "terlalu panjang untuk label")
        return found

    return Check(label, evaluate, points)


_FEW = 10
