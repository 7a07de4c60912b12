"""A course to test on: a copy of the repository's rooms, never the repository itself."""

from __future__ import annotations

import gc
import os
import re
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from multiprocessing.util import Finalize
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock
from hypothesis import settings
from in_process import Done, call, run_course

from course import lessons
from course.gradebook.settings import put_programs_on_path
from course.phone.site import build_site

if TYPE_CHECKING:
    from desk_server import Desk, Told
    from windows import Windows

# Timing belongs to benchmarks/: a busy machine is no failure.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")

# Most of what tests make lives on in caches; to look for what does not, seven hundred objects later,
# takes a twelfth of the suite.
gc.set_threshold(50_000)

# Compiling the course for every process, and all tests for each worker, takes more than most tests.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

MEMORY, ROOM = Path("/dev/shm"), 3 * 1024**3
if "TMPDIR" not in os.environ and MEMORY.is_dir():
    # A disk's journal takes ten times as much of the processor for every file and folder.
    _held = os.statvfs(MEMORY)
    if _held.f_bavail * _held.f_frsize >= ROOM and not _held.f_flag & os.ST_NOEXEC:
        os.environ["PYTEST_DEBUG_TEMPROOT"] = str(MEMORY)
        # What killed processes leave goes with the run.
        os.environ["TMPDIR"] = tempfile.tempdir = tempfile.mkdtemp(prefix="kelas-", dir=MEMORY)
        # After multiprocessing's own (-100), which lies in it.
        Finalize(None, shutil.rmtree, (tempfile.tempdir, True), exitpriority=-200)

REPOSITORY = Path(__file__).parent.parent
FIRST = (
    *("jupyter", "desk", "test_whole_class", "test_phone_page", "test_previews"),
    *("test_exercise_page", "test_fields", "phone-no-store", "test_phone_offline"),
    *("phone-restore", "phone-joining", "phone-mentor", "test_phone_sending", "phone-tests"),
    *("published", "test_states", "test_kills", "reports", "phone", "five", "test_stock_nbgrader"),
    *("test_moments", "resume", "test_compiled", "limits", "test_wheel", "test_lessons", "hostile"),
    *("hostile_submissions", "privacy", "test_five_over_time", "test_agreement", "test_path"),
    *("test_every_checker", "postgresql", "test_m5_keepsakes", "test_statistics_properties"),
    "test_hub",
)
"""Groups of tests that take long: they begin, so that none is left alone at the end.

Before all others come the groups that need a browser, also those that are not named here: each worker
starts one, and once.
"""
SERVERS = {"lab": "jupyter", "desk": "desk"}
"""What one worker starts for all who ask for it: the fixture and the group."""
WITH_BROWSER = pytest.StashKey[set[Path]]()
"""The modules of which a test asks for a browser."""
ROOMS = ("release", "submitted", "autograded", "feedback", "kelas/inbox", "kelas/reports")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what the fast lane leaves out by what it asks for, and put the long groups first."""
    browsed = {item.path for item in items if "screens" in getattr(item, "fixturenames", ())}
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        if asked & {"demo", "published"}:
            item.add_marker("path")
        if "nbgrader" in asked:
            item.add_marker("stock")
        if "screens" in asked:
            item.add_marker("browser")
        if not item.get_closest_marker("xdist_group"):
            # A module's fixtures are made once, and xdist hands out a hundred groups, not six
            # thousand tests.
            served = [group for fixture, group in SERVERS.items() if fixture in asked]
            item.add_marker(pytest.mark.xdist_group(served[0] if served else item.path.stem))
        item.session.stash[WITH_BROWSER] = browsed
    looking = {_group(item) for item in items if item.path in browsed}
    items.sort(key=lambda item: (_group(item) not in looking, _place(_group(item))))


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Let the collector pass over what stays to the end: seven thousand tests, all modules."""
    gc.collect()
    gc.freeze()


def _group(item: pytest.Item) -> str:
    group = item.get_closest_marker("xdist_group")
    return str(group.args[0]) if group else ""


def _place(group: str) -> int:
    return FIRST.index(group) if group in FIRST else len(FIRST)


@pytest.fixture(scope="session", autouse=True)
def own_list(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the list of classes of whoever runs the tests as it is."""
    folder = str(tmp_path_factory.mktemp("list"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("course.people.classes.jupyter_data_dir", lambda: folder)
        yield


def new_course(root: Path) -> Path:
    """Lay out a course at ``root``: sources, examples, settings, empty rooms."""
    for room in ("source", "examples"):
        shutil.copytree(REPOSITORY / room, root / room)
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    for room in ROOMS:
        (root / room).mkdir(parents=True)
    return root


def answers_of(name: str) -> Path:
    """Return the folder of a lesson's frozen answers: one file an exercise, and photos."""
    return REPOSITORY / "source" / name / "authors" / "answers"


def course_process(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the ``course`` command as a person does: a process of its own, and its workers."""
    return subprocess.run(
        [sys.executable, "-m", "course", *words],
        cwd=root, capture_output=True, text=True, encoding="utf-8", timeout=600, check=False,
    )  # fmt: skip


def hidden_lines(root: Path, name: str) -> list[str]:
    """Return the lines between a lesson's hidden marks that would give something away.

    Lines with only a bracket or one quoted option key stand openly in the exercises too.
    """
    cells = lessons.load(root, name).criteria
    hidden = "\n".join(c.source.split("BEGIN HIDDEN TESTS")[1].split("### END")[0] for c in cells)
    return [line.strip() for line in hidden.splitlines() if re.search(r"\w{4}.*[(=:]", line)]


@pytest.fixture
def course_root(tmp_path: Path) -> Path:
    """An untouched course."""
    return new_course(tmp_path / "kelas")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A course on which ``course demo`` ran once, and what it printed. Read only.

    The first worker makes it, the others wait for it and use the same.
    """
    shared = of_all_workers(tmp_path_factory)
    root, printed = shared / "demo" / "kelas", shared / "demo.printed"
    with FileLock(shared / "demo.lock"):
        if not printed.exists():
            done = course_process(new_course(root), "demo")
            assert done.returncode == 0, done.stderr
            printed.write_text(done.stdout, "utf-8")
    return root, printed.read_text("utf-8")


@pytest.fixture(scope="session")
def published(demo: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with every lesson released, and its site; made once. Read only."""
    shared = of_all_workers(tmp_path_factory)
    root, done = shared / "published" / "kelas", shared / "published.done"
    with FileLock(shared / "published.lock"):
        if not done.exists():
            new_course(root)
            shutil.copytree(demo[0] / "release", root / "release", dirs_exist_ok=True)
            build_site(root)
            done.touch()
    return root


def of_all_workers(factory: pytest.TempPathFactory) -> Path:
    """Return a folder of this run that every worker sees."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture
def demo_copy(demo: tuple[Path, str], tmp_path: Path) -> Path:
    """A copy of the graded course, to change at will."""
    root = tmp_path / "kelas"
    shutil.copytree(demo[0], root)
    return root


SMALL = ("U01", "U04", "U07", "U08")
"""The small class; U07 and U08 are all of MH04's partners."""
TESTS = ("pretest", "posttest")


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four people and two tests: released, collected and graded in this process. Read only."""
    shared = of_all_workers(tmp_path_factory)
    root, done = shared / "small" / "kelas", shared / "small.done"
    with FileLock(shared / "small.lock"):
        if not done.exists():
            lay_small_class(root)
            done.touch()
    return root


def lay_small_class(root: Path) -> None:
    """Lay out a course of ``SMALL`` and ``TESTS``, and take it as far as the gradebook."""
    new_course(root)
    for lesson in set(lessons.names(root)) - set(TESTS):
        shutil.rmtree(root / "source" / lesson)
    for path in (root / "examples" / "inbox").iterdir():
        if path.name.split("_")[:2] not in [[lesson, code] for lesson in TESTS for code in SMALL]:
            path.unlink()
    head, *rows = (root / "examples" / "roster.csv").read_text("utf-8").splitlines()
    kept = [head, *(row for row in rows if row.startswith(SMALL))]
    (root / "kelas" / "roster.csv").write_text("\n".join(kept) + "\n", "utf-8")
    for words in (("release",), ("collect", "examples/inbox"), ("grade",)):
        done = run_course(root, *words)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def small_class(small: Path, tmp_path: Path) -> Path:
    """A copy of the small class, to change at will."""
    return Path(shutil.copytree(small, tmp_path / "kelas"))


@pytest.fixture(scope="module")
def screens() -> Iterator[Windows]:
    """The windows of one Chromium, which a module's tests take turns with.

    The browser stays for the next module that asks for one.
    """
    from windows import CHROMIUM, chromium

    if not Path(CHROMIUM).exists():
        pytest.skip(f"no browser at {CHROMIUM}")
    screens = chromium.started()
    yield screens
    screens.forget()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """End the browser before what needs none: playwright keeps an event loop running."""
    if item.path not in item.session.stash[WITH_BROWSER] and "windows" in sys.modules:
        sys.modules["windows"].chromium.end()


def pytest_sessionfinish() -> None:
    """End the last browser."""
    if "windows" in sys.modules:
        sys.modules["windows"].chromium.end()


@pytest.fixture(scope="session")
def lab(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """One JupyterLab for all: the folder it serves, a small class to change, and its address.

    Each test has a folder of its own below, or a person of its own in the class.
    """
    from jupyter_desk import jupyter

    root = Path(shutil.copytree(small, tmp_path_factory.mktemp("lab") / "kelas"))
    with jupyter(root, tmp_path_factory.mktemp("home")) as address:
        yield root, address


@pytest.fixture(scope="session")
def desk(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk on a copy of the small class, which its tests may change."""
    from desk_server import serve

    root = Path(shutil.copytree(small, tmp_path_factory.mktemp("desk") / "kelas"))
    home, log = tmp_path_factory.mktemp("desk-home"), tmp_path_factory.mktemp("log") / "server.log"
    with serve(root, home, log) as desk:
        yield desk


@pytest.fixture
def told() -> Told:
    """Where an action of a page says what it does, called in this process."""
    from desk_server import Told

    return Told()


@pytest.fixture
def nbgrader() -> Callable[..., Done]:
    """nbgrader's own command line, run in a course's root; in this process, but as it comes."""
    from nbgrader.apps import NbGraderApp

    def forget() -> None:
        for app in (NbGraderApp, *(kind for kind, _ in NbGraderApp.subcommands.values())):
            app.clear_instance()  # each keeps itself, and the settings it began with

    def run(root: Path, *words: str) -> Done:
        put_programs_on_path()  # as in an activated environment: it calls alembic by name
        forget()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what it warns of is its authors' business
            try:
                return call(
                    root, "nbgrader", words, lambda: NbGraderApp.launch_instance(list(words))
                )
            finally:
                forget()

    return run
