"""A participant's phone: the site served like any static site, in an emulated Android Chrome."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jupyter_desk import CHROMIUM, FLAGS
from playwright.sync_api import Page, sync_playwright

from course.phone.serve import server

SIZE = {"width": 360, "height": 740}


@contextmanager
def serving(folder: Path, port: int = 0) -> Iterator[str]:
    """Serve ``folder`` on this machine; yield the address. Afterwards the line is dead."""
    running = server(folder, port)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{running.server_port}/"
    finally:
        running.shutdown()
        running.server_close()


@contextmanager
def phone(profile: Path | None = None) -> Iterator[Page]:
    """Open a page on a small touch screen; with ``profile``, the phone remembers."""
    how = {"viewport": SIZE, "device_scale_factor": 2, "is_mobile": True, "has_touch": True,
           "locale": "id-ID", "timezone_id": "Asia/Jakarta", "accept_downloads": True}  # fmt: skip
    with sync_playwright() as playwright:
        if profile:
            context = playwright.chromium.launch_persistent_context(
                profile, executable_path=CHROMIUM, args=FLAGS, **how
            )
            yield context.pages[0]
            context.close()
            return
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser.new_context(**how).new_page()
        browser.close()
