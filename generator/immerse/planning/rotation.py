"""Pages of the Rotation section."""

from collections.abc import Iterator
from typing import Any

from immerse.model.edition import Edition
from immerse.model.page import NavItem, Page
from immerse.model.rotation import ModuleEvidence
from immerse.planning.learning import teaching_of
from immerse.planning.text_sources import page_of
from immerse.planning.timeline import gate_weeks, plan_handover, plan_timeline, track_of


def plan_rotation(edition: Edition) -> tuple[tuple[Page, ...], NavItem]:
    """All pages of the section, and its entry in the navigation."""
    rotation = edition.programme.rotation
    pages = tuple(page_of(rotation, f"rotation/{name}.md", *about) for name, *about in _pages(edition))
    return pages, NavItem.section("Rotation", pages)


def _pages(edition: Edition) -> Iterator[tuple[str, str, str, Any]]:
    """(name in the address, title, kind, content) of each page."""
    rotation = edition.programme.rotation
    yield "index", "Rotation", "rotation", plan_timeline(edition)
    if rotation.gates:
        yield "gates", "Gates", "gates", gate_weeks(edition)
    if rotation.competencies:
        teaching = teaching_of(edition)
        taught = tuple(teaching[competency.id] for competency in rotation.competencies)
        yield "strand", "All the way through", "strand", taught
    yield "evidence", "Evidence and sign-off", "evidence", _evidence(edition)
    if rotation.handover:
        yield "handover", "How the agency leaves", "handover", plan_handover(edition)


def _evidence(edition: Edition) -> tuple[tuple[ModuleEvidence, str, int], ...]:
    """(least evidence, title of its module, pieces on this client's track) for each module."""
    track = track_of(edition)
    titles = {str(module.id): str(module.title) for module in edition.programme.modules}
    minimum = edition.programme.rotation.minimum_evidence
    return tuple((entry, titles.get(entry.module, "Rotation"), entry.pieces.get(track, 0)) for entry in minimum)
