"""Who may sign for a client: `signers.yml`. It holds keys and ids of persons, and no names."""

from datetime import date
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from immerse.model.base import Node, NonEmpty
from immerse.model.days import Day
from immerse.model.identifying import Identifies, WordKind
from immerse.model.ids import ModuleId, RoleId
from immerse.model.policy.kinds import Percent
from immerse.model.policy.relations import Related, Relation
from immerse.model.public_keys import COORDINATE, KID, is_point, thumbprint
from immerse.model.text import Formed


class KeyName(Formed):
    """The name of a public key: its thumbprint (RFC 7638) in base64url."""

    __slots__ = ()
    schema_pattern = f"^{KID}$"
    form = "the thumbprint of a key: 43 letters, digits, hyphens and underscores"


class Coordinate(Formed):
    """A coordinate of a public key: 32 bytes in base64url."""

    __slots__ = ()
    schema_pattern = f"^{COORDINATE}$"
    form = "32 bytes in base64url: 43 letters, digits, hyphens and underscores"


class PersonId(Formed):
    """A person, without a name: `p-7f3a`."""

    __slots__ = ()
    schema_pattern = "^p-[0-9a-f]{4,16}$"
    form = "the id of a person: p- and 4 to 16 digits or letters from a to f, such as p-7f3a"


class Month(Formed):
    """A month: `2026-12`."""

    __slots__ = ()
    schema_pattern = "^20[0-9]{2}-(0[1-9]|1[0-2])$"
    form = "a month such as 2026-12"


class Signer(Related):
    """A key, its owner, and what it may sign. Entries are never removed, so that old signatures can be verified."""

    key: Annotated[KeyName, Identifies(WordKind.KEY, employer="employer")]
    """The thumbprint of the key, by which events name it."""
    x: Coordinate
    """The public key."""
    y: Coordinate
    """The public key."""
    person: PersonId
    """The owner of the key; several keys of one person have one id. This file contains no names."""
    employer: Literal["client", "agency"]
    """Who employs this person."""
    roles: NonEmpty[RoleId]
    """Ids of the roles of rotation.yml in which this person signs."""
    modules: NonEmpty[ModuleId] | None = None
    """Modules for which this person attests; all of them without this line."""
    from_: Day = Field(alias="from")
    """The first day on which the key may sign."""
    until: Day
    """The last day on which the key may sign."""
    status: Literal["active", "superseded", "revoked"] = "active"
    """superseded: another key took its place, and what it signed holds; revoked: it signs nothing from a day on."""
    revoked: Day | None = None
    """With status revoked: the day from which nothing that it signed is accepted."""
    reason: Literal["lost", "left", "compromised"] | None = None
    """With status revoked: why."""
    calibration: dict[Month, Percent] = {}
    """Month -> share of the calibration's items, in per cent, in which this person agreed."""

    relations: ClassVar = (Relation("from", "until", blames_upper=True),)

    @property
    def is_active(self) -> bool:
        """Whether the key may sign within its days."""
        return self.status == "active"

    def is_valid_on(self, day: date) -> bool:
        """Whether the key may sign on a day."""
        return self.is_active and self.from_ <= day <= self.until

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if fault := self._fault():
            raise PydanticCustomError("signer", "{fault}", {"fault": fault})
        return self

    def _fault(self) -> str:
        """What contradicts itself in this entry; empty where nothing does."""
        if not is_point(self.x, self.y):
            return "x and y are no public key on the curve P-256; take them from the signer's request"
        if (known := thumbprint(self.x, self.y)) != self.key:
            return f"key is not the thumbprint of x and y, which is {known}"
        revocation = [name for name in ("revoked", "reason") if getattr(self, name) is not None]
        if self.status == "revoked" and len(revocation) < 2:
            return "status revoked needs the day (revoked) and the reason"
        if self.status != "revoked" and revocation:
            return f"{revocation[0]} belongs to status revoked, and the status is {self.status}"
        return ""


class SignersFile(Node):
    """`signers.yml` of a client."""

    signers: tuple[Signer, ...] = ()
    """Every key that signs or signed for this client."""
