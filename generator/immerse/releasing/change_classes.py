"""Classes of changed items: as declared by the author, or caused by a client's policy."""

from collections.abc import Collection
from typing import NamedTuple

from immerse.composing.digests import digest_of
from immerse.model.comparison import ItemClass
from immerse.model.release import version_key
from immerse.model.revised import belongs_to
from immerse.releasing.release_facts import Declared, Facts, ItemFact, RetiredFact

_WEIGHT = ("new", "editorial", "clarified", "raised")
"""Declared classes by weight, the heaviest last: several changes of one item have the class of the heaviest."""


class Class(NamedTuple):
    """The class of a change of an item."""

    item_class: ItemClass
    mandatory: bool = False
    what: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()


class Classing:
    """Classes of the items that changed from one release to another."""

    def __init__(self, old: Facts, new: Facts, settings: Collection[str] = ()) -> None:
        """Take both releases, and the `settings` that changed."""
        self._after = version_key(old.core_version)
        self._settings = settings
        self._known = frozenset(new.known)
        self._retired = {entry.id: entry for entry in new.retired}

    def of(self, was: ItemFact | None, now: ItemFact | None) -> Class | None:
        """The class of one item; None where it did not change."""
        if now is None:
            return self._class_of_removed(was) if was else None
        since = self.since(now)
        mandatory = any(change.mandatory for change in since)
        descriptions = tuple(change.what for change in since if change.what)
        if was is None:
            return Class(ItemClass.NEW, mandatory, descriptions)
        has_other_meaning = is_other(was, now)
        if was.rev != now.rev or (has_other_meaning and was.written != now.written):
            heaviest = max((change.declared for change in since), key=_WEIGHT.index, default="undeclared")
            return Class(ItemClass(heaviest), mandatory, descriptions)
        reads_changed_setting = any(key in self._settings for key in now.settings)
        return Class(ItemClass.BY_POLICY) if has_other_meaning or reads_changed_setting else None

    def since(self, item: ItemFact) -> tuple[Declared, ...]:
        """The changes of an item that came after the earlier release."""
        return tuple(change for change in item.changes if version_key(change.version) > self._after)

    def _class_of_removed(self, was: ItemFact) -> Class:
        entry = self.entry_of(was.id)
        if entry is None:
            # Other clients still have it, or it was this client's own.
            by_policy = was.id in self._known or not was.written
            return Class(ItemClass.BY_POLICY if by_policy else ItemClass.UNDECLARED)
        return Class(ItemClass(entry.fate), False, (entry.what,), self.successors(was.id))

    def entry_of(self, id: str) -> RetiredFact | None:
        """The `retired` entry of an id, or of the module or playbook that it was in."""
        parents = (entry for entry in self._retired.values() if belongs_to(id, entry.id))
        return self._retired.get(id) or next(parents, None)

    def successors(self, id: str) -> tuple[str, ...]:
        """The existing ids that replace a removed one, over several steps."""
        entry = self.entry_of(id)
        successors: dict[str, None] = {}
        for successor in entry.successors if entry else ():
            successors |= dict.fromkeys((successor,) if successor in self._known else self.successors(successor))
        return tuple(successors)


def is_other(was: ItemFact, now: ItemFact) -> bool:
    """Whether the meaning of an item changed. Where the digests have different rules, both are computed again from the
    facts: a newer immerse by itself changes no item."""
    if was.digest.partition(":")[0] == now.digest.partition(":")[0]:
        return was.digest != now.digest
    common = was.meaning.keys() & now.meaning.keys()
    return digest_of({key: was.meaning[key] for key in common}) != digest_of({key: now.meaning[key] for key in common})
