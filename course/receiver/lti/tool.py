"""The class as a tool: its addresses, whom it knows, and what it signs for itself.

Nothing is kept of a login that was only begun: the state that goes through the platform carries
when it was made and our mark, and the nonce follows from it. What is kept is which were used.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tornado import web

from course import CourseError
from course.files import Places
from course.inbox.mailbox.platforms import Platform, platform_key, read_platforms
from course.people.invitations import service_address
from course.receiver.checks import Known
from course.receiver.handlers import Receiver
from course.receiver.refusals import RefusedError

LOGIN, LAUNCH, KEYS, CODE, CANVAS = (
    "lti/masuk", "lti/buka", "lti/kunci.json", "lti/kode", "lti/canvas.json"
)  # fmt: skip
"""Addresses below the service's own."""
STATE_SECONDS, TICKET_SECONDS = 600, 3600
_TICKET = "lti-kode"


@dataclass(frozen=True)
class Tool:
    """What the class's files say of platforms."""

    base: str
    """The service's own public address, ending in a slash; never what a request says."""
    site: str
    """Where the class's pages lie, ending in a slash."""
    platforms: Mapping[str, Platform]
    key: str
    """The private key, PEM."""

    def url(self, path: str) -> str:
        """Return one of the tool's addresses, ``LAUNCH``."""
        return self.base + path

    @property
    def is_secure(self) -> bool:
        """Whether the tool is reached over https; on one computer alone it need not be."""
        return self.base.startswith("https:")

    @property
    def framing(self) -> str:
        """The origins that may show our pages in a frame."""
        return " ".join(sorted({o for one in self.platforms.values() for o in one.origins}))

    def new_state(self, now: float) -> str:
        """Return a state that nobody else can make; ``now`` in seconds."""
        said = f"{int(now):x}.{secrets.token_urlsafe(18)}"
        return f"{said}.{self._mark('state', said)}"

    def require_fresh(self, state: str, now: float) -> None:
        """Raise RefusedError for a state that is not ours, or too old."""
        said, _, mark = state.rpartition(".")
        if not hmac.compare_digest(mark.encode(), self._mark("state", said).encode()):
            raise RefusedError("browser")
        if not 0 <= now - int(said.partition(".")[0], 16) < STATE_SECONDS:
            raise RefusedError("expired")

    def nonce_of(self, state: str) -> str:
        """Return the nonce that belongs to a state, and to no other."""
        return self._mark("nonce", state)

    def ticket(self, said: Mapping[str, Any]) -> str:
        """Return a paper that a page may carry for an hour: who came, before a code is proved."""
        return web.create_signed_value(self._secret, _TICKET, json.dumps(said)).decode()

    def read_ticket(self, ticket: str) -> dict[str, Any]:
        """Return what ``ticket`` was given; RefusedError for one not ours, or too old."""
        days = TICKET_SECONDS / 86_400
        said = web.decode_signed_value(self._secret, _TICKET, ticket, max_age_days=days)
        if said is None:
            raise RefusedError("expired")
        found: dict[str, Any] = json.loads(said)
        return found

    @property
    def _secret(self) -> str:
        return hashlib.sha256(f"lti {self.key}".encode()).hexdigest()

    def _mark(self, what: str, said: str) -> str:
        mark = hmac.new(self._secret.encode(), f"{what} {said}".encode(), hashlib.sha256)
        return mark.hexdigest()[:40]


_SCOPES = ("lineitem", "result.readonly", "score")


def canvas_settings(base: str) -> dict[str, Any]:
    """Return what a Canvas developer key (LTI key, "Paste JSON") is told of the tool at ``base``.

    Anonymous: of a person Canvas then says a number, no name and no address. Source:
    developerdocs.instructure.com, "Configuring LTI Advantage Tools".
    """
    choosing = [
        {"placement": place, "message_type": "LtiDeepLinkingRequest",
         "target_link_uri": base + LAUNCH, "text": "Kelas UMKM"}
        for place in ("assignment_selection", "link_selection")
    ]  # fmt: skip
    return {
        "title": "Kelas UMKM",
        "description": "Pelajaran Kelas UMKM",
        "oidc_initiation_url": base + LOGIN,
        "target_link_uri": base + LAUNCH,
        "public_jwk_url": base + KEYS,
        "scopes": [f"https://purl.imsglobal.org/spec/lti-ags/scope/{one}" for one in _SCOPES],
        "extensions": [
            {
                "platform": "canvas.instructure.com",
                "privacy_level": "anonymous",
                "settings": {"text": "Kelas UMKM", "placements": choosing},
            }
        ],
    }


def to_type(root: Path) -> list[tuple[str, str]]:
    """Return what is typed into a platform's form of an external tool: label, address.

    Labels are Moodle's; the last is for Canvas, which fetches the rest. Raises CourseError where
    the class's service has no address.
    """
    base = service_address(root)
    if not base:
        raise CourseError(
            f'{Places(root).program}: belum ada receive = "https://alamat-penerima/" di bawah '
            "[course]. Tulis di sana alamat layanan penerima (course receive)."
        )
    return [
        ("Tool URL", base + LAUNCH),
        ("Public keyset", base + KEYS),
        ("Initiate login URL", base + LOGIN),
        ("Redirection URI(s)", base + LAUNCH),
        ("Content Selection URL", base + LAUNCH),
        ("Canvas: Enter URL", base + CANVAS),
    ]


class Tools:
    """The tool as requests meet it: read again when the class's files have changed."""

    def __init__(self, receiver: Receiver) -> None:
        self._receiver, self._lock = receiver, threading.Lock()
        self._of: Known | None = None
        self._tool: Tool | None = None

    def now(self) -> Tool:
        """Return the tool; RefusedError where the class knows no platform, or has no address.

        CourseError for a file that cannot be read.
        """
        known = self._receiver.of.known()
        with self._lock:
            if self._tool is None or self._of is not known:
                self._tool, self._of = self._read(known), known
            return self._tool

    def _read(self, known: Known) -> Tool:
        root = self._receiver.root
        platforms = read_platforms(root)
        base = service_address(root)
        if not platforms or not base:
            raise RefusedError("address")
        if not known.site:
            raise RefusedError("no-site")
        return Tool(base, known.site, platforms, platform_key(root))


def now() -> float:
    """Return the moment, in seconds; one place, so that a test can be later."""
    return time.time()
