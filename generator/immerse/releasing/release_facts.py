"""The facts of one release: settings, pages, blocks and items of both views, as plain JSON with one entry a line.

Each entry names its readers. Where trainees and mentors see different content there is an entry for each, so that a
report for one group uses only its own entries.
"""

from dataclasses import dataclass, replace
from typing import Any, Self, TypeVar

from immerse.releasing.ledger_json import json_lines, read_json

FACTS = "facts.json"
"""Their file in the folder of a version."""
SCHEMA = "immerse.facts/1"
_LISTS = ("known", "settings", "pages", "blocks", "items", "retired", "look")
EDITOR = "editor"
"""Reads everything, also content that no view shows; the other readers are the views `trainee` and `mentor`."""
Readers = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SettingFact:
    """A setting with a value, as these readers see it."""

    key: str
    readers: Readers
    title: str
    safety: bool
    owner: str
    """The department that answers for it."""
    digest: str
    values: tuple[tuple[str, str, str], ...]
    """(path, label, value in words), in the order of the contract."""
    read_by: tuple[str, ...]
    """Ids of the pages and items that read it."""


@dataclass(frozen=True, slots=True)
class PageFact:
    """A page."""

    address: str
    readers: Readers
    title: str


@dataclass(frozen=True, slots=True)
class BlockFact:
    """A part of a page, with its text as it is shown."""

    id: str
    readers: Readers
    page: str
    anchor: str
    title: str
    digest: str
    text: str


@dataclass(frozen=True, slots=True)
class Declared:
    """One change of an item, as its author declared it. Without `what` for readers who may not know it."""

    version: str
    declared: str
    """The class."""
    mandatory: bool
    what: str

    @property
    def raises(self) -> bool:
        """Whether the change raised the `rev` of the item."""
        return self.declared == "raised" or self.mandatory


@dataclass(frozen=True, slots=True)
class ItemFact:
    """A competency, a drill, a step of a playbook or a graduation item, as these readers see it."""

    id: str
    readers: Readers
    kind: str
    title: str
    page: str
    anchor: str
    rev: int
    digest: str
    """The digest of `meaning`, without the settings."""
    meaning: dict[str, Any]
    """The value of the digest, which can be computed again under a newer rule."""
    settings: tuple[str, ...]
    """Settings that it rests on."""
    text: str
    written: str
    """Digest of its author's text, the same for every client; empty where it is the client's own."""
    changes: tuple[Declared, ...]


@dataclass(frozen=True, slots=True)
class LookFact:
    """A part of how the site looks, the same for all readers."""

    id: str
    """`primary`, `logo`, `layout`."""
    title: str
    value: str
    """The value in words; empty for a file."""
    digest: str


@dataclass(frozen=True, slots=True)
class RetiredFact:
    """A retired id."""

    id: str
    version: str
    fate: str
    """`replaced`, `merged`, `split` or `retired`."""
    successors: tuple[str, ...]
    what: str


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one release of a client's site, with which a later release is compared."""

    client: str
    client_name: str
    version: str
    """Of the release; empty for a workspace that is not released."""
    core_version: str
    policy_version: str
    effective: str
    signers: str = ""
    """Digest of who may sign; empty where nobody may."""
    known: tuple[str, ...] = ()
    """Ids of all items, modules and playbooks of the programme, also of those that this client has not."""
    settings: tuple[SettingFact, ...] = ()
    pages: tuple[PageFact, ...] = ()
    blocks: tuple[BlockFact, ...] = ()
    items: tuple[ItemFact, ...] = ()
    retired: tuple[RetiredFact, ...] = ()
    look: tuple[LookFact, ...] = ()

    def to_bytes(self) -> bytes:
        """The facts as UTF-8 JSON, sorted, one entry a line; equal facts give equal bytes."""
        return json_lines(SCHEMA, self, listed=_LISTS)

    @classmethod
    def from_bytes(cls, content: bytes) -> Self:
        """The facts in a file; raises Refused where it is damaged or has another schema."""
        return read_json(content, SCHEMA, cls, FACTS)


@dataclass(frozen=True, slots=True)
class Retirements:
    """Only the retired ids of the facts of one release."""

    retired: tuple[RetiredFact, ...]

    @classmethod
    def from_bytes(cls, content: bytes) -> Self:
        """The retired ids in a file of facts, of which nothing else is judged; raises as `Facts.from_bytes` does."""
        return read_json(content, SCHEMA, cls, FACTS)


T = TypeVar("T", SettingFact, PageFact, BlockFact, ItemFact)


def read_by(readers: str, facts: tuple[T, ...]) -> dict[str, T]:
    """The entries that these readers have, by key, address or id."""
    return {key_of(fact): fact for fact in facts if readers in fact.readers}


def key_of(fact: SettingFact | PageFact | BlockFact | ItemFact) -> str:
    """The key of an entry in its list, beside its readers."""
    if isinstance(fact, SettingFact):
        return fact.key
    return fact.address if isinstance(fact, PageFact) else fact.id


def merged(by_reader: dict[str, list[T]]) -> tuple[T, ...]:
    """The entries of several readers, in which `readers` is empty, as one sorted list: equal entries become one entry
    with all its readers."""
    by_key: dict[str, list[tuple[T, list[str]]]] = {}
    for reader, facts in by_reader.items():
        for fact in facts:
            forms = by_key.setdefault(key_of(fact), [])
            same = next((readers for form, readers in forms if form is fact or form == fact), None)
            if same is None:
                forms.append((fact, [reader]))
            else:
                same.append(reader)
    return tuple(replace(fact, readers=tuple(readers)) for key in sorted(by_key) for fact, readers in by_key[key])
