"""nbgrader as a library: its settings, its converters, its database, opened in this process."""

from __future__ import annotations

import glob
import logging
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import DBAPIError, SAWarning
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from course import CourseError
from course.gradebook.opening import gradebook_url, require_free, stamp_version, told

if TYPE_CHECKING:
    from nbgrader.converters.base import BaseConverter

CONFIG = "nbgrader_config.py"


def settings(root: Path) -> Config:
    """Return the settings of the course at ``root``.

    Raises CourseError when ``root`` is not a course folder.
    """
    if not (root / CONFIG).is_file():
        raise CourseError(
            f"{root}: bukan folder Kelas UMKM (tidak ada {CONFIG}). "
            "Masuk dulu ke folder Kelas UMKM, lalu ulangi."
        )
    put_programs_on_path()
    loader = _Loader(CONFIG, path=str(root))
    try:
        config = Config(loader.load_config())
    except ImportError as error:
        raise CourseError(
            f"{root / CONFIG}: dari Kelas UMKM yang lain ({error}). Jalankan: course upgrade"
        ) from error
    except Exception as error:  # it is a program: anything may be wrong with it
        where = f" pada baris {error.lineno}" if isinstance(error, SyntaxError) else ""
        raise CourseError(
            f"{root / CONFIG}: tidak bisa dijalankan{where} ({type(error).__name__}). "
            "Salin lagi berkas itu dari Kelas UMKM."
        ) from error
    config.CourseDirectory.root = str(root.resolve())
    if "db_url" not in config.CourseDirectory:
        config.CourseDirectory.db_url = gradebook_url(root)
    return config


class _Loader(PyFileConfigLoader):
    """Reads the file in the folder that is named; traitlets would take ``$`` for a variable."""

    def _find_file(self) -> None:
        self.full_filename = os.path.join(self.path or "", self.filename)  # noqa: PTH118  traitlets' own


def put_programs_on_path() -> None:
    """Let nbgrader find ``alembic`` when the virtual environment is not activated.

    nbgrader calls it by name when it opens an empty database; without it the first command fails
    and the retry "works" on a database without a version stamp.
    """
    programs = str(Path(sys.executable).parent)
    path = os.environ.get("PATH", "")
    if programs not in path.split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([programs, path])


def take_folders_literally() -> None:
    """Let nbgrader find its files in a folder whose name holds ``[``, ``?`` or ``*``.

    nbgrader 0.9.6 looks for them by ``glob`` with the class's whole path as the beginning of the
    pattern. It finds none below ``Kelas [2026]``, its list of what is never released stops working
    there, and below ``Kelas ?`` it finds those of another class.
    """
    # Importing nbgrader takes a second.
    from nbgrader import utils  # noqa: PLC0415
    from nbgrader.converters import base  # noqa: PLC0415

    for module in (base, utils):
        module.glob = SimpleNamespace(glob=_found_below)


def _found_below(pattern: str) -> list[str]:
    """Return ``glob.glob(pattern)``; what is a folder by these very letters is no pattern."""
    folder = os.path.dirname(pattern)  # noqa: PTH120  nbgrader compares "/./", which Path drops
    while not os.path.isdir(folder) and os.path.dirname(folder) != folder:  # noqa: PTH112, PTH120
        folder = os.path.dirname(folder)  # noqa: PTH120
    return glob.glob(glob.escape(folder) + pattern[len(folder) :])  # noqa: PTH207


def convert(kind: type[BaseConverter], config: Config, lesson: str, participant: str) -> list[str]:
    """Run one of nbgrader's converters on one lesson; return its error messages.

    Raises CourseError for a gradebook, OSError for a file that cannot be read or written.
    """
    from nbgrader.coursedir import CourseDirectory  # noqa: PLC0415  takes a second to load

    take_folders_literally()
    directory = CourseDirectory(config=config)
    require_free(directory.db_url)
    directory.assignment_id = lesson
    if participant:
        directory.student_id = participant
    converter = kind(coursedir=directory, config=config)
    converter.force = True
    with _errors_of(converter) as found, warnings.catch_warnings():
        # nbgrader 0.9.6 builds its rows in an order that SQLAlchemy 2 remarks on; they are saved.
        warnings.simplefilter("ignore", SAWarning)
        try:
            converter.start()
        except Exception as error:  # noqa: BLE001  NbGraderException says only "see above"
            found.add(str(error))
    with told(directory.db_url):
        for cause in found.causes:
            raise cause
    stamp_version(directory.db_url)
    return found.messages


@dataclass
class _Found:
    """What nbgrader said, and the errors of the machine or the database that it said it of."""

    messages: list[str] = field(default_factory=list)
    causes: list[OSError | DBAPIError] = field(default_factory=list)

    def add(self, message: str) -> None:
        """Note a message; nbgrader logs an error while it handles it."""
        self.messages.append(message)
        cause = sys.exc_info()[1]
        if isinstance(cause, OSError | DBAPIError):
            self.causes.append(cause)


@contextmanager
def _errors_of(converter: Any) -> Iterator[_Found]:
    """Collect what nbgrader logs as errors, and keep its information lines off the screen."""
    found = _Found()

    class Collect(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.add(record.getMessage())

    log = (
        converter.log.logger if isinstance(converter.log, logging.LoggerAdapter) else converter.log
    )
    handler, level, propagate = Collect(logging.ERROR), log.level, log.propagate
    log.addHandler(handler)
    log.setLevel(logging.ERROR)
    log.propagate = False
    try:
        yield found
    finally:
        log.removeHandler(handler)
        log.setLevel(level)
        log.propagate = propagate
