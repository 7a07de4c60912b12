"""A JupyterHub for one class, in containers (compose.yaml beside this): docs/hub.md.

What may be changed stands in `.env`; everything else is in `course.desk.hub`.
"""

import os
from pathlib import Path

from course.desk.hub import configure

c = get_config()  # noqa: F821  JupyterHub defines it

ROOT = os.environ.get("KELAS_FOLDER", "/srv/kelas-umkm/kelas-2027")
# One instructor a line: a name, a blank, and the hash of the password (docs/hub.md).
LINES = Path(os.environ.get("KELAS_PENGAJAR", "/srv/kelas-umkm/pengajar.txt")).read_text("utf-8")
INSTRUCTORS = {
    name.lower(): known for name, known in map(str.split, filter(str.strip, LINES.splitlines()))
}

configure(
    c,
    ROOT,
    os.environ.get("KELAS_SERAH", "/srv/kelas-umkm/serah"),
    INSTRUCTORS,
    receives=int(os.environ.get("KELAS_TERIMA", "8898")),
)

c.JupyterHub.authenticator_class = "course.desk.hub.login.InvitationAuthenticator"
c.InvitationAuthenticator.folder = ROOT
c.InvitationAuthenticator.instructors = INSTRUCTORS

c.JupyterHub.spawner_class = "dockerspawner.DockerSpawner"
c.JupyterHub.hub_ip = "0.0.0.0"  # noqa: S104  in a container, of which only the proxy's port is told
c.JupyterHub.hub_connect_ip = "hub"
# Caddy says who asks: its address in compose.yaml. The login's limits are counted by network.
c.JupyterHub.trusted_downstream_ips = ["127.0.0.1", "::1", "172.28.7.2"]
c.DockerSpawner.image = "kelas-umkm-server"
c.DockerSpawner.network_name = "kelas"
c.DockerSpawner.use_internal_ip = True
c.DockerSpawner.remove = True
# Her answers stay when the container goes.
c.DockerSpawner.volumes = {"kelas-{username}": "/peserta/pelajaran"}
c.Spawner.mem_limit = os.environ.get("KELAS_MEMORI", "1G")
c.Spawner.http_timeout = c.Spawner.start_timeout = 120
