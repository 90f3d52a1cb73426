"""A playbook: what to do, step by step, when something happens."""

from typing import Annotated, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from immerse.model.base import BLOCK, CHOICE, FOR_MENTORS, KIND, Block, OneOf, Points, ReportedUnder, alternatives
from immerse.model.changes import ChangeList, Rev
from immerse.model.days import Day
from immerse.model.decision import DecisionTable, Fact, FactName
from immerse.model.id_marks import NEVER_EMPTIED, Defines
from immerse.model.ids import DecisionId, DrillId, ModuleId, PlaybookId, SettingKey, StepId, VariantId
from immerse.model.lesson import SourceNote
from immerse.model.text import Letter, Line, Name, Prose, Slug, Title


class RoleInWords(Line):
    """Who does or owns something: a role by its title, or a sentence; never an id."""

    __slots__ = ()


class Step(Block):
    """One step, in order."""

    id: Defines[StepId]
    title: Title
    who: RoleInWords
    text: Prose
    rev: Rev = 1
    changes: ChangeList = ()


AStep = Annotated[Annotated[Step, BLOCK] | Annotated[OneOf[Step], CHOICE], KIND]


class Decision(Block):
    """One question of the ladder, in order; `yes` says what happens, `no` which question is next."""

    id: DecisionId
    """D1, D2 ..."""
    ask: Line
    yes: Line
    no: Line


ADecision = Annotated[Annotated[Decision, BLOCK] | Annotated[OneOf[Decision], CHOICE], KIND]


class Timer(Block):
    """A clock with this client's value."""

    id: Slug
    label: Line
    value: Line
    """Usually one placeholder: `{{ policy.crisis.timers.ack_min | minutes }}`."""


class Row(Block):
    """One row of a table; as many cells as the table has columns."""

    id: Slug
    cells: tuple[Prose, ...]


ARow = Annotated[Annotated[Row, BLOCK] | Annotated[OneOf[Row], CHOICE], KIND]


class Table(Block):
    """A table of the playbook (a response matrix, a speaker table)."""

    id: Slug
    title: Title
    columns: tuple[Line, ...]
    rows: tuple[ARow, ...]

    @model_validator(mode="after")
    def _as_many_cells_as_columns(self) -> Self:
        # An unquoted comma in a flow list silently makes two cells of one.
        for row in alternatives(self.rows):
            if len(row.cells) != len(self.columns):
                facts = {"row": str(row.id), "cells": len(row.cells), "columns": len(self.columns)}
                raise PydanticCustomError("cells", "row '{row}' has {cells} cells for {columns} columns", facts)
        return self


class Template(Block):
    """A reply template: wording per language tag, with slots in [square brackets]."""

    id: Slug
    use: Line
    public: bool = True
    """It is published on a public channel, so it has to fit into one post there."""
    slots: tuple[Line, ...] = ()
    text: dict[str, Letter]


class Variant(Block):
    """A variant of the same playbook (account takeover, deep fake)."""

    id: Defines[VariantId]
    title: Title
    trigger: Prose
    steps: tuple[AStep, ...]


class Playbook(Block):
    """One playbook file."""

    id: Defines[PlaybookId]
    title: Title
    review_by: Annotated[Day, ReportedUnder("L-73")]
    summary: Prose
    trigger: Prose
    emergency: bool = False
    """Must work on paper: prints contacts, and a line to fill in where a number is not shown."""
    response: bool = False
    """People are answered under this playbook: it has to read identity.disclosure."""
    crisis_clock: bool = False
    """Draw the escalation clock from crisis.timers."""
    roles: tuple[RoleInWords, ...]
    modules: tuple[ModuleId, ...]
    """Modules that teach it."""
    search_words: tuple[Name, ...] = ()
    """Words that people type who need it; the search leads them to it before anything else."""
    owner: RoleInWords
    """Client role that owns it."""
    co_author: RoleInWords | None = None
    """Client role that wrote it with the agency."""
    uses: Annotated[tuple[SettingKey, ...], ReportedUnder("L-60")] = ()
    steps: Annotated[tuple[AStep, ...], NEVER_EMPTIED]
    decisions: tuple[ADecision, ...] = ()
    """The ladder of questions for people."""
    facts: dict[FactName, Fact] = {}
    """The closed vocabulary that describes an item; all playbooks share it."""
    decision_tables: tuple[DecisionTable, ...] = ()
    """The same ladder for a program. Each table may use the outcomes of earlier tables, and of the tables of playbooks
    with a lower id."""
    timers: tuple[Timer, ...] = ()
    tables: tuple[Table, ...] = ()
    templates: tuple[Template, ...] = ()
    variants: tuple[Variant, ...] = ()
    outputs: Points
    limits: Annotated[Prose, ReportedUnder("L-60")]
    drill: DrillId | None = None
    """The drill that practises it."""
    mentor: Annotated[Points, FOR_MENTORS] = ()
    sources: tuple[SourceNote, ...] = ()
