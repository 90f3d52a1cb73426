"""The files of a client's folder besides its policy: overlay, look and waivers."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from immerse.model.base import Node
from immerse.model.days import Day
from immerse.model.id_marks import Defines, Within
from immerse.model.ids import BlockId, DroppableId, ExtensibleId, LessonId, ReplaceableId
from immerse.model.playbook import RoleInWords
from immerse.model.text import Line, Prose, Title, Words


class AddedBlock(Node):
    """A section or step of the client's own, placed after a named one (else at the end)."""

    to: ExtensibleId
    after: Annotated[BlockId, Within("to")] | None = None
    id: Annotated[Defines[BlockId], Within("to")]
    title: Title
    who: RoleInWords | None = None
    """Who does it; a step of a playbook needs it, a section of a lesson has none."""
    text: Prose
    reason: Line


class ReplacedBlock(Node):
    """A section or step whose words the client replaces."""

    target: ReplaceableId
    title: Title | None = None
    text: Prose
    reason: Line


class DroppedBlock(Node):
    """A part that this client's edition leaves out."""

    target: DroppableId
    reason: Line


class Overlay(Node):
    """`overlay.yml`: the client's own words."""

    why_here: dict[LessonId, Prose] = {}
    """Lesson id -> why it matters here."""
    add: tuple[AddedBlock, ...] = ()
    replace: tuple[ReplacedBlock, ...] = ()
    drop: tuple[DroppedBlock, ...] = ()


Colour = Annotated[Words, Field(pattern=r"^#[0-9a-fA-F]{6}$")]
"""`#rrggbb`."""


PAPER, NIGHT = "#ffffff", "#1e2129"
"""The page colours of the light and the dark scheme."""


@dataclass(frozen=True, slots=True)
class ColourOf:
    """Declares what a colour of `look.yml` is for."""

    parts: str
    """The parts of a page that have the colour."""
    text: str
    """The text that must be readable."""
    against: str
    """The other colour of that text or of the page around it."""


class Look(Node):
    """`look.yml`: colours and logo; contrast is checked."""

    primary: Annotated[Colour, ColourOf("the header and the headings", "white text in the header", "#ffffff")]
    """Header and headings; white text is printed on it."""
    accent: Annotated[Colour, ColourOf("links and buttons", "links on the light page", PAPER)]
    """Links and buttons on white."""
    accent_dark: Annotated[Colour, ColourOf("links and buttons on the dark scheme", "links on the dark page", NIGHT)]
    """Links and buttons on the dark scheme."""
    logo: Words | None = None
    """`logo.svg` or `logo.png`, in the same folder."""


COLOURS = {
    name: mark for name, field in Look.model_fields.items() for mark in field.metadata if isinstance(mark, ColourOf)
}
"""Field of `look.yml` -> what its colour is for."""


def _written(line: Line) -> Line:
    if not any(map(str.isalnum, line)):
        raise PydanticCustomError("words", "{line} says nothing; write it in words", {"line": repr(str(line))})
    return line


Written = Annotated[Line, AfterValidator(_written)]
"""A line that was filled in; a skeleton has three dots in its place."""


class Waiver(Node):
    """A warning that somebody accepts responsibility for, until a day."""

    rule: Words
    subject: Words
    setting: Words | None = None
    word: Words | None = None
    """The other client's word that is allowed here; an error can be waived only by naming one."""
    owner: Written
    reason: Written
    expires: Day


class WaiverFile(Node):
    """`waivers.yml`."""

    waivers: tuple[Waiver, ...] = ()
