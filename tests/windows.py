"""Browser windows that tests take turns with.

Opening one costs Chromium over a second of the processor, more than most tests take; one that has
been emptied is as good as new.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, expect, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
# What a window without a frame has no use for, yet builds for each: the address bar's own pages take
# more of the processor than the pages under test; and a process ready for another site.
NEEDLESS = (
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "SpareRendererForSitePerProcess",
)  # fmt: skip
# What Playwright turns off itself, in a list that counts no more when another is given.
BY_PLAYWRIGHT = (
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding",
    "ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints",
    "NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch",
)  # fmt: skip
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--lang=en-US",
    "--disable-features=" + ",".join((*NEEDLESS, *BY_PLAYWRIGHT)),
]

PATIENCE = 120_000
"""Milliseconds: how long a page is waited for, whatever else the machine does; nothing proves a speed."""
expect.set_options(timeout=PATIENCE)
EMPTY = {"content_type": "text/html", "body": '<link rel="icon" href="data:,">'}
LOOKS = ("color_scheme", "reduced_motion")
"""What any window can be given; the other options of a context make it a window of another kind."""


class Windows:
    """The windows of one browser; each is lent to one test at a time."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self._free: dict[str, list[Page]] = {}

    @contextmanager
    def one(self, script: str = "", **options: Any) -> Iterator[Page]:
        """Lend an empty window of that kind; ``page.errors`` is what it complains about.

        ``script`` runs before every page's own; ``options`` are those of a browser
        context.
        """
        looks = {name: options.pop(name, "null") for name in LOOKS}
        size = options.pop("viewport")
        free = self._free.setdefault(repr(sorted(options.items())), [])
        page = free.pop() if free else self._opened(options, size)
        page.errors.clear()
        page.emulate_media(**looks, media="null")
        if page.viewport_size != size:
            page.set_viewport_size(size)
        with page.add_init_script(script) if script else nullcontext():
            yield page
        if not page.is_closed():  # by a test that changed what cannot be changed back
            self._empty(page)
            free.append(page)

    def forget(self) -> None:
        """Close every window: what a module left there is not for the next."""
        self._free.clear()
        for context in self.browser.contexts:
            context.close()

    def _opened(self, options: dict[str, Any], size: dict[str, int]) -> Page:
        page = self.browser.new_context(viewport=size, **options).new_page()
        page.errors, page.visited = [], set()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.on(
            "console",
            lambda said: (
                said.type == "error"
                # The browser asks for that by itself when it is quicker than the page's own icon.
                and not said.location["url"].endswith("/favicon.ico")
                and page.errors.append(f"{said.text} {said.location['url']}".strip())
            ),
        )
        # Chromium is told to hand choosers over long before one opens, or the first may be missed.
        page.on("filechooser", lambda _: None)
        page.on("framenavigated", lambda frame: page.visited.add(frame.url))
        return page

    def _empty(self, page: Page) -> None:
        """Leave nothing of what was opened, stored, allowed or pretended."""
        for other in page.context.pages:
            if other is not page:
                other.close()
        page.context.unroute_all()
        page.context.clear_permissions()
        origins = {"://".join(urlsplit(url)[:2]) for url in page.visited if url.startswith("http")}
        for origin in origins:
            # A page of the same address, not about:blank, keeps the window's process.
            page.route(f"{origin}/empty", lambda route: route.fulfill(**EMPTY))
            page.goto(f"{origin}/empty")  # first: a page that is left may still write
            page.evaluate("() => sessionStorage.clear()")  # the one store the next call leaves
            page.unroute_all()
            session = page.context.new_cdp_session(page)
            session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
            session.detach()
        page.visited.clear()


class Chromium:
    """Debian's Chromium: started when a test asks for it, and kept for the next."""

    def __init__(self) -> None:
        self._open = ExitStack()
        self._windows: Windows | None = None

    def started(self) -> Windows:
        """Return its windows; none is open when it has just begun, or all have been forgotten."""
        if self._windows is None:
            playwright = self._open.enter_context(sync_playwright())
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            self._open.callback(browser.close)
            self._windows = Windows(browser)
        return self._windows

    def end(self) -> None:
        """End it, if it runs."""
        self._windows = None
        self._open.close()


chromium = Chromium()
"""This worker's."""
