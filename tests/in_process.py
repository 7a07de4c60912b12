"""Commands without a process of their own: the same entry points, none of the start-up.

What a process is for is left to ``course_process`` in ``conftest.py``: that it starts, that workers
are bounded and can be lost.
"""

from __future__ import annotations

import io
import json
import os
import pickle
import sqlite3
import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import ExitStack, chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import jsonschema
from jinja2 import Environment
from jsonschema.exceptions import best_match
from nbgrader import api
from nbgrader.nbgraderformat import common as nbgraderformat
from sqlalchemy import Engine, event
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite as SQLite
from sqlalchemy.util import LRUCache

from course import spreadsheets
from course.autograde.pool import Workers
from course.cli import run
from course.gradebook import opening
from course.people import invitations


@dataclass(frozen=True)
class Done:
    """What a command left behind: its exit code and what it printed."""

    returncode: int
    stdout: str
    stderr: str


def call(root: Path, program: str, words: Sequence[str], entry: Callable[[], object]) -> Done:
    """Call a program's entry point in ``root``; what it sets in the environment is taken back."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    with (
        chdir(root),
        patch.dict(os.environ),
        patch.object(sys, "argv", [program, *words]),
        patch.object(sys, "stdin", io.StringIO()),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            entry()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
    return Done(code, out.getvalue(), err.getvalue())


def run_course(root: Path, *words: str) -> Done:
    """Run the ``course`` command in ``root``; graders run here too.

    An error that ``run()`` does not turn into a line is raised: a fault of ours.
    """
    with ExitStack() as stack:
        if {"grade", "demo"} & set(words):
            stack.enter_context(grading_here())
        return call(root, "course", words, run)


@contextmanager
def grading_here() -> Iterator[None]:
    """Grade in this process inside the block; a cluster that is named is used nevertheless."""
    new = Workers._new
    with patch.object(
        Workers, "_new", lambda self, jobs: new(self, jobs) if self._client else _Now()
    ):
        yield


class _Now(Executor):
    """Does its work at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  whoever asks for the result gets it
            done.set_exception(error)
        return done


# No test takes the power away: files, like the database, wait for no disk.
os.fsync = lambda _: None


@event.listens_for(Engine, "connect")
def _never_wait_for_the_disk(connection: Any, _: Any) -> None:
    """Let a test's SQLite leave the writing to the system: nbgrader commits every single grade."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA synchronous=OFF").close()


# What follows is worked out once, not anew for every command that has a process to itself only here.


# Engines share the SQL they made of statements; the key holds the dialect.
_statements = LRUCache(2_000)
Engine._compiled_cache = property(lambda _: _statements, lambda _, __: None)
SQLite.__eq__ = lambda self, other: type(self) is type(other)
SQLite.__hash__ = lambda self: hash(type(self))

_templates: dict[object, Any] = {}
_compile = Environment.compile


def _compiled(
    self: Environment, source: Any, name: Any = None, filename: Any = None, **more: Any
) -> Any:
    """Compile a template once for all environments that are set alike."""
    if not isinstance(source, str):
        return _compile(self, source, name, filename, **more)
    marks = (self.block_start_string, self.variable_start_string, self.comment_start_string)
    spaces = (self.trim_blocks, self.lstrip_blocks, self.keep_trailing_newline)
    knows = (*self.extensions, *sorted(self.filters), *sorted(self.tests))
    key = (source, name, filename, *sorted(more), *marks, *spaces, self.autoescape, *knows)
    if key not in _templates:
        _templates[key] = _compile(self, source, name, filename, **more)
    return _templates[key]


Environment.compile = _compiled


@cache
def _validator(schema: str) -> Any:
    kind = jsonschema.validators.validator_for(json.loads(schema))
    kind.check_schema(json.loads(schema))
    return kind(json.loads(schema))


def _validate(instance: Any, schema: Any) -> None:
    """Do what ``jsonschema.validate`` does, with the schema itself checked once, not at each cell."""
    if error := best_match(_validator(json.dumps(schema)).iter_errors(instance)):
        raise error


nbgraderformat.jsonschema = SimpleNamespace(validate=_validate)

_read_toml = tomllib.loads
_toml = lru_cache(128)(lambda text: pickle.dumps(_read_toml(text)))


def _sections(text: str, /, **more: Any) -> dict[str, Any]:
    """Read TOML that was read before from memory; who gets it may change it."""
    return _read_toml(text, **more) if more else pickle.loads(_toml(text))


tomllib.loads = _sections

_sheets = lru_cache(64)(spreadsheets._sheets_of)


def _sheets_of(data: bytes) -> dict[str, spreadsheets.Cells]:
    """Read a workbook that was read before from memory; who gets it may change it."""
    return {
        name: replace(c, lines=[[*line] for line in c.lines]) for name, c in _sheets(data).items()
    }


spreadsheets._sheets_of = _sheets_of

# Of a made-up class everybody has the same address again and again.
invitations.qr_of = cache(invitations.qr_of)

# The newest version of nbgrader's own tables: it starts alembic to learn it, for every new gradebook.
opening.get_alembic_version = api.get_alembic_version = cache(api.get_alembic_version)


def dying(
    after: int, rename: Callable[[Path, Path], Path] = Path.rename
) -> Callable[[Path, Path], Path]:
    """Return a renaming that works so many times, then never comes back."""
    left = iter(range(after))

    def dies(path: Path, to: Path) -> Path:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return rename(path, to)

    return dies
