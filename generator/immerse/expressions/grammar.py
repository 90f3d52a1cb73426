"""The language of `{{ placeholders }}`, `when:` and `if:`, parsed with Jinja2 and reduced to a few kinds of node.

What is not on the list below is refused by name. Nothing here is ever run by Jinja: the nodes are walked in
`evaluating.py` over plain values.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.lexer import describe_token
from jinja2.parser import Parser

from immerse.expressions.faults import ExpressionFault
from immerse.expressions.terms import (
    All,
    Comparison,
    Constant,
    Either,
    Expression,
    Fact,
    Filtered,
    Listing,
    Not,
    Path,
    facts_of,
    paths_of,
)
from immerse.words.near_misses import did_you_mean

LONGEST = 600
"""Characters of one expression; more than anybody can read."""

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


Parsed = dict[tuple[str, bool], Expression]
"""(expression as typed, whether bare names are facts) -> what it is."""
_KEPT = 8192
_parsed: Parsed = {}


def parsed() -> Parsed:
    """What this process parsed or took over from an earlier process, the newest last."""
    return dict(list(_parsed.items())[-_KEPT:])


def remember(known: Parsed) -> None:
    """Take over what an earlier process parsed."""
    _parsed.update(known)


def parse(source: str, facts: bool = False) -> Expression:
    """The expression between two pairs of braces, or after `when:` or `if:`.

    Args:
        source: As it was typed.
        facts: Whether bare names are facts, as in a decision table, or refused.

    Raises:
        ExpressionFault: it is empty, too long, cannot be read, or uses what the language does not have.
    """
    found = _parsed.get((source, facts))
    if found is None:
        found = _read(source.strip())
        if not facts:
            _refuse_facts(found)
        _parsed[source, facts] = found
    return found


_WORDS = "compare with ==, !=, <, <=, >, >= or in; join with and, or, not; put texts into quotes"


def _read(words: str) -> Expression:
    if not words:
        raise ExpressionFault("an empty placeholder", "write {{ policy.group.setting }}")
    if len(words) > LONGEST:
        raise ExpressionFault(f"an expression of {len(words)} characters; at most {LONGEST} are allowed")
    try:
        parser = Parser(_GRAMMAR, words, state="variable")
        node = parser.parse_tuple()
        if not parser.stream.eos:
            parser.fail(f"expected the end of the expression, got {describe_token(parser.stream.current)!r}")
    except TemplateSyntaxError as error:
        raise ExpressionFault(f'cannot read "{_short(words)}": {_plain(error)}', _WORDS) from error
    except (RecursionError, ValueError) as error:
        raise ExpressionFault(f'cannot read "{_short(words)}": it is nested too deeply') from error
    return _reduce(node)


def _plain(error: TemplateSyntaxError) -> str:
    message = re.sub(
        "'?end of (?:template|print statement)'?", "the end of the expression", error.message or ""
    ).rstrip(".")
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


def _path(node: nodes.Node) -> Path | Fact:
    parts: list[str | int | Fact] = []
    while not isinstance(node, nodes.Name):
        if not isinstance(node, (nodes.Getattr, nodes.Getitem)):
            raise _odd_part()
        parts.append(_part(node))
        node = node.node
    if node.name == "policy":
        return Path(tuple(reversed(parts)))
    if parts:
        raise _unknown_name(node.name)
    return Fact(node.name)


def _part(node: nodes.Getattr | nodes.Getitem) -> str | int | Fact:
    if isinstance(node, nodes.Getattr):
        part: object = node.attr
    elif isinstance(node.arg, nodes.Const):
        part = node.arg.value
    elif isinstance(node.arg, nodes.Name):
        return Fact(node.arg.name)
    else:
        raise _odd_part()
    if not isinstance(part, (str, int)) or isinstance(part, bool):
        raise ExpressionFault(f"{part!r} is no part of a name")
    if isinstance(part, str) and part.startswith("_"):
        raise ExpressionFault(f"a name may not begin with an underscore: {part!r}", fragment=part)
    return part


def _odd_part() -> ExpressionFault:
    return ExpressionFault("a name has plain parts only", 'write policy.group.setting or ["id"]')


def _unknown_name(name: str) -> ExpressionFault:
    hint = did_you_mean(name, ["policy"], "everything is reached through policy.group.setting")
    return ExpressionFault(f"unknown name {name!r}", hint, name)


def _refuse_facts(expression: Expression) -> None:
    for path in paths_of(expression):
        if any(isinstance(part, Fact) for part in path.parts):
            raise _odd_part()
    for name in facts_of(expression):
        raise _unknown_name(name)


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
