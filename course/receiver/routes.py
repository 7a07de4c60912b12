"""All addresses of the service, the same alone and beside the desk."""

from __future__ import annotations

from typing import Any

from course.receiver import emptied, handlers, photos
from course.receiver.handlers import Receiver
from course.receiver.live.routes import live_routes
from course.receiver.lti.routes import lti_routes


def routes(receiver: Receiver, base: str = "/") -> list[tuple[str, type, dict[str, Any]]]:
    """Return Tornado's routes below ``base``, which ends in a slash."""
    shared = {"receiver": receiver}
    found: list[tuple[str, type]] = [
        ("halo", handlers.Hello),
        ("jawaban", handlers.Answers),
        ("foto", photos.NewPhoto),
        (r"foto/([0-9a-f]{32})", photos.Photo),
        ("kotak", emptied.Waiting),
        ("kotak/foto", emptied.Content),
        ("kotak/selesai", emptied.Filed),
    ]
    nothing: tuple[str, type, dict[str, Any]] = (f"{base}.*", handlers.Nothing, shared)
    own = [(base + path, handler, shared) for path, handler in found]
    return [*own, *live_routes(receiver, base), *lti_routes(receiver, base), nothing]
