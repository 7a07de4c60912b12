"""Notes and codes: what tables hold instead of sentences, and their words in every language."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from our_source import GROUP, MODULES, tree

from course.evaluation.percents import BANDS, MEAN_OF_GROUPS, MEAN_OF_INDICATORS, MEANS
from course.evaluation.statistics.arrays import Note
from course.reports.language import CODES, language


def notes_made() -> Iterator[tuple[str, set[str], list[str]]]:
    """Yield (code, names of its values, figures) of every ``Note.of`` in the source."""
    for module in map(tree, MODULES):
        chosen = {
            target.id: node.value
            for node in ast.walk(module)
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.IfExp)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Note.of":
                first, *rest = node.args
                code = chosen.get(first.id, first) if isinstance(first, ast.Name) else first
                values = {keyword.arg or "" for keyword in node.keywords}
                for one in (code.body, code.orelse) if isinstance(code, ast.IfExp) else (code,):
                    if isinstance(one, ast.Constant):
                        yield one.value, values, [x.value for x in rest if hasattr(x, "value")]
                    else:  # made of another code: the tests of the tables render it
                        assert isinstance(one, ast.JoinedStr), ast.unparse(node)


@GROUP
@pytest.mark.long
@pytest.mark.parametrize("code", CODES)
def test_every_note_has_its_words_with_its_values(code: str) -> None:
    sections = language(code).sections
    made = list(notes_made())
    assert len(made) > 30
    for name, values, figures in made:
        assert name in sections["codes"], f"{name} has no words in {code}.toml"
        assert set(re.findall(r"{(\w+)[:}]", sections["codes"][name])) == values, name
        assert {f for f in figures if isinstance(f, str)} <= set(sections["figures"]), name


@GROUP
def test_no_code_has_words_that_nothing_uses() -> None:
    said, begun = set(), set()
    for module in map(tree, MODULES):
        for node in ast.walk(module):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                said.add(node.value)
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                begun.add(str(node.values[0].value))
    stems = tuple(stem for stem in begun if re.fullmatch(r"[a-z_]+_", stem))
    codes = language("id").sections["codes"]
    assert not [code for code in codes if code not in said and not code.startswith(stems)]


TABLES = [
    *(name for _, name in BANDS),
    *("low", "medium", "high"),
    *(*MEANS.values(), MEAN_OF_GROUPS, MEAN_OF_INDICATORS),
    *("registered", "consented", "pretest", "practised", "posttest", "delayed"),
    *("analysed", "complete", "no_test", "left_half_way", "few_statements", "ungraded"),
    *("helped", "unaided"),
    *(f"{end}_{phase}" for end in ("floor", "ceiling") for phase in ("pre", "post")),
    *("negative_discrimination_pre", "negative_discrimination_post", "post_below_pre"),
    *("post_no_better_than_guessing", "met_by_everybody", "met_by_nobody"),
    *("chosen_by_nobody", "rarely_chosen", "preferred_by_the_strong"),
]
"""What columns of the tables hold."""


@pytest.mark.parametrize("code", CODES)
def test_what_tables_hold_has_its_words_and_a_code_without_words_is_an_error(code: str) -> None:
    words = language(code)
    assert all(map(words.decoded, TABLES))
    for unknown in ("kurang dari 5 orang", Note.of("new_note")):
        with pytest.raises(KeyError):
            words.decoded(unknown)
    with pytest.raises(KeyError):
        words.decoded(Note.of("nobody", "new_figure"))


def test_a_note_is_a_value_with_a_form_for_tables_words_and_json() -> None:
    note = Note.of("too_few", "t", "df", "d_z", n=1, least=2)
    assert note == Note.of("too_few", "t", "df", "d_z", n=1, least=2)
    assert len({note, Note.of("too_few", "t", "df", "d_z", n=1, least=2), Note("nobody")}) == 2
    assert str(note) == "too_few(figures=t,df,d_z;n=1;least=2)"
    assert str(Note("nobody")) == "nobody"
    assert language("id").decoded(note) == (
        "uji t, d_z: tidak dapat dihitung (n = 1, paling sedikit 2)"
    )
    assert (
        language("en").decoded(note) == "t test, d_z: cannot be computed (n = 1, at least 2 needed)"
    )
    assert language("en").spelled(note) == {
        "code": "too_few",
        "figures": ["t", "df", "d_z"],
        "values": {"n": 1, "least": 2},
        "text": "t test, d_z: cannot be computed (n = 1, at least 2 needed)",
    }
