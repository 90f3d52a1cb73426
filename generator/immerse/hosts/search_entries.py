"""The entries of the search index from a page's parts: one for each heading, with the words below it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from immerse.model.page import Closed, Heading, Opened, RenderedPage
from immerse.words.element_text import escaped_text

_KEPT = {"p", "code", "pre", "li", "ol", "ul", "sub", "sup"}
"""Tags that a result may show. They are kept without their attributes."""
_INLINE = {"a", "abbr", "b", "bdi", "cite", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s", "samp", "small"}
_INLINE |= {"span", "strong", "time", "u", "var", "wbr"}
"""Tags that separate no words; all others do."""
_EXCLUDED = "data-search-exclude"

_BARE = dict.fromkeys([*_INLINE, *(f"/{name}" for name in _INLINE)], "")
_BARE |= {f"{slash}{name}": f"<{slash}{name}>" for name in _KEPT for slash in ("", "/")}
"""Tag -> its replacement; any other tag is replaced by a blank."""
_TAG = re.compile(r"<(/?[a-z][a-z0-9]*)[^<>]*>")
_OPEN = re.compile(rf"<([a-z][a-z0-9]*) (?:[^<>]* )?{_EXCLUDED}[^<>]*>")
_PRE = re.compile(r"(<pre>.*?</pre>)", re.DOTALL)
_BLANKS = re.compile("  +")
_EMPTY = re.compile(rf"<({'|'.join(sorted(_KEPT))})> ?</\1>")
_REFERENCE = re.compile(r"&(?!(?:amp|lt|gt);)#?\w+;")
_UNKEPT = re.compile(rf"<(?!/?(?:{'|'.join(sorted(_KEPT))})>)")


@dataclass(slots=True)
class _Section:
    """A heading with the content below it, until the next one or the end of its wrapper."""

    depth: int
    """Number of open elements at the heading, plus one; 0 for content before the first."""
    title: str = ""
    anchor: str = ""
    html: list[str] = field(default_factory=list)


def entries_of(page: RenderedPage, url: str) -> Iterator[dict[str, Any]]:
    """The entries of a page at `url`: `location`, `title` and `text`, the last two HTML with no tags but a few.

    The first is the page itself; its title is that of its first heading, else that of the page.
    """
    for section in _sections(page):
        title = section.title or escaped_text(page.title)
        yield {"location": url + section.anchor, "title": title, "text": search_text("\n".join(section.html))}


def _sections(page: RenderedPage) -> list[_Section]:
    sections: list[_Section] = []
    current = _Section(0)
    depth = 0
    for part in page.parts:
        if not sections and not (isinstance(part, Heading) and part.level == 1):
            sections.append(current)
        if isinstance(part, Heading):
            anchor = f"#{part.id}" if sections else ""
            current = _Section(depth + 1, escaped_text(part.words), anchor)
            sections.append(current)
        elif isinstance(part, Opened):
            depth += 1
        elif isinstance(part, Closed):
            if current.depth > depth:
                current = next(section for section in reversed(sections) if section.depth <= depth)
            depth -= 1
        else:
            current.html.append(part.text)
    return sections


def search_text(html: str) -> str:
    """The words of finished HTML, with the tags that a result may show."""
    pieces = _TAG.split(_without_excluded(html))
    pieces[1::2] = [_BARE.get(tag, " ") for tag in pieces[1::2]]
    pieces = _PRE.split("".join(pieces))
    text = "".join(
        piece if index % 2 else _BLANKS.sub(" ", piece.replace("\n", " ")) for index, piece in enumerate(pieces)
    )
    emptied = 1
    while emptied:
        text, emptied = _EMPTY.subn("", text)
    text = _REFERENCE.sub(lambda match: escaped_text(unescape(match[0])), text)
    return _UNKEPT.sub("&lt;", text).strip()


def _without_excluded(html: str) -> str:
    """The HTML without the elements that the search leaves out."""
    while _EXCLUDED in html and (begin := _OPEN.search(html, html.rfind("<", 0, html.index(_EXCLUDED)))):
        inside = 0
        for tag in _TAG.finditer(html, begin.start()):
            inside += (tag[1] == begin[1]) - (tag[1] == f"/{begin[1]}")
            if not inside:
                html = html[: begin.start()] + html[tag.end() :]
                break
        else:
            html = html[: begin.start()]
    return html
