"""``course site --serve``: try the site in this computer's own browser."""

from __future__ import annotations

import mimetypes
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

PORT = 8000
for _type, _suffix in (("application/manifest+json", ".webmanifest"), ("image/webp", ".webp")):
    mimetypes.add_type(_type, _suffix)


class Handler(SimpleHTTPRequestHandler):
    """Serves files as a static host does, with the types a browser needs to be told."""

    def send_head(self) -> Any:
        """Send the file as it is now: times count whole seconds, and a rebuild may be faster."""
        del self.headers["If-Modified-Since"]
        return super().send_head()

    def end_headers(self) -> None:
        """Let a rebuilt page be seen at once; the service worker does its own caching."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, *args: object) -> None:
        """Keep the terminal quiet."""


def server(folder: Path, port: int = PORT) -> ThreadingHTTPServer:
    """Return a server of ``folder`` on this machine only; port 0 takes a free one.

    Only localhost counts as secure without https, and a service worker needs that.
    """
    return ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, directory=str(folder)))
