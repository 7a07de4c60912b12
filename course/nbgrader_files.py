"""nbgrader as a library: its settings and its converters, run in this process."""

from __future__ import annotations

import logging
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nbgrader.converters.base import BaseConverter
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import SAWarning
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from course.errors import CourseError

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
    loader = PyFileConfigLoader(CONFIG, path=str(root))
    config = Config(loader.load_config())
    config.CourseDirectory.root = str(root.resolve())
    return config


def course_directory(config: Config) -> CourseDirectory:
    """Return nbgrader's view of the course's folders and database."""
    return CourseDirectory(config=config)


def put_programs_on_path() -> None:
    """Let nbgrader find ``alembic`` when the virtual environment is not activated.

    nbgrader calls it by name when it opens an empty database; without it the first command fails
    and the retry "works" on a database without a version stamp.
    """
    programs = str(Path(sys.executable).parent)
    path = os.environ.get("PATH", "")
    if programs not in path.split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([programs, path])


def convert(kind: type[BaseConverter], config: Config, lesson: str, participant: str) -> list[str]:
    """Run one of nbgrader's converters on one lesson; return its error messages."""
    directory = course_directory(config)
    directory.assignment_id = lesson
    if participant:
        directory.student_id = participant
    converter = kind(coursedir=directory, config=config)
    converter.force = True
    with _errors_of(converter) as errors, warnings.catch_warnings():
        # nbgrader 0.9.6 builds its rows in an order that SQLAlchemy 2 remarks on; they are saved.
        warnings.simplefilter("ignore", SAWarning)
        try:
            converter.start()
        except Exception as error:  # noqa: BLE001  NbGraderException says only "see above"
            errors.append(str(error))
    return errors


@contextmanager
def _errors_of(converter: Any) -> Iterator[list[str]]:
    """Collect what nbgrader logs as errors, and keep its information lines off the screen."""
    errors: list[str] = []

    class Collect(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            errors.append(record.getMessage())

    log = (
        converter.log.logger if isinstance(converter.log, logging.LoggerAdapter) else converter.log
    )
    handler, level, propagate = Collect(logging.ERROR), log.level, log.propagate
    log.addHandler(handler)
    log.setLevel(logging.ERROR)
    log.propagate = False
    try:
        yield errors
    finally:
        log.removeHandler(handler)
        log.setLevel(level)
        log.propagate = propagate
