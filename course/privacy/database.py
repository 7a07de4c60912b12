"""Taking one participant out of nbgrader's database, down to the bytes of its file."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy import URL, Engine, create_engine, inspect, text
from sqlalchemy.exc import SQLAlchemyError

from course import CourseError
from course.files import is_regular
from course.gradebook.opening import database_file, require_free, told
from course.gradebook.scores import database
from course.gradebook.stamps import drop_orphans
from course.privacy.identity import Person

_COMMENTS = text(
    "SELECT sa.student_id, a.name, c.manual_comment, c.auto_comment FROM comment c "
    "JOIN submitted_notebook sn ON sn.id = c.notebook_id "
    "JOIN submitted_assignment sa ON sa.id = sn.assignment_id "
    "JOIN assignment a ON a.id = sa.assignment_id WHERE sa.student_id != :code ORDER BY 1, 2"
)


def in_gradebook(root: Path, person: Person) -> tuple[bool, list[str]]:
    """Return whether the gradebook holds the person, and a line for each comment that names them.

    Nothing is changed, not even a file of SQLite's beside the database. Lessons stand in the
    gradebook too, and their words are nobody's trace. Raises CourseError while another program
    holds it, or where it cannot be read.
    """
    with told(database(root)), _to_read(root) as engine:
        if engine is None or not inspect(engine).has_table("student"):
            return False, []
        with engine.connect() as connection:
            found = connection.execute(
                text("SELECT 1 FROM student WHERE id = :code"), {"code": person.code}
            ).first()
            comments = connection.execute(_COMMENTS, {"code": person.code}).all()
    lines = {
        f"buku nilai: catatan untuk {code} ({lesson}) menyebut {person.code} atau namanya. "
        "Periksa di formgrader."
        for code, lesson, *words in comments
        if any(word and any(person.marks(word, spoken=False)) for word in words)
    }
    return found is not None, sorted(lines) + list(_backups(root, person))


@contextmanager
def _to_read(root: Path) -> Iterator[Engine | None]:
    """Open the gradebook to read, an SQLite file in a copy; None where there is none."""
    path = database_file(database(root))
    if path is None:
        engine = create_engine(database(root))
        try:
            yield engine
        finally:
            engine.dispose()
        return
    if not path.is_file() or not path.stat().st_size:
        yield None
        return
    with _copied(path) as engine:
        yield engine


@contextmanager
def _copied(path: Path) -> Iterator[Engine]:
    with tempfile.TemporaryDirectory() as folder:
        for name in (path.name, f"{path.name}-wal"):
            if (path.parent / name).is_file():
                shutil.copyfile(path.parent / name, Path(folder) / name)
        engine = create_engine(URL.create("sqlite", database=str(Path(folder) / path.name)))
        try:
            yield engine
        finally:
            engine.dispose()


def _backups(root: Path, person: Person) -> Iterator[str]:
    """Yield a line for each older copy of the gradebook (nbgrader's own) that holds the person."""
    for path in _older_copies(root):
        try:
            with _copied(path) as engine, engine.connect() as connection:
                held = connection.execute(
                    text("SELECT 1 FROM student WHERE id = :code"), {"code": person.code}
                ).first()
        except SQLAlchemyError:
            yield f"{path.name}: salinan buku nilai ini tidak bisa dibaca. Periksa, lalu hapus."
        else:
            if held:
                yield (
                    f"{path.name}: salinan lama buku nilai ini masih memuat {person.code}. "
                    "Hapus berkas itu kalau tidak dipakai lagi."
                )


def forget_in_gradebook(root: Path, person: Person) -> bool:
    """Delete the participant, every submission, grade and comment; return whether there was any.

    Afterwards the deleted rows are gone from the file as well: SQLite's free pages and write-ahead
    log, PostgreSQL's dead rows. Scores and comments of others are not touched. Can be repeated.
    Raises CourseError while another program holds the database.
    """
    if not _is_there(root):
        return False
    url = database(root)
    require_free(url)
    engine = create_engine(url)
    try:
        with told(url):
            if not inspect(engine).has_table("student"):
                return False
            was_there = _delete(url, person)
            with engine.begin() as connection:
                drop_orphans(connection)
            _scrub(engine)
    finally:
        engine.dispose()
    return was_there


def be_alone(root: Path) -> None:
    """Raise CourseError when another program is writing to an SQLite gradebook."""
    if _is_there(root) and database_file(database(root)):
        require_free(database(root))


def _is_there(root: Path) -> bool:
    path = database_file(database(root))
    return path is None or path.is_file()


def _delete(url: str, person: Person) -> bool:
    with Gradebook(url, "kelas-umkm") as gradebook:
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
                raise CourseError(
                    "Buku nilai sedang dipakai program lain. Tutup formgrader dan JupyterLab, lalu "
                    "jalankan perintah yang sama sekali lagi."
                )
        else:
            names = inspect(connection).get_table_names()
            quote = engine.dialect.identifier_preparer.quote
            for name in names:
                connection.execute(text(f"VACUUM FULL {quote(name)}"))


def _older_copies(root: Path) -> list[Path]:
    """Return nbgrader's own backups of an SQLite gradebook, made when it upgrades one."""
    path = database_file(database(root))
    if path is None:
        return []
    logs = {f"{path.name}{end}" for end in ("", "-wal", "-shm", "-journal")}
    every = (p for p in path.parent.glob(f"{path.name}*") if p.name not in logs)
    return sorted(filter(is_regular, every))
