"""Every value of a policy by its path, with its kind and bounds; a list of stand-ins and a question name such paths.

A path is the keys from the top, with points; an entry of a list goes by its `id`, else by its number from 0:
`escalation.contacts.duty-officer.phone`, `centre.channels.x-care.account`, `voice.values.0.behaviour`. A list of plain
values is one value.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, get_args, get_origin

from immerse.model.base import Node
from immerse.model.clock_times import ClockTime
from immerse.model.ids import ContactId
from immerse.model.policy.contract import bare, entry_names
from immerse.model.policy.formats import Jurisdiction, LanguageTag, Mailbox, Phone, TimeZone, Version, WebAddress
from immerse.model.policy.limits import Limit
from immerse.model.policy.policy import Policy
from immerse.model.policy.registry import Setting, settings_of
from immerse.model.text import CodeId, Name, Slug, Text
from immerse.problems import NOWHERE, Location
from immerse.words.docstrings import field_doc

Kind = Literal[
    "text",
    "name",
    "number",
    "yes_no",
    "choice",
    "date",
    "time",
    "zone",
    "language",
    "country",
    "phone",
    "web",
    "mailbox",
    "version",
    "contact",
    "person",
    "reference",
    "id",
    "code",
]
"""What a value is: `name` is a text on one line without markup, `contact` the id of one of escalation.contacts,
`reference` that of something else, `person` a person's key, `id` what an entry of a list is called."""

CONFIRMABLE: frozenset[Kind] = frozenset({"number", "yes_no", "choice", "date", "time", "zone", "language", "country"})
"""Kinds whose value in a skeleton can be right; deleting the line of stand_ins confirms it."""

_KINDS: tuple[tuple[type, Kind], ...] = (
    (TimeZone, "zone"),
    (Phone, "phone"),
    (LanguageTag, "language"),
    (Jurisdiction, "country"),
    (Version, "version"),
    (WebAddress, "web"),
    (Mailbox, "mailbox"),
    (ContactId, "contact"),
    (Slug, "reference"),
    (CodeId, "code"),
    (ClockTime, "time"),
    (Name, "name"),
    (Text, "text"),
    (bool, "yes_no"),
    (int, "number"),
    (date, "date"),
)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value of a policy."""

    keys: tuple[str, ...]
    setting: Setting
    """The setting that it belongs to."""
    value: Any
    """As the model has it: text, whole number, true or false, day; a tuple where `many`. None where nobody gave it."""
    kind: Kind
    """Of the value; where `many`, of each entry."""
    many: bool
    """A list of plain values."""
    meaning: str
    """What it means, in the model's words; the setting's where the value is the whole setting."""
    unit: str = ""
    """What a number counts: minutes, per cent; empty for none."""
    least: int | None = None
    most: int | None = None
    """Bounds of a number."""
    choices: tuple[str, ...] = ()
    """The values of a choice, as typed."""
    optional: bool = False
    """The key may be left out."""
    fixed: bool = False
    """No client may change it."""
    given: bool = True
    """Some layer says it; else it is what the model takes when nobody does."""
    location: Location = NOWHERE
    """Where its key is written, where the model knows it."""

    @property
    def path(self) -> str:
        """`escalation.contacts.duty-officer.phone`."""
        return ".".join(self.keys)


def leaves(policy: Policy, *, absent: bool = False) -> Iterator[Leaf]:
    """Every value that some layer sets, in the order of the contract; with `absent` those too that could stand beside
    them and that nobody gave."""
    for key, setting in settings_of(type(policy)).items():
        group, name = key.split(".")
        value = getattr(getattr(policy, group), name)
        if value is None and not absent:
            continue
        place = getattr(policy, group).place_of(name)
        about = Leaf((group, name), setting, value, "text", False, setting.doc, location=place)
        about = replace(about, optional=True, given=value is not None)
        yield from _below(about, setting.annotation, (), absent)


def leaf_at(policy: Policy, path: str) -> Leaf | None:
    """The value at a path, also one that nobody gave yet; None where the policy has no such place."""
    return next((leaf for leaf in leaves(policy, absent=True) if leaf.path == path), None)


def _below(about: Leaf, annotation: Any, metadata: tuple[Any, ...], absent: bool) -> Iterator[Leaf]:
    """The values at and below one that `about` describes; its kind is not known yet."""
    annotation, metadata = bare(annotation, metadata)
    value = about.value
    if isinstance(value, Node):
        for name, field in type(value).model_fields.items():
            part = _part(about, value, name)
            if part.given or absent:
                yield from _below(part, field.annotation, tuple(field.metadata), absent)
    elif isinstance(value, dict):
        for key, inner in value.items():
            place = inner.location if isinstance(inner, Node | Text) else about.location
            one = replace(about, keys=(*about.keys, str(key)), value=inner, optional=True, location=place)
            yield from _below(one, get_args(annotation)[1], (), absent)
    elif isinstance(value, tuple) and value and all(isinstance(entry, Node) for entry in value):
        for name, entry in zip(entry_names(value), value, strict=True):
            one = replace(about, keys=(*about.keys, name), value=entry, optional=True)
            yield from _below(one, type(entry), (), absent)
    elif get_origin(annotation) is tuple and (about.given or not _holds_groups(get_args(annotation)[0])):
        inner, found = bare(get_args(annotation)[0], ())
        yield typed(replace(about, many=True), inner, found)
    elif about.given or not _holds_groups(annotation):
        yield typed(about, annotation, metadata)


def _holds_groups(annotation: Any) -> bool:
    kind, _ = bare(annotation, ())
    return get_origin(kind) in (dict, tuple) or (isinstance(kind, type) and issubclass(kind, Node))


def _part(about: Leaf, node: Node, name: str) -> Leaf:
    value = getattr(node, name)
    given = value is not None and name in node.model_fields_set
    return replace(field_leaf(about, type(node), name), value=value, given=given, location=node.place_of(name))


def field_leaf(about: Leaf, kind: type[Node], name: str) -> Leaf:
    """What a field of a group of values means, below the group that `about` describes; nothing is given yet."""
    return replace(
        about,
        keys=(*about.keys, name),
        value=None,
        meaning=" ".join(field_doc(kind, name).split()),
        optional=not kind.model_fields[name].is_required(),
        given=False,
    )


def typed(about: Leaf, annotation: Any, metadata: tuple[Any, ...]) -> Leaf:
    """A leaf with what its type says of it: kind, bounds, choices, and whether it may be changed."""
    fixed = about.setting.fixed or (get_origin(annotation) is Literal and len(get_args(annotation)) == 1)
    if get_origin(annotation) is Literal:
        choices = tuple(_astyped(one) for one in get_args(annotation))
        kind: Kind = "yes_no" if set(choices) <= {"true", "false"} else "choice"
        return replace(about, kind=kind, choices=choices, fixed=fixed)
    kind = next(
        (kind for base, kind in _KINDS if isinstance(annotation, type) and issubclass(annotation, base)), "text"
    )
    if kind == "text" and any(getattr(one, "pattern", None) == Jurisdiction.schema_pattern for one in _parts(metadata)):
        kind = "country"
    if kind == "reference" and about.keys[-1] in ("id", "person"):
        kind = "id" if about.keys[-1] == "id" else "person"
    if kind != "number":
        return replace(about, kind=kind, fixed=fixed)
    limit = next((part for part in metadata if isinstance(part, Limit)), Limit())
    return replace(about, kind=kind, unit=limit.unit, least=limit.least, most=limit.most, fixed=fixed)


def _astyped(choice: Any) -> str:
    return str(choice).lower() if isinstance(choice, bool) else str(choice)


def _parts(metadata: tuple[Any, ...]) -> list[Any]:
    return [one for part in metadata for one in (part, *getattr(part, "metadata", ()))]
