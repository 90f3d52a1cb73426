"""Makes links of a rendered page to other pages and files of the site relative."""

import re
from functools import cache

from immerse.model.page import place_of

_LINK = re.compile(r'page:(?:(?<= href="page:)|(?<= src="page:))([^"#]*)(#[^"]*)?(?=")')
"""An address in a tag. It begins with letters, for which a page is searched in a tenth of the time."""
_HEADING = re.compile(r"^(#.*\]\()page:([^)#]*)(#[^)]*)?(?=\))", re.MULTILINE)
"""A link in a heading's line in Markdown, where it names the source of a page."""


def placed(html: str, address: str, *, directory_urls: bool = True) -> str:
    """The HTML of the page at `address` with `page:` links made relative.

    Args:
        html: HTML with links such as `href="page:learn/tri/tri-l2.md#section"`.
        address: The page's own source address.
        directory_urls: Pages lie at `learn/tri/tri-l2/`; else at `learn/tri/tri-l2.html`, for reading from a disk.
    """
    page_file = place_of(address, directory_urls)

    @cache
    def way_to(target: str) -> str:
        """The relative address of a page or file."""
        file = place_of(target, directory_urls) if target.endswith(".md") else target
        return _relative(file, page_file, directory_urls)

    def relative(match: re.Match[str]) -> str:
        """A link to the address of the target."""
        target, anchor = match[1], match[2] or ""
        if html.rfind("<", 0, match.start()) < html.rfind(">", 0, match.start()):  # in no tag
            return match[0]
        return anchor if anchor and target == address else way_to(target) + anchor

    def relative_source(match: re.Match[str]) -> str:
        """A link to the source file of the target."""
        before, target, anchor = match[1], match[2], match[3] or ""
        return before + (anchor if anchor and target == address else _path_from(address, target) + anchor)

    html = _LINK.sub(relative, html)
    return _HEADING.sub(relative_source, html) if "](page:" in html else html


def _relative(file: str, page_file: str, directory_urls: bool) -> str:
    path = _path_from(page_file, file)
    if directory_urls and (path == "index.html" or path.endswith("/index.html")):
        return path.removesuffix("index.html") or "./"
    return path


def _path_from(page_file: str, file: str) -> str:
    """The relative path from the folder of `page_file` to `file`."""
    start, end = page_file.split("/")[:-1], file.split("/")
    common = 0
    while common < len(start) and start[common : common + 1] == end[common : common + 1]:
        common += 1
    return "/".join([".."] * (len(start) - common) + end[common:])
