"""The exercise bundle in a page of its own; the fixture is in ``exercise_fixtures.py``."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Sequence
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import DEFAULT_OPTIONS, Axe
from PIL import Image
from playwright.sync_api import Page, expect

ROOT = Path(__file__).parents[1]
PHONE = {"width": 360, "height": 740}
ORIENTATION, GPS = 0x0112, 0x8825


class Handler(SimpleHTTPRequestHandler):
    """Serves tests/pages, and the committed bundle under /static."""

    def translate_path(self, path: str) -> str:
        if path.startswith("/static/"):
            self.directory = str(ROOT / "course" / "exercises")
        else:
            self.directory = str(ROOT / "tests" / "pages")
        return super().translate_path(path)

    def log_message(self, *args: Any) -> None:
        pass


def opened(
    window: Callable[..., Page],
    address: str,
    fields: Sequence[dict[str, Any]] = (),
    *,
    touch: bool = True,
    **options: Any,
) -> Page:
    """Open the page with an exercise of ``fields``, as a phone does or (``touch``) a laptop."""
    options = {"viewport": PHONE, "locale": "en-US", "timezone_id": "Asia/Jakarta", **options}
    page = window(has_touch=touch, is_mobile=touch, **options)
    page.goto(address)
    page.wait_for_selector(".course-exercise")
    page.evaluate(
        "async (fields) => { host.sample.fields = fields; await host.start(); }", list(fields)
    )
    return page


def show(page: Page, field: dict[str, Any], **traits: Any) -> None:
    """Start an exercise of one field, nothing focused."""
    page.evaluate(
        "(state) => host.start(state)", {"fields": [field], "ask_helped": False, **traits}
    )


def trait(page: Page, name: str) -> Any:
    return page.evaluate("(name) => host.model.get(name)", name)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def saved(page: Page) -> None:
    expect(page.locator(".cx-status")).to_contain_text("Tersimpan pukul")
    assert trait(page, "saved_revision") == trait(page, "revision") > 0


def photo_file(width: int = 1600, height: int = 1200) -> dict[str, Any]:
    """A noisy picture lying on its side: left half red once upright, with a place in its EXIF."""
    noise = Image.effect_noise((height, width), 60).convert("RGB")
    red = Image.new("RGB", (height, width // 2), (200, 30, 30))
    upright_left = Image.blend(noise.crop((0, 0, height, width // 2)), red, 0.8)
    noise.paste(upright_left, (0, 0))  # top in the file is left when turned by orientation 8
    exif = Image.Exif()
    exif[ORIENTATION] = 8
    exif.get_ifd(GPS)[1] = "S"
    exif.get_ifd(GPS)[2] = (6.0, 12.0, 30.0)
    data = io.BytesIO()
    noise.save(data, "JPEG", quality=95, exif=exif)
    return {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": data.getvalue()}


def uploaded(page: Page, path: str) -> Image.Image:
    head, _, data = trait(page, "uploads")[path].partition(",")
    assert head == "data:image/jpeg;base64"
    raw = base64.b64decode(data)
    assert len(raw) <= 200 * 1024
    assert b"Exif" not in raw
    return Image.open(io.BytesIO(raw))


def drag(page: Page, x: float, y: float, dx: float) -> None:
    """A finger, not a mouse: real touch events, which become pointer events."""
    touch = page.context.new_cdp_session(page)
    send = partial(touch.send, "Input.dispatchTouchEvent")
    send({"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for part in (0.3, 0.6, 1):
        send({"type": "touchMove", "touchPoints": [{"x": x + dx * part, "y": y}]})
    send({"type": "touchEnd", "touchPoints": []})


COLOURS = ["color-contrast", "link-in-text-block"]
"""What axe asks of colours: in the dark only they are others."""


def hindrances(page: Page, within: str | None = None) -> list[tuple[str, str, list[str]]]:
    """Return what hinders somebody on the page, or ``within`` a part: scheme, rule and places."""
    asked = {"light": DEFAULT_OPTIONS, "dark": {**DEFAULT_OPTIONS, "runOnly": COLOURS}}
    found, axe = [], Axe()
    for scheme, options in asked.items():
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        bad = axe.run(page, context=within, options=options).response["violations"]
        found += [
            (scheme, one["id"], [node["html"] for node in one["nodes"]])
            for one in bad
            if one["impact"] in ("serious", "critical")
        ]
        axe = Axe("0")  # it is there
    return found
