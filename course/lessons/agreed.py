"""What was last agreed of the word lists, and what it changes when somebody mends one.

A teacher mends a list in the package (``course.criteria.lists``). The class folder keeps a copy of
each file as it was agreed: ``source/words.toml`` of the general lists, a lesson's own in
``source/<lesson>/authors/words.toml``. Where the two differ, the answers of which the authors know
the marks are marked again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from course import CourseError, lessons
from course.criteria.lists import FILE, Lists, lists_in, read_lists, shown_name
from course.files import Places, write_atomically
from course.lessons.lesson import AUTHORS
from course.lessons.marked import remark
from course.lessons.part import package

GENERAL = "course.criteria"


@dataclass(frozen=True)
class Words:
    """One file of lists, and its agreed copy."""

    lesson: str
    """"" for the general lists."""
    package: str
    copy: Path

    @property
    def text(self) -> str:
        """The file as it is now."""
        return lists_in(self.package)

    def changes(self) -> list[str]:
        """Return a sentence for each list that is not as agreed, new or gone words named.

        Raises CourseError that names the file and list which cannot be read.
        """
        now = read_lists(self.text, shown_name(self.package))
        if not self.copy.is_file():
            return [f"{self.name}: {len(now)} daftar kata belum pernah disepakati"]
        agreed = read_lists(self.copy.read_text("utf-8"), str(self.copy))
        return [f"{self.name}, {sentence}" for sentence in _differences(agreed, now)]

    @property
    def name(self) -> str:
        """Whose lists they are, in words for a teacher."""
        return self.lesson or "umum"


def word_files(root: Path) -> list[Words]:
    """Return the files of lists that the lessons under ``root`` are marked with, general first."""
    source = Places(root).source
    found = [Words("", GENERAL, source / FILE)]
    for lesson in lessons.names(root):
        own = package(lesson)
        if find_spec(own) and lists_in(own):
            found.append(Words(lesson, own, source / lesson / AUTHORS / FILE))
    return found


def _differences(agreed: Lists, now: Lists) -> Iterator[str]:
    for name in dict.fromkeys([*agreed, *now]):
        old, new = agreed.get(name, ()), now.get(name, ())
        said = [
            f"{word} {', '.join(map(repr, which))}"
            for word, which in (
                ("baru", [w for w in new if w not in old]),
                ("hilang", [w for w in old if w not in new]),
            )
            if which
        ]
        if name not in now:
            yield f"daftar kata {name!r} hilang"
        elif said:
            yield f"daftar kata {name!r}: {'; '.join(said)}"


@dataclass(frozen=True)
class Outcome:
    """What changed lists change."""

    changes: tuple[str, ...]
    """A sentence for each changed list."""
    marked: Mapping[str, int]
    """How many answers were marked again, by lesson."""
    faults: tuple[str, ...]
    """A sentence for each criterion that is not marked as the authors expect."""


def compare(root: Path) -> Outcome:
    """Compare the lists with their agreed copies; mark again the lessons of those that differ.

    A general list is used in every graded lesson. A change of comments or order is none.
    Raises CourseError where a file cannot be read.
    """
    changed = {one.lesson: found for one in word_files(root) if (found := one.changes())}
    if not changed:
        return Outcome((), {}, ())
    touched = lessons.graded_names(root)
    touched = touched if "" in changed else [name for name in touched if name in changed]
    results = {name: remark(lessons.load(root, name)) for name in touched}
    return Outcome(
        tuple(sentence for found in changed.values() for sentence in found),
        {name: count for name, (count, _) in results.items()},
        tuple(f"{name}, {fault}" for name, (_, found) in results.items() for fault in found),
    )


def agree(root: Path, outcome: Outcome) -> list[str]:
    """Keep the present lists, whose ``outcome`` is known, as the agreed ones; return whose.

    Raises CourseError, and writes nothing, while an answer is not marked as the authors expect.
    """
    if outcome.faults:
        raise CourseError(
            f"{len(outcome.faults)} penilaian berubah, jadi daftar kata belum bisa disepakati. "
            "Perbaiki daftarnya, atau jawaban contoh di authors/, lalu ulangi."
        )
    changed = [one for one in word_files(root) if one.changes()]
    for one in changed:
        write_atomically(one.copy, one.text.encode())
    return [one.name for one in changed]
