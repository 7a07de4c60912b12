"""Hostile and damaged submissions, each a function that spoils an honest one.

``CASES[name] = (spoil, outcome)``; ``outcome`` is what ``course grade`` makes of it: "same" (the
answers are honest, so they earn what they earn), "refused" (one line), "less" (graded, no points
to be gained).
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

Spoil = Callable[[Path], None]
CASES: dict[str, tuple[Spoil, str]] = {}
LESSON = "pretest"
SENTINEL = "byte-of-theirs-ran"
"""A file of this name appears in the course's root when anything of theirs ran."""
NOT_FOR_STOCK = {"answers: a pipe", "folder: a name of 200 letters"}
"""What nbgrader's own copying, before any code of ours, waits at for ever, and what it accepts."""
ALIKE = ("a new first cell", "answers: every value", "file: course", "file: .", "answers: another")
"""Kinds of which nbgrader's command, half a second each, need not see all (it withstands them)."""


def case(name: str, outcome: str = "same") -> Callable[[Spoil], Spoil]:
    def add(spoil: Spoil) -> Spoil:
        CASES[name] = (spoil, outcome)
        return spoil

    return add


def notebook(folder: Path) -> Path:
    return folder / f"{LESSON}.ipynb"


def change(folder: Path, edit: Callable[[dict[str, Any]], object]) -> None:
    content = json.loads(notebook(folder).read_text("utf-8"))
    edit(content)
    notebook(folder).write_text(json.dumps(content), "utf-8")


def graded(content: dict[str, Any]) -> list[dict[str, Any]]:
    return [c for c in content["cells"] if c["metadata"].get("nbgrader", {}).get("grade")]


def code(source: str) -> dict[str, Any]:
    fixed = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    return {**fixed, "source": source, "id": "deadbeef"}


RAN = f"import pathlib; pathlib.Path.cwd().joinpath('{SENTINEL}').write_text('x')\n"
# Wherever a cell may run: in the course's root, or in the participant's folder below it.
RAN += f"for p in pathlib.Path.cwd().parents[:4]: p.joinpath('{SENTINEL}').write_text('x')\n"

SOURCES = {
    "loops": RAN + "while True: pass",
    "deletes the course": RAN + "import shutil; shutil.rmtree('../../..')",
    "forks": RAN + "import os\nwhile True: os.fork()",
    "reads the gradebook": RAN + "import sqlite3; sqlite3.connect('../../../gradebook.db')",
    "exits": RAN + "import os; os._exit(0)",
    "kills": RAN + "import os, signal; os.kill(os.getppid(), signal.SIGKILL)",
    "fills the memory": RAN + "x = [bytes(10**9) for _ in range(1000)]",
    "prints for ever": RAN + "while True: print('x' * 10**6)",
    "shell": "!touch ../../../" + SENTINEL + "\n%%bash\ntouch ../../../" + SENTINEL,
    "monkeypatches criteria": RAN + "import course.criteria as g; g.criteria = lambda *a, **k: 5.0",
    "monkeypatches determine_grade": RAN
    + "import nbgrader.utils as u; u.determine_grade = lambda *a, **k: (99, 99)",
}

for _name, _source in SOURCES.items():

    def _everywhere(folder: Path, source: str = _source) -> None:
        def edit(content: dict[str, Any]) -> None:
            for cell in content["cells"]:
                if cell["cell_type"] == "code":
                    cell["source"] = source

        change(folder, edit)

    def _extra(folder: Path, source: str = _source) -> None:
        change(folder, lambda c: c["cells"].insert(0, code(source)))

    CASES[f"every cell {_name}"] = (_everywhere, "same")
    CASES[f"a new first cell {_name}"] = (_extra, "same")


def cells(name: str) -> Callable[[Callable[[dict[str, Any]], object]], None]:
    """Register an edit of the notebook's content; the answers stay, so the scores do."""

    def add(edit: Callable[[dict[str, Any]], object]) -> None:
        CASES[f"cells: {name}"] = (lambda folder: change(folder, edit), "same")

    return add


cells("a graded one twice")(lambda c: c["cells"].append(graded(c)[0]))
cells("all graded ones twice")(lambda c: c["cells"].extend(graded(c)))
cells("graded ones deleted")(lambda c: [c["cells"].remove(g) for g in graded(c)])
cells("all deleted")(lambda c: c["cells"].clear())
cells("reversed")(lambda c: c["cells"].reverse())
cells("retyped to markdown")(lambda c: [g.update(cell_type="markdown") for g in graded(c)])
cells("retyped to raw")(lambda c: [g.update(cell_type="raw") for g in graded(c)])
cells("points raised")(lambda c: [g["metadata"]["nbgrader"].update(points=100) for g in graded(c)])
cells("points negative")(lambda c: [g["metadata"]["nbgrader"].update(points=-5) for g in graded(c)])
cells("points a text")(lambda c: [g["metadata"]["nbgrader"].update(points="x") for g in graded(c)])
cells("renamed")(lambda c: [g["metadata"]["nbgrader"].update(grade_id="x") for g in graded(c)])
cells("made solutions")(
    lambda c: [g["metadata"]["nbgrader"].update(solution=True) for g in graded(c)]
)
cells("unlocked")(lambda c: [g["metadata"]["nbgrader"].update(locked=False) for g in graded(c)])
cells("old schema")(
    lambda c: [g["metadata"]["nbgrader"].update(schema_version=1) for g in graded(c)]
)
cells("future schema")(
    lambda c: [g["metadata"]["nbgrader"].update(schema_version=99) for g in graded(c)]
)
cells("no schema")(lambda c: [g["metadata"]["nbgrader"].pop("schema_version") for g in graded(c)])
cells("metadata a list")(lambda c: [g.update(metadata=[]) for g in c["cells"]])
cells("no metadata")(lambda c: [g.pop("metadata") for g in c["cells"]])
cells("no source")(lambda c: [g.pop("source") for g in c["cells"]])
cells("forged outputs")(
    lambda c: [
        g.update(
            outputs=[
                {
                    "output_type": "execute_result",
                    "data": {"text/plain": "5.0"},
                    "metadata": {},
                    "execution_count": 1,
                }
            ]
        )
        for g in graded(c)
    ]
)
cells("the stamp forged")(
    lambda c: c["metadata"].update(kelas_umkm={"answers": "0" * 64, "release": "0" * 64})
)
cells("a kernel of their own")(
    lambda c: c["metadata"].update(
        kernelspec={"name": "evil", "display_name": "x", "language": "sh"}
    )
)
cells("ten thousand more")(lambda c: c["cells"].extend([code("1")] * 10_000))
cells("format 3")(lambda c: c.update(nbformat=3, worksheets=[]))
cells("format 99")(lambda c: c.update(nbformat=99))
cells("html that runs")(
    lambda c: c["cells"].append(
        {"cell_type": "markdown", "metadata": {}, "source": "<script>x()</script>"}
    )
)


def text_of(name: str, content: str | bytes) -> None:
    """Register a notebook file with this content."""
    data = content.encode() if isinstance(content, str) else content
    CASES[f"notebook: {name}"] = (lambda folder: notebook(folder).write_bytes(data), "same")


text_of("empty", "")
text_of("a list", "[1, 2]")
text_of("cut off", '{"cells": [')
text_of("not a number", '{"cells": [], "metadata": {"x": NaN}, "nbformat": 4, "nbformat_minor": 5}')
text_of("bytes", bytes(range(256)) * 40)
text_of("10,000 deep", "[" * 10_000 + "]" * 10_000)
text_of("50 MB", '{"cells": ["' + "x" * 50_000_000 + '"]}')


@case("notebook: absent")
def _absent(folder: Path) -> None:
    notebook(folder).unlink()


@case("notebook: a link to another's")
def _linked(folder: Path) -> None:
    notebook(folder).unlink()
    notebook(folder).symlink_to(folder.parents[1] / "U07" / LESSON / f"{LESSON}.ipynb")


@case("notebook: a second one")
def _second(folder: Path) -> None:
    shutil.copy(notebook(folder), folder / "other.ipynb")


FOREIGN = (
    "json.py", "pandas.py", "numpy.py", "re.py", "nbgrader_config.py", "ipython_config.py",
    "sitecustomize.py", "usercustomize.py", "conftest.py", "course/__init__.py",
    "course/grading/__init__.py", "nbgrader/__init__.py", ".ipython/profile_default/startup/0.py",
)  # fmt: skip

for _file in FOREIGN:

    def _shadow(folder: Path, name: str = _file) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(RAN)

    CASES[f"file: {_file}"] = (_shadow, "same")


@case("file: the lesson's own picture replaced")
def _picture(folder: Path) -> None:
    (folder / "pilihan-foto.png").write_bytes(b"not a picture")


@case("file: a link to the gradebook")
def _gradebook(folder: Path) -> None:
    (folder / "catatan.db").symlink_to(folder.parents[2] / "gradebook.db")


@case("file: a link that leads in a circle")
def _circle(folder: Path) -> None:
    (folder / "berikut").symlink_to(folder / "berikut")


@case("photos: a link to a folder")
def _photos_link(folder: Path) -> None:
    (folder / "photos").symlink_to(folder.parents[1] / "U02")


@case("photos: hundreds, large ones, folders, links")
def _photos(folder: Path) -> None:
    (folder / "photos").mkdir()
    for number in range(300):
        (folder / "photos" / f"f{number:03}.jpg").write_bytes(b"\xff\xd8\xff" + bytes(100))
    (folder / "photos" / "a.jpg").write_bytes(b"\xff\xd8\xff" + bytes(3 * 1024**2))
    (folder / "photos" / "b.jpg").mkdir()
    (folder / "photos" / "c.jpg").symlink_to(folder.parents[2] / "gradebook.db")
    (folder / "photos" / "d.jpg.py").write_text(RAN)


def read(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "answers.json").read_text("utf-8"))


def answers(name: str, outcome: str) -> Callable[[Callable[[dict[str, Any]], object]], None]:
    """Register an edit of the answers."""

    def add(edit: Callable[[dict[str, Any]], object]) -> None:
        def spoil(folder: Path) -> None:
            content = read(folder)
            edit(content)
            (folder / "answers.json").write_text(json.dumps(content), "utf-8")

        CASES[f"answers: {name}"] = (spoil, outcome)

    return add


def every_value(value: Any) -> Callable[[dict[str, Any]], None]:
    def edit(content: dict[str, Any]) -> None:
        for entry in content["answers"].values():
            entry["value"] = dict.fromkeys(entry["value"], value)

    return edit


def all_entries(**fields: Any) -> Callable[[dict[str, Any]], None]:
    def edit(content: dict[str, Any]) -> None:
        for entry in content["answers"].values():
            entry.update(fields)

    return edit


answers("scores added", "same")(lambda c: c.update(score=99, points=99, auto_score=99))
answers("scores in every entry", "same")(all_entries(score=99, points=99, share=1))
answers("unknown exercises", "same")(
    lambda c: c["answers"].update({f"x{n}": next(iter(c["answers"].values())) for n in range(200)})
)
answers("another version", "refused")(lambda c: c.update(version=3))
answers("version true", "refused")(lambda c: c.update(version=True))
answers("another course", "refused")(lambda c: c.update(course="other"))
answers("no answers", "refused")(lambda c: c.pop("answers"))
answers("answers a list", "refused")(lambda c: c.update(answers=[1]))
answers("lesson a path", "refused")(lambda c: c.update(lesson="../../U02"))
answers("participant a query", "refused")(lambda c: c.update(participant="'; DROP TABLE grade; --"))
answers("every value a number", "less")(every_value(10**30))
answers("every value a fraction", "less")(every_value(1e308))
answers("every value a list", "less")(every_value([["x"]] * 50))
answers("every value true", "less")(every_value(True))
answers("every value null", "less")(every_value(None))
answers("every value nested", "less")(every_value({"a": {"b": {"c": []}}}))
answers("every value one letter 5,000 times", "less")(every_value("a" * 5_000))
answers("every value hard for patterns", "less")(every_value("rp1.0" * 900))
answers("every value spaces", "less")(every_value(" " * 4_999 + "x"))
answers("every value markup", "less")(every_value("<script>alert(1)</script><img src=x onerror=1>"))
answers("every value control letters", "less")(every_value("\x00\x1b[2J\u202e\u0000"))
answers("every value a path", "less")(every_value("photos/../../../U02/pretest/answers.json"))
answers("entries not entries", "less")(lambda c: c.update(answers={"tujuan": 7, "katalog": []}))
answers("times in the year 9999", "same")(all_entries(at="9999-12-31T23:59:59-12:00"))
answers("times without a zone", "less")(all_entries(at="2026-11-02T10:00:00"))


def answer_file(name: str, content: str | bytes) -> None:
    """Register an answer file with this content: refused."""
    data = content.encode() if isinstance(content, str) else content
    CASES[f"answers: {name}"] = (
        lambda folder: (folder / "answers.json").write_bytes(data),
        "refused",
    )


answer_file("empty", "")
answer_file("cut off", '{"version": 1, "course": "kelas-umkm", "answers": {')
answer_file("bytes", bytes(range(256)) * 40)
answer_file("50 MB", '{"version": 1, "x": "' + "x" * 50_000_000 + '"}')
answer_file(
    "10,000 deep",
    '{"version":1,"course":"kelas-umkm","answers":' + "[" * 10_000 + "]" * 10_000 + "}",
)
answer_file(
    "not a number",
    '{"version":1,"course":"kelas-umkm","lesson":"pretest","answers":{"tujuan":{"value":{"jawaban":NaN}}}}',
)
answer_file("a list", "[]")


@case("answers: half a letter", "refused")
def _surrogate(folder: Path) -> None:
    text = (folder / "answers.json").read_text("utf-8")
    (folder / "answers.json").write_text(text.replace('"status"', '"status": "\\ud800", "x"'))


@case("answers: a link to another's", "refused")
def _copied(folder: Path) -> None:
    (folder / "answers.json").unlink()
    (folder / "answers.json").symlink_to(folder.parents[1] / "U07" / LESSON / "answers.json")


@case("answers: a folder", "refused")
def _folder(folder: Path) -> None:
    (folder / "answers.json").unlink()
    (folder / "answers.json").mkdir()


@case("answers: a pipe", "refused")
def _pipe(folder: Path) -> None:
    (folder / "answers.json").unlink()
    os.mkfifo(folder / "answers.json")


@case("answers: absent", "less")
def _nothing(folder: Path) -> None:
    (folder / "answers.json").unlink()


@case("folder: a link to another's", "refused")
def _whole(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.symlink_to(folder.parents[1] / "U07" / LESSON)


TIMES = {
    "words": "kemarin", "a file": "2026-11-02 10:00:00 /etc/passwd", "long": "9" * 50_000,
    "the year 99999": "99999-11-02 10:00:00 UTC", "no month 13": "2026-13-02 10:00:00 UTC",
}  # fmt: skip
for _name, _time in TIMES.items():
    CASES[f"time: {_name}"] = (
        lambda folder, text=_time: (folder / "timestamp.txt").write_text(text) and None,
        "refused",
    )


@case("time: bytes", "refused")
def _time_bytes(folder: Path) -> None:
    (folder / "timestamp.txt").write_bytes(bytes(range(128, 256)))


@case("time: a link")
def _time_link(folder: Path) -> None:
    (folder / "timestamp.txt").unlink()
    (folder / "timestamp.txt").symlink_to(folder / "nowhere")


@case("folder: a name of 200 letters", "refused")
def _long_name(folder: Path) -> None:
    assert len(folder.parent.name) == 200


def lay(root: Path, names: list[str]) -> dict[str, str]:
    """Lay the named cases into ``submitted/``, each U01's work spoilt; return names by code.

    The answers say nobody's code: under somebody else's they would be refused for that alone.
    """
    people = {}
    for number, name in enumerate(names):
        person = "X" * 200 if "200 letters" in name else f"X{number:03}"
        folder = root / "submitted" / person / LESSON
        shutil.copytree(root / "submitted" / "U01" / LESSON, folder)
        answers = folder / "answers.json"
        answers.write_bytes(
            answers.read_bytes().replace(b'"participant": "U01"', b'"participant": ""')
        )
        CASES[name][0](folder)
        people[person] = name
    return people
