"""Triage practice of one client: the cards whose keys trainees may see, and queues made of them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import accumulate, chain, islice, zip_longest

from immerse.deciding.due_times import in_a_typical_week
from immerse.deciding.item_evaluator import ItemEvaluator, SharedEvaluator
from immerse.model.drill import Card
from immerse.model.edition import Edition
from immerse.model.practice import Arrival, Deck, PracticeCard, PracticeSet
from immerse.model.ruling import Ruling

BEGINNINGS = (
    "Mon 08:50", "Mon 12:15", "Mon 17:40", "Tue 02:10", "Tue 09:30", "Tue 14:05", "Tue 19:55", "Wed 07:20", "Wed 11:45",
    "Wed 16:10", "Wed 23:30", "Thu 08:05", "Thu 13:25", "Thu 18:50", "Fri 10:35", "Fri 16:30", "Fri 21:15", "Sat 10:00",
    "Sat 15:45", "Sun 11:20",
)  # fmt: skip
"""The times at which queues begin: mornings, evenings, nights and a weekend, so that every clock occurs."""
LENGTH = 12
"""Cards in a queue."""
_SHORTEST, _LONGEST = 20, 54
"""Seconds between two arrivals: twelve cards come within ten minutes."""
_A_TIME = re.compile(r"\|\s*(?:due|chase)\(")
"""A placeholder that depends on the time of day."""


def practice_of(edition: Edition, shared: SharedEvaluator) -> PracticeSet:
    """The cards that the trainees of an edition sort by themselves, each with its key, and queues made of them; no
    assessed card is included.

    Every run gives the same queues: the order follows from digests of the client's and the cards' ids, not from chance.
    """
    evaluator = shared.of(edition)
    if not evaluator.vocabulary.tables:
        return PracticeSet((), ())
    cards = _PracticeCards(edition, evaluator)
    return PracticeSet(tuple(cards.cards()), tuple(map(cards.deck, cards.beginnings())))


class _PracticeCards:
    """The cards of an edition with the ruling on each, whenever it is posted."""

    def __init__(self, edition: Edition, evaluator: ItemEvaluator) -> None:
        self._client = edition.client
        self._language_fact = evaluator.vocabulary.language
        self._ruled_cards = {id: (card, evaluator.rule(card.facts)) for id, card in _cards(edition)}
        self._movable = [id for id, (card, _) in self._ruled_cards.items() if not _is_bound(card)]

    def cards(self) -> Iterator[PracticeCard]:
        """Every card, with times where its author says when it was posted."""
        for id, (card, _) in self._ruled_cards.items():
            posted = str(card.at or "")
            ruling, timed = self._ruled(id, posted), self._ruled(id, posted or BEGINNINGS[0])
            yield PracticeCard(id, card.text, card.key, ruling, timed)

    def beginnings(self) -> tuple[str, ...]:
        """The times at which queues begin; none where there are too few cards, or no desk."""
        return BEGINNINGS if len(self._movable) >= LENGTH and self._client.policy.centre.desks else ()

    def deck(self, begins: str) -> Deck:
        """The queue that begins then."""
        queue = _queue(self._movable, f"{self._client.id} {begins}")
        rulings = ((id, after, self._ruled(id, _later(begins, after // 60))) for id, after in queue)
        return Deck(begins, tuple(Arrival(*ruling) for ruling in rulings))

    def _ruled(self, id: str, posted: str) -> Ruling:
        ruling = self._ruled_cards[id][1]
        return in_a_typical_week(ruling, self._client.policy, self._language_fact, posted) if posted else ruling


def _cards(edition: Edition) -> Iterator[tuple[str, Card]]:
    for drill in edition.programme.drills():
        yield from ((f"{drill.id}/{card.id}", card) for card in drill.practised())


def _is_bound(card: Card) -> bool:
    """Whether its text, or the key that its author wrote, is right at one hour only."""
    return card.fixed or bool(_A_TIME.search(str(card.key)))


def _queue(ids: list[str], seed: str) -> Iterator[tuple[str, int]]:
    """Card ids with the seconds after which each arrives."""
    chosen = tuple(islice(_mixed(ids, seed), LENGTH))
    waits = (0, *(_SHORTEST + _number(f"{seed} {id}") % (_LONGEST - _SHORTEST) for id in chosen[1:]))
    return zip(chosen, accumulate(waits), strict=True)


def _mixed(ids: Iterable[str], seed: str) -> Iterator[str]:
    """The ids shuffled by the seed, the modules taking turns."""
    modules: dict[str, list[str]] = defaultdict(list)
    for id in sorted(ids, key=lambda id: _number(f"{seed} {id}")):
        modules[id.partition("-")[0]].append(id)
    turns = sorted(modules.values(), key=lambda cards: _number(f"{seed} {cards[0]}"))
    return (id for id in chain.from_iterable(zip_longest(*turns)) if id is not None)


def _later(begins: str, minutes: int) -> str:
    day, _, clock = begins.partition(" ")
    hours, _, minute = clock.partition(":")
    total = int(hours) * 60 + int(minute) + minutes
    return f"{day} {total // 60:02}:{total % 60:02}"


def _number(seed: str) -> int:
    return int.from_bytes(sha256(seed.encode()).digest()[:8], "big")
