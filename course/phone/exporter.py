"""``jupyter nbconvert --to phone``: a released lesson as one page with its files beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypedDict, Unpack

from markupsafe import Markup
from nbconvert.exporters import Exporter
from traitlets import Unicode

from course import lessons
from course.exercises.answers import COURSE
from course.lessons.compiled.ground import ground
from course.lessons.part import part as brought
from course.pages import template
from course.phone.languages import Languages, page_url, script_json, translated, with_words
from course.phone.pictures import Files
from course.phone.sittings import mark_again, mark_deeds, mark_parts, mark_sittings, mark_spared
from course.phone.steps import Cutter, Step, Widget, executed
from course.words import INDONESIAN, Speech, in_words, speaking, spoken

STATIC = Path(__file__).parent / "static"


class PhoneExporter(Exporter):
    """Runs a released lesson once and writes what it shows as a page that needs no kernel.

    The exercises are the widget's own bundle under a small host (Anywidget Front-end Module
    contract); the answers stay in the phone until the participant sends them.
    """

    export_from_notebook = "Halaman HP (Kelas UMKM)"
    output_mimetype = "text/html"
    home = Unicode("", help="Address of the home page; empty for a page that stands alone.").tag(
        config=True
    )

    def _file_extension_default(self) -> str:
        return ".html"

    def from_notebook_node(
        self, nb: Any, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[Any, dict[str, Any]]:
        """Return the page, and its files in ``resources["outputs"]``.

        Raises CourseError naming the cell, picture or widget that cannot be shown.
        """
        nb, resources = super().from_notebook_node(nb, resources, **kw)
        place = resources["metadata"]
        page = make_page(nb, Path(place.get("path") or "."), place["name"], self.home)
        beside = Files()
        of_site(beside)
        known = resources.get("outputs") or {}
        resources["outputs"] = {**known, **page.files, **beside.outputs}
        return page.html, resources


@dataclass(frozen=True)
class Page:
    """A lesson's page."""

    name: str
    title: str
    html: str
    files: Mapping[str, bytes]
    """The files beside it, by path."""
    widgets: Mapping[str, Widget]
    """Its widgets, in order."""
    sheets: str = ""
    """The file with its exercises' texts."""
    is_sheet: bool = False
    """Nothing of it is graded."""
    behind: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """As ``mark_spared`` returns it."""
    speech: Speech = field(default_factory=Speech)

    @property
    def url(self) -> str:
        """Return the page's own file."""
        return page_url(self.name, self.speech.language)

    @property
    def paths(self) -> list[str]:
        """Return the page and the files beside it."""
        return [self.url, *self.files]

    @property
    def graded(self) -> dict[str, str]:
        """Return the wording's hash of each graded exercise."""
        shown = (w.definition for w in self.widgets.values())
        return {d.id: d.item for d in shown if d and not d.practice}


Days = Mapping[str, str]
"""When a test may be answered: ``opens``, ``closes`` (both included); the course's ``start``."""


_DAYS = frozenset({"opens", "closes"})


class Terms(TypedDict, total=False):
    """Who answers a lesson, and when."""

    observes: bool
    """A mentor fills it about a partner, who is chosen on the page."""
    stops: Mapping[str, Mapping[str, str]]
    """As ``About.stops``."""
    anonymous: bool
    """It is sent without a code, and not to the mentor."""
    test: Days | None
    """The days of a test; without them the page is always open."""
    criteria: str
    """JavaScript that says what is right in an answer (``lessons.compiled``); "" keeps silent."""
    offers: Languages | None
    """The languages there are pages in; None where there is Indonesian alone."""
    instead: Mapping[str, str]
    """Of a test with two forms: whose page is another, by the order that was drawn."""
    again: Mapping[str, str]
    """As ``About.again``."""
    deeds: Collection[str]
    """As ``About.deeds``."""
    declined: Mapping[str, Mapping[str, Sequence[str]]]
    """As ``About.declined``, of a lesson that everybody does."""
    sheet: bool
    """Nothing of it is graded."""


def make_page(
    notebook: Any, folder: Path, name: str, home: str, test: Days | None = None, criteria: str = ""
) -> Page:
    """Make the page of the released lesson ``name`` that lies in ``folder``.

    ``test``, ``criteria``: as in ``Terms``. Raises CourseError naming the cell, picture or widget
    that cannot be shown.
    """
    own = {INDONESIAN: criteria}
    (page,) = make_pages(notebook, folder, name, home, [Speech()], criteria=own, test=test)
    return page


def make_pages(  # noqa: PLR0913  what a page is made of
    notebook: Any,
    folder: Path,
    name: str,
    home: str,
    speeches: Iterable[Speech],
    *,
    criteria: Mapping[str, str] = MappingProxyType({}),
    test: Days | None = None,
    offers: Languages | None = None,
    instead: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Page]:
    """Make a lesson's page in each language; the lesson is run once. See ``make_page``.

    ``criteria``: as in ``Terms``, by language; ``instead`` as there.
    """
    definitions = lessons.definitions(folder / f"{name}.ipynb", notebook)
    shown, about = executed(notebook, folder), lessons.read_about(notebook)
    sheet = not any(lessons.grading_metadata(cell).get("grade") for cell in notebook.cells)
    for speech in speeches:
        with speaking(speech):
            cut = Cutter(shown, folder, name, definitions, speech)
            page = render(
                name, cut.title or name, home and page_url(Path(home).stem, speech.language),
                cut.steps, cut.widgets, cut.files, observes=about.observes,
                anonymous=about.anonymous, stops=about.stops, test=test, offers=offers,
                criteria=criteria.get(speech.language, ""), instead=instead,
                again=about.again, deeds=about.deeds, sheet=sheet,
                declined={} if about.optional else about.declined,
            )  # fmt: skip
        yield page


def render(
    name: str,
    title: str,
    home: str,
    steps: Iterable[Step],
    widgets: Mapping[str, Widget],
    files: Files,
    **terms: Unpack[Terms],
) -> Page:
    """Write the steps of a lesson as its page; ``files`` gets what the page itself loads."""
    observes, test = terms.get("observes", False), terms.get("test")
    criteria, offers = terms.get("criteria", ""), terms.get("offers")
    language, url = spoken().language, page_url(name, spoken().language)
    steps = list(_safe(steps, widgets))
    mark_again(steps, terms.get("again", {}))
    mark_deeds(steps, terms.get("deeds", ()))
    mark_parts(steps)
    behind = mark_spared(steps, terms.get("declined", {}))
    if criteria and not test:
        questions = [said.split()[0] for said in behind]
        mark_sittings(steps, widgets, [*terms.get("deeds", ()), *questions])
    of_all = of_site(Files() if home else files)
    sheets = files.add(
        f"{name}-lembar", ".html", _sheets(steps, title, of_all.pop("style")).encode()
    )
    later = ["send", *(["partner"] if observes else []), *(["check"] if criteria else [])]
    keeps = _made_on_phone(name) if criteria or terms.get("sheet") else {}
    later += ["keepsakes"] if keeps else []
    later += ["parts"] if (keeps and not criteria) or any(step.ends for step in steps) else []
    later += ["found"] if criteria and language != INDONESIAN else []
    later += ["told"] if any(_asks_for_shop(widget) for widget in widgets.values()) else []
    assets = {name: files.add(name, ".js", bundle(f"{name}.js")) for name in later}
    if criteria:
        assets["criteria"] = files.add(f"{name}-kriteria", ".js", with_words(criteria).encode())
        assets["common"] = files.add("kriteria", ".js", ground().encode())
    assets |= of_all
    data = {
        "course": COURSE, "lesson": name, "title": title, "home": home, "observes": observes,
        "assets": {"sheets": sheets, **assets},
        "widgets": {id_: widget.to_json() for id_, widget in widgets.items()},
        "files": [url, *files.outputs, *([home] if home and language != INDONESIAN else [])],
        **({"test": dict(test)} if test else {}),
        **({"stops": stops} if (stops := terms.get("stops")) else {}),
        **({"keeps": keeps} if keeps else {}),
        **({"anonymous": True} if terms.get("anonymous") else {}),
        **({"sheet": True} if (sheet := terms.get("sheet", False)) else {}),
        **({"instead": instead} if (instead := _urls(terms.get("instead", {}), language)) else {}),
    }  # fmt: skip
    html = template("phone/lesson").render(
        lesson=name, home=home, script=_script("lesson.js"), sheets=sheets, observes=observes,
        days=_in_words(test), days_script=_script("days.js"),
        first=next(iter(widgets), ""),
        preload=sorted({widget.esm for widget in widgets.values()}),
        styles=sorted({widget.css for widget in widgets.values()} - {""}),
        data_json=script_json(data), steps=steps, title=title, style=_ours("phone.css"),
        **(offers or Languages()).of_page(name),
    )  # fmt: skip
    return Page(name, title, html, files.outputs, widgets, sheets, sheet, behind, spoken())


def _asks_for_shop(widget: Widget) -> bool:
    return any(field.get("from") for field in widget.traits.get("fields", ()))


def _made_on_phone(name: str) -> Mapping[str, tuple[str, ...]]:
    """Return what ``keepsakes.js`` makes of a lesson's answers, by exercise; of most nothing."""
    own = brought(name, "on_phone")
    return own.MADE if own else {}


def of_site(files: Files) -> dict[str, str]:
    """Add what a site has once, for all of its pages; return where each lies, by its name."""
    scripts = {name: files.add(name, ".js", bundle(f"{name}.js")) for name in ("joining", "line")}
    return scripts | {"style": files.add("phone", ".css", bundle("phone.css"))}


def bundle(name: str) -> bytes:
    """Return a file of ours; a script with its words in the language spoken now."""
    data = (STATIC / name).read_bytes()
    return translated(data.decode()).encode() if name.endswith(".js") else data


def _in_words(test: Days | None) -> dict[str, str]:
    """Return the days as the page says them; empty where there is none."""
    known = test or {}
    words = {key: in_words(dt.date.fromisoformat(known[key])) for key in _DAYS & known.keys()}
    return dict.fromkeys(_DAYS, "") | words if words else {}


def _sheets(steps: Iterable[Step], title: str, style: str) -> str:
    """Write what a lesson's page takes later: exercises, and what is read after the first of them.

    Traits and sheet stand together: both hold the same texts, and gzip looks back 32 KB only.
    """
    return template("phone/sheets").render(steps=steps, title=title, style=style)


def _urls(instead: Mapping[str, str], language: str) -> dict[str, str]:
    return {order: page_url(name, language) for order, name in instead.items()}


def _ours(name: str) -> Markup:
    return Markup((STATIC / name).read_text("utf-8"))  # noqa: S704  a bundle of ours


def _script(name: str) -> Markup:
    # Of our own catalogue too: its words are JSON, in which "<" is escaped (``script_json``).
    return Markup(translated((STATIC / name).read_text("utf-8")))  # noqa: S704


def _safe(steps: Iterable[Step], widgets: Mapping[str, Widget]) -> Iterator[Step]:
    """Mark our own HTML as such (all else is escaped by the template), and what comes later."""
    is_later = False
    for step in steps:
        step.later = is_later and any(part["kind"] == "html" for part in step.parts)
        is_later = is_later or step.is_full
        for part in step.parts:
            part.setdefault("lang", "")
            for key in part.keys() & {"html", "print_html", "lang"}:
                part[key] = Markup(part[key])  # noqa: S704  from our notebook, escaped in sheet.py
            if part["kind"] == "widget":
                part["traits_json"] = script_json(dict(widgets[part["id"]].traits))
        yield step
