"""A class of one lesson, and the service that its phones send to, in this process."""

from __future__ import annotations

import json
import logging
import shutil
import threading
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from conftest import REPOSITORY
from received import serving

from course.files import Places
from course.receiver.handlers import LOG
from course.receiver.home import file_what_waits

LESSON = "all-fields"
TOKEN, OTHERS = "9fk2", "7hj3"
PIECE = 64 * 1024
ADDRESSES = {"answers": "jawaban", "newphoto": "foto", "photo": "foto"}


def lay_class(root: Path) -> Path:
    """Lay out a class of U07 and U08 with a lesson of every field."""
    source = REPOSITORY / "tests" / "exercises" / "lessons" / LESSON / f"{LESSON}.ipynb"
    for room in ("source", "release"):  # the inbox only copies the release
        (root / room / LESSON).mkdir(parents=True)
        shutil.copy(source, root / room / LESSON)
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    roster = f"participant,mentor,token\nU07,MH04,{TOKEN}\nU08,MH04,{OTHERS}\n"
    Places(root).roster.parent.mkdir()
    Places(root).roster.write_text(roster, "utf-8")
    return root


class Service(logging.Handler):
    """The product's service; ``asked`` is what it was asked for, in order, as it notes it itself."""

    def __init__(self, root: Path, site: str) -> None:
        super().__init__()
        self.root, self.asked = root, list[str]()
        self.news = threading.Condition()
        self._ends = ExitStack()
        self.url, self.receiver = self._ends.enter_context(serving(root, site=site))
        LOG.setLevel(logging.INFO)
        LOG.addHandler(self)
        self._ends.callback(LOG.removeHandler, self)

    def emit(self, record: logging.LogRecord) -> None:
        """Remember a question, and its status where it was refused."""
        status, method, name, *_ = record.args or (0, "", "")
        if method not in {"POST", "PATCH", "HEAD"}:
            return
        asked = f"{method} {ADDRESSES.get(str(name), name)}"
        with self.news:
            self.asked.append(asked if status < 300 else f"{asked} {status}")
            self.news.notify_all()

    def took(self, *asked: str) -> bool:
        """Return whether it was asked for exactly this, within a while."""
        with self.news:
            self.news.wait_for(lambda: len(self.asked) >= len(asked), timeout=60)
            return self.asked == list(asked)

    def filed(self, code: str = "U07", lesson: str = LESSON) -> dict[str, Any]:
        """File what came as the class does, and return what then lies in ``submitted/``."""
        file_what_waits(self.root)
        folder = Places(self.root).submitted / code / lesson
        file = folder / "answers.json"
        answers = json.loads(file.read_text("utf-8"))["answers"] if file.is_file() else {}
        return {name: entry["value"] for name, entry in answers.items()}

    def kept(self, code: str = "U07", lesson: str = LESSON) -> list[Path]:
        """Return the sendings that the class holds of somebody."""
        return sorted((Places(self.root).kept / code / lesson).glob("*.json"))

    def stop(self) -> None:
        """End the service; may be called twice."""
        self._ends.close()
