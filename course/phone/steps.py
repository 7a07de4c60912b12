"""A lesson cut into steps for the phone: its cells executed once, its widgets' states taken."""

from __future__ import annotations

import ast
import copy
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat.v4 import new_output

from course import CourseError
from course.exercises.answers import FILE_NAME, Answers
from course.exercises.definition import Definition
from course.exercises.show import sheet_html
from course.exercises.workbook import Workbook, opened
from course.lessons.lesson import JUPYTER_TAG, PARTICIPANT, grading_metadata
from course.lessons.run import cell_result
from course.lessons.translated import notebook_in
from course.phone.languages import translated
from course.phone.pictures import Files, place_pictures
from course.words import INDONESIAN, Speech, said

STATE_MIME = "application/vnd.jupyter.widget-state+json"
VIEW_MIME = "application/vnd.jupyter.widget-view+json"
# Left by an author who tried the lesson in this folder; it must not travel to participants.
_PRIVATE = shutil.ignore_patterns(FILE_NAME, "photos", ".*")


def executed(notebook: Any, folder: Path) -> Any:
    """Return a copy of a released notebook with the outputs and widget states of its cells.

    Graded cells and the form for the participant's code are dropped first. ``folder`` is where
    the notebook lies: its pictures are at hand, answers lying there are not. A lesson of nothing
    but exercises is executed here, another one in a kernel. Raises CourseError naming the cell that
    fails.
    """
    shown = copy.deepcopy(notebook)
    shown.cells = [cell for cell in shown.cells if not is_dropped(cell)]
    shown.metadata.pop("widgets", None)
    if all(cell.cell_type != "code" or _is_plain(cell.source) for cell in shown.cells):
        _fill_in(shown, folder)
    else:
        _execute(shown, folder)
    return shown


def _is_plain(source: str) -> bool:
    """Return whether a code cell only imports, or only makes one exercise."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return False  # IPython may know it
    if all(isinstance(node, ast.Import | ast.ImportFrom) for node in body):
        return True
    match body:
        case [ast.Expr(ast.Call(ast.Name("Exercise")))]:
            return True
    return False


def _fill_in(shown: Any, folder: Path) -> None:
    """Give plain cells what a kernel would give them; starting one takes seconds a lesson."""
    namespace: dict[str, Any] = {}
    states: dict[str, Any] = {}
    nothing = Answers(lesson="pelajaran")  # whatever the folder is called
    with opened(Workbook(folder, folder.name).with_answers(nothing)):
        for cell in shown.cells:
            if cell.cell_type != "code":
                continue
            try:
                result = cell_result(cell.source, namespace)
            except Exception as error:
                raise _not_run(folder, error) from error
            if result is not None:
                states[result.model_id] = {"state": result.get_state()}
                data = {VIEW_MIME: {"model_id": result.model_id}}
                cell.outputs = [new_output("execute_result", data=data)]
                result.close()
    shown.metadata["widgets"] = {STATE_MIME: {"state": states}}


def _execute(shown: Any, folder: Path) -> None:
    """Execute the cells in a kernel."""
    with tempfile.TemporaryDirectory() as empty:
        desk = Path(empty) / "desk"
        shutil.copytree(folder, desk, ignore=_PRIVATE)
        client = NotebookClient(
            shown, resources={"metadata": {"path": str(desk)}}, store_widget_state=True, timeout=120
        )
        try:
            # The kernel's own warnings are no business of an instructor's.
            client.execute(stderr=subprocess.DEVNULL)
        except (CellExecutionError, DeadKernelError) as error:
            raise _not_run(folder, getattr(error, "evalue", "kernel berhenti")) from error


def _not_run(folder: Path, reason: object) -> CourseError:
    return CourseError(f"{folder.name}: tidak bisa dijalankan: {reason}")


def is_dropped(cell: Any) -> bool:
    """Return whether a cell of a released lesson is for the grader or for Jupyter only."""
    meta = grading_metadata(cell)
    return bool(meta.get("grade") or meta.get("task")) or meta.get("grade_id") == PARTICIPANT


def widget_states(notebook: Any) -> dict[str, dict[str, Any]]:
    """Return the synced traits of every widget model by model id."""
    states = notebook.metadata.get("widgets", {}).get(STATE_MIME, {}).get("state", {})
    return {model: dict(kept["state"]) for model, kept in states.items()}


_LIBRARY_TRAITS = {"layout", "tabbable", "tooltip"}
_CELLS = re.compile(r"[^{}]*\.jp-[^{}]*\{[^}]*\}")
"""What a widget's style says of JupyterLab's cells."""


@dataclass(frozen=True)
class Widget:
    """A widget of the page, as the small host needs it."""

    id: str
    traits: Mapping[str, Any]
    esm: str
    """Path of its module."""
    css: str
    """Path of its style; empty without one."""
    definition: Definition | None
    """The exercise it shows; None for a widget of another kind."""

    def to_json(self) -> dict[str, Any]:
        """Return what the page's data holds about it, besides the traits."""
        exercise = self.definition
        return {
            "esm": self.esm, "css": self.css, "exercise": exercise is not None,
            "item": exercise.item if exercise else "",
            "practice": bool(exercise and exercise.practice),
        }  # fmt: skip


@dataclass
class Step:
    """What one screen shows."""

    id: str
    group: str
    """The part of the lesson (second-level heading) it belongs to."""
    title: str = ""
    parts: list[dict[str, Any]] = field(default_factory=list)
    later: bool = False
    """Its texts come after the first exercise, in the file of the exercises."""
    again: str = ""
    """The practice whose wrong answer opens it; "" where it is always open."""
    deed: str = ""
    """The exercise in which one says what one did in the own shop."""
    sitting: str = ""
    """The number of the sitting it begins, where that can be skipped."""
    first_task: str = ""
    """The number of the sitting whose first task it is, where that can be skipped."""
    leave: str = ""
    """The number of the sitting that can do without it."""
    spared: str = ""
    """The question, its field and the answers with which it is not needed, a word each."""
    ends: str = ""
    """The number of the part of a test that ends with it, where others follow."""

    @property
    def widgets(self) -> list[str]:
        """Return the names of its widgets."""
        return [part["id"] for part in self.parts if part["kind"] == "widget"]

    @property
    def is_full(self) -> bool:
        """Return whether the step has its exercise, and ends there."""
        return any(part["kind"] == "widget" for part in self.parts)


class Cutter:
    """Walks over the cells of one executed notebook and collects steps, widgets and files.

    In the language of ``speech``: what that does not have stays Indonesian, and says so (``lang``).
    """

    def __init__(
        self,
        notebook: Any,
        folder: Path,
        lesson: str,
        definitions: Mapping[str, Definition],
        speech: Speech,
    ) -> None:
        # Two languages in one exercise would be worse than Indonesian.
        speech = speech if speech.begun else Speech(speech.language)
        self.folder, self.lesson, self.speech = folder, lesson, speech
        self.definitions = {n: d.in_words_of(speech.say) for n, d in definitions.items()}
        self.indonesian = {
            n for n, d in self.definitions.items() if _texts(d) == _texts(definitions[n])
        }
        self.lang = ""
        self.states = widget_states(notebook)
        self.title = ""
        self.files = Files()
        self._kept: dict[tuple[str, str, str], tuple[str, str]] = {}
        self.steps: list[Step] = []
        self.widgets: dict[str, Widget] = {}
        self.ids: dict[str, str] = {}
        for cell in notebook_in(notebook, speech).cells:
            if JUPYTER_TAG in cell.metadata.get("tags", []):
                continue
            self.lang = self._lang(cell.metadata.get("language", speech.language))
            if cell.cell_type == "markdown":
                self._text(cell.source)
            elif cell.cell_type == "code":
                for output in cell.outputs:
                    self._output(output)
        for step in self.steps:
            step.title = step.title or step.group or self.title
        self._rename_references()

    def _text(self, source: str) -> None:
        """Add prose; each second-level heading in it begins a step, and is the step's group."""
        renderer = IPythonRenderer(escape=False, exclude_anchor_links=True)
        soup = BeautifulSoup(MarkdownWithMath(renderer=renderer).render(source), "html.parser")
        if soup.h1 is not None:
            self.title = self.title or soup.h1.extract().get_text().strip()
        section = BeautifulSoup("", "html.parser")
        for node in list(soup.children):
            if isinstance(node, Tag) and node.name == "h2":
                self._html(section)
                section = BeautifulSoup("", "html.parser")
                self._begin(node.get_text().strip())
            else:
                section.append(node.extract())
        self._html(section)

    def _begin(self, group: str) -> Step:
        self.steps.append(Step(f"s{len(self.steps) + 1}", group))
        return self.steps[-1]

    def _open(self) -> Step:
        """Return the step to add to: the last one, until it has its exercise."""
        if not self.steps or self.steps[-1].is_full:
            return self._begin(self.steps[-1].group if self.steps else "")
        return self.steps[-1]

    def _html(self, soup: Any) -> None:
        for tag in soup.find_all(["style", "script"]):
            tag.extract()
        # What stands before the first exercise comes with the page, as that exercise does.
        is_first = not self.widgets
        place_pictures(soup, self.folder, self.files, self.lesson, within=is_first)
        html = str(soup).strip()
        if html:
            step = self._open()
            heading = soup.find("h3")
            step.title = step.title or (heading.get_text().strip() if heading else "")
            step.parts.append({"kind": "html", "html": html, "lang": self.lang})

    def _output(self, output: Any) -> None:
        if output.output_type == "stream":
            if output.name == "stdout":
                self._html(_preformatted(output.text))
        elif VIEW_MIME in output.get("data", {}):
            self._widget(output.data[VIEW_MIME]["model_id"])
        elif "data" in output:
            self._html(self._shown(output))

    def _shown(self, output: Any) -> Any:
        """Return the richest form of an output that a page without scripts can show."""
        data = output.data
        if "text/html" in data:
            return BeautifulSoup(data["text/html"], "html.parser")
        for mime in ("image/png", "image/jpeg"):
            if mime in data:
                alt = output.get("metadata", {}).get(mime, {}).get("alt", "")
                soup = BeautifulSoup("<p><img></p>", "html.parser")
                soup.img.attrs.update(src=f"data:{mime};base64,{data[mime]}", alt=alt)  # type: ignore[union-attr]
                return soup
        return _preformatted(data.get("text/plain", ""))

    def _widget(self, model: str) -> None:
        state = self.states.get(model, {})
        module = state.get("_esm", "")
        if not module or re.match(r"\w+://", module):
            raise CourseError(
                f"{self.lesson}: widget {state.get('_model_name', model)} tidak bisa dipakai di "
                "halaman HP; hanya anywidget yang membawa modulnya sendiri."
            )
        traits = {
            k: v for k, v in state.items() if not k.startswith("_") and k not in _LIBRARY_TRAITS
        }
        traits |= self._retold(traits.get("exercise_id", ""))
        id_ = traits.get("exercise_id") or f"widget-{len(self.widgets) + 1}"
        stem = "exercise" if "exercise_id" in traits else "widget"
        esm, css = self._code(stem, module, state.get("_css", ""))
        self.ids[model] = id_
        self.widgets[id_] = Widget(id_, traits, esm, css, self.definitions.get(id_))
        self._place(self.widgets[id_])

    def _code(self, stem: str, module: str, style: str) -> tuple[str, str]:
        """Keep a module and its style, once for all widgets that share them; return their paths."""
        if (stem, module, style) not in self._kept:
            plain = _CELLS.sub("", style)
            self._kept[stem, module, style] = (
                self.files.add(stem, ".js", translated(module).encode()),
                self.files.add(stem, ".css", plain.encode()) if style else "",
            )
        return self._kept[stem, module, style]

    def _retold(self, exercise: str) -> dict[str, Any]:
        """Return the traits of an exercise that are read, in the page's language."""
        known = self.definitions.get(exercise)
        if known is None or self.speech.language == INDONESIAN:
            return {}
        fields = [field.to_json() for field in known.fields]
        texts = {"prompt": known.prompt, "fields": fields, "feedback": known.feedback}
        return {**texts, "preview": known.preview_json()}

    def _lang(self, language: str) -> str:
        """Return the attribute of a part that is in another language than its page."""
        return "" if language == self.speech.language else f' lang="{language}"'

    def _rename_references(self) -> None:
        """Let widgets refer to each other by the page's names; a kernel's model ids are random."""
        for id_, widget in self.widgets.items():
            text = json.dumps(dict(widget.traits))
            for model, name in self.ids.items():
                text = text.replace(f'"anywidget:{model}"', f'"anywidget:{name}"')
            self.widgets[id_] = replace(widget, traits=json.loads(text))

    def _place(self, widget: Widget) -> None:
        step = self._open()
        paper = sheet_html(widget.definition) if widget.definition else ""
        lang = self._lang(INDONESIAN if widget.id in self.indonesian else self.speech.language)
        step.parts.append({"kind": "widget", "id": widget.id, "print_html": paper, "lang": lang})
        step.title = step.title or _title(widget)


def _title(widget: Widget) -> str:
    """Return the first words of the prompt: ``Tugas 3``, ``Soal 2``, ``Latihan``."""
    prompt = widget.definition.prompt.strip() if widget.definition else widget.id
    first = re.split(r"(?<=[.?!])\s|\n", prompt)[0].rstrip(".")
    return said("Soal {n}").replace("{n}", first) if first.isdigit() else first[:60]


def _texts(definition: Definition) -> Any:
    return [definition.prompt, definition.feedback, [f.to_json() for f in definition.fields]]


def _preformatted(text: str) -> Any:
    soup = BeautifulSoup("<pre></pre>", "html.parser")
    soup.pre.string = text  # type: ignore[union-attr]
    return soup
