"""Messages for the week, ready to paste: reminders to mentors, motivation, hand-over."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from course.sheets.week import Digest


@cache
def _texts() -> dict[str, Any]:
    return tomllib.loads(files("course").joinpath("sheets", "pesan.toml").read_text("utf-8"))


def goal(week: int) -> str:
    """Return what the week is about."""
    return str(_texts()["week"][str(week)]["goal"])


def messages(digest: Digest) -> Iterator[tuple[str, str]]:
    """Return heading and text of each message; none names a partner in a group."""
    texts = _texts()["texts"]
    for number, text in enumerate(_texts()["week"][str(digest.week)]["motivation"], start=1):
        yield f"Untuk grup WhatsApp peserta, pesan {number}", text
    for row in digest.mentors.to_dict("records"):
        if facts := list(_facts(digest, str(row["mentor"]))):
            values = {"mentor": row["mentor"], "week": digest.week, "facts": "; ".join(facts)}
            late = row["done"] < row["planned"]
            ask = "Kapan kontak berikutnya?" if late else "Bagaimana rencananya?"
            text = texts["reminder"].format(ask=ask, **values)
            yield f"Untuk {row['mentor']} (chat pribadi)", text
    if digest.at_risk:
        heading = "Untuk mitra yang lama tidak terhubung (dari pendampingnya)"
        yield heading, texts["partner_reminder"]
    if digest.week == _LAST:
        yield "Serah terima", texts["handover"].strip()


_LAST = 4


def _facts(digest: Digest, mentor: str) -> Iterator[str]:
    found: dict[str, list[str]] = {}
    for partner, own, why in (*digest.at_risk, *digest.remarks):
        if own == mentor:
            found.setdefault(partner, []).append(why)
    yield from (f"{partner}: {', '.join(why)}" for partner, why in found.items())
