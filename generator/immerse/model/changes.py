"""What authors declare about a change of an item that is attested or trained, and about an item that was removed."""

from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from immerse.model.base import Node
from immerse.model.limits import Limit
from immerse.model.text import CodeId, Formed, OneLine, Slug, Text


class CoreVersion(Formed):
    """A `version` of curriculum.yml."""

    __slots__ = ()
    schema_pattern = r"^[0-9]{1,6}\.[0-9]{1,6}\.[0-9]{1,6}$"
    form = "a version of three numbers like 1.4.0"


ChangeClass = Literal["editorial", "clarified", "raised", "new"]
"""editorial: a typing error; clarified: the same standard in better words; raised: more is required; new: added."""


class PartId(Text):
    """An item, or a module or playbook that contains items: `TRI-5`, `GC-07`, `PB-03/call-the-lead`, `TRI`."""

    __slots__ = ()
    schema_pattern = r"^[A-Z][A-Z0-9-]*(/[a-z0-9-]+)*$"

    @classmethod
    def fault(cls, value: str) -> str:
        """What is wrong with the owner, or with a block in it."""
        owner, *blocks = value.split("/")
        faults = (CodeId.fault(owner), *map(Slug.fault, blocks))
        return next(filter(None, faults), "")


class Change(Node):
    """One change of an item, kept for ever: the comparison of releases uses it."""

    version: CoreVersion
    """`version` of curriculum.yml in which it changed."""
    class_: ChangeClass = Field(alias="class")
    """editorial (nothing changed in what is asked), clarified (the same standard in better words), raised (more is
    asked; `rev` goes up by one), or new."""
    mandatory: bool = False
    """Everybody does it again, graduates too (a law, a contact tree, a rule of a platform); `rev` goes up by one."""
    what: OneLine
    """What changed, in a sentence for trainees; for mentors only where the item is assessed."""

    @property
    def raises(self) -> bool:
        """Whether `rev` goes up with it."""
        return self.class_ == "raised" or self.mandatory


@dataclass(frozen=True, slots=True)
class OfChanges:
    """Marks a field that is about the changes of an item, and not part of it."""


OF_CHANGES = OfChanges()
Rev = Annotated[
    int,
    Limit(1, 999, why="the first is 1, and a higher one is a typing mistake"),
    Field(description="Goes up by one with each change that is raised or mandatory."),
    OF_CHANGES,
]
ChangeList = Annotated[
    tuple[Change, ...], Field(description="What changed since the first release, oldest first."), OF_CHANGES
]


class Retired(Node):
    """An item, a module or a playbook that was removed, and what replaces it. Its id is never used again."""

    id: PartId
    """`TRI-5`; a module (`TRI`) or a playbook stands for everything in it."""
    version: CoreVersion
    """`version` of curriculum.yml in which it was removed."""
    replaced_by: PartId | None = None
    """Another item, which everybody has to meet again."""
    merged_into: PartId | None = None
    """The item that this one and others became: whoever met all of them has met it."""
    split_into: tuple[PartId, ...] = ()
    """The items that it became: whoever met it has met each of them."""
    what: OneLine
    """Why it was removed, in a sentence for trainees."""

    @property
    def successors(self) -> tuple[str, ...]:
        """The ids that replace it."""
        successor = self.replaced_by or self.merged_into
        return (str(successor),) if successor else tuple(map(str, self.split_into))

    @model_validator(mode="after")
    def _one_fate(self) -> Self:
        if sum(map(bool, (self.replaced_by, self.merged_into, self.split_into))) > 1:
            raise PydanticCustomError("fates", "use at most one of replaced_by, merged_into and split_into")
        if len(set(self.split_into)) == 1:
            raise PydanticCustomError("fates", "split_into needs two items or more; for one write replaced_by")
        return self
