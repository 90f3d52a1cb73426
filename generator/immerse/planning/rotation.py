"""Pages of the Rotation section."""

from __future__ import annotations

from collections.abc import Iterator

from immerse.model.edition import Edition
from immerse.model.page import NavItem, Page
from immerse.planning.learning import teaching_of
from immerse.planning.page_contents import EvidencePage, GatesPage, HandoverPage, RotationPage, StrandPage
from immerse.planning.text_sources import source_of
from immerse.planning.timeline import gate_weeks, plan_handover, plan_timeline, track_of


def plan_rotation(edition: Edition) -> tuple[tuple[Page, ...], NavItem]:
    """All pages of the section, and its entry in the navigation."""
    pages = tuple(_pages(edition))
    return pages, NavItem("Rotation", children=tuple(NavItem(page.title, page.address) for page in pages))


def _pages(edition: Edition) -> Iterator[Page]:
    rotation = edition.programme.rotation
    review, source = rotation.review_by, source_of(rotation)
    yield Page("rotation/index.md", "Rotation", "rotation", RotationPage(plan_timeline(edition)), review, source)
    if rotation.gates:
        yield Page("rotation/gates.md", "Gates", "gates", GatesPage(gate_weeks(edition)), review, source)
    if rotation.competencies:
        teaching = teaching_of(edition)
        content = StrandPage(tuple(teaching[competency.id] for competency in rotation.competencies))
        yield Page("rotation/strand.md", "All the way through", "strand", content, review, source)
    yield Page("rotation/evidence.md", "Evidence and sign-off", "evidence", _evidence(edition), review, source)
    if rotation.handover:
        handover = HandoverPage(plan_handover(edition))
        yield Page("rotation/handover.md", "How the agency leaves", "handover", handover, review, source)


def _evidence(edition: Edition) -> EvidencePage:
    track = track_of(edition)
    titles = {str(module.id): str(module.title) for module in edition.programme.modules}
    minimum = edition.programme.rotation.minimum_evidence
    return EvidencePage(
        tuple((entry, titles.get(entry.module, "Rotation"), entry.pieces.get(track, 0)) for entry in minimum)
    )
