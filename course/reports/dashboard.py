"""The dashboard an instructor shares on screen: who has sent what, and how a question was answered.

It shows codes and counts, never names or texts, and answers of fewer than five people not at all:
while codes light up one by one, bars grow by five answers at a time.
While it runs, what drops into ``inbox/`` is collected by the same door as ``course collect``.
"""

from __future__ import annotations

import asyncio
import base64
import io
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path

import ipywidgets as widgets
from matplotlib.figure import Figure

from course import CourseError, lessons
from course.evaluation.distribution import Item, Steps, items
from course.evaluation.five import LEAST
from course.evaluation.gate import participants
from course.files import Places
from course.inbox.collect import collect
from course.inbox.submitted import submissions
from course.people.roster import invited
from course.reports.figures import INK, POST, bare

SECONDS = 3.0
"""How often the inbox is looked at."""
_STYLE = """<style>
.kd-head { font: 600 1.5rem/1.3 system-ui, sans-serif; margin: .2rem 0; color: #222; }
.kd-note { font: .95rem/1.4 system-ui, sans-serif; color: #555; margin: 0; }
.kd-codes { display: flex; flex-wrap: wrap; gap: .4rem; margin: .3rem 0; padding: 0; }
.kd-codes li { list-style: none; font: 600 1rem/1 system-ui, sans-serif; padding: .5rem .6rem;
  border: 2px solid #9aa7a3; border-radius: .4rem; color: #444; background: #fff;
  min-width: 3.6rem; text-align: center; }
.kd-codes li.sent { border-color: #00695c; background: #00695c; color: #fff; }
</style>"""


@dataclass(frozen=True)
class Sent:
    """Who has handed in one lesson."""

    codes: tuple[str, ...]
    """Everybody on the list who has agreed; without a list, who has handed it in."""
    sent: frozenset[str]


def who_sent(root: Path, lesson: str) -> Sent:
    """Return who of the participants has handed in ``lesson``; without a list, who did at all.

    Of a sheet without names the ballots that came.
    """
    found = {s.participant for s in submissions(root, {lesson}, consented=True) if s.counts}
    nameless = lessons.load(root, lesson).about.anonymous
    who = None if nameless else participants(root)
    codes = sorted(found if who is None else who)
    return Sent(tuple(codes), frozenset(found & set(codes)))


def draw(shown: list[Item]) -> Figure:
    """Draw the items of one exercise, a row of bars each; a group below five stays hidden."""
    heights = [max(1.0, 0.42 * len(item.counts) + 0.9) for item in shown]
    figure = Figure(figsize=(9, sum(heights) + 0.2), layout="constrained")
    panels = figure.subplots(len(shown), 1, squeeze=False, height_ratios=heights)[:, 0]
    for axes, item in zip(panels, shown, strict=True):
        axes.set_title(textwrap.fill(f"{item.label}  (n = {item.n})", 80), loc="left", color=INK)
        bare(axes)
        axes.set_xticks([])
        if item.hidden or not item.counts:
            axes.set_yticks([])
            axes.text(0.01, 0.5, in_words(item), transform=axes.transAxes, color=INK, va="center")
            continue
        rows = list(range(len(item.counts) - 1, -1, -1))
        counts = [count for _, count in item.counts]
        axes.barh(rows, counts, color=POST, height=0.6)
        axes.set_yticks(rows, [textwrap.fill(words, 42) for words, _ in item.counts])
        axes.set_xlim(0, max(1, *counts) * 1.12)
        for row, count in zip(rows, counts, strict=True):
            axes.text(count + max(counts) / 60, row, str(count), va="center", color=INK)
    return figure


def in_words(item: Item) -> str:
    """Return an item as a sentence, for who cannot see the figure."""
    if item.hidden:
        return f"Baru {item.n} jawaban; ditampilkan mulai {LEAST} jawaban."
    if not item.counts:
        return "Jawaban berupa tulisan; tidak ditampilkan di layar."
    return ", ".join(f"{words} {count}" for words, count in item.counts)


class Dashboard:
    """The widgets and what keeps them fresh; ``Dashboard().show()`` in a notebook's last line."""

    def __init__(self, root: Path | None = None) -> None:
        self.root = (root or Path.cwd()).resolve()
        self._seen: object = None
        self._task: asyncio.Task[None] | None = None
        self.refused = 0
        self._steps: dict[str, Steps] = {}
        self.lesson = widgets.Dropdown(description="Pelajaran:", options=lessons.names(self.root))
        self.exercise = widgets.Dropdown(description="Soal:", layout=widgets.Layout(width="46rem"))
        self.live = widgets.Checkbox(value=True, description="Segarkan otomatis", indent=False)
        self.head, self.codes, self.figure, self.note = (widgets.HTML() for _ in range(4))
        self.lesson.observe(lambda _: self._choose(), "value")
        self.exercise.observe(lambda _: self._safely(self._draw), "value")
        self._choose()

    def show(self) -> widgets.VBox:
        """Return the widgets and begin to watch the inbox."""
        self._task = asyncio.get_running_loop().create_task(self._watch())
        bar = widgets.HBox([self.lesson, self.live])
        return widgets.VBox(
            [
                widgets.HTML(_STYLE),
                bar,
                self.head,
                self.codes,
                self.exercise,
                self.figure,
                self.note,
            ]
        )

    async def _watch(self) -> None:
        while True:
            if self.live.value:
                self.refresh()
            await asyncio.sleep(SECONDS)

    def refresh(self) -> None:
        """Collect what is new in the inbox and show it; what cannot be used is counted."""
        try:
            seen = self._fingerprint()
            if seen != self._seen:
                result = collect(self.root, Places(self.root).inbox, invited(self.root))
                self.refused = len(result.refused)
                self._seen = self._fingerprint()
                self.redraw()
            self._say(f"Diperbarui {datetime.now().astimezone():%H.%M.%S}.")
        except CourseError as error:
            self._say(str(error))

    def _fingerprint(self) -> object:
        """Return what changes when something drops into the inbox or is collected elsewhere."""
        filed = (one.file for one in submissions(self.root, consented=False))
        places = (*Places(self.root).inbox.rglob("*"), *filed)
        found = []
        for path in places:
            try:
                state = path.stat()
            except OSError:  # a file may go while we look
                continue
            found.append((str(path), state.st_size, state.st_mtime_ns))
        return sorted(found)

    def _say(self, words: str) -> None:
        if self.refused:
            words += f" {self.refused} kiriman perlu diperiksa: jalankan course collect."
        self.note.value = f'<p class="kd-note" role="status">{escape(words)}</p>'

    def _choose(self) -> None:
        """Offer the exercises of the chosen lesson."""
        definitions = lessons.load(self.root, self.lesson.value).definitions
        self.exercise.options = [
            (textwrap.shorten(d.prompt.splitlines()[0], 90, placeholder="…"), name)
            for name, d in definitions.items()
        ]
        # The browser forgets its choice with the old options and is only told of a change.
        self.exercise.index = None
        self.exercise.index = 0
        self._safely(self.redraw)

    def _safely(self, show: Callable[[], None]) -> None:
        """Show it, or the sentence why it cannot be shown (a list that is not right)."""
        try:
            show()
        except CourseError as error:
            self._say(str(error))

    def redraw(self) -> None:
        """Show what has been collected of the chosen lesson."""
        self._say_who()
        self._draw()

    def items(self) -> list[Item]:
        """Return the items of the chosen exercise as they may be shown beside the codes."""
        lesson = self.lesson.value
        found = items(self.root, lesson, steps=self._steps.setdefault(lesson, Steps()))
        return [item for item in found if item.exercise == self.exercise.value]

    def _say_who(self) -> None:
        who = who_sent(self.root, self.lesson.value)
        self.head.value = (
            f'<p class="kd-head">{len(who.sent)} dari {len(who.codes)} sudah mengirim '
            f"{escape(self.lesson.value)}</p>"
        )
        chips = "".join(
            f'<li class="{"sent" if code in who.sent else ""}">{escape(code)}'
            f"{' ✓' if code in who.sent else ''}</li>"
            for code in who.codes
        )
        self.codes.value = f'<ul class="kd-codes">{chips}</ul>'

    def _draw(self) -> None:
        shown = self.items()
        if not shown:
            self.figure.value = ""
            return
        picture = io.BytesIO()
        draw(shown).savefig(picture, format="png", dpi=100)
        data = base64.b64encode(picture.getvalue()).decode()
        words = escape("; ".join(f"{item.label}: {in_words(item)}" for item in shown), quote=True)
        self.figure.value = (
            f'<img src="data:image/png;base64,{data}" alt="{words}" style="max-width:100%">'
        )
