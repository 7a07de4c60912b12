"""What Jupyter Server loads: the desk's addresses below ``/kelas``."""

from __future__ import annotations

from pathlib import Path

from jupyter_server.serverapp import ServerApp
from jupyter_server.utils import url_path_join

from course.desk import handlers
from course.desk.work import Works, prepare


def _load_jupyter_server_extension(server: ServerApp) -> None:
    prepare()
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
