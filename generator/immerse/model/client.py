"""The files of a client's folder besides its policy: overlay, look and waivers."""

from typing import Annotated

from pydantic import Field

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


class Look(Node):
    """`look.yml`: colours and logo; contrast is checked."""

    primary: Colour
    """Header and headings; white text is printed on it."""
    accent: Colour
    """Links and buttons on white."""
    accent_dark: Colour
    """Links and buttons on the dark scheme."""
    logo: Words | None = None
    """`logo.svg` or `logo.png`, in the same folder."""


class Waiver(Node):
    """A warning that somebody accepts responsibility for, until a day."""

    rule: Words
    subject: Words
    setting: Words | None = None
    word: Words | None = None
    """The other client's word that is allowed here; an error can be waived only by naming one."""
    owner: Line
    reason: Line
    expires: Day


class WaiverFile(Node):
    """`waivers.yml`."""

    waivers: tuple[Waiver, ...] = ()
