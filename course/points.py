"""Points by submission and indicator, summed where the grades lie.

Small classes and PostgreSQL are asked through SQLAlchemy, in pieces, so that memory stays small.
For millions of rows in SQLite the optional extra ``kelas-umkm[scale]`` lets DuckDB read the same
file with the same statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Select, create_engine, make_url
from sqlalchemy.dialects import postgresql

from course.gradebook_sql import SUMS, ExtraCredit, points

if TYPE_CHECKING:
    import duckdb

KEYS = ("participant", "lesson", "indicator")
COLUMNS = [*KEYS, *SUMS]
LARGE = 100 * 2**20
"""Bytes of a SQLite file from which DuckDB is worth its start."""
_PIECE = 50_000
_SORT_MEMORY = 64 * 2**20
"""Bytes that SQLite may use to sort; by default it has 2 MB and reads its own pages again."""


def fetch(
    url: str,
    codes: Iterable[str],
    lessons: Iterable[str],
    extra_credit: ExtraCredit = "ignore",
    *,
    scale: bool | None = None,
) -> pd.DataFrame:
    """Return the sums of ``gradebook.read_points`` from the database at ``url``, in any order.

    ``scale`` chooses DuckDB (True) or SQLAlchemy (False); None: DuckDB for a large SQLite file when
    it is installed. Both give the same numbers. Raises ImportError when it is asked for but not
    installed.
    """
    words = {"lesson": sorted(set(lessons)), "indicator": sorted(set(codes))}
    statement = points(words["indicator"], words["lesson"], extra_credit)
    parsed = make_url(url)
    file = Path(parsed.database or "") if parsed.get_backend_name() == "sqlite" else None
    if scale is None:
        scale = file is not None and has_scale() and file.stat().st_size >= LARGE
    if scale and file is not None:
        return _summed(_by_duckdb(file, statement, words))
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return _summed(_in_pieces(connection, statement))
    finally:
        engine.dispose()


def _summed(found: pd.DataFrame) -> pd.DataFrame:
    """Return one row a submission: a lesson is one notebook here, but nbgrader allows more."""
    keys = list(KEYS)
    if found.duplicated(keys).any():
        return found.groupby(keys, observed=True, as_index=False)[list(SUMS)].sum(min_count=1)
    return found


def has_scale() -> bool:
    """Return whether ``kelas-umkm[scale]`` is installed, both parts in the same version."""
    try:
        return version("duckdb") == version("duckdb-extension-sqlite-scanner")
    except PackageNotFoundError:
        return False


def _in_pieces(connection: Connection, statement: Select[Any]) -> pd.DataFrame:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA cache_size = -{_SORT_MEMORY // 1024}")
    known: dict[str, dict[str, int]] = {key: {} for key in KEYS}
    pieces: dict[str, list[Any]] = {name: [] for name in COLUMNS}
    rows = connection.execution_options(yield_per=_PIECE).execute(statement)
    for piece in rows.partitions():
        columns = dict(zip(COLUMNS, zip(*piece, strict=True), strict=True))
        for key, words in known.items():
            pieces[key].append(np.array([words.setdefault(w, len(words)) for w in columns[key]]))
        for name in SUMS:
            pieces[name].append(_numbers(columns[name]))
    joined = {n: np.concatenate(p) if p else np.array([], int) for n, p in pieces.items()}
    coded = {key: _words(joined[key], list(known[key])) for key in KEYS}
    return pd.DataFrame({**coded, **{name: joined[name].astype(float) for name in SUMS}})


def _words(numbers: Any, words: list[str]) -> pd.Categorical[str]:
    """Return numbered words, their categories in alphabetical order, as sorting follows it."""
    found = pd.Categorical.from_codes(np.asarray(numbers, np.int64), pd.Index(words))
    return found.reorder_categories(sorted(words))


def _numbers(values: Iterable[Any]) -> Any:
    # float(): PostgreSQL gives some sums as Decimal.
    return np.array([np.nan if value is None else float(value) for value in values])


def _by_duckdb(file: Path, statement: Select[Any], words: Mapping[str, list[str]]) -> pd.DataFrame:
    """Run the statement; ``words`` are the lessons and indicators that can come.

    Words travel as their numbers: a million short strings would cost more than the query.
    """
    dialect = postgresql.dialect(paramstyle="named")  # type: ignore[no-untyped-call]
    sql = str(statement.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
    numbered = [f"list_position(?, {key}) - 1 AS {key}" for key in words]
    sums = [f"CAST({name} AS DOUBLE) AS {name}" for name in SUMS]
    people = "SELECT id, row_number() OVER (ORDER BY id) - 1 AS number FROM student"
    asked = (
        f"SELECT people.number AS participant, {', '.join(numbered + sums)} "  # noqa: S608  our own
        f"FROM ({sql}) sums JOIN ({people}) people ON people.id = sums.participant"
    )
    with duckdb_on(file) as connection:
        names = connection.execute("SELECT id FROM student ORDER BY id").fetchnumpy()["id"]
        found = connection.execute(asked, list(words.values())).fetchnumpy()
    known = {"participant": [str(name) for name in names], **words}
    coded = {key: _words(found[key], list(known[key])) for key in KEYS}
    return pd.DataFrame({**coded, **{name: np.ma.filled(found[name], np.nan) for name in SUMS}})


def duckdb_on(file: Path) -> duckdb.DuckDBPyConnection:
    """Return a DuckDB connection with the SQLite file attached read-only, as current catalogue.

    The extension comes as a Python package, its signature is checked by DuckDB on loading, and
    nothing is fetched from the network.
    """
    import duckdb  # noqa: PLC0415  optional
    import duckdb_extension_sqlite_scanner as packaged  # noqa: PLC0415

    folder = Path(packaged.__file__).parent / "extensions" / f"v{duckdb.__version__}"
    connection = duckdb.connect()
    connection.execute(f"LOAD '{_quoted(folder / 'sqlite_scanner.duckdb_extension')}'")
    connection.execute(f"ATTACH '{_quoted(file)}' AS gradebook (TYPE sqlite, READ_ONLY)")
    connection.execute("USE gradebook")
    return connection


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
