"""The gradebook's database: its address, opening it, and what is wrong with it, in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from course import CourseError

FILE = "gradebook.db"
# Any number: two runs of ours on one PostgreSQL take turns, batch by batch.
_LOCK = 7_081_945
_BUSY_SECONDS = 120
"""How long a run of ours waits for another one that writes."""
_PATIENCE = 10
"""How long a command waits for a gradebook that is held when it begins."""


def gradebook_url(root: Path) -> str:
    """Return the URL of the SQLite gradebook in the class's folder.

    The folder may be called anything: ``?`` and ``%`` have a meaning in a URL (SQLAlchemy's
    ``make_url``), and nbgrader's own default does not escape them.
    """
    return sqlite_url(root.resolve() / FILE)


def sqlite_url(path: Path) -> str:
    """Return the URL of an SQLite file, whatever its folder is called."""
    return URL.create("sqlite", database=str(path)).render_as_string(hide_password=False)


def database_file(url: str) -> Path | None:
    """Return where an SQLite gradebook lies; None for a database on a server."""
    known = make_url(url)
    is_file = known.get_backend_name() == "sqlite" and known.database
    return Path(str(known.database)) if is_file else None


def open_engine(url: str) -> Engine:
    """Return an engine whose transactions wait for each other instead of failing.

    Raises CourseError for an address that cannot be used.
    """
    engine = _engine(url, _BUSY_SECONDS)
    if engine.dialect.name != "sqlite":
        return engine

    # The driver's own delayed BEGIN could read, wait, and then fail to write what has changed.
    @event.listens_for(engine, "connect")
    def _plain(connection: Any, _record: Any) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def _immediate(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _engine(url: str, seconds: float) -> Engine:
    return made_engine(url, "basis data (--db, KELAS_DB)", seconds)


def made_engine(url: str, named: str, seconds: float, **server: Any) -> Engine:
    """Return an engine for an address that people call ``named``; SQLite waits ``seconds``.

    ``server``: options of ``create_engine`` for a database on a server. Raises CourseError for an
    address that cannot be used.
    """
    try:
        is_file = make_url(url).get_backend_name() == "sqlite"
        options = {"connect_args": {"timeout": seconds}} if is_file else server
        return create_engine(url, **options)
    except (ArgumentError, NoSuchModuleError, ValueError) as error:  # ValueError: the port
        raise CourseError(
            f"Alamat {named} tidak bisa dibaca. "
            "Contoh: postgresql+psycopg://pengguna:sandi@komputer/kelas"
        ) from error
    except ModuleNotFoundError as error:
        how = "pip install 'kelas-umkm[postgresql]'"
        raise CourseError(f"Pembaca basis data belum terpasang. Jalankan: {how}") from error


def take_turns(connection: Connection) -> None:
    """Wait until no other run of ours writes; SQLite's transactions do that by themselves."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


@contextmanager
def reading(url: str) -> Iterator[Connection]:
    """Open a gradebook to read in it; what is wrong with it is a CourseError, as ``told``."""
    with told(url):
        engine = _engine(url, min(_PATIENCE, _BUSY_SECONDS))
        try:
            with engine.connect() as connection:
                yield connection
        finally:
            engine.dispose()


def require_free(url: str) -> None:
    """Raise CourseError, as ``told``, for a gradebook in which nothing can be written now."""
    with reading(url) as connection:
        begin = "BEGIN IMMEDIATE" if connection.dialect.name == "sqlite" else "SELECT 1"
        connection.exec_driver_sql(begin)
        inspect(connection).get_table_names()
        connection.rollback()


def stamp_version(url: str) -> None:
    """Write nbgrader's version into a gradebook that was laid out without it.

    nbgrader 0.9.6 writes it after the tables; killed between the two it never would again, and
    ``nbgrader db upgrade`` would not know where to begin.
    """
    with reading(url) as connection:
        names = set(inspect(connection).get_table_names())
        if "alembic_version" in names or not names:
            return
        from nbgrader.api import get_alembic_version  # noqa: PLC0415  takes a second to load

        connection.exec_driver_sql(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"
        )
        version = text("INSERT INTO alembic_version (version_num) VALUES (:version)")
        connection.execute(version, {"version": get_alembic_version()})
        connection.commit()


class DamagedError(CourseError):
    """The gradebook is broken, or none: nothing but an older copy helps."""


@contextmanager
def told(url: str) -> Iterator[None]:
    """Raise CourseError for what is wrong with the gradebook at ``url``: which, why, the mend."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        if sentence := explained(url, error):
            kind = DamagedError if sentence.endswith(_DAMAGED) else CourseError
            raise kind(sentence) from error
        raise


def explained(url: str, error: DBAPIError | sqlite3.Error) -> str:
    """Return what is wrong with a gradebook and what to do; "" where it is a fault of ours."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        reason = _sqlite(cause)
        return f"{database_file(url)}: {reason}" if reason else ""
    reason = _postgresql(cause)
    return f"Basis data {server_of(url)}: {reason}" if reason else ""


def server_of(url: str) -> str:
    """Return which database on which server an address names, without user and password."""
    known = make_url(url)
    return f"{known.host or known.query.get('host', 'localhost')}/{known.database or ''}"


_BUSY = (
    "buku nilai sedang dipakai program lain. Tutup formgrader, JupyterLab, dan program sinkron "
    "(OneDrive, Google Drive), lalu jalankan perintah yang sama sekali lagi."
)
_DAMAGED = (
    "buku nilai rusak atau bukan buku nilai. Kembalikan dari cadangan. Tanpa cadangan: pindahkan "
    "berkas itu, lalu course release dan course grade; nilai dari orang harus diisi lagi."
)
_CLOSED = "buku nilai tidak boleh ditulis. Buka izin menulis berkas dan foldernya, lalu ulangi."
_UNOPENED = (
    "buku nilai tidak bisa dibuka: foldernya tidak boleh ditulis, atau ini folder. "
    "Periksa, lalu ulangi."
)
_FULL = "disk penuh atau tidak bisa ditulis. Kosongkan tempat, lalu ulangi perintah yang sama."
_SQLITE = {
    **dict.fromkeys((sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED), _BUSY),
    **dict.fromkeys((sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB), _DAMAGED),
    **dict.fromkeys((sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH), _CLOSED),
    sqlite3.SQLITE_CANTOPEN: _UNOPENED,
    **dict.fromkeys((sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_TOOBIG), _FULL),
}


def _sqlite(cause: sqlite3.Error) -> str:
    # The low byte is the primary code (sqlite.org/rescode.html).
    known = _SQLITE.get((getattr(cause, "sqlite_errorcode", None) or 0) & 0xFF, "")
    if known:
        return known
    # A table or a column that is not there, text that is not UTF-8: of another program, or broken.
    return _DAMAGED if isinstance(cause, sqlite3.OperationalError) else ""


_STATES = {
    "28": "nama pengguna atau kata sandi ditolak. Periksa --db atau KELAS_DB, lalu ulangi.",
    "3D": "basis data ini belum ada di server. Buat dulu (createdb), lalu ulangi.",
    "53": "server penuh atau terlalu banyak yang memakai. Ulangi nanti, atau hubungi pengelolanya.",
    "55": "sedang dipakai program lain. Tutup formgrader, lalu ulangi.",
    "40": "sedang dipakai program lain. Tutup formgrader, lalu ulangi.",
    "42501": "pengguna ini tidak boleh menulis di sini. Minta izin kepada pengelolanya.",
    "25006": "hanya bisa dibaca. Minta izin menulis kepada pengelolanya.",
    "42": "isinya bukan buku nilai, atau belum lengkap. Jalankan: course release",
}
"""By the beginning of an SQLSTATE (PostgreSQL, Appendix A), the longest first."""
_SAID = {"password": "28", "role ": "28", "pg_hba": "28", "database ": "3D", "clients": "53"}
"""A refused connection has no SQLSTATE; the server's words name the matter."""
_SILENT = "server tidak menjawab. Periksa alamat, jaringan, dan apakah server hidup, lalu ulangi."


def _postgresql(cause: BaseException | None) -> str:
    code = getattr(cause, "sqlstate", None) or ""
    if not code and type(cause).__name__ == "OperationalError":
        said = str(cause).partition("FATAL:")[2]
        code = next((state for word, state in _SAID.items() if word in said), "08")
    if code[:2] in {"08", "57"}:
        return _SILENT
    begins = sorted((state for state in _STATES if code.startswith(state)), key=len)
    return _STATES[begins[-1]] if begins else ""
