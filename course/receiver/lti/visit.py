"""One visit from a platform: what is taken from its message, and what is left where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from course.exercises.invited import usable_address
from course.inbox.mailbox.visitors import LONGEST_ADDRESS, Item, Visitor

_CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
_GRADES = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
_CHOOSING = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"
_LONGEST = 255
_SCOPES = 10


@dataclass(frozen=True)
class Visit:
    """What a checked message says, as far as it is used; names and addresses are left out."""

    visitor: Visitor
    lesson: str
    """Which lesson is asked for, as the platform has it; "" for the class's first page."""
    item: Item | None
    """Where its grades go; None where the platform takes none."""
    is_framed: bool
    """Whether the platform shows it inside its own page."""
    answer: str
    """Where the choice of a lesson is to be sent; "" when nothing is chosen."""


def visit(platform: str, claims: Mapping[str, Any]) -> Visit:
    """Return what a checked message of ``platform`` says."""
    context = _word(_part(claims, f"{_CLAIM}context"), "id")
    visitor = Visitor(platform, context, str(claims["sub"]))
    lesson = _word(_part(claims, f"{_CLAIM}custom"), "lesson") or _of_address(claims)
    target = _word(_part(claims, f"{_CLAIM}launch_presentation"), "document_target")
    answer = _word(_part(claims, _CHOOSING), "deep_link_return_url", LONGEST_ADDRESS)
    item = _item(visitor, lesson, _part(claims, _GRADES))
    return Visit(
        visitor, lesson, item, target in {"iframe", "frame"},
        answer if usable_address(answer.partition("?")[0]) else "",
    )  # fmt: skip


def _of_address(claims: Mapping[str, Any]) -> str:
    """Return the lesson of a link that was typed by hand, ``…/lti/buka?lesson=m1-internet``."""
    aim = _word(claims, f"{_CLAIM}target_link_uri", LONGEST_ADDRESS)
    try:
        return parse_qs(urlsplit(aim).query).get("lesson", [""])[0]
    except ValueError:
        return ""


def _item(visitor: Visitor, lesson: str, said: Mapping[str, Any]) -> Item | None:
    scopes = said.get("scope")
    words = [one for one in scopes if isinstance(one, str)] if isinstance(scopes, list) else []
    one, every = (_word(said, name, LONGEST_ADDRESS) for name in ("lineitem", "lineitems"))
    usable = [at if usable_address(at.partition("?")[0]) else "" for at in (one, every)]
    if not lesson or not any(usable):
        return None
    known = tuple(word for word in words[:_SCOPES] if len(word) <= _LONGEST)
    return Item(visitor.platform, visitor.context, lesson, usable[0], usable[1], known)


def _part(claims: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = claims.get(name)
    return found if isinstance(found, dict) else {}


def _word(claims: Mapping[str, Any], name: str, longest: int = _LONGEST) -> str:
    found = claims.get(name)
    # No database keeps a control, or half of a pair.
    is_word = isinstance(found, str) and len(found) <= longest and found.isprintable()
    return str(found) if is_word else ""
