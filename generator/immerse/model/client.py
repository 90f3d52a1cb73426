"""The files of a client's folder besides its policy: overlay, look and waivers."""

from typing import Annotated

from pydantic import Field

from immerse.model.base import Node
from immerse.model.days import Day
from immerse.model.ids import LessonId
from immerse.model.text import CodeId, Line, Prose, Slug, Text, Title, Words


class OverlayTarget(Text):
    """`TRI-L2/wall-clock` (a section or step by its owner), `TRI-L2`, `TRI-D4` or `REL` (a whole part)."""

    __slots__ = ()
    schema_pattern = r"^[A-Z][A-Z0-9-]*(/[a-z0-9-]+)?$"

    @classmethod
    def fault(cls, value: str) -> str:
        """What is wrong with the owner, or with the block in it."""
        owner, _, block = value.partition("/")
        return CodeId.fault(owner) or (Slug.fault(block) if block else "")


class AddedBlock(Node):
    """A section or step of the client's own, placed after a named one (else at the end)."""

    to: CodeId
    after: Slug | None = None
    id: Slug
    title: Title
    who: Line | None = None
    """Who does it; a step of a playbook needs it, a section of a lesson has none."""
    text: Prose
    reason: Line


class ReplacedBlock(Node):
    """A section or step whose words the client replaces."""

    target: OverlayTarget
    title: Title | None = None
    text: Prose
    reason: Line


class DroppedBlock(Node):
    """A part that this client's edition leaves out."""

    target: OverlayTarget
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
    """Header and headings; white text stands on it."""
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
