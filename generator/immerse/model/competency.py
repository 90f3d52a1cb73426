"""A competency: what a trainee must show, to whom, with which evidence."""

from typing import Annotated

from immerse.model.base import Block, Node, ReportedUnder
from immerse.model.changes import ChangeList, Rev
from immerse.model.id_marks import Defines, Names
from immerse.model.ids import CompetencyId, ContextId, EvidenceKindId, GateId, RoleId, SettingKey
from immerse.model.limits import Limit
from immerse.model.text import Line

Level = Annotated[int, Limit(1, 5, why="the scale has no other levels"), Names("level")]
"""Supervision needed: 1 Observe, 2 Shadow, 3 Supervised, 4 Independent, 5 Lead (after ten Cate's entrustment scale)."""

Count = Annotated[int, Limit(1, 100, why="zero requires nothing, and more is a typing mistake")]
"""A number of pieces, people or other things that are asked for."""
Few = Annotated[int, Limit(0, 100, why="more is a typing mistake")]
"""The same, where none may be asked for."""


class Attesters(Node):
    """Who attests: everyone in `all`, and one of `any`."""

    all: tuple[RoleId, ...] = ()
    any: tuple[RoleId, ...] = ()


class EvidenceNeed(Node):
    """How much evidence, of which kinds, and how many pieces observed by somebody."""

    pieces: Count
    kinds: tuple[EvidenceKindId, ...]
    observed: Few


class Competency(Block):
    """One line of the checklist. Its id never changes and is never used again for another meaning."""

    id: Defines[CompetencyId]
    critical: bool = False
    title: Line
    """Three to six words for tables."""
    statement: Line
    """What the person does: the normative sentence."""
    criterion: Line
    """How an observer knows: the measure."""
    steps: tuple[Line, ...] = ()
    """Steps that an evaluator initials one by one, in order; empty for a competency that is observed as a whole."""
    levels: Annotated[dict[GateId, Level], ReportedUnder("L-60")]
    """Gate -> level needed there."""
    attested_by: Annotated[Attesters, ReportedUnder("L-60")]
    evidence: Annotated[EvidenceNeed, ReportedUnder("L-60")]
    uses: tuple[SettingKey, ...] = ()
    """Settings whose change changes what this competency means; their values are in its digest."""
    contexts: tuple[ContextId, ...] = (ContextId("live"),)
    """Where it may be shown: desk, simulation, live, crisis, interview."""
    rare: bool = False
    """Seldom seen on the live queue: a drill or an interview is accepted and marked as such."""
    rev: Rev = 1
    changes: ChangeList = ()
