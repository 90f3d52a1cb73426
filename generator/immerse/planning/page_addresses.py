"""Where an id is found on the site, and whether two sources want one address."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from immerse.model.edition import Edition
from immerse.model.module import Module
from immerse.model.page import NavItem, Page
from immerse.planning.learning import folder_of, lesson_address
from immerse.planning.playbooks import playbook_address
from immerse.planning.tasks import ALL_TASKS
from immerse.problems import Location, Problem, Severity

PAGES_IN_A_SECTION = 30
"""Material repeats a section's navigation on each of its pages; beyond this the pages grow heavy."""


def anchor(id: str) -> str:
    """The anchor of an id or key: lower case, letters, digits and hyphens."""
    return "".join(char if char.isalnum() else "-" for char in id.lower())


def plan_addresses(edition: Edition, pages: tuple[Page, ...]) -> dict[str, str]:
    """Id -> address, or address#anchor; only for what lies on one of these pages."""
    planned = {page.address for page in pages}
    return {id: address for id, address in _all(edition, pages) if address.partition("#")[0] in planned}


def _all(edition: Edition, pages: tuple[Page, ...]) -> Iterator[tuple[str, str]]:
    programme = edition.programme
    yield from _learning(edition)
    for playbook in programme.playbooks:
        yield str(playbook.id), playbook_address(playbook)
    for term in programme.curriculum.glossary:
        yield f"term:{term.id}", f"reference/glossary.md#term-{term.id}"
    for rule in programme.curriculum.constitution:
        yield str(rule.id), f"reference/constitution.md#{anchor(rule.id)}"
    for source in programme.curriculum.sources:
        yield f"source:{source.id}", f"reference/sources.md#source-{source.id}"
    for page in pages:
        if page.kind == "settings":
            for entry in page.content.entries:
                yield f"setting:{entry.key}", f"{page.address}#setting-{anchor(entry.key)}"
    for id in edition.client.policy.escalation.contacts or {}:
        yield f"contact:{id}", f"reference/contacts.md#contact-{id}"
    yield from _rotation(edition)


def _learning(edition: Edition) -> Iterator[tuple[str, str]]:
    for module in edition.programme.modules:
        folder = folder_of(module)
        yield str(module.id), f"{folder}/index.md"
        for competency in module.competencies:
            yield str(competency.id), f"{folder}/index.md#{anchor(competency.id)}"
        for lesson in module.lessons:
            yield str(lesson.id), lesson_address(module, lesson)
        for id in _exercise_ids(module):
            yield id, f"{folder}/drills.md#{anchor(id)}"
        for check in module.checks.checks if module.checks else ():
            yield str(check.id), f"{folder}/checks.md#{anchor(check.id)}"


def _exercise_ids(module: Module) -> Iterator[str]:
    if module.drills:
        yield from (str(drill.id) for drill in module.drills.drills)
        yield from (str(inject.id) for inject in module.drills.injects)


def _rotation(edition: Edition) -> Iterator[tuple[str, str]]:
    rotation = edition.programme.rotation
    yield "ROT", "rotation/strand.md"
    for competency in rotation.competencies:
        yield str(competency.id), f"rotation/strand.md#{anchor(competency.id)}"
    for gate in rotation.gates:
        yield str(gate.id), f"rotation/gates.md#{anchor(gate.id)}"
    for rule in rotation.signoff_rules:
        yield str(rule.id), f"rotation/evidence.md#{anchor(rule.id)}"
    for stone in rotation.handover:
        yield str(stone.id), f"rotation/handover.md#{anchor(stone.id)}"
    for task in rotation.tasks:
        yield str(task.id), f"{ALL_TASKS}#{anchor(task.id)}"
    for part in rotation.graduation:
        for item in part.items:
            yield str(item.id), f"checklist/graduation.md#{anchor(item.id)}"


def find_collisions(pages: tuple[Page, ...]) -> Iterator[Problem]:
    """Two sources that want one address, on a disk that ignores case or composes letters too."""
    taken: dict[str, Page] = {}
    for page in pages:
        key = unicodedata.normalize("NFC", page.address).casefold().removesuffix(".md").removesuffix("/index")
        other = taken.setdefault(key, page)
        if other is not page:
            yield Problem(
                Location(page.source or page.address),
                "address",
                f"two sources make one page, {page.address!r}: {_name(other)} and {_name(page)}",
                hint="give one of them another id",
                subject=page.address,
            )


def _name(page: Page) -> str:
    return f"{page.source} ({page.title})" if page.source else page.title


def find_large_sections(nav: tuple[NavItem, ...], source: str, path: str = "") -> Iterator[Problem]:
    """Sections of the navigation with more pages than a reader or a page can carry."""
    for item in nav:
        here = f"{path} > {item.title}" if path else item.title
        count = sum(1 for child in item.children if child.address)
        if count > PAGES_IN_A_SECTION:
            yield Problem(
                Location(source),
                "address",
                f"section {here!r} has {count} pages, more than {PAGES_IN_A_SECTION}",
                Severity.WARNING,
                hint="split the module in two",
                subject=here,
            )
        yield from find_large_sections(item.children, source, here)
