"""Drills and scenario injects: practice on made-up items, each with what is expected."""

from collections.abc import Iterator
from typing import Annotated, Literal

from immerse.model.base import (
    ANSWER,
    BLOCK,
    CHOICE,
    FOR_MENTORS,
    KIND,
    OF_KEY,
    QUOTED,
    Block,
    Node,
    OneOf,
    Points,
    ReportedUnder,
)
from immerse.model.changes import ChangeList, Rev
from immerse.model.clock_times import ClockTime, PostedAt
from immerse.model.days import Day
from immerse.model.decision import StatedFacts
from immerse.model.id_marks import ESSENTIAL, MAY_END_EMPTY, SUPPORTING, Defines
from immerse.model.ids import CompetencyId, DrillId, InjectId, SettingKey
from immerse.model.limits import Entries, Limit
from immerse.model.text import Line, Prose, Slug, Title

Use = Literal["practice", "assessed"]
"""The key of a practice item is on the trainees' page, folded; that of an assessed item is only in the mentor view."""


class Card(Block):
    """One made-up item of a drill, and its key."""

    id: Slug
    at: PostedAt | None = None
    """When it was posted; the due times of a computed key count from it."""
    arrived: PostedAt | None = None
    """When it reached our queue, where that is later; the times for sorting and telling count from it."""
    fixed: bool = False
    """Its text mentions its day or hour, so a practice queue at another hour leaves it out."""
    group: bool = False
    """It represents many posts of one kind, so it has no due times and no owner of its own."""
    held_back: bool = False
    """Handed out during the drill by whoever runs it: folded on the trainees' page; only in the mentor view if
    assessed."""
    text: Annotated[Prose, QUOTED]
    facts: Annotated[StatedFacts, OF_KEY] = {}
    """Facts that can be observed; the decision tables compute the rest of the key for each client."""
    key: Annotated[Prose, ReportedUnder("L-64"), OF_KEY, ANSWER]


ACard = Annotated[Annotated[Card, BLOCK] | Annotated[OneOf[Card], CHOICE], KIND]


class Drill(Block):
    """A timed exercise."""

    id: Defines[DrillId]
    title: Title
    use: Use
    minutes: Annotated[int, Limit(5, 480, "minutes", why="less trains nothing, and more exceeds a working day")]
    trains: Annotated[tuple[CompetencyId, ...], ESSENTIAL, SUPPORTING]
    uses: tuple[SettingKey, ...] = ()
    setup: Prose
    """What is prepared, by whom; how a larger sample is drawn from the centre's own queue."""
    task: Prose
    held_back: bool = False
    """Every card of it is held back."""
    cards: Annotated[
        tuple[ACard, ...], Entries(most=60, why="a larger sample is drawn from the centre's own queue")
    ] = ()
    expected: Annotated[Points, ReportedUnder("L-64"), OF_KEY, ANSWER]
    """What a right answer contains; the key of the whole drill."""
    debrief: Annotated[Points, OF_KEY] = ()
    scoring: Annotated[Prose | None, OF_KEY] = None
    mentor: Annotated[Prose | None, FOR_MENTORS] = None
    """How to run and judge it."""
    rev: Annotated[Rev, OF_KEY] = 1
    changes: Annotated[ChangeList, OF_KEY] = ()

    def holds_back(self, card: Card) -> bool:
        """Whether a card is handed out during the drill and not read beforehand."""
        return self.held_back or card.held_back

    def practised(self) -> Iterator[Card]:
        """The cards that trainees may sort by themselves, of a drill whose conditions are resolved: the decision tables
        give their keys, and nobody assesses by them."""
        if self.use == "practice":
            for card in self.cards:
                if isinstance(card, Card) and card.facts and not card.group and not self.holds_back(card):
                    yield card


class Inject(Block):
    """One event that arrives, and what this client's people should do."""

    id: Defines[InjectId]
    title: Title
    use: Use
    trains: Annotated[tuple[CompetencyId, ...], ESSENTIAL]
    uses: tuple[SettingKey, ...] = ()
    at: ClockTime
    """Local time of arrival."""
    posted: ClockTime | None = None
    """When it was posted, where that is earlier; the time of the first response counts from it."""
    arrived: ClockTime | None = None
    """When it reached our queue, where that is neither `at` nor `posted`; the times for sorting and telling count from
    it."""
    group: bool = False
    """It represents many posts of one kind, so it has no due times and no owner of its own."""
    source: Annotated[Line, QUOTED]
    """Who posted it, and where."""
    text: Annotated[Prose, QUOTED]
    """The text of the post."""
    facts: Annotated[StatedFacts, OF_KEY] = {}
    """Facts that can be observed; the decision tables compute the rest of the key for each client."""
    expected: Annotated[Points, ReportedUnder("L-64"), OF_KEY, ANSWER]
    mentor: Annotated[Prose | None, FOR_MENTORS] = None
    """What the evaluator watches."""


DrillItem = Inject | Card
"""A made-up item, whose facts the decision tables can decide."""


class DrillFile(Node):
    """`drills.yml` of a module."""

    review_by: Annotated[Day, ReportedUnder("L-73")]
    drills: Annotated[tuple[Drill, ...], MAY_END_EMPTY]
    injects: Annotated[tuple[Inject, ...], MAY_END_EMPTY]
