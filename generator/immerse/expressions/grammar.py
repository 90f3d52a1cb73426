"""The language of `{{ placeholders }}`, `when:` and `if:`, parsed with Jinja2 and reduced to a few kinds of node.

Everything else is refused by name. Jinja runs nothing: `evaluating.py` evaluates the nodes over plain values.
"""

import re
from collections.abc import Iterable

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.lexer import describe_token
from jinja2.parser import Parser

from immerse.expressions.expression_errors import ExpressionFault
from immerse.expressions.syntax_tree import (
    All,
    Comparison,
    Constant,
    Either,
    Expression,
    FactTerm,
    Filtered,
    Listing,
    Not,
    Path,
    facts_of,
    paths_of,
)
from immerse.words.near_misses import did_you_mean

LONGEST = 600
"""Characters of one expression."""

_OPERATORS = {"eq": "==", "ne": "!=", "lt": "<", "lteq": "<=", "gt": ">", "gteq": ">=", "in": "in", "notin": "not in"}
_ALLOWED = "allowed are policy.…, literals, lists, comparisons, and, or, not, and filters"
_GRAMMAR = Environment(autoescape=False)  # used for parsing only; no template is made or run


def read(source: str, *, facts: bool = False) -> Expression:
    """Parse an expression; for one that may be known, see `parsed_expressions.py`.

    Args:
        source: As it was typed.
        facts: Whether bare names are facts, as in a decision table, or refused.

    Raises:
        ExpressionFault: it is empty, too long, not valid, or uses what the language does not have.
    """
    expression = _read(source.strip())
    if not facts:
        _refuse_facts(expression)
    return expression


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
    message = re.sub("'?end of (?:template|print statement)'?", "the end of the expression", error.message or "")
    return message[:1].lower() + message[1:].rstrip(".")


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 60 else line[:59] + "…"


def _reduce(node: nodes.Node) -> Expression:
    match node:
        case nodes.Const():
            return _constant(node.value)
        case nodes.Neg():
            return _negative(_reduce(node.node))
        case nodes.List() | nodes.Tuple():
            return Listing(_literals(node.items, ExpressionFault("a list may contain only literals")))
        case nodes.Name() | nodes.Getattr() | nodes.Getitem():
            return _path(node)
        case nodes.Compare():
            return _comparison(node)
        case nodes.And():
            return All(_reduce(node.left), _reduce(node.right))
        case nodes.Or():
            return Either(_reduce(node.left), _reduce(node.right))
        case nodes.Not():
            return Not(_reduce(node.node))
        case nodes.Filter():
            return _filtered(node)
        case nodes.BinExpr():
            raise ExpressionFault("arithmetic cannot be used here", _ALLOWED)
    name = _NAMES.get(type(node).__name__, type(node).__name__.lower())
    raise ExpressionFault(f"{name} cannot be used here", _ALLOWED)


_NAMES = {
    "Call": "a call",
    "CondExpr": "if … else",
    "Test": "a test with is",
    "Concat": "joining with ~",
    "Dict": "a dictionary",
}


def _constant(value: object) -> Constant:
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        raise ExpressionFault("a number too large to use")
    if not isinstance(value, (str, int, float, bool)) and value is not None:
        raise ExpressionFault(f"{type(value).__name__} cannot be used here", _ALLOWED)
    return Constant(value)


def _negative(number: Expression) -> Constant:
    if isinstance(number, Constant) and isinstance(number.value, (int, float)) and not isinstance(number.value, bool):
        return Constant(-number.value)
    raise ExpressionFault("arithmetic cannot be used here", _ALLOWED)


def _literals(items: Iterable[nodes.Node], fault: ExpressionFault) -> tuple[Constant, ...]:
    literals: list[Constant] = []
    for item in map(_reduce, items):
        if not isinstance(item, Constant):
            raise fault
        literals.append(item)
    return tuple(literals)


def _path(node: nodes.Node) -> Path | FactTerm:
    parts: list[str | int | FactTerm] = []
    while not isinstance(node, nodes.Name):
        if not isinstance(node, (nodes.Getattr, nodes.Getitem)):
            raise _odd_part()
        parts.append(_part(node))
        node = node.node
    if node.name == "policy":
        return Path(tuple(reversed(parts)))
    if parts:
        raise _unknown_name(node.name)
    return FactTerm(node.name)


def _part(node: nodes.Getattr | nodes.Getitem) -> str | int | FactTerm:
    if isinstance(node, nodes.Getattr):
        part: object = node.attr
    elif isinstance(node.arg, nodes.Const):
        part = node.arg.value
    elif isinstance(node.arg, nodes.Name):
        return FactTerm(node.arg.name)
    else:
        raise _odd_part()
    if not isinstance(part, (str, int)) or isinstance(part, bool):
        raise ExpressionFault(f"{part!r} is not part of a name")
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
        if any(isinstance(part, FactTerm) for part in path.parts):
            raise _odd_part()
    for name in facts_of(expression):
        raise _unknown_name(name)


def _comparison(node: nodes.Compare) -> Expression:
    values = [_reduce(node.expr), *(_reduce(operand.expr) for operand in node.ops)]
    signs = [_OPERATORS[operand.op] for operand in node.ops]
    comparison, *more = map(Comparison, values, signs, values[1:])
    result: Expression = comparison
    for step in more:
        result = All(result, step)
    return result


def _filtered(node: nodes.Filter) -> Filtered:
    if node.node is None or node.kwargs or node.dyn_args or node.dyn_kwargs:
        raise ExpressionFault(f"filter {node.name!r} takes plain arguments only", fragment=node.name)
    fault = ExpressionFault(f"filter {node.name!r} takes literal arguments only", fragment=node.name)
    arguments = tuple(literal.value for literal in _literals(node.args, fault))
    return Filtered(_reduce(node.node), node.name, arguments)
