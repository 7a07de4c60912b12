"""What may be wrong with a gradebook on a server, in words; and its address."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import run_course
from nbgrader.api import Base
from sqlalchemy import create_engine, make_url, text
from test_postgresql import server  # noqa: F401

from course import CourseError
from course.gradebook.opening import (
    database_file,
    gradebook_url,
    reading,
    require_free,
    stamp_version,
)
from course.gradebook.settings import put_programs_on_path

LETTERS = ["a b", "siap?ya", "50%20", "#1", "[x]", "ç 班 🎉", "a@b:c/d", "'\"", "baris\nbaru"]


@pytest.mark.parametrize("name", LETTERS)
def test_an_address_leads_to_the_file_it_was_made_of(name: str, tmp_path: Path) -> None:
    url = gradebook_url(tmp_path / name)
    assert make_url(url).database == str(tmp_path / name / "gradebook.db")
    assert database_file(url) == tmp_path / name / "gradebook.db"
    assert make_url(url).query == {}


@pytest.mark.parametrize(
    "url", ["kelas", "mysql+tidakada://x/y", "postgresql+psycopg://a:b@c:bukan-angka/d", "://"]
)
def test_an_address_that_is_none_is_told_with_an_example(url: str, tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"Alamat basis data .* Contoh: postgresql\+psycopg"):
        require_free(url)


def test_a_server_that_is_gone_is_told(small_class: Path) -> None:
    """Nothing listens on port 1; the password is not repeated."""
    url = "postgresql+psycopg://guru:rahasia@127.0.0.1:1/kelas"
    for words in (["grade", "--db", url], ["grade", "--force", "--db", url]):
        done = run_course(small_class, *words)
        assert done.returncode == 2
        assert re.fullmatch(
            r"✗ Basis data 127\.0\.0\.1/kelas: server tidak menjawab\. .*\n", done.stderr
        )


@pytest.mark.database
@pytest.mark.xdist_group("postgresql")
def test_what_a_server_refuses_is_told(server: str) -> None:  # noqa: F811
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as own:
        own.execute(text("CREATE ROLE tamu LOGIN"))
    engine.dispose()
    known = make_url(server)
    refused = {
        "basis data ini belum ada": known.set(database="tidak-ada"),
        "nama pengguna atau kata sandi ditolak": known.set(username="bukan-siapa-siapa"),
    }
    for sentence, url in refused.items():
        with pytest.raises(CourseError, match=sentence):
            require_free(url.render_as_string(hide_password=False))
    tables = "CREATE TABLE kelas_coba (a int)"
    for sentence, url, statement in (
        ("tidak boleh menulis", known.set(username="tamu"), tables),
        ("bukan buku nilai", known, "SELECT * FROM tidak_ada"),
        ("hanya bisa dibaca", known, f"SET TRANSACTION READ ONLY; {tables}"),
        ("tidak menjawab", known, "SELECT pg_terminate_backend(pg_backend_pid())"),
    ):
        with (
            pytest.raises(CourseError, match=sentence),
            reading(url.render_as_string(hide_password=False)) as connection,
        ):
            connection.execute(text(statement))


def test_a_gradebook_whose_laying_out_was_killed_gets_its_version(tmp_path: Path) -> None:
    """Killed after the tables: nbgrader's own retry leaves it without a version for ever."""
    put_programs_on_path()  # as the settings of a class do
    url = gradebook_url(tmp_path)
    engine = create_engine(url)
    Base.metadata.create_all(engine)
    engine.dispose()
    for _ in range(2):
        stamp_version(url)
    with reading(url) as connection:
        versions = list(connection.execute(text("SELECT version_num FROM alembic_version")))
    assert [len(row[0]) for row in versions] == [12]
