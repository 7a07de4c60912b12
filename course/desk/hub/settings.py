"""What a JupyterHub is told so that it serves one class; the hub's own package is not needed here.

A hub gives every account a server. One account is the class's: its server has the class's folder,
the desk, the formgrader; nobody can log in as it, the instructors' group may open it. Everybody
else is a person of the class, called by her code, and gets what ``handed`` says.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tornado import web

from course import CourseError
from course.desk.hub.handed import drop_forgotten, hand_over
from course.files import is_class
from course.people.invitations import read_invitations
from course.people.roster import CODE, invited

GROUP = "pengajar"
RECEIVES = "kirim"
"""The service that takes answers in: ``https://hub.kampus.ac.id/services/kirim/``."""
CLASS, HANDED, INVITATION = "KELAS_CLASS", "KELAS_HANDED", "KELAS_INVITATION"
"""What a server is told by its environment: the class's folder; or what was handed over, and the
link of the person's invitation."""
START = [sys.executable, "-P", "-m", "course.desk.hub"]
"""Without the folder it is started in (``-P``): a ``random.py`` there is hers, not the server's."""
HOME = "~/pelajaran"


@dataclass(frozen=True)
class ClassOnHub:
    """A class as a hub serves it."""

    root: Path
    """The class's folder; the hub must be able to read it, participants must not."""
    handed: Path
    """A folder of the hub alone, in which each person's share is laid."""
    account: str = "kelas"
    """The class's own."""

    async def before_spawn(self, spawner: Any) -> None:
        """Give a server what it is to serve (``c.Spawner.pre_spawn_hook``)."""
        name = str(spawner.user.name)
        if name == self.account:
            spawner.environment[CLASS] = spawner.notebook_dir = str(self.root)
            spawner.default_url = "/kelas"
            spawner.mem_limit = None  # it grades and reports for everybody
            _mount(spawner, self.root, "rw")
            return
        code = name.upper()
        # An instructor's own server is given nothing; nor does a name ever lead out of the folder.
        folder = self.handed / (name if CODE.fullmatch(code) else "-")
        try:
            await asyncio.to_thread(drop_forgotten, self.root, self.handed)
            await asyncio.to_thread(hand_over, self.root, code, folder)
            spawner.environment[INVITATION] = await asyncio.to_thread(_link, self.root, code)
        except CourseError as error:  # she goes on with what she has
            spawner.log.warning("%s", error)
        folder.mkdir(exist_ok=True)
        spawner.environment[HANDED] = str(folder)
        spawner.notebook_dir = HOME
        _mount(spawner, folder, "ro")

    def after_login(self, _authenticator: Any, _handler: Any, model: dict[str, Any]) -> Any:
        """Let nobody in as the class itself (``c.Authenticator.post_auth_hook``)."""
        if model["name"] == self.account:
            raise web.HTTPError(403)
        return model

    def first_page(self, handler: Any) -> str:
        """Lead an instructor to the class (``c.JupyterHub.default_url``); "" for everybody else."""
        user = handler.current_user
        is_instructor = user and any(group.name == GROUP for group in user.groups)
        return f"{handler.hub.base_url}spawn/{self.account}" if is_instructor else ""


def _mount(spawner: Any, folder: Path, mode: str) -> None:
    """Show a folder to a server in a container (DockerSpawner), under the same address."""
    if spawner.has_trait("volumes"):
        spawner.volumes = {**spawner.volumes, str(folder): {"bind": str(folder), "mode": mode}}


def _link(root: Path, code: str) -> str:
    found = (one.link for one in read_invitations(root).made if one.participant == code)
    return next(found, "")


def configure(
    c: Any, root: Path | str, handed: Path | str, instructors: Collection[str], *,
    account: str = "kelas", receives: int = 8898,
) -> None:  # fmt: skip
    """Set up a hub's configuration ``c`` for the class at ``root``.

    ``handed``: a folder of the hub's own. ``instructors``: names of accounts. ``account``: what the
    class's own account is called. ``receives``: the port of this computer at which the hub is to
    run ``course receive``; 0 where it runs already, elsewhere.
    Raises CourseError when there is no class, or no list of participants.
    """
    root, handed = Path(root).resolve(), Path(handed).resolve()
    if not is_class(root):
        raise CourseError(f"{root}: bukan folder Kelas UMKM. Buat dulu: course new {root}")
    if handed.is_relative_to(root) or root.is_relative_to(handed):
        raise CourseError(f"{handed}: harus di luar folder kelas. Pilih folder lain.")
    handed.mkdir(parents=True, exist_ok=True)
    people = {code.lower() for code in invited(root)}
    if clash := sorted(people & {account, *instructors}):
        raise CourseError(f"{clash[0]}: kode peserta juga nama akun. Pilih nama akun lain.")
    of = ClassOnHub(root, handed, account)
    c.Spawner.cmd = START
    c.Spawner.pre_spawn_hook = of.before_spawn
    c.JupyterHub.default_url = of.first_page
    c.JupyterHub.template_paths = [str(Path(__file__).parent / "templates")]
    # The class's account is there, and nobody comes in by it.
    c.Authenticator.allowed_users = {*people, *instructors, account}
    c.Authenticator.post_auth_hook = of.after_login
    c.JupyterHub.load_groups = {GROUP: {"users": sorted(instructors)}}
    scopes = [f"{may}!user={account}" for may in ("access:servers", "servers", "list:users")]
    c.JupyterHub.load_roles = [{"name": GROUP, "scopes": scopes, "groups": [GROUP]}]
    if receives:
        words = [sys.executable, "-m", "course", "receive", "--port", str(receives)]
        c.JupyterHub.services = [
            {"name": RECEIVES, "url": f"http://127.0.0.1:{receives}", "display": False,
             "command": words, "cwd": str(root), "environment": dict(os.environ)},
        ]  # fmt: skip
