"""Every value of a policy by its path, with its kind and bounds; a list of stand-ins and a question name such paths.

A path is the keys from the top, with points; an entry of a list goes by its `id`, else by its number from 0:
`escalation.contacts.duty-officer.phone`, `centre.channels.x-care.account`, `voice.values.0.behaviour`. A list of plain
values is one value.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from immerse.model.base import Node
from immerse.model.limits import Limit
from immerse.model.policy.contract import entries_of
from immerse.model.policy.policy import Policy
from immerse.model.policy.registry import Setting, settings_of
from immerse.model.policy.value_types import ValueKind, ValueType, field_type
from immerse.model.ruling import as_typed
from immerse.model.text import Text
from immerse.problems import NOWHERE, Location
from immerse.words.docstrings import field_doc

CONFIRMABLE: tuple[ValueKind, ...] = (
    "number",
    "yes_no",
    "choice",
    "date",
    "time",
    "zone",
    "language",
    "country",
    "region",
)
"""Kinds whose value in a skeleton can be right; deleting the line of stand_ins confirms it."""


class Leaf(NamedTuple):
    """One value of a policy."""

    keys: tuple[str, ...]
    setting: Setting
    """The setting that it belongs to."""
    value: Any
    """As the model has it: text, whole number, true or false, day; a tuple where `many`. None where nobody gave it."""
    type: ValueType
    """The type of the value; where `many`, of each entry."""
    meaning: str
    """The meaning, in the model's words; the setting's where the value is the whole setting."""
    many: bool = False
    """Whether the value is a list of plain values."""
    optional: bool = False
    """Whether the key may be left out."""
    given: bool = True
    """Whether some layer sets it; otherwise it is the model's default."""
    location: Location = NOWHERE
    """The location of its key, where the model knows it."""

    @property
    def path(self) -> str:
        """`escalation.contacts.duty-officer.phone`."""
        return ".".join(self.keys)

    @property
    def kind(self) -> ValueKind:
        """The kind of the value; where `many`, of each entry."""
        return "id" if self.type.kind == "reference" and self.keys[-1] == "id" else self.type.kind

    @property
    def limit(self) -> Limit:
        """The bounds and unit of a number."""
        return self.type.limit

    @property
    def choices(self) -> tuple[str, ...]:
        """The values of a choice, as typed."""
        return tuple(map(as_typed, self.type.choices))

    @property
    def fixed(self) -> bool:
        """Whether no client may change it."""
        return self.setting.fixed or len(self.type.choices) == 1

    def allowed_json(self) -> dict[str, Any]:
        """The allowed values, as JSON."""
        allowed = {"kind": self.kind, "many": self.many, "unit": self.limit.unit}
        return allowed | {"least": self.limit.least, "most": self.limit.most, "choices": list(self.choices)}


def leaves(policy: Policy, *, absent: bool = False) -> Iterator[Leaf]:
    """Every value that some layer sets, in the order of the contract; with `absent` also those that nobody set."""
    for key, setting in settings_of(type(policy)).items():
        group, name = key.split(".")
        node = getattr(policy, group)
        if (value := getattr(node, name)) is not None or absent:
            leaf, is_given, location = setting_leaf(setting), value is not None, node.location_of(name)
            yield from _below(leaf._replace(value=value, given=is_given, location=location), absent)


def setting_leaf(setting: Setting) -> Leaf:
    """The leaf of a setting, without a value."""
    return Leaf(tuple(setting.key.split(".")), setting, None, setting.type, setting.doc, optional=True, given=False)


def field_leaf(leaf: Leaf, model: type[Node], name: str) -> Leaf:
    """The leaf of a field of the group at a leaf, without a value."""
    return leaf._replace(
        keys=(*leaf.keys, name),
        value=None,
        type=field_type(model, name),
        meaning=" ".join(field_doc(model, name).split()),
        optional=not model.model_fields[name].is_required(),
        given=False,
    )


def _below(leaf: Leaf, absent: bool) -> Iterator[Leaf]:
    """The values at and below a leaf."""
    value, item = leaf.value, leaf.type.item
    if isinstance(value, Node):
        for name in type(value).model_fields:
            part = getattr(value, name)
            is_given = part is not None and name in value.model_fields_set
            if is_given or absent:
                inner = field_leaf(leaf, type(value), name)
                yield from _below(inner._replace(value=part, given=is_given, location=value.location_of(name)), absent)
    elif item and (isinstance(value, dict) or (value and all(isinstance(entry, Node) for entry in value))):
        for name, part in entries_of(value):
            place = part.location if isinstance(part, Text) else leaf.location
            inner = leaf._replace(keys=(*leaf.keys, name), type=item, value=part, optional=True, location=place)
            yield from _below(inner, absent)
    else:
        plain = leaf._replace(many=True, type=item) if item and leaf.type.kind == "list" else leaf
        if leaf.given or plain.type.kind not in ("group", "list", "mapping"):
            yield plain
