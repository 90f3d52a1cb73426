"""What an annotation says of the ids in a field, beside the types of `ids.py`."""

from dataclasses import dataclass
from typing import Annotated, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class IdMark:
    """What an annotation says of a field beside its type."""

    name: str


class Names(IdMark):
    """Marks a type that is no `Id` and names a thing of the kind `name` all the same: a number, one of a few words."""


class StandsInFor(IdMark):
    """Marks the contact who acts in the place of the one whom the field `name` of the same node names."""


class NamedAs(IdMark):
    """Marks an id by which references of another kind, `name`, may name the thing as well: that of a lesson counts as
    the id of a "lesson or playbook"."""


class Within(IdMark):
    """Marks the id of a part of what the field `name` of the same node names."""


DEFINES = IdMark("defines")
KEPT = IdMark("kept")
"""Marks a reference that stays in a client's edition where what it names is left out."""
ESSENTIAL = IdMark("essential")
"""Marks a list of references: the node that holds it is left out with the last of them."""
SUPPORTING = IdMark("supporting")
"""Marks references to competencies: an overlay cannot drop the last thing of its kind that so supports a critical one.
"""
NEVER_EMPTIED = IdMark("never emptied")
"""Marks a list of parts: an overlay cannot drop the last of them."""
ONCE = IdMark("once")
"""Marks a reference that tells the entries of a list apart, as an id does."""

Defines = Annotated[T, DEFINES]
"""The type of a field, or of the keys of a map, that gives things their ids."""
