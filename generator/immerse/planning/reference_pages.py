"""Pages of the Reference section."""

from __future__ import annotations

from collections.abc import Iterator

from immerse.model.edition import Edition
from immerse.model.page import NavItem, Page
from immerse.planning.contacts import plan_contacts
from immerse.planning.reference_contents import ContactsPage, GlossaryPage, SourcesPage
from immerse.planning.settings import plan_policy, policy_address
from immerse.planning.text_sources import source_of
from immerse.words.english import capitalized


def plan_reference(edition: Edition) -> tuple[tuple[Page, ...], NavItem]:
    """All pages of the section, and its entry in the navigation."""
    policy = tuple(_policy_pages(edition))
    pages = tuple(_pages(edition))
    entries = tuple(NavItem(page.title, page.address) for page in pages)
    policy_entry = NavItem("Policy", children=tuple(NavItem(page.title, page.address) for page in policy))
    return (*policy, *pages), NavItem("Reference", children=(policy_entry, *entries))


def _policy_pages(edition: Edition) -> Iterator[Page]:
    source = f"{edition.client.folder}/policy.yml"
    review = edition.programme.curriculum.review_by
    glance = plan_policy(edition)
    yield Page("reference/policy/index.md", "Policy at a glance", "policy", glance, review, source)
    for group in glance.groups:
        yield Page(policy_address(group.group), group_title(group.group), "settings", group, review, source)


def group_title(group: str) -> str:
    """A group of the policy as a title; an agency's own settings are no group of the shared contract."""
    if group == "custom":
        return "Own settings"
    return capitalized(group)


_SCALES = frozenset({"response.priorities", "response.targets", "crisis.severity_levels"})
"""Settings of which one must be read somewhere: a programme on another subject has no use for the page of scales."""


def _pages(edition: Edition) -> Iterator[Page]:
    curriculum = edition.programme.curriculum
    policy = edition.client.policy
    own = source_of(curriculum)
    source = f"{edition.client.folder}/policy.yml"
    review = curriculum.review_by
    if contacts := plan_contacts(edition):
        yield Page("reference/contacts.md", "Contacts", "contacts", ContactsPage(contacts), review, source)
    scales = policy.response.priorities or policy.crisis.severity_levels
    if scales and any(not _SCALES.isdisjoint(keys) for keys in edition.reads.values()):
        title = "Priorities and severities"
        yield Page("reference/priorities.md", title, "priorities", None, review, source)
    if curriculum.glossary:
        terms = tuple(sorted(curriculum.glossary, key=lambda term: term.term.casefold()))
        yield Page("reference/glossary.md", "Glossary", "glossary", GlossaryPage(terms), review, own)
    if curriculum.constitution:
        yield Page("reference/constitution.md", "Constitution", "constitution", None, review, own)
    if curriculum.sources:
        yield Page("reference/sources.md", "Sources", "sources", _sources(edition), review, own)


def _sources(edition: Edition) -> SourcesPage:
    citing: dict[str, list[str]] = {}
    for lesson in edition.programme.lessons():
        for note in lesson.sources:
            citing.setdefault(note.id, []).append(str(lesson.id))
    for playbook in edition.programme.playbooks:
        for note in playbook.sources:
            citing.setdefault(note.id, []).append(str(playbook.id))
    sources = sorted(edition.programme.curriculum.sources, key=lambda source: source.title.casefold())
    return SourcesPage(tuple((source, tuple(citing.get(source.id, ()))) for source in sources))
