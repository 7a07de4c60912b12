"""The desk: a class run from pages in the browser, by an instructor who fears a terminal.

An extension of the ordinary Jupyter Server: its token, its cookies and its checks of where a
request comes from are the desk's; on a JupyterHub it runs as it is. A page shows what a room says
and its buttons call the same functions as the command line.
"""

from __future__ import annotations


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "course.desk.extension"}]
