"""Outcomes of a programme's conditions for one client: the blocks that are shown and those that are left out."""

from typing import NamedTuple

from immerse.problems import Location

OTHERWISE = "otherwise"
"""Stands for the condition of the last resort of a `one_of`."""


class ConditionOutcome(NamedTuple):
    """The outcome for one block that has a condition; a named tuple, because a client has hundreds."""

    key: str
    """`TRI-L2/wall-clock`, or `TRI-L2` for a source; empty for a block without an id."""
    inside: str
    """The key of the nearest node around it that has one; empty for a source."""
    title: str
    """Its title, or the beginning of its text, as written; the title of a block that is left out has its values, or
    `...` for those that this client lacks."""
    has_title: bool
    shown: bool
    condition: str
    """The condition as written, on one line; `otherwise` for the last resort of a `one_of`."""
    location: Location
    """The location of the condition."""
    alternatives: tuple[str, ...] = ()
    """For the last resort: the conditions of the alternatives, of which none may hold."""
    replaced: bool = False
    """Whether another alternative of the same `one_of` is shown in its place."""

    @property
    def conditions(self) -> tuple[str, ...]:
        """The conditions that decided: its own, or those of the alternatives."""
        return self.alternatives or (self.condition,)

    @property
    def source(self) -> str:
        """The id of the source that it belongs to."""
        return (self.key or self.inside).partition("/")[0]
