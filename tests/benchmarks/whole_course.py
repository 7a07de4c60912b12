"""A participant's whole course on the slow line, without a line in the middle: is anything lost?

PYTHONPATH=.:tests python tests/benchmarks/whole_course.py                # every lesson
... whole_course.py m1-internet m2-akun-usaha                             # these

One phone of 360x740 joins by its link and answers whatever each step shows, practices and deeds too,
tap by tap; answers go home by themselves (``slow_line.py``, 400 kbit/s, a round trip of 400 ms). From
the middle of every second lesson to its end both lines, to the pages and home, are dead. In the end
each answer that the phone keeps is held against what was filed, value for value, and every deed and
photo must be home. Exit code 1: something is missing or another.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

from hosts import new_course, static_server
from phone import FLAGS, RATE, ROUND_TRIP
from playwright.async_api import BrowserContext, Locator, Page, async_playwright
from playwright.async_api import Error as BrowserError
from received import TOKENS, photo, serving
from slow_line import SlowLine
from visits import PHONE
from windows import CHROMIUM

from course import lessons
from course.evaluation.progress import DONE
from course.files import Places
from course.inbox.collect import file_what_waits
from course.inbox.submitted import submission
from course.lessons.lesson import Lesson

CODE = "U07"
TEXT = "Rempeyek kacang renyah, 1 bungkus isi 10 Rp15.000. Mau pesan? Chat saya ya, Bu."
ASKED_AGAIN = 240
"""Seconds in which all must have come home after the line is back."""
_KEPT = """() => new Promise((done, failed) => {
  const opening = indexedDB.open("kelas-umkm");
  opening.onerror = () => failed(opening.error);
  opening.onsuccess = () => {
    const store = opening.result.transaction("answers").objectStore("answers");
    const [keys, values] = [store.getAllKeys(), store.getAll()];
    values.onsuccess = () => done(keys.result.map((key, i) => [key, values.result[i]]));
  };
})"""


async def fill(step: Locator, photos: list[Path]) -> int:
    """Answer everything on show; return how many inputs that were."""
    filled = 0
    groups = await step.evaluate("""step => [...new Set(
        [...step.querySelectorAll("input[type=radio], input[type=checkbox]")]
        .filter(one => one.offsetParent && !one.closest(".cx-helped, .cx-kind-unsure"))
        .map(one => one.name))]""")
    for name in groups:
        await step.locator(f"input[name='{name}']").first.check()
        filled += 1
    for box in await step.locator("select:visible").all():
        # Not the same everywhere: tables may ask for each option once.
        options = await box.locator("option").count()
        await box.select_option(index=1 + filled % (options - 1))
        filled += 1
    for box in await step.locator("input.cx-input:visible, textarea.cx-input:visible").all():
        kind = await box.get_attribute("type")
        mode = await box.get_attribute("inputmode")
        said = {"date": "2026-11-20", "time": "09:30"}.get(kind or "")
        await box.fill(said or ("12" if mode in {"decimal", "numeric"} else TEXT[:60]))
        await box.blur()
        filled += 1
    for place, box in enumerate(await step.locator("input[type=file]").all()):
        await box.set_input_files(photos[place % len(photos)])
        use = step.get_by_role("button", name="Pakai foto ini")
        with contextlib.suppress(BrowserError):  # not every photo is cut
            await use.click(timeout=4000)
        filled += 1
    while await step.locator(".cx-rest button:visible").count():
        await step.locator(".cx-rest button:visible").last.click()
        filled += 1
    return filled


async def saved(page: Page, lesson: str) -> None:
    """Wait until all on show is saved.

    Raises ValueError with what the page says instead.
    """
    try:
        await page.wait_for_function("""() => [...document.querySelectorAll(
            ".step.is-current [data-state]")].every(box => box.dataset.state === "saved")""")
    except BrowserError as error:
        said = await page.locator(".step.is-current").inner_text()
        raise ValueError(f"{lesson}: not saved: {said[-600:]}") from error


async def confirm(step: Locator) -> None:
    """Let the first check of a task count, with whatever is empty, and wait for what it says."""
    for word in ("Ya, periksa", "Periksa apa adanya"):
        yes = step.get_by_role("button", name=word)
        with contextlib.suppress(BrowserError):  # asked once a lesson, or where something is empty
            await yes.click(timeout=1500)
    await step.get_by_role("button", name="Periksa lagi").wait_for()


async def forward(page: Page) -> None:
    """Tap "Lanjut" and wait for the next step, or for the next part of a long one: ``#s6.2``."""
    before = await page.evaluate("location.hash")
    await page.locator("#next").tap()
    await page.wait_for_function(
        """before => location.hash !== before && location.hash.slice(1).split(".")[0]
            === document.querySelector(".step.is-current").id""",
        arg=before,
    )
    await page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))")


async def play(
    page: Page,
    address: str,
    lesson: Lesson,
    taken: list[Path],
    lines: list[SlowLine],
    *,
    is_without_line: bool,
) -> int:
    """Open a lesson, answer every step, and go to its end; return how many inputs that were.

    ``is_without_line``: from its middle on the ``lines`` are dead; they are mended at its end.
    """
    await page.goto(f"{address}{lesson.name}.html")
    steps = await page.locator(".step").count()
    inputs = seen = 0
    while True:
        step = page.locator(".step.is-current")
        if await step.locator("[data-widget]").count():
            await step.locator(".cx-statusbox").first.wait_for(state="attached")
            inputs += await fill(step, taken)
            await saved(page, lesson.name)
        check = step.get_by_role("button", name="Periksa jawaban saya")
        if await check.count() and await check.first.is_visible():
            await check.first.click()
            await confirm(step)
        seen += 1
        if seen == steps // 2 and is_without_line:
            await page.wait_for_function("!document.getElementById('kept').hidden")
            for line in lines:
                line.cut()
        if not await page.locator("#next").is_visible():
            for line in lines:
                line.mend()
            return inputs
        await forward(page)


async def kept(page: Page) -> dict[tuple[str, str], Any]:
    """Return the phone's own answers, by lesson and exercise."""
    found = await page.evaluate(_KEPT)
    return {(key[1], key[2]): entry for key, entry in found}


def missing(root: Path, on_phone: dict[tuple[str, str], Any]) -> list[str]:
    """Return a line for each answer that is not home as it is on the phone."""
    lines = []
    for (lesson, exercise), entry in sorted(on_phone.items()):
        home = submission(root, CODE, lesson).get(exercise)
        if home != entry["value"]:
            lines.append(f"{lesson} {exercise}: {json.dumps(entry['value'])[:90]} != {home}")
        folder = Places(root).submitted / CODE / lesson
        pictures = [v for v in entry["value"].values() if str(v).startswith("photos/")]
        lines += [f"{lesson} {one}: not home" for one in pictures if not (folder / one).is_file()]
    return lines


async def course(root: Path, names: list[str]) -> int:
    """Play, wait, compare; return the exit code."""
    chosen = [
        one
        for one in sorted(lessons.load_all(root).values(), key=lambda one: one.about.order)
        if one.about.audience == "peserta"
        and not one.about.anonymous
        and (not names or one.name in names)
    ]
    taken = [root / "foto-1.jpg", root / "foto-2.jpg"]
    for shade, path in enumerate(taken):
        path.write_bytes(photo(shade=40 + 20 * shade, side=900))
    async with contextlib.AsyncExitStack() as stack:
        port = stack.enter_context(static_server(root / "kelas" / "site"))
        pages = await stack.enter_async_context(SlowLine(port, rate=RATE, round_trip=ROUND_TRIP))
        address = f"http://127.0.0.1:{pages.port}/"
        home, _ = stack.enter_context(serving(root, site=address))
        line = await stack.enter_async_context(
            SlowLine(int(home.rsplit(":", 1)[1].strip("/")), rate=RATE, round_trip=ROUND_TRIP)
        )
        playwright = await stack.enter_async_context(async_playwright())
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context: BrowserContext = await browser.new_context(**PHONE, timezone_id="Asia/Jakarta")
        page = await context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        link = f"#p={CODE}&t={TOKENS[CODE]}&m=620000000004&k=Kelas&r={quote(f'http://127.0.0.1:{line.port}/', safe='')}"
        await page.goto(f"{address}index.html{link}")
        await page.locator("body").get_by_text(CODE).first.wait_for()
        inputs, began = 0, time.monotonic()
        for place, lesson in enumerate(chosen):
            done = await play(
                page, address, lesson, taken, [pages, line], is_without_line=bool(place % 2)
            )
            inputs += done
            print(f"{lesson.name}: {done} inputs, {time.monotonic() - began:.0f} s", flush=True)
        on_phone = await kept(page)
        until = time.monotonic() + ASKED_AGAIN
        while True:
            await page.goto(f"{address}index.html")
            await asyncio.sleep(3)
            await asyncio.to_thread(file_what_waits, root)
            lost = missing(root, on_phone)
            if not lost or time.monotonic() > until:
                break
        await browser.close()
    asked = [(one.name, deed) for one in chosen for deed in one.about.deeds]
    away = [
        f"{name} {deed}"
        for name, deed in asked
        if submission(root, CODE, name).get(deed).get("sudah") != DONE
    ]
    print("\n".join([*lost, *away, *errors]))
    print(
        f"{len(chosen)} lessons, {inputs} inputs; {len(on_phone)} answers on the phone, {len(lost)} not"
        f" home; {len(asked) - len(away)} of {len(asked)} deeds home; {len(errors)} errors in the page;"
        f" {pages.received / 1e6:.2f} MB down, {line.sent / 1e3:.0f} KB up; line dead {line.cuts} times"
    )
    return int(bool(lost or away or errors or not on_phone))


def main() -> None:
    """Lay a class, play it, and say what is missing."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("lessons", nargs="*")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "course"
        new_course(root)
        (root / "kelas" / "inbox").mkdir(parents=True, exist_ok=True)
        (root / "kelas" / "roster.csv").write_text(
            f"participant,mentor,token,name,whatsapp\n{CODE},MH04,{TOKENS[CODE]},Contoh,6281200000007\n"
        )
        sys.exit(asyncio.run(course(root, options.lessons)))


if __name__ == "__main__":
    main()
