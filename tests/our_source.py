"""Our source as trees, parsed once for all tests that read it: they run in one worker (``GROUP``)."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest
from conftest import REPOSITORY

PACKAGE = REPOSITORY / "course"
MODULES = sorted(PACKAGE.rglob("*.py"))
GROUP = pytest.mark.xdist_group("source")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))
