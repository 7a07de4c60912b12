"""Items of joined classes on one scale, test by test."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import pandas as pd

from course.evaluation.statistics.calibration import Calibration, ItemFit, calibrate

COLUMNS = ["phase", "item", "cell", "form", *ItemFit.__dataclass_fields__]


@dataclass(frozen=True)
class Scaled:
    """One test's items and people."""

    phase: str
    items: pd.DataFrame
    """``COLUMNS``; an item a row, the easiest first."""
    whole: Calibration


def scaled(answers: pd.DataFrame) -> list[Scaled]:
    """Return each test's calibration; ``answers`` as ``classes.Pool`` has them.

    Before and after are calibrated apart: the same people twice are not two people. Of two forms
    at one test the items are set on one scale by the people, who were drawn by lot to the forms.
    """
    found = []
    for phase, own in answers.groupby("phase", sort=False):
        names = own.drop_duplicates("item").set_index("item")[["cell", "form"]]
        wide = own.pivot_table(index="person", columns="item", values="right").sort_index(axis=1)
        whole = calibrate(wide.to_numpy(float))
        rows = [
            {"phase": phase, "item": item, **names.loc[item].to_dict(), **asdict(fit)}
            for item, fit in zip(wide.columns, whole.items, strict=False)
        ]
        table = pd.DataFrame(rows, columns=COLUMNS).sort_values("difficulty", ignore_index=True)
        found.append(Scaled(str(phase), table, whole))
    return found
