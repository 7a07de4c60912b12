"""What Jupyter Server loads: the desk's addresses below ``/kelas``, phones' below ``/kirim``."""

from __future__ import annotations

from pathlib import Path

from jupyter_server.serverapp import ServerApp
from jupyter_server.utils import url_path_join

from course.desk import handlers
from course.desk.work import Works, prepare
from course.files import is_class
from course.inbox.mailbox.opening import mailbox_url
from course.receiver.checks import Class as ReceivingClass
from course.receiver.handlers import Receiver
from course.receiver.home import Filing
from course.receiver.live.desk import Lives, desk_routes
from course.receiver.routes import routes as receiving_routes

_EACH = 5.0
"""Seconds between two looks into the class's mailbox."""


def _load_jupyter_server_extension(server: ServerApp) -> None:
    prepare()
    # JupyterLab shows the card that leads here (``course/js/desk/lab.js``).
    server.web_app.settings.setdefault("page_config_data", {})["kelasDesk"] = "true"
    shared = {"here": Path(server.root_dir), "works": Works()}
    key, name = r"([0-9a-f]{12})", r"([a-z]+)"
    routes = [
        (r"/?", handlers.Start),
        (r"/baru", handlers.New),
        (r"/berkas-desk/(desk\.css|desk\.js)", handlers.Static),
        (rf"/{key}/kabar", handlers.News),
        (rf"/{key}/berhenti", handlers.Stop),
        (rf"/{key}/baca/(.+)", handlers.Read),
        (rf"/{key}/situs/(.*)", handlers.Site),
        (rf"/{key}/?", handlers.First),
        (rf"/{key}/{name}", handlers.Show),
        (rf"/{key}/{name}/([a-z-]+)", handlers.Press),
    ]
    server.web_app.add_handlers(  # type: ignore[no-untyped-call]
        ".*",
        [
            (url_path_join(server.base_url, handlers.BASE) + path, handler, shared)
            for path, handler in routes
        ],
    )
    here, lives = Path(server.root_dir), Lives()
    at = url_path_join(server.base_url, handlers.BASE)
    live = [(at + path, one, {**shared, "lives": lives}) for path, one in desk_routes(key)]
    server.web_app.add_handlers(".*", live)  # type: ignore[no-untyped-call]
    if is_class(here):
        lives.add(_receive(server, here))


def _receive(server: ServerApp, root: Path) -> Receiver:
    """Take in what phones send to the class; their tokens let them in, not Jupyter's login."""
    receiver = Receiver(ReceivingClass(root), mailbox_url(root))
    added = receiving_routes(receiver, url_path_join(server.base_url, "kirim/"))
    for _, handler, _ in added:
        for name in ("get", "head", "post", "patch", "options"):
            method = getattr(handler, name)
            if method.__module__.startswith("course."):
                # As jupyter_server.auth.decorator.allow_unauthenticated marks what guards itself.
                method.__dict__["__allow_unauthenticated"] = True
    server.web_app.add_handlers(".*", added)  # type: ignore[no-untyped-call]
    Filing(root, each=_EACH).start()
    return receiver
