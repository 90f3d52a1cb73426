"""Scopes: the objects that a rule is called with, each with its place, its id and its client."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from immerse.checking.rule import RuleScope, Visit
from immerse.checking.wording import Occurrence, Wording
from immerse.model.base import Node
from immerse.model.edition import Client
from immerse.model.owned_text import OwnedText
from immerse.model.programme import Programme
from immerse.model.screening import Screen
from immerse.model.subject import Subject

N = TypeVar("N", bound=Node)


def whole(context: Subject) -> Iterator[Visit[Subject]]:
    """The whole subject in one visit, for a rule that compares its parts."""
    yield Visit(context, "")


def each_client(context: Subject) -> Iterator[Visit[Client]]:
    """Each client; its problems name a setting."""
    for client in context.clients:
        yield Visit(client, client.id, client=client)


def setting(key: str, *, unread: bool = False) -> RuleScope[Any]:
    """The value of a setting, of each client that sets it.

    Args:
        key: `response.targets`.
        unread: Whether it is visited even where no text of the programme reads the setting.
    """
    group, _, name = key.partition(".")

    def visits(context: Subject) -> Iterator[Visit[Any]]:
        """The visits of this scope."""
        for client in context.clients if unread or key in context.used else ():
            settings = getattr(client.policy, group)
            value = getattr(settings, name)
            if value is not None:
                node = value if isinstance(value, Node) else None
                yield Visit(value, f"{client.id}/{key}", settings.location_of(name), node, client)

    return visits


def entries(key: str, *, unread: bool = False) -> RuleScope[Any]:
    """Each entry of a setting that is a list or a mapping, of each client; see `setting`."""
    settings = setting(key, unread=unread)

    def visits(context: Subject) -> Iterator[Visit[Any]]:
        """The visits of this scope."""
        for whole in settings(context):
            named = whole.value.items() if isinstance(whole.value, dict) else (("", entry) for entry in whole.value)
            for id, entry in named:
                yield whole._replace(value=entry, at=entry.location, node=entry, key=str(id))

    return visits


def nodes(of: Callable[[Programme], Iterable[N]]) -> RuleScope[N]:
    """Parts of the programme that have an id: `nodes(Programme.lessons)`."""

    def visits(context: Subject) -> Iterator[Visit[N]]:
        """The visits of this scope."""
        for node in of(context.programme):
            yield Visit(node, str(node.id), node=node)  # type: ignore[attr-defined]

    return visits


each_competency = nodes(Programme.competencies)
each_module = nodes(lambda programme: programme.modules)
each_playbook = nodes(lambda programme: programme.playbooks)


def occurrences(wording: Wording, *settings: str) -> RuleScope[Occurrence]:
    """Each occurrence of a wording in the texts of the programme and of these settings."""

    def visits(context: Subject) -> Iterator[Visit[Occurrence]]:
        """The visits of this scope."""
        texts = [*context.texts.caught_in(wording.screen)]
        for of_client in context.client_texts.values() if settings else ():
            texts += [owned for owned in of_client if owned.owner.partition("/")[2] in settings]
        yield from occurrences_in(wording, texts)

    return visits


def occurrences_in(wording: Wording, texts: Iterable[OwnedText]) -> Iterator[Visit[Occurrence]]:
    """Each occurrence of a wording in these texts."""
    for occurrence in wording.found_in(texts):
        yield Visit(occurrence, occurrence.owner, occurrence.location)


def caught(screen: Screen) -> RuleScope[OwnedText]:
    """Each text of the programme and of the overlays that a screen catches."""

    def visits(context: Subject) -> Iterator[Visit[OwnedText]]:
        """The visits of this scope."""
        for owned in context.own_words(screen):
            yield Visit(owned, owned.owner, owned.text.location)

    return visits
