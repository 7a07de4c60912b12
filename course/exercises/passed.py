"""The field with which a question of a test is passed: "Saya belum tahu"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from course.exercises import paper
from course.exercises.fields import Field, FieldError
from course.words import sayable

DOES_NOT_KNOW = "tidak-tahu"
"""What stands for "Saya belum tahu": an option of a choice, or the tap of ``Unsure``."""


@dataclass(frozen=True)
class Unsure(Field):
    """One tap that passes a question of a test: it earns nothing, and is no blank.

    It takes the other fields' answers back, as they take back this one; who is asked what a choice
    offers has it there as the option ``DOES_NOT_KNOW``. A question from before it was offered is
    the same question.
    """

    key: str = "belum"
    label: str = sayable("Saya belum tahu")
    kind: ClassVar[str] = "unsure"

    def read(self, raw: Any) -> str:
        if raw != DOES_NOT_KNOW:
            raise FieldError(f"hanya {DOES_NOT_KNOW!r}")
        return DOES_NOT_KNOW

    def shape(self) -> list[Any]:
        return []

    def show(self, value: Any) -> str:  # noqa: ARG002  there is one
        return self.label

    def paper(self) -> str:
        return paper.boxes([""])  # its label stands above
