"""``python -m course``: the same as the ``course`` command."""

from __future__ import annotations

from course.cli import main

main()
