"""Names for the eyes at the desk alone: of participants and mentors, by code."""

from __future__ import annotations

from pathlib import Path

from course.people.lists import MENTORS, PARTICIPANTS, find_list, read_list
from course.people.roster import find_roster, rosters


def names(root: Path) -> dict[str, str]:
    """Return the names that the class's lists have, by code; never for a file or a log."""
    tables = [read_list(path, PARTICIPANTS) for path in reversed(rosters(root))]
    if mentors := find_list(find_roster(root), MENTORS):
        tables.append(mentors)
    return {
        code: row["name"] for table in tables for code, row in table.by_code.items() if row["name"]
    }
