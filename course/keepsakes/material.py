"""What passes between the registry and a writer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Material:
    """What a writer works from: one participant's answers to one lesson."""

    participant: str
    folder: Path
    """The submission; photos lie in it under the path their answer names."""
    answers: Mapping[str, Mapping[str, Any]]
    """Validated field values by exercise."""


@dataclass
class Files:
    """What a writer made."""

    contents: dict[str, bytes] = field(default_factory=dict)
    """Bytes by file name."""
    notes: list[str] = field(default_factory=list)
    """Sentences for the mentor: what was left out and why, what is still to do."""


def plain_cell(text: str) -> str:
    """Return ``text`` so that no spreadsheet takes it for a formula.

    A cell that begins with ``= + - @``, a tab or a line end gets an apostrophe before it (OWASP,
    "CSV Injection").
    """
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else text
