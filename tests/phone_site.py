"""A small site of the phone page, as the exporter makes it, and a phone to open it with.

Built from the templates, the committed bundles and the sample fields of ``pages/host.html``, so that
the tests that use it speak of the front end alone. The fixtures are in ``phone_fixtures.py``.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from PIL import Image
from playwright.sync_api import Page, expect

from course.messages import decode, find_parts

ROOT = Path(__file__).parents[1]
PHONE = ROOT / "course" / "phone"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
SCREEN = {
    "viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True,
    "locale": "id-ID", "timezone_id": "Asia/Jakarta",
}  # fmt: skip
INVITATION = "#p=U07&t=9fk2&m=6281200000000&k=Kelas+contoh"
OTHER_INVITATION = "#p=U08&t=7hj3&m=6281200000000&k=Kelas+contoh"
MARKS = [
    pytest.mark.browser,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason=f"no browser at {CHROMIUM}"),
]


# A small site


def sample_fields() -> dict[str, dict[str, Any]]:
    html = (ROOT / "tests/pages/host.html").read_text("utf-8")
    found = re.search(r'id="state">(.*?)</script>', html, re.DOTALL)
    assert found
    return {field["key"]: field for field in json.loads(found[1])["fields"]}


FIELDS = sample_fields()
FIELDS["tulisan"]["max_chars"] = 5000
TEXT_STEPS = [("status",), ("isi", "harga"), ("yakin",), ("tulisan",), ("urutan",), ("kas",), ("tanggal", "jam")]  # fmt: skip


def exercise(id_: str, keys: tuple[str, ...], *, practice: bool) -> dict[str, Any]:
    return {
        "exercise_id": id_, "prompt": f"Soal {id_}.\n\nIsi pelan-pelan.", "fields": [FIELDS[k] for k in keys],
        "value": {}, "helped": False, "ask_helped": True, "tries": 0, "revision": 0, "saved_revision": 0,
        "saved_at": "", "problem": "", "practice": practice, "feedback": "Bagus." if practice else "",
        "strings": {}, "uploads": {},
    }  # fmt: skip


def script_json(data: Any) -> Markup:
    return Markup(json.dumps(data, ensure_ascii=False).replace("<", "\\u003c"))


class Site:
    """Builds pages and the files beside them as the exporter does."""

    def __init__(self, folder: Path, sentence: str = "Selamat datang, Ibu/Bapak.") -> None:
        self.folder, self.sentence = folder, sentence
        self.items: dict[str, str] = {}
        self.files: dict[str, bytes] = {}
        self.cards: list[dict[str, Any]] = []
        self.env = Environment(
            loader=FileSystemLoader(PHONE / "templates"), autoescape=True, undefined=StrictUndefined
        )

    def static(self, name: str, data: bytes) -> str:
        stem, suffix = name.rsplit(".", 1)
        path = f"static/{stem}.{hashlib.sha256(data).hexdigest()[:8]}.{suffix}"
        self.files[path] = data
        return path

    def bundle(self, name: str) -> str:
        room = "exercises" if name.startswith("exercise") else "phone"
        return self.static(name, (ROOT / "course" / room / "static" / name).read_bytes())

    def picture(self, colour: str) -> str:
        data = io.BytesIO()
        Image.new("RGB", (300, 160), colour).save(data, "WEBP")
        return self.static(f"{colour}.webp", data.getvalue())

    def widget(self, traits: dict[str, Any], esm: str, css: str) -> dict[str, Any]:
        id_ = traits.get("exercise_id", "")
        kinds = [field["kind"] for field in traits.get("fields", [])]
        return {
            "esm": esm, "css": css, "traits": traits, "exercise": bool(id_),
            "item": self.items.get(id_, "3f9c1a") if id_ else "",
            "practice": bool(traits.get("practice")), "photo": "photo" in kinds,
        }  # fmt: skip

    def lesson(
        self, name: str, title: str, steps: list[dict[str, Any]], home: str = "index.html"
    ) -> None:
        before = set(self.files)
        exercise_js, exercise_css = self.bundle("exercise.js"), self.bundle("exercise.css")
        style, script = (
            Markup((PHONE / "static" / f).read_text("utf-8")) for f in ("phone.css", "lesson.js")
        )
        send = self.bundle("send.js")
        shared = [exercise_js, exercise_css, send]
        widgets = {}
        for number, step in enumerate(steps, start=1):
            step.update(id=f"s{number}", widgets=[])
            for part in step["parts"]:
                traits = part.pop("traits", None)
                if traits is not None:
                    esm = part.pop("esm", exercise_js)
                    widgets[part["id"]] = self.widget(traits, esm, exercise_css)
                    part["traits_json"] = script_json(widgets[part["id"]].pop("traits"))
                    step["widgets"].append(part["id"])
        own = [
            f"{name}.html",
            *shared,
            *sorted(set(self.files) - before - set(shared)),
            *self.extra(steps),
        ]
        data = {
            "course": "kelas-umkm", "lesson": name, "title": title, "home": home, "assets": {"send": send},
            "widgets": widgets, "files": own, "bytes": 1,
        }  # fmt: skip
        html = self.env.get_template("lesson.html.j2").render(
            lesson=name, title=title, course="kelas-umkm", home=home, style=style, script=script,
            preload=[exercise_js], styles=[exercise_css], data_json=script_json(data), steps=steps,
        )  # fmt: skip
        self.files[f"{name}.html"] = html.encode()
        graded = [i for i, w in widgets.items() if w["exercise"] and not w["practice"]]
        self.cards.append({
            "name": name, "title": title, "about": "Mengenal HP untuk usaha.", "minutes": 15, "exercises": graded,
            "photo": any(w["photo"] for w in widgets.values()), "url": f"{name}.html", "files": own,
            "bytes": sum(len(self.files[path]) for path in own),
        })  # fmt: skip

    def extra(self, steps: list[dict[str, Any]]) -> list[str]:
        html = " ".join(str(part.get("html", "")) for step in steps for part in step["parts"])
        return re.findall(r'src="(static/[^"]+)"', html)

    def write(self) -> None:
        style, script = self.bundle("phone.css"), self.bundle("home.js")
        home = self.env.get_template("home.html.j2").render(
            title="Kelas UMKM", style=style, script=script, lessons=self.cards,
            data_json=script_json({"course": "kelas-umkm", "lessons": self.cards}),
        )  # fmt: skip
        icon = io.BytesIO()
        Image.new("RGB", (192, 192), "#0b5d57").save(icon, "PNG")
        self.files |= {
            "index.html": home.encode(),
            "icon-192.png": icon.getvalue(),
            "manifest.webmanifest": b'{"name": "Kelas UMKM"}',
        }
        digests = {path: hashlib.sha256(data).hexdigest()[:8] for path, data in self.files.items()}
        kept = {
            "version": hashlib.sha256(json.dumps(digests).encode()).hexdigest()[:8],
            "shell": ["index.html", "icon-192.png", "manifest.webmanifest", style, script],
            "lessons": {card["name"]: card["files"] for card in self.cards},
            "revisions": {path: digest for path, digest in digests.items() if not path.startswith("static/")},
        }  # fmt: skip
        worker = (PHONE / "static" / "sw.js").read_text("utf-8")
        assert worker.count('"__PRECACHE__"') == 1
        self.files["sw.js"] = worker.replace('"__PRECACHE__"', json.dumps(kept)).encode()
        for path, data in self.files.items():
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)


def step(title: str, *parts: dict[str, Any], group: str = "Duduk 1: Alat di HP") -> dict[str, Any]:
    return {"title": title, "group": group, "parts": list(parts)}


def html(text: str) -> dict[str, Any]:
    return {"kind": "html", "html": Markup(text)}


def form(id_: str, *keys: str, practice: bool = False) -> dict[str, Any]:
    sheet = f'<div class="sheet"><p><strong>Soal {id_}.</strong></p><p class="sheet-line">&nbsp;</p></div>'
    traits = exercise(id_, keys, practice=practice)
    return {"kind": "widget", "id": id_, "print_html": Markup(sheet), "traits": traits}


def build(
    folder: Path,
    *,
    sentence: str = "Selamat datang, Ibu/Bapak.",
    items: dict[str, str] | None = None,
) -> Site:
    """Two lessons (text, photo) and the probe; ``items`` are exercises with another wording."""
    site = Site(folder)
    site.items = items or {}
    blue = site.picture("blue")
    steps = [
        step(
            "Dasar internet",
            html(f"<p>{sentence}</p><h3>Alat</h3><ul><li>WhatsApp</li></ul>"),
            group="",
        )
    ]
    steps[0]["parts"].append(
        html(f'<p><img src="{blue}" alt="Kotak biru" width="300" height="160" loading="lazy"></p>')
    )
    steps.append(
        step(
            "Latihan",
            html("<h3>Coba dulu</h3><p>Baca.</p>"),
            form("latihan", "status", practice=True),
        )
    )
    for number, keys in enumerate(TEXT_STEPS, start=1):
        group = "Duduk 1: Alat di HP" if number < 4 else "Duduk 2: Kuota"
        steps.append(step(f"Tugas {number}", form(f"tugas-{keys[0]}", *keys), group=group))
    site.lesson("m1-coba", "Pelajaran 1. Dasar internet", steps)
    green = site.picture("green")
    photo = [
        step(
            "Foto produk",
            html(f'<p>Lihat.</p><p><img src="{green}" alt="Kotak hijau"></p>'),
            group="",
        )
    ]
    photo.append(step("Tugas foto", form("foto-produk", "produk", "nama"), group=""))
    site.lesson("m2-foto", "Pelajaran 2. Foto dan katalog", photo)
    probe = site.static("probe.js", (ROOT / "tests/pages/phone/probe.js").read_bytes())
    traits = {
        "start": 7,
        "count": 0,
        "pair": {},
        "other": 0,
        "log": [],
        "done": False,
        "me": "anywidget:probe",
    }
    part = {"kind": "widget", "id": "probe", "print_html": "", "traits": traits, "esm": probe}
    site.lesson("m3-probe", "Pelajaran 3. Kesesuaian", [step("Probe", part, group="")])
    site.write()
    return site


class Server(ThreadingHTTPServer):
    """Serves a folder, remembers what was asked for, and can stop and come back."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, folder: Path, port: int = 0) -> None:
        self.asked: list[str] = []
        self.broken: set[str] = set()
        super().__init__(("127.0.0.1", port), partial(Handler, directory=str(folder)))
        threading.Thread(target=self.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server_port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up is no error."""

    def stop(self) -> None:
        self.shutdown()
        self.server_close()


class Handler(SimpleHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        path = urlsplit(self.path).path.lstrip("/")
        self.server.asked.append(path)
        if path in self.server.broken:
            self.send_error(503)
        else:
            super().do_GET()

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, *args: Any) -> None:
        pass


def watched(page: Page, problems: list[str]) -> Page:
    page.set_default_timeout(8_000)
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
