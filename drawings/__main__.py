"""``python -m drawings``: write every drawing that is made by code beside its lesson's notebook."""

from __future__ import annotations

import sys
from pathlib import Path

from drawings.every import drawn

SOURCE = Path(__file__).parents[1] / "source"

for place, drawing in drawn().items():
    if len(sys.argv) < 2 or sys.argv[1] in place:
        (SOURCE / place).write_text(drawing, "utf-8", newline="\n")
