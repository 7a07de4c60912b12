"""The hub's configuration as the recipe has it, with what a test puts in the place of containers.

JupyterHub loads this file; the test names folders and ports in the environment.
"""

import json
import os
import shlex
from pathlib import Path

from jupyterhub.spawner import SimpleLocalProcessSpawner
from traitlets import Dict

given = json.loads(os.environ["HUB_TEST"])
load_subconfig(given["recipe"])  # noqa: F821  JupyterHub defines it
c = get_config()  # noqa: F821


class Contained(SimpleLocalProcessSpawner):
    """A server that sees of the class's disk what it is given and no more, as in a container.

    In a mount namespace of its own an empty folder lies over the disk, and in it the ``volumes``.
    """

    volumes = Dict(config=True)

    def start(self):
        self.cmd = self._contained()
        return super().start()

    def _contained(self):
        Path(self.home_dir).mkdir(parents=True, exist_ok=True)
        given_to = {**self.volumes, self.home_dir: {"bind": self.home_dir, "mode": "rw"}}
        lines, hold = [], f"{given['hold']}/{self.user.name}"
        for number, folder in enumerate(given_to):
            Path(hold, str(number)).mkdir(parents=True, exist_ok=True)
            lines.append(f"mount --bind {shlex.quote(folder)} {hold}/{number}")
        lines.append(f"mount -t tmpfs none {given['disk']}")
        for number, to in enumerate(given_to.values()):
            place = shlex.quote(to["bind"])
            lines += [f"mkdir -p {place}", f"mount --bind {hold}/{number} {place}"]
            if to["mode"] == "ro":
                lines.append(f"mount -o remount,bind,ro {place}")
        script = " && ".join([*lines, 'exec "$@"'])
        own = ["unshare", "--map-root-user", "--mount", "sh", "-c", script, "sh"]
        return [*own, *c.Spawner.cmd]


c.JupyterHub.spawner_class = Contained
c.Contained.home_dir_template = f"{given['disk']}/rumah/{{username}}"
c.Spawner.args = ["--allow-root"]
c.JupyterHub.bind_url = given["url"]
c.JupyterHub.hub_ip = c.JupyterHub.hub_connect_ip = "127.0.0.1"
c.JupyterHub.hub_port = given["ports"][1]
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{given['ports'][2]}"
c.ConfigurableHTTPProxy.command = given["proxy"]
c.JupyterHub.db_url = "sqlite://"
c.JupyterHub.cleanup_servers = True
