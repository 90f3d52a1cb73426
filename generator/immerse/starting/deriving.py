"""Makes an initial value for any setting from its type."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from immerse.model.base import Node
from immerse.model.days import Done
from immerse.model.id_marks import DEFINES, StandsInFor
from immerse.model.limits import Entries
from immerse.model.policy.kinds import SHORTEST_ROTATION
from immerse.model.policy.policy import Policy
from immerse.model.policy.stand_ins import HOST, PHONE, placeholder
from immerse.model.policy.value_types import ValueKind, ValueType, field_type
from immerse.model.text import Slug
from immerse.starting.dates import LONG_AGO, date_for

_TEXTS: dict[ValueKind, str] = {
    "zone": "Europe/London",
    "phone": PHONE,
    "language": "en-GB",
    "country": "GB",
    "region": "GB",
    "version": "0.1.0",
    "web": f"https://{HOST}/",
    "mailbox": f"to-be-given@{HOST}",
    "time": "09:00",
    "code": "PB-01",
}


@dataclass(frozen=True)
class Deriving:
    """Makes values that fit one client: contacts that it has, places and languages where it is."""

    contacts: tuple[str, ...]
    example: Mapping[ValueKind, str]
    """Kind of text -> an example for this client."""
    today: date

    def value(self, kind: ValueType, keys: tuple[str, ...]) -> Any:
        """The smallest value of this type: only required parts, one entry where a list needs one."""
        if kind.choices:
            return kind.choices[0]
        if kind.model:
            return self._node(kind.model, keys)
        if kind.key and kind.item:
            names = tuple(map(str, kind.key.choices)) or (str(self.value(kind.key, ("", "id", "0"))),)
            return {name: self.value(kind.item, (*keys, name)) for name in names}
        if kind.item:
            entries = kind.declared(Entries)
            count = entries.least if entries and entries.least else 1
            return [self.value(kind.item, (*keys, str(place))) for place in range(count)]
        return self._plain(kind, keys)

    def _node(self, model: type[Node], keys: tuple[str, ...]) -> dict[str, Any]:
        names = (name for name, field in model.model_fields.items() if field.is_required())
        return {name: self.value(field_type(model, name), (*keys, name)) for name in names}

    def _plain(self, kind: ValueType, keys: tuple[str, ...]) -> Any:
        if kind.kind == "yes_no":
            return False
        if kind.kind == "number":
            wanted = 60 if kind.limit.unit == "minutes" else 1
            least, most = (wanted if bound is None else bound for bound in (kind.limit.least, kind.limit.most))
            return max(least, min(wanted, most))
        if kind.kind == "date":
            return LONG_AGO if kind.declared(Done) else date_for(keys, self.today, SHORTEST_ROTATION)
        if kind.kind == "contact" and DEFINES not in kind.metadata:
            return self._contact(kind, keys)
        if kind.kind in ("contact", "reference", "person"):
            id = kind.annotation
            named = id.kind and DEFINES not in kind.metadata and id.example != Slug.example
            return id.example if named else f"entry-{int(keys[-2]) + 1 if keys[-2].isdecimal() else 1}"
        if kind.kind in _TEXTS:
            return self.example.get(kind.kind, _TEXTS[kind.kind])
        place = "".join(f" {int(key) + 1}" for key in keys if key.isdecimal())
        words = [key.replace("_", " ") for key in keys[1:] if not key.isdecimal()]
        return placeholder(f"{words[-1]}{place}" + (f" ({', '.join(words[-3:-1])})" if len(words) > 1 else ""))

    def _contact(self, kind: ValueType, keys: tuple[str, ...]) -> str:
        """A contact for a field: a deputy differs from the holder, and so do the entries of a list."""
        place = int(keys[-1]) if keys[-1].isdecimal() else int(kind.declared(StandsInFor) is not None)
        return self.contacts[min(place, len(self.contacts) - 1)] if self.contacts else "duty-officer"


def deriving_for(policy: Policy, today: date) -> Deriving:
    """The examples that fit a client with this policy so far."""
    languages, client = policy.centre.languages or (), policy.client
    example: dict[ValueKind, str] = {}
    if languages:
        example["language"] = str(languages[0].tag)
    if client.jurisdictions:
        example["country"] = str(client.jurisdictions[0])
    if client.timezone:
        example["zone"] = str(client.timezone)
    return Deriving(tuple(map(str, policy.escalation.contacts or ())), example, today)
