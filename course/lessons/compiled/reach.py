"""Which pieces of which modules a lesson's cells use, and in which order they are needed."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path

OURS = "course"
BY_HAND = "_IN_BROWSER"
"""A module's list of what the page's own code does in place of it: what needs files or NumPy."""


@dataclass(frozen=True)
class Known:
    """What a name stands for."""

    module: str
    """``course.criteria.text``, or ``re`` for Python's own."""
    name: str
    """"" for the module itself."""


@dataclass
class Module:
    """One of our modules, as it is written."""

    name: str
    tree: ast.Module
    is_package: bool = False
    by_hand: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.by_hand = frozenset(_strings(self.tree, BY_HAND) or ())

    @cached_property
    def pieces(self) -> dict[str, list[ast.stmt]]:
        """The statements at its top by the names they define."""
        found: dict[str, list[ast.stmt]] = {}
        for node in self.tree.body:
            for name in defined(node):
                found.setdefault(name, []).append(node)
        return found

    @cached_property
    def imported(self) -> dict[str, Known]:
        """The names it imports, one by one."""
        return dict(imports(self.tree.body))

    @cached_property
    def stars(self) -> list[str]:
        """The modules of which it imports everything, the last first."""
        return [
            node.module
            for node in reversed(self.tree.body)
            if isinstance(node, ast.ImportFrom) and node.module and node.names[0].name == "*"
        ]

    @cached_property
    def offered(self) -> list[str]:
        """Its ``__all__``; empty without one."""
        return _strings(self.tree, "__all__")

    def offers(self, name: str) -> bool:
        """Return whether ``import *`` of it brings ``name``."""
        listed = self.offered
        return name in listed if listed else not name.startswith("_")


@cache
def module(name: str) -> Module:
    """Return one of our modules, read as text: nothing of it is run."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise LookupError(name)
    tree = ast.parse(Path(spec.origin).read_text("utf-8"))
    return Module(name, tree, bool(spec.submodule_search_locations))


def is_ours(name: str) -> bool:
    """Return whether a module is one of this package."""
    return name == OURS or name.startswith(f"{OURS}.")


def resolve(name: str, within: str) -> Known | None:
    """Return what a name means at the top of one of our modules; None for a builtin."""
    here = module(within)
    if name in here.pieces:
        return Known(within, name)
    if (known := here.imported.get(name)) is not None:
        return followed(known)
    for star in here.stars:
        if is_ours(star) and module(star).offers(name) and (known := resolve(name, star)):
            return known
    return None


def followed(known: Known) -> Known:
    """Return where an imported name is defined."""
    if not is_ours(known.module) or not known.name:
        return known
    if found := resolve(known.name, known.module):
        return found
    return Known(f"{known.module}.{known.name}", "")  # a module of ours itself


def imports(body: Iterable[ast.stmt]) -> Iterator[tuple[str, Known]]:
    """Yield each name that statements import, with what it stands for."""
    for node in body:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.asname or alias.name, Known(alias.name, "")
        elif isinstance(node, ast.ImportFrom) and node.module and node.names[0].name != "*":
            for alias in node.names:
                yield alias.asname or alias.name, Known(node.module, alias.name)


def defined(node: ast.stmt) -> list[str]:
    """Return the names that a statement at a module's top defines."""
    match node:
        case ast.FunctionDef(name) | ast.ClassDef(name):
            return [name]
        case ast.Assign(targets):
            return [n.id for t in targets for n in ast.walk(t) if isinstance(n, ast.Name)]
        case ast.AnnAssign(ast.Name(name), _, value) if value is not None:
            return [name]
    return []


class _Uses(ast.NodeVisitor):
    """Collects the names that run, not those of types."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.imported: list[Known] = []

    def visit_Name(self, node: ast.Name) -> None:
        self.names.add(node.id)

    def visit_arg(self, node: ast.arg) -> None:
        """Leave out the annotation."""

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        self.visit(node.target)
        if node.value:
            self.visit(node.value)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self.visit(node.args)
        for part in node.body:
            self.visit(part)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        for part in [*node.bases, *node.body]:
            self.visit(part)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        self.imported += [followed(known) for _, known in imports([node])]


def used(node: ast.AST) -> _Uses:
    """Return what a statement uses when it runs."""
    uses = _Uses()
    uses.visit(node)
    return uses


@dataclass
class Reached:
    """What cells need."""

    pieces: dict[str, list[ast.stmt]] = field(default_factory=dict)
    """By module, in the order they stand there; each module comes after those it uses."""

    @property
    def nodes(self) -> Iterator[ast.stmt]:
        """Every statement."""
        for some in self.pieces.values():
            yield from some


def reach(cells: Iterable[ast.AST], within: str) -> Reached:
    """Return what ``cells``, which see the names of module ``within``, need of our modules."""
    return _reach([known for cell in cells for known in _known(cell, within)])


def packages(within: str) -> list[str]:
    """Return the packages that lie in one of ours, by name."""
    spec = find_spec(within)
    places = spec.submodule_search_locations if spec else ()
    return sorted(
        f"{within}.{one.parent.name}"
        for place in places or ()
        for one in Path(place).glob("*/__init__.py")
    )


def reach_all(offering: Iterable[str]) -> Reached:
    """Return what everything needs that these packages offer by their ``__all__``."""
    names = ((one, package) for package in offering for one in module(package).offered)
    return _reach([known for one, package in names if (known := resolve(one, package))])


def _reach(left: list[Known]) -> Reached:
    wanted: set[Known] = set()
    after: dict[str, set[str]] = {}
    while left:
        known = left.pop()
        if known in wanted or not is_ours(known.module) or not known.name:
            continue
        wanted.add(known)
        after.setdefault(known.module, set())
        if known.name in module(known.module).by_hand:
            continue
        for node in module(known.module).pieces[known.name]:
            more = _of_piece(node, known.module)
            after[known.module] |= {one.module for one in more if is_ours(one.module)}
            left += more
    names: dict[str, set[str]] = {}
    for known in wanted:
        names.setdefault(known.module, set()).add(known.name)
    reached = Reached()
    for name in _ordered(after):
        here = module(name)
        mine = names[name] - here.by_hand
        reached.pieces[name] = [n for n in here.tree.body if mine.intersection(defined(n))]
    return reached


@cache
def _of_piece(node: ast.stmt, within: str) -> tuple[Known, ...]:
    """Return what a piece of a module uses; asked by every cell that reaches it."""
    return tuple(_known(node, within))


def _known(node: ast.AST, within: str) -> list[Known]:
    uses = used(node)
    found = (resolve(name, within) for name in sorted(uses.names))
    return [one for one in found if one is not None] + uses.imported


def _ordered(after: dict[str, set[str]]) -> list[str]:
    """Return the modules, each behind those it uses."""
    done: list[str] = []

    def place(name: str, above: tuple[str, ...]) -> None:
        if name in done or name in above:
            return
        for one in sorted(after.get(name, ())):
            if one in after:
                place(one, (*above, name))
        done.append(name)

    for name in sorted(after):
        place(name, ())
    return done


def _strings(tree: ast.Module, name: str) -> list[str]:
    """Return the strings of a list at the top of a module; empty without one."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == name:
            constants = (n for n in ast.walk(node.value) if isinstance(n, ast.Constant))
            return [n.value for n in constants if isinstance(n.value, str)]
    return []
