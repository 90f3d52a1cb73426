"""Settings of the site itself: its release, how contacts are shown, where feedback goes."""

import re
from typing import Annotated, ClassVar, Literal

from immerse.model.base import Node, NonEmpty
from immerse.model.days import Day
from immerse.model.policy.declarations import Group, setting
from immerse.model.policy.formats import SiteAddress, Version, WebAddress
from immerse.model.policy.relations import Different, Related
from immerse.model.policy.setting_marks import ASKED_OF_ALL, IN_EVERY_FILE, NEEDED, NOT_COPIED, OF_PUBLISHER, OWN_USE
from immerse.model.text import OneLine, Words


class Release(Node):
    """The versions from which this edition is made."""

    core_version: Version
    """Version of the curriculum."""
    policy_version: Version
    """Version of the client's policy."""
    effective: Day
    """The day from which it applies."""
    changelog: NonEmpty[Words]
    """The changes, one sentence each."""


class PublishTarget(OneLine):
    """A folder, or a branch of a repository as `git+REMOTE#BRANCH`."""

    __slots__ = ()
    schema_pattern = r"^(?!git\+)(?!-)\S.*$|^git\+[^-#\s][^#\s]*#[A-Za-z0-9][A-Za-z0-9._/-]*$"

    @classmethod
    def fault(cls, value: str) -> str:
        """Refuses a value that is neither a folder nor a branch of a repository."""
        if re.fullmatch(cls.schema_pattern, value):
            return super().fault(value)
        return f"{value!r} must be a folder, or git+REMOTE#BRANCH"


class PublishTargets(Related):
    """The places to which the two views are published."""

    trainee: PublishTarget | None = None
    mentor: PublishTarget | None = None

    relations: ClassVar = (Different("mentor", "trainee", what="place", why="trainees must not get pages for mentors"),)


class SiteGroup(Group):
    """`site`."""

    contact_display: Annotated[Literal["role_only", "role_and_name", "full"], OWN_USE] | None = setting(
        "How much of a contact a page shows.",
        rule="Phones only where escalation.contacts may show them.",
        affects=("TRI", "CRI"),
    )
    release: Annotated[Release, NEEDED, IN_EVERY_FILE, OF_PUBLISHER] | None = setting(
        "The versions of curriculum and policy, and from when they apply.",
        rule="Semantic versions.",
        required=True,
        affects=("LIS", "TRI", "RSP", "REL", "CRI"),
    )
    feedback_url: Annotated[WebAddress, OWN_USE, IN_EVERY_FILE] | None = setting(
        "Where a reader says that a page is wrong; every page links to it.",
        rule="An https address.",
        required=True,
        affects=("LIS", "TRI", "RSP", "REL", "CRI"),
    )
    url: Annotated[SiteAddress, OWN_USE, ASKED_OF_ALL, NOT_COPIED] | None = setting(
        "The address at which the trainee view is published.",
        rule="An https address of a folder; absent while the site has none. Without it "
        "there are no canonical links and no sitemap, and the page for missing addresses has no links.",
    )
    mentor_url: Annotated[SiteAddress, OWN_USE, NOT_COPIED] | None = setting(
        "The address at which the mentor view is published.",
        rule="As site.url, and another address: the views are hosted apart.",
        shown="mentor",
    )
    publish: Annotated[PublishTargets, OWN_USE, OF_PUBLISHER, NOT_COPIED] | None = setting(
        "Where immerse publish puts the released versions of each view.",
        rule="A folder, or git+REMOTE#BRANCH for a repository of the client's own.",
        shown="never",
    )
