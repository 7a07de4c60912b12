"""What a name is called in the JavaScript that is written, and how a function of ours is called."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from itertools import zip_longest

from course.lessons.compiled.reach import Known, followed, imports, is_ours, module, resolve

RESERVED = frozenset(
    [
        "arguments",
        "await",
        "break",
        "case",
        "catch",
        "class",
        "const",
        "continue",
        "debugger",
        "default",
        "delete",
        "do",
        "else",
        "enum",
        "eval",
        "export",
        "extends",
        "false",
        "finally",
        "for",
        "function",
        "if",
        "implements",
        "import",
        "in",
        "instanceof",
        "interface",
        "let",
        "new",
        "null",
        "package",
        "private",
        "protected",
        "public",
        "return",
        "static",
        "super",
        "switch",
        "this",
        "throw",
        "true",
        "try",
        "typeof",
        "undefined",
        "var",
        "void",
        "while",
        "with",
        "yield",
    ]
)


BUILTINS = frozenset(
    [
        "abs",
        "all",
        "any",
        "bool",
        "callable",
        "dict",
        "enumerate",
        "filter",
        "float",
        "frozenset",
        "int",
        "isinstance",
        "iter",
        "len",
        "list",
        "map",
        "max",
        "min",
        "next",
        "range",
        "repr",
        "reversed",
        "round",
        "set",
        "slice",
        "sorted",
        "str",
        "sum",
        "tuple",
        "zip",
        "ArithmeticError",
        "AttributeError",
        "IndexError",
        "KeyError",
        "LookupError",
        "OverflowError",
        "TypeError",
        "ValueError",
        "ZeroDivisionError",
    ]
)
LIBRARY = {
    "contextvars": {"ContextVar"}, "datetime": {"date", "time", "timedelta"},
    "itertools": {"chain", "combinations", "groupby", "pairwise"}, "math": set[str](),
    "rapidfuzz": {"fuzz", "process"}, "rapidfuzz.distance": {"LCSseq", "OSA"}, "re": set[str](),
    "typing": {"NamedTuple"}, "unicodedata": set[str](), "collections.abc": {"Mapping"},
}  # fmt: skip
"""What the runtime has of Python's own: by module what may be imported by name."""


class NotTranslatableError(Exception):
    """A piece of Python that the translator does not know; the message shows it."""


@dataclass(frozen=True)
class Signature:
    """What a function or a class of ours is called with."""

    plain: tuple[str, ...]
    """Parameters by place."""
    rest: str = ""
    """What takes the other ones by place: in JavaScript one array."""
    named: tuple[str, ...] = ()
    """Parameters by name only."""
    is_class: bool = False
    """Whether it is made with ``new``."""


@dataclass
class Scope:
    """The names of one module, and of the functions one is in."""

    module: str
    numbers: dict[Known, int]
    """A number for each name of ours, of all modules: short, and two of one name stay apart."""
    locals: list[set[str]] = field(default_factory=list)
    aliases: dict[str, Known] = field(default_factory=dict)
    """What functions import for themselves."""

    def is_local(self, name: str) -> bool:
        """Return whether a name belongs to a function one is in."""
        return any(name in names for names in self.locals)

    def known(self, name: str) -> Known | None:
        """Return what a name that is not local stands for; None for a builtin."""
        return self.aliases.get(name) or resolve(name, self.module)

    def alias(self, node: ast.ImportFrom | ast.Import) -> None:
        """Take in what a function imports."""
        self.aliases |= {name: followed(known) for name, known in imports([node])}

    def written(self, name: str) -> str:
        """Return a name as JavaScript has it; ``$`` holds what is not ours."""
        if self.is_local(name):
            return local(name)
        known = self.known(name)
        if known is None:
            if name not in BUILTINS:
                raise NotTranslatableError(name)
            return f"$.{name}"
        return self.of(known)

    def of(self, known: Known) -> str:
        """Return what is written for something known."""
        if not is_ours(known.module):
            names = LIBRARY.get(known.module)
            if names is None or (known.name and known.name not in names):
                raise NotTranslatableError(f"{known.module} {known.name}".strip())
            head = known.module.replace(".", "_")
            return f"$.{head}.{known.name}" if known.name else f"$.{head}"
        if known.name in module(known.module).by_hand:
            return f"$.hand.{known.name}"
        return f"${self.numbers.setdefault(known, len(self.numbers) + 1)}"

    def signature(self, name: str) -> Signature | None:
        """Return how a name of ours is called; None for what only runs."""
        known = None if self.is_local(name) else self.known(name)
        if known is None or not is_ours(known.module):
            return None
        for node in module(known.module).pieces.get(known.name, ()):
            if isinstance(node, ast.FunctionDef):
                return of_arguments(node.args)
            if isinstance(node, ast.ClassDef):
                return of_class(node)
        return None


def local(name: str) -> str:
    """Return the name of a variable."""
    return f"{name}$" if name in RESERVED else name


def of_arguments(args: ast.arguments, *, method: bool = False) -> Signature:
    """Return the signature of a function; of a method without ``self``."""
    plain = [one.arg for one in [*args.posonlyargs, *args.args]]
    return Signature(
        tuple(plain[1:] if method else plain),
        args.vararg.arg if args.vararg else "",
        tuple(one.arg for one in args.kwonlyargs),
    )


def of_class(node: ast.ClassDef) -> Signature:
    """Return how a class is made: by its ``__init__``, else by its fields."""
    for part in node.body:
        if isinstance(part, ast.FunctionDef) and part.name == "__init__":
            made = of_arguments(part.args, method=True)
            return Signature(made.plain, made.rest, made.named, is_class=True)
    fields = tuple(name for name, _ in fields_of(node))
    return Signature(fields or ("message",), is_class=True)


def fields_of(node: ast.ClassDef) -> list[tuple[str, ast.expr | None]]:
    """Return the fields of a named tuple or dataclass, with what they are where nothing is said."""
    return [
        (part.target.id, part.value)
        for part in node.body
        if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name)
    ]


def defaults(args: ast.arguments) -> dict[str, ast.expr]:
    """Return what each parameter is where nothing is said."""
    plain = [*args.posonlyargs, *args.args]
    behind = zip_longest(reversed(plain), reversed(args.defaults))
    found = {one.arg: value for one, value in behind if one and value}
    by_name = zip(args.kwonlyargs, args.kw_defaults, strict=True)
    return found | {one.arg: value for one, value in by_name if value}
