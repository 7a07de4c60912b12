"""Every command killed in the middle and repeated leaves what an undisturbed one leaves.

A few moments of each here; ``benchmarks/kills.py`` does it twenty times with real processes.
"""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest
from conftest import run_course
from killed import BEFORE, content, killed_at, steps_of, words_for
from tiny_class import cheap, copied, stages  # noqa: F401

from course.cli import VERBS

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork"),
]

COMMANDS = {
    "release": ("collect", "release pretest"),
    "first release": ("release", "release pretest"),
    "collect": ("collect", "collect examples/inbox"),
    "grade": ("grade", "grade"),
    "scores first": ("grade", "grade --no-notebooks"),
    "notebooks after": ("invite", "grade --notebooks"),
    "invite": ("invite", "invite"),
    "site": ("site", "site"),
    "zoom match": ("zoom", "zoom match examples/zoom/participants.csv"),
    "zoom import": ("whole", "zoom import examples/zoom/participants.csv"),
    "report": ("whole", "report participant U07"),
    "export": ("whole", "export U07"),
    "dashboard": ("whole", "dashboard --no-browser"),
    "rundown": ("whole", "rundown"),
    "evaluate": ("whole", "evaluate --csv examples/own.csv"),
    "items": ("whole", "items --csv examples/items.csv"),
    "agreement": ("whole", "agreement"),
    "marking sheet": ("whole", "agreement --sheet 2"),
    "experts' sheet": ("whole", "validity --sheet"),
    "answers": ("whole", "answers U07 pretest --leave-out {sending}"),
    "keepsake": ("whole", "keepsake U01"),
    "certificate": ("whole", "certificate"),
    "gradebook": ("whole", "gradebook --for moodle"),
    "check": ("collect", "check --agree"),
    "translate": ("collect", "translate en pretest"),
    "demo": ("release", "demo"),
    "upgrade": ("whole", "upgrade"),
    "new": ("release", "new baru"),
    "forget": ("whole", "forget U07 --yes"),
    "backup": ("whole", "backup examples/cadangan.zip"),
    "lti": ("whole", "lti add kampus --moodle https://kampus.example --client-id x --deployment 1"),
    "restore": ("whole", "restore examples/cadangan.zip --yes"),
}
"""The stage a command begins from, and its words."""
MOMENTS = 6


FEW = {"demo": 1}
"""Of what takes long."""


AFTERWARDS = {"new": 1}
"""Steps after a command's work is done: there a second new class is rightly refused."""


READS_ONLY = {"roster", "desk", "power", "receive"}
DRAWS = {"pool"}
"""Its numbers are drawn anew each time: repeated, it leaves others."""


def test_every_verb_that_writes_is_killed() -> None:
    assert {line.split()[0] for _, line in COMMANDS.values()} == VERBS.keys() - READS_ONLY - DRAWS


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
@pytest.mark.parametrize("command", COMMANDS)
def test_killed_and_repeated_it_leaves_the_same(
    command: str,
    stages: dict[str, Path],  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("course.demo.check", lambda _: [])  # these lessons are cut short
    stage, line = COMMANDS[command]
    before = stages[stage]
    verb = line.split()[0]
    prepare = BEFORE.get(command) or BEFORE.get(verb)
    if prepare:
        before = copied(before, tmp_path / "before")
        prepare(before)
    words = words_for(before, line)
    if verb == "invite":  # tokens are random: everybody has one
        assert run_course(stages["whole"], *words).returncode == 0
        before = stages["whole"]
    calm = copied(before, tmp_path / "kelas")
    count = steps_of(calm, words) - AFTERWARDS.get(command, 0)
    assert count > 0
    expected = content(calm)
    shutil.rmtree(calm)
    chance = random.Random(command)
    moments = min(FEW.get(command, MOMENTS), count)
    for step in sorted(chance.sample(range(1, count + 1), moments)):
        root = copied(before, tmp_path / "kelas")
        killed_at(root, words, step)
        done = run_course(root, *words)
        assert done.returncode < 2, (step, count, done)
        found = content(root)
        assert found.keys() == expected.keys(), (step, count, found.keys() ^ expected.keys())
        changed = [path for path in expected if found[path] != expected[path]]
        assert not changed, (step, count, [(found[p], expected[p]) for p in changed])
        shutil.rmtree(root)
