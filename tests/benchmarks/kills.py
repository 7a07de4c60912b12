"""``kill -9`` at 20 random moments of a run of 500, each run again to the end: the same scores.

python tests/benchmarks/kills.py            # five minutes
python tests/benchmarks/kills.py --count 100 --kills 3
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
from generated import generate

from course.gradebook import scores as gradebook

WORDS = [sys.executable, "-m", "course", "grade", "--jobs", "2"]


def finish(root: Path) -> float:
    """Grade to the end; return the seconds."""
    start = time.perf_counter()
    subprocess.run(WORDS, cwd=root, check=True, capture_output=True)
    return time.perf_counter() - start


def kill(root: Path, after: float) -> bool:
    """Start grading and kill it after some seconds; return whether it was still at work."""
    run = subprocess.Popen(WORDS, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        run.wait(after)
    except subprocess.TimeoutExpired:
        run.send_signal(signal.SIGKILL)
        run.wait()
        return True
    return False


def check(root: Path, expected: pd.DataFrame) -> None:
    """Run again to the end; the scores must be the undisturbed ones, and nothing be left behind."""
    finish(root)
    pd.testing.assert_frame_equal(gradebook.read_scores(root), expected, check_categorical=False)
    left = [*root.glob("autograded/.staging-*"), *root.glob("autograded/*/.*")]
    if left:
        raise SystemExit(f"left behind: {left}")


def main() -> int:
    """Run it; raises when scores differ or something is left behind."""
    words = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    words.add_argument("--lesson", default="m2-akun-usaha")
    words.add_argument("--count", type=int, default=500)
    words.add_argument("--kills", type=int, default=20)
    words.add_argument("--seed", type=int, default=20)
    given = words.parse_args()
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory(prefix="kelas-kills-") as folder:
        fresh = new_course(Path(folder) / "fresh", given.lesson)
        generate(fresh, given.lesson, given.count)
        calm = Path(shutil.copytree(fresh, Path(folder) / "calm"))
        seconds = finish(calm)
        expected = gradebook.read_scores(calm)
        print(f"undisturbed: {seconds:.1f} s, {len(expected)} scores")
        killed = 0
        while killed < given.kills:
            root = Path(shutil.copytree(fresh, Path(folder) / "killed"))
            after = chance.uniform(0.1, 1.0) * seconds
            if kill(root, after):  # else it had just finished: another moment
                killed += 1
                stand = len(list(root.glob("autograded/U*/*/*.ipynb")))
                check(root, expected)
                print(f"✓ kill {killed} after {after:.1f} s, {stand} stood", flush=True)
            shutil.rmtree(root)
    return 0


if __name__ == "__main__":
    sys.exit(main())
