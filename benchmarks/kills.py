"""``kill -9`` at 20 random moments in a run of 500, then once more to the end: the same scores.

python benchmarks/kills.py            # some minutes
python benchmarks/kills.py --count 100 --kills 3
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

from course import gradebook

WORDS = [sys.executable, "-m", "course", "grade", "--jobs", "2"]


def finish(root: Path) -> float:
    """Grade to the end; return the seconds."""
    start = time.perf_counter()
    subprocess.run(WORDS, cwd=root, check=True, capture_output=True)
    return time.perf_counter() - start


def kill_one(root: Path, after: float) -> int:
    """Start grading, kill it after some seconds; return how many results stand."""
    run = subprocess.Popen(WORDS, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        run.wait(after)
    except subprocess.TimeoutExpired:
        run.send_signal(signal.SIGKILL)
        run.wait()
    return len(list(root.glob("autograded/U*/*/*.ipynb")))


def main() -> int:
    """Run it; exit code 1 when the scores differ or something is left behind."""
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
        root = new_course(Path(folder) / "kelas", given.lesson)
        generate(root, given.lesson, given.count)
        calm = Path(shutil.copytree(root, Path(folder) / "calm"))
        seconds = finish(calm)
        print(f"undisturbed: {seconds:.1f} s")
        for number in range(given.kills):
            after = chance.uniform(0.2, 1.0) * seconds
            print(
                f"kill {number + 1} after {after:.1f} s: {kill_one(root, after)} stand", flush=True
            )
            if chance.random() < 0.25:  # begin anew, or the last kills meet no work
                shutil.rmtree(root / "autograded")
                (root / "autograded").mkdir()
        finish(root)
        scores = gradebook.read_scores(root)
        pd.testing.assert_frame_equal(scores, gradebook.read_scores(calm))
        left = list(root.glob("autograded/.staging-*"))
        print(f"✓ the same {len(scores)} scores; left behind: {left or 'nothing'}")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
