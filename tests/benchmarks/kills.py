"""``kill -9`` at 20 random moments of every command, each run again to the end: the same class.

python tests/benchmarks/kills.py                     # every command, on a class of four: an hour
python tests/benchmarks/kills.py --only grade export --kills 5
python tests/benchmarks/kills.py --count 500         # grading five hundred people: five minutes
"""

from __future__ import annotations

import argparse
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd
from autograde import new_course
from conftest import lay_small_class
from generated import generate
from killed import BEFORE, content, words_for

from course.gradebook import scores as gradebook

INBOX = "examples/inbox"
COMMANDS = {
    "release": "release",
    "collect": f"collect {INBOX}",
    "answers": "answers U07 pretest --leave-out {sending}",
    "grade": "grade --jobs 2",
    "invite": "invite",
    "site": "site",
    "zoom match": "zoom match {zoom}",
    "zoom import": "zoom import {zoom}",
    "report participant": "report participant U07",
    "report evaluation": "report evaluation",
    "export": "export U07",
    "dashboard": "dashboard --no-browser",
    "rundown": "rundown",
    "keepsake": "keepsake U01",
    "check": "check --agree",
    "forget": "forget U07 --yes",
    "upgrade": "upgrade",
    "demo": "demo",
}
"""In the order of a class's life: each is killed in a class that has the ones before it behind it."""


def started(root: Path, line: str) -> subprocess.Popen[bytes]:
    """Start a command of the course in ``root``."""
    words = [sys.executable, "-m", "course", *words_for(root, line)]
    return subprocess.Popen(words, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def finish(root: Path, line: str) -> float:
    """Run a command to the end; return the seconds. Raises SystemExit when it cannot run."""
    start = time.perf_counter()
    run = started(root, line)
    _, said = run.communicate()
    if run.returncode > 1:
        raise SystemExit(f"course {line}: {run.returncode} {said.decode()}")
    return time.perf_counter() - start


def kill(root: Path, line: str, after: float) -> bool:
    """Start a command and kill it after some seconds; return whether it was still at work."""
    run = started(root, line)
    try:
        run.communicate(timeout=after)
    except subprocess.TimeoutExpired:
        run.send_signal(signal.SIGKILL)
        run.communicate()
        return True
    return False


def every_command(folder: Path, only: list[str], kills: int, chance: random.Random) -> None:
    """Kill each command in a small class; raises SystemExit where something differs."""
    life = folder / "life"
    lay_small_class(life)
    for room in ("release", "submitted", "autograded"):
        shutil.rmtree(life / room)
    (life / "gradebook.db").unlink()
    shutil.rmtree(life / "kelas" / "inbox")
    start = Path(shutil.copytree(life, folder / "start"))
    for name, line in COMMANDS.items():
        if name == "demo":  # begins anew, with everybody
            life = start
        if before := BEFORE.get(line.split()[0]):
            before(life)
        fresh = Path(shutil.copytree(life, folder / "fresh"))
        if name == "invite":  # tokens are random: everybody has one
            finish(fresh, line)
        seconds = finish(life, line)
        if not only or name in only:
            calm = Path(shutil.copytree(fresh, folder / "calm"))
            seconds = min(seconds, finish(calm, line))
            compare(folder, fresh, line, kills, seconds, content(calm), chance)
            shutil.rmtree(calm)
        shutil.rmtree(fresh)


def compare(
    folder: Path, fresh: Path, line: str, kills: int, seconds: float,
    expected: dict[str, object], chance: random.Random,
) -> None:  # fmt: skip
    """Kill a command at random moments; each time it must end in the same after a second run."""
    killed = tried = 0
    while killed < kills and tried < 3 * kills:
        tried += 1
        # In the folder of the same name: addresses of files may stand in what is written.
        root = Path(shutil.copytree(fresh, folder / "killed"))
        if kill(root, line, chance.uniform(0.3, 1.0) * seconds):
            killed += 1
            finish(root, line)
            found = content(root)
            differ = sorted(p for p in found.keys() | expected if found.get(p) != expected.get(p))
            if differ:
                raise SystemExit(f"course {line}: after a kill these differ: {differ}")
        shutil.rmtree(root)
    print(f"✓ course {line}: {killed} kills of {seconds:.1f} s, nothing differs", flush=True)


def grading_many(folder: Path, lesson: str, count: int, kills: int, chance: random.Random) -> None:
    """Kill the grading of many; the scores must be the undisturbed ones, and nothing be left."""
    fresh = new_course(folder / "fresh", lesson)
    generate(fresh, lesson, count)
    calm = Path(shutil.copytree(fresh, folder / "calm"))
    seconds = finish(calm, "grade --jobs 2")
    expected = gradebook.read_scores(calm)
    print(f"undisturbed: {seconds:.1f} s, {len(expected)} scores")
    killed = 0
    while killed < kills:
        root = Path(shutil.copytree(fresh, folder / "killed"))
        after = chance.uniform(0.1, 1.0) * seconds
        line = f"grade --jobs 2 {chance.choice(('--notebooks', '--no-notebooks'))}"
        if kill(root, line, after):  # else it had just finished: another moment
            killed += 1
            stand = len(list(root.glob("autograded/U*/*/*.ipynb")))
            finish(root, line)
            pd.testing.assert_frame_equal(
                gradebook.read_scores(root), expected, check_categorical=False
            )
            left = [*root.glob("autograded/.staging-*"), *root.glob("autograded/*/.*")]
            if left:
                raise SystemExit(f"left behind: {left}")
            print(f"✓ kill {killed} after {after:.1f} s, {stand} notebooks, {line}", flush=True)
        shutil.rmtree(root)


def main() -> int:
    """Run it; raises when anything differs or is left behind."""
    words = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    words.add_argument("--lesson", default="m2-akun-usaha")
    words.add_argument("--count", type=int, default=0)
    words.add_argument("--kills", type=int, default=20)
    words.add_argument("--only", nargs="*", default=[])
    words.add_argument("--seed", type=int, default=20)
    given = words.parse_args()
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory(prefix="kelas-kills-") as folder:
        if given.count:
            grading_many(Path(folder), given.lesson, given.count, given.kills, chance)
        else:
            every_command(Path(folder), given.only, given.kills, chance)
    return 0


if __name__ == "__main__":
    sys.exit(main())
