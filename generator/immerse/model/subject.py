"""The subject of rules: a programme, clients and a day."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from immerse.model.edition import Client
from immerse.model.owned_text import OwnedText, owned_texts
from immerse.model.policy.policy import Policy
from immerse.model.policy.registry import settings_of
from immerse.model.programme import Programme
from immerse.model.references import ids_by_kind
from immerse.model.screening import Screen, ScreenedTexts

T = TypeVar("T")


class Regions(NamedTuple):
    """A country in the calendar of public holidays."""

    parts: tuple[str, ...]
    differing: tuple[str, ...]
    """Parts whose holidays differ from those of the country."""


@dataclass(frozen=True)
class Subject:
    """A programme, the clients in hand, and what static reading found. Rules read it and change nothing."""

    programme: Programme
    clients: tuple[Client, ...]
    reads: dict[str, tuple[str, ...]]
    """Source id (lesson, drill, inject, check, playbook, competency, graduation item, module, `curriculum`,
    `rotation`) -> setting keys that its texts, conditions and filters read, over all branches, sorted."""
    on: date
    """The day on which dates are judged."""
    core: Policy | None = None
    """Only the core defaults, to find values that a client has loosened."""
    regions: Mapping[str, Regions | None] = field(default_factory=dict)
    """Country of a client's desk -> its parts; None for one that the calendar does not have."""

    screened: ScreenedTexts | None = None
    """The texts of the programme, where they were walked before for other clients."""
    unreadable: frozenset[str] = frozenset()
    """Source ids with an expression that could not be read, so that `reads` lacks some of their settings."""

    shared: dict[Callable[[Subject], Any], tuple[Programme, Any]] = field(default_factory=dict, compare=False)
    """Results of `for_all` for a programme; passed on from client to client."""

    def for_all(self, find: Callable[[Subject], T]) -> T:
        """The result of `find` for the programme without clients, found once for all clients."""
        known = self.shared.get(find)
        if known is None or known[0] is not self.programme:
            known = self.shared[find] = self.programme, find(replace(self, clients=()))
        result: T = known[1]
        return result

    @cached_property
    def used(self) -> frozenset[str]:
        """Every setting that some text, condition or competency of the programme reads."""
        read = {key for keys in self.reads.values() for key in keys}
        return frozenset(read | {str(key) for competency in self.programme.competencies() for key in competency.uses})

    @cached_property
    def known_ids(self) -> Mapping[str, Collection[str | int]]:
        """As `known_ids` gives them, gathered once for all rules and clients."""
        return self.for_all(_known_ids)

    @cached_property
    def texts(self) -> ScreenedTexts:
        """Every text of the programme with its owner, walked once for all rules."""
        return self.screened or ScreenedTexts(owned_texts(self.programme, "programme"))

    @cached_property
    def overlays(self) -> ScreenedTexts:
        """Every text of the clients' overlays with its owner (`acme/overlay`)."""
        texts = (owned for client in self.clients for owned in owned_texts(client.overlay, f"{client.id}/overlay"))
        return ScreenedTexts(texts, self.texts.screening)

    def own_words(self, screen: Screen) -> list[OwnedText]:
        """The texts of the programme, then of each client's overlay, that a screen matches."""
        return self.texts.caught_in(screen) + self.overlays.caught_in(screen)

    @cached_property
    def client_texts(self) -> dict[str, tuple[OwnedText, ...]]:
        """Client id -> every text of that client's overlay (owner `acme/overlay`) and policy (`acme/group.setting`)."""
        return {client.id: tuple(_texts_of(client)) for client in self.clients}


def _texts_of(client: Client) -> Iterator[OwnedText]:
    yield from owned_texts(client.overlay, f"{client.id}/overlay")
    for group in type(client.policy).model_fields:
        settings = getattr(client.policy, group)
        for name in type(settings).model_fields:
            yield from owned_texts(getattr(settings, name), f"{client.id}/{group}.{name}")


def _known_ids(subject: Subject) -> Mapping[str, Collection[str | int]]:
    return known_ids(subject.programme)


def known_ids(programme: Programme) -> Mapping[str, Collection[str | int]]:
    """Kind of thing -> every id of the programme that a text or field may name."""
    known: dict[str, Collection[str | int]] = {**ids_by_kind(programme, parts=True)}
    known["setting"] = tuple(settings_of(programme.contract()))
    return known
