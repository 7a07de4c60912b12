"""Indicators: a code stands once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

import pytest

from course import CourseError
from course import indicators as module


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    yield
    module.indicators.cache_clear()


def test_a_code_written_twice_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    row = asdict(module.indicators()["K7"])
    module.indicators.cache_clear()
    monkeypatch.setattr(module.tomllib, "loads", lambda _: {"indicator": [row, row]})
    with pytest.raises(CourseError, match="satu kode tertulis dua kali"):
        module.indicators()
