"""The server that a hub starts for somebody: the class's own, or a participant's."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from course.desk.hub.handed import take_in
from course.desk.hub.settings import CLASS, HANDED, HOME
from course.desk.server import LAB

_CLASS_S = ("course.desk", "nbgrader.server_extensions.formgrader")
"""What only the server with the class is started with."""
_UNUSED = (
    "--MappingKernelManager.cull_idle_timeout=1800",
    "--ServerApp.shutdown_no_activity_timeout=1800",
)
"""A participant's server ends when nobody has used it for an hour (seconds): the next one brings
feedback, and meanwhile its memory is free."""
_PLAIN = Path(__file__).parent / "participant"
"""JupyterLab's own settings for a participant: what she does not need is not there."""


def main() -> None:
    """Serve with JupyterHub's own program; what it is to serve the environment says."""
    from jupyterhub.singleuser import main as serve  # noqa: PLC0415  only where there is a hub

    has_class = CLASS in os.environ
    # As ``course desk`` sets it (``course.desk.server``).
    words = [
        f"--LabApp.app_settings_dir={LAB / 'settings'}",
        f"--LabApp.extra_labextensions_path={LAB / 'labextensions'}",
        *(f"--ServerApp.jpserver_extensions={name}={has_class}" for name in _CLASS_S),
    ]
    if has_class:
        os.chdir(os.environ[CLASS])  # nbgrader reads its settings from where it is started
    else:
        paths = [str(_PLAIN), *os.environ.get("JUPYTER_CONFIG_PATH", "").split(os.pathsep)]
        os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, paths))
        words += _UNUSED
        home = Path(os.environ.get("JUPYTERHUB_ROOT_DIR", HOME)).expanduser()
        home.mkdir(parents=True, exist_ok=True)
        os.chdir(home)
        for problem in take_in(Path(os.environ[HANDED]), home):
            sys.stderr.write(f"{problem}\n")
    sys.argv[1:1] = words
    serve()


if __name__ == "__main__":
    main()
