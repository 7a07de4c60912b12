"""The change in groups, without showing anyone: no group under five, also not by subtraction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from course.evaluation import HIDDEN, LEAST, matched
from course.statistics.arrays import Note
from course.statistics.change import Change, change
from course.tables.changes import CHANGE_COLUMNS, by_indicator, with_categories

HIDDEN_TOO = Note.of("gives_others_away")


def split_table(
    percents: pd.DataFrame,
    groups: Mapping[str, str],
    codes: Iterable[str] | None = None,
) -> pd.DataFrame:
    """Return the change of each group of people, one row an indicator and group.

    ``groups`` is ``{participant: group}``: helped or not, or the mentor. Columns: indicator, group,
    people (of the group with both phases), shown, those of ``Change`` and the category columns of
    ``change_table``. A group under ``LEAST`` is not shown: its figures are NaN and ``notes`` says
    so; when those hidden are together fewer than ``LEAST``, the smallest shown group is hidden too,
    since the class as a whole is published. Exploratory: no Holm.
    """
    known = sorted(set(groups.values()))
    rows = []
    for code, own in by_indicator(matched(percents).dropna(), codes):
        of = own.index.get_level_values("participant").map(groups)
        sizes = of.value_counts().to_dict()
        hidden = hide({name: int(sizes.get(name, 0)) for name in known})
        for name in known:
            part = own[of == name]
            if name in hidden:
                found = Change(n=0, notes=(hidden[name],))
            else:
                found = change(part["pre"].to_numpy(), part["post"].to_numpy())
            extra = {"people": len(part), "shown": name not in hidden}
            rows.append({"indicator": code, "group": name, **extra, **vars(found)})
    columns = ["indicator", "group", "people", "shown", *CHANGE_COLUMNS]
    return with_categories(pd.DataFrame(rows, columns=columns))


def hide(sizes: Mapping[str, int]) -> dict[str, Note]:
    """Return the groups that may not be shown, each with the reason.

    An empty group has nothing to hide, but also nothing to show.
    """
    hidden = {name: HIDDEN for name, size in sizes.items() if size < LEAST}
    together = sum(sizes[name] for name in hidden)
    rest = sorted((n for n in sizes if n not in hidden), key=lambda name: (sizes[name], name))
    while 0 < together < LEAST and rest:
        smallest = rest.pop(0)
        hidden[smallest] = HIDDEN_TOO
        together += sizes[smallest]
    return hidden
