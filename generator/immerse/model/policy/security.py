"""Access to the accounts, and its recovery."""

from typing import Annotated, ClassVar, Literal

from immerse.model.base import Node, NonEmpty
from immerse.model.identifying import Identifies, WordKind
from immerse.model.ids import ContactId
from immerse.model.limits import Entries, Limit
from immerse.model.policy.declarations import Group, setting
from immerse.model.policy.formats import Mailbox
from immerse.model.policy.limits import LESS_IS_STRICTER, Justified, fixed, strictest_first
from immerse.model.text import Words


class Access(Justified):
    """The rules for access to the accounts."""

    rule_of_model: ClassVar[str] = "L-50"

    mfa: Annotated[Literal[True], fixed(True, "security.access.mfa cannot be switched off")]
    """Whether every person has a second factor."""
    shared_logins: Annotated[Literal[False], fixed(False, "security.access.shared_logins is always false")]
    brokered: Annotated[bool, strictest_first(True, False)]
    """Whether access runs through a tool that grants and revokes rights, not through the platform's password."""
    review_days: Annotated[
        int, Limit(1, 365, "days", why="people change posts and keep their access"), LESS_IS_STRICTER
    ]
    """Days between two reviews of who has access."""


class PlatformContact(Node):
    """The contact at a platform when an account is taken over."""

    platform: Words
    route: Words


class Recovery(Node):
    """The recovery of an account."""

    rule_of_model: ClassVar[str] = "L-51"

    mailbox: Annotated[Mailbox, Identifies(WordKind.MAILBOX)]
    """The client's own address, behind a second factor."""
    key_holders: Annotated[tuple[ContactId, ...], Entries(2, why="one person is not always there")]
    platform_contacts: NonEmpty[PlatformContact]


class SecurityGroup(Group):
    """`security`."""

    access: Access | None = setting(
        "Second factor, personal logins, brokered access, and how often rights are reviewed.",
        rule="A second factor always, shared logins never.",
        safety=True,
        shown="never",
        affects=("CRI", "PB-09"),
    )
    recovery: Recovery | None = setting(
        "Mailbox, key holders and platform contacts for getting an account back.",
        rule="A corporate mailbox; no key holder of the agency after its exit.",
        required=True,
        safety=True,
        shown="never",
        affects=("CRI", "PB-09"),
    )
