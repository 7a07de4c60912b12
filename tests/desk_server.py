"""A desk that runs on a small class, asked by hand; and who listens to an action called here."""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from jupyter_desk import free_port, listens

from course.desk.classes import class_at
from course.desk.work import State, Work


@dataclass
class Desk:
    """A desk that runs."""

    root: Path
    port: int
    token: str
    log: Path
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return class_at(self.root).key

    @property
    def own(self) -> str:
        """The address of the class, without the server's."""
        return f"/kelas/{self.key}"

    @property
    def url(self) -> str:
        """Where a browser goes first."""
        return f"http://127.0.0.1:{self.port}{self.own}/ini?token={self.token}"

    def ask(
        self, method: str, path: str, headers: dict[str, str] | None = None, body: Any = None
    ) -> tuple[int, dict[str, str], str]:
        """Send one request as it stands; return code, headers and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, body=body, headers=headers or {})
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, text

    def press(self, path: str, **values: str) -> dict[str, Any]:
        """Press a button as the page does, and wait until its work has ended."""
        head = {"Authorization": f"token {self.token}"}
        form = {**head, "Content-Type": "application/x-www-form-urlencoded"}
        code, _, text = self.ask("POST", f"{self.own}/{path}", form, urlencode(values))
        assert code in {200, 409}, text
        if code == 409:
            return dict(json.loads(text))
        _, _, told = self.ask("GET", f"{self.own}/kabar", head)
        states = [json.loads(line[6:]) for line in told.splitlines() if line.startswith("data: {")]
        return dict(states[-1])


@dataclass
class Told:
    """What a piece of work said, and how it stood in the end."""

    states: list[State] = field(default_factory=lambda: [State("uji")])

    @property
    def work(self) -> Work:
        return Work(self.states[0], self.states.append)

    @property
    def lines(self) -> list[tuple[str, str]]:
        return list(self.states[-1].lines)

    @property
    def text(self) -> str:
        return "\n".join(f"{mark} {words}" for mark, words in self.lines)


@contextmanager
def serve(root: Path, home: Path, log: Path) -> Iterator[Desk]:
    """Run the desk of the class at ``root`` as a person starts it; ``log`` is all it says."""
    own = {name: str(home) for name in ("HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR")}
    with log.open("w") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "course", "desk", "--no-browser", f"--port={free_port()}"],
            cwd=root, env={**os.environ, **own, "PYTHONUNBUFFERED": "1"},
            stdout=file, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        address = urlsplit(_address(log, process))
        assert address.port
        listens(address.port)  # it tells its address a moment before
        yield Desk(root, address.port, address.query.partition("token=")[2], log)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _address(log: Path, process: subprocess.Popen[bytes]) -> str:
    for _ in range(1_200):
        found = re.search(r"http://\S+(?=\s)", log.read_text())
        if found:
            return found[0]
        assert process.poll() is None, log.read_text()
        time.sleep(0.1)
    raise TimeoutError(log.read_text())
