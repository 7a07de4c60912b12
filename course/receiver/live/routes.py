"""The addresses of live classes on a receiver, beside those of answers and photos."""

from __future__ import annotations

from typing import Any

from course.receiver.handlers import Receiver
from course.receiver.live import handlers, keyed
from course.receiver.live.handlers import live_of
from course.receiver.live.views import CODE

BERKAS = r"(screen\.css|screen\.js|door\.js)"


def live_routes(receiver: Receiver, base: str) -> list[tuple[str, type, dict[str, Any]]]:
    """Return Tornado's routes below ``base``, which ends in a slash; they share one look."""
    shared = {"receiver": receiver, "live": live_of(receiver)}
    at = f"{base}langsung/"
    found: list[tuple[str, type]] = [
        (rf"({CODE})/masuk", handlers.Enter),
        (rf"({CODE})/kabar", handlers.Hear),
        (rf"({CODE})/jawab", handlers.Answer),
        ("pengajar", keyed.Door),
        (f"berkas/{BERKAS}", keyed.KeyedStatic),
        (rf"({CODE})/layar", keyed.KeyedScreen),
        (rf"({CODE})/pantau", keyed.KeyedWatch),
        (rf"({CODE})/perintah", keyed.KeyedPress),
    ]
    routes = [(at + path, handler, shared) for path, handler in found]
    return [*routes, (f"{base}kotak/langsung", keyed.TookPart, shared)]
