"""The roles of a rotation, and what they sign."""

from typing import Literal

from immerse.model.base import Node
from immerse.model.book import NOBODY
from immerse.model.id_marks import Defines
from immerse.model.ids import RoleId
from immerse.model.text import Prose, Title

SigningDuty = Literal["open", "endorse", "graduate", "place", "migrate", "transcribe", "void"]
"""What somebody signs besides attestations and gates: the beginning of a rotation, a review of the whole record, the
graduation, the placement, the move to another release, signatures from paper, that a graduation is void."""


class Role(Node):
    """A role in the rotation; `attests`: may attest; `client`: held by client staff only."""

    id: Defines[RoleId]
    title: Title
    text: Prose
    attests: bool = False
    client: bool = False
    duties: tuple[SigningDuty, ...] = ()
    """What this role signs besides attestations and gates."""
    members: tuple[RoleId, ...] = ()
    """For a panel: the roles of its members."""
    regulated_members: tuple[RoleId, ...] = ()
    """Additional members where the sector is regulated."""

    @property
    def signs(self) -> bool:
        """Whether people of this role attest; nobody has the role of what is computed."""
        return self.attests and self.id != NOBODY
