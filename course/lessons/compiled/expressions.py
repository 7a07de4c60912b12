"""Python's expressions as JavaScript.

What both languages mean alike is written as it is; what they do not (truth of a list, ``+`` of two
lists, ``in``) asks the runtime, ``$``.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Sequence

from course.lessons.compiled.names import (
    NotTranslatableError,
    Scope,
    Signature,
    defaults,
    local,
)

_OPERATORS: dict[type[ast.AST], str] = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "div", ast.FloorDiv: "floor",
    ast.Mod: "mod", ast.BitOr: "or", ast.BitAnd: "and", ast.BitXor: "xor", ast.Pow: "pow",
}  # fmt: skip
_COMPARED: dict[type[ast.AST], str] = {
    ast.Lt: "lt", ast.LtE: "le", ast.Gt: "gt", ast.GtE: "ge", ast.Eq: "eq", ast.NotEq: "ne",
    ast.In: "in", ast.NotIn: "out",
}  # fmt: skip
BUILTIN_METHODS = frozenset(
    [
        "strip",
        "lstrip",
        "rstrip",
        "split",
        "join",
        "replace",
        "casefold",
        "lower",
        "upper",
        "startswith",
        "endswith",
        "partition",
        "rpartition",
        "isalpha",
        "isdigit",
        "isdecimal",
        "isprintable",
        "isupper",
        "islower",
        "isalnum",
        "removesuffix",
        "removeprefix",
        "translate",
        "find",
        "index",
        "count",
        "append",
        "extend",
        "splitlines",
    ]
)
"""Methods of text, lists and numbers, which JavaScript's own do not have or have otherwise."""
_TRUE = frozenset({"isinstance", "any", "all", "bool", "callable"})


class Expressions:
    """Writes expressions; ``Statements`` writes what stands around them."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def expr(self, node: ast.expr) -> str:
        """Return an expression as JavaScript. Raises NotTranslatableError."""
        write: Callable[[ast.expr], str] | None = getattr(
            self, f"_{type(node).__name__.lower()}", None
        )
        if write is None:
            raise NotTranslatableError(f"{type(node).__name__}: {ast.unparse(node)}")
        return write(node)

    def test(self, node: ast.expr) -> str:
        """Return what is true where Python takes an expression for true."""
        match node:
            case ast.Compare():
                return self.expr(node)
            case ast.BoolOp(op, values):
                sign = " && " if isinstance(op, ast.And) else " || "
                return f"({sign.join(map(self.test, values))})"
            case ast.UnaryOp(ast.Not(), operand):
                return f"!{self.test(operand)}"
            case ast.Call(ast.Name(name)) if name in _TRUE and not self.scope.is_local(name):
                return self.expr(node)
        return f"$.t({self.expr(node)})"

    def items(self, nodes: Sequence[ast.expr]) -> str:
        """Return expressions with commas between them; a starred one is spread."""
        return ", ".join(
            f"...{self.expr(n.value)}" if isinstance(n, ast.Starred) else self.expr(n)
            for n in nodes
        )

    def _constant(self, node: ast.Constant) -> str:
        value = node.value
        if value is None or isinstance(value, bool):
            return json.dumps(value)
        if isinstance(value, str):
            return text(value)
        if isinstance(value, int | float):
            return repr(value)
        raise NotTranslatableError(ast.unparse(node))

    def _name(self, node: ast.Name) -> str:
        return self.scope.written(node.id)

    def _joinedstr(self, node: ast.JoinedStr) -> str:
        return f"({' + '.join(map(self.expr, node.values)) or text('')})" if node.values else '""'

    def _formattedvalue(self, node: ast.FormattedValue) -> str:
        shown = self.expr(node.value)
        if node.conversion == ord("r"):
            shown = f"$.repr({shown})"
        spec = node.format_spec
        if isinstance(spec, ast.JoinedStr) and spec.values:
            return f"$.f({shown}, {self.expr(spec)})"
        return f"$.f({shown})"

    def _list(self, node: ast.List) -> str:
        return f"[{self.items(node.elts)}]"

    def _tuple(self, node: ast.Tuple) -> str:
        return f"[{self.items(node.elts)}]"

    def _set(self, node: ast.Set) -> str:
        return f"$.set([{self.items(node.elts)}])"

    def _dict(self, node: ast.Dict) -> str:
        parts = [
            f"...$.items({self.expr(value)})" if key is None
            else f"[{self.expr(key)}, {self.expr(value)}]"
            for key, value in zip(node.keys, node.values, strict=True)
        ]  # fmt: skip
        return f"$.dict([{', '.join(parts)}])"

    def _boolop(self, node: ast.BoolOp) -> str:
        name = "$.both" if isinstance(node.op, ast.And) else "$.first"
        *before, last = node.values
        written = self.expr(last)
        for one in reversed(before):
            written = f"{name}({self.expr(one)}, () => {written})"
        return written

    def _unaryop(self, node: ast.UnaryOp) -> str:
        if isinstance(node.op, ast.Not):
            return f"!{self.test(node.operand)}"
        if isinstance(node.op, ast.USub):
            return f"-{self.expr(node.operand)}"
        raise NotTranslatableError(ast.unparse(node))

    def _binop(self, node: ast.BinOp) -> str:
        name = _OPERATORS.get(type(node.op))
        if name is None:
            raise NotTranslatableError(ast.unparse(node))
        return f"$.{name}({self.expr(node.left)}, {self.expr(node.right)})"

    def _compare(self, node: ast.Compare) -> str:
        left, parts = node.left, []
        if len(node.ops) > 1 and any(isinstance(c, ast.NamedExpr) for c in node.comparators):
            raise NotTranslatableError(ast.unparse(node))
        for op, right in zip(node.ops, node.comparators, strict=True):
            parts.append(self._compared(left, op, right))
            left = right  # written twice: nothing of ours does anything but return
        return f"({' && '.join(parts)})" if len(parts) > 1 else parts[0]

    def _compared(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> str:
        a, b = self.expr(left), self.expr(right)
        if isinstance(op, ast.Is | ast.IsNot):
            sign = "==" if isinstance(op, ast.Is) else "!="
            return f"({a} {sign} {b})" if b == "null" else f"({a} {sign}= {b})"
        is_text = isinstance(right, ast.Constant) and isinstance(right.value, str)
        if is_text and isinstance(op, ast.Eq | ast.NotEq):
            return f"({a} {'===' if isinstance(op, ast.Eq) else '!=='} {b})"
        return f"$.{_COMPARED[type(op)]}({a}, {b})"

    def _ifexp(self, node: ast.IfExp) -> str:
        return f"({self.test(node.test)} ? {self.expr(node.body)} : {self.expr(node.orelse)})"

    def _namedexpr(self, node: ast.NamedExpr) -> str:
        return f"({self.scope.written(node.target.id)} = {self.expr(node.value)})"

    def _attribute(self, node: ast.Attribute) -> str:
        if node.attr == "__contains__":
            return f"((one) => $.in(one, {self.expr(node.value)}))"
        if node.attr.startswith("__"):
            raise NotTranslatableError(ast.unparse(node))
        name = local(node.attr)
        return f"{self.expr(node.value)}.{name}"

    def _subscript(self, node: ast.Subscript) -> str:
        held = self.expr(node.value)
        if isinstance(node.slice, ast.Slice):
            return f"$.part({held}, {self.ends(node.slice)})"
        return f"$.at({held}, {self.expr(node.slice)})"

    def ends(self, node: ast.Slice) -> str:
        """Return the ends of a slice."""
        parts = [self.expr(p) if p else "null" for p in (node.lower, node.upper)]
        return ", ".join(parts + ([self.expr(node.step)] if node.step else []))

    def _lambda(self, node: ast.Lambda) -> str:
        names = {one.arg for one in [*node.args.args, *node.args.kwonlyargs]}
        if node.args.vararg:
            names.add(node.args.vararg.arg)
        head = self.parameters(node.args, spread=True)
        self.scope.locals.append(names)
        body = self.expr(node.body)
        self.scope.locals.pop()
        return f"(({head}) => {body})"

    def parameters(self, args: ast.arguments, *, method: bool = False, spread: bool = False) -> str:
        """Return a function's parameters; what takes the rest is one array, unless ``spread``."""
        given = defaults(args)
        plain = [one.arg for one in [*args.posonlyargs, *args.args]][1 if method else 0 :]
        names = [*plain, *([args.vararg.arg] if args.vararg else [])]
        names += [one.arg for one in args.kwonlyargs]
        if args.kwarg:
            raise NotTranslatableError(f"**{args.kwarg.arg}")
        return ", ".join(
            f"{local(name)} = {self.expr(given[name])}" if name in given
            else f"...{local(name)}" if spread and args.vararg and name == args.vararg.arg
            else local(name)
            for name in names
        )  # fmt: skip

    # Comprehensions

    def _listcomp(self, node: ast.ListComp) -> str:
        return self._made(node.generators, lambda: f"$r.push({self.expr(node.elt)});", "[]", "$r")

    def _setcomp(self, node: ast.SetComp) -> str:
        put = f"{'$r'}.push"
        return self._made(
            node.generators, lambda: f"{put}({self.expr(node.elt)});", "[]", "$.set($r)"
        )

    def _dictcomp(self, node: ast.DictComp) -> str:
        def put() -> str:
            return f"$r.push([{self.expr(node.key)}, {self.expr(node.value)}]);"

        return self._made(node.generators, put, "[]", "$.dict($r)")

    def _generatorexp(self, node: ast.GeneratorExp) -> str:
        looped = self._looped(node.generators, lambda: f"yield {self.expr(node.elt)};")
        return f"(function* () {{ {looped} }})()"

    def _made(
        self, loops: Sequence[ast.comprehension], put: Callable[[], str], empty: str, whole: str
    ) -> str:
        return f"(() => {{ let $r = {empty}; {self._looped(loops, put)} return {whole}; }})()"

    def _looped(self, loops: Sequence[ast.comprehension], inside: Callable[[], str]) -> str:
        one, *others = loops
        over = self.expr(one.iter)
        self.scope.locals.append({n.id for n in ast.walk(one.target) if isinstance(n, ast.Name)})
        body = self._looped(others, inside) if others else inside()
        for condition in reversed(one.ifs):
            body = f"if ({self.test(condition)}) {{ {body} }}"
        target = self.target(one.target)
        self.scope.locals.pop()
        return f"for (let {target} of {over}) {{ {body} }}"

    def target(self, node: ast.expr) -> str:
        """Return what is assigned to, names and lists of names."""
        match node:
            case ast.Name(name):
                return self.scope.written(name)
            case ast.Tuple(elts) | ast.List(elts):
                return f"[{', '.join(map(self.target, elts))}]"
            case ast.Starred(value):
                return f"...{self.target(value)}"
            case ast.Attribute():
                return self._attribute(node)
        raise NotTranslatableError(ast.unparse(node))

    # Calls

    def _call(self, node: ast.Call) -> str:
        func = node.func
        if isinstance(func, ast.Subscript):  # dict[int, str]()
            func = func.value
        if isinstance(func, ast.Name):
            if (signature := self.scope.signature(func.id)) is not None:
                return self._ours(func, signature, node)
            return f"{self.expr(func)}({self._given(node)})"
        if isinstance(func, ast.Attribute):
            return self._method(func, node)
        return f"({self.expr(func)})({self._given(node)})"

    def _given(self, node: ast.Call) -> str:
        """Return arguments for the runtime, those by name as one object behind the others."""
        parts = [self.items(node.args)] if node.args else []
        if any(k.arg is None for k in node.keywords):
            raise NotTranslatableError(ast.unparse(node))
        if node.keywords:
            named = ", ".join(f"{k.arg}: {self.expr(k.value)}" for k in node.keywords)
            parts.append(f"$.named({{ {named} }})")
        return ", ".join(parts)

    def _method(self, func: ast.Attribute, node: ast.Call) -> str:
        owner = func.value
        if func.attr == "_replace":
            changed = ", ".join(f"{k.arg}: {self.expr(k.value)}" for k in node.keywords)
            return f"$.replaced({self.expr(owner)}, {{ {changed} }})"
        is_module = isinstance(owner, ast.Name) and not self.scope.is_local(owner.id)
        known = self.scope.known(owner.id) if is_module and isinstance(owner, ast.Name) else None
        if is_module and isinstance(owner, ast.Name) and known is None:
            return f"{self._attribute(func)}({self._given(node)})"  # dict.fromkeys, str.maketrans
        if func.attr in BUILTIN_METHODS and not (known and not known.name):
            given = self._given(node)
            return f'$.call({self.expr(owner)}, "{func.attr}"{", " if given else ""}{given})'
        return f"{self.expr(owner)}.{local(func.attr)}({self._given(node)})"

    def _ours(self, func: ast.Name, signature: Signature, node: ast.Call) -> str:
        """Return a call of a function of ours: every parameter at its place."""
        plain = [n for n in node.args if not isinstance(n, ast.Starred)]
        places: dict[str, str] = {}
        rest: list[ast.expr] = []
        if len(plain) == len(node.args) or signature.rest:
            for at, given in enumerate(node.args):
                if at < len(signature.plain) and not isinstance(given, ast.Starred) and not rest:
                    places[signature.plain[at]] = self.expr(given)
                else:
                    rest.append(given)
        else:  # f(*pair): as many as it has
            if node.keywords:
                raise NotTranslatableError(ast.unparse(node))
            return (
                f"{'new ' if signature.is_class else ''}{self.expr(func)}({self.items(node.args)})"
            )
        if rest and not signature.rest:
            raise NotTranslatableError(ast.unparse(node))
        spread = [self.expr(k.value) for k in node.keywords if k.arg is None]
        places |= {k.arg: self.expr(k.value) for k in node.keywords if k.arg}
        names = [*signature.plain, *([signature.rest] if signature.rest else []), *signature.named]
        if unknown := places.keys() - set(names):
            raise NotTranslatableError(f"{ast.unparse(node)}: {unknown}")
        if signature.rest:
            places[signature.rest] = f"[{self.items(rest)}]"
        absent = f"$.given({spread[0]}, {{}})" if spread else "undefined"
        written = [
            places.get(name, absent.replace("{}", text(name)) if spread else absent)
            for name in names
        ]
        while written and written[-1] == "undefined":
            written.pop()
        return f"{'new ' if signature.is_class else ''}{self.expr(func)}({', '.join(written)})"


def text(value: str) -> str:
    """Return a text as JavaScript writes it."""
    written = json.dumps(value, ensure_ascii=False)
    return written.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
