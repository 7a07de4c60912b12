"""A class as an LTI 1.3 tool, opened from a platform that is not ours over real HTTP."""

from __future__ import annotations

import logging
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode

import httpx
import jwt
import pytest
from bs4 import BeautifulSoup
from conftest import REPOSITORY, run_course
from lti_platform import (
    LESSON,
    SECRET_NAME,
    TEACHER,
    Platform,
    hidden,
    key_pair,
    message,
    opened,
    platform,
    register,
)
from received import SITE, lay_receiving_class, serving

from course.files import Places
from course.inbox.mailbox import lti
from course.inbox.mailbox.key import class_key, make_key
from course.inbox.mailbox.remote import RemoteBox
from course.receiver import limits
from course.receiver.handlers import LOG, Receiver

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
Service = tuple[Platform, Receiver]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with pytest.MonkeyPatch.context() as patch:
        for name in vars(limits):
            if name.startswith("_WRONG"):  # here everybody guesses
                patch.setattr(limits, name, ())
        root = lay_receiving_class(tmp_path_factory.mktemp("lti") / "kelas")
        with platform() as own, serving(root) as (address, receiver):
            register(root, own, address)
            receiver.of._looked = 0.0
            yield own, receiver


@pytest.fixture
def browser() -> Iterator[httpx.Client]:
    with httpx.Client(verify=False) as browser:  # what it would verify with takes long to load
        yield browser


def prove(
    browser: httpx.Client, own: Platform, asked: httpx.Response, **given: str
) -> httpx.Response:
    assert "Link undangan" in asked.text
    return browser.post(f"{own.tool}lti/kode", data={**hidden(asked.text), **given})


def invitation(answer: httpx.Response) -> tuple[str, dict[str, list[str]]]:
    assert answer.status_code == 303, answer.text
    page, _, fragment = answer.headers["location"].partition("#")
    return page, parse_qs(fragment)


def code_of(answer: httpx.Response) -> str:
    found = re.search(r"Kode untuk pengajar: ([a-z-]+)", answer.text)
    return found[1] if found else ""


def stored(receiver: Receiver) -> tuple[int, int]:
    engine = receiver.mailbox.engine
    return len(lti.people(engine)), len(lti.items(engine))


def test_one_launch_opens_the_lesson_as_that_participant(
    service: Service, browser: httpx.Client
) -> None:
    own, receiver = service
    asked = opened(browser, own, sub="41", lesson=LESSON)
    assert SECRET_NAME not in asked.text
    proved = prove(browser, own, asked, undangan=f"{SITE}/#p=U07&t=abcd")
    page, said = invitation(proved)
    assert page == f"{SITE}/{LESSON}.html"
    assert (said["p"], said["t"], said["r"]) == (["U07"], ["abcd"], [own.tool])
    # From now on a launch is enough, from another browser and another course too.
    with httpx.Client(verify=False) as elsewhere:
        page, said = invitation(opened(elsewhere, own, sub="41", context="kursus-8"))
    assert (page, said["p"]) == (f"{SITE}/", ["U07"])
    found = {(one.context, one.participant) for one in lti.people(receiver.mailbox.engine)}
    assert {("kursus-7", "U07"), ("kursus-8", "U07")} <= found
    kept = Places(receiver.root).mailbox
    for path in (kept, kept.with_name("mailbox.db-wal")):
        data = path.read_bytes() if path.exists() else b""
        assert SECRET_NAME.encode() not in data
        assert b"rahasia@contoh.id" not in data


def test_a_code_may_be_typed_and_a_new_token_makes_an_old_proof_void(
    service: Service, browser: httpx.Client
) -> None:
    own, receiver = service
    asked = opened(browser, own, sub="42")
    wrong = prove(browser, own, asked, kode="u 08", kunci="salah")
    assert wrong.status_code == 403
    assert "tidak cocok" in wrong.text
    _, said = invitation(prove(browser, own, wrong, kode="u 08", kunci="Efgh"))
    assert said["p"] == ["U08"]
    invitation(opened(browser, own, sub="42", context="kursus-8"))
    roster = Places(receiver.root).roster
    text = roster.read_text("utf-8")
    try:
        roster.write_text(text.replace("efgh", "baru"), "utf-8")
        receiver.of._looked = 0.0
        asked = opened(browser, own, sub="42")
        invitation(prove(browser, own, asked, undangan=f"{SITE}/#p=U07&t=abcd"))
        found = lti.people(receiver.mailbox.engine)
        assert [one.participant for one in found if one.sub == "42"] == ["U07"]
    finally:
        roster.write_text(text, "utf-8")
        receiver.of._looked = 0.0


def test_a_test_opens_in_the_form_that_was_drawn(service: Service, browser: httpx.Client) -> None:
    own, receiver = service
    roster, other = Places(receiver.root).roster, receiver.root / "source" / "posttest"
    text = roster.read_text("utf-8")
    head, *lines = text.splitlines()
    shutil.copytree(REPOSITORY / "source" / "posttest", other)
    try:
        roster.write_text("\n".join([f"{head},forms", f"{lines[0]},BA", f"{lines[1]},AB"]), "utf-8")
        receiver.of._looked = 0.0
        for sub, shown, form in (("61", "p=U07&t=abcd", "-b"), ("62", "p=U08&t=efgh", "")):
            asked = opened(browser, own, sub=sub, lesson="pretest")
            page, _ = invitation(prove(browser, own, asked, undangan=f"{SITE}/#{shown}"))
            assert page == f"{SITE}/pretest{form}.html"
    finally:
        shutil.rmtree(other)
        roster.write_text(text, "utf-8")
        receiver.of._looked = 0.0


def test_in_a_frame_the_lesson_opens_in_a_window_of_its_own(
    service: Service, browser: httpx.Client
) -> None:
    own, _ = service
    asked = opened(browser, own, sub="43", lesson=LESSON, target="iframe")
    framed = prove(browser, own, asked, undangan=f"{SITE}/#p=U07&t=abcd")
    link = BeautifulSoup(framed.text, "html.parser").select_one("a.button")
    assert link is not None
    assert (link["target"], str(link["href"])[: len(SITE)]) == ("_blank", SITE)
    policy = framed.headers["Content-Security-Policy"]
    assert f"frame-ancestors 'self' {own.address.rstrip('/')}" in policy


def test_a_lecturer_picks_a_lesson_from_the_class_s_list(
    service: Service, browser: httpx.Client
) -> None:
    own, _ = service
    page = opened(browser, own, sub="7", roles=TEACHER, choosing=True)
    form = BeautifulSoup(page.text, "html.parser").select_one("form")
    assert form is not None
    assert form["action"] == f"{own.address}pilihan"
    buttons = {str(b["aria-label"]): str(b["value"]) for b in form.select("button")}
    assert len(buttons) == 2, "a mentor's sheet is for nobody here"
    picked = next(value for label, value in buttons.items() if "Foto" in label)
    own.chosen.clear()
    assert browser.post(f"{own.address}pilihan", data={"JWT": picked}).status_code == 200
    (item,) = own.chosen
    assert item["custom"] == {"lesson": LESSON}
    assert item["url"] == f"{own.tool}lti/buka"
    assert item["lineItem"]["resourceId"] == LESSON
    assert item["lineItem"]["scoreMaximum"] > 0
    for value in set(buttons.values()) - {picked}:  # a test: no column, unless it is asked for
        browser.post(f"{own.address}pilihan", data={"JWT": value})
    assert "lineItem" not in own.chosen[1]


def test_a_lecturer_may_look_without_a_code(service: Service, browser: httpx.Client) -> None:
    own, _ = service
    assert "lihat pelajaran tanpa kode" in opened(browser, own, sub="7", roles=TEACHER).text
    assert "tanpa kode" not in opened(browser, own, sub="44").text


def forged(
    form: dict[str, str], sign: str = "", headers: Any = None, **change: Any
) -> dict[str, str]:
    """Return the form with a changed message, signed by the platform, or by ``sign``."""
    body = jwt.decode(form["id_token"], options={"verify_signature": False})
    head = {**jwt.get_unverified_header(form["id_token"]), **(headers or {})}
    body = {k: v for k, v in {**body, **change}.items() if v is not None}
    key = sign or key_pair()[0]
    return {**form, "id_token": jwt.encode(body, key, head.pop("alg", "RS256"), headers=head)}


def unsigned(form: dict[str, str]) -> dict[str, str]:
    body = jwt.decode(form["id_token"], options={"verify_signature": False})
    kid = jwt.get_unverified_header(form["id_token"])["kid"]
    return {**form, "id_token": jwt.encode(body, None, "none", headers={"kid": kid})}


def cut(form: dict[str, str]) -> dict[str, str]:
    head, body, mark = form["id_token"].split(".")
    return {**form, "id_token": f"{head}.{body}.{'A' * len(mark)}"}


HOUR = 3600
Change = Callable[[dict[str, str]], dict[str, str]]
MESSAGES: dict[str, tuple[Change, str]] = {
    "signed by another key": (lambda f: forged(f, key_pair("other")[0]), "signature"),
    "signed by nobody": (unsigned, "signature"),
    "signed with a secret": (lambda f: forged(f, "s" * 40, {"alg": "HS256"}), "signature"),
    "another kid": (lambda f: forged(f, headers={"kid": "lain"}), "signature"),
    "a mark of letters": (cut, "signature"),
    "expired": (lambda f: forged(f, exp=int(time.time()) - HOUR), "expired"),
    "without an end": (lambda f: forged(f, exp=None), "signature"),
    "made tomorrow": (lambda f: forged(f, iat=int(time.time()) + 24 * HOUR), "signature"),
    "another audience": (lambda f: forged(f, aud="kelas-2"), "platform"),
    "two audiences": (lambda f: forged(f, aud=["kelas-1", "kelas-2"]), "signature"),
    "another issuer": (lambda f: forged(f, iss="https://lain.example"), "platform"),
    "an issuer of no letter": (lambda f: forged(f, iss=""), "signature"),
    "a nonce that is a list": (lambda f: forged(f, nonce=["a"]), "signature"),
    "another deployment": (lambda f: forged(f, **{f"{CLAIM}deployment_id": "9"}), "deployment"),
    "another nonce": (lambda f: forged(f, nonce="x" * 40), "signature"),
    "no nonce": (lambda f: forged(f, nonce=None), "signature"),
    "nobody": (lambda f: forged(f, sub=None), "signature"),
    "somebody without end": (lambda f: forged(f, sub="9" * 300), "signature"),
    "somebody of controls": (lambda f: forged(f, sub="4\x001"), "signature"),
    "half of a letter": (lambda f: forged(f, sub="\ud800"), "signature"),
    "another version": (lambda f: forged(f, **{f"{CLAIM}version": "1.1"}), "signature"),
    "another kind": (lambda f: forged(f, **{f"{CLAIM}message_type": "Lain"}), "signature"),
    "a link that is a word": (lambda f: forged(f, **{f"{CLAIM}resource_link": "x"}), "signature"),
    "a lesson of another class": (
        lambda f: forged(f, **{f"{CLAIM}custom": {"lesson": "m9-bulan"}}), "no-lesson"),
    "a lesson that is a path": (
        lambda f: forged(f, **{f"{CLAIM}custom": {"lesson": "//jahat.example/"}}), "no-lesson"),
    "no message": (lambda f: {**f, "id_token": ""}, "browser"),
    "two parts": (lambda f: {**f, "id_token": "a.b"}, "signature"),
    "a list for a message": (lambda f: {**f, "id_token": "W10.W10.W10"}, "signature"),
    "no state": (lambda f: {**f, "state": ""}, "browser"),
    "a state of one's own": (lambda f: {**f, "state": "state-1.2.3"}, "browser"),
    "a state in other letters": (lambda f: {**f, "state": "státe"}, "browser"),
}  # fmt: skip


@pytest.mark.parametrize("change", MESSAGES)
def test_a_message_that_is_not_right_is_refused_and_leaves_nothing(
    service: Service, browser: httpx.Client, change: str
) -> None:
    own, receiver = service
    make, code = MESSAGES[change]
    form, before = message(browser, own, sub="66", lesson=LESSON), stored(receiver)
    refused = browser.post(f"{own.tool}lti/buka", data=make(form))
    assert (refused.status_code // 100, code_of(refused)) == (4, code)
    assert stored(receiver) == before
    # The platform's own message goes through afterwards: nothing was used up.
    if code != "no-lesson":
        assert browser.post(f"{own.tool}lti/buka", data=form).status_code == 200


def test_a_message_opens_once_in_one_browser_and_for_some_minutes(
    service: Service, browser: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, _ = service
    form = message(browser, own, sub="41")
    with httpx.Client(verify=False) as stranger:
        refused = stranger.post(f"{own.tool}lti/buka", data=form)
    assert code_of(refused) == "browser"
    assert browser.post(f"{own.tool}lti/buka", data=form).status_code == 303
    again = browser.post(f"{own.tool}lti/buka", data=form)
    assert (again.status_code, code_of(again)) == (403, "used")
    late = message(browser, own, sub="41")
    monkeypatch.setattr("course.receiver.lti.adapter.now", lambda: time.time() + 700)
    assert code_of(browser.post(f"{own.tool}lti/buka", data=late)) == "expired"


LOGINS = {
    "a platform that nobody registered": ({"iss": "https://lain.example"}, "platform"),
    "a client that nobody registered": ({"client_id": "kelas-9"}, "platform"),
    "nobody who logs in": ({"login_hint": ""}, "platform"),
    "an aim elsewhere": ({"target_link_uri": "https://jahat.example/lti/buka"}, "target"),
    "an aim that begins alike": ({"target_link_uri": "{tool}lti/buka.jahat.example"}, "target"),
    "no aim": ({"target_link_uri": ""}, "target"),
}


@pytest.mark.parametrize("change", LOGINS)
def test_a_login_that_is_not_right_goes_nowhere(
    service: Service, browser: httpx.Client, change: str
) -> None:
    own, _ = service
    said, code = LOGINS[change]
    address, _, query = own.login_address().partition("?")
    given = {name: values[0] for name, values in parse_qs(query).items()}
    given |= {name: word.format(tool=own.tool) for name, word in said.items()}
    for refused in (
        browser.get(f"{address}?{urlencode(given)}"),
        browser.post(address, data=given),
    ):
        assert (refused.status_code, code_of(refused)) == (403, code)
        assert "set-cookie" not in refused.headers
        assert "location" not in refused.headers


def test_who_is_handed_another_s_page_gives_no_code_away(
    service: Service, browser: httpx.Client
) -> None:
    own, receiver = service
    theirs = opened(browser, own, sub="13", lesson=LESSON)
    before = stored(receiver)
    given = {**hidden(theirs.text), "undangan": f"{SITE}/#p=U07&t=abcd"}
    with httpx.Client(verify=False) as victim:
        refused = victim.post(f"{own.tool}lti/kode", data=given)
    assert code_of(refused) == "browser"
    for ticket in ("", "2|1:0|lain", f"{given['ticket'][:-4]}0000"):
        assert (
            code_of(browser.post(f"{own.tool}lti/kode", data={**given, "ticket": ticket}))
            == "expired"
        )
    wrong = browser.post(f"{own.tool}lti/kode", data={**given, "undangan": f"{SITE}/#p=U07&t=efgh"})
    assert (wrong.status_code, stored(receiver)) == (403, before)


BODIES: dict[str, tuple[bytes, dict[str, str], int]] = {
    "without end": (b"id_token=" + b"a" * 200_000, {}, 413),
    "of a hundred words": (b"&".join(b"a%d=1" % n for n in range(100)), {}, 400),
    "of bytes that are no text": (b"id_token=\xff\xfe&state=\xff", {}, 403),
    "of another kind": (b"{}", {"Content-Type": "application/json"}, 415),
    "of nothing": (b"", {}, 403),
}


@pytest.mark.parametrize("body", BODIES)
def test_a_body_that_no_platform_sends(service: Service, browser: httpx.Client, body: str) -> None:
    own, _ = service
    data, headers, status = BODIES[body]
    kind = {"Content-Type": "application/x-www-form-urlencoded", **headers}
    for path in ("buka", "masuk", "kode"):
        refused = browser.post(f"{own.tool}lti/{path}", content=data, headers=kind)
        assert refused.status_code in {status, 403}, path
        assert code_of(refused), path


def test_no_name_no_code_no_token_in_the_log(
    service: Service, browser: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    own, _ = service
    LOG.setLevel(logging.INFO)
    with caplog.at_level(logging.DEBUG):
        asked = opened(browser, own, sub="sub-rahasia", lesson=LESSON)
        prove(browser, own, asked, undangan=f"{SITE}/#p=U07&t=abcd")
        browser.post(f"{own.tool}lti/buka", data={"id_token": "token.rahasia.x", "state": "x"})
    ours = [record for record in caplog.records if record.name not in {"httpx", "httpcore.http11"}]
    said = "\n".join(record.getMessage() for record in ours)
    assert "launchpage" in said
    assert [word for word in ("rahasia", "abcd", "U07", SECRET_NAME, LESSON) if word in said] == []


def test_what_a_platform_and_canvas_fetch(service: Service, browser: httpx.Client) -> None:
    own, receiver = service
    (key,) = browser.get(f"{own.tool}lti/kunci.json").json()["keys"]
    assert (key["kty"], key["alg"], key["use"]) == ("RSA", "RS256", "sig")
    assert not {"d", "p", "q"} & set(key)
    said = browser.get(f"{own.tool}lti/canvas.json").json()
    assert said["public_jwk_url"] == f"{own.tool}lti/kunci.json"
    assert said["extensions"][0]["privacy_level"] == "anonymous"
    shown = run_course(receiver.root, "lti", "show").stdout
    assert f"{own.tool}lti/masuk" in shown


def test_a_class_elsewhere_is_told_who_came_by_the_class_s_key(service: Service) -> None:
    own, receiver = service
    make_key(receiver.root)
    with RemoteBox(own.tool, class_key(receiver.root)) as box:
        people, items = box.came()
    assert people == lti.people(receiver.mailbox.engine)
    assert items == lti.items(receiver.mailbox.engine)
    assert items
    assert httpx.get(f"{own.tool}kotak/platform", verify=False).status_code == 401


def test_a_class_without_a_platform_has_no_such_address(tmp_path: Path) -> None:
    root = lay_receiving_class(tmp_path / "kelas")
    with serving(root) as (address, _), httpx.Client(verify=False) as browser:
        for path in ("masuk", "buka", "kode"):
            form = {"iss": "x", "id_token": "a.b.c"}
            assert browser.post(f"{address}lti/{path}", data=form).status_code == 404
        assert browser.get(f"{address}lti/kunci.json").json()["code"] == "address"
