"""What an invitation's link says, for whoever pastes it where a code is asked for.

``course/people/invitations.py`` writes the links, ``course/js/phone/joining.js`` reads them on a
phone. A link is data from outside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from course.indicators import ORDERS

NEAR = {"localhost", "127.0.0.1"}
"""This computer: what needs no https."""
_CODE = re.compile(r"[A-Z]{1,3}[0-9]{2,6}")
_TOKEN = re.compile(r"[\w-]{1,40}", re.ASCII)
_CLASS = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_LONGEST = 200


@dataclass(frozen=True)
class Invited:
    """Who was invited, and where the answers may go by themselves."""

    code: str
    token: str = ""
    class_id: str = ""
    receive: str = ""
    """The service's address, ending in a slash; empty where the link names none."""
    order: str = ""
    """In which order the tests' forms come (``indicators.ORDERS``); empty where none was drawn."""


def usable_address(address: str) -> str:
    """Return an address that phones can use, ending in a slash; "" for any other.

    https, or on this computer; nothing behind it, no user's name in it.
    """
    try:
        parts = urlsplit(address)
        known = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return ""
    secure = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in NEAR)
    if not known or not secure or re.search(r"[\s?#@\\]", address):
        return ""
    return address if address.endswith("/") else f"{address}/"


def read_invitation(text: str) -> Invited | None:
    """Return what a pasted link says, or None where ``text`` is no invitation."""
    carried = dict(parse_qsl(text.partition("#")[2].strip()))
    code = carried.get("p", "").replace(" ", "").upper()
    if not _CODE.fullmatch(code):
        return None
    token, class_id = carried.get("t", ""), carried.get("c", "")
    token = token if _TOKEN.fullmatch(token) else ""
    service = carried.get("r", "")
    # As on the phone: answers go nowhere without the proof of whose the link is.
    receive = usable_address(service) if token and len(service) <= _LONGEST else ""
    order = carried.get("f", "")
    return Invited(
        code,
        token,
        class_id if _CLASS.fullmatch(class_id) else "",
        receive,
        order if order in ORDERS else "",
    )
