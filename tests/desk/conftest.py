"""One desk for all its tests."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from desk_server import Desk, Told
from jupyter_desk import _ports


@pytest.fixture(scope="session")
def desk(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk on a copy of the small class, which its tests may change."""
    root = Path(shutil.copytree(small, tmp_path_factory.mktemp("desk") / "kelas"))
    home, log = tmp_path_factory.mktemp("desk-home"), tmp_path_factory.mktemp("log") / "server.log"
    port = next(_ports)
    own = {name: str(home) for name in ("HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR")}
    with log.open("w") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "course", "desk", "--no-browser", f"--port={port}"],
            cwd=root, env={**os.environ, **own, "PYTHONUNBUFFERED": "1"},
            stdout=file, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        yield Desk(root, port, _token(log, process), log)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _token(log: Path, process: subprocess.Popen[bytes]) -> str:
    for _ in range(600):
        found = re.search(r"http://\S+", log.read_text())
        if found:
            return urlsplit(found[0]).query.partition("token=")[2]
        assert process.poll() is None, log.read_text()
        time.sleep(0.1)
    raise TimeoutError(log.read_text())


@pytest.fixture
def told() -> Told:
    """Where an action of a page says what it does, called in this process."""
    return Told()
