"""What a page of the desk is: something to look at, and buttons that do one thing each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from course.desk.work import Work


@dataclass(frozen=True)
class Form:
    """What a person sent with a press: values by field, and files by their own names."""

    values: Mapping[str, str] = field(default_factory=dict)
    files: tuple[tuple[str, Path], ...] = ()
    """(the name it had, where it lies now); what is left there afterwards is deleted."""

    def get(self, name: str) -> str:
        """Return a value without spaces around it; "" where none was sent."""
        return self.values.get(name, "").strip()


@dataclass(frozen=True)
class Action:
    """What a button does.

    ``run`` gets the class's folder, what was sent, and where to say what is done. It is a function
    of a module, as it runs in a process of its own: cancelled, it is killed, as a command may be.
    """

    run: Callable[[Path, Form, Work], None]
    doing: str
    """What is going on meanwhile, ``Menilai jawaban``."""


@dataclass(frozen=True)
class Page:
    """One page: one thought."""

    name: str
    """Its place in the address, ``peserta``."""
    title: str
    show: Callable[[Path, Mapping[str, str]], Mapping[str, Any]]
    """(the class's folder, what stands behind ``?``) to what the template ``desk/<name>`` needs."""
    actions: Mapping[str, Action] = field(default_factory=dict)
