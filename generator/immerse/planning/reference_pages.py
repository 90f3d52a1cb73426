"""Pages of the Reference section."""

from collections.abc import Iterator

from immerse.model.edition import Edition
from immerse.model.lesson import Lesson
from immerse.model.module import Source
from immerse.model.page import NavItem, Page
from immerse.model.playbook import Playbook
from immerse.planning.contacts import plan_contacts
from immerse.planning.settings import plan_policy
from immerse.planning.text_sources import page_of
from immerse.words.english import capitalized


def plan_reference(edition: Edition) -> tuple[tuple[Page, ...], NavItem]:
    """All pages of the section, and its entry in the navigation."""
    policy = tuple(_policy_pages(edition))
    pages = tuple(_pages(edition))
    section = NavItem.section("Reference", pages)
    return (*policy, *pages), section._replace(children=(NavItem.section("Policy", policy), *section.children))


def _policy_pages(edition: Edition) -> Iterator[Page]:
    source = f"{edition.client.folder}/policy.yml"
    review = edition.programme.curriculum.review_by
    groups = plan_policy(edition)
    yield Page("reference/policy/index.md", "Policy at a glance", "policy", groups, review, source)
    for group in groups:
        title = "Own settings" if group.group == "custom" else capitalized(group.group)
        yield Page(f"reference/policy/{group.group}.md", title, "settings", group, review, source)


_SCALES = frozenset({"response.priorities", "response.targets", "crisis.severity_levels"})
"""Settings of which one must be read somewhere: a programme on another subject has no use for the page of scales."""


def _pages(edition: Edition) -> Iterator[Page]:
    curriculum = edition.programme.curriculum
    policy = edition.client.policy
    source = f"{edition.client.folder}/policy.yml"
    review = curriculum.review_by
    if contacts := plan_contacts(edition):
        yield Page("reference/contacts.md", "Contacts", "contacts", contacts, review, source)
    scales = policy.response.priorities or policy.crisis.severity_levels
    if scales and any(not _SCALES.isdisjoint(keys) for keys in edition.reads.values()):
        title = "Priorities and severities"
        yield Page("reference/priorities.md", title, "priorities", None, review, source)
    if curriculum.glossary:
        terms = tuple(sorted(curriculum.glossary, key=lambda term: term.term.casefold()))
        yield page_of(curriculum, "reference/glossary.md", "Glossary", "glossary", terms)
    if curriculum.constitution:
        yield page_of(curriculum, "reference/constitution.md", "Constitution", "constitution")
    if curriculum.sources:
        yield page_of(curriculum, "reference/sources.md", "Sources", "sources", _sources(edition))


def _sources(edition: Edition) -> tuple[tuple[Source, tuple[str, ...]], ...]:
    """Each source with the ids of the pages that cite it."""
    citing: dict[str, list[str]] = {}
    pages: tuple[Lesson | Playbook, ...] = (*edition.programme.lessons(), *edition.programme.playbooks)
    for page in pages:
        for note in page.sources:
            citing.setdefault(note.id, []).append(str(page.id))
    sources = sorted(edition.programme.curriculum.sources, key=lambda source: source.title.casefold())
    return tuple((source, tuple(citing.get(source.id, ()))) for source in sources)
