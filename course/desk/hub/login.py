"""Coming in: a person of the class with her code and the token of her invitation, or an instructor.

Needs JupyterHub, so only a hub loads it: ``c.JupyterHub.authenticator_class``.
"""

from __future__ import annotations

import asyncio
import hmac
from pathlib import Path
from typing import Any

from jupyter_server.auth.security import passwd_check
from jupyterhub.auth import Authenticator
from tornado import web
from traitlets import Dict, Unicode

from course.people.roster import forgotten, invited
from course.receiver.limits import Limits, network
from course.receiver.refusals import RefusedError


class InvitationAuthenticator(Authenticator):  # type: ignore[misc]
    """Takes the code as name and the invitation's token as password; a wrong one is counted.

    The limits are those of the receiving service (``receiver.limits``), which takes the same proof.
    """

    folder = Unicode(config=True, help="The class's folder.")
    instructors = Dict(
        config=True,
        help="By name, in small letters, what jupyter_server.auth.passwd made of the password.",
    )

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._limits = Limits()

    async def authenticate(self, handler: Any, data: Any = None) -> str | None:
        """Return the account's name; None where name and password do not belong together."""
        given = data or {}
        # One name however it is written: guesses are counted by it.
        name, said = str(given.get("username", "")).strip().lower(), str(given.get("password", ""))
        net = network(handler.request.remote_ip)
        known = await asyncio.to_thread(self._known, name)
        try:
            self._limits.guess(net, name if known else "")
        except RefusedError as error:
            raise web.HTTPError(429, "Terlalu sering salah. Coba lagi nanti.") from error
        if await asyncio.to_thread(self._is_right, name, known, said.strip()):
            self._limits.right(net, name)
            return name
        self._limits.wrong(net, name if known else "")
        return None

    def check_allowed(self, _username: str, _model: Any = None) -> bool:
        """Let in whoever has shown who he is, also who came onto the list since the hub began."""
        return True

    def _known(self, name: str) -> str:
        """Return what the name's password is compared with; "" for nobody's."""
        if name in self.instructors:
            return str(self.instructors[name])
        code, root = name.upper(), Path(self.folder)
        person = invited(root).get(code)
        return person.token if person and code not in forgotten(root) else ""

    def _is_right(self, name: str, known: str, said: str) -> bool:
        if name in self.instructors:
            return bool(passwd_check(known, said))  # type: ignore[no-untyped-call]
        return bool(known) and hmac.compare_digest(known.encode(), said.lower().encode())
