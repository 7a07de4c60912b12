"""Python's statements, functions and classes as JavaScript."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Sequence

from course.lessons.compiled.expressions import Expressions
from course.lessons.compiled.names import NotTranslatableError, fields_of, local

_REMEMBERED = frozenset({"cache", "lru_cache"})
_LAZY = "cached_property"
_TUPLE = "NamedTuple"


class Statements(Expressions):
    """Writes the statements of one module."""

    def top(self, node: ast.stmt) -> str:
        """Return a statement at the top of a module."""
        match node:
            case ast.FunctionDef():
                return self._top_function(node)
            case ast.ClassDef():
                return self._class(node)
            case ast.Assign(targets, value) if all(isinstance(t, ast.Name) for t in targets):
                names = " = ".join(self.target(t) for t in targets)
                return f"var {names} = {self.expr(value)};"
            case ast.Assign([ast.Tuple() as target], value):
                return f"var {self.target(target)} = {self.expr(value)};"
            case ast.AnnAssign(ast.Name() as target, _, value) if value is not None:
                return f"var {self.target(target)} = {self.expr(value)};"
        raise NotTranslatableError(ast.unparse(node)[:80])

    def _top_function(self, node: ast.FunctionDef) -> str:
        name = self.scope.written(node.name)
        written = self.function(node, name)
        if any(_decorator(d) in _REMEMBERED for d in node.decorator_list):
            return f"var {name} = $.remembered({written});"
        if node.decorator_list:
            raise NotTranslatableError(ast.unparse(node.decorator_list[0]))
        return written

    def function(self, node: ast.FunctionDef, name: str) -> str:
        """Return a function called ``name``."""
        head = self.parameters(node.args)
        body = self.body(node)
        star = "*" if _yields(node.body) else ""
        return f"function{star} {name}({head}) {{ {body} }}"

    def body(self, node: ast.FunctionDef, *, method: bool = False) -> str:
        """Return what a function does, with the names it makes declared first."""
        args = node.args
        given = {one.arg for one in [*args.posonlyargs, *args.args, *args.kwonlyargs]}
        given |= {args.vararg.arg} if args.vararg else set()
        made = sorted(set(_assigned(node.body)) - given)
        functions = {n.name for n in node.body if isinstance(n, ast.FunctionDef)}
        self.scope.locals.append(given | set(made) | functions)
        before = dict(self.scope.aliases)
        head = ["const self = this;"] if method else []
        if names := [local(name) for name in made if name not in functions]:
            head.append(f"let {', '.join(names)};")
        written = " ".join([*head, *self.block(node.body)])
        self.scope.locals.pop()
        self.scope.aliases = before
        return written

    def block(self, body: Sequence[ast.stmt]) -> Iterable[str]:
        """Yield statements; texts that only explain are left out."""
        for node in body:
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                continue
            yield self.stmt(node)

    def inside(self, body: Sequence[ast.stmt]) -> str:
        """Return statements in braces."""
        return f"{{ {' '.join(self.block(body))} }}"

    def stmt(self, node: ast.stmt) -> str:
        """Return a statement of a function. Raises NotTranslatableError."""
        write: Callable[[ast.stmt], str] | None = getattr(
            self, f"_do_{type(node).__name__.lower()}", None
        )
        if write is None:
            raise NotTranslatableError(f"{type(node).__name__}: {ast.unparse(node)[:80]}")
        return write(node)

    def _do_return(self, node: ast.Return) -> str:
        return f"return {self.expr(node.value)};" if node.value else "return null;"

    def _do_assign(self, node: ast.Assign) -> str:
        return self._assign(node.targets, node.value)

    def _do_annassign(self, node: ast.AnnAssign) -> str:
        return f"{self.target(node.target)} = {self.expr(node.value)};" if node.value else ""

    def _do_augassign(self, node: ast.AugAssign) -> str:
        return self._assign([node.target], ast.BinOp(node.target, node.op, node.value))

    def _do_if(self, node: ast.If) -> str:
        other = f" else {self.inside(node.orelse)}" if node.orelse else ""
        return f"if ({self.test(node.test)}) {self.inside(node.body)}{other}"

    def _do_for(self, node: ast.For) -> str:
        if node.orelse:
            raise NotTranslatableError("for … else")
        return (
            f"for ({self.target(node.target)} of {self.expr(node.iter)}) {self.inside(node.body)}"
        )

    def _do_while(self, node: ast.While) -> str:
        if node.orelse:
            raise NotTranslatableError("while … else")
        return f"while ({self.test(node.test)}) {self.inside(node.body)}"

    def _do_break(self, _: ast.Break) -> str:
        return "break;"

    def _do_continue(self, _: ast.Continue) -> str:
        return "continue;"

    def _do_pass(self, _: ast.Pass) -> str:
        return ""

    def _do_expr(self, node: ast.Expr) -> str:
        match node.value:
            case ast.Yield(value):
                return f"yield {self.expr(value) if value else 'null'};"
            case ast.YieldFrom(value):
                return f"yield* {self.expr(value)};"
        return f"{self.expr(node.value)};"

    def _do_functiondef(self, node: ast.FunctionDef) -> str:
        return self.function(node, local(node.name))

    def _do_import(self, node: ast.Import) -> str:
        self.scope.alias(node)
        return ""

    def _do_importfrom(self, node: ast.ImportFrom) -> str:
        self.scope.alias(node)
        return ""

    def _do_raise(self, node: ast.Raise) -> str:
        if node.exc is None:
            raise NotTranslatableError("raise")
        return f"throw {self._error(node.exc)};"

    def _do_try(self, node: ast.Try) -> str:
        if node.orelse or node.finalbody:
            raise NotTranslatableError("try … else, finally")
        return f"try {self.inside(node.body)} catch ($e) {{ {self._caught(node.handlers)} }}"

    def _assign(self, targets: Sequence[ast.expr], value: ast.expr) -> str:
        written, (first, *others) = self.expr(value), targets
        if others:
            return f"{' = '.join(map(self.target, targets))} = {written};"
        if isinstance(first, ast.Subscript):
            held = self.expr(first.value)
            if isinstance(first.slice, ast.Slice):
                return f"$.splice({held}, {self.ends(first.slice)}, {written});"
            return f"$.put({held}, {self.expr(first.slice)}, {written});"
        return f"{self.target(first)} = {written};"

    def _error(self, node: ast.expr) -> str:
        match node:
            case ast.Call():
                written = self.expr(node)
                return written if written.startswith("new ") else f"new {written}"
            case ast.Name(name):
                return f"new {self.scope.written(name)}()"
        raise NotTranslatableError(ast.unparse(node))

    def _caught(self, handlers: Sequence[ast.ExceptHandler]) -> str:
        parts = []
        for one in handlers:
            kinds = one.type.elts if isinstance(one.type, ast.Tuple) else [one.type]
            names = ", ".join(self.expr(kind) for kind in kinds if kind)
            held = f"{local(one.name)} = $e; " if one.name else ""
            body = " ".join(self.block(one.body))
            parts.append(f"if ($.is_error($e, [{names}])) {{ {held}{body} }}")
        return " else ".join([*parts, "{ throw $e; }"])

    # Classes

    def _class(self, node: ast.ClassDef) -> str:
        name = self.scope.written(node.name)
        bases = [self._base(base) for base in node.bases]
        head = f"class {name}{f' extends {bases[0]}' if bases else ''}"
        fields = fields_of(node)
        methods = [part for part in node.body if isinstance(part, ast.FunctionDef)]
        parts = [self._made_of(fields, bases)] if fields else []
        parts += [self._method_of(part) for part in methods]
        return f"{head} {{ {' '.join(parts)} }}"

    def _base(self, node: ast.expr) -> str:
        if isinstance(node, ast.Name) and node.id == _TUPLE:
            return "$.Tuple"
        return self.expr(node)

    def _made_of(self, fields: Sequence[tuple[str, ast.expr | None]], bases: Sequence[str]) -> str:
        given = ", ".join(
            f"{local(name)} = {self.expr(value)}" if value else local(name)
            for name, value in fields
        )
        up = ["super();"] if bases else []
        held = [f"this.{name} = {local(name)};" for name, _ in fields]
        return f"constructor({given}) {{ {' '.join([*up, *held])} }}"

    def _method_of(self, node: ast.FunctionDef) -> str:
        body = self.body(node, method=True)
        names = {_decorator(d) for d in node.decorator_list}
        if names - {"property", _LAZY, "override"}:
            raise NotTranslatableError(f"{node.name}: {names}")
        if node.name == "__init__":
            return f"constructor({self.parameters(node.args, method=True)}) {{ {body} }}"
        if _LAZY in names:
            inner = f"function () {{ {body} }}"
            return f'get {node.name}() {{ return $.lazy(this, "{node.name}", {inner}); }}'
        if "property" in names:
            return f"get {node.name}() {{ {body} }}"
        star = "*" if _yields(node.body) else ""
        return f"{star}{node.name}({self.parameters(node.args, method=True)}) {{ {body} }}"


def _decorator(node: ast.expr) -> str:
    node = node.func if isinstance(node, ast.Call) else node
    return node.id if isinstance(node, ast.Name) else ast.unparse(node)


def _own(body: Iterable[ast.AST]) -> Iterable[ast.AST]:
    """Yield what stands in a function and in none inside it."""
    for node in body:
        yield node
        if not isinstance(node, ast.FunctionDef | ast.Lambda | ast.ClassDef):
            yield from _own(ast.iter_child_nodes(node))


def _yields(body: Sequence[ast.stmt]) -> bool:
    return any(isinstance(node, ast.Yield | ast.YieldFrom) for node in _own(body))


def _assigned(body: Sequence[ast.stmt]) -> Iterable[str]:
    """Yield the names that a function makes."""
    inner = set()
    for node in _own(body):
        if isinstance(node, ast.comprehension):
            inner |= {id(n) for n in ast.walk(node.target)}
        elif isinstance(node, ast.ExceptHandler) and node.name:
            yield node.name
        elif isinstance(node, ast.Lambda):
            inner |= {id(n) for n in ast.walk(node)}
    for node in _own(body):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and id(node) not in inner:
            yield node.id
