"""A participant's phone: the site served like any static site, in an emulated Android Chrome."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from windows import CHROMIUM, FLAGS

from course.phone.site import server

SCREEN = {
    "viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True,
    "locale": "id-ID", "timezone_id": "Asia/Jakarta",
}  # fmt: skip


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
def phone(profile: Path) -> Iterator[Page]:
    """Open a page on a small touch screen of a phone that remembers, in ``profile``."""
    how = {**SCREEN, "device_scale_factor": 2, "accept_downloads": True}
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=CHROMIUM, args=FLAGS, **how
        )
        yield context.pages[0]
        context.close()


def forget_cache(page: Page) -> None:
    """Empty the browser's own cache, as a full phone does: only what the lesson keeps is left."""
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")


def wait_for_worker(page: Page, kept: str = "") -> None:
    """Wait until the service worker is at rest, and (with ``kept``) keeps an address ending so.

    Not ``wait_for_function``: that takes an async predicate's promise for true.
    """
    page.evaluate(
        """async (wanted) => {
            for (let tries = 0; tries < 600; tries += 1) {
                const registration = await navigator.serviceWorker.ready;
                // A browser looks for a new worker after a visit, when it has time; one that had
                // none is visited again.
                if (tries % 200 === 199) await registration.update().catch(() => {});
                const { installing, waiting, active } = registration;
                const caches_ = await Promise.all(
                    (await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
                const found = caches_.flat().some(({ url }) => url.endsWith(wanted));
                if (!installing && !waiting && active.state === "activated" && found) return;
                await new Promise((resolve) => setTimeout(resolve, 100));
            }
            const { installing, waiting, active } = await navigator.serviceWorker.ready;
            const names = [installing, waiting, active].map((worker) => worker?.state);
            throw new Error(`the service worker never came to rest: ${names}`);
        }""",
        kept,
    )
