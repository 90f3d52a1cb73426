"""Links of a rendered page to other pages and files of the site, as a browser follows them from where it lies."""

from __future__ import annotations

import posixpath
import re

_MARKED = re.compile(
    r'(<[a-z][^<>]*? (?:href|src)=")page:([^"#]*)(#[^"]*)?(?=")|^(#.*\]\()page:([^)#]*)(#[^)]*)?(?=\))', re.MULTILINE
)
"""A link of a tag; or of a heading's line in Markdown, which in HTML begins with no `#`: there it names the source."""


def placed(html: str, address: str, *, directory_urls: bool = True) -> str:
    """The HTML of the page at `address` with `page:` links made relative.

    Args:
        html: HTML with links such as `href="page:learn/tri/tri-l2.md#section"`.
        address: The page's own source address.
        directory_urls: Pages lie at `learn/tri/tri-l2/`; else at `learn/tri/tri-l2.html`, for reading from a disk.
    """
    here = place_of(address, directory_urls)

    def relative(found: re.Match[str]) -> str:
        if found[4]:
            own = found[5] == address and found[6]
            return (
                found[4]
                + ("" if own else posixpath.relpath(found[5], posixpath.dirname(address) or "."))
                + (found[6] or "")
            )
        before, target, anchor = found[1], found[2], found[3] or ""
        file = place_of(target, directory_urls) if target.endswith(".md") else target
        return before + (anchor if anchor and file == here else _relative(file, here, directory_urls) + anchor)

    return _MARKED.sub(relative, html)


def place_of(address: str, directory_urls: bool = True) -> str:
    """The file that a page with this source address becomes."""
    folder, _, name = address.rpartition("/")
    stem = name.removesuffix(".md")
    if stem not in ("index", "README"):
        own = address.removesuffix(".md")
        return f"{own}/index.html" if directory_urls else f"{own}.html"
    return f"{folder}/index.html".lstrip("/")


def _relative(file: str, here: str, directory_urls: bool) -> str:
    path = posixpath.relpath(file, posixpath.dirname(here) or ".")
    if directory_urls and posixpath.basename(path) == "index.html":
        path = posixpath.dirname(path)
        return f"{path}/" if path else "./"
    return path
