"""A lesson in another language: which texts it has, and the lesson as a catalogue says it.

``source/<lesson>/authors/en.po`` is a gettext file: its msgid is the Indonesian text as it stands,
a block of prose (what stands between blank lines), or one text of an exercise. Any editor of such
files (Poedit) writes it; nothing in the lesson's notebook changes, so keys, answers and marks are
the same whichever language somebody reads. What is not translated, or has changed since, stays
Indonesian.
"""

from __future__ import annotations

import copy
import io
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from course import lessons
from course.files import write_atomically
from course.lessons.lesson import JUPYTER_TAG, Lesson, catalogue_path, grading_metadata
from course.words import (
    FIXED,
    INDONESIAN,
    LANGUAGES,
    UNCHECKED,
    Speech,
    fixed_words,
    read_catalogue,
)

OTHERS = tuple(code for code in LANGUAGES if code != INDONESIAN)
_BLOCKS = re.compile(r"(\n\s*\n)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_UNKEPT = re.compile(
    rb'^"(?:POT-Creation-Date|PO-Revision-Date|Plural-Forms|Language):.*\n', re.MULTILINE
)
"""Lines of a header that Babel makes anew each time."""
_MARK = re.compile(r"\{\w+\}|<!-- fact: [\w-]+ -->")


def speech_of(lesson: Lesson, language: str) -> Speech:
    """Return the words of the pages and of a lesson in a language (``read_catalogue``)."""
    speech = fixed_words(language)
    for one in (lesson.items, lesson):  # a test with another one's items has the words of both
        if one:
            speech = speech.and_also(read_catalogue(catalogue_path(one.path, language), language))
    return speech


def prose_in(source: str, say: Callable[[str], str]) -> str:
    """Return Markdown with each block as ``say`` says it; space between blocks stays."""
    parts = _BLOCKS.split(source)
    for place in range(0, len(parts), 2):
        text = parts[place].strip()
        if any(map(str.isalpha, _COMMENT.sub("", text))):
            parts[place] = parts[place].replace(text, say(text))
    return "".join(parts)


def notebook_in(notebook: Any, speech: Speech) -> Any:
    """Return a copy of a lesson's notebook whose prose is in another language; code stays.

    A cell of prose that stays Indonesian altogether says so (``metadata.language``).
    """
    made = copy.deepcopy(notebook)
    for cell in made.cells:
        if cell.cell_type == "markdown":
            told = prose_in(cell.source, speech.say)
            if told == cell.source:
                cell.metadata["language"] = INDONESIAN
            cell.source = told
    return made


def texts(lesson: Lesson, labels: Iterable[str] = ()) -> dict[str, list[str]]:
    """Return every text that a participant reads in a lesson, in order, and where it stands.

    ``labels``: what else is said of its answers (criteria, ways).
    """
    found: dict[str, list[str]] = {}

    def note(place: str) -> Callable[[str], str]:
        def say(text: str) -> str:
            if text and place not in found.setdefault(text, []):
                found[text].append(place)
            return text

        return say

    note("lesson.about")(lesson.about.about)
    for cell in lesson.notebook.cells:
        meta = grading_metadata(cell)
        if cell.cell_type == "markdown" and not meta.get("task") and not _is_jupyter(cell):
            prose_in(cell.source, note("teks"))
        elif meta.get("grade_id") in lesson.definitions:
            lesson.definitions[meta["grade_id"]].in_words_of(note(meta["grade_id"]))
    for label in labels:
        note("kriteria")(label)
    return found


def _is_jupyter(cell: Any) -> bool:
    return JUPYTER_TAG in cell.metadata.get("tags", [])


def missing(root: Path, labels_of: Callable[[Lesson], Iterable[str]]) -> Iterator[str]:
    """Yield a sentence for each text that a begun translation does not have, or has without a mark.

    Marks are what is filled in (``{n}``) and what says that a fact ages. What has no catalogue in a
    language is not begun there. ``labels_of``: as for ``texts``.
    """
    for language in OTHERS:
        pages = fixed_words(language)
        place = f"course/locale/{language}.po"
        yield from _missing(place, pages, dict.fromkeys(fixed_texts(), "") if pages.words else {})
        for name, lesson in lessons.load_all(root).items():
            path = catalogue_path(lesson.path, language)
            if path.is_file():
                known = texts(lesson, labels_of(lesson)).items()
                places = {text: f" ({', '.join(where)})" for text, where in known}
                speech = speech_of(lesson, language)
                yield from _missing(f"{name}/authors/{path.name}", speech, places)


def _missing(catalogue: str, speech: Speech, places: Mapping[str, str]) -> Iterator[str]:
    for text, where in places.items():
        if not speech.knows(text):
            yield f"{catalogue}: belum diterjemahkan{where}: {_short(text)}"
            continue
        marks, kept = (Counter(_MARK.findall(one)) for one in (text, speech.say(text)))
        if lost := [*(marks - kept), *(kept - marks)]:
            yield f"{catalogue}: {', '.join(lost)} berbeda dari aslinya{where}: {_short(text)}"


_MOST = 70


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return f"“{flat[:_MOST]}…”" if len(flat) > _MOST else f"“{flat}”"


def fixed_texts() -> dict[str, list[str]]:
    """Return what the pages themselves say (``course/locale/words.pot``), and where each stands."""
    from babel.messages.pofile import read_po  # noqa: PLC0415  few need it

    with (FIXED / "words.pot").open("rb") as content:
        return {
            str(one.id): [place for place, _ in one.locations]
            for one in read_po(content, charset="utf-8")
            if one.id
        }


def update(path: Path, language: str, known: Mapping[str, list[str]], title: str) -> int:
    """Bring a catalogue up to date with the texts there are; return how many are not translated.

    What was translated stays, also where its text is gone (at the foot, ``#~``). A text that
    changed a little takes over its translation as unsure (``fuzzy``), which no page shows until
    somebody has looked. A new catalogue says that no native reader has checked it.
    """
    from babel.messages.catalog import Catalog  # noqa: PLC0415  few need it
    from babel.messages.pofile import read_po  # noqa: PLC0415

    template = Catalog(charset="utf-8")
    for text, places in known.items():
        template.add(text, locations=[(place, None) for place in places])  # type: ignore[misc]
    if path.is_file():
        with path.open("rb") as content:
            catalogue = read_po(content, charset="utf-8")
        catalogue.update(template, no_fuzzy_matching=False)
    else:
        catalogue = Catalog(
            project=title, version="1", charset="utf-8", language_team=UNCHECKED, fuzzy=False,
            header_comment=f"# {title}: {LANGUAGES[language]}.",
        )  # fmt: skip
        for message in template:
            if message.id:
                catalogue.add(message.id, locations=message.locations)
    _write(path, catalogue, language)
    return sum(not one.string or one.fuzzy for one in catalogue if one.id)


def _write(path: Path, catalogue: Any, language: str) -> None:
    """Write a catalogue; without the days of its making, so that nothing new is no change."""
    from babel.messages.pofile import write_po  # noqa: PLC0415  few need it

    written = io.BytesIO()
    write_po(written, catalogue, width=0, include_lineno=False)
    data = _UNKEPT.sub(b"", written.getvalue())
    team = b'"Language-Team:'
    data = data.replace(team, f'"Language: {language}\\n"\n'.encode() + team, 1)
    write_atomically(path, data)


def translate_lessons(
    root: Path,
    language: str,
    labels_of: Callable[[Lesson], Iterable[str]],
    names: Collection[str] = (),
) -> dict[str, int]:
    """Bring the catalogues of lessons in one language up to date, or begin them.

    ``names``: lessons; without any, those that are begun. Returns how many texts each lacks. Raises
    CourseError for a lesson that is not there.
    """
    done = {}
    own = set(fixed_texts())
    every = lessons.load_all(root) | {name: lessons.load(root, name) for name in names}
    for name, lesson in every.items():
        path = catalogue_path(lesson.path, language)
        if name in names or (not names and path.is_file()):
            known = {t: p for t, p in texts(lesson, labels_of(lesson)).items() if t not in own}
            done[name] = update(path, language, known, name)
    return done
