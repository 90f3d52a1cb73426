"""Knowledge checks: a question, options, one answer, and why."""

from typing import Annotated, ClassVar, Literal

from immerse.model.base import BLOCK, CHOICE, KIND, QUOTED, Block, Node, OneOf, ReportedUnder, alternatives
from immerse.model.days import Day
from immerse.model.drill import Use
from immerse.model.id_marks import MAY_END_EMPTY, SUPPORTING, Defines
from immerse.model.ids import CheckId, CompetencyId, SettingKey
from immerse.model.limits import Entries, Limit
from immerse.model.text import Line, Prose, Slug


class Option(Block):
    """One option of a question."""

    id: Slug
    text: Prose


AOption = Annotated[Annotated[Option, BLOCK] | Annotated[OneOf[Option], CHOICE], KIND]


class CheckAnswer(Block):
    """The right option and the reason."""

    option: Slug
    rationale: Prose


AAnswer = Annotated[Annotated[CheckAnswer, BLOCK] | Annotated[OneOf[CheckAnswer], CHOICE], KIND]


class KnowledgeCheck(Block):
    """One question; the answer may depend on policy (`one_of`), and is then tagged `policy`."""

    left_out_if_assessed: ClassVar[bool] = True

    id: Defines[CheckId]
    use: Use
    competency: Annotated[CompetencyId, ReportedUnder("L-64"), SUPPORTING]
    uses: tuple[SettingKey, ...] = ()
    tags: tuple[Literal["policy"], ...] = ()
    question: Prose
    options: Annotated[
        tuple[AOption, ...], Entries(2, 6, why="one option is not a choice, and more are hard to compare"), QUOTED
    ]
    answer: Annotated[AAnswer, ReportedUnder("L-64")]

    @property
    def option_ids(self) -> tuple[Slug, ...]:
        """The ids of the options, over all alternatives."""
        return tuple(option.id for option in alternatives(self.options))

    @property
    def unknown_answers(self) -> tuple[Slug, ...]:
        """The options that an answer names, over all alternatives, and that the question does not have."""
        answers: list[CheckAnswer | OneOf[CheckAnswer]] = [self.answer] if self.answer else []  # None: no answer
        return tuple(answer.option for answer in alternatives(answers) if answer.option not in self.option_ids)


class CheckFile(Node):
    """`checks.yml` of a module."""

    review_by: Annotated[Day, ReportedUnder("L-73")]
    pass_percent: Annotated[int, Limit(50, 100, "per cent", why="guessing between two options gets half of them right")]
    """Share of right answers that passes, in per cent."""
    note: Line | None = None
    checks: Annotated[tuple[KnowledgeCheck, ...], MAY_END_EMPTY]
