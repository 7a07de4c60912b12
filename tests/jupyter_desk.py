"""A participant's desk: a folder copied from ``release/`` open in a real Jupyter in Chromium."""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Locator, Page, expect
from windows import Windows

SHOTS = os.environ.get("SCREENSHOTS")
CHANCE = random.SystemRandom()


@contextmanager
def jupyter(folder: Path, home: Path) -> Iterator[str]:
    """Serve JupyterLab (and Notebook 7 under /notebooks) on ``folder``; yield the address."""
    port = free_port()
    own = {"HOME": str(home), "JUPYTER_CONFIG_DIR": str(home), "JUPYTER_RUNTIME_DIR": str(home)}
    process = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}",
         "--ServerApp.port_retries=0", "--IdentityProvider.token=", f"--notebook-dir={folder}"],
        cwd=folder, env={**os.environ, **own}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        listens(port)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)


def free_port() -> int:
    """Return a port that nobody uses here, below those from which connections go out.

    By chance: whoever else looks for one at this moment, another worker or another suite, looks elsewhere.
    """
    while True:
        port = CHANCE.randrange(18_000, 30_000)
        with socket.socket() as one, suppress(OSError):
            one.bind(("127.0.0.1", port))
            return port


def listens(port: int) -> None:
    """Wait until a server that has been started takes connections."""
    for _ in range(480):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=5):
                return
        except OSError:
            time.sleep(0.25)
    raise TimeoutError(port)


@contextmanager
def desktop(screens: Windows, width: int, height: int) -> Iterator[Page]:
    """Open a page of that size."""
    size = {"width": width, "height": height}
    with screens.one(viewport=size, locale="id-ID") as page:
        yield page


def run_all(page: Page) -> None:
    """Run every cell by the menu; it ends at the foot of the notebook."""
    page.locator(".jp-Notebook").wait_for()
    idle(page)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.get_by_role("heading", name="Selesai").wait_for()
    idle(page)


def restart_and_run_all(page: Page) -> None:
    """Reload the page, restart the kernel and run every cell again."""
    page.reload()
    page.locator(".jp-Notebook").wait_for()
    idle(page)
    page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.get_by_role("menuitem", name="Restart Kernel and Run All Cells…").click()
    page.get_by_role("dialog").get_by_role("button", name="Restart").last.click()
    page.get_by_role("heading", name="Selesai").wait_for()
    idle(page)


def idle(page: Page) -> None:
    """Wait until the kernel has nothing to do."""
    address = urljoin(page.url, "/api/kernels")
    quiet = 0
    for _ in range(600):
        answer = page.request.get(address)  # refused while a kernel is just ending
        kernels = answer.json() if answer.ok else []
        states = {k["execution_state"] for k in kernels if k["connections"]}
        # For half a second, so that what was asked for has had time to begin.
        quiet = quiet + 1 if states == {"idle"} else 0
        if quiet == 6:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"the kernel never came to rest: {states}")


def exercise(page: Page, words: str) -> Locator:
    """Scroll down to the exercise, as a person does (from the top after the end).

    What is far off is not drawn.
    """
    form = page.locator(".course-exercise").filter(has_text=words)
    panel = page.locator(".jp-WindowedPanel-outer").first
    for _ in range(400):
        if form.count() and form.first.is_visible():
            form.scroll_into_view_if_needed()
            return form
        # Three frames, in which the notebook draws what has come into sight.
        panel.evaluate(
            """async e => {
                e.scrollTop + e.clientHeight >= e.scrollHeight - 2
                    ? e.scrollTo(0, 0) : e.scrollBy(0, 400);
                for (let n = 0; n < 3; n += 1) await new Promise(requestAnimationFrame);
            }"""
        )
    raise AssertionError(f"no exercise {words!r} in the notebook")


def saved(form: Locator) -> None:
    """Expect the host's confirmation."""
    expect(form.locator(".cx-status")).to_contain_text("Tersimpan pukul")


def shoot(page: Page, name: str) -> None:
    """Keep a picture when SCREENSHOTS names a folder."""
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png")
