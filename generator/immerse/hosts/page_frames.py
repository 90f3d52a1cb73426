"""The inputs of a finished page: its parts, and the content that the theme puts around them."""

import hashlib
import json
from collections.abc import Iterator
from itertools import chain
from typing import Any

from immerse.hosts.search import by_page
from immerse.hosts.site_config import FEATURES, nav_entries, site_settings
from immerse.model.page import NavItem, RenderedSite, place_of

NOT_FOUND = "404.html"
"""The page that a host shows at a missing address. The theme has it; one with no address of its own is not the theme's,
and a version has none."""


def page_digests(site: RenderedSite, *, directory_urls: bool, epoch: int) -> dict[str, bytes]:
    """File of a page -> a digest of all its inputs, where they are known; also of the page for missing addresses.

    Raises:
        ImmerseError: an address or a title could harm the theme, which escapes nothing, or two pages share a file.
    """
    settings = site_settings(site, directory_urls=directory_urls) | {"nav": []}
    common = hashlib.sha256(json.dumps([settings, epoch], sort_keys=True).encode())
    navigation = Navigation(site)
    search_targets = by_page(site.search_targets)
    digests = {}
    for address, made_of in site.made_of.items():
        digest = common.copy()
        digest.update(made_of)
        digest.update(repr((address, navigation.seen_from(address), search_targets.get(address, []))).encode())
        digests[place_of(address, directory_urls)] = digest.digest()
    if digests and site.address and not site.release:
        common.update(repr(navigation.seen_from(NOT_FOUND)).encode())
        digests[NOT_FOUND] = common.digest()
    return digests


class Navigation:
    """The navigation as each page shows it: of closed sections only the names, which link to their first pages."""

    def __init__(self, site: RenderedSite) -> None:
        self._titles = {address: page.title for address, page in site.pages.items()}
        self._items = site.nav
        self._order = list(chain.from_iterable(map(_addresses, site.nav)))
        sections = [item for item in nav_entries(site.nav) if item.children]
        self._below = {id(item): frozenset(_addresses(item)) for item in sections}
        self._opened: dict[str, tuple[int, ...]] = {}
        """Address -> the sections that are open on that page."""
        for number, addresses in enumerate(self._below.values()):
            self._opened |= {address: (*self._opened.get(address, ()), number) for address in addresses}
        self._seen_by: dict[tuple[int, ...], list[Any]] = {}

    def seen_from(self, address: str) -> Any:
        """The part of the navigation that a page shows."""
        place = self._order.index(address) if address in self._order else -1
        beside = [self._leaf(entry) for entry in self._order[max(place - 1, 0) : place + 2]]
        opened = self._opened.get(address, ())
        if opened not in self._seen_by:
            self._seen_by[opened] = [self._seen(item, address) for item in self._items]
        return beside, self._seen_by[opened]

    def _leaf(self, address: str) -> Any:
        return address, self._titles.get(address)

    def _seen(self, item: NavItem, address: str) -> Any:
        if not item.children:
            return item.title, self._leaf(item.address)
        below = self._below[id(item)]
        if address in below or "navigation.prune" not in FEATURES:
            inside = [self._seen(child, address) for child in item.children]
            return item.title, item.sections, item.address and self._leaf(item.address), inside
        return item.title, next(_addresses(item), "")


def _addresses(item: NavItem) -> Iterator[str]:
    """The pages of an entry, in their order."""
    if item.address:
        yield item.address
    for child in item.children:
        yield from _addresses(child)
