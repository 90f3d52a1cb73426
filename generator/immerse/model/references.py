"""Finds the ids that a value references, and those that it defines."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from immerse.model.base import Node
from immerse.model.id_slots import Slot, own_field, plan_of, slots_of
from immerse.model.ids import LocalId
from immerse.model.text import Text
from immerse.problems import NOWHERE, Location


class Reference(NamedTuple):
    """An id, and where it is written."""

    kind: str
    """The kind of the id, as a message says it: `gate`, `kind of evidence`."""
    id: Text | str | int
    node: Node
    field: str
    """The field of `node` that it is written in, or somewhere below."""
    location: Location
    stands_in_for: str = ""
    """The field of `node` that names whom this contact stands in for; empty for others."""
    within: str = ""
    """The address of what it is the id of a part of; empty for an id with a meaning of its own."""
    named_as: tuple[str, ...] = ()
    """Further kinds that what it defines counts as."""

    @property
    def address(self) -> Text | str | int:
        """The id with which the thing is named elsewhere: `TRI-L2/wall-clock` for a part, the id itself for others."""
        return f"{self.within}/{self.id}" if self.within else self.id


def references_in(*values: Node) -> list[Reference]:
    """Everything that is named in these nodes and below them, in the order of the fields."""
    return _walk(values, defined=False, parts=True)


def definitions_in(*values: Node, parts: bool = False) -> list[Reference]:
    """Everything that these nodes, and those below them, give an id, in the order of the fields; with `parts` also what
    has an id only within another thing."""
    return _walk(values, defined=True, parts=parts)


def references_by_field(node: Node) -> dict[str, list[Reference]]:
    """Field of a node -> everything that is named in it and below it."""
    by_field: dict[str, list[Reference]] = {}
    for name, slot in plan_of(type(node)).items():
        if (value := vars(node)[name]) is not None:
            _Walk(by_field.setdefault(name, []), False, True).slot(slot, value, node, name, None, "")
    return by_field


def ids_by_kind(*values: Node, parts: bool = False) -> dict[str, dict[str | int, None]]:
    """Kind -> the addresses of all that these nodes define, in the order of the fields; `parts` as above."""
    known: dict[str, dict[str | int, None]] = defaultdict(dict)
    for definition in definitions_in(*values, parts=parts):
        address = definition.address
        for kind in (definition.kind, *definition.named_as):
            known[kind][address] = None
    return known


def address_of(node: Node, within: str = "") -> str:
    """The address of a node in what has the address `within`; empty where none of its fields gives it an id."""
    field = own_field(type(node))
    if field is None:
        return ""
    id = vars(node)[field]
    return f"{within}/{id}" if within and isinstance(id, LocalId) else str(id)


class _Walk(NamedTuple):
    """Collects the ids that a node defines, or those that it references."""

    references: list[Reference]
    defined: bool
    parts: bool

    def node(self, node: Node, within: str) -> None:
        """Add the ids in a node and below it; `within` is the address of the whole around it."""
        values, inner = vars(node), (self.defined and self.parts and address_of(node, within)) or within
        for name, slot in slots_of(type(node), self.defined, self.parts):
            if (value := values[name]) is not None:
                self.slot(slot, value, node, name, None, within if slot.ids else inner)

    def slot(self, slot: Slot, value: Any, node: Node, field: str, place: Location | None, within: str) -> None:
        """Add what is in a value; `place` is where its entry begins, for a value without a position of its own."""
        if ids := slot.ids:
            if ids.defines == self.defined and value not in ids.exceptions:
                place = _own_place(value) or place or node.location_of(field)
                whole = str(vars(node)[ids.within]) if ids.within else within if ids.is_local else ""
                self.references.append(
                    Reference(ids.kind, value, node, field, place, ids.stands_in_for, whole, ids.named_as)
                )
        elif slot.models:
            if isinstance(value, Node):
                self.node(value, within)
        elif isinstance(value, dict):
            for key, entry in value.items():
                own_place = _own_place(key) or place
                if slot.keys:
                    self.slot(slot.keys, key, node, field, own_place, within)
                if slot.entries:
                    self.slot(slot.entries, entry, node, field, own_place, within)
        elif entries := slot.entries:
            for entry in value:
                if entries.models and isinstance(entry, Node):
                    self.node(entry, within)  # what most lists contain, without a call for the slot
                else:
                    self.slot(entries, entry, node, field, place, within)


def _own_place(value: Any) -> Location | None:
    return value.location if isinstance(value, Text) and value.location.path != NOWHERE.path else None


def _walk(values: Iterable[Node], *, defined: bool, parts: bool) -> list[Reference]:
    walk = _Walk([], defined, parts)
    for value in values:
        walk.node(value, "")
    return walk.references
