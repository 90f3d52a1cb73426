"""Facts that every page shows about itself: versions, dates, the address for feedback."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from immerse.model.book import Book
from immerse.model.edition import Client, Edition
from immerse.model.module import Curriculum
from immerse.model.page import Page, place_of
from immerse.model.policy.stand_ins import tally
from immerse.model.release import versions_page
from immerse.model.rotation import Rotation
from immerse.model.site_view import View


class Frame(NamedTuple):
    """Facts of the edition that all templates may use."""

    client: str
    """Client id."""
    name: str
    """Client name as people read it."""
    view: str
    release: str
    """The version of the site; empty for a draft."""
    core_version: str
    policy_version: str
    effective: date | None
    changelog: tuple[str, ...]
    feedback_url: str
    digest: str
    draft: str
    """The share of the client's values that are not stand-ins, if some are; else empty."""

    @property
    def is_mentor(self) -> bool:
        """Whether this is the view with keys and mentor notes."""
        return self.view == View.MENTOR

    def versions(self, page: Page) -> str:
        """Where the page that names every version of a page lies, from the folder of this version."""
        return f"../{versions_page(place_of(page.address))}"

    def feedback(self, page: Page) -> str:
        """The feedback address with the page, the versions and the client in its query; empty without one."""
        if not self.feedback_url:
            return ""
        parts = urlsplit(self.feedback_url)
        facts = {"page": page.address, "version": f"{self.core_version}+{self.policy_version}", "client": self.client}
        if self.release:
            facts["release"] = self.release
        if page.source:
            facts["source"] = page.source
        query = urlencode([*parse_qsl(parts.query, keep_blank_values=True), *facts.items()])
        return urlunsplit(parts._replace(query=query))


class Common(NamedTuple):
    """What any page may show of its edition. Nothing in it is from the file of a lesson or a playbook, whose changes
    would then change every page."""

    curriculum: Curriculum
    rotation: Rotation
    book: Book
    client: Client
    closed: Mapping[str, tuple[tuple[date, str], ...]]


def common_of(edition: Edition) -> Common:
    """What any page may show of one edition."""
    programme = edition.programme
    return Common(programme.curriculum, programme.rotation, edition.book, edition.client, edition.closed)


def frame_of(edition: Edition) -> Frame:
    """The facts of one edition."""
    policy = edition.client.policy
    release = policy.site.release
    curriculum = edition.programme.curriculum
    return Frame(
        client=edition.client.id,
        name=str(policy.client.name or edition.client.id),
        view=edition.view,
        release=edition.release.version if edition.release else "",
        core_version=str(release.core_version if release else curriculum.version),
        policy_version=str(release.policy_version) if release else "",
        effective=release.effective if release else None,
        changelog=tuple(str(line) for line in release.changelog) if release else (),
        feedback_url=str(policy.site.feedback_url or ""),
        digest=edition.book.digest,
        draft=str(tally(edition.client)) if edition.client.is_draft else "",
    )
