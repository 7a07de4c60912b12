"""One visit of an emulated phone: open a page, tap the first exercise, walk through the rest."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import Any

from playwright.async_api import BrowserContext, CDPSession, Page
from slow_line import SlowLine

PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740}, "device_scale_factor": 2,
    "is_mobile": True, "has_touch": True, "locale": "id-ID",
}  # fmt: skip
CPU = 4
"""How many times slower the page's main thread runs."""
PATIENCE = 300
"""Seconds to wait for anything."""

# The finger. It looks once a frame for what to tap next, and asks this script to touch the glass
# there; Playwright's own checks before a tap run in the slowed page, where they took longer than
# the page itself. All times are noted by the page, in milliseconds since the navigation began.
_FINGER = """
window.seen = { lost: 0 };
let next, choice, step, tapped, touched = -Infinity;
const current = () => document.querySelector(".step.is-current")?.id;
const isFresh = (label) =>
  label.offsetParent && label.querySelector("input[type=radio]:not(:checked)");
const target = () => {
  if (texts > 0) return document.getElementById("next");
  return Array.from(document.querySelectorAll(".course-exercise label")).find(isFresh);
};
const touch = (el) => {
  const middle = () => {
    const { left, top, width, height } = el.getBoundingClientRect();
    return [left + width / 2, top + height / 2];
  };
  const isInSight = () => el.contains(document.elementFromPoint(...middle()));
  // Until the page is complete, the browser itself scrolls back to the #step in the address.
  const mayScroll = !location.hash || document.readyState === "complete";
  if (!isInSight() && mayScroll) el.scrollIntoView({ block: "center" });
  if (!isInSight()) return;
  if (el === choice || (el === next && step === current())) seen.lost += 1;
  [next, choice, step] = texts > 0 ? [el, null, current()] : [null, el, null];
  touched = performance.now();
  finger(JSON.stringify({ at: middle() }));
};
const look = () => {
  if (next && step !== current()) {
    [next, touched] = [null, -Infinity];
    texts -= 1;
  }
  const el = performance.now() - touched > 400 && target();
  if (el) touch(el);
  if (!tapped) requestAnimationFrame(look);
};
requestAnimationFrame(look);
addEventListener("change", ({ target }) => {
  if (target.type !== "radio" || tapped) return;
  tapped = target.closest(".course-exercise");
  seen.tap = performance.now();
  finger(JSON.stringify({ seen: "tap" }));
}, true);
new MutationObserver(() => {
  if (!tapped || seen.end) return;
  const { state } = tapped.querySelector("[data-state]").dataset;
  if (!["saved", "late", "problem"].includes(state)) return;
  seen.state = state;
  seen.end = performance.now();
  finger(JSON.stringify({ seen: "end" }));
}).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-state"] });
"""
_SEEN = """() => {
  const [text] = performance.getEntriesByName("first-contentful-paint");
  const saved = seen.state === "saved" ? seen.end / 1000 : null;
  return { text: text.startTime / 1000, tap: seen.tap / 1000, saved, lost: seen.lost };
}"""
_LOOK = """async () => {
  const images = Array.from(document.images).filter((image) => image.offsetParent);
  for (const image of images) {
    image.scrollIntoView();
    if (!image.complete) await new Promise((done) => { image.onload = image.onerror = done; });
  }
  return images.filter((image) => !image.naturalWidth).map((image) => image.src);
}"""
_SPIN = """() => { let x = 0;
  const took = Array.from({ length: 61 }, () => {
    const began = performance.now();
    for (let i = 0; i < 1e6; i++) x += Math.sqrt(i);
    return performance.now() - began;
  });
  return x > 0 && took.sort((a, b) => a - b)[30]; }"""


@dataclass(frozen=True)
class Scenario:
    """A page and the way to its first exercise."""

    page: str
    lesson: str
    address: str
    texts: int = 0
    """Steps before the exercise, each left by tapping "Lanjut"."""
    ours: bool = False
    """Whether it is our page: one step at a time, kept by a service worker."""

    @property
    def is_whole(self) -> bool:
        """Whether it is our page from its beginning, for which there are targets."""
        return self.ours and "#" not in self.address


@dataclass(frozen=True)
class Visit:
    """One opening of a page: seconds from the start of the navigation, bytes on the line."""

    first_text: float
    """When the first text was painted."""
    tap: float
    """When the first choice of the first exercise took the tap."""
    saved: float | None
    """When the page said "tersimpan"; None when it never did."""
    lost_taps: int
    """Taps on "Lanjut" that did nothing."""
    received_until_tap: int
    sent_until_tap: int
    received: int
    """Until the line was quiet."""
    sent: int


async def slowed_down(page: Page) -> CDPSession:
    """Let the page's main thread run ``CPU`` times slower."""
    session = await page.context.new_cdp_session(page)
    await session.send("Emulation.setCPUThrottlingRate", {"rate": CPU})
    return session


async def spin(page: Page) -> float:
    """Return the milliseconds a fixed piece of work takes in the page, in the median."""
    return float(await page.evaluate(_SPIN))


class Finger:
    """Taps where the page's own watch says, without asking the page anything."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.seen = {"tap": asyncio.Event(), "end": asyncio.Event()}
        self.taps: set[asyncio.Task[None]] = set()

    async def begin(self, slow: CDPSession, texts: int) -> None:
        """Watch the next page: tap "Lanjut" ``texts`` times, then the first free choice."""
        slow.on("Runtime.bindingCalled", self._called)
        await slow.send("Runtime.enable")
        await slow.send("Runtime.addBinding", {"name": "finger"})
        await self.page.add_init_script(f"{{ let texts = {texts}; {_FINGER} }}")

    def _called(self, call: dict[str, Any]) -> None:
        told = json.loads(call["payload"])
        if "seen" in told:
            self.seen[told["seen"]].set()
        else:
            task = asyncio.ensure_future(self.page.touchscreen.tap(*told["at"]))
            self.taps.add(task)
            task.add_done_callback(self.taps.discard)

    async def wait(self, event: str) -> None:
        """Wait for the choice to take the tap, or for the exercise to say what became of it.

        Raises TimeoutError when there is nothing to tap.
        """
        await asyncio.wait_for(self.seen[event].wait(), PATIENCE)


async def visit(
    context: BrowserContext, line: SlowLine, scenario: Scenario, *, again: bool = False
) -> Visit:
    """Open the page, tap the first choice not yet chosen, then let everything arrive.

    On the first visit every step is looked at, with its pictures; not when it is opened ``again``.

    Raises TimeoutError when there is nothing to tap, ValueError naming pictures that are missing.
    """
    received, sent = line.received, line.sent
    page = await context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    slow = await slowed_down(page)
    finger = Finger(page)
    await finger.begin(slow, scenario.texts)
    address = f"http://127.0.0.1:{line.port}/{scenario.address}"
    # Our page goes on where the participant stopped; the second visit too begins at the beginning.
    at_start = "#s1" if again and scenario.texts else ""
    await page.goto(address + at_start, wait_until="commit")
    await finger.wait("tap")
    until_tap = line.received - received, line.sent - sent
    await finger.wait("end")
    # Nothing is timed from here on.
    await slow.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    if not again:
        await look_at_everything(page, scenario)
    if not await line.quiet(1.2, at_most=PATIENCE):
        raise TimeoutError(f"{scenario.page}: the line never came to rest")
    seen = await page.evaluate(_SEEN)
    await page.close()
    in_all = line.received - received, line.sent - sent
    return Visit(seen["text"], seen["tap"], seen["saved"], seen["lost"], *until_tap, *in_all)


async def tap_next(page: Page) -> None:
    """Tap "Lanjut" and wait for the next step."""
    current = await page.locator(".step.is-current").get_attribute("id")
    await page.locator("#next").tap()
    await page.locator(f".step.is-current:not([id='{current}'])").wait_for()


async def look_at_everything(page: Page, scenario: Scenario) -> None:
    """Scroll through every step, so that late pictures are loaded; wait for the service worker."""
    missing = await page.evaluate(_LOOK)
    while scenario.is_whole and await page.locator("#next").is_visible():
        await tap_next(page)
        missing += await page.evaluate(_LOOK)
    if missing:
        raise ValueError(f"{scenario.page}: pictures are missing: {missing}")
    if scenario.ours:
        await page.wait_for_function("!document.getElementById('kept').hidden")
