"""nbgrader as a library: its settings, its converters, its database, opened in this process."""

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
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import SAWarning
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from course import CourseError

# Any number: two runs of ours on one PostgreSQL take turns, batch by batch.
_LOCK = 7_081_945
_BUSY_SECONDS = 120


def open_engine(url: str) -> Engine:
    """Return an engine whose transactions wait for each other instead of failing."""
    if not url.startswith("sqlite"):
        return create_engine(url)
    engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS})

    # The driver's own delayed BEGIN could read, wait, and then fail to write what has changed.
    @event.listens_for(engine, "connect")
    def _plain(connection: Any, _record: Any) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def _immediate(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def take_turns(connection: Connection) -> None:
    """Wait until no other run of ours writes; SQLite's transactions do that by themselves."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


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
    try:
        config = Config(loader.load_config())
    except ImportError as error:
        raise CourseError(
            f"{root / CONFIG}: dari Kelas UMKM yang lain ({error}). Jalankan: course upgrade"
        ) from error
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
