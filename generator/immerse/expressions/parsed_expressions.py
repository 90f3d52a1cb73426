"""Expressions that were parsed in this run or an earlier one; `grammar.py` parses a new one."""

from __future__ import annotations

from immerse.expressions.syntax_tree import Expression

Parsed = dict[tuple[str, bool], Expression]
"""(expression as typed, whether bare names are facts) -> what it is."""
_KEPT = 8192
_parsed: Parsed = {}


def parsed() -> Parsed:
    """What this process parsed or took over from an earlier one, the newest last."""
    return dict(list(_parsed.items())[-_KEPT:])


def remember(known: Parsed) -> None:
    """Take over what an earlier process parsed."""
    _parsed.update(known)


def parse(source: str, facts: bool = False) -> Expression:
    """The expression between two pairs of braces, or after `when:` or `if:`; arguments, errors: `grammar.read`."""
    found = _parsed.get((source, facts))
    if found is None:
        from immerse.expressions.grammar import read  # loads Jinja, which a run without a new expression does not need

        found = _parsed[source, facts] = read(source, facts=facts)
    return found
