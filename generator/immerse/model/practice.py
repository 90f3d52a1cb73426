"""Triage practice: cards whose answers the decision tables give, and queues of such cards."""

from typing import NamedTuple

from immerse.model.ruling import Ruling
from immerse.model.text import Prose


class PracticeCard(NamedTuple):
    """A made-up post to be sorted."""

    id: str
    """`TRI-D6/p01`: the drill, and the card in it."""
    text: Prose
    note: Prose
    """The key that its author wrote."""
    ruling: Ruling
    """The ruling of the tables, with times where its author says when it was posted."""
    timed: Ruling
    """The same with the times of some hour where its author says none: they have the clocks."""


class Arrival(NamedTuple):
    """A card that arrives in a queue."""

    card: str
    """Id of the card."""
    after: int
    """Seconds from the beginning of the queue until it arrives."""
    ruling: Ruling
    """The ruling of the tables if it is posted at that minute."""


class Deck(NamedTuple):
    """A queue of ten minutes."""

    begins: str
    """`Fri 16:30`, local time of the desk."""
    arrivals: tuple[Arrival, ...]


class PracticeSet(NamedTuple):
    """Everything that the practice page works with."""

    cards: tuple[PracticeCard, ...]
    decks: tuple[Deck, ...]
