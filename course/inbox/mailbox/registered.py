"""What the LTI library is to know of a class's platforms, and how it asks them.

Loaded only where a platform is met (https://github.com/pymsglobal/pylti1p3next).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import requests
from joserfc.jwk import RSAKey
from pylti1p3.tool_config.dict import ToolConfDict

from course.inbox.mailbox.platforms import Platform

_SECONDS = 20


class Session(requests.Session):
    """Requests to a platform: they end, and follow no redirect to somewhere else."""

    def request(self, method: str, url: str, **more: Any) -> requests.Response:  # type: ignore[override]
        own = {"timeout": _SECONDS, "allow_redirects": False}
        return super().request(method, url, **{**more, **own})


@lru_cache(maxsize=4)
def registered(platforms: tuple[Platform, ...], key: str) -> ToolConfDict:
    """Return the platforms as the library knows them, to be read only; ``key``: ours, as PEM."""
    by_issuer: dict[str, Any] = {}
    for one in platforms:
        by_issuer.setdefault(one.issuer, []).append({
            "client_id": one.client_id, "auth_login_url": one.login, "auth_token_url": one.token,
            "key_set_url": one.keys, "deployment_ids": list(one.deployments),
        })  # fmt: skip
    conf = ToolConfDict(by_issuer)
    public = RSAKey.import_key(key).as_pem(private=False).decode()
    for one in platforms:
        conf.set_private_key(one.issuer, key, client_id=one.client_id)
        conf.set_public_key(one.issuer, public, client_id=one.client_id)
    return conf
