"""The one error a person meets."""

from __future__ import annotations


class CourseError(Exception):
    """Something a person can mend: what happened, where, and what to do.

    The command line prints it without a traceback and exits with code 2.
    """
