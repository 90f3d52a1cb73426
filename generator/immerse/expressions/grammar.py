"""The expression language of `{{ placeholders }}` and `when:`, parsed with Jinja2 and reduced to a few kinds of node.

What is not on the list below is refused by name. Nothing here is ever run by Jinja: the nodes are walked in
`evaluating.py` over plain values.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from jinja2 import Environment, TemplateSyntaxError, nodes

from immerse.expressions.faults import ExpressionFault

Scalar = str | int | float | bool | None
LONGEST = 600
"""Characters of one expression; more than anybody can read."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A literal."""

    value: Scalar


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of literals."""

    items: tuple[Constant, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """A value of the policy: `policy.response.targets.P1` has the parts response, targets, P1."""

    parts: tuple[str | int, ...]

    def __str__(self) -> str:
        text = "policy"
        for part in self.parts:
            plain = isinstance(part, str) and part.isidentifier()
            text += f".{part}" if plain else f"[{part}]" if isinstance(part, int) else f'["{part}"]'
        return text


@dataclass(frozen=True, slots=True)
class Comparison:
    """`left op right`; Jinja's chains (`1 < x < 3`) become an `All` of these."""

    left: Expression
    operator: str
    right: Expression


@dataclass(frozen=True, slots=True)
class All:
    """Both hold; the right one is looked at only when the left one holds."""

    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Either:
    """One of two holds; the right one is looked at only when the left one does not."""

    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    of: Expression


@dataclass(frozen=True, slots=True)
class Filtered:
    """`of | name(arguments)`."""

    of: Expression
    name: str
    arguments: tuple[Scalar, ...]


Expression = Constant | Listing | Path | Comparison | All | Either | Not | Filtered

_OPERATORS = {
    "eq": "==",
    "ne": "!=",
    "lt": "<",
    "lteq": "<=",
    "gt": ">",
    "gteq": ">=",
    "in": "in",
    "notin": "not in",
}
_ALLOWED = "allowed are policy.…, literals, lists, comparisons, and, or, not, and filters"
_GRAMMAR = Environment(autoescape=False)  # used for parsing only; no template is made or run


@lru_cache(maxsize=8192)
def parse(source: str) -> Expression:
    """The expression between two pairs of braces, or after `when:`.

    Raises:
        ExpressionFault: it is empty, too long, cannot be read, or uses what the language does not have.
    """
    words = source.strip()
    if not words:
        raise ExpressionFault("an empty placeholder", "write {{ policy.group.setting }}")
    if len(words) > LONGEST:
        raise ExpressionFault(f"an expression of {len(words)} characters; at most {LONGEST} are allowed")
    try:
        template = _GRAMMAR.parse("{{ " + words + " }}")
    except TemplateSyntaxError as error:
        raise ExpressionFault(f'cannot read "{_short(words)}": {_plain(error)}') from error
    except (RecursionError, ValueError) as error:
        raise ExpressionFault(f'cannot read "{_short(words)}": it is nested too deeply') from error
    output = template.body[0] if len(template.body) == 1 else None
    if not isinstance(output, nodes.Output) or len(output.nodes) != 1:
        raise ExpressionFault(f'cannot read "{_short(words)}" as one expression')
    return _reduce(output.nodes[0])


def _plain(error: TemplateSyntaxError) -> str:
    message = (error.message or "").rstrip(".").replace("token 'end of print statement'", "the end of the expression")
    return message[:1].lower() + message[1:]


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 60 else line[:59] + "…"


def _reduce(node: nodes.Node) -> Expression:
    for kind, make in _MAKERS:
        if isinstance(node, kind):
            return make(node)
    name = _NAMES.get(type(node).__name__, type(node).__name__.lower())
    raise ExpressionFault(f"{name} cannot be used here", _ALLOWED)


_NAMES = {
    "Call": "a call",
    "CondExpr": "if … else",
    "Test": "a test with is",
    "Concat": "joining with ~",
    "Dict": "a dictionary",
    "Add": "arithmetic",
    "Sub": "arithmetic",
    "Mul": "arithmetic",
    "Div": "arithmetic",
    "FloorDiv": "arithmetic",
    "Mod": "arithmetic",
    "Pow": "arithmetic",
}


def _constant(node: nodes.Node) -> Constant:
    assert isinstance(node, nodes.Const)
    value = node.value
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        raise ExpressionFault("a number too large to use")
    if not isinstance(value, (str, int, float, bool)) and value is not None:
        raise ExpressionFault(f"{type(value).__name__} cannot be used here", _ALLOWED)
    return Constant(value)


def _negative(node: nodes.Node) -> Constant:
    assert isinstance(node, nodes.Neg)
    inner = _reduce(node.node)
    if isinstance(inner, Constant) and isinstance(inner.value, (int, float)) and not isinstance(inner.value, bool):
        return Constant(-inner.value)
    raise ExpressionFault("arithmetic cannot be used here", _ALLOWED)


def _listing(node: nodes.Node) -> Listing:
    assert isinstance(node, (nodes.List, nodes.Tuple))
    items = []
    for item in node.items:
        reduced = _reduce(item)
        if not isinstance(reduced, Constant):
            raise ExpressionFault("a list may hold literals only")
        items.append(reduced)
    return Listing(tuple(items))


def _path(node: nodes.Node) -> Path:
    parts: list[str | int] = []
    while not isinstance(node, nodes.Name):
        if isinstance(node, nodes.Getattr):
            part: object = node.attr
        elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
            part = node.arg.value
        else:
            raise ExpressionFault("a name has plain parts only", 'write policy.group.setting or ["id"]')
        if not isinstance(part, (str, int)) or isinstance(part, bool):
            raise ExpressionFault(f"{part!r} is no part of a name")
        if isinstance(part, str) and part.startswith("_"):
            raise ExpressionFault(f"a name may not begin with an underscore: {part!r}", fragment=part)
        parts.append(part)
        node = node.node
    if node.name != "policy":
        near = get_close_matches(node.name, ["policy"])
        hint = "did you mean 'policy'?" if near else "everything is reached through policy.group.setting"
        raise ExpressionFault(f"unknown name {node.name!r}", hint, node.name)
    return Path(tuple(reversed(parts)))


def _comparison(node: nodes.Node) -> Expression:
    assert isinstance(node, nodes.Compare)
    left = _reduce(node.expr)
    result: Expression | None = None
    for operand in node.ops:
        right = _reduce(operand.expr)
        step = Comparison(left, _OPERATORS[operand.op], right)
        result = step if result is None else All(result, step)
        left = right
    assert result is not None
    return result


def _filtered(node: nodes.Node) -> Filtered:
    assert isinstance(node, nodes.Filter)
    if node.node is None or node.kwargs or node.dyn_args or node.dyn_kwargs:
        raise ExpressionFault(f"filter {node.name!r} takes plain arguments only", fragment=node.name)
    arguments = []
    for argument in node.args:
        reduced = _reduce(argument)
        if not isinstance(reduced, Constant):
            raise ExpressionFault(f"filter {node.name!r} takes literal arguments only", fragment=node.name)
        arguments.append(reduced.value)
    return Filtered(_reduce(node.node), node.name, tuple(arguments))


def _all(node: nodes.Node) -> All:
    assert isinstance(node, nodes.And)
    return All(_reduce(node.left), _reduce(node.right))


def _either(node: nodes.Node) -> Either:
    assert isinstance(node, nodes.Or)
    return Either(_reduce(node.left), _reduce(node.right))


def _not(node: nodes.Node) -> Not:
    assert isinstance(node, nodes.Not)
    return Not(_reduce(node.node))


_MAKERS: tuple[tuple[type[nodes.Node] | tuple[type[nodes.Node], ...], Callable[[nodes.Node], Expression]], ...] = (
    (nodes.Const, _constant),
    (nodes.Neg, _negative),
    ((nodes.List, nodes.Tuple), _listing),
    ((nodes.Name, nodes.Getattr, nodes.Getitem), _path),
    (nodes.Compare, _comparison),
    (nodes.And, _all),
    (nodes.Or, _either),
    (nodes.Not, _not),
    (nodes.Filter, _filtered),
)


def paths_of(expression: Expression) -> tuple[Path, ...]:
    """Every path in an expression, in the order of writing, repeats included."""
    if isinstance(expression, Path):
        return (expression,)
    if isinstance(expression, (All, Either, Comparison)):
        return paths_of(expression.left) + paths_of(expression.right)
    if isinstance(expression, (Not, Filtered)):
        return paths_of(expression.of)
    return ()
