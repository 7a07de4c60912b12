"""PyLTI1p3 on Tornado: login and launch by the library, stricter where it leaves room.

Loaded with the first request from a platform: a class without one pays nothing for it. The
library (https://github.com/pymsglobal/pylti1p3next) has the order of the checks; ours are that a
state belongs to this browser and is fresh, that its nonce is the state's own, that only RS256
counts, that ``exp``, ``iat``, ``iss`` and ``aud`` are there and right, and that nothing of a launch
is stored.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any, NoReturn

import jwt
import requests
from pylti1p3.cookie import CookieService
from pylti1p3.deep_link import DeepLink
from pylti1p3.deep_link_resource import DeepLinkResource
from pylti1p3.exception import (
    LtiException,
    LtiKeyException,
    OIDCException,
    ToolConfException,
)
from pylti1p3.lineitem import LineItem
from pylti1p3.message_launch import MessageLaunch
from pylti1p3.oidc_login import OIDCLogin
from pylti1p3.redirect import Redirect
from pylti1p3.registration import Registration
from pylti1p3.request import Request
from pylti1p3.session import SessionService

from course.inbox.mailbox.registered import Session, registered
from course.receiver.lti.tool import LAUNCH, STATE_SECONDS, Tool, now
from course.receiver.refusals import RefusedError

_LEEWAY = 60
"""Seconds by which a platform's clock may differ from ours."""
_KEYS_SECONDS, _AGAIN_SECONDS = 3600.0, 30.0
_LONGEST = 255
_CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"


class _Keys:
    """The platforms' public keys, fetched once an hour, sooner where one is not among them."""

    def __init__(self) -> None:
        self._sets: dict[str, tuple[float, Any]] = {}

    def fetched(self, url: str, kid: object, fetch: Any) -> Any:
        """Return the keys at ``url``; two threads at once fetch twice, which does no harm."""
        at, found = self._sets.get(url, (float("-inf"), {"keys": []}))
        age = time.monotonic() - at
        is_there = any(isinstance(k, dict) and k.get("kid") == kid for k in found["keys"])
        if age > _KEYS_SECONDS or (age > _AGAIN_SECONDS and not is_there):
            found = fetch(url)
            if not (isinstance(found, dict) and isinstance(found.get("keys"), list)):
                raise LtiKeyException("no set of keys")
            self._sets[url] = time.monotonic(), found
        return found


_KEYS = _Keys()


class Asked(Request):
    """A request as the library asks about it."""

    def __init__(self, given: Mapping[str, str], cookies: Mapping[str, str], tool: Tool) -> None:
        self.given, self.cookies, self.tool = given, cookies, tool

    @property
    def session(self) -> NoReturn:
        raise NotImplementedError  # nothing is kept between two requests

    def is_secure(self) -> bool:
        return self.tool.is_secure

    def get_param(self, key: str) -> str:
        return self.given.get(key, "")


class Cookies(CookieService):
    """The cookies of a browser, and those it is to be given: name, value, seconds."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self.new: list[tuple[str, str, int]] = []

    def get_cookie(self, name: str) -> str | None:
        return self._asked.cookies.get(f"{self._cookie_prefix}-{name}")

    def set_cookie(self, name: str, value: str | int, exp: int | None = 3600) -> None:  # noqa: ARG002
        self.new.append((f"{self._cookie_prefix}-{name}", str(value), STATE_SECONDS))


class _NoSession(SessionService):
    """Keeps nothing: the state says all, and the used nonces stand in the mailbox."""

    def __init__(self) -> None:
        """Make no storage."""

    def save_nonce(self, nonce: str) -> None:
        """Keep nothing."""

    def check_state_is_valid(self, state: str, id_token_hash: str) -> bool:  # noqa: ARG002
        """Return that no launch was seen before: only this browser's cookie proves a state."""
        return False


class _Link(Redirect[str]):
    def __init__(self, url: str) -> None:
        self._url = url

    def do_redirect(self) -> str:
        return self._url

    def do_js_redirect(self) -> str:
        return self._url

    def set_redirect_url(self, location: str) -> None:
        self._url = location

    def get_redirect_url(self) -> str:
        return self._url


def key_set(tool: Tool) -> Any:
    """Return the tool's public keys (JWKS), by which platforms know that we signed."""
    return registered((*tool.platforms.values(),), tool.key).get_jwks()


class _Login(OIDCLogin):  # type: ignore[type-arg]
    def __init__(self, asked: Asked, cookies: Cookies) -> None:
        conf = registered((*asked.tool.platforms.values(),), asked.tool.key)
        super().__init__(asked, conf, session_service=_NoSession(), cookie_service=cookies)
        self._state = asked.tool.new_state(now())

    def _get_uuid(self) -> str:
        return self._state

    def _generate_nonce(self) -> str:
        return self._request.tool.nonce_of(f"state-{self._state}")  # type: ignore[no-any-return]

    def get_redirect(self, url: str) -> Redirect[str]:
        return _Link(url)


def login(tool: Tool, given: Mapping[str, str]) -> tuple[str, list[tuple[str, str, int]]]:
    """Return where a browser shows a platform who it is, and the cookies it is given first.

    ``given``: what the platform said. Raises RefusedError for a platform that is not registered,
    and for an aim that is not ours.
    """
    asked = Asked(given, {}, tool)
    aim = given.get("target_link_uri", "")
    if aim.partition("?")[0] != tool.url(LAUNCH):
        raise RefusedError("target")
    cookies = Cookies(asked)
    try:
        return _Login(asked, cookies).redirect(tool.url(LAUNCH)), cookies.new
    except (OIDCException, ToolConfException) as error:
        raise RefusedError("platform") from error


class Launch(MessageLaunch):  # type: ignore[type-arg]
    """A message from a platform; ``read`` checks it."""

    def __init__(self, asked: Asked) -> None:
        conf = registered((*asked.tool.platforms.values(),), asked.tool.key)
        super().__init__(
            asked, conf, session_service=_NoSession(), cookie_service=Cookies(asked),
            requests_session=Session(),
        )  # fmt: skip

    @property
    def claims(self) -> dict[str, Any]:
        """What the message says, once it is checked."""
        return dict(self.get_launch_data())

    @property
    def registration(self) -> Registration:
        """Of whom the message is."""
        assert self._registration  # noqa: S101  a checked message has one
        return self._registration

    def _get_request_param(self, key: str) -> str:
        return self._request.get_param(key)  # type: ignore[no-any-return]

    def validate_state(self) -> Launch:
        try:
            super().validate_state()
        except LtiException as error:
            raise RefusedError("browser") from error
        self._request.tool.require_fresh(self.state.removeprefix("state-"), now())
        return self

    @property
    def state(self) -> str:
        """What went through the platform and came back."""
        return self._get_request_param("state")

    def validate_jwt_format(self) -> Launch:
        super().validate_jwt_format()
        header, body = self._jwt["header"], self._jwt["body"]
        if not (isinstance(header, dict) and isinstance(body, dict)):
            raise LtiException("no message")
        audience = body.get("aud")
        if isinstance(audience, list) and len(audience) == 1:
            body["aud"] = audience = audience[0]
        words = (body.get("iss"), audience, body.get("nonce"), body.get("sub"),
                 body.get(f"{_CLAIM}deployment_id"))  # fmt: skip
        if not all(
            isinstance(w, str) and 0 < len(w) <= _LONGEST and w.isprintable() for w in words
        ):
            raise LtiException("a word is missing")
        return self

    def validate_nonce(self) -> Launch:
        if self._jwt["body"]["nonce"] != self._request.tool.nonce_of(self.state):
            raise LtiException("a nonce of another state")
        return self

    def validate_registration(self) -> Launch:
        try:
            super().validate_registration()
        except ToolConfException as error:
            raise RefusedError("platform") from error
        return self

    def fetch_public_key(self, key_set_url: str) -> Any:
        return _KEYS.fetched(key_set_url, self._jwt["header"].get("kid"), super().fetch_public_key)

    def validate_jwt_signature(self) -> Launch:
        pem, kind = self.get_public_key()
        if kind != "RS256":
            raise LtiException("signed otherwise than LTI allows")
        try:
            jwt.decode(
                self._get_id_token(), pem, algorithms=["RS256"], leeway=_LEEWAY,
                audience=self.registration.get_client_id(), issuer=self.registration.get_issuer(),
                options={"require": ["exp", "iat", "iss", "aud", "sub", "nonce"]},
            )  # fmt: skip
        except jwt.ExpiredSignatureError as error:
            raise RefusedError("expired") from error
        except jwt.InvalidTokenError as error:
            raise LtiException("not signed by the platform") from error
        return self

    def validate_deployment(self) -> Launch:
        try:
            super().validate_deployment()
        except LtiException as error:
            raise RefusedError("deployment") from error
        return self

    def save_launch_data(self) -> Launch:
        """Keep nothing: a message may name somebody."""
        return self

    def chosen(self, title: str, lesson: str, most: float) -> str:
        """Return the answer to a platform that asked for a lesson: this one, signed, ten minutes.

        ``most``: the points to reach; 0 where the platform is to make no column for it.
        """
        settings = self.claims["https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"]
        link = DeepLink(self.registration, self._get_deployment_id(), settings)
        resource = DeepLinkResource().set_title(title).set_custom_params({"lesson": lesson})
        resource.set_url(self._request.tool.url(LAUNCH))
        if most:
            item = LineItem().set_score_maximum(most).set_label(title).set_resource_id(lesson)
            resource.set_lineitem(item)
        return link.get_response_jwt([resource])


def read(tool: Tool, given: Mapping[str, str], cookies: Mapping[str, str]) -> Launch:
    """Return a checked message. Raises RefusedError; nothing is stored, the nonce not yet used."""
    launch = Launch(Asked(given, cookies, tool))
    try:
        launch.validate()
    except LtiKeyException as error:
        # The platform did not answer, or signed with a key that it does not show.
        is_silent = isinstance(error.__cause__, requests.RequestException)
        raise RefusedError("no-keys" if is_silent else "signature") from error
    except (LtiException, AssertionError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise RefusedError("signature") from error
    return launch
