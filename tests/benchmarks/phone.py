"""How long a participant waits, and pays, for a lesson on a cheap phone with a weak signal.

Chromium as a phone of 360x740 with a four times slower CPU, on a TCP line of 400 kbit/s each way
shared by all connections and a round trip of 400 ms, opens our page, and beside it a Voilà page
and nbconvert's own HTML of the same notebook.

``make bench`` runs it; README.md tells how to read it. Exit code 1: a target was missed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from hosts import (
    bare_lesson,
    new_course,
    static_server,
    stock_html,
    texts_before_exercise,
    voila_server,
)
from playwright.async_api import Browser, async_playwright
from slow_line import SlowLine
from visits import CPU, PHONE, Scenario, Visit, slowed_down, spin, visit

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
# There is nothing but this machine: what a page wants from a CDN fails at once.
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]  # fmt: skip
RATE, ROUND_TRIP = 50_000, 0.4
TEST, LESSON = "pretest", "m1-internet"
BEGAN = perf_counter()


@dataclass
class Row:
    """All visits to one page."""

    scenario: Scenario
    cold: list[Visit] = field(default_factory=list)
    warm: list[Visit] = field(default_factory=list)


async def measure(browser: Browser, port: int, scenario: Scenario, times: int) -> Row:
    """Open a page on ``times`` phones that never saw it, and on each of them once more."""
    row = Row(scenario)
    for _ in range(times):
        async with SlowLine(port, rate=RATE, round_trip=ROUND_TRIP) as line:
            context = await browser.new_context(**PHONE)
            row.cold.append(await visit(context, line, scenario))
            row.warm.append(await visit(context, line, scenario, again=True))
            await context.close()
        cold, warm = row.cold[-1].tap, row.warm[-1].tap
        print(f"  {perf_counter() - BEGAN:3.0f} s  {scenario.page}, {scenario.lesson}: "
              f"cold {cold:.2f} s, warm {warm:.2f} s", file=sys.stderr)  # fmt: skip
    return row


async def measure_all(root: Path, beside: str, times: int, times_others: int) -> dict[str, Any]:
    """Measure every page of the course at ``root``; return what is known of the machine, and rows.

    Our page comes first, alone; then each of the others with its own server.
    """
    voila, stock = (bare_lesson(root, beside, root / "others" / to) for to in ("voila", "html"))
    stock_html(stock)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        with static_server(root / "kelas" / "site") as port:
            slow_down = await cpu_slow_down(browser, port)
            rows = [
                await measure(browser, port, s, times) for s in our_pages(root / "kelas" / "site")
            ]
        with static_server(stock.parent) as port:
            page = Scenario("nbconvert HTML", beside, f"{beside}.html")
            rows.append(await measure(browser, port, page, times_others))
        with voila_server(voila.parent, root) as port:
            page = Scenario("Voilà", beside, f"voila/render/{voila.name}")
            rows.append(await measure(browser, port, page, times_others))
        version = browser.version
        await browser.close()
    return {"chromium": version, "cpu_slow_down": slow_down, "rows": rows}


def our_pages(site: Path) -> Iterator[Scenario]:
    """Yield our pages as a participant comes to them: from the start, or back to an exercise."""
    for lesson in (TEST, LESSON):
        texts, step = texts_before_exercise(site, lesson)
        yield Scenario("our page", lesson, f"{lesson}.html", texts, ours=True)
    yield Scenario("our page, by its #step", lesson, f"{lesson}.html#{step}", ours=True)


async def cpu_slow_down(browser: Browser, port: int) -> float:
    """Return how many times slower the CPU runs in a page than without the slow-down."""
    took = []
    for slow in (False, True):
        context = await browser.new_context(**PHONE)
        page = await context.new_page()
        if slow:
            await slowed_down(page)
        # As in a visit: the slow-down must outlive the change from the empty page to this one.
        await page.goto(f"http://127.0.0.1:{port}/")
        took.append(await spin(page))
        await context.close()
    return took[1] / took[0]


def figures(row: Row) -> dict[str, list[float]]:
    """Return what is reported of a page: for each figure a value of every visit, inf for never."""
    return {
        "cold: first text, s": [v.first_text for v in row.cold],
        "cold: first tap, s": [v.tap for v in row.cold],
        "cold: tersimpan, s": [v.saved or math.inf for v in row.cold],
        "cold: KB until the tap": [
            (v.received_until_tap + v.sent_until_tap) / 1e3 for v in row.cold
        ],
        "  of these sent": [v.sent_until_tap / 1e3 for v in row.cold],
        "cold: KB in all": [(v.received + v.sent) / 1e3 for v in row.cold],
        "  of these sent ": [v.sent / 1e3 for v in row.cold],
        "cold: lost taps": [v.lost_taps for v in row.cold],
        "warm: first tap, s": [v.tap for v in row.warm],
        "warm: tersimpan, s": [v.saved or math.inf for v in row.warm],
        "warm: KB in all": [(v.received + v.sent) / 1e3 for v in row.warm],
    }


# Of our page, for each lesson opened at its beginning, in the median.
TARGETS = {
    "cold: first tap, s": 2.5,
    "cold: KB until the tap": 40,
    "cold: KB in all": 120,
    "warm: first tap, s": 1.0,
}


def table(rows: list[Row]) -> str:
    """Return median (least-most) of every figure, a column for each page."""
    columns = [["", "", "visits, each cold and warm", *figures(rows[0])]]
    for row in rows:
        name, lesson = row.scenario.page, row.scenario.lesson
        cells = [spread(values) for values in figures(row).values()]
        columns.append([name, lesson, str(len(row.cold)), *cells])
    widths = [max(map(len, column)) for column in columns]
    lines = zip(*columns, strict=True)
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def spread(values: list[float]) -> str:
    """Return ``2.10 (1.98-2.31)``, or ``never``."""
    known = [value for value in values if value < math.inf]
    if len(known) < len(values):
        return "never" if not known else f"{len(known)} of {len(values)} times"
    digits = 0 if max(known) >= 100 or all(v == int(v) for v in known) else 2
    least, middle, most = (f"{f(known):.{digits}f}" for f in (min, median, max))
    return middle if least == most else f"{middle} ({least}-{most})"


def ratios(rows: list[Row]) -> dict[str, dict[str, float]]:
    """Return how many times more each other page costs than ours, of the same lesson and run."""
    ours = {row.scenario.lesson: figures(row) for row in rows if row.scenario.is_whole}
    return {
        row.scenario.page: {
            name: median(figures(row)[name]) / median(ours[row.scenario.lesson][name])
            for name in TARGETS
        }
        for row in rows
        if not row.scenario.ours
    }


def verdicts(rows: list[Row], slow_down: float) -> Iterator[tuple[bool, str]]:
    """Yield for each target whether it is reached, and a line that says so."""
    for row in rows:
        if not row.scenario.is_whole:
            continue
        for name, most in TARGETS.items():
            got = median(figures(row)[name])
            words = f"{row.scenario.lesson}, {name}: {got:.2f}, at most {most}"
            yield got <= most, f"{'pass' if got <= most else 'FAIL'}  {words}"
    if not 0.7 < slow_down / CPU < 1.5:
        yield (
            False,
            f"FAIL  the machine is too busy to tell: CPU {slow_down:.1f}x, not {CPU}x slower",
        )


def main() -> None:
    """Measure, print, and say whether every target is reached."""
    options = arguments()
    facts = {
        "taken": datetime.now(UTC).isoformat(timespec="seconds"), "quick": options.quick,
        "cores": os.cpu_count(), "load_before": round(os.getloadavg()[0], 2),
        "bytes_per_second": RATE, "round_trip_seconds": ROUND_TRIP,
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder) / "course"
        new_course(course)
        times = (1, 1) if options.quick else (5, 2)
        facts |= asyncio.run(measure_all(course, options.beside, *times))
    rows = facts.pop("rows")
    judged = list(verdicts(rows, facts["cpu_slow_down"]))
    facts |= {"ratios": ratios(rows), "verdicts": [line for _, line in judged]}
    print("Chromium {chromium}, CPU {cpu_slow_down:.1f} times slower, {cores} cores, "
          "load before {load_before}\n".format(**facts))  # fmt: skip
    print(report(rows, facts["verdicts"]))
    if options.json:
        facts["rows"] = [asdict(row) for row in rows]
        options.json.write_text(json.dumps(facts, indent=1, ensure_ascii=False), "utf-8")
    sys.exit(not all(reached for reached, _ in judged))


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--quick", action="store_true", help="one phone for each page")
    parser.add_argument(
        "--beside", default=TEST, choices=(TEST, LESSON), metavar="LESSON",
        help="whose Voilà and nbconvert pages to open; %(default)s unless told",
    )  # fmt: skip
    parser.add_argument("--json", type=Path, help="where to keep every single figure")
    return parser.parse_args()


def report(rows: list[Row], judged: list[str]) -> str:
    """Return the table, the ratios and the verdicts."""
    beside = [
        f"{page}, times our page: " + ", ".join(f"{name} {x:.0f}" for name, x in times.items())
        for page, times in ratios(rows).items()
    ]
    return "\n\n".join([table(rows), "\n".join(beside), "\n".join(judged)])


if __name__ == "__main__":
    main()
