"""The address of each id on the site; links to ids that have none, and sources that want one address."""

import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from immerse.model.bounds import PAGES_IN_A_SECTION
from immerse.model.drill import Drill, Inject
from immerse.model.edition import Edition
from immerse.model.page import NavItem, Page, SearchTarget
from immerse.planning.learning import folder_of, lesson_address
from immerse.planning.playbooks import playbook_address
from immerse.planning.tasks import ALL_TASKS
from immerse.problems import Location, Problem, Severity
from immerse.texts.linking import anchor, target_of
from immerse.words.near_misses import did_you_mean


class Destination(NamedTuple):
    """The target of a link or of the search."""

    key: str
    """`TRI-L2`, `PB-03`, `term:reach`, `setting:response.targets`."""
    address: str
    """`address` or `address#anchor`."""
    title: str | None = None
    """The name that people type to find it; None if the search does not list it."""


def plan_places(edition: Edition, pages: tuple[Page, ...]) -> tuple[Destination, ...]:
    """The place of each id, in the order in which the search lists them; only what is on one of these pages."""
    planned = {page.address for page in pages}
    return tuple(place for place in _places(edition, pages) if place.address.partition("#")[0] in planned)


def _places(edition: Edition, pages: tuple[Page, ...]) -> Iterator[Destination]:
    curriculum = edition.programme.curriculum
    yield from _learning(edition)
    yield from _rotation(edition)
    for playbook in edition.programme.playbooks:
        yield Destination(playbook.id, playbook_address(playbook), playbook.title)
    yield from _on_page("reference/constitution.md", ((rule.id, rule.title) for rule in curriculum.constitution))
    for term in curriculum.glossary:
        yield Destination(f"term:{term.id}", f"reference/glossary.md#term-{term.id}", term.term)
    for id, contact in (edition.client.policy.escalation.contacts or {}).items():
        yield Destination(f"contact:{id}", f"reference/contacts.md#contact-{id}", contact.title)
    for source in curriculum.sources:
        yield Destination(f"source:{source.id}", f"reference/sources.md#source-{source.id}")
    for page in pages:
        if page.kind == "settings":
            for entry in page.content.entries:
                yield Destination(f"setting:{entry.key}", f"{page.address}#setting-{anchor(entry.key)}")


def _on_page(address: str, titles: Iterable[tuple[str, str]]) -> Iterator[Destination]:
    """The places of some ids with anchors of their own on one page."""
    return (Destination(id, f"{address}#{anchor(id)}", title) for id, title in titles)


def _learning(edition: Edition) -> Iterator[Destination]:
    for module in edition.programme.modules:
        folder = folder_of(module)
        yield Destination(module.id, f"{folder}/index.md", module.title)
        yield from _on_page(f"{folder}/index.md", ((item.id, item.title) for item in module.competencies))
        for lesson in module.lessons:
            yield Destination(lesson.id, lesson_address(module, lesson), lesson.title)
        if module.drills:
            exercises: tuple[Drill | Inject, ...] = (*module.drills.drills, *module.drills.injects)
            yield from _on_page(f"{folder}/drills.md", ((exercise.id, exercise.title) for exercise in exercises))
        if module.checks:
            yield from _on_page(f"{folder}/checks.md", ((check.id, "Question") for check in module.checks.checks))


def _rotation(edition: Edition) -> Iterator[Destination]:
    rotation = edition.programme.rotation
    items = (item for part in rotation.graduation for item in part.items)
    yield Destination("ROT", "rotation/strand.md")
    yield from _on_page("rotation/strand.md", ((item.id, item.title) for item in rotation.competencies))
    yield from _on_page("rotation/gates.md", ((gate.id, gate.title) for gate in rotation.gates))
    yield from _on_page("rotation/evidence.md", ((rule.id, rule.title) for rule in rotation.signoff_rules))
    yield from _on_page("rotation/handover.md", ((stone.id, stone.title) for stone in rotation.handover))
    yield from _on_page(ALL_TASKS, ((task.id, task.title) for task in rotation.tasks))
    yield from _on_page("checklist/graduation.md", ((item.id, item.statement) for item in items))


def plan_search_targets(edition: Edition, places: Iterable[Destination]) -> Iterator[SearchTarget]:
    """The targets that the search lists first when their id or name is typed."""
    words = {str(playbook.id): " ".join(playbook.search_words) for playbook in edition.programme.playbooks}
    for place in places:
        if place.title is not None:
            key = "" if ":" in place.key else place.key
            yield SearchTarget(key, place.title, place.address, words.get(key, ""))
    # Priorities and severities: rows of a page that nothing else leads to.
    policy, page = edition.client.policy, "reference/priorities.md"
    for priority, asked in (policy.response.priorities or {}).items():
        yield SearchTarget(priority, asked.question, f"{page}#priority-{anchor(priority)}")
    for severity, level in (policy.crisis.severity_levels or {}).items():
        yield SearchTarget(severity, level.label, f"{page}#severity-{anchor(severity)}")


def find_dangling(edition: Edition, addresses: dict[str, str]) -> Iterator[Problem]:
    """A problem for each link that leads to no page of this client's site, at its place."""
    for link in edition.links:
        name = target_of(link.kind, link.id)
        if name in addresses:
            continue
        client = edition.client
        message = f"link to {link.kind} {link.id!r}, which the site of {client.id} does not have"
        hint = did_you_mean(name, addresses, "link to what every client has, or add a condition", certain=True)
        if dropped := next((drop for drop in client.overlay.drop if drop.target == link.id), None):
            hint = f"{dropped.location} drops it; replace the block with this link for {client.id}, or keep {link.id}"
        yield Problem(link.text.at(link.start), "reference", message, hint=hint, subject=link.id)


def find_collisions(pages: tuple[Page, ...]) -> Iterator[Problem]:
    """Problems for two sources with one address, also on a disk that ignores case or composes letters."""
    by_key: dict[str, Page] = {}
    for page in pages:
        key = unicodedata.normalize("NFC", page.address).casefold().removesuffix(".md").removesuffix("/index")
        first = by_key.setdefault(key, page)
        if first is not page:
            yield Problem(
                Location(page.source or page.address),
                "address",
                f"two sources make one page, {page.address!r}: {_name(first)} and {_name(page)}",
                hint="give one of them another id",
                subject=page.address,
            )


def _name(page: Page) -> str:
    return f"{page.source} ({page.title})" if page.source else page.title


def find_large_sections(nav: tuple[NavItem, ...], source: str, path: str = "") -> Iterator[Problem]:
    """Sections of the navigation with more pages than a reader or a page can carry."""
    for item in nav:
        place = f"{path} > {item.title}" if path else item.title
        count = sum(1 for child in item.children if child.address)
        if count > PAGES_IN_A_SECTION:
            yield Problem(
                Location(source),
                "address",
                f"section {place!r} has {count} pages, more than {PAGES_IN_A_SECTION}",
                Severity.WARNING,
                hint="split the module in two",
                subject=place,
            )
        yield from find_large_sections(item.children, source, place)
