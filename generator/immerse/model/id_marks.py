"""Marks in annotations of fields that hold ids, beside the types of `ids.py`."""

from dataclasses import dataclass
from typing import Annotated, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class IdMark:
    """A mark of a field beside its type."""

    name: str


class Names(IdMark):
    """Marks a type that is not an `Id` but names a node of the kind `name`: a number, one of a few words."""


class StandsInFor(IdMark):
    """Marks the contact who acts in the place of the one whom the field `name` of the same node names."""


class Within(IdMark):
    """Marks the id of a part of the node that the field `name` of the same node names."""


DEFINES = IdMark("defines")
KEPT = IdMark("kept")
"""Marks a reference that stays in a client's edition where its target is left out."""
ESSENTIAL = IdMark("essential")
"""Marks a list of references: the node that holds it is left out with the last of them."""
SUPPORTING = IdMark("supporting")
"""Marks references to competencies: an overlay cannot drop the last node of its kind that so supports a critical one.
"""
NEVER_EMPTIED = IdMark("never emptied")
"""Marks a list of parts: an overlay cannot drop the last of them."""
MAY_END_EMPTY = IdMark("may end empty")
"""Marks a list that a file has to have, of which conditions may leave nothing for a client."""
ONCE = IdMark("once")
"""Marks a reference that tells the entries of a list apart, as an id does."""

Defines = Annotated[T, DEFINES]
"""The type of a field, or of the keys of a map, that defines ids."""
