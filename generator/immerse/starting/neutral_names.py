"""Neutral names for the ids of a client: ids of the package stay, the others are numbered."""

import re
from collections import Counter
from collections.abc import Iterator

from immerse.model.base import walk_texts
from immerse.model.edition import Client
from immerse.model.ids import PersonKey
from immerse.model.policy.policy import Policy
from immerse.model.references import definitions_in

_PERSONS = 20
"""Persons are numbered from 21, because a number like 11 in a key can be read as a word."""


class Naming:
    """Old id -> new id, the same everywhere. Ids that are not the client's own are unchanged."""

    def __init__(self, example: Client, client: str, known: frozenset[str]) -> None:
        self._names: dict[str, str] = {example.id: client}
        self._counts: Counter[str] = Counter()
        self._taken = set(known)
        for id, kind in _ids(example.policy):
            if id not in self._names and id not in known:
                self._names[id] = self._next(kind)

    def new(self, id: str) -> str:
        """The id in the new file."""
        return self._names.get(id, id)

    def _next(self, kind: str) -> str:
        self._counts[kind] += 1
        is_first = self._counts[kind] == 1 and kind.endswith("-contact")
        number = str(self._counts[kind] + (_PERSONS if kind == "person" else 0))
        name = kind if is_first else f"{kind}-{number}"
        return self._next(kind) if name in self._taken else name


def known_ids(policy: Policy) -> frozenset[str]:
    """All ids of a policy."""
    return frozenset(id for id, _ in _ids(policy))


def title_of(contact: str) -> str:
    """The title of a contact from its id: `it-security-contact` is the "IT security contact"."""
    return re.sub(r"\b(it|hr|pr)\b", lambda match: match[0].upper(), contact.replace("-", " "))


def _ids(policy: Policy) -> Iterator[tuple[str, str]]:
    """The ids that a policy defines, contacts first, each with the word for its kind."""
    contacts = policy.escalation.contacts or {}
    for id, contact in contacts.items():
        yield str(id), f"{contact.functions[0].replace('_', '-')}-contact" if contact.functions else "contact"
    for defined in definitions_in(policy):
        yield str(defined.id), defined.kind.replace(" ", "-")
    for text in walk_texts(policy):
        if isinstance(text, PersonKey):
            yield str(text), "person"
