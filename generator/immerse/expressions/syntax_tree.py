"""The nodes of a parsed expression.

No class has slots: expressions are kept for the next run, and instances without slots are pickled in half the time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

Scalar = str | int | float | bool | None


@dataclass(frozen=True)
class Constant:
    """A literal."""

    value: Scalar


@dataclass(frozen=True)
class Listing:
    """A list of literals."""

    items: tuple[Constant, ...]


@dataclass(frozen=True)
class FactTerm:
    """A fact about the item to decide on, named without `policy.`; only decision tables have facts."""

    name: str

    def __str__(self) -> str:
        """The fact as authors write it."""
        return self.name


@dataclass(frozen=True)
class Path:
    """A value of the policy: `policy.response.targets.P1` has the parts response, targets, P1.

    A fact as a part looks up what the fact says: `policy.escalation.hard_triggers[trigger]`.
    """

    parts: tuple[str | int | FactTerm, ...]

    def __str__(self) -> str:
        """The path as authors write it."""
        text = "policy"
        for part in self.parts:
            plain = isinstance(part, str) and part.isidentifier()
            text += f".{part}" if plain else f'["{part}"]' if isinstance(part, str) else f"[{part}]"
        return text


@dataclass(frozen=True)
class Comparison:
    """`left op right`; Jinja's chains (`1 < x < 3`) become an `All` of these."""

    left: Expression
    operator: str
    right: Expression


@dataclass(frozen=True)
class All:
    """Both hold; the right side is evaluated only when the left side holds."""

    left: Expression
    right: Expression


@dataclass(frozen=True)
class Either:
    """One of two holds; the right side is evaluated only when the left side does not hold."""

    left: Expression
    right: Expression


@dataclass(frozen=True)
class Not:
    """The opposite."""

    of: Expression


@dataclass(frozen=True)
class Filtered:
    """`of | name(arguments)`."""

    of: Expression
    name: str
    arguments: tuple[Scalar, ...]


Expression = Constant | Listing | FactTerm | Path | Comparison | All | Either | Not | Filtered


def walk(expression: Expression) -> Iterator[Expression]:
    """Every node of an expression, itself first, in the order of writing; the items of a list are not nodes."""
    yield expression
    if isinstance(expression, (All, Either, Comparison)):
        yield from walk(expression.left)
        yield from walk(expression.right)
    elif isinstance(expression, (Not, Filtered)):
        yield from walk(expression.of)


def paths_of(expression: Expression) -> tuple[Path, ...]:
    """Every path in an expression, in the order of writing, repeats included."""
    return tuple(node for node in walk(expression) if isinstance(node, Path))


def facts_of(expression: Expression) -> tuple[str, ...]:
    """The names of every fact in an expression, in the order of writing, repeats included."""
    nodes = (part for node in walk(expression) for part in (node.parts if isinstance(node, Path) else (node,)))
    return tuple(node.name for node in nodes if isinstance(node, FactTerm))
