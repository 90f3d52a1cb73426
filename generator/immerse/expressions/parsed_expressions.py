"""Expressions that were parsed in this run or an earlier one; `grammar.py` parses a new one."""

from immerse.expressions.syntax_tree import Expression

Parsed = dict[tuple[str, bool], Expression]
"""(expression as typed, whether bare names are facts) -> the parsed expression."""
_KEPT = 8192
_parsed: Parsed = {}


def parsed() -> Parsed:
    """The expressions that this process parsed or took over from an earlier one, the newest last."""
    return dict(list(_parsed.items())[-_KEPT:])


def remember(known: Parsed) -> None:
    """Take over the expressions that an earlier process parsed."""
    _parsed.update(known)


def parse(source: str, facts: bool = False) -> Expression:
    """The expression between two pairs of braces, or after `when:` or `if:`; arguments, errors: `grammar.read`."""
    expression = _parsed.get((source, facts))
    if expression is None:
        from immerse.expressions.grammar import read  # loads Jinja, which a run without a new expression does not need

        expression = _parsed[source, facts] = read(source, facts=facts)
    return expression
