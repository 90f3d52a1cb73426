"""A lesson: what it teaches, how the mentor demonstrates it, what the trainee practises, where authority ends."""

from typing import Annotated

from immerse.model.base import (
    ANSWER,
    BLOCK,
    CHOICE,
    FOR_MENTORS,
    KIND,
    QUOTED,
    Block,
    Node,
    OneOf,
    Points,
    ReportedUnder,
)
from immerse.model.days import Day
from immerse.model.id_marks import NEVER_EMPTIED, SUPPORTING, Defines
from immerse.model.ids import CompetencyId, LessonId, SectionId, SettingKey, SourceId
from immerse.model.limits import Limit
from immerse.model.text import Prose, Title


class Section(Block):
    """One idea of a lesson under a heading of its own."""

    id: Defines[SectionId]
    title: Title
    text: Prose


ASection = Annotated[Annotated[Section, BLOCK] | Annotated[OneOf[Section], CHOICE], KIND]


class Showing(Node):
    """The mentor demonstrates it on real work and thinks aloud."""

    situation: Prose
    think_aloud: Points


class Practice(Node):
    """What the trainee then does, and when it counts as done."""

    task: Prose
    done_when: Points


class MentorNotes(Node):
    """The part for mentors; it is in no artefact for trainees."""

    watch_for: Points = ()
    red_flags: Annotated[Points, QUOTED] = ()
    model_answer: Annotated[Prose | None, ANSWER] = None
    calibrate: Prose | None = None


class SourceNote(Block):
    """What the text takes from a source of curriculum.yml."""

    id: SourceId
    note: Annotated[Prose, QUOTED]


class Lesson(Block):
    """One lesson file."""

    id: Defines[LessonId]
    title: Title
    review_by: Annotated[Day, ReportedUnder("L-73")]
    summary: Prose
    minutes: Annotated[int, Limit(5, 240, "minutes", why="less is too short for a lesson, and more needs a break")]
    teaches: Annotated[tuple[CompetencyId, ...], ReportedUnder("L-60"), SUPPORTING]
    uses: Annotated[tuple[SettingKey, ...], ReportedUnder("L-60")] = ()
    """The settings that the texts and conditions read; the list has to be exact."""
    objectives: Annotated[Points, ReportedUnder("L-60")]
    why_here: Prose
    """Why it matters for this client; a client's overlay replaces it."""
    sections: Annotated[tuple[ASection, ...], NEVER_EMPTIED]
    showing: Showing
    practice: Practice
    limits: Annotated[Prose, ReportedUnder("L-60")]
    pitfalls: Annotated[Points, QUOTED]
    mentor: Annotated[MentorNotes, FOR_MENTORS]
    sources: tuple[SourceNote, ...] = ()
