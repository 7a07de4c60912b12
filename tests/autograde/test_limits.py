"""What one submission may cost: the one is named, the others go through."""

from __future__ import annotations

import signal
import time
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from pathlib import Path

import pytest

from course import lessons
from course.autograde.limits import SECONDS, Clock, OutOfTimeError
from course.autograde.marking import Marking, Outcome
from course.autograde.pool import Task, Workers
from course.autograde.prepare import prepare
from course.autograde.staging import release_digest
from course.gradebook import scores as gradebook
from course.inbox.submitted import submissions
from course.lessons.forms import load_asked

pytestmark = [pytest.mark.path, pytest.mark.xdist_group("limits")]
SPOILT = "U08"
EVILS = {
    "loops": ("while True: pass", "terlalu lama dinilai"),
    "loops where no alarm is heard": (
        "import collections, itertools; collections.deque(itertools.repeat(0), maxlen=0)",
        "menghentikan proses penilai",
    ),
    "ends its worker": ("import os; os._exit(3)", "menghentikan proses penilai"),
    "recurses": ("f = lambda: f(); f()", ""),
    "takes ten gigabytes": ("x = bytes(10**10)", ""),
    "raises": ("raise KeyError('ours')", ""),
}


LOOPS = 3.0
"""Seconds for the two that use all they get; the others are stopped by something else."""


def spoilt(root: Path, code: str, seconds: float) -> Marking:
    """The pretest, with a first criterion that does ``code`` when it meets U08."""
    released = gradebook.released_checksums(root, "pretest")
    marking = prepare(root, lessons.load(root, "pretest"), release_digest(released))
    index = marking.graded[0][0]
    evil = (
        "from course.exercises.workbook import workbook\n"
        f"if workbook().answers.participant == {SPOILT!r}:\n    {code}\n"
    )
    planned = [
        replace(p, source=evil + p.source) if p.index == index else p for p in marking.planned
    ]
    return replace(marking, planned=tuple(planned), seconds=seconds)


ASKED = attrgetter("asked")


def of_form(root: Path, name: str) -> Marking:
    """The pretest in the form that others drew, as it is."""
    return prepare(root, load_asked(root, name), release_digest({}))


@pytest.mark.parametrize("evil", EVILS)
def test_one_submission_s_cost_is_bounded(evil: str, small: Path, tmp_path: Path) -> None:
    code, reason = EVILS[evil]
    marking = spoilt(small, code, LOOPS if evil.startswith("loops") else SECONDS)
    chunk = tuple(submissions(small, ["pretest"], consented=False))
    # Those that use all they get do so where scores come first, the others with notebooks.
    place = None if evil.startswith("loops") else tmp_path
    tasks = [
        Task(marking if name == "pretest" else of_form(small, name), place, tuple(some))
        for name, some in groupby(sorted(chunk, key=ASKED), key=ASKED)
    ]
    with Workers(2) as workers:
        outcomes: dict[str, Outcome] = {
            one.submission.participant: one for batch in workers.outcomes(tasks) for one in batch
        }
    assert len(outcomes) == len(chunk) == 4
    bad = outcomes.pop(SPOILT)
    assert reason in bad.problem
    assert not [one.problem for one in outcomes.values() if one.problem]
    assert not any(None in dict(one.scores).values() for one in outcomes.values())
    if not reason:  # a defect of ours: that cell waits for a person, the others are scored
        missing = [name for name, score in bad.scores if score is None]
        assert missing == [marking.graded[0][1]]


def test_the_alarm_is_taken_back() -> None:
    start = time.monotonic()
    before = signal.getsignal(signal.SIGALRM)
    with Clock(0.2) as clock:
        with pytest.raises(OutOfTimeError), clock.one():
            time.sleep(60)
        with clock.one():
            pass
        time.sleep(0.5)  # nobody's: nothing is raised
        with pytest.raises(OutOfTimeError), clock.one():
            time.sleep(60)
    time.sleep(0.5)
    assert time.monotonic() - start < 60  # nobody slept to the end
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == signal.getitimer(signal.ITIMER_PROF) == (0, 0)
