"""The pages the benchmark compares: our site, Voilà, and nbconvert's own HTML, of one notebook.

Each is served on this machine with gzip; what lies between it and the phone is ``slow_line``'s.
"""

from __future__ import annotations

import contextlib
import importlib.util
import logging
import mimetypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import nbformat
from bs4 import BeautifulSoup
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, StaticFileHandler

from course.phone.steps import is_dropped

REPOSITORY = Path(__file__).parents[2]
NPM = REPOSITORY / "build/bench/node_modules"
VOILA_PYTHON = REPOSITORY / ".venv-bench/bin/python"

# As shipped Voilà sends everything uncompressed; ours comes with gzip, so Voilà gets it too.
GZIPPED_VOILA = """
from tornado.web import GZipContentEncoding
from voila.app import Voila

class Gzipped(Voila):
    def listen(self):
        self.app.transforms.append(GZipContentEncoding)
        super().listen()

Gzipped.launch_instance()
"""


def new_course(root: Path) -> None:
    """Lay out a course at ``root`` with every lesson released and the phone site built."""
    shutil.copytree(REPOSITORY / "source", root / "source")
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    for verb in ("release", "site"):
        _run(root, "course", verb)


def texts_before_exercise(site: Path, lesson: str) -> tuple[int, str]:
    """Return how many steps precede the first with an exercise, and that one's id."""
    page = BeautifulSoup((site / f"{lesson}.html").read_text("utf-8"), "html.parser")
    steps = page.select(".step")
    index = next(i for i, step in enumerate(steps) if step.select_one("[data-widget]"))
    return index, str(steps[index]["id"])


def bare_lesson(root: Path, lesson: str, folder: Path) -> Path:
    """Copy a released lesson without the cells that need a participant or a grader."""
    shutil.copytree(root / "release" / lesson, folder)
    path = folder / f"{lesson}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = [cell for cell in notebook.cells if not is_dropped(cell)]
    nbformat.write(notebook, path)
    return path


def stock_html(notebook: Path) -> None:
    """Let nbconvert write its own page of a notebook, with what it takes from CDNs beside it.

    MathJax (no lesson has a formula) and mermaid are left out, in favour of that page.
    """
    anywidget = importlib.util.find_spec("anywidget")
    assert anywidget is not None
    assert anywidget.origin is not None
    beside = {
        "require.js": NPM / "requirejs/require.js",
        "embed-amd.js": NPM / "@jupyter-widgets/html-manager/dist/embed-amd.js",
        "anywidget.js": Path(anywidget.origin).parent / "nbextension/index.js",
    }
    for name, path in beside.items():
        shutil.copy(path, notebook.parent / name)
    _run(
        notebook.parent, "nbconvert", "--to", "html", "--execute", notebook.name,
        "--HTMLExporter.require_js_url=require.js",
        "--HTMLExporter.widget_renderer_url=embed-amd.js", "--HTMLExporter.mathjax_url=",
    )  # fmt: skip


def _run(folder: Path, *words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(words)} failed:\n{done.stderr}")


@contextlib.contextmanager
def static_server(folder: Path) -> Iterator[int]:
    """Serve files as a plain static host does, with gzip, ETag and Last-Modified; yield the port.

    They are a week old, from which browsers conclude how long they may keep them without asking.
    Runs in the event loop that is running.
    """
    last_week = time.time() - 7 * 24 * 3600
    for path in folder.rglob("*"):
        os.utime(path, (last_week, last_week))
    logging.getLogger("tornado.access").setLevel(logging.ERROR)  # no icon is no news
    mimetypes.add_type("application/manifest+json", ".webmanifest")
    mimetypes.add_type("image/webp", ".webp")
    files = {"path": str(folder), "default_filename": "index.html"}
    server = HTTPServer(Application([(r"/(.*)", StaticFileHandler, files)], compress_response=True))
    sockets = bind_sockets(0, "127.0.0.1")
    server.add_sockets(sockets)
    try:
        yield sockets[0].getsockname()[1]
    finally:
        server.stop()


@contextlib.contextmanager
def voila_server(folder: Path, home: Path) -> Iterator[int]:
    """Serve the notebooks in ``folder`` with Voilà in its own environment; yield the port."""
    port = _free_port()
    own = {"HOME": str(home), "JUPYTER_CONFIG_DIR": str(home), "JUPYTER_RUNTIME_DIR": str(home)}
    process = subprocess.Popen(
        [VOILA_PYTHON, "-c", GZIPPED_VOILA, str(folder), "--no-browser", f"--port={port}",
         "--Voila.port_retries=0"],
        cwd=folder, env={**os.environ, **own}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.send_signal(signal.SIGINT)  # which ends its kernels too
        process.wait(timeout=60)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(240):
        if process.poll() is not None:
            sys.exit(f"Voilà ended with code {process.returncode} before it answered")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 5):
            return
        time.sleep(0.25)
    sys.exit("Voilà did not answer within a minute")
