"""The navigation of one page: if there are very many sections, only the near ones and a link to all of them.

The theme lists each closed section of an open one on every page in it. With a hundred modules that is half of a page.
"""

from collections.abc import Iterable
from copy import copy

from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page

from immerse.model.page import NavItem

SHOWN = 12
"""The greatest number of sections beside each other; half of them are before the open one."""


def near_navigation(nav: Navigation, items: Iterable[NavItem]) -> Navigation:
    """The navigation for its active page; the same object where nothing is left out.

    Args:
        nav: The navigation of the whole site.
        items: The items that it was made of.
    """
    shown = [_near(made, item.sections) for made, item in zip(nav.items, items, strict=True)]
    if shown == nav.items:
        return nav
    near = copy(nav)
    near.items = shown
    return near


def _near(item: StructureItem, called: str) -> StructureItem:
    if not (called and isinstance(item, Section) and item.active):
        return item
    sections = [child for child in item.children if isinstance(child, Section)]
    if len(sections) <= SHOWN:
        return item
    opened = next((number for number, section in enumerate(sections) if section.active), 0)
    first = max(0, min(opened - SHOWN // 2, len(sections) - SHOWN))
    near = sections[first : first + SHOWN]
    children = [child for child in item.children if not isinstance(child, Section) or child in near]
    index = next(child for child in children if isinstance(child, Page) and child.is_index)
    section = copy(item)
    section.children = [*children, Link(f"All {len(sections)} {called}", index.url)]
    return section
