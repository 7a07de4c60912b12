"""``course upgrade``: a class of an older Kelas UMKM, brought to the layout of this one.

What lay directly in the class's folder moves into ``kelas/``. The class's own copies of
``nbgrader_config.py`` and of the lessons named modules that have other names now; those names are
changed in place, nothing else of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from course.files import Places, move_old_places, old_places, write_atomically
from course.lessons.part import package, part

_CONFIG = {
    "course.feedback": "course.reports.feedback",
    "course.nbgrader_files": "course.gradebook.settings",
}
_IGNORE = """
# What authors and tests need of a lesson lies beside its notebook, and is never released.
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "authors"]
"""
_SETUP = "from course.grading import *"


def upgrade(root: Path) -> tuple[list[str], list[Path]]:
    """Bring the class at ``root`` up to date; return what was done, and what could not be moved.

    Can be repeated. Nothing is overwritten: of two things of one name the older stays where it is.
    """
    moves = old_places(root)
    stayed = move_old_places(root)
    gone = [
        f"{old.name} → {new.relative_to(root)}" for old, new in moves.items() if not old.exists()
    ]
    return [*gone, *_renamed(root)], stayed


def _renamed(root: Path) -> Iterator[str]:
    config = root / "nbgrader_config.py"
    if config.is_file() and _changed(config, _config_now(config.read_text("utf-8"))):
        yield f"{config.name}: nama modul diperbarui"
    for path in sorted(Places(root).source.glob("*/*.ipynb")):
        name = path.stem
        module = package(name) if part(name, "checks") else "course.criteria"
        now = path.read_text("utf-8").replace(_SETUP, f"from {module} import *")
        if _changed(path, now):
            yield f"{name}: nama modul di sel pertama diperbarui; rilis lagi dengan course release"


def _config_now(text: str) -> str:
    for old, new in _CONFIG.items():
        text = re.sub(rf"\bfrom {re.escape(old)} import", f"from {new} import", text)
    return text if "CourseDirectory.ignore" in text else text.rstrip("\n") + "\n" + _IGNORE


def _changed(path: Path, now: str) -> bool:
    """Write ``now`` if it is anything new."""
    if now == path.read_text("utf-8"):
        return False
    write_atomically(path, now.encode())
    return True
