"""Start Jupyter Server with the desk as its first page."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import click
from jupyter_server.serverapp import ServerApp
from traitlets.config import Config

from course import CourseError
from course.desk.handlers import BASE
from course.files import is_class
from course.people.classes import remember_class

LAB = Path(__file__).parent / "lab"
"""What JupyterLab is given: Indonesian, no news, the card of the desk, lessons that run."""


def settings(root: Path, port: int, *, opens: bool, first: str = BASE) -> Config:
    """Return the server's settings: this computer alone, a token of its own, ``first`` opened."""
    config = Config()
    config.ServerApp.root_dir = str(root)
    config.ServerApp.port = port
    config.ServerApp.ip = "127.0.0.1"
    config.ServerApp.open_browser = opens
    config.ServerApp.allow_root = True  # a container's only user; nothing of a participant's is run
    config.ServerApp.default_url = f"/{first}"
    config.ServerApp.jpserver_extensions = {"course.desk": True, "jupyterlab": True}
    config.ServerApp.log_level = logging.ERROR
    config.LabApp.app_settings_dir = str(LAB / "settings")
    config.LabApp.extra_labextensions_path = [str(LAB / "labextensions")]
    config.LabApp.log_level = logging.ERROR
    # The other of the two is one link away.
    config.LabApp.default_url = f"/{first}"
    config.LabApp.news_url = None
    return config


def serve(root: Path, *, port: int, opens: bool, first: str = BASE) -> None:
    """Serve the desk of the class at ``root`` until Ctrl+C; ``first`` is opened.

    Raises CourseError when ``root`` is no folder.
    """
    if not root.is_dir():
        raise CourseError(f"{root}: folder ini tidak ada. Periksa namanya.")
    if is_class(root):
        remember_class(root)
    logging.getLogger("NbGrader").addFilter(_is_told)
    os.chdir(root)  # nbgrader reads its settings from where it is started
    app = ServerApp.instance(config=settings(root, port, opens=opens, first=first))
    app.initialize(argv=[])
    app.log.addFilter(_is_told)
    click.echo(f"Meja kelas terbuka di browser: {app.local_url}")
    click.echo("Biarkan jendela ini terbuka selama meja dipakai. Berhenti: Ctrl+C")
    app.start()


_NOT_TOLD = ("To access the server", "No nbgrader_config.py file found")
"""What the two lines in Indonesian say already; that a folder holds no class yet, the page says."""


def _is_told(record: logging.LogRecord) -> bool:
    """Return whether an instructor should read this in the window; errors always."""
    return not record.getMessage().strip().startswith(_NOT_TOLD)
