"""A value to begin with for any setting, from its type alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from immerse.model.base import Node
from immerse.model.clock_times import ClockTime
from immerse.model.id_marks import DEFINES
from immerse.model.ids import ContactId
from immerse.model.policy.formats import Jurisdiction, LanguageTag, Mailbox, Phone, TimeZone, Version, WebAddress
from immerse.model.policy.limits import Limit
from immerse.model.policy.policy import Policy
from immerse.model.policy.stand_ins import HOST, PHONE, placeholder
from immerse.model.text import CodeId, Slug, Text
from immerse.starting.dates import DEEDS, LONG_AGO, date_for

_TEXTS: tuple[tuple[type[Text], str], ...] = (
    (TimeZone, "Europe/London"),
    (Phone, PHONE),
    (LanguageTag, "en-GB"),
    (Jurisdiction, "GB"),
    (Version, "0.1.0"),
    (WebAddress, f"https://{HOST}/"),
    (Mailbox, f"to-be-given@{HOST}"),
    (ClockTime, "09:00"),
    (CodeId, "PB-01"),
)


@dataclass(frozen=True)
class Deriving:
    """Makes values that fit one client: contacts that it has, places and languages where it is."""

    contacts: tuple[str, ...]
    example: Mapping[type, str]
    """Kind of text -> what it is for this client."""
    today: date

    def value(self, annotation: Any, keys: tuple[str, ...], metadata: tuple[Any, ...] = ()) -> Any:
        """The smallest value of this type: required parts alone, one entry where a list needs one."""
        origin, arguments = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            return self.value(arguments[0], keys, (*metadata, *arguments[1:]))
        if origin in (Union, UnionType):
            return self.value(next(one for one in arguments if one is not type(None)), keys, metadata)
        if origin is Literal:
            return arguments[0]
        if origin is dict:
            return {key: self.value(arguments[1], (*keys, key)) for key in self._keys(arguments[0])}
        if origin is tuple:
            count = max(_limit(metadata, "min_length") or 1, 1)
            return [self.value(arguments[0], (*keys, str(place))) for place in range(count)]
        if issubclass(annotation, Node):
            return self._node(annotation, keys)
        return self._plain(annotation, keys, metadata)

    def _node(self, kind: type[Node], keys: tuple[str, ...]) -> dict[str, Any]:
        fields = {name: one for name, one in kind.model_fields.items() if one.is_required()}
        return {name: self.value(one.annotation, (*keys, name), tuple(one.metadata)) for name, one in fields.items()}

    def _keys(self, annotation: Any) -> tuple[str, ...]:
        if get_origin(annotation) is Literal:
            return tuple(map(str, get_args(annotation)))
        return (str(self.value(annotation, ("", "id", "0"))),)

    def _plain(self, kind: type, keys: tuple[str, ...], metadata: tuple[Any, ...]) -> Any:
        if issubclass(kind, bool):
            return False
        if issubclass(kind, int):
            limit = next((part for part in metadata if isinstance(part, Limit)), Limit())
            wanted = 60 if limit.unit == "minutes" else 1
            least, most = (wanted if bound is None else bound for bound in (limit.least, limit.most))
            return max(least, min(wanted, most))
        if issubclass(kind, date):
            return LONG_AGO if keys[-1] in DEEDS else date_for(keys, self.today, 26)
        if issubclass(kind, ContactId) and DEFINES not in metadata:
            return self._contact(keys)
        if issubclass(kind, Slug):
            named = kind.kind and DEFINES not in metadata and kind.example != Slug.example
            return kind.example if named else f"entry-{int(keys[-2]) + 1 if keys[-2].isdecimal() else 1}"
        found = next(((one, text) for one, text in _TEXTS if issubclass(kind, one)), None)
        if found:
            return self.example.get(found[0], found[1])
        place = "".join(f" {int(key) + 1}" for key in keys if key.isdecimal())
        words = [key.replace("_", " ") for key in keys[1:] if not key.isdecimal()]
        return placeholder(f"{words[-1]}{place}" + (f" ({', '.join(words[-3:-1])})" if len(words) > 1 else ""))

    def _contact(self, keys: tuple[str, ...]) -> str:
        """The contact who is meant: a deputy is another one than the first."""
        place = 1 if keys[-1] in ("deputy", "backup", "1") else 0
        return self.contacts[min(place, len(self.contacts) - 1)] if self.contacts else "duty-officer"


def deriving_for(policy: Policy, today: date) -> Deriving:
    """What fits a client whose policy says this so far."""
    languages, client = policy.centre.languages or (), policy.client
    said: dict[type, str] = {}
    if languages:
        said[LanguageTag] = str(languages[0].tag)
    if client.jurisdictions:
        said[Jurisdiction] = str(client.jurisdictions[0])
    if client.timezone:
        said[TimeZone] = str(client.timezone)
    return Deriving(tuple(map(str, policy.escalation.contacts or ())), said, today)


def _limit(metadata: tuple[Any, ...], name: str) -> int | None:
    parts = [one for part in metadata for one in (part, *getattr(part, "metadata", ()))]
    found = [getattr(one, name) for one in parts if getattr(one, name, None) is not None]
    return found[-1] if found else None
