"""The plan of one client's site in one view: pages, navigation, addresses."""

from typing import NamedTuple

from immerse.model.edition import Edition
from immerse.model.lesson import Lesson
from immerse.model.page import NavItem, Page, Plan
from immerse.model.playbook import Playbook
from immerse.model.site_view import View
from immerse.planning.checklists import plan_checklists
from immerse.planning.learning import plan_learning
from immerse.planning.mentors import plan_mentors
from immerse.planning.page_addresses import (
    find_collisions,
    find_dangling,
    find_large_sections,
    plan_places,
    plan_search_targets,
)
from immerse.planning.playbooks import plan_playbooks
from immerse.planning.reference_pages import plan_reference
from immerse.planning.rotation import plan_rotation
from immerse.planning.signing import plan_signing
from immerse.planning.tasks import FirstDay, first_days
from immerse.planning.text_sources import source_of
from immerse.planning.timeline import RotationTimeline, plan_timeline
from immerse.planning.weights import find_heavy_pages
from immerse.problems import Problem


class Home(NamedTuple):
    """The first page."""

    timeline: RotationTimeline
    emergencies: tuple[Playbook, ...]
    first: Lesson | None
    first_days: tuple[FirstDay, ...] = ()


def plan_site(edition: Edition) -> tuple[Plan, tuple[Problem, ...]]:
    """All pages of one client's site in one view.

    Problems have the rule `address` (two sources for one page, too many pages in one section), `reference` (a link to
    something that this client's site does not have) or `size` (texts that make a page too large).
    """
    pages: list[Page] = [_home(edition)]
    nav: list[NavItem] = [NavItem("Home", pages[0].address)]
    sections = [plan_learning, plan_playbooks, plan_rotation, plan_checklists, plan_reference]
    if edition.view is View.MENTOR:
        sections += [plan_mentors, plan_signing]
    for plan_section in sections:
        made, entry = plan_section(edition)
        pages += made
        if entry:
            nav.append(entry)
    review = edition.programme.curriculum.review_by
    changes = Page("changes.md", "What changed", "changes", edition.overlay_notes, review)
    reviews = tuple(sorted((page.review_by, page.address, page.title) for page in pages if page.review_by))
    about = Page("about.md", "About this edition", "about", reviews, review)
    pages += [changes, about]
    nav += [NavItem(page.title, page.address) for page in (changes, about)]
    places = plan_places(edition, tuple(pages))
    addresses = {str(place.key): place.address for place in places}
    plan = Plan(tuple(pages), tuple(nav), addresses, tuple(plan_search_targets(edition, places)))
    large = find_large_sections(plan.nav, source_of(edition.programme.curriculum))
    dangling, heavy = find_dangling(edition, plan.addresses), find_heavy_pages(edition)
    return plan, (*find_collisions(plan.pages), *large, *dangling, *heavy)


def _home(edition: Edition) -> Page:
    programme = edition.programme
    content = Home(
        plan_timeline(edition),
        tuple(playbook for playbook in programme.playbooks if playbook.emergency),
        next(programme.lessons(), None),
        first_days(edition),
    )
    curriculum = programme.curriculum
    title, source = str(curriculum.title), source_of(curriculum)
    return Page("index.md", title, "home", content, curriculum.review_by, source, hide=("navigation", "toc"))
