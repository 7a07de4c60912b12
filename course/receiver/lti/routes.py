"""The addresses of the tool on a receiver, beside those of answers and photos."""

from __future__ import annotations

import re
from typing import Any

from course.receiver.handlers import Receiver
from course.receiver.lti import handlers
from course.receiver.lti.tool import CANVAS, CODE, KEYS, LAUNCH, LOGIN, Tools


def lti_routes(receiver: Receiver, base: str) -> list[tuple[str, type, dict[str, Any]]]:
    """Return Tornado's routes below ``base``, which ends in a slash."""
    shared = {"receiver": receiver, "tools": Tools(receiver)}
    found: list[tuple[str, type]] = [
        (LOGIN, handlers.Login),
        (LAUNCH, handlers.LaunchPage),
        (CODE, handlers.CodePage),
        (KEYS, handlers.PublicKeys),
        (CANVAS, handlers.CanvasSettings),
        ("kotak/platform", handlers.Came),
    ]
    return [(base + re.escape(path), handler, shared) for path, handler in found]
