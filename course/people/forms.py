"""Who takes the tests' two forms in which order: drawn for each code, written in the roster.

Half the class takes form A at the pretest and B at the posttest (AB), half the other way round
(BA): what differs between the forms does not pass for what was learned. The draw is one of pairs:
of each two codes the first gets its order by a coin, the other one what is left. The coin is a
digest of class and code, so a draw can be made again; what was drawn once stands in the roster's
column ``forms`` and stays, whoever is added.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping
from pathlib import Path

from course.files import Places
from course.indicators import ORDERS, PHASES
from course.lessons.forms import has_forms
from course.people.lists import PARTICIPANTS, read_list, write_column
from course.people.program import find_program
from course.people.roster import Participant, find_roster

COLUMN = "forms"
UNDER_WAY = (
    "Kelas ini sudah punya jawaban tes awal, jadi urutan bentuk tes tidak diundi: semua tetap "
    "memakai bentuk A di tes awal dan bentuk B di tes akhir."
)


def draw(codes: Collection[str], standing: Mapping[str, str], key: str) -> dict[str, str]:
    """Return an order (``ORDERS``) for each code that has none in ``standing``.

    The orders of all together differ by one at the most where those that stand do. ``key``: the
    class, so that the same code is not drawn alike in every class.
    """
    counts, found = Counter(standing.values()), dict[str, str]()
    for code in sorted(set(codes) - standing.keys()):
        first, second = (counts[order] for order in ORDERS)
        heads = hashlib.sha256(f"{key}\0{code}".encode()).digest()[0] % 2
        found[code] = ORDERS[heads if first == second else int(first > second)]
        counts[found[code]] += 1
    return found


def draws(root: Path) -> bool:
    """Return whether the class at ``root`` draws: its programme says so, and it has two forms."""
    program = find_program(root)
    return bool(program and program.course.forms) and has_forms(root)


def orders(root: Path, roster: Path | None = None) -> dict[str, str]:
    """Return what was drawn, by code; who has no order is not in it."""
    path = roster or find_roster(root)
    rows = read_list(path, PARTICIPANTS).by_code if path.exists() else {}
    return {code: row[COLUMN] for code, row in rows.items() if row[COLUMN] in ORDERS}


def order_of(root: Path, person: Participant) -> str:
    """Return in which order somebody takes the tests' forms; "" where the class draws none."""
    return person.forms if draws(root) else ""


def draw_orders(root: Path, roster: Path | None = None) -> list[str]:
    """Draw for everybody on the roster who has no order, and write it there.

    A class that has answers to the pretest already goes on as it is: everybody AB. Returns what is
    to be said about it, in words; nothing where nothing is drawn. Raises CourseError for a list or
    a programme that cannot be read.
    """
    path = roster or find_roster(root)
    if not draws(root) or not path.exists():
        return []
    table = read_list(path, PARTICIPANTS)
    known = {code: row[COLUMN] for code, row in table.by_code.items()}
    standing = {code: order for code, order in known.items() if order in ORDERS}
    lacking = [code for code, order in known.items() if not order]
    if not lacking:
        return []
    if _goes_on(root, standing):
        write_column(table, COLUMN, dict.fromkeys(lacking, ORDERS[0]))
        return [UNDER_WAY]
    program = find_program(root)
    key = (program.course.id or program.course.name) if program else ""
    drawn = draw(lacking, standing, key)
    write_column(table, COLUMN, drawn)
    counts = Counter({**standing, **drawn}.values())
    said = (
        f"Urutan bentuk tes diundi untuk {len(drawn)} peserta: {counts['AB']} mulai dengan bentuk "
        f"A, {counts['BA']} mulai dengan bentuk B. Tercatat di daftar peserta, kolom Urutan bentuk "
        f"tes ({COLUMN})."
    )
    return [said]


def _goes_on(root: Path, standing: Mapping[str, str]) -> bool:
    """Return whether the class began without a draw: there are answers, or all were given AB."""
    if standing:
        return len(standing) > 1 and set(standing.values()) == {ORDERS[0]}
    first = next(iter(PHASES))
    return any(Places(root).kept.glob(f"*/{first}/*.json"))
