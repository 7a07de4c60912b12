"""Numbers as people say them: "lima belas ribu", "wolulas ewu", "goceng" become digits.

Who dictates to the phone, or writes as she speaks, gives the same price as who types "15.000".
Indonesian, Javanese (ngoko, and krama's tens and thousands), Sundanese, market slang, and English
for letters to buyers. "Setengah" is left as it is: "setengah delapan" is half past seven.
"""

from __future__ import annotations

import re
from functools import lru_cache

from course.words import UNITS

_ONES = {
    1: "satu siji hiji setunggal satunggal one",
    2: "dua loro pindho pindo duo two",
    3: "tiga telu tilu tigo three",
    4: "empat papat opat sekawan ampek ampat four",
    5: "lima limo gangsal lema five",
    6: "enam anam enem nem genep six",
    7: "tujuh pitu tujuah seven",
    8: "delapan wolu walu dalapan lapan eight",
    9: "sembilan sanga songo salapan nine",
}
_JOINED = {
    2: "rong kalih ro", 3: "telung tigang", 4: "patang petang kawan pat", 5: "limang gangsal",
    6: "enem nem", 7: "pitung", 8: "wolung", 9: "sangang songong",
}  # fmt: skip
"""What counts a ten, hundred or thousand in Javanese."""
_NUMERALS = frozenset(
    ["rong", "telung", "patang", "limang", "pitung", "wolung", "sangang", "songong"]
)
"""Of these the ones that also count days and packs: "telung dino"."""
_WHOLE = {
    10: "sepuluh sapuluh sedasa sedoso ten", 11: "sebelas sewelas sabelas eleven",
    12: "rolas kalihwelas twelve duabelas", 13: "telulas thirteen tigabelas",
    14: "patbelas fourteen empatbelas",
    15: "limalas limolas fifteen limabelas", 16: "nembelas sixteen enambelas",
    17: "pitulas seventeen tujuhbelas",
    18: "wolulas wolongolas eighteen delapanbelas",
    19: "sangalas songolas nineteen sembilanbelas",
    20: "twenty duapuluh rongpuluh kalihdasa kalihdoso",
    25: "selawe slawe salawe salawi selangkung", 30: "thirty tigapuluh telungpuluh tilupuluh",
    40: "forty empatpuluh patangpuluh opatpuluh", 50: "seket fifty limapuluh limangpuluh",
    60: "sewidak swidak sixty enampuluh", 70: "seventy tujuhpuluh pitungpuluh",
    80: "eighty delapanpuluh wolungpuluh", 90: "ninety sembilanpuluh sangangpuluh",
    21: "selikur", 22: "rolikur", 23: "telulikur", 24: "patlikur", 26: "nemlikur",
    27: "pitulikur", 28: "wolulikur", 29: "sangalikur songolikur",
    100: "seratus satus saratus saratuih sangatus",
    200: "rongatus duaratus", 300: "telungatus tigaratus",
    400: "patangatus empatratus", 500: "limangatus limaratus",
    1_000: "seribu sewu sarebu serebu seceng", 2_000: "noceng", 5_000: "goceng", 10_000: "ceban",
    20_000: "noban", 50_000: "goban", 1_000_000: "sejuta sayuta",
}  # fmt: skip
_TEENS = "belas welas las blas"
_TWENTIES = "likur"
_TENS = "puluh puluhan pulu puluah dasa doso puloh"
_HUNDREDS = "ratus atus ratusan ratuih hundred"
_THOUSANDS = "ribu rebu ewu ebu rb ribuan rebuan ewuan rban thousand"
_MILLIONS = "juta yuta jt jutaan million"


def _by_word(table: dict[int, str]) -> dict[str, int]:
    return {word: value for value, words in table.items() for word in words.split()}


_UNIT, _PREFIX, _KNOWN = _by_word(_ONES), _by_word(_JOINED), _by_word(_WHOLE)
_SCALE = {
    **dict.fromkeys(_TEENS.split(), 11),
    **dict.fromkeys(_TWENTIES.split(), 21),
    **dict.fromkeys(_TENS.split(), 10),
    **dict.fromkeys(_HUNDREDS.split(), 100),
    **dict.fromkeys(_THOUSANDS.split(), 1_000),
    **dict.fromkeys(_MILLIONS.split(), 1_000_000),
}
_FROM = {11: 10, 21: 20}
"""What a word that makes teens, or twenties, adds to: "lima belas", "pat likur"."""
_ANY = "|".join(sorted({*_UNIT, *_PREFIX, *_KNOWN, *_SCALE}, key=len, reverse=True))
_RUN = re.compile(rf"(?<![\w.,])(?:{_ANY})(?:[ -]+(?:{_ANY}))*(?![^\W_])")
_HINT = re.compile(rf"(?<![^\W_])(?:{'|'.join(sorted({*_UNIT, *_KNOWN, *_PREFIX}))})(?![^\W_])")
_DIGIT = {"nol": 0, "kosong": 0, "zero": 0, **_UNIT}
_POINT = re.compile(rf" (?:koma|point)((?: (?:{'|'.join(_DIGIT)}|\d))+)(?![^\W_])")


@lru_cache(maxsize=512)
def in_figures(text: str) -> str:
    """Return a normalised text with its numbers in words as digits, thousands with full stops.

    >>> in_figures("lima belas ribu isi enam"), in_figures("regane wolulas ewu")
    ('15.000 isi 6', 'regane 18.000')
    >>> in_figures("dua koma nol satu dolar"), in_figures("isi enam dua puluh ribu")
    ('2,01 dolar', 'isi 6 20.000')
    """
    if not _HINT.search(text):
        return text
    said = _RUN.sub(_counted, _POINT.sub(_decimals, text)).replace("nol,", "0,")
    return _HALF.sub(_and_a_half, said) if "setengah" in said else said


_HALF = re.compile(r"(?<![\d.,])(\d{1,3}) setengah (ribu|rebu|ewu|juta|yuta|jt)(?![a-z])")


def _and_a_half(found: re.Match[str]) -> str:
    """Return "telu setengah ewu", said so far as "3 setengah ewu", in figures: 3.500."""
    value = int(found[1]) * _SCALE[found[2]] + _SCALE[found[2]] // 2
    return f"{value:,}".replace(",", ".")


def _decimals(found: re.Match[str]) -> str:
    return "," + "".join(str(_DIGIT.get(word, word)) for word in found[1].split())


_THING = re.compile(rf"\s+(?:{UNITS}|hari|sabtu|yang|jadi|bisa)(?![a-z])")


_APART = re.compile(r"\s+[a-z]|\s*[.,;!?]")


def _counted(found: re.Match[str]) -> str:
    shown, rest = [], re.split(r"[ -]+", found[0])
    # "Delapan belas ribu satu bungkus" is a price and one packet, not 18,001 packets.
    least = 100 if any(_SCALE.get(word, 0) >= 1_000 for word in rest) else 1_000
    thousands = len(rest) > 1 and _SCALE.get(rest[-2], 0) >= least and rest[-1] in _UNIT
    # Nobody asks for eighteen thousand and one: "wolulikur ewu setunggal" is the price of one.
    if thousands and (
        (
            _UNIT[rest[-1]] == 1
            and _SCALE[rest[-2]] <= 1_000
            and _APART.match(found.string, found.end())
        )
        or _THING.match(found.string, found.end())
    ):
        return f"{in_figures(' '.join(rest[:-1]))} {_UNIT[rest[-1]]}"
    while rest:
        value, used = _number(rest)
        shown.append(f"{value:,}".replace(",", ".") if used else rest[0])
        rest = rest[used or 1 :]
    return " ".join(shown)


def _number(tokens: list[str]) -> tuple[int, int]:
    """Return the number that the first tokens say, and how many of them; (0, 0) for none."""
    total, place = 0, 0
    below = float("inf")
    while place < len(tokens):
        value, used = _group(tokens[place:])
        scale = 1
        # "lima belas ribu": what multiplies a group stands behind it.
        while used and place + used < len(tokens) and _SCALE.get(tokens[place + used], 0) >= 1_000:
            scale *= _SCALE[tokens[place + used]]
            used += 1
        if not used or value * scale >= below:
            break
        total += value * scale
        place += used
        below = scale if scale > 1 else _smallest(value)
    return total, place


def _group(tokens: list[str]) -> tuple[int, int]:
    """Return a number below a thousand, or one that is a word of its own, and its tokens."""
    total, place, below = 0, 0, float("inf")
    while place < len(tokens):
        value, used = _one(tokens[place:])
        if not used or value >= below:
            break
        total, place, below = total + value, place + used, _smallest(value)
    return total, place


def _one(tokens: list[str]) -> tuple[int, int]:
    word, follows = tokens[0], _SCALE.get(tokens[1], 0) if len(tokens) > 1 else 0
    if word in _KNOWN:
        return _KNOWN[word], 1
    unit = _UNIT.get(word) or (_PREFIX.get(word, 0) if follows or word in _NUMERALS else 0)
    if unit and follows in _FROM:
        return _FROM[follows] + unit, 2
    if unit and follows in {10, 100}:
        return unit * follows, 2
    return (unit, 1) if unit else (0, 0)


def _smallest(value: int) -> int:
    """Return what the next number must stay below to belong to this one: 20 takes 5, not 12."""
    step = 1
    while value % (step * 10) == 0:
        step *= 10
    return step
