"""Every verb in every bad state of a class: a sentence and an exit code, never a traceback."""

from __future__ import annotations

import gc
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path

import click
import pytest
from bad_states import STATES
from conftest import REPOSITORY, run_course
from in_process import Done
from looked_at import Looked, changes, looking
from tiny_class import cheap, copied, stages, tiny  # noqa: F401

from course.cli import course as command_line
from course.reports.report import KINDS, sheet_reports

pytestmark = pytest.mark.long
GIVEN = {
    "reports": ["examples/zoom/participants.csv"],
    "path": ["examples/own.csv"],
    "participant": ["U07"],
    "inbox": ["examples/inbox"],
    "file": ["examples/cadangan.zip"],
    "sd": ["18"],
    "name": ["moodle"],
    "service": ["layanan"],
    "classes": ["."],
    "language": ["en"],
}
"""What is given for a parameter of this name; a new parameter gets a code."""
FLAGS = {
    "forget": ["--yes"],
    "restore": ["--yes"],
    "dashboard": ["--no-browser"],
    "release": ["pretest"],
    "validity": ["--sheet"],
    "power": ["--gain", "12"],
    "lti add": ["--moodle", "https://moodle.contoh.ac.id", "--client-id", "x", "--deployment", "1"],
}
ENGLISH = re.compile(
    r"Traceback|Errno|No such file|ermission denied|s a directory|ot a directory|sqlalche|sqlite3\."
    r"|database is|disk image|disk I/O|No notebooks|Expecting|File too large|No space"
)


def leaves(command: click.Command, words: tuple[str, ...] = ()) -> Iterator[list[str]]:
    """Yield the words of every verb, with what must be given."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from leaves(inner, (*words, name))
        return
    given = [*words, *FLAGS.get(words[0], FLAGS.get(" ".join(words), []))]
    for one in command.params:
        if isinstance(one, click.Argument) and (one.required or one.name in GIVEN):
            given += GIVEN.get(str(one.name), ["U07"])
        elif one.required:
            given += [
                one.opts[0],
                *(
                    ["examples/items.csv"]
                    if words[0] == "items"
                    else GIVEN.get(str(one.name), ["U07"])
                ),
            ]
    if words == ("roster", "check"):
        given = given[:2]
    yield given


def every_call() -> list[list[str]]:
    """Return every verb's words, and every kind of report's."""
    code = {"participant": ["U07"], "mentor": ["MH04"]}
    kinds = (*KINDS, *sheet_reports(REPOSITORY))
    reports = [["report", kind, *code.get(kind, [])] for kind in kinds]
    # The desk serves until it is stopped; its pages meet the states themselves.
    own = (words for words in leaves(command_line) if words[0] not in {"report", "desk"})
    return [*own, *reports]


LAST = ("export", "new", "grade", "collect", "release", "upgrade", "demo", "forget", "restore")
"""What mends or changes a class comes last: the others meet the state as it was laid."""
CALLS = sorted(every_call(), key=lambda words: LAST.index(words[0]) if words[0] in LAST else -1)
SLOW = (["report", "evaluation"], ["pool", "."])
READ_BY_SLOW = re.compile(
    r"gradebook (locked|damaged|vanished|read only)|disk full|reports (is|read)|open in excel"
)
"""They compute more than all others: only in states of what it reads or writes."""


@pytest.fixture(scope="module")
def sound(
    tiny: Path,  # noqa: F811
    tmp_path_factory: pytest.TempPathFactory,
) -> list[tuple[list[str], Done, Looked]]:
    """Every call in the class as it should be: its words, how it ended, what it looked at."""
    root = copied(tiny, tmp_path_factory.mktemp("sound") / "kelas")
    found = []
    for words in CALLS:
        with looking(root) as looked:
            done = run_course(root, *words)
        found.append((words, done, looked))
    return found


def test_every_verb_works_in_the_class_of_these_tests(
    sound: list[tuple[list[str], Done, Looked]],
) -> None:
    """Else what follows would try refusals of something else."""
    left = {" ".join(words[:2]): done.stderr for words, done, _ in sound if done.returncode == 2}
    assert set(left) == UNREADY, left


UNREADY = {
    *("demo", "keepsake U07", "report needs", "report week", "report workshop"),
    *("lti show", "lti scores"),
}
"""Of these verbs the tiny class has nothing to show."""


# A workbook that a full disk cut off is closed by the collector: here, and not in a later test.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("name", STATES)
def test_a_sentence_and_no_traceback(
    name: str,
    tiny: Path,  # noqa: F811
    sound: list[tuple[list[str], Done, Looked]],
    tmp_path: Path,
) -> None:
    """A verb that looks at nothing of what is bad does what it does in the sound class."""
    root = copied(tiny, tmp_path / "kelas")
    with STATES[name].lay(root) or nullcontext(changes(tiny, root)) as bad:
        faults = [
            f"course {' '.join(words)}: {fault}"
            for words, _, looked in sound
            if words not in SLOW or READ_BY_SLOW.search(name)
            if bad is None or looked.notices(bad)
            for fault in faults_of(root, words, STATES[name].names)
        ]
    if bad is None:
        gc.collect()
    assert not faults, "\n".join(faults)


def faults_of(root: Path, words: list[str], names: str) -> Iterator[str]:
    """Run a command in a class in a bad state; yield what is wrong with how it ends."""
    try:
        done = run_course(root, *words)
    except Exception as error:  # noqa: BLE001  told with its verb
        known = getattr(error, "evalue", error)
        yield f"raised {type(error).__name__}: {str(known)[:300]}"
        return
    said = (done.stdout + done.stderr).replace(str(root), "@")
    if done.returncode not in {0, 1, 2}:
        yield f"exit {done.returncode}: {said}"
    if found := ENGLISH.search(said):
        yield f"{found[0]!r} in {said[:300]}"
    if done.returncode == 2 and done.stderr.count("\n") > 8:
        yield f"says too much: {said}"
    ready = " ".join(words[:2]) not in UNREADY and words[0] not in UNREADY
    if words[:2] == ["lti", "remove"]:  # where adding it met the state, there is none to remove
        names = f"{names}|tidak terdaftar"
    if done.returncode == 2 and ready and not re.search(names, said):
        yield f"does not name {names!r}: {said[:300]}"


FOLDERS = (
    *("Sudah siap?ya", "Kelas [2026] {A} *", "50% #1 100%20juta; a+b:c@d=e"),
    *("Bu Ani & 'Rekan' \"X\" Ç 班 🎉 .", "baris\nbaru $HOME ~"),
)


@pytest.mark.parametrize("name", FOLDERS)
def test_a_class_may_be_called_anything(
    name: str,
    tiny: Path,  # noqa: F811
    tmp_path: Path,
    nbgrader: Callable[..., Done],
) -> None:
    """The gradebook lies in the class's folder, and only what is for participants is released."""
    other = copied(tiny, tmp_path / "Sudah siapkah ya")
    before = files_in(other)
    root = copied(tiny, tmp_path / name)
    (root / "gradebook.db").unlink()
    for folder in ("release", "submitted", "autograded"):
        shutil.rmtree(root / folder)
    (root / "source" / "pretest" / "authors").mkdir()
    (root / "source" / "pretest" / "authors" / "kunci.json").write_text("{}", "utf-8")
    for words in (["release"], ["collect", "examples/inbox"], ["grade"], ["report", "participant", "U07"],
                  ["site"], ["invite"], ["export", "U07"]):  # fmt: skip
        done = run_course(root, *words)
        assert done.returncode < 2, (words, done.stderr)
    assert "0 jawaban dinilai, 4" in run_course(root, "grade").stdout
    assert (root / "gradebook.db").stat().st_size > 100_000
    assert sorted(tmp_path.iterdir()) == sorted([other, root])
    assert files_in(other) == before
    assert not (root / "release" / "pretest" / "authors").exists()
    done = nbgrader(root, "generate_feedback", "pretest")
    assert done.returncode == 0, done.stderr
    assert (root / "feedback" / "U07" / "pretest" / "pretest.html").is_file()
    done = run_course(root, "forget", "U07", "--yes")
    assert "nilai dan catatan dihapus" in done.stdout


def files_in(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}
