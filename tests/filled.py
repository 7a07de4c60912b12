"""A submission whose answers are said in the test, in place of a file."""

from __future__ import annotations

from typing import Any

from conftest import REPOSITORY

from course.inbox.submitted import Submission, submission


def filled(lesson: str, answers: dict[str, Any], code: str = "U07") -> Submission:
    """Return ``code``'s submission to ``lesson`` with these values by exercise, not validated."""
    work = submission(REPOSITORY, code, lesson)
    vars(work)["values"] = answers
    return work


def told_catalogue(brand: str, *goods: dict[str, str], **fields: Any) -> dict[str, Any]:
    """Return an answer to ``katalog-saya``: what was told of the shop, and what was written beside."""
    names = {"nama": "barang", "harga": "harga", "isi": "isi"}
    shop, rows = {"nama": brand}, {}
    for which, row, one in zip(("", "2"), ("p1", "p2"), goods, strict=False):
        shop |= {names[key] + which: text for key, text in one.items() if key in names}
        rows[row] = {key: text for key, text in one.items() if key not in names}
    return {"usaha": shop, "kondisi": "baru", "produk": rows, **fields}
