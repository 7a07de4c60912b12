"""Lessons: source notebooks as nbgrader keeps them, and what is defined inside.

A lesson is ``source/<name>/<name>.ipynb``. Its locked code cells, in the author's order, are
``setup`` (the imports), ``peserta`` (``open_lesson``), one per exercise (grade id = exercise id)
and, after each, its criteria cells (autograder tests whose grade id begins with an indicator code).
At the foot of a graded lesson stands ``catatan``, a manually graded task of 0 points: the only kind
of cell to which nbgrader's formgrader attaches a comment. A lesson without criteria is a sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from types import CodeType
from typing import Any

from pydantic import BaseModel, ConfigDict, StrictBool, StrictInt, ValidationError

from course import CourseError, exercises
from course.exercises.definition import Definition
from course.files import Places
from course.words import INDONESIAN, LANGUAGES, Speech, fixed_words, read_catalogue

_READS = re.compile(r"\bread_answer\(\s*[\"']([^\"']+)")
_HEADING = re.compile(r"^## ", re.MULTILINE)
_UNSEEN = re.compile(r"<!--.*?-->|(?<=\])\([^()]*\)", re.DOTALL)  # of prose nobody reads that
SETUP, PARTICIPANT, COMMENT = "setup", "peserta", "catatan"
JUPYTER_TAG = "jupyter"
"""Cells about JupyterLab's menus carry this tag; phones do not show them."""
AUTHORS = "authors"
"""A lesson's folder for its authors: design, frozen answers, readings; never released."""
AUDIENCES = ("peserta", "mentor", "narasumber")
"""Who answers a lesson."""


class Understood(BaseModel):
    """One question that shows whether a text was clear."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    right: str
    """Key of the answer that the text gives."""
    about: str
    """What the question is about, in words for a mentor."""
    older: StrictBool = False
    """Only sheets of before were asked it; there it still has to be right."""


class About(BaseModel):
    """What a lesson's notebook says of the lesson: its metadata under ``lesson``."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    about: str = ""
    """One sentence for the home page."""
    minutes: StrictInt = 0
    order: StrictInt = 99
    """Place in the course; the last where nothing is said."""
    audience: str = AUDIENCES[0]
    """Who answers it, one of ``AUDIENCES``."""
    observes: StrictBool = False
    """Whether a mentor fills it about a partner: one sheet for each partner."""
    optional: StrictBool = False
    """Whether it is for those who want it only: nobody else who left it out is sent to it."""
    wanted: Mapping[str, Mapping[str, tuple[str, ...]]] = {}
    """Of an optional lesson, which answers make it somebody's own: by exercise of another lesson
    (``asesmen/perlu``) and field, those of which one is given. Each field named must hold one."""
    declined: Mapping[str, Mapping[str, tuple[str, ...]]] = {}
    """In the same form, the answers with which somebody says that it is not needed: of an optional
    lesson the home page then asks for nothing more; in one for everybody the question stands in a
    sitting of its own lesson, whose rest is spared (``Lesson.spared``)."""
    anonymous: StrictBool = False
    """Whether it comes without a name: under a ballot (``exercises.ballots``), never a code."""
    shows: Mapping[str, str] = {}
    """Indicator and the exercise in which a mentor rates its behaviours."""
    day: str = ""
    """The exercise whose field ``tanggal`` says of which day a sheet of observations is."""
    reversed: frozenset[str] | None = None
    """Rating items worded the other way (high is bad); None: no sheet of opinions."""
    emptied: frozenset[str] = frozenset()
    """Exercises whose answer may be taken back by emptying it; elsewhere a filled one stands."""
    understood: Mapping[str, Mapping[str, Understood]] = {}
    """By exercise and field, what shows that the text agreed to was understood."""
    form: str = ""
    """Of a test that has parallel forms: which one its items are, ``A`` or ``B``."""
    deeds: tuple[str, ...] = ()
    """The exercises in which one says what one did in the own shop, one a sitting, in order."""
    again: Mapping[str, str] = {}
    """By second example, the practice whose wrong answer opens it: the same idea, other numbers."""
    recalls: Mapping[str, str] = {}
    """By practice, what of an earlier lesson it comes back to, ``m1-internet/latihan-angka``."""
    stops: Mapping[str, Mapping[str, str]] = {}
    """By exercise and field, the answer after which nothing more is asked, kept or sent."""
    wrong: tuple[str, ...] = ()
    """Parts that have another form and are not read; ``course check`` names them."""

    @property
    def is_complete(self) -> bool:
        """Whether everything is said that each lesson must say."""
        return bool(self.about) and {"minutes", "order"} <= self.model_fields_set

    def is_wanted(self, told: Mapping[str, Mapping[str, Any]]) -> bool:
        """Return whether answers, by the places that ``wanted`` names, ask for the lesson."""
        return bool(self.wanted) and all(
            not set(options).isdisjoint(_ticked(told.get(place, {}).get(key)))
            for place, fields in self.wanted.items()
            for key, options in fields.items()
        )


def _ticked(value: Any) -> list[str]:
    """Return the options of a choice, or of several; none of anything else."""
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]


def read_about(notebook: Any) -> About:
    """Return what a notebook says of its lesson; a part of another form counts as not said."""
    raw = notebook.metadata.get("lesson", {})
    raw = (
        {key: part for key, part in raw.items() if key != "wrong"} if isinstance(raw, dict) else {}
    )
    try:
        return About.model_validate(raw)
    except ValidationError as error:
        wrong = sorted({str(one["loc"][0]) for one in error.errors()})
        good = About.model_validate({key: part for key, part in raw.items() if key not in wrong})
        return good.model_copy(update={"wrong": tuple(wrong)})


@dataclass(frozen=True)
class CriteriaCell:
    """A graded cell."""

    grade_id: str
    """``K2-status-wa``: the indicator's code, then a name."""
    points: float
    source: str

    @property
    def indicator(self) -> str:
        """Return the indicator's code."""
        return self.grade_id.partition("-")[0]

    @property
    def exercise(self) -> str:
        """Return the exercise it reads, of ``read_answer("status-wa")``; "" without one."""
        found = _READS.search(self.source)
        return found[1] if found else ""


@dataclass(frozen=True)
class Lesson:
    """A lesson as its source notebook defines it."""

    name: str
    path: Path
    notebook: Any
    """The source notebook (``nbformat.NotebookNode``)."""
    definitions: Mapping[str, Definition]
    """Exercises by id, in the order of the notebook."""
    criteria: tuple[CriteriaCell, ...]
    about: About
    items: Lesson | None = None
    """The test whose items these are, where they are another's (``lessons.forms``)."""

    @cached_property
    def setup(self) -> str:
        """Return its first cell, the imports; "" without one."""
        cells = (c for c in self.notebook.cells if grading_metadata(c).get("grade_id") == SETUP)
        return "\n".join(cell.source for cell in cells)

    def until_stop(self, values: Mapping[str, Mapping[str, Any]]) -> list[str]:
        """Return the exercises that may be kept of ``values``: none behind a no (``stops``)."""
        names = list(self.definitions)
        for name, fields in self.about.stops.items():
            said = values.get(name, {})
            if name in names and any(said.get(key) == no for key, no in fields.items()):
                return names[: names.index(name) + 1]
        return names

    def spared(self, values: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
        """Return the exercises that ``values`` say are not needed, and do not answer.

        What stands behind a question of ``declined``, to the end of its sitting; none of an
        optional lesson, which is left out whole. Who answers one all the same has changed her mind.
        """
        doors = {} if self.about.optional else self.about.declined
        said = {
            name
            for name, fields in ((place.partition("/")[2], no) for place, no in doors.items())
            if any(values.get(name, {}).get(key) in no for key, no in fields.items())
        }
        behind = (own[own.index(name) + 1 :] for own in self._sittings for name in said & {*own})
        return frozenset(name for own in behind for name in own if not values.get(name))

    @cached_property
    def _sittings(self) -> list[list[str]]:
        """The exercises below each heading of the second level, in order."""
        found: list[list[str]] = [[]]
        for cell in self.notebook.cells:
            if cell.cell_type == "markdown" and _HEADING.search(cell.source):
                found.append([])
            elif is_exercise(cell):
                found[-1].append(grading_metadata(cell)["grade_id"])
        return found

    def require(self, part: str) -> None:
        """Raise CourseError where the metadata do not say ``part`` of ``About``.

        A class may be older than the part; what it decides must not pass for decided.
        """
        if part not in self.about.model_fields_set:
            raise CourseError(
                f"{self.path}: metadata lesson.{part} tidak ada. "
                f"Ganti pelajaran {self.name!r} dengan yang ada di Kelas UMKM sekarang."
            )


def names(root: Path) -> list[str]:
    """Return the names of the lessons under ``root/source``, in alphabetical order.

    Raises CourseError when ``root`` is no course folder.
    """
    source = Places(root).source
    found = sorted(p.parent.name for p in source.glob("*/*.ipynb") if p.stem == p.parent.name)
    if not found:
        raise CourseError(
            f"{source}: tidak ada pelajaran di sini. Jalankan perintah ini di folder Kelas UMKM "
            "(folder yang berisi nbgrader_config.py)."
        )
    return found


def saying(root: Path, part: str) -> list[str]:
    """Return the lessons whose metadata say ``part`` of ``About``, in alphabetical order."""
    return [n for n, known in load_all(root).items() if part in known.about.model_fields_set]


def graded_names(root: Path) -> list[str]:
    """Return the lessons that have criteria; the others are sheets, which are read, not graded."""
    return [name for name in names(root) if load(root, name).criteria]


def load(root: Path, name: str) -> Lesson:
    """Return the lesson ``name``; read once for as long as its file does not change.

    Raises CourseError naming the notebook and the cell when it cannot be read.
    """
    path = Places(root).source / name / f"{name}.ipynb"
    if path.is_dir():
        raise CourseError(f"{path}: ini folder, seharusnya notebook. Salin lagi dari Kelas UMKM.")
    if not path.is_file():
        known = ", ".join(names(root))
        raise CourseError(f"Pelajaran {name!r} tidak ada. Yang ada: {known}.")
    return _load(path, path.stat().st_mtime_ns, *map(_modified, _catalogues(path)))


def load_all(root: Path) -> dict[str, Lesson]:
    """Return every lesson by name."""
    return {name: load(root, name) for name in names(root)}


def catalogue_path(notebook: Path, language: str) -> Path:
    """Return where a lesson's translation lies: ``authors/<language>.po`` beside its notebook."""
    return notebook.parent / AUTHORS / f"{language}.po"


def _catalogues(notebook: Path) -> list[Path]:
    return [catalogue_path(notebook, code) for code in LANGUAGES if code != INDONESIAN]


def _modified(path: Path) -> int:
    return path.stat().st_mtime_ns if path.is_file() else 0


@cache
def _load(path: Path, *_times: int) -> Lesson:
    import nbformat  # noqa: PLC0415  slow to load, and workers do without

    try:
        notebook = nbformat.read(path, as_version=4)
    except Exception as error:  # nbformat raises many kinds for one meaning
        raise CourseError(f"{path}: bukan notebook yang bisa dibaca ({error}).") from error
    return Lesson(
        name=path.stem,
        path=path,
        notebook=notebook,
        definitions=definitions(path, notebook),
        criteria=tuple(
            CriteriaCell(meta["grade_id"], float(meta["points"]), cell.source)
            for cell in notebook.cells
            if (meta := grading_metadata(cell)).get("grade")
        ),
        about=read_about(notebook),
    )


def grading_metadata(cell: Any) -> dict[str, Any]:
    """Return a cell's nbgrader metadata; empty for cells nbgrader does not know."""
    return dict(cell.metadata.get("nbgrader", {}))


def title(notebook: Any) -> str:
    """Return a lesson notebook's heading: the first line of its first text cell, "" without one."""
    first = next((c.source for c in notebook.cells if c.cell_type == "markdown"), "")
    return str(first).splitlines()[0].lstrip("# ") if first else ""


def is_exercise(cell: Any) -> bool:
    """Return whether the cell shows an exercise."""
    meta = grading_metadata(cell)
    ours = bool(meta.get("locked")) and not meta.get("grade") and cell.cell_type == "code"
    return ours and meta["grade_id"] not in {SETUP, PARTICIPANT}


def definitions(path: Path, notebook: Any) -> dict[str, Definition]:
    """Evaluate the exercise cells with ``Exercise`` replaced by its widget-free definition."""
    found: dict[str, Definition] = {}

    def record(*args: Any, **kwargs: Any) -> None:
        definition = Definition(*args, **kwargs)
        if definition.id in found:
            raise ValueError(f"exercise {definition.id!r} is defined twice")
        found[definition.id] = definition

    light = {
        name: getattr(exercises, name)
        for name in exercises.__all__
        if name[0].islower() and name != "open_lesson"
    }
    for cell in filter(is_exercise, notebook.cells):
        grade_id = grading_metadata(cell)["grade_id"]
        try:
            exec(compiled(cell.source, f"{path.name}:{grade_id}"), {**light, "Exercise": record})  # noqa: S102
        except Exception as error:
            raise CourseError(f"{path}: sel {grade_id!r} tidak bisa dibaca: {error}") from error
    others = [*_others(path)]
    also = {name: _also(definition, others) for name, definition in found.items()}
    told = [("", text) for text in (*_told(notebook), *_retold(notebook, others))]
    told += [(name, "\n".join(definition.texts)) for name, definition in found.items()]
    told += [(name, text) for name, some in also.items() for text in some]
    return {
        name: replace(
            definition,
            story=tuple(t for own, t in told if own != name and not definition.offers(t)),
            also=also[name],
        )
        for name, definition in found.items()
    }


def _others(notebook: Path) -> Iterator[Speech]:
    """Yield a lesson's translations; one that cannot be read is named by ``course check``."""
    for path in _catalogues(notebook):
        with suppress(CourseError):
            speech = read_catalogue(path, path.stem)
            if speech.words:
                yield fixed_words(speech.language).and_also(speech)


def retold(lesson: Lesson) -> dict[str, str]:
    """Return the pieces of a lesson's story that are not Indonesian, with their language."""
    found: dict[str, str] = {}
    for speech in _others(lesson.path):
        also = (text for d in lesson.definitions.values() for text in _also(d, [speech]))
        found |= dict.fromkeys([*_retold(lesson.notebook, [speech]), *also], speech.language)
    return found


def _also(definition: Definition, others: Iterable[Speech]) -> tuple[str, ...]:
    """Return what an exercise shows in other languages, without what it leaves in Indonesian."""
    said = ("\n".join(s.say(t) for t in definition.texts if s.knows(t)) for s in others)
    return tuple(text for text in said if text)


def _retold(notebook: Any, others: Iterable[Speech]) -> Iterator[str]:
    """Yield what a lesson tells in other languages."""
    sources = [str(cell.source) for cell in notebook.cells if cell.cell_type == "markdown"]
    for speech in others:
        blocks = (block.strip() for source in sources for block in re.split(r"\n\s*\n", source))
        yield "\n".join(speech.say(block) for block in blocks if speech.knows(block))


def _told(notebook: Any) -> Iterator[str]:
    """Yield what a lesson's prose tells on every page."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and JUPYTER_TAG not in cell.metadata.get("tags", ()):
            yield _UNSEEN.sub("", str(cell.source))


@cache
def compiled(source: str, name: str) -> CodeType:
    """Compile a cell of ours once a process."""
    return compile(source, name, "exec")
