"""``{fields}``: every kind of field with its docstring, its sample's code, and the field itself.

The samples are cells of ``reference/contoh.ipynb``, a lesson like any other; its phone page is
built with the site, so what is shown here is what a participant's phone shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from course.exercises.fields import KINDS
from course.lessons.lesson import grading_metadata, is_exercise
from course.phone.exporter import make_page

HERE = Path(__file__).parent
SAMPLES = HERE / "reference" / "contoh.ipynb"
NAME = "contoh"
"""What the samples' lesson and its page are called."""


def samples() -> dict[str, str]:
    """Return the code of each kind's sample, in the order of the notebook."""
    notebook = nbformat.read(SAMPLES, as_version=4)
    cells = filter(is_exercise, notebook.cells)
    return {grading_metadata(c)["grade_id"].replace("-", "_"): str(c.source) for c in cells}


class Fields(SphinxDirective):
    """Lists every kind of field; a kind without a sample is a warning, so an error."""

    def run(self) -> list[nodes.Node]:
        """Return a section a kind."""
        known = samples()
        for kind in set(KINDS) ^ set(known):
            message = f"kind of field {kind!r}: in KINDS or in {SAMPLES.name}, not in both"
            raise self.severe(message)
        lines = StringList(list(_lines(known)), SAMPLES.name)
        holder = nodes.section()
        holder.document = self.state.document
        self.state.nested_parse(lines, 0, holder, match_titles=True)
        return list(holder.children)


def _lines(known: dict[str, str]) -> Iterator[str]:
    for step, (kind, code) in enumerate(known.items(), 2):
        path = f"{KINDS[kind].__module__}.{KINDS[kind].__name__}"
        yield from (f"## {kind}", "", "```{eval-rst}", f".. autoclass:: {path}", "   :noindex:")
        yield from ("```", "", "```python", *code.splitlines(), "```", "")
        frame = (
            f'<iframe class="field-preview" loading="lazy" title="{kind}" '
            f'src="../_static/{NAME}/{NAME}.html#s{step}"></iframe>'
        )
        yield from ("```{raw} html", frame, "```", "")


def build_samples(app: Sphinx) -> None:
    """Write the samples' page where the site's static files come from."""
    notebook = nbformat.read(SAMPLES, as_version=4)
    page = make_page(notebook, SAMPLES.parent, NAME, home="")
    folder = Path(app.outdir) / "_static" / NAME
    for path, content in {f"{NAME}.html": page.html.encode(), **page.files}.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def setup(app: Sphinx) -> dict[str, Any]:
    """Tell Sphinx of the directive."""
    app.add_directive("fields", Fields)
    app.connect("builder-inited", build_samples)
    return {"parallel_read_safe": True}
