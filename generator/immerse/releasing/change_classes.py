"""What the change of an item is called: as its author declared it, or that a client's policy brought it about."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from immerse.composing.digests import digest_of
from immerse.model.comparison import ItemClass
from immerse.model.release import version_key
from immerse.model.revised import belongs_to
from immerse.releasing.release_facts import Declared, Facts, ItemFact, RetiredFact

_WEIGHT = ("new", "editorial", "clarified", "raised")
"""Declared classes, the heaviest last: several changes of one item are told as the heaviest of them."""
_FATES = {
    "replaced": ItemClass.REPLACED,
    "merged": ItemClass.MERGED,
    "split": ItemClass.SPLIT,
    "retired": ItemClass.RETIRED,
}


class Class(NamedTuple):
    """How an item changed."""

    item_class: ItemClass
    mandatory: bool = False
    what: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()


class Classing:
    """Classes of the items that changed from one release to another."""

    def __init__(self, old: Facts, new: Facts, settings: Collection[str] = ()) -> None:
        """`settings` are those that changed."""
        self._after = version_key(old.core_version)
        self._settings = settings
        self._known = frozenset(new.known)
        self._retired = {entry.id: entry for entry in new.retired}

    def of(self, was: ItemFact | None, now: ItemFact | None) -> Class | None:
        """The class of one item; None where it did not change."""
        if now is None:
            return self._gone(was) if was else None
        since = self.since(now)
        mandatory = any(one.mandatory for one in since)
        what = tuple(one.what for one in since if one.what)
        if was is None:
            return Class(ItemClass.NEW, mandatory, what)
        said_otherwise = is_other(was, now)
        if was.rev != now.rev or (said_otherwise and was.written != now.written):
            heaviest = max((one.declared for one in since), key=_WEIGHT.index, default="undeclared")
            return Class(ItemClass(heaviest), mandatory, what)
        rests_on_other = any(key in self._settings for key in now.settings)
        return Class(ItemClass.BY_POLICY) if said_otherwise or rests_on_other else None

    def since(self, item: ItemFact) -> tuple[Declared, ...]:
        """The changes of an item that came after the earlier release."""
        return tuple(one for one in item.changes if version_key(one.version) > self._after)

    def _gone(self, was: ItemFact) -> Class:
        entry = self.entry_of(was.id)
        if entry is None:
            # It is there for other clients, or it was this client's own.
            here = was.id in self._known or not was.written
            return Class(ItemClass.BY_POLICY if here else ItemClass.UNDECLARED)
        return Class(_FATES[entry.fate], False, (entry.what,), self.successors(was.id))

    def entry_of(self, id: str) -> RetiredFact | None:
        """What was said of an id that is gone, or of the module or playbook that it was in."""
        return self._retired.get(id) or next(
            (entry for entry in self._retired.values() if belongs_to(id, entry.id)), None
        )

    def successors(self, id: str) -> tuple[str, ...]:
        """The ids that stand in the place of one that is gone and are there themselves, over several steps."""
        entry = self.entry_of(id)
        found: dict[str, None] = {}
        for one in entry.successors if entry else ():
            found |= dict.fromkeys((one,) if one in self._known else self.successors(one))
        return tuple(found)


def is_other(was: ItemFact, now: ItemFact) -> bool:
    """Whether an item means something else. Under another rule for digests the old one is computed anew, from what
    the facts hold of it: a newer immerse by itself changes no item."""
    if was.digest.partition(":")[0] == now.digest.partition(":")[0]:
        return was.digest != now.digest
    both = was.meaning.keys() & now.meaning.keys()
    return digest_of({key: was.meaning[key] for key in both}) != digest_of({key: now.meaning[key] for key in both})
