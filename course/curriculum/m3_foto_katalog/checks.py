"""Checkers of lesson 3: photos, the own products, the own price."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from course.criteria.copies import repeated
from course.criteria.lists import WordLists
from course.criteria.numbers import amounts, followed, half, prices, readings
from course.criteria.own_shop import MARKUP, called
from course.criteria.reader import declines, to_teacher
from course.criteria.scoring import Answer, Check, Finding, any_of
from course.criteria.selling import has_quantity, modest
from course.criteria.text import (
    LISTS,
    as_figures,
    invitations,
    is_word_list,
    length,
    matches,
    mentioned,
    normalise,
    words,
)
from course.curriculum.m3_foto_katalog.catalogue import fault
from course.exercises.workbook import workbook
from course.words import NUMBERS, UNITS

if TYPE_CHECKING:
    from course.curriculum.m3_foto_katalog.measure import Measured


_LISTS = WordLists("course.curriculum.m3_foto_katalog")
_TELLING, _IDLE = 2, 0.7
_NAMED = (
    r"(?<![a-z])(?:x{0,3}[sml]|(?:ukuran|nomor|nomer|no|size)\s+(?:\d+|x{0,3}[sml])|(?:satu|sa|hiji)\s+siki|sasiki|all\s*size|per\s+[a-z]+|satuan|setengah\s+[a-z]+|"
    r"seperempat\s+[a-z]+|sak\s?[a-z]{3,}|sa(?:dus|bungkus|gelas|porsi|kilo|liter|botol|toples|pak"
    r"|kotak|wadah|mangkok|pasang|lusin|kantong)|se(?:lusin|pasang|kodi|lembar|set|ekor|ikat|tusuk"
    rf"|piring|tampah|loyang|kantong)|(?:{UNITS}|kaleng|plastik|loyang|cetakan|ukuran)\s+"
    r"(?:kecil|besar|sedang|mini|jumbo|cilik|gede|alit|ageung|tanggung))(?![a-z])"
)
_NAMED_SIZE, _SIZE = re.compile(_NAMED), re.compile(r"\d|" + _NAMED)


def price_of(typed: str) -> str:
    """Return a price in Rupiah as people type it ("15rb", "Rp 15.000,-") as ``15000 IDR``.

    "" where it cannot be read. A price is at least a hundred Rupiah, so "15" alone is none and
    "15.000" is fifteen thousand.
    """
    value = max([*readings(typed), *prices(as_figures(typed[:80]))], default=0.0)
    return f"{round(value)} IDR" if 100 <= value <= 1e9 else ""


def told_goods(usaha: Any, rows: Any) -> dict[str, dict[str, Any]]:
    """Return the two goods of the own shop as rows of a product table.

    Name, price and amount are those told (field ``shop``); the rest stands in ``rows``.
    """
    told = usaha if isinstance(usaha, dict) else {}
    written = rows if isinstance(rows, dict) else {}
    table = {}
    for row, which in (("p1", ""), ("p2", "2")):
        cells = written.get(row)
        price = told.get("harga" + which)
        # Who writes "15" for the price of a thing sold here means thousands.
        if isinstance(price, str) and re.fullmatch(r"\s*[1-9]\d?\s*", price):
            price = price.strip() + " ribu"
        facts = {
            "nama": told.get("barang" + which),
            "harga": price,
            "isi": told.get("isi" + which),
        }
        known = {column: text for column, text in facts.items() if isinstance(text, str)}
        table[row] = {**(cells if isinstance(cells, dict) else {}), **known}
    return table


def products(raw: Any) -> dict[str, dict[str, str]]:
    """Return the rows of a product table that have a name of their own (column ``nama``)."""
    rows = raw if isinstance(raw, dict) else {}
    named: dict[str, dict[str, str]] = {}
    for cells in rows.values():
        given = cells.items() if isinstance(cells, dict) else ()
        texts = {k: v for k, v in given if isinstance(v, str)}
        name = normalise(texts.get("nama", ""))
        if name:
            named.setdefault(name, texts)
    return named


def product_cells(
    raw: Any,
    column: str,
    *,
    least: int = 2,
    asked: Answer | None = None,
    label: str,
    points: float = 1.0,
) -> Check:
    """Check one column of the participant's own products by the share of ``least`` good cells.

    Columns: ``nama``, ``harga``, ``isi``, ``keterangan``, ``stok``. Products of one name count
    once, and so do equal descriptions. A description that stands so in the lesson (``asked``)
    describes nothing of one's own.
    """
    judge = _JUDGES[column]

    def evaluate() -> Finding:
        good: set[str] = set()
        reasons: set[str] = set()
        for name, cells in products(raw).items():
            value = cells.get(column, "")
            # The price of what has no name is nobody's.
            nameless = column == "harga" and _says_nothing(words(name))
            reason = "nama belum jelas" if nameless else judge(value)
            if column == "keterangan" and not reason:
                reason = _of_its_goods(value, name) or _copied(value, asked) or _again(value, cells)
                reason = reason or ("keterangan belum diisi" if _unsaid(value) else "")
            reasons |= {reason} - {""}
            if not reason:
                good.add(_known_by(column, name, value))
        # Who tells of money or buyers in one of them answers another task in both.
        whole = 0 if _STRANGE in reasons else min(len(good), least)
        found = f"{whole} dari {least} lengkap"
        return Finding(whole / least, "; ".join([found, *sorted(reasons)]))

    return Check(label, evaluate, points)


def _unsaid(value: str) -> bool:
    """Return whether a description is put off, or refers to another."""
    text = normalise(value)
    return declines(text) or _AS_ABOVE.match(text) is not None


_AS_ABOVE = re.compile(
    r"\W*(?:sama|podo|padha|sami)\s+(?:seperti|kayak|dengan|karo|kados|persis)?\s*(?:di|yang)?\s*atas"
)


def _known_by(column: str, name: str, value: str) -> str:
    """Return what tells goods apart: "kue lagi" is "kue" once more, equal descriptions are one."""
    if column == "keterangan":
        return normalise(value)
    if column == "nama":
        idle = _LISTS.set("basa_basi")
        return " ".join([token for token in words(value) if token not in idle])
    return name


def _name(value: str) -> str:
    if not re.search(r"[^\W\d_]{3}", value) or _says_nothing(words(value)) or _untold(value):
        return "nama belum jelas"
    # Capitals are no fault of hers: the catalogue made of her answer has none (``shop_text``).
    return fault("title", value.lower())


def _says_nothing(tokens: Sequence[str]) -> bool:
    """Return whether words are those of the lesson's table, or polite ones, and nothing else."""
    idle = _LISTS.set("istilah_katalog") | _LISTS.set("basa_basi") | _LISTS.set("urutan")
    return all(token in idle or token.isdigit() for token in tokens)


_UNTOLD = re.compile(
    r"(?:saya\s+|kami\s+|aku\s+|ini\s+)?(?:tidak|tdk|gak|ga|nggak|belum|blm|ora|mboten|teu)\s+(?:"
    r"(?:tahu|tau|ngerti|sempat|punya\s+(?:nama|keterangan|barang|apa))[^.;\n]*"
    r"|(?:dijual|jual|jualan)(?:\s+(?:lagi|sekarang|dulu|apa|apa-apa))*"
    r"|(?:ada|bisa|diisi|ditulis)(?:\s+(?:keterangan|nama|harga|barang|apa|isi|isinya|yang|lagi|diisi|ditulis)[a-z]*)*)"
)


_NOTHING = re.compile(
    r"(?<![a-z])(?:tidak|tdk|gak|ga|nggak|ora|mboten|teu)\s+"
    r"(?:ada\s+keterangan|(?:usah|perlu)(?:\s+pakai|\s+pake)?(?:\s+(?:ditulis|diisi|dijelaskan|keterangan)|\W*\Z))"
)


def _untold(value: str) -> bool:
    """Return whether a cell says that there is nothing to say: "belum ada keterangan"."""
    text = normalise(value).strip(" .!")
    return _UNTOLD.fullmatch(text) is not None or _NOTHING.search(text) is not None


def _of_its_goods(value: str, name: str) -> str:
    """Return why a description is not one of the goods of that (normalised) name; "" where it is.

    It is their name once more, with praise or without, or about how photos are made and money
    comes in: another task.
    """
    tokens, named = words(value), words(name)
    if all(token in named for token in tokens):
        return "keterangan sama dengan nama"
    if _SERVES.search(normalise(value)):
        return ""
    idle = _LISTS.set("pujian") | _LISTS.set("basa_basi") | LISTS.set("penghubung") | invitations()
    told = [token for token in words(modest(value)) if token not in idle | _NUMBERED]
    own = [token for token in told if not {token, _ENDING.sub("", token)} & {*named}]
    if not own:
        return "keterangan hanya nama dan pujian"
    if len(own) < _TELLING and len(tokens) > 2 * _TELLING and is_word_list(normalise(value)):
        return "keterangan berupa deretan kata"
    return "" if any(token in named for token in tokens) else _of_something_else(tokens, name)


def _of_something_else(tokens: Sequence[str], name: str) -> str:
    other = {_bare(token) for token in tokens} & _LISTS.set("soal_lain")
    if len(other) > 1 or other & _CAMERA:
        return _STRANGE
    return "keterangan tentang barang lain" if _is_of_other_goods(tokens, name) else ""


_STRANGE = "keterangan menjawab soal lain"
_NUMBERED = frozenset(("barang", "pertama", "kedua"))
_CAMERA = frozenset(("kamera", "lensa", "pencahayaan"))
"""Said of how a photo is made and of no goods; "latar hitam" is said of batik."""


def _is_of_other_goods(tokens: Sequence[str], name: str) -> bool:
    """Return whether a description that does not name its goods begins with others: "tas rajut".

    What they are called otherwise names them too ("risoles" for risol).

    "Bakso 2 biji" and "ayam, tahu, dan kerupuk" say what is inside.
    """
    first = tokens[0].partition("-")[0]
    beside = tokens[1:3]
    counted = any(any(map(str.isdigit, token)) or token in NUMBERS for token in beside)
    goods = LISTS.set("barang_lain") - _LISTS.set("isi_barang")
    strange = first in goods and not counted
    return strange and not mentioned(" ".join(tokens), called(name))


def _bare(token: str) -> str:
    """Return a word without its ending, and without "di": "latarnya", "difoto"."""
    return _ENDING.sub("", token).removeprefix("di")


_ENDING = re.compile(r"(?<=[a-z]{3})(?:nya|ne|na|e)\Z")


_FIGURE = re.compile(r"\d[\d.,]*(?:\s*(?:rb|ribu|k)(?![a-z]))?")
_OF_FIGURES = re.compile(rf"(?:\d.*|rp|rb|ribu|harga|isi|berat|ukuran|per|satu|{UNITS})")


def _again(value: str, cells: Mapping[str, str]) -> str:
    """Return that a description is the price and the size once more; "" where it says more."""
    figures = [{*readings(figure)} for figure in _FIGURE.findall(normalise(value))]
    known = {*readings(cells.get("harga", "")), *readings(cells.get("isi", ""))}
    named = {*words(cells.get("nama", "")), *words(cells.get("isi", ""))}
    more = [w for w in words(value) if w not in named and not _OF_FIGURES.fullmatch(w)]
    again = bool(figures) and not more and all(figure & known for figure in figures)
    return "keterangan mengulang harga dan isi" if again else ""


def _copied(value: str, asked: Answer | None) -> str:
    """Return that a description stands in the task or the lesson; "" where it is one's own."""
    if asked is None or len(words(value)) < _RUN:
        return ""
    told = f"{asked.shown}\n{asked.story}"
    return "keterangan menyalin pelajaran" if repeated(normalise(value), told) >= _ALL else ""


_RUN, _ALL = 5, 0.9


def own_name(raw: Any, *, least: int = 3, most: int, label: str, points: float = 1.0) -> Check:
    """Check the name of a shop: of ``least`` to ``most`` letters, and not the words for one."""
    long_enough = length(raw, least=least, most=most, label=label)

    def evaluate() -> Finding:
        ours = _LISTS.set("istilah_katalog") | {"saya", "kami", "ini"}
        if ours >= set(words(raw)) or _untold(raw if isinstance(raw, str) else ""):
            return Finding(0.0, "bukan nama usaha")
        return long_enough.evaluate()

    return Check(label, evaluate, points)


def _price(value: str) -> str:
    told = price_of(value) and not _NO_PRICE.search(normalise(value))
    return "" if told else "harga belum berupa angka"


_NO_PRICE = re.compile(r"(?<![a-z])(?:bukan|tidak|tdk|gak|nggak)\s+(?:rp\s*)?\d")


def sized(raw: Any, *, label: str = "ada ukuran", points: float = 1.0) -> Check:
    """Check that a text names a size as goods have them: "XL", "per lembar", "toples besar"."""
    return matches(_NAMED_SIZE, raw, label, points)


def _size(value: str) -> str:
    known = _SIZE.search(as_figures(value)) or has_quantity(value).evaluate().share
    return "" if known else "isi atau ukuran belum ada"


_SERVES = re.compile(
    r"(?<![a-z])(?:datang(?:i|in)?|dipanggil|panggilan|marani|nyamperin|dongkap|bisa)\s+(?:ke|ka|nang|teng)\s+"
    r"(?:rumah|omah|griya|bumi|imah|lokasi|tempat)(?![a-z])"
    r"|(?<![a-z])(?:bisa|boleh|sambil|iso|saged|tiasa)\s+(?:ditunggu|ditenggo|diantosan)(?![a-z])"
)
"""How somebody serves: in the buyer's house, while she waits; polite words are made of the same."""


def _description(value: str) -> str:
    tokens = [part for token in words(value) for part in token.split("/")]
    if _untold(value):
        return "belum ada keterangan"
    if len(tokens) < _TELLING or len(set(tokens)) < 0.6 * len(tokens):
        return f"keterangan kurang dari {_TELLING} kata"
    text = normalise(value)
    if _HISTORY.search(text) or to_teacher(text):
        return "keterangan bercerita tentang usaha"
    return "" if _SERVES.search(text) else _idle(value, tokens)


_HISTORY = re.compile(
    r"(?<![a-z])(?:(?:usaha|warung|toko)(?:\s+(?:saya|kami|ini|kula|abdi)){1,2}\s+(?:\w+\s+){0,3}?(?:mulai|sejak|berdiri|dirintis)"
    r"|mulai(?:nya)?\s+tahun|sejak\s+tahun\s+\d|dirintis|waktu\s+itu|\A(?:bu\s+guru|waalaikum|ngapunten|hp\s+saya)|(?:mau|usah)\s+(?:me|di)?[nt]?erang(?:kan)|diterus(?:in|kan)\s+anak|alhamdulil?lah)"
)
"""How a shop began says nothing of what it sells."""


def _idle(value: str, tokens: Sequence[str]) -> str:
    """Return why a description says nothing of any goods; "" where it does."""
    # Most of "Terima kasih, semoga suka" and "harga ditulis angka" is about no goods.
    idle = _LISTS.set("istilah_katalog") | _LISTS.set("basa_basi")
    if sum(token in idle for token in tokens) > _IDLE * len(tokens):
        return "keterangan belum bercerita tentang barangnya"
    asked = idle | _LISTS.set("urutan") | {"susun", "atau", "lebih", "dua"}
    if all(token in asked for token in tokens) and not {"kalimat", "susun"}.isdisjoint(tokens):
        return "keterangan berisi kata-kata soal"
    praise = _LISTS.set("pujian") | idle
    if sum(token not in praise for token in words(modest(value))) < _TELLING:
        return "keterangan hanya pujian"
    return fault("description", value)


def _stock(value: str) -> str:
    return "" if value else "stok belum dipilih"


_JUDGES: Mapping[str, Callable[[str], str]] = {
    "nama": _name,
    "harga": _price,
    "isi": _size,
    "keterangan": _description,
    "stok": _stock,
}


_STEPS, _SMALL_STEP, _SMALL = (500, 1_000), 100, 2_000
_LEAST_COST = 100
_ROUNDED, _ROUNDED_MOST = 0.03, 500.0


def _known(raw: Any) -> float:
    """Return an own number as it was most likely meant ("6.000" is six thousand); 0 for none."""
    return max(amounts(raw), default=0.0)


def _cost(raw: Any) -> float:
    """Return an own cost; who sews the buyers' cloth has none for it, which a nought says."""
    return _known(raw) if amounts(raw) else -1.0


def costs_told(made: Any, *costs: Any, label: str, points: float = 1.0) -> Check:
    """Check that the own numbers to reckon with are there: how many were made, what they cost.

    A cost may be nought beside another that is none.
    """

    def evaluate() -> Finding:
        paid = any(_cost(cost) >= _LEAST_COST for cost in costs)
        told = [_cost(cost) >= _LEAST_COST or (paid and _cost(cost) == 0) for cost in costs]
        count = sum([_known(made) >= 1, *told])
        return Finding(count / (1 + len(told)), f"{count} dari {1 + len(told)} angka ada")

    return Check(label, evaluate, points)


def unit_cost(raw: Any, made: Any, *costs: Any, label: str, points: float = 1.0) -> Check:
    """Check what one of the goods costs: the own costs together, shared among what was ``made``.

    Rounded as owners do: 3,300 for 3,333. Nothing follows from a blank number; half where the
    costs were summed and not shared.
    """

    def evaluate() -> Finding:
        known = [_cost(cost) for cost in costs]
        total, count = sum(known), _known(made)
        if min(known) < 0 or total < _LEAST_COST or count < 1:
            return Finding(0.0, "angka sebelumnya belum ada")
        one = total / count
        slack = max(0.005 * one, min(_ROUNDED * one, _ROUNDED_MOST))
        shared = followed(raw, one, tolerance=slack, label=label)
        return any_of(shared, half(followed(raw, total, label=label)), label=label).evaluate()

    return Check(label, evaluate, points)


def priced_from(raw: Any, cost: Any, *, label: str, points: float = 1.0) -> Check:
    """Check a price of one and a half times the cost, rounded up to five hundreds or thousands.

    Below two thousand Rupiah hundreds will do. Half where it is not rounded up, or where a third
    of the cost were added: a third of the price is meant.
    """

    def evaluate() -> Finding:
        one = _known(cost)
        if one <= 0:
            return Finding(0.0, "modal satu barang belum ada")
        price, third = one * MARKUP, one * 4 / 3
        steps = [*_STEPS, *([_SMALL_STEP] if price < _SMALL else [])]
        right = [followed(raw, _up(price, step), tolerance=0, label=label) for step in steps]
        nearly = [
            half(followed(raw, price, label=label)),
            half(followed(raw, _up(price, _STEPS[0]) - _STEPS[0], tolerance=0, label=label)),
            half(followed(raw, third, label=label)),
            half(followed(raw, _up(third, _STEPS[0]), tolerance=0, label=label)),
        ]
        return any_of(*right, *nearly, label=label).evaluate()

    return Check(label, evaluate, points)


def _up(price: float, step: int) -> float:
    return -(-round(price) // step) * step


_DARK = "agak gelap: coba dekat jendela, siang hari"


def bright_enough(raw: Any, *, label: str = "cukup terang", points: float = 1.0) -> Check:
    """Check that the photo is not too dark; half as bright as needed earns nothing."""

    def judge(photo: Measured) -> Finding:
        from course.curriculum.m3_foto_katalog.measure import DARK  # noqa: PLC0415  lazy, see _measured

        figures = f"terang {photo.brightness:.0f} dari 255, perlu {DARK:.0f}"
        said = _DARK if photo.is_dark else "cukup terang"
        return Finding(_ramp(photo.brightness, DARK / 2, DARK), said, details=figures)

    return _measured(raw, judge, label, points)


def not_clipped(raw: Any, *, label: str = "tidak terlalu terang", points: float = 1.0) -> Check:
    """Check that little of the photo is blown out; a plain white backdrop does not count."""

    def judge(photo: Measured) -> Finding:
        from course.curriculum.m3_foto_katalog.measure import BLOWN  # noqa: PLC0415

        figures = f"{photo.blown:.0%} putih polos, paling banyak {BLOWN:.0%}"
        glare = "terlalu terang: jauhkan dari lampu atau matahari langsung"
        said = glare if photo.is_blown else "tidak terlalu terang"
        return Finding(_ramp(photo.blown, 2.5 * BLOWN, BLOWN), said, details=figures)

    return _measured(raw, judge, label, points)


def sharp_enough(raw: Any, *, label: str = "tajam", points: float = 1.0) -> Check:
    """Check that the photo is sharp; a slight blur earns a part."""

    def judge(photo: Measured) -> Finding:
        from course.curriculum.m3_foto_katalog.measure import SHARP  # noqa: PLC0415

        figures = f"ketajaman {100 * photo.sharpness:.0f}, perlu {100 * SHARP:.0f}"
        blurred = "kurang tajam: pegang HP dengan dua tangan, ketuk barangnya di layar"
        said = "tajam" if photo.is_sharp else blurred
        return Finding(_ramp(photo.sharpness, 0.6 * SHARP, SHARP), said, details=figures)

    return _measured(raw, judge, label, points)


def square(raw: Any, *, label: str = "persegi (1:1)", points: float = 1.0) -> Check:
    """Check that the photo is square, 2% and a pixel forgiven; three to four earns nothing."""

    def judge(photo: Measured) -> Finding:
        short, long = sorted((photo.width, photo.height))
        share = _ramp(short + 1, 0.75 * long, 0.98 * long)
        said = "persegi" if share == 1 else "belum persegi: panjang dan lebarnya belum sama"
        return Finding(share, said, details=f"{photo.width} x {photo.height}")

    return _measured(raw, judge, label, points)


def big_enough(
    raw: Any, side: int = 500, *, label: str = "ukuran cukup", points: float = 1.0
) -> Check:
    """Check that the shorter side has ``side`` pixels."""

    def judge(photo: Measured) -> Finding:
        figures = f"{photo.width} x {photo.height}, {photo.kilobytes:.0f} KB, perlu {side} x {side}"
        share = _ramp(min(photo.width, photo.height), side / 2, side)
        said = "cukup besar" if share == 1 else "terlalu kecil: potret lebih dekat"
        return Finding(share, said, details=figures)

    return _measured(raw, judge, label, points)


def another_photo(
    raw: Any, first: Any, *, label: str = "foto lain, bukan foto yang sama", points: float = 1.0
) -> Check:
    """Check that a photo is not the ``first`` one again: saved anew, lit, or cut square."""

    def judge(photo: Measured) -> Finding:
        from course.curriculum.m3_foto_katalog.measure import PhotoError, measure  # noqa: PLC0415

        try:
            other = measure(workbook().folder / first) if _is_path(first) else None
        except PhotoError:
            other = None
        same = other is not None and photo.resembles(other)
        return Finding(not same, "sama dengan foto pertama" if same else "")

    return _measured(raw, judge, label, points)


def _is_path(raw: Any) -> bool:
    return isinstance(raw, str) and raw.startswith("photos/")


def _measured(raw: Any, judge: Callable[[Measured], Finding], label: str, points: float) -> Check:
    """Return a check that measures the photo at ``raw`` (``Photo.read``) and lets ``judge`` see it.

    Pillow and NumPy are loaded with the first photo: lessons without photos never need them.
    """

    def evaluate() -> Finding:
        if not _is_path(raw):
            return Finding(0.0, "belum ada foto")
        from course.curriculum.m3_foto_katalog.measure import PhotoError, measure  # noqa: PLC0415

        try:
            photo = measure(workbook().folder / raw)
        except PhotoError as error:
            return Finding(0.0, str(error))
        if photo.is_blank:  # in the dark there is nothing to see, and that is the cause
            return Finding(0.0, _DARK if photo.is_dark else "foto kosong, tidak ada gambarnya")
        return judge(photo)

    return Check(label, evaluate, points)


def _ramp(value: float, nothing: float, full: float) -> float:
    """Return 0 at ``nothing``, 1 at ``full``, a share between them; ``full`` may be the lower."""
    return min(max((value - nothing) / (full - nothing), 0.0), 1.0)
