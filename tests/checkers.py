"""Every checker a criteria cell may call, ready to be called with whatever a participant sent.

The checkers are asked of their registries: ``course.criteria.__all__`` and each lesson's. A new
one is called by the annotations of its parameters; ``SPECIAL`` holds what they cannot tell.
"""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path
from typing import Any

from conftest import REPOSITORY
from hypothesis import strategies as st

from course import criteria, curriculum, lessons
from course.criteria.own_shop import own_shop
from course.criteria.scoring import Answer, Check
from course.curriculum.m4_strategi.schedule import entries
from course.curriculum.m8_angka import PERIODS
from course.exercises.workbook import Workbook, opened

ROWS, COLUMNS = ["a", "b", "n1"], ["kode", "nilai", "isi"]
NOT_OF_AN_ANSWER = {"criteria", "fact", "read_answer"}
"""What takes no value of a participant: tested by itself."""


def opened_lesson(name: str) -> AbstractContextManager[Workbook]:
    """Open a lesson's workbook with no file beside it; it holds what some checkers look up."""
    definitions = dict(lessons.load(REPOSITORY, name).definitions)
    return opened(Workbook(Path("/nonexistent"), name, definitions, publish=json.dumps))


def _several(raw: Any) -> list[Any]:
    """Return several fields, as a cell lists them: never none."""
    return [*raw, raw] if isinstance(raw, list) else [raw, raw]


TAKES: dict[str, Callable[[Any], Any]] = {
    "Any": lambda raw: raw,
    "Sequence[Any]": _several,
    "Collection[Any]": _several,
    "Sequence[Entry]": lambda raw: entries(_several(raw), ROWS),
    "Answer": lambda _raw: Answer({}, None),
    "Check": lambda raw: criteria.followed(raw, 3, label=""),
    "Earlier": lambda raw: (raw, 5.0),
    "float | Callable[..., float]": lambda _raw: lambda *own: 10 / own[0] ** own[-1],
    "Callable[..., float]": lambda _raw: lambda *own: own[0] / own[-1],
    "Callable[..., str]": lambda _raw: lambda *own: "a" if own[0] > 3 else "b",
    "str": lambda _raw: "a",
    "int": lambda _raw: 3,
    "float": lambda _raw: 2.5,
    "set[str]": lambda _raw: {"a", "b"},
    "Collection[str]": lambda _raw: ROWS,
    "Sequence[str]": lambda _raw: ROWS,
    "Shop": lambda _raw: own_shop({"barang": "jahit seragam"}, goods=["peyek"]),
    "float | None": lambda _raw: 15_000.0,
    "int | None": lambda _raw: 500,
    "Sequence[float]": lambda _raw: [15_000.0, 12_000.0],
    "Sequence[Sequence[str]]": lambda _raw: [["mawar"], ["keripik", "kripik"]],
    "Mapping[str, Any]": lambda raw: {"a": raw, "b": 3},
    "Mapping[str, str]": lambda _raw: {"a": "090121", "b": "6205"},
    "Mapping[str, int]": lambda _raw: {"a": 3, "b": 0},
    "Mapping[str, float]": lambda _raw: {"a": 1_000.0, "b": 2_000.0},
    "Mapping[str, Mapping[str, Accepted]]": lambda _raw: {
        "a": {"kode": 15_000, "nilai": "a"},
        "b": {"isi": ("a", "b")},
    },
    "Mapping[str, tuple[Accepted, Accepted]]": lambda _raw: {"a": ("a", ("b", "satu"))},
    "AnyPattern": lambda _raw: PERIODS,
    "tuple[float, float]": lambda _raw: (56, 62),
}
"""By a parameter's annotation, what it is given; the participant's value where it takes one."""
SPECIAL: dict[str, dict[str, Any]] = {
    "account_name": {"names": "cempaka"},
    "avoids": {"claims": ("paling enak", "dijamin")},
    "chat_number": {"number": "6281000001234"},
    "classified": {"columns": ("kode", "nilai")},
    "day_between": {"earliest": "2026-12-01", "latest": "2026-12-07"},
    "dialled": {"number": "6281200001234"},
    "has_hashtag": {"parts": "malang"},
    "has_price": {"amount": 15_000},
    "hashtag_count": {"most": 5},
    "length": {"least": 3, "most": 250},
    "mentions": {"terms": "keripik"},
    "opens_with": {"terms": "peyek"},
    "plain_title": {"most": 70},
    "price_of": {"goods": "kacang", "amount": 18_000},
    "product_cells": {"column": "keterangan"},
    "repaired": {
        "exercise": "perbaiki-katalog",
        "columns": {"kode": "id", "nama": "title", "harga": "price", "stok": "availability"},
        "costs": {"b1": 14_000.0, "b2": 22_000.0},
    },
    "shop_name": {"names": "cempaka"},
    "sold_out": {"goods": "teri"},
    "time_between": {"earliest": "07:00", "latest": "09:00"},
}  # fmt: skip
"""By checker, arguments that must be more than of a kind: what tables of texts are held against."""
_NAMES = st.sampled_from(
    [*ROWS, *COLUMNS, "satu", "l1", "hari", "jenis", "langkah", "punya", "kapan", "b1", "p1",
     "nama", "harga", "stok", "kondisi", "foto", "keterangan"]
) | st.text(max_size=4)  # fmt: skip
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(["a", "b", "satu", "2026-12-01", "07:30", "photos/tidak-ada.jpg"])
    | st.text(max_size=300)
    | st.from_regex(r"(Rp ?)?-?\d{1,7}([.,]\d{1,3})?( ?(rb|jt|%))?", fullmatch=True),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_NAMES, inner, max_size=4),
    max_leaves=10,
)
"""Any JSON value, often in the shape of a table with the rows and columns of the keys above."""


def registries() -> Iterator[Any]:
    """Return the modules that say what a criteria cell may call."""
    yield criteria
    for found in pkgutil.iter_modules(curriculum.__path__):
        module = importlib.import_module(f"{curriculum.__name__}.{found.name}")
        if hasattr(module, "__all__") and found.ispkg:
            yield module


@cache
def registered() -> dict[str, Callable[..., Any]]:
    """Return what takes a participant's value, by name: the checkers and what prepares for them."""
    named = {name: getattr(module, name) for module in registries() for name in module.__all__}
    return {
        name: one
        for name, one in sorted(named.items())
        if callable(one) and name not in NOT_OF_AN_ANSWER
    }


def is_checker(function: Callable[..., Any]) -> bool:
    return inspect.signature(function).return_annotation == "Check"


def is_guard(function: Callable[..., Any]) -> bool:
    """Whether a checker carries no points of its own."""
    return "points" not in inspect.signature(function).parameters


def called(name: str, raw: Any) -> Any:
    """Call what is registered under ``name`` with ``raw`` wherever it takes a participant's value.

    A parameter with a default keeps it. Raises KeyError, naming the checker, for a parameter of an
    annotation that is not in ``TAKES`` and of a name that is not in ``SPECIAL``.
    """
    function, special = registered()[name], SPECIAL.get(name, {})
    positional, keywords = [], {}
    for parameter in inspect.signature(function).parameters.values():
        if parameter.name in special:
            value = special[parameter.name]
        elif parameter.default is not parameter.empty:
            continue
        elif parameter.annotation in TAKES:
            value = TAKES[parameter.annotation](raw)
        else:
            raise KeyError(f"{name}: say in checkers.py what {parameter} is given")
        if parameter.kind is parameter.KEYWORD_ONLY:
            keywords[parameter.name] = value
        elif parameter.kind is parameter.VAR_POSITIONAL and isinstance(value, tuple) and special:
            positional += value
        else:
            positional.append(value)
    return function(*positional, **keywords)


def share(check: Check) -> float:
    return float(check.evaluate().share)


def raises_nothing(check: Check) -> None:
    """A share of the points and words, whatever a participant sent."""
    finding = check.evaluate()
    assert 0 <= finding.share <= 1, finding
    assert isinstance(finding.found, str), finding
