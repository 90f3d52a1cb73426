"""Pages of the Playbooks section."""

from typing import NamedTuple

from immerse.model.drill import Drill
from immerse.model.edition import Edition, OverlayNote
from immerse.model.page import NavItem, Page
from immerse.model.playbook import Playbook
from immerse.model.ruling import ShownTable
from immerse.planning.contacts import ContactRow, contacts_named
from immerse.planning.learning import Cited, ModuleName, cited, module_name
from immerse.planning.text_sources import page_of
from immerse.planning.timeline import CrisisClock, Handover, RotationTimeline, plan_clock, plan_handover, plan_timeline


class PlaybookPage(NamedTuple):
    """One playbook. Pictures are there when the text reads what they draw."""

    playbook: Playbook
    modules: tuple[ModuleName, ...]
    drill: Drill | None
    contacts: tuple[ContactRow, ...]
    clock: CrisisClock | None
    hub: bool
    handover: Handover | None
    timeline: RotationTimeline | None
    sources: tuple[Cited, ...]
    notes: tuple[OverlayNote, ...]
    tables: tuple[ShownTable, ...] = ()
    """The decision tables behind it."""


def playbook_address(playbook: Playbook) -> str:
    """The address of a playbook's page."""
    return f"playbooks/{playbook.id.lower()}.md"


def plan_playbooks(edition: Edition) -> tuple[tuple[Page, ...], NavItem | None]:
    """All pages of the section, and its entry in the navigation; nothing when there are no playbooks."""
    playbooks = edition.programme.playbooks
    if not playbooks:
        return (), None
    review = min(playbook.review_by for playbook in playbooks)
    index = Page("playbooks/index.md", "Playbooks", "playbooks", playbooks, review)
    pages = (index, *(_page(edition, playbook) for playbook in playbooks))
    return pages, NavItem.section("Playbooks", pages)


def _page(edition: Edition, playbook: Playbook) -> Page:
    reads = edition.reads.get(playbook.id, ())
    programme = edition.programme
    content = PlaybookPage(
        playbook,
        tuple(module_name(module) for module in programme.modules if module.id in playbook.modules),
        next((drill for drill in programme.drills() if drill.id == playbook.drill), None),
        contacts_named(edition, playbook) if playbook.emergency else (),
        plan_clock(edition) if playbook.crisis_clock else None,
        "client.org_model" in reads and bool(edition.client.policy.client.brands),
        plan_handover(edition) if {"agency.exit", "agency.starts"} <= set(reads) else None,
        plan_timeline(edition) if {"rotation.weeks", "rotation.minimums"} <= set(reads) else None,
        cited(edition, playbook.sources),
        tuple(note for note in edition.overlay_notes if note.target.split("/")[0] == playbook.id),
        edition.tables.get(str(playbook.id), ()),
    )
    return page_of(playbook, playbook_address(playbook), f"{playbook.id} {playbook.title}", "playbook", content)
