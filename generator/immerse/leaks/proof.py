"""What no site of a client may say, and where it stands in the sources all the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from immerse.leaks.everyday import CoreWords
from immerse.leaks.holdings import Holdings, read_holdings
from immerse.leaks.package import is_default, is_ours
from immerse.leaks.searching import Hit, Searcher
from immerse.leaks.source_files import SourceFiles
from immerse.leaks.sources import Found, own_files, words_in
from immerse.leaks.words import NAMES, Kind, Manner, Word
from immerse.loading.workspace import CLIENTS, client_ids
from immerse.problems import Location, Problem, Severity
from immerse.store import NOTHING_KEPT, Store

RULE = "L-71"
CORE = "core"
"""Stands for the core in the subject of a problem: `core/northgate`."""
_SHOWN = 60


class House:
    """What belongs to each client of a workspace, read once for all of them, when it is first asked for."""

    def __init__(self, root: Path, store: Store = NOTHING_KEPT) -> None:
        self.root = root
        self._files = SourceFiles(root)
        self._store = store

    @cached_property
    def holdings(self) -> dict[str, Holdings]:
        """Client -> what belongs to it."""
        return {client: read_holdings(self._files, client, self._core, self._store) for client in client_ids(self.root)}

    @classmethod
    def of(cls, holdings: dict[str, Holdings]) -> House:
        """Clients of no workspace."""
        house = cls(Path())
        house.holdings = holdings
        return house

    @cached_property
    def _core(self) -> CoreWords:
        sources = filter(None, map(self._files.source, self._files.core))
        return CoreWords(source.decode("utf-8", "replace") for source in sources)

    @cached_property
    def searcher(self) -> Searcher:
        """Looks for every client's words."""
        return Searcher(word for holdings in self.holdings.values() for word in holdings.words)

    @cached_property
    def _by_setting(self) -> dict[str, dict[str, str]]:
        """Setting -> client -> what it holds there and others may hold too."""
        found: dict[str, dict[str, list[str]]] = {}
        for holdings in self.holdings.values():
            for word in holdings.words:
                if word.setting and not word.is_private:
                    found.setdefault(word.setting, {}).setdefault(word.client, []).append(word.key)
        return {key: {client: " ".join(keys) for client, keys in held.items()} for key, held in found.items()}

    def is_common(self, hit: Hit) -> bool:
        """Whether two clients hold what was found under the same setting, so that it is nobody's own. An id is always
        one client's, also where another begins like it."""
        word = hit.word
        if word.is_private or not word.setting or word.kind is Kind.ID:
            return False
        held = self._by_setting.get(word.setting, {})
        return any(hit.said in keys for client, keys in held.items() if client != word.client)

    def _surely_of(self, client: str, rank: int) -> str:
        """The words of a client that are more surely its own than a word of this rank."""
        if (client, rank) not in self._by_rank:
            words = self.holdings[client].words if client in self.holdings else ()
            self._by_rank[client, rank] = " ".join(word.key for word in words if word.rank > rank)
        return self._by_rank[client, rank]

    @cached_property
    def _by_rank(self) -> dict[tuple[str, int], str]:
        return {}

    def is_of_core(self, hit: Hit) -> bool:
        """Whether an overlay says again what stands in the lesson or playbook that it changes."""
        word = hit.word
        return word.kind is Kind.TEXT and bool(word.beside) and hit.said in self._core_of(word.beside)

    def _core_of(self, owner: str) -> str:
        if owner not in self._cores:
            self._cores[owner] = self._files.core_words(owner)
        return self._cores[owner]

    @cached_property
    def _cores(self) -> dict[str, str]:
        return {}

    def may_say(self, client: str, hit: Hit) -> bool:
        """Whether a word is this client's own, or the name of one of its group. Where two say a word, it is that
        client's whose policy names it."""
        word = hit.word
        if word.client == client or hit.said in self._surely_of(client, word.rank):
            return True
        group = self.holdings[client].group if client in self.holdings else ""
        return bool(group) and word.kind in NAMES and group == self.holdings[word.client].group

    def of_client(self, client: str) -> Iterator[Problem]:
        """The words of other clients in the folder of this one."""
        is_free = _asked_once(lambda hit: self.may_say(client, hit))
        for found in words_in(self._files, own_files(client), self.searcher, is_free, client):
            hit = found.hit
            if found.setting and found.setting == hit.word.setting and not hit.word.is_private:
                if not is_default(hit.word, hit.said):
                    yield _in_common(client, found)
            elif not self.is_common(hit) and not self.is_of_core(hit) and not is_default(hit.word, hit.said):
                yield _foreign(client, found)
        yield from self._not_looked_for(client)

    def of_core(self, but: str = "") -> Iterator[Problem]:
        """The words of clients in what all of them read, without those of the one client that is built."""
        is_free = _asked_once(lambda hit: (bool(but) and self.may_say(but, hit)) or self._is_free_in_core(hit))
        for found in words_in(self._files, self._files.core, self.searcher, is_free, but):
            yield _foreign(CORE, found)

    def _is_free_in_core(self, hit: Hit) -> bool:
        is_everyday = hit.word.manner is Manner.EVERYDAY
        return is_everyday or self.is_common(hit) or self.is_of_core(hit) or is_default(hit.word, hit.said)

    def _not_looked_for(self, client: str) -> Iterator[Problem]:
        """The words of this client that nobody can look for in the sites of others, as a note."""
        if short := self.holdings[client].too_short:
            message = f"too short or too common to be looked for in what other clients read: {', '.join(short)}"
            place = Location(f"{CLIENTS}/{client}/policy.yml")
            yield Problem(place, RULE, message, Severity.INFO, subject=client)


def _asked_once(is_free: Callable[[Hit], bool]) -> Callable[[Hit], bool]:
    """The same, asked once for all places that say the same of a word: files have most of that in common."""
    known: dict[tuple[Word, str], bool] = {}

    def answer(hit: Hit) -> bool:
        asked = hit.word, hit.said
        if asked not in known:
            known[asked] = is_free(hit)
        return known[asked]

    return answer


def judge_sources(house: House, clients: Iterable[str]) -> tuple[Problem, ...]:
    """The words of one client in the folder of another of these clients, or in the core."""
    problems = [problem for client in clients if client in house.holdings for problem in house.of_client(client)]
    return (*problems, *house.of_core())


@dataclass(frozen=True)
class Proof:
    """What a finished site of one client is searched for."""

    client: str
    house: House
    problems: tuple[Problem, ...]
    """The words of others that already stand in the sources of the site."""
    waived: frozenset[tuple[str, str]] = frozenset()
    """(client, word) that this client may say, because somebody answers for it."""

    @classmethod
    def of_nobody(cls) -> Proof:
        """A proof where there is no other client."""
        return cls("", House.of({}), ())

    def allowing(self, waived: Iterable[Problem]) -> Proof:
        """The same with words that somebody answers for."""
        named = frozenset((problem.subject.partition("/")[2], problem.word) for problem in waived if problem.word)
        return replace(self, waived=self.waived | named)

    def leaks_in(self, text: str, *, prose: bool = True) -> Iterator[Hit]:
        """The words of others that a text of the site says and may not say."""
        for hit in self.house.searcher.hits(text, prose=prose, everyday=False, but=self.client):
            if not self._is_free(hit):
                yield hit

    @cached_property
    def _is_free(self) -> Callable[[Hit], bool]:
        house = self.house
        return _asked_once(
            lambda hit: (
                (hit.word.client, hit.word.shown) in self.waived
                or house.may_say(self.client, hit)
                or house.is_common(hit)
                or house.is_of_core(hit)
                or is_ours(hit.word, hit.said)
            )
        )

    @property
    def unscanned(self) -> tuple[str, ...]:
        """Words of others that are not looked for, as `client: word`."""
        others = (one for one in self.house.holdings.values() if one.client != self.client)
        return tuple(f"{one.client}: {word}" for one in others for word in one.too_short)

    @property
    def read_as_lines(self) -> tuple[str, ...]:
        """Files of others that could not be read as YAML."""
        others = (one for one in self.house.holdings.values() if one.client != self.client)
        return tuple(path for one in others for path in one.read_as_lines)


def prove(house: House, client: str) -> Proof:
    """What the site of one client may not say, and where its sources say it."""
    return Proof(client, house, (*house.of_client(client), *house.of_core(client)))


def _foreign(owner: str, found: Found) -> Problem:
    word, where = found.hit.word, found.spot.location
    kind = "words" if word.kind is Kind.TEXT else word.kind.value
    disguise = f" ({found.hit.disguise})" if found.hit.disguise else ""
    whose = f"{shortened(word.shown)!r}{disguise}: {kind} of client {word.client} ({word.place})"
    file = "site_config/waivers.yml" if owner == CORE else f"{CLIENTS}/{owner}/waivers.yml"
    if word.manner is Manner.EVERYDAY:
        message, hint = f"{whose}, if it is the name that is meant", "write it another way, or waive it"
        return _problem(owner, found, where, message, hint, Severity.WARNING)
    read_by = "every client" if owner == CORE else owner
    hint = f"take it out, for {read_by} would read it; if that is meant, somebody answers for it in {file}"
    return _problem(owner, found, where, whose, hint, Severity.ERROR)


def _problem(owner: str, found: Found, where: Location, message: str, hint: str, severity: Severity) -> Problem:
    word = found.hit.word
    cause = f"{owner}/{word.client}/{word.key}"
    return Problem(where, RULE, message, severity, hint, f"{owner}/{word.client}", cause, word=word.shown)


def _in_common(client: str, found: Found) -> Problem:
    word = found.hit.word
    where = Location(found.spot.path, found.spot.text.line, found.spot.text.column)
    message = f"{client} and {word.client} both say {shortened(word.shown)!r} in {word.setting} ({word.place})"
    cause = f"{client}/{word.client}/{word.setting}"
    return Problem(where, RULE, message, Severity.INFO, subject=f"{client}/{word.client}", cause=cause)


def shortened(text: str) -> str:
    """A text of at most so many characters as a message has room for."""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 3]}..."
