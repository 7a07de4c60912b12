"""A small site of the phone page, and a phone to open it with.

Rendered as the exporter does, but from the samples of ``test_fields.py`` instead of an
executed notebook: the tests that use it speak of the front end alone, and start no kernel. The
fixtures are in ``phone_fixtures.py``.
"""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Mapping
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import test_fields
from PIL import Image
from playwright.sync_api import Page, expect
from windows import CHROMIUM, PATIENCE

from course import lessons
from course.files import write_atomically
from course.inbox.messages import decode, find_parts
from course.lessons.compiled.module import compiled
from course.lessons.lesson import About
from course.phone.exporter import Page as PhonePage
from course.phone.exporter import make_page, render
from course.phone.pictures import Files
from course.phone.site import Handler, site_files
from course.phone.steps import Step, Widget

ROOT = Path(__file__).parents[1]
INVITATION = "#p=U07&t=9fk2&m=6281200000000&k=Kelas+contoh"
OTHER_INVITATION = "#p=U08&t=7hj3&m=6281200000000&k=Kelas+contoh"
MARKS = [
    pytest.mark.browser,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason=f"no browser at {CHROMIUM}"),
]


# A small site

LATER = "<h3>Kuota</h3><table><tr><td>Satu foto</td><td>2,5 MB</td></tr></table>"

FIELDS = {**test_fields.FIELDS, "tulisan": {**test_fields.FIELDS["tulisan"], "max_chars": 5000}}
TEXT_STEPS = [("status",), ("isi", "harga"), ("yakin",), ("tulisan",), ("urutan",), ("kas",), ("tanggal", "jam")]  # fmt: skip


def exercise(id_: str, keys: tuple[str, ...], *, practice: bool) -> dict[str, Any]:
    return {
        "exercise_id": id_, "prompt": f"Soal {id_}.\n\nIsi pelan-pelan.", "fields": [FIELDS[k] for k in keys],
        "value": {}, "helped": False, "ask_helped": True, "tries": 0, "revision": 0, "saved_revision": 0,
        "saved_at": "", "problem": "", "practice": practice, "feedback": "Bagus." if practice else "",
        "uploads": {},
    }  # fmt: skip


def picture(files: Files, colour: str) -> str:
    data = io.BytesIO()
    Image.new("RGB", (300, 160), colour).save(data, "WEBP")
    return files.add(colour, ".webp", data.getvalue())


def bundle(files: Files, suffix: str) -> str:
    path = ROOT / "course" / "exercises" / "static" / f"exercise{suffix}"
    return files.add("exercise", suffix, path.read_bytes())


def lesson_page(
    name: str,
    title: str,
    steps: list[Step],
    *,
    files: Files | None = None,
    items: dict[str, str] | None = None,
    home: str = "index.html",
    **terms: Any,
) -> PhonePage:
    """Render steps as ``step`` and ``form`` make them; ``items`` are other wordings, by exercise."""
    files = files or Files()
    module, style = bundle(files, ".js"), bundle(files, ".css")
    widgets = {}
    for number, one in enumerate(steps, start=1):
        one.id = f"s{number}"
        for part in one.parts:
            if part["kind"] == "widget":
                id_, traits = part["id"], part.pop("traits")
                known = None
                if "exercise_id" in traits:
                    item = (items or {}).get(id_, "3f9c1a")
                    known = SimpleNamespace(id=id_, item=item, practice=traits["practice"])
                widgets[id_] = Widget(id_, traits, part.pop("esm", module), style, known)
    return render(name, title, home, steps, widgets, files, **terms)


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, data in files.items():
        write_atomically(folder / path, data)


def step(title: str, *parts: dict[str, Any], group: str = "Duduk 1: Alat di HP") -> Step:
    return Step("", group, title, list(parts))


def html(text: str) -> dict[str, Any]:
    return {"kind": "html", "html": text}


def form(id_: str, *keys: str, practice: bool = False) -> dict[str, Any]:
    sheet = f'<div class="sheet"><p><strong>Soal {id_}.</strong></p><p class="sheet-line">&nbsp;</p></div>'
    traits = exercise(id_, keys, practice=practice)
    return {"kind": "widget", "id": id_, "print_html": sheet, "traits": traits}


def text_lesson(sentence: str, items: dict[str, str] | None) -> PhonePage:
    files = Files()
    blue = picture(files, "blue")
    steps = [
        step(
            "Dasar internet",
            html(f"<p>{sentence}</p><h3>Alat</h3><ul><li>WhatsApp</li></ul>"),
            html(f'<p><img src="{blue}" alt="Kotak biru" width="300" height="160" loading="lazy"></p>'),
            group="",
        ),
        step("Latihan", html("<h3>Coba dulu</h3><p>Baca.</p>"), form("latihan", "status", practice=True)),
    ]  # fmt: skip
    for number, keys in enumerate(TEXT_STEPS, start=1):
        group = "Duduk 1: Alat di HP" if number < 4 else "Duduk 2: Kuota"
        read = [html(LATER)] if number == 4 else []
        steps.append(step(f"Tugas {number}", *read, form(f"tugas-{keys[0]}", *keys), group=group))
    return lesson_page("m1-coba", "Pelajaran 1. Dasar internet", steps, files=files, items=items)


def photo_lesson() -> PhonePage:
    files = Files()
    green = picture(files, "green")
    seen = html(f'<p>Lihat.</p><p><img src="{green}" alt="Kotak hijau"></p>')
    form_ = form("foto-produk", "produk", "nama")
    steps = [step("Foto produk", seen, group=""), step("Tugas foto", form_, group="")]
    return lesson_page("m2-foto", "Pelajaran 2. Foto dan katalog", steps, files=files)


def probe_lesson() -> PhonePage:
    files = Files()
    probe = files.add("probe", ".js", (ROOT / "tests/pages/phone/probe.js").read_bytes())
    traits = {"start": 7, "count": 0, "pair": {}, "other": 0, "log": [], "done": False, "me": "anywidget:probe"}  # fmt: skip
    part = {"kind": "widget", "id": "probe", "print_html": "", "traits": traits, "esm": probe}
    return lesson_page("m3-probe", "Pelajaran 3. Kesesuaian", [step("Probe", part, group="")], files=files)  # fmt: skip


def build(
    folder: Path,
    *,
    sentence: str = "Selamat datang, Ibu/Bapak.",
    items: dict[str, str] | None = None,
) -> None:
    """Two lessons (text, photo) and the probe; ``items`` are exercises with another wording."""
    pages = [text_lesson(sentence, items), photo_lesson(), probe_lesson()]
    known = About(about="Mengenal HP untuk usaha.", minutes=15)
    write(folder, site_files(pages, {page.name: known for page in pages}))


def lay_lesson(folder: Path, name: str) -> None:
    """One of the course's own lessons, with what it says of an answer."""
    lesson = lessons.load(ROOT, name)
    page = make_page(
        lesson.notebook, lesson.path.parent, name, "index.html", None, compiled(lesson)
    )
    write(folder, site_files([page], {name: lesson.about}))


class Server(ThreadingHTTPServer):
    """Serves a folder, remembers what was asked for, and can stop and come back."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, folder: Path, port: int = 0) -> None:
        self.asked: list[str] = []
        self.broken: set[str] = set()
        super().__init__(("127.0.0.1", port), partial(Recording, directory=str(folder)))
        threading.Thread(target=self.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server_port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up is no error."""

    def stop(self) -> None:
        self.shutdown()
        self.server_close()


class Recording(Handler):
    """The product's own handler, which here remembers, and can fail."""

    server: Server

    def do_GET(self) -> None:  # noqa: N802  the base class's name
        path = urlsplit(self.path).path.lstrip("/")
        self.server.asked.append(path)
        if path in self.server.broken:
            self.send_error(503)
        else:
            super().do_GET()


def watched(page: Page, problems: list[str]) -> Page:
    page.set_default_timeout(PATIENCE)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda m: m.type == "error" and problems.append(m.text))
    return page


def go(page: Page, step_id: str) -> None:
    page.evaluate("(id) => { location.hash = id; }", step_id)
    expect(page.locator(f"#{step_id}")).to_be_visible()


def saved(page: Page) -> None:
    expect(page.locator(".step.is-current .cx-status")).to_contain_text("Tersimpan pukul")


def answer_status(page: Page, text: str = "Pagi hari") -> None:
    page.locator("#s3").get_by_text(text).tap()
    saved(page)


def kept(page: Page, store: str) -> dict[str, Any]:
    """Return what one store of the phone holds, by its key joined with slashes."""
    return page.evaluate(
        """(name) => new Promise((resolve, reject) => {
            const opening = indexedDB.open("kelas-umkm");
            opening.onerror = () => reject(opening.error);
            opening.onsuccess = () => {
                const store = opening.result.transaction(name).objectStore(name);
                const [keys, values] = [store.getAllKeys(), store.getAll()];
                store.transaction.oncomplete = () => {
                    opening.result.close();
                    resolve(Object.fromEntries(keys.result.map((key, i) => [[].concat(key).join("/"), values.result[i]])));
                };
            };
        })""",
        store,
    )


def kept_as(page: Page, store: str, wanted: Mapping[str, Any]) -> Any:
    """Wait until the one thing a store holds has these parts, however long writing takes; return it."""
    for _ in range(PATIENCE // 50):
        found = [*kept(page, store).values()]
        if len(found) == 1 and {key: found[0].get(key) for key in wanted} == wanted:
            return found[0]
        page.wait_for_timeout(50)
    raise AssertionError(f"{store}: {found}, not {wanted}")


def whatsapp_text(page: Page) -> str:
    link = page.locator("a[href^='https://wa.me/']")
    return parse_qs(urlsplit(link.get_attribute("href") or "").query)["text"][0]


def unpacked(texts: list[str]) -> dict[str, Any]:
    """Return the answers in the messages, as the inbox reads them."""
    parts = [part for text in texts for part in find_parts(text)]
    assert [(part.number, part.of) for part in parts] == [
        (n, len(texts)) for n in range(1, len(texts) + 1)
    ]
    content = json.loads(
        decode("".join(part.data or "" for part in parts), parts[0].packing, parts[0].sending)
    )
    assert {(part.participant, part.lesson) for part in parts} == {
        (content["participant"], content["lesson"])
    }
    return content


def sent_answers(page: Page) -> dict[str, Any]:
    expect(page.locator("a[href^='https://wa.me/']")).to_be_visible()
    return unpacked([whatsapp_text(page)])


def stay_here(page: Page) -> None:
    """WhatsApp is another app: keep its address from opening."""
    page.context.route("https://wa.me/**", lambda route: route.fulfill(body="WhatsApp"))


def photo_file() -> dict[str, Any]:
    data = io.BytesIO()
    Image.effect_noise((900, 700), 60).convert("RGB").save(data, "JPEG", quality=90)
    return {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": data.getvalue()}
