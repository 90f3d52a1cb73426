"""The site itself: which release it is, how contacts are shown, where feedback goes."""

from typing import Annotated, Literal

from pydantic import Field

from immerse.model.base import Node
from immerse.model.days import Day
from immerse.model.policy.base import Group, setting
from immerse.model.policy.limits import SiteAddress, Version, WebAddress
from immerse.model.text import Words


class Release(Node):
    """What this edition is made from."""

    core_version: Version
    """Version of the curriculum."""
    policy_version: Version
    """Version of the client's policy."""
    effective: Day
    """From this day on it applies."""
    changelog: Annotated[tuple[Words, ...], Field(min_length=1)]
    """What changed, one sentence each."""


class SiteGroup(Group):
    """`site`."""

    contact_display: Literal["role_only", "role_and_name", "full"] | None = setting(
        "How much of a contact a page shows.",
        rule="Phones only where escalation.contacts may show them.",
        affects=("TRI", "CRI"),
    )
    release: Release | None = setting(
        "The versions of curriculum and policy, and from when they apply.",
        rule="Semantic versions.",
        required=True,
        affects=("LIS", "TRI", "RSP", "REL", "CRI"),
    )
    feedback_url: WebAddress | None = setting(
        "Where a reader says that a page is wrong; every page links to it.",
        rule="An https address.",
        required=True,
        affects=("LIS", "TRI", "RSP", "REL", "CRI"),
    )
    url: SiteAddress | None = setting(
        "The address at which the trainee view is published.",
        rule="An https address of a folder, taken as it is written; may be absent while the site has none. Without it "
        "there are no canonical links and no sitemap, and the page for what is not found has no links.",
    )
    mentor_url: SiteAddress | None = setting(
        "The address at which the mentor view is published.",
        rule="As site.url, and another address: the views are hosted apart.",
        shown="mentor",
    )
