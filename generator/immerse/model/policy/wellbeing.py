"""Settings of care: for the public at risk, and for the team."""

from typing import Annotated, ClassVar

from immerse.model.base import Node, NonEmpty
from immerse.model.days import DayDone
from immerse.model.ids import ContactId
from immerse.model.limits import Limit
from immerse.model.policy.declarations import Group, setting
from immerse.model.policy.formats import Jurisdiction, LanguageTag, Phone, WebAddress
from immerse.model.policy.limits import LESS_IS_STRICTER, Expected, Justified, strictest_first
from immerse.model.text import Name, Words

CHECKED_DAYS = 180
"""Days after a check until helplines and emergency numbers have to be checked again."""


class Exposure(Justified):
    """The limits for work with distressing material."""

    rule_of_model: ClassVar[str] = "L-36"

    max_continuous_h: Annotated[int, Limit(1, 2, "hours", why="harm grows with the time of exposure"), LESS_IS_STRICTER]
    """Hours without a change of task."""
    opt_out: Annotated[
        bool,
        strictest_first(True, False, answerable=False),
        Expected("L-36", "people must be able to decline distressing material", value=True),
    ]
    """Whether a person may decline such items without giving a reason; must be true."""
    debrief_h: Annotated[int, Limit(1, 24, "hours", why="a talk helps most soon afterwards"), LESS_IS_STRICTER]
    """Hours within which a talk is offered afterwards."""
    contact: Annotated[ContactId | None, Expected("L-36", "somebody must be named for support", given=True)] = None
    """The contact who gives support."""


class Helpline(Node):
    """A public service for people in distress."""

    jurisdiction: Jurisdiction
    language: LanguageTag
    name: Name
    number: Phone
    hours: Words
    url: WebAddress | None = None
    verified_on: DayDone | None = None
    """The last day on which the number was checked; absent: not checked yet."""


class EmergencyRoute(Node):
    """The emergency route when a life is at risk."""

    text: Words
    """The call to make: to whom, by whom, with what information."""
    numbers: dict[Jurisdiction, Phone]
    """Country -> emergency number."""
    verified_on: DayDone | None = None
    """The last day on which the numbers were checked; absent: not checked yet."""


class DutyOfCare(Node):
    """Help for the public."""

    rule_of_model: ClassVar[str] = "L-38"

    helplines: NonEmpty[Helpline]
    emergency_route: EmergencyRoute


class WellbeingGroup(Group):
    """`wellbeing`: care for the public and for the team."""

    exposure: Exposure | None = setting(
        "The limits for work with distressing material, and the support afterwards.",
        rule="A debrief and a contact.",
        affects=("LIS", "TRI", "CRI", "PB-04", "PB-12"),
    )
    duty_of_care: DutyOfCare | None = setting(
        "Helplines and the emergency route for each jurisdiction.",
        rule=f"A helpline for each jurisdiction in a language used there; checked within the last {CHECKED_DAYS} days.",
        required=True,
        safety=True,
        affects=("TRI", "PB-12"),
    )
