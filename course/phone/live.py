"""``langsung.html``: the page on which participants take part in a live class.

It shows a lesson's exercise by the lesson's own form, so it knows of each lesson what stands in its
page: which exercises there are, and where their texts are.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from course.exercises.answers import COURSE
from course.pages import template
from course.phone.exporter import Page, bundle
from course.phone.languages import Languages, page_url, script_json
from course.phone.pictures import Files
from course.words import spoken

LIVE = "langsung"


def live_files(
    pages: Sequence[Page], title: str, receive: str, offers: Languages | None = None
) -> dict[str, bytes]:
    """Return the page and the files beside it by path; without a service's address none.

    ``receive``: where the class's answers and its live class are, ending in a slash. The page needs
    a line, so it is not among what a phone keeps for later.
    """
    if not receive:
        return {}
    extra = Files()
    style, live_style, script, line, told = (
        extra.add(Path(name).stem, Path(name).suffix, bundle(name))
        for name in ("phone.css", "live.css", "live.js", "line.js", "told.js")
    )
    data = {
        "course": COURSE, "receive": receive, "assets": {"line": line, "told": told},
        "lessons": {page.name: _lesson(page) for page in pages},
    }  # fmt: skip
    html = template("phone/live").render(
        title=title, style=style, live_style=live_style, script=script,
        data_json=script_json(data), **(offers or Languages()).of_page(LIVE),
    )  # fmt: skip
    return {**extra.outputs, page_url(LIVE, spoken().language): html.encode()}


def _lesson(page: Page) -> dict[str, Any]:
    exercises = {id_: one.to_json() for id_, one in page.widgets.items() if one.definition}
    return {"title": page.title, "sheets": page.sheets, "widgets": exercises}
