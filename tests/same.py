"""Does a change leave every figure, page and score of the example class as it was?

A development tool, not a test: pytest does not collect it. Record the example class of two
checkouts and compare:

    python tests/same.py record BEFORE --repo CHECKOUT_BEFORE
    python tests/same.py record AFTER                       # this checkout
    python tests/same.py compare BEFORE AFTER

``record`` lays out a class from a checkout in a temporary folder, runs the path of one answer there
in processes that import ``course`` from that checkout, and writes what a participant, mentor or
instructor gets to see into a folder, as text wherever possible: the gradebook, the autograded
notebooks cell by cell, every table, report, keepsake, feedback page and page of the site, and what
each command said. It takes two minutes of a core. ``compare`` prints the first differing lines of
each file and ends with 1 when anything differs, 0 when nothing does.

Names in a record are logical: a class's own rooms are found at its root or under ``kelas/``. What
is compared is what is seen, not how it is made: the source of set-up and criteria cells, our
bundles of JavaScript and style, how a page is laid out, and names that are hashes of those are left
out. Everything else is compared byte for byte, but for what two records of one checkout cannot
agree on: moments, random ids, a today (``MASKS``). Both records are made with the same Python
environment.
"""

# ruff: noqa: T201  it is for a terminal
from __future__ import annotations

import argparse
import datetime as dt
import difflib
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from same_text import BUNDLES, HASHED, cells_text, digest, notebook_text, page_text, undated

HERE = Path(__file__).resolve().parent.parent
OWN_ROOM = "kelas"
"""Where a class keeps all that is not nbgrader's own; the root, in older checkouts."""
LAID_OUT = ("source", "examples")
NBGRADERS = ("release", "submitted", "autograded", "feedback")
# A file's time says when an answer came where nothing else does: the same in every checkout.
ARRIVED = dt.datetime(2026, 11, 20, 3, tzinfo=dt.UTC).timestamp()

MASKS = (
    # The moment an XLSX or DOCX was written, in docProps/core.xml.
    (r"(<dcterms:(created|modified)\b[^>]*>)[^<]*", r"\1<now>"),
    # The day on which a participant's own data were exported: the one place that shows today. (The
    # example programme is over; other dates of a record belong to answers.)
    (r"(simpan tentang Ibu/Bapak sampai )[^.<]*", r"\1<today>"),
    # Papermill adds a cell with the report's parameters, under a random id.
    (r"cell-id=[0-9a-f]{8}\b", "cell-id=<random>"),
    # The site's size, which is mostly that of our bundles.
    (r"site/ \(\d+ KB", "site/ (<size> KB"),
    # What a command says of a place: logical, like the names of a record.
    (rf"\b{OWN_ROOM}/(?=[a-z])", ""),
)
"""What is replaced in every text: pattern and replacement."""


def record(folder: Path, repo: Path, keep: Path | None = None) -> None:
    """Write a record of the example class as the checkout ``repo`` makes it into ``folder``."""
    if folder.exists() and any(folder.iterdir()):
        sys.exit(f"{folder} is not empty: a record needs a folder of its own")
    with tempfile.TemporaryDirectory(prefix="same-") as temporary:
        root = (keep or Path(temporary)) / "class"
        lay_out(repo, root)
        writer = Writer(folder, repo, root)
        run_all(root, repo, writer)
        writer.text("gradebook.csv", gradebook(root))
        for path in sorted(root.rglob("*")):
            name = logical(path.relative_to(root)) if path.is_file() else ""
            if name:
                writer.file(name, path.read_bytes())
    print(f"{folder}: {sum(1 for p in folder.rglob('*') if p.is_file())} files")


def lay_out(repo: Path, root: Path) -> None:
    """Lay out a class at ``root``, as the tests do; the rooms of its own come by themselves."""
    for room in LAID_OUT:
        shutil.copytree(repo / room, root / room)
    shutil.copy(repo / "nbgrader_config.py", root)
    for room in NBGRADERS:
        (root / room).mkdir()
    for path in root.rglob("*"):
        os.utime(path, (ARRIVED, ARRIVED))


def run_all(root: Path, repo: Path, writer: Writer) -> None:
    """Walk the whole path of the example class; what each command says is recorded."""
    # nbgrader calls alembic by name; one time zone, so that minutes of a chat read the same.
    environment = {k: v for k, v in os.environ.items() if k != "KELAS_DB"} | {
        "PYTHONPATH": str(repo), "TZ": "UTC", "PYTHONDONTWRITEBYTECODE": "1",
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
    }  # fmt: skip

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *words], cwd=root, env=environment, capture_output=True, text=True,
            encoding="utf-8", check=False, timeout=1800,
        )  # fmt: skip

    def say(*words: str) -> None:
        print("course", *words, flush=True)
        done = run("-m", "course", *words)
        # Standard error holds progress bars with run times; an error's own line is kept.
        errors = [line for line in done.stderr.splitlines() if line.startswith("✗")]
        if done.returncode and not errors:
            errors = done.stderr.splitlines()[-1:]
        said = [done.stdout.rstrip(), *errors, f"exit code {done.returncode}"]
        writer.text(f"said/{re.sub(r'[^a-zA-Z0-9]+', '-', ' '.join(words))}.txt", "\n".join(said))
        if words == ("demo",) and done.returncode:
            sys.exit(done.stdout + done.stderr)

    used = Path(run("-c", "import course; print(course.__file__)").stdout.strip())
    if repo not in used.parents:
        sys.exit(f"course is imported from {used}, not from {repo}")
    say("demo")
    say("check")
    say("site")
    say("roster", "check")
    say("rundown")
    say("report", "evaluation", "--lang", "en")
    for code in sorted(path.name for path in (root / "submitted").glob("U*")):
        say("keepsake", code)
    for lesson in sorted({path.name for path in (root / "autograded").glob("*/*")}):
        print("nbgrader generate_feedback", lesson, flush=True)
        done = run("-m", "nbgrader", "generate_feedback", lesson)
        writer.text(f"said/feedback-{lesson}.txt", f"exit code {done.returncode}")
    say("export", "U07")
    say("invite", "--site", "https://kelas.example.org/")


def gradebook(root: Path) -> str:
    """Return every score of the gradebook, one line each, without nbgrader's random ids."""
    query = """
        select sa.student_id, a.name, n.name, c.name, g.auto_score, g.manual_score, g.extra_credit,
               gc.max_score, gc.cell_type, g.needs_manual_grade, sn.late_submission_penalty,
               sa.timestamp, k.auto_comment, k.manual_comment
        from grade g join grade_cells gc on gc.id = g.cell_id join base_cell c on c.id = g.cell_id
        join notebook n on n.id = c.notebook_id join assignment a on a.id = n.assignment_id
        join submitted_notebook sn on sn.id = g.notebook_id
        join submitted_assignment sa on sa.id = sn.assignment_id
        left join comment k on k.cell_id = g.cell_id and k.notebook_id = g.notebook_id
    """
    with sqlite3.connect(root / "gradebook.db") as connection:
        rows = [";".join(map(str, row)) for row in connection.execute(query)]
        # Each table's size too: a row without a grade is no line above.
        listed = connection.execute("select name from sqlite_master where type='table'")
        counts = {t: connection.execute(f"select count(*) from {t}") for (t,) in listed.fetchall()}
        sizes = [f"{table}: {count.fetchone()[0]} rows" for table, count in sorted(counts.items())]
    return "\n".join([*sorted(rows), *sizes])


def logical(path: Path) -> str:
    """Return the name in a record of a file of a class; empty for what is not compared."""
    parts = path.parts[1:] if path.parts[0] == OWN_ROOM else path.parts
    # What was laid out is not a result; the gradebook's file holds random ids and is read above.
    # The service worker is a bundle with the list of bundles.
    ours = parts[0] in {*LAID_OUT, "nbgrader_config.py", "gradebook.db", ".kelas"}
    if ours or path.name == "sw.js" or ".ipynb_checkpoints" in parts or "__pycache__" in parts:
        return ""
    if parts[0] == "site":
        hashed = HASHED.fullmatch(path.name)
        if hashed and hashed[3] in BUNDLES:
            return ""
        if hashed:
            # Two lessons may have different pictures of one name: pictures keep their hash.
            name = path.name if hashed[3] != "html" else f"{hashed[2]}.{hashed[3]}"
            parts = (*parts[:-1], name)
    return "/".join(parts)


class Writer:
    """Writes a record: each file as text of what is seen, or as a digest."""

    def __init__(self, folder: Path, repo: Path, root: Path) -> None:
        """Keep the places whose names are masked."""
        self.folder = folder
        self.masks = [
            (re.escape(str(root)), "<class>"), (re.escape(str(repo)), "<repo>"),
            *MASKS,
        ]  # fmt: skip

    def text(self, name: str, text: str) -> None:
        """Write a text under its logical name, with all that is volatile masked."""
        for pattern, shown in self.masks:
            text = re.sub(pattern, shown, text)
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.rstrip("\n") + "\n", "utf-8")

    def file(self, name: str, data: bytes) -> None:
        """Write a file of a class in the form in which it is compared."""
        suffix = Path(name).suffix.lower()
        if suffix == ".ipynb":
            self.text(name + ".txt", notebook_text(json.loads(data)))
        elif suffix == ".html":
            self.text(name + ".txt", page_text(data.decode()))
        elif suffix in {".xlsx", ".docx", ".zip"}:
            self._archive(name, suffix, data)
        elif suffix == ".pdf":
            self.text(name + ".txt", digest(undated(data)))
        else:
            self._plain(name, data)

    def _archive(self, name: str, suffix: str, data: bytes) -> None:
        if suffix == ".xlsx":
            self.text(name + "/cells.txt", cells_text(data))
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.text(name + "/members.txt", "\n".join(sorted(archive.namelist())))
            for member in sorted(archive.namelist()):
                content = archive.read(member)
                if member.endswith((".xml", ".rels")):
                    self.text(f"{name}/{member}", content.decode().replace("><", ">\n<"))
                elif not member.endswith("/"):
                    self.file(f"{name}/{member}", content)

    def _plain(self, name: str, data: bytes) -> None:
        try:
            text = data.decode()
        except UnicodeDecodeError:
            text = ""
        if not text or "\0" in text:
            return self.text(name + ".txt", digest(data))
        # A CSV's line ends and a signature at its start are part of what Excel reads.
        return self.text(name, text.replace("\r", "␍").replace("\ufeff", "<BOM>"))


def compare(before: Path, after: Path, shown: int) -> int:
    """Print what differs between two records; return how many files do."""
    names = [
        {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}
        for folder in (before, after)
    ]
    if not all(names):
        sys.exit("One of the records is empty or is not there.")
    different = 0
    for name in sorted(names[0] | names[1]):
        if name not in names[1] or name not in names[0]:
            print(f"only in {before if name in names[0] else after}: {name}")
        elif (before / name).read_bytes() != (after / name).read_bytes():
            # On \n alone: other line ends of Unicode may stand inside a text.
            old, new = ((f / name).read_text("utf-8").split("\n") for f in (before, after))
            lines = list(difflib.unified_diff(old, new, "", "", lineterm="", n=0))[2:]
            print(f"{name}: {sum(not line.startswith('@') for line in lines)} lines differ")
            print("\n".join(f"    {line[:300]}" for line in lines[:shown]))
        else:
            continue
        different += 1
    print(f"{different} of {len(names[0] | names[1])} files differ")
    return different


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    verbs = parser.add_subparsers(dest="verb", required=True)
    recording = verbs.add_parser(
        "record", help="run the example class and write down what it shows"
    )
    recording.add_argument("folder", type=Path)
    recording.add_argument("--repo", type=Path, default=HERE, help="a checkout (default: this one)")
    recording.add_argument("--keep", type=Path, help="make the class in this folder and keep it")
    comparing = verbs.add_parser("compare", help="print what differs; exit code 1 if anything does")
    comparing.add_argument("before", type=Path)
    comparing.add_argument("after", type=Path)
    comparing.add_argument("--lines", type=int, default=6, help="lines shown of each file")
    asked = parser.parse_args()
    if asked.verb == "record":
        keep = asked.keep.resolve() if asked.keep else None
        record(asked.folder.resolve(), asked.repo.resolve(), keep)
    elif compare(asked.before, asked.after, asked.lines):
        sys.exit(1)


if __name__ == "__main__":
    main()
