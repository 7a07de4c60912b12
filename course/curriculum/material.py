"""What a writer gives back to the registry."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Files:
    """What a writer made."""

    contents: dict[str, bytes] = field(default_factory=dict)
    """Bytes by file name."""
    notes: list[str] = field(default_factory=list)
    """Sentences for the mentor: what was left out and why, what is still to do."""
