"""A learning platform that is not ours: the library ``lti1p3platform`` behind a server on loopback.

The library makes and checks everything of LTI 1.3: login, messages, tokens, scores, the chosen
lesson. Ours are the addresses and two dictionaries in which it keeps columns and scores.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
from conftest import run_course
from joserfc.jwk import RSAKey
from jwt.algorithms import RSAAlgorithm
from lti1p3platform.exceptions import LineItemNotFoundException
from lti1p3platform.ltiplatform import LTI1P3PlatformConfAbstract
from lti1p3platform.message_launch import LTIAdvantageMessageLaunchAbstract
from lti1p3platform.oidc_login import OIDCLoginAbstract
from lti1p3platform.registration import Registration
from lti1p3platform.request import Request
from lti1p3platform.score import UpdateScoreStatus
from lti1p3platform.service_connector import AssignmentsGradesService

from course.files import Places

LEARNER = ["http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"]
TEACHER = ["http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor"]
SECRET_NAME = "Nama Rahasia Sekali"
TOOL_LAUNCH = "lti/buka"
LESSON = "m3-foto-katalog"
"""A lesson of the class that receives."""

# The library reads its key anew for each message, and tries the primes each time.
RSAAlgorithm.prepare_key = cache(RSAAlgorithm.prepare_key)
Registration.get_jwk = cache(Registration.get_jwk)


@cache
def key_pair(_name: str = "") -> tuple[str, str]:
    key = RSAKey.generate_key(2048, private=True)
    return key.as_pem(private=True).decode(), key.as_pem(private=False).decode()


@dataclass
class Platform:
    """What the platform knows; ``message`` may be changed before it is sent."""

    address: str = ""
    tool: str = ""
    client_id: str = "kelas-1"
    deployment: str = "1"
    columns: dict[str, dict[str, Any]] = field(default_factory=dict)
    scores: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    posted: list[dict[str, Any]] = field(default_factory=list)
    refuse: set[str] = field(default_factory=set)
    """Users of whom no score is taken."""
    creates: bool = True
    """Whether a tool may make columns."""
    chosen: list[dict[str, Any]] = field(default_factory=list)
    asks: dict[str, Any] = field(default_factory=dict)
    """Of the launch that is under way: who, what, in which course."""

    def registration(self) -> Registration:
        private, public = key_pair()
        return (
            Registration()
            .set_iss(self.address.rstrip("/"))
            .set_client_id(self.client_id)
            .set_deployment_id(self.deployment)
            .set_oidc_login_url(f"{self.tool}lti/masuk")
            .set_launch_url(self.tool + TOOL_LAUNCH)
            .set_deeplink_launch_url(self.tool + TOOL_LAUNCH)
            .set_tool_key_set_url(f"{self.tool}lti/kunci.json")
            .set_platform_private_key(private)
            .set_platform_public_key(public)
        )

    def conf(self) -> _Conf:
        conf = _Conf(platform=self)
        conf.get_registration()
        return conf

    def login_address(self, sub: str = "41", lesson: str = "", **asks: Any) -> str:
        """Return where a browser is sent that opens the tool: by the library's own words."""
        self.asks = {"sub": sub, "lesson": lesson, **asks}
        login = _Login(None, self.conf())
        login.set_lti_message_hint()
        return login.prepare_preflight_url(sub)


class _Conf(LTI1P3PlatformConfAbstract):
    def init_platform_config(self, **kwargs: Any) -> None:
        self._platform: Platform = kwargs["platform"]

    def get_registration_by_params(self, **_kwargs: Any) -> Registration:
        return self._platform.registration()


class _Login(OIDCLoginAbstract):
    def set_lti_message_hint(self, **_kwargs: Any) -> None:
        self._lti_message_hint = "petunjuk"

    def get_redirect(self, url: str) -> str:
        return url


class _Launch(LTIAdvantageMessageLaunchAbstract):
    def render_launch_form(self, launch_data: dict[str, Any], **_kwargs: Any) -> str:
        fields = "".join(
            f'<input type="hidden" name="{name}" value="{escape(launch_data[name])}">'
            for name in ("id_token", "state")
        )
        return (
            f'<form method="post" action="{escape(launch_data["launch_url"])}">{fields}'
            "<button>Buka</button></form>"
        )


class _Request(Request):
    def build_metadata(self, request: Any) -> Any:
        return request


class _Grades(AssignmentsGradesService):
    platform: Platform

    def find_lineitems(self, **_by: Any) -> Any:  # type: ignore[override]
        return {"content": [*self.platform.columns.values()], "has_next": False}

    def find_lineitem(self, line_item_id: str) -> Any:
        if line_item_id not in self.platform.columns:
            raise LineItemNotFoundException
        return self.platform.columns[line_item_id]

    def create_lineitem(self, creation_data: Any) -> Any:
        number = str(len(self.platform.columns) + 1)
        made = {**creation_data, "id": f"{self.platform.address}kolom/{number}"}
        self.platform.columns[number] = made
        return made

    def update_lineitem(self, update_data: Any) -> Any:
        raise NotImplementedError

    def delete_lineitem(self, line_item_id: str) -> None:
        raise NotImplementedError

    def update_score(self, line_item_id: str, score: Any) -> UpdateScoreStatus:
        self.find_lineitem(line_item_id)
        if score["userId"] in self.platform.refuse:
            return UpdateScoreStatus.NOTAPPLIED
        self.platform.posted.append(score)
        self.platform.scores[line_item_id, score["userId"]] = score
        return UpdateScoreStatus.SUCCESS

    def get_results(self, line_item_id: str, **_by: Any) -> Any:  # type: ignore[override]
        found = [
            {"userId": user, "resultScore": one["scoreGiven"], "resultMaximum": one["scoreMaximum"]}
            for (item, user), one in self.platform.scores.items() if item == line_item_id
        ]  # fmt: skip
        return {"content": found, "has_next": False}


class _Handler(BaseHTTPRequestHandler):
    platform: Platform

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self._answer(b"")

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers.get("Content-Length", "0"))))

    def _answer(self, body: bytes) -> None:
        parts = urlsplit(self.path)
        query = dict(parse_qsl(parts.query))
        kind = self.headers.get("Content-Type", "")
        form = dict(parse_qsl(body.decode())) if "form" in kind else {}
        status, said = self._said(parts.path.strip("/").split("/"), query, form, body)
        data = said.encode() if isinstance(said, str) else json.dumps(said).encode()
        self.send_response(status)
        self.send_header(
            "Content-Type", "text/html" if isinstance(said, str) else "application/json"
        )
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _said(self, path: list[str], query: Any, form: Any, body: bytes) -> tuple[int, Any]:
        own = self.platform
        if path == ["kunci"]:
            return 200, own.conf().get_jwks()
        if path == ["masuk"]:
            return 200, self._launch(query)
        if path == ["izin"]:
            return 200, own.conf().get_access_token(form)
        if path == ["pilihan"]:
            own.chosen += own.conf().validate_deeplinking_resp(form)
            return 200, "<p>Sudah dipilih</p>"
        service = _Grades(
            _Request({"method": self.command, "form_data": form, "get_data": query,
                      "headers": self.headers, "content_type": "", "path": self.path,
                      "json": json.loads(body) if body else None}),
            own.conf(), f"{own.address}kolom", allow_creating_lineitems=own.creates,
        )  # fmt: skip
        service.platform = own
        call = {
            ("GET", 1): service.handle_get_lineitems, ("POST", 1): service.handle_create_lineitem,
            ("GET", 2): service.handle_get_lineitem, ("GET", 3): service.handle_get_results,
            ("POST", 3): service.handle_update_score,
        }[self.command, len(path)]  # fmt: skip
        response = service.handle_resp(call, **({"line_item_id": path[1]} if len(path) > 1 else {}))
        result = response.result
        listed = isinstance(result, dict) and "content" in result
        return response.code, result["content"] if listed else result or {}

    def _launch(self, query: Any) -> str:
        own, asks = self.platform, self.platform.asks
        launch = _Launch(_Request({"get_data": query, "form_data": {}}), own.conf())
        launch.set_user_data(
            asks["sub"], asks.get("roles", LEARNER), SECRET_NAME, "rahasia@contoh.id"
        )
        launch.set_launch_context_claim(asks.get("context", "kursus-7"))
        launch.set_launch_presentation_claim(asks.get("target", "window"))
        if asks.get("choosing"):
            launch.set_dl(f"{own.address}pilihan", extra_data={"asal": "contoh"})
            return launch.lti_launch()
        launch.set_resource_link_claim("tautan-1")
        launch.set_custom_parameters_claim({"lesson": asks["lesson"]} if asks["lesson"] else {})
        if asks.get("grades", True):
            column = asks.get("column", "")
            launch.set_ags(f"{own.address}kolom", f"{own.address}kolom/{column}" if column else None,
                           allow_creating_lineitems=own.creates)  # fmt: skip
        return launch.lti_launch()


@contextmanager
def platform() -> Iterator[Platform]:
    """Serve a platform; ``tool`` is still to be told to it."""
    own = Platform()
    handler = type("Handler", (_Handler,), {"platform": own})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    own.address = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield own
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()


def register(root: Path, own: Platform, tool: str) -> None:
    """Let class and platform know each other, as a lecturer does."""
    own.tool = tool
    program = Places(root).program
    head, mark, rest = program.read_text("utf-8").partition("[course]\n")
    program.write_text(f'{head}{mark}receive = "{tool}"\n{rest}', "utf-8")
    done = run_course(
        root, "lti", "add", "moodle", "--issuer", own.address.rstrip("/"),
        "--client-id", own.client_id, "--deployment", own.deployment,
        "--login", f"{own.address}masuk", "--token", f"{own.address}izin",
        "--keys", f"{own.address}kunci",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def hidden(page: str) -> dict[str, str]:
    """Return the hidden fields of a page's form."""
    from bs4 import BeautifulSoup

    found = BeautifulSoup(page, "html.parser").select("input[type=hidden]")
    return {str(one["name"]): str(one["value"]) for one in found}


def message(browser: httpx.Client, own: Platform, **asks: Any) -> dict[str, str]:
    """Go to the tool and back to the platform; return the form that then goes to the tool."""
    begun = browser.get(own.login_address(**asks))
    assert begun.status_code == 302, begun.text
    return hidden(browser.get(begun.headers["location"]).text)


def opened(browser: httpx.Client, own: Platform, **asks: Any) -> httpx.Response:
    """Open the tool as somebody, as a browser does."""
    return browser.post(own.tool + TOOL_LAUNCH, data=message(browser, own, **asks))
