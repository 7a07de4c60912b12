"""What of a lesson's page may be left out: a sitting's reading, and a second example.

Whoever knows already goes straight to a sitting's tasks; a second example is for who got the first
wrong. The steps say which they are, and the page (``sittings.js``) what stands.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby

from course.phone.steps import Step, Widget

_SITTING = re.compile(r"\S+ ([1-9]\d?)\b")
"""A heading that begins a sitting, in any language: "Duduk 2: Kuota", "Sitting 2: Data"."""

_PART = re.compile(r"\S+ ([1-9]\d?) \S+ ([1-9]\d?)\b")
"""A heading that begins a part of a test: "Bagian 1 dari 3: Pendapat", "Part 1 of 3: …"."""


def mark_again(steps: Iterable[Step], again: Mapping[str, str]) -> None:
    """Say of each step with a second example which practice opens it."""
    for step in steps:
        step.again = next((again[one] for one in step.widgets if one in again), "")


def mark_deeds(steps: Iterable[Step], deeds: Collection[str]) -> None:
    """Say of each step in which one tells what one did in the own shop."""
    for step in steps:
        step.deed = next((one for one in step.widgets if one in deeds), "")


def mark_spared(
    steps: Iterable[Step], declined: Mapping[str, Mapping[str, Sequence[str]]]
) -> dict[str, list[str]]:
    """Say of each step behind a question of ``declined`` with which answers it is not needed.

    ``declined`` as ``About.declined``, of a lesson that everybody does: what is spared ends with
    the question's sitting. Return the exercises that are spared, by ``Step.spared``.
    """
    said = {
        place.partition("/")[2]: " ".join([place.partition("/")[2], key, *answers])
        for place, fields in declined.items()
        for key, answers in fields.items()
    }
    behind: dict[str, list[str]] = {}
    for _, own in groupby(steps, key=lambda step: step.group):
        spared = ""
        for step in own:
            step.spared = spared
            if spared:
                behind[spared] = [*behind.get(spared, []), *step.widgets]
            spared = next((said[one] for one in step.widgets if one in said), spared)
    return behind


def mark_parts(steps: Iterable[Step]) -> None:
    """Say where each part of a test ends that is not its last: one may stop there, and send it."""
    for group, own in groupby(steps, key=lambda step: step.group):
        part = _PART.match(group)
        if part and part[1] != part[2]:
            [*_, last] = own
            last.ends = part[1]


def mark_sittings(
    steps: Iterable[Step], widgets: Mapping[str, Widget], staying: Collection[str]
) -> None:
    """Say which steps a sitting can do without, and where its tasks begin.

    None where there is nothing to read before the first task, or no task. ``staying``: what is no
    task and stays all the same, as what one does in the own shop.
    """
    for group, own in groupby(steps, key=lambda step: step.group):
        sitting = _SITTING.match(group)
        some = list(own)
        tasks = [step for step in some if _has_task(step, widgets)]
        if not sitting or not tasks or tasks[0] is some[0]:
            continue
        some[0].sitting, tasks[0].first_task = sitting[1], sitting[1]
        for step in some:
            if step not in tasks and not set(staying) & set(step.widgets):
                step.leave = sitting[1]


def _has_task(step: Step, widgets: Mapping[str, Widget]) -> bool:
    known = (widgets[one].definition for one in step.widgets)
    return any(one is not None and not one.practice for one in known)
