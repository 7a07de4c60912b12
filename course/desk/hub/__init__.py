"""A class on a JupyterHub (docs/hub.md): one account for the class, whose server has the desk.

``settings`` is what the hub is told, ``login`` who comes in, ``handed`` what one person gets; run
as a module (``python -m course.desk.hub``) it is the server that the hub starts for somebody.
"""

from course.desk.hub.settings import configure

__all__ = ["configure"]
