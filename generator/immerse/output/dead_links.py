"""Finds dead links of a finished site, and headings without content."""

import hashlib
import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from immerse.model.release import LATEST, SHEET, versions_page
from immerse.output.html_page import HtmlPage

_PLAIN = re.compile(r"(?!//)[A-Za-z0-9_./-]*(?:#[A-Za-z0-9_.-]*)?")
"""A link within the site without escapes."""


class Crawled(NamedTuple):
    """The links of a page to the rest of its site, and the ids to which others may link."""

    ids: frozenset[str]
    links: tuple[str, ...]
    """Addresses without duplicates, and without links to an id of the page itself."""


def crawled(page: HtmlPage) -> Crawled:
    """The links and ids of a page."""
    links = dict.fromkeys(link for _, link in page.links)
    is_own = {f"#{id}" for id in page.ids}  # by far the most common links
    return Crawled(frozenset(page.ids), tuple(link for link in links if link not in is_own))


def dead_links(
    pages: Mapping[str, Crawled],
    files: frozenset[str],
    *,
    base: str = "/",
    offline: bool = False,
    is_version: bool = False,
    but: Collection[str] = (),
) -> Iterator[tuple[str, str]]:
    """(page, fault) for each link inside the site that has no target.

    Args:
        pages: Page by its path inside the site.
        files: Every path inside the site.
        base: Path of the site on its host, which an absolute link must begin with.
        offline: The site is opened from a disk, where a folder shows no page.
        is_version: It is one version among others, so that each page may name three files beside it: the style sheet of
            all versions, its own address that never changes, and the page that names its versions.
        but: Pages whose links are not judged.
    """
    base = unquote(base)
    for path, page in ((path, page) for path, page in pages.items() if path not in but):
        folder = posixpath.dirname(path)
        beside = {f"../{SHEET}", f"../{LATEST}/{path}", f"../{versions_page(path)}"} if is_version else set()
        for link in page.links:
            if is_version and _target_path(folder, link) in beside:
                continue
            if fault := _fault(path, folder, link, pages, files, base, offline):
                yield path, fault


def targets_digest(pages: Mapping[str, Crawled], files: frozenset[str], *options: object) -> bytes:
    """A digest of all possible targets of a site's links, and of the other arguments of `dead_links`."""
    ids = [(path, sorted(page.ids)) for path, page in sorted(pages.items())]
    return hashlib.sha256(repr((ids, sorted(files), options)).encode("utf-8", "surrogatepass")).digest()


def _target_path(folder: str, link: str) -> str:
    """The path from the site's folder that a relative link of a page in a folder means; of a folder its page."""
    target = posixpath.normpath(posixpath.join(folder, link))
    return f"{target}/index.html" if link.endswith("/") else target


def _fault(
    path: str, folder: str, link: str, pages: Mapping[str, Crawled], files: frozenset[str], base: str, offline: bool
) -> str:
    if _PLAIN.fullmatch(link):  # nearly all links are plain, and these are split quickly
        address, _, anchor = link.partition("#")
    else:
        try:
            parts = urlsplit(link)
        except ValueError:
            return f"has the link {link!r}, which is not an address"
        if parts.scheme or parts.netloc:
            return ""
        address, anchor = unquote(parts.path), unquote(parts.fragment)
    target = _target(folder, address, base) if address else path
    if target is None:
        return f"has the link {link!r}, which leaves the site"
    if target not in files:
        if offline and address:
            return f"has the link {link!r}, which is not a file"
        target = posixpath.join(target, "index.html").removeprefix("./")
        if target not in files:
            return f"has the link {link!r}, but there is no such page or file"
    if anchor and target in pages and anchor not in pages[target].ids:
        return f"has the link {link!r}, but {target} has no such place"
    return ""


def _target(folder: str, address: str, base: str) -> str | None:
    """The path inside the site that an address on a page in a folder means; None outside of it."""
    if address.startswith("/"):
        if not f"{address}/".startswith(base):
            return None
        joined = address[len(base) :]
    else:
        joined = f"{folder}/{address}" if folder else address
    target = posixpath.normpath(joined) if joined else "."
    return None if target == ".." or target.startswith("../") else target


def bare_headings(pages: Mapping[str, HtmlPage]) -> Iterator[tuple[str, str]]:
    """(page, fault) for each heading of an article that another of its rank, or the end, follows at once."""
    for path, page in pages.items():
        for heading in page.bare_headings:
            if posixpath.basename(path) != "404.html":
                yield path, f"has nothing below the heading {heading!r}"
