"""``course site``: every released lesson as a page of one small site that works offline."""

from __future__ import annotations

import io
import json
import mimetypes
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType
from typing import Any

import nbformat
from PIL import Image, ImageDraw

from course import CourseError, lessons
from course.exercises.answers import COURSE
from course.exercises.shops import EXERCISES, KINDS
from course.files import Places, write_atomically
from course.indicators import ORDERS, PHASES, name_due, occasion_and_form
from course.lessons.compiled.module import compiled, has_feedback
from course.lessons.forms import load_asked, pairings
from course.lessons.lesson import About
from course.lessons.translated import speech_of
from course.pages import template
from course.people.forms import draws
from course.people.invitations import site_address
from course.people.program import find_program, window
from course.phone.certificates import certificate_files
from course.phone.exporter import STATIC, Days, Page, bundle, make_pages, of_site
from course.phone.languages import Languages, page_url, script_json, words_in
from course.phone.live import live_files
from course.phone.pictures import Files, digest
from course.words import INDONESIAN, Speech, said, sayable, speaking, spoken

TITLE = "Kelas UMKM"
GROUPS = {
    "narasumber": sayable("Untuk narasumber"),
    "mentor": sayable("Untuk pendamping"),
    "peserta": sayable("Pelajaran"),
}
"""Headings of the home page by audience; a participant sees the last."""
CHOICE = sayable("Kalau perlu")
"""Heading of the lessons for those who want them, after all others."""
_DAYS = ("opens", "closes")
_HOME = "index"
HOME, WORKER, MANIFEST = f"{_HOME}.html", "sw.js", "manifest.webmanifest"
_COLOUR, _PAPER = "#0b5d57", "#ffffff"


@dataclass(frozen=True)
class Site:
    """What ``build_site`` wrote."""

    folder: Path
    lessons: tuple[str, ...]
    size: int
    """Bytes of all files."""
    undated: tuple[str, ...] = ()
    """A sentence for each test after the course that anybody can open today already."""


def build_site(root: Path, *, progress: Callable[[list[str]], Iterable[str]] = iter) -> Site:
    """Build ``root/site`` from every released lesson; files of an earlier build are removed.

    Tests open and close by the programme. Raises CourseError when nothing is released, naming the
    lesson that cannot be shown, or what is to be mended in the programme.
    """
    names = [n for n in lessons.names(root) if _released(root, n).is_file()]
    if not names:
        raise CourseError("Belum ada pelajaran yang dirilis. Jalankan dulu: course release")
    known = {name: lessons.load(root, name).about for name in names}
    tests = _tests(root, names)
    undated = tuple(_undated(names, tests))
    for name, (occasion, _) in pairings(root).items() if draws(root) else ():
        if _released(root, name).is_file():
            names.append(name)
            known[name], tests[name] = known[occasion], tests.get(occasion, {})
    names.sort(key=lambda name: (known[name].order, name))
    program = find_program(root)
    offers = Languages(program.course.others, program.course.language) if program else Languages()
    pages = [
        page
        for name in progress(names)
        for page in _pages(root, name, tests.get(name), offers, _instead(name, names))
    ]
    # Behind the service worker's list: whether a certificate stands is always asked of the site.
    files = site_files(pages, known, tests, offers) | certificate_files(root, TITLE)
    receive = site_address(program.course.receive) if program and program.course.receive else ""
    for speech in offers.speeches:
        with speaking(speech):
            own = [page for page in _in(pages, speech) if not _form(page)]
            files |= live_files(own, TITLE, receive, offers)
    _write(Places(root).site, files)
    size = sum(map(len, files.values()))
    built = [page.name for page in pages if not _form(page)]
    return Site(Places(root).site, tuple(dict.fromkeys(built)), size, undated)


def site_files(
    pages: Sequence[Page],
    known: Mapping[str, About],
    tests: Mapping[str, Days] = MappingProxyType({}),
    offers: Languages | None = None,
) -> dict[str, bytes]:
    """Return all files of a site by path.

    ``pages`` are those of all languages. ``known`` holds what each lesson says of itself, ``tests``
    the days of those that have any.
    """
    offers = offers or Languages()
    files = {page.url: page.html.encode() for page in pages}
    files |= {path: data for page in pages for path, data in page.files.items()}
    homes = {}
    for speech in offers.speeches:
        with speaking(speech):
            own = _cards(_in(pages, speech), known, files, tests)
            homes[speech.language] = _home(own, offers)
    files |= {path: data for home in homes.values() for path, data in home.items()}
    files[WORKER] = _worker(pages, homes, files, offers)
    # GitHub Pages must not run Jekyll over it.
    return files | {".nojekyll": b""}


def _cards(
    pages: Sequence[Page],
    known: Mapping[str, About],
    files: Mapping[str, bytes],
    tests: Mapping[str, Days],
) -> list[dict[str, Any]]:
    """Return what the home page of one language shows of each lesson."""
    twice = {occasion_and_form(page.name)[0] for page in pages if _form(page)}
    cards = [_card(page, known[page.name], files, tests.get(page.name)) for page in pages]
    for card in cards:
        if occasion_and_form(card["name"])[0] in twice:
            card["orders"] = _orders(card["name"])
    return cards


def _in(pages: Iterable[Page], speech: Speech) -> list[Page]:
    return [page for page in pages if page.speech.language == speech.language]


def _released(root: Path, name: str) -> Path:
    return Places(root).release / occasion_and_form(name)[0] / f"{name}.ipynb"


def _form(page: Page) -> str:
    """Return the form of a page that is a test in its other form; "" for any other page."""
    return occasion_and_form(page.name)[1]


def _orders(name: str) -> list[str]:
    """Return in which orders of the forms somebody answers this page of a test."""
    occasion, _ = occasion_and_form(name)
    return [order for order in ("", *ORDERS) if name_due(order, occasion) == name]


def _instead(name: str, names: Collection[str]) -> dict[str, str]:
    """Return whose page of a test is another of ``names``, by the order that was drawn."""
    occasion, _ = occasion_and_form(name)
    due = {order: name_due(order, occasion) for order in ORDERS}
    return {order: other for order, other in due.items() if other != name and other in names}


def _tests(root: Path, names: Iterable[str]) -> dict[str, Days]:
    """Return the days of each test that the programme gives any, as ISO dates.

    The same days by which what comes in is counted (``program.window``).
    """
    program = find_program(root)
    if program is None:
        return {}
    start = {"start": program.course.start.isoformat()}
    tests = PHASES.keys() | {test.lesson for test in program.test}
    days = {name: zip(_DAYS, window(program, name), strict=True) for name in names if name in tests}
    known = {name: {key: day.isoformat() for key, day in of if day} for name, of in days.items()}
    return {name: start | of_test for name, of_test in known.items() if of_test}


def _undated(names: Iterable[str], tests: Mapping[str, Days]) -> Iterator[str]:
    for name in names:
        if PHASES.get(name, "pre") != "pre" and "opens" not in tests.get(name, {}):
            yield (
                f"{name}: belum ada tanggal bukanya, jadi bisa dibuka sejak hari pertama. Tulis "
                f'[[test]] dengan lesson = "{name}" dan opens di kelas/program.toml, lalu buat '
                "situsnya lagi."
            )


def _pages(
    root: Path, name: str, test: Days | None, offers: Languages, instead: Mapping[str, str]
) -> Iterator[Page]:
    path = _released(root, name)
    lesson = load_asked(root, name)
    speeches = [Speech(), *(speech_of(lesson, code) for code in offers.others)]
    languages = [speech.language for speech in speeches] if has_feedback(lesson) else []
    criteria = {code: compiled(lesson, code) for code in languages}
    yield from make_pages(
        nbformat.read(path, as_version=4), path.parent, name, HOME, speeches,
        test=test, criteria=criteria, offers=offers, instead=instead,
    )  # fmt: skip


def _home(cards: list[dict[str, Any]], offers: Languages) -> dict[str, bytes]:
    """Return the home page, its script and style, the manifest and the icons."""
    extra = Files()
    script, restore = (extra.add(name, ".js", bundle(f"{name}.js")) for name in ("home", "restore"))
    assets = {"restore": restore, **of_site(extra)}
    style = assets.pop("style")
    url = page_url(_HOME, spoken().language)
    own = {} if url == HOME else {"files": [url]}
    kinds = {key: said(text) for key, text in KINDS.items()}
    shop = {"shop": list(EXERCISES), "kinds": kinds}
    data = {"course": COURSE, "lessons": cards, **shop, "assets": assets, **own}
    html = template("phone/home").render(
        title=TITLE, style=style, script=script, groups=_groups(cards),
        data_json=script_json(data), **offers.of_page(_HOME),
    )  # fmt: skip
    icons = {f"icon-{size}.png": _icon(size) for size in (192, 512)}
    return {**extra.outputs, **icons, url: html.encode(), MANIFEST: _manifest(icons)}


@dataclass(frozen=True)
class _Group:
    """Cards under one heading of the home page."""

    audience: str
    heading: str
    lessons: list[dict[str, Any]]
    choice: bool = False
    """Whether they are for those who want them."""


def _groups(cards: list[dict[str, Any]]) -> list[_Group]:
    """Return the groups that have any cards: what everybody does, then what one may choose."""
    found = [
        _Group(a, said(heading), [c for c in cards if c["audience"] == a and not c.get("optional")])
        for a, heading in GROUPS.items()
    ]
    for a in GROUPS:
        own = [c for c in cards if c["audience"] == a and c.get("optional")]
        found.append(_Group(a, said(CHOICE), own, choice=True))
    return [group for group in found if group.lessons]


def _card(
    page: Page, known: About, files: Mapping[str, bytes], test: Days | None
) -> dict[str, Any]:
    # A sheet about partners has a progress for each of them, which its own page shows.
    graded = {} if known.observes else page.graded
    return {
        "name": page.name, "title": page.title, "about": page.speech.say(known.about),
        "audience": known.audience,
        **({"anonymous": True} if known.anonymous else {}),
        **({"sheet": True} if page.is_sheet else {}),
        **({"optional": True} if known.optional else {}),
        **({"wanted": {k: dict(v) for k, v in known.wanted.items()}} if known.wanted else {}),
        **(
            {"declined": {k: dict(v) for k, v in known.declined.items()}}
            if known.optional and known.declined else {}
        ),
        **({"behind": dict(page.behind)} if page.behind else {}),
        **({"deeds": list(known.deeds)} if known.deeds else {}),
        "minutes": known.minutes, "exercises": list(graded), "items": graded,
        "url": page.url, "files": page.paths,
        "bytes": sum(len(files[path]) for path in page.paths),
        **({"test": test} if test else {}),
    }  # fmt: skip


def _manifest(icons: Mapping[str, bytes]) -> bytes:
    sizes = [
        {"src": path, "sizes": f"{n}x{n}", "type": "image/png", "purpose": "any maskable"}
        for path in icons
        for n in [path.removeprefix("icon-").removesuffix(".png")]
    ]
    manifest = {
        "name": TITLE, "short_name": TITLE, "lang": "id", "start_url": "./", "scope": "./",
        "display": "standalone", "background_color": _PAPER, "theme_color": _COLOUR,
        "icons": sizes,
    }  # fmt: skip
    return json.dumps(manifest, indent=1).encode()


def _icon(size: int) -> bytes:
    """Draw the icon: a stall with an awning, inside the safe zone of a maskable icon."""
    image = Image.new("RGB", (size, size), _COLOUR)
    draw, unit = ImageDraw.Draw(image), size / 16
    for stripe in range(4):
        left = (4 + 2 * stripe) * unit
        fill = _PAPER if stripe % 2 == 0 else "#f2b53a"
        draw.rectangle((left, 4 * unit, left + 2 * unit, 6.5 * unit), fill=fill)
        draw.pieslice((left, 5.5 * unit, left + 2 * unit, 7.5 * unit), 0, 180, fill=fill)
    draw.rectangle((4.5 * unit, 8 * unit, 11.5 * unit, 12 * unit), fill=_PAPER)
    draw.rectangle((5.5 * unit, 9 * unit, 8 * unit, 12 * unit), fill=_COLOUR)
    draw.rectangle((9 * unit, 9 * unit, 10.8 * unit, 10.6 * unit), fill=_COLOUR)
    saved = io.BytesIO()
    image.save(saved, "PNG", optimize=True)
    return saved.getvalue()


def _worker(
    pages: Sequence[Page],
    homes: Mapping[str, Mapping[str, bytes]],
    files: Mapping[str, bytes],
    offers: Languages,
) -> bytes:
    """Return the service worker with the list of what it keeps.

    Files under ``static/`` carry their content's hash in the name; pages get a revision. What
    every lesson needs belongs to the shell; the home page in another language is kept like a
    lesson, where somebody opened it.
    """
    ours, others = homes[INDONESIAN], {**homes}
    del others[INDONESIAN]
    shared = set.intersection(*(set(page.files) for page in _in(pages, Speech()))) | ours.keys()
    of_lessons = {page.url.removesuffix(".html"): page.paths for page in pages}
    for code, home in others.items():
        url = page_url(_HOME, code)
        of_lessons[url.removesuffix(".html")] = [url, *sorted(home.keys() - {url})]
    kept = {
        "shell": sorted(
            files.keys() - {p for paths in of_lessons.values() for p in paths} | shared
        ),
        "lessons": of_lessons,
        "revisions": {p: digest(d) for p, d in files.items() if not p.startswith("static/")},
    }
    source = (STATIC / WORKER).read_text("utf-8")
    if offers.others:
        kept["words"] = {s.language: words_in(source, s) for s in offers.speeches[1:]}
    if source.count('"__PRECACHE__"') != 1:
        raise CourseError("sw.js: tempat daftar berkas tidak ada. Jalankan: make bundle")
    return source.replace('"__PRECACHE__"', json.dumps(kept, separators=(",", ":"))).encode()


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for path in folder.rglob("*"):
        known = str(path.relative_to(folder)) in files or path.name == ".gitignore"
        if path.is_file() and not known:
            path.unlink()
    for name, data in files.items():
        target = folder / name
        if not target.is_file() or target.read_bytes() != data:
            write_atomically(target, data)


PORT = 8000
for _type, _suffix in (("application/manifest+json", ".webmanifest"), ("image/webp", ".webp")):
    mimetypes.add_type(_type, _suffix)


class Handler(SimpleHTTPRequestHandler):
    """Serves files as a static host does, with the types a browser needs to be told."""

    def send_head(self) -> Any:
        """Send the file as it is now: times count whole seconds, and a rebuild may be faster."""
        del self.headers["If-Modified-Since"]
        return super().send_head()

    def end_headers(self) -> None:
        """Let a rebuilt page be seen at once; the service worker does its own caching."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, *args: object) -> None:
        """Keep the terminal quiet."""


def server(folder: Path, port: int = PORT) -> ThreadingHTTPServer:
    """Return a server of ``folder`` on this machine only; port 0 takes a free one.

    Only localhost counts as secure without https, and a service worker needs that.
    """
    return ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, directory=str(folder)))
