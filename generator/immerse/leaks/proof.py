"""The words that the site of a client may not contain, and their occurrences in its sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from immerse.leaks.owned_word import OwnedWord, WordMatching
from immerse.leaks.package_words import is_default, is_ours
from immerse.leaks.searcher import Hit
from immerse.leaks.seen import Seen
from immerse.leaks.source_scan import SourceHit, own_files, words_in
from immerse.leaks.word_registry import ClientIndex, WordRegistry
from immerse.loading.layout import CLIENTS
from immerse.model.identifying import WordKind
from immerse.problems import Location, Problem, Severity
from immerse.words.english import join

RULE = "L-71"
CORE = "core"
"""Stands for the core in the subject of a problem: `core/northgate`."""
_SHOWN = 60
_A_COPY = 15
"""Words of one client in the folder of another from which on the folder is called a copy."""


def _of_client(registry: WordRegistry, client: str) -> Iterator[Problem]:
    """The words of other clients in the folder of this one."""
    is_free = _remembered(lambda hit: registry.may_say(client, hit))
    for source_hit in words_in(registry.files, own_files(client), registry.searcher, is_free, client):
        hit = source_hit.hit
        if source_hit.setting and source_hit.setting == hit.word.setting and not hit.word.is_private:
            if not is_default(hit.word, hit.matched):
                yield _in_common(client, source_hit)
        elif not registry.is_common(hit) and not registry.is_of_core(hit) and not is_default(hit.word, hit.matched):
            yield _foreign(client, source_hit)
    yield from _not_looked_for(registry, client)


def _of_core(registry: WordRegistry, but: str = "") -> Iterator[Problem]:
    """The words of clients in the core, except those of the client that is built."""
    is_free = _remembered(lambda hit: (bool(but) and registry.may_say(but, hit)) or _is_free_in_core(registry, hit))
    for source_hit in words_in(registry.files, registry.files.core, registry.core_searcher, is_free, but):
        yield _foreign(CORE, source_hit)


def _is_free_in_core(registry: WordRegistry, hit: Hit) -> bool:
    is_everyday = hit.word.matching is WordMatching.EVERYDAY
    return is_everyday or registry.is_common(hit) or registry.is_of_core(hit) or is_default(hit.word, hit.matched)


def _not_looked_for(registry: WordRegistry, client: str) -> Iterator[Problem]:
    """A note of the words of this client that are too short to be matched in the sites of others."""
    own = registry.index.clients.get(client)
    if own and own.too_short:
        message = f"no check finds these words of {client} in the sites of others; they are too short or everyday words"
        place, hint = Location(f"{CLIENTS}/{client}/policy.yml"), "search the sites of other clients for them yourself"
        yield Problem(place, RULE, f"{message}: {', '.join(own.too_short)}", Severity.INFO, hint, client)


def _remembered(is_free: Callable[[Hit], bool]) -> Callable[[Hit], bool]:
    """A cached `is_free`: most files match the same text of the same words."""
    known: dict[tuple[OwnedWord, bytes], bool] = {}

    def answer(hit: Hit) -> bool:
        """The cached answer for a hit."""
        key = hit.word, hit.matched
        if key not in known:
            known[key] = is_free(hit)
        return known[key]

    return answer


def judge_sources(registry: WordRegistry, clients: Iterable[str], faulty: Collection[str] = ()) -> tuple[Problem, ...]:
    """The words of one client in the folder of another of these clients, or in the core.

    Clients with files that are `faulty`, or no YAML, are left out: which words are theirs is unknown until these are
    mended.
    """
    unread = {*faulty, *(client for client, own in registry.index.clients.items() if own.read_as_lines)}
    problems = [problem for client in clients if client in registry.clients for problem in _of_client(registry, client)]
    problems += _of_core(registry)
    return tuple(problem for problem in problems if unread.isdisjoint(problem.subject.split("/")))


def one_a_copy(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems, with one in place of many words of the same other client in a client's folder."""
    problems = tuple(problems)
    foreign = (problem for problem in problems if problem.word and problem.severity is Severity.ERROR)
    count = Counter(problem.subject for problem in foreign if not problem.subject.startswith(f"{CORE}/"))
    yield from (problem for problem in problems if not problem.word or count[problem.subject] < _A_COPY)
    for subject in (subject for subject, number in count.items() if number >= _A_COPY):
        client, other = subject.split("/")
        places = [str(problem.location) for problem in problems if problem.subject == subject][:3]
        message = f"{client} says {count[subject]} things of {other}, such as those at {join(places)}"
        hint = (
            f"where the folder was copied from {other}, delete it: immerse new client ID --like {other} starts another"
        )
        yield Problem(Location(f"{CLIENTS}/{client}/policy.yml"), RULE, message, Severity.ERROR, hint, subject)


@dataclass(frozen=True)
class Proof:
    """The words that a finished site of one client may not contain."""

    client: str
    registry: WordRegistry
    problems: tuple[Problem, ...]
    """Problems for words of others that are in the sources of the site."""
    waived: frozenset[tuple[str, str]] = frozenset()
    """(client, word) for words that a waiver allows this client to use."""

    @classmethod
    def of_nobody(cls) -> Proof:
        """A proof without other clients."""
        return cls("", WordRegistry.of({}), ())

    def allowing(self, waived: Iterable[Problem]) -> Proof:
        """The same with the words of waived problems allowed."""
        named = frozenset((problem.subject.partition("/")[2], problem.word) for problem in waived if problem.word)
        return self if named <= self.waived else replace(self, waived=self.waived | named)

    @cached_property
    def seen(self) -> Seen:
        """The pieces of this client's sites in which no word of others was found."""
        return Seen()

    def leaks_in(self, text: str, *, prose: bool = True) -> Iterator[Hit]:
        """The words of others in a text of the site that it may not contain."""
        for hit in self.registry.searcher.hits(text, prose=prose, everyday=False, but=self.client):
            if not self._is_free(hit):
                yield hit

    @cached_property
    def _is_free(self) -> Callable[[Hit], bool]:
        registry = self.registry
        return _remembered(
            lambda hit: (
                (hit.word.client, hit.word.shown) in self.waived
                or registry.may_say(self.client, hit)
                or registry.is_common(hit)
                or registry.is_of_core(hit)
                or is_ours(hit.word, hit.matched)
            )
        )

    @property
    def unscanned(self) -> tuple[str, ...]:
        """Words of others that are not looked for, as `client: word`."""
        return tuple(f"{client}: {word}" for client, own in self._others for word in own.too_short)

    @property
    def read_as_lines(self) -> tuple[str, ...]:
        """Files of others that could not be read as YAML."""
        return tuple(path for _, own in self._others for path in own.read_as_lines)

    @property
    def _others(self) -> Iterator[tuple[str, ClientIndex]]:
        return ((client, own) for client, own in self.registry.index.clients.items() if client != self.client)


def prove(registry: WordRegistry, client: str) -> Proof:
    """The words that the site of one client may not contain, with their occurrences in its sources."""
    return Proof(client, registry, (*_of_client(registry, client), *_of_core(registry, client)))


def _foreign(owner: str, source_hit: SourceHit) -> Problem:
    word, location = source_hit.hit.word, source_hit.spot.location
    kind = "words" if word.kind is WordKind.TEXT else word.kind.value
    disguise = f" ({source_hit.hit.disguise})" if source_hit.hit.disguise else ""
    description = f"{shortened(word.shown)!r}{disguise}: {kind} of client {word.client} ({word.place})"
    file = "site_config/waivers.yml" if owner == CORE else f"{CLIENTS}/{owner}/waivers.yml"
    read_by = "every client" if owner == CORE else owner
    hint = f"remove it, because {read_by} would read it; if it is meant, add a waiver to {file}"
    message, severity = description, Severity.ERROR
    if word.matching is WordMatching.EVERYDAY:
        message, severity = f"{description}, if this word means the client", Severity.WARNING
        hint = "rephrase it, or add a waiver"
    cause = f"{owner}/{word.client}/{word.key.decode()}"
    return Problem(location, RULE, message, severity, hint, f"{owner}/{word.client}", cause, word=word.shown)


def _in_common(client: str, source_hit: SourceHit) -> Problem:
    word = source_hit.hit.word
    location = Location(source_hit.spot.path, source_hit.spot.text.line, source_hit.spot.text.column)
    message = f"{client} and {word.client} both say {shortened(word.shown)!r} in {word.setting} ({word.place})"
    cause = f"{client}/{word.client}/{word.setting}"
    return Problem(location, RULE, message, Severity.INFO, subject=f"{client}/{word.client}", cause=cause)


def shortened(text: str) -> str:
    """A text, shortened to fit into a message."""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 3]}..."
