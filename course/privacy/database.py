"""Taking one participant out of nbgrader's database, down to the bytes of its file."""

from __future__ import annotations

import os
from pathlib import Path

from nbgrader.api import Comment, Gradebook, MissingEntry
from sqlalchemy import Engine, create_engine, inspect, text

from course import CourseError
from course.gradebook.opening import database_file, require_free, told
from course.gradebook.scores import database
from course.privacy.identity import Person

_LOCKED = (
    "Buku nilai sedang dipakai program lain. Tutup formgrader dan JupyterLab, lalu jalankan "
    "perintah yang sama sekali lagi."
)


def forget_in_gradebook(root: Path, person: Person) -> bool:
    """Delete the participant, every submission, grade and comment; return whether there was any.

    Afterwards the deleted rows are gone from the file as well: SQLite's free pages and write-ahead
    log, PostgreSQL's dead rows. Scores of others are not touched; a mention of the participant in
    somebody else's comment is blotted out. Raises CourseError while another program holds the
    database.
    """
    url = database(root)
    path = database_file(url)
    if path and not os.path.lexists(path):
        return False
    require_free(url)
    engine = create_engine(url)
    try:
        with told(url):
            if not inspect(engine).has_table("student"):
                return False
            was_there = _delete(url, person)
            _scrub(engine)
    finally:
        engine.dispose()
    return was_there


def _delete(url: str, person: Person) -> bool:
    with Gradebook(url, "kelas-umkm") as gradebook:
        for comment in gradebook.db.query(Comment):
            for column in ("manual_comment", "auto_comment"):
                words = getattr(comment, column)
                if words and person.mention.search(words):
                    setattr(comment, column, person.redacted(words))
        gradebook.db.commit()
        try:
            gradebook.remove_student(person.code)
        except MissingEntry:
            return False
        return True


def _scrub(engine: Engine) -> None:
    """Rewrite the database, so that nothing deleted stays readable in its file."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if engine.dialect.name == "sqlite":
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
            connection.execute(text("VACUUM"))
            busy = connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).scalar()
            if busy:
                raise CourseError(_LOCKED)
        else:
            names = inspect(connection).get_table_names()
            quote = engine.dialect.identifier_preparer.quote
            for name in names:
                connection.execute(text(f"VACUUM FULL {quote(name)}"))


def database_files(root: Path) -> list[Path]:
    """Return the files of an SQLite gradebook: itself, its logs, nbgrader's backups of it."""
    path = database_file(database(root))
    return sorted(p for p in path.parent.glob(f"{path.name}*") if p.is_file()) if path else []
