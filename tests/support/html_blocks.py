"""The blocks of a piece of HTML: what each says, and how it is nested. To compare what two programs make of a text."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import unquote, urljoin


class Block(NamedTuple):
    """A paragraph, a heading, a cell of a table or a piece of code."""

    path: tuple[str, ...]
    """The lists, quotations and tables around it: `ul 2` is the second point of a list, `ol 5` the step with number 5.
    A callout is a quotation."""
    kind: str
    """`words`, `heading` (a line in bold too) or `code`."""
    words: str
    """With one blank between words, code in back-quotes and the address behind the words of a link. Code as it is."""


CONTAINERS = ("ul", "ol", "blockquote", "table", "tr", "div", "section", "details")
BLOCKS = {"p", "li", "td", "th", "pre", "summary", "hr", "h1", "h2", "h3", "h4", "h5", "h6", *CONTAINERS}


def blocks_of(html: str, base: str = "") -> list[Block]:
    """The blocks in the order of the page; relative addresses begin at `base`."""
    reader = _Reader(base)
    reader.feed(html)
    reader.close()
    reader.flush()
    return reader.blocks


class _Reader(HTMLParser):
    def __init__(self, base: str) -> None:
        super().__init__(convert_charrefs=True)
        self._base = base
        self.blocks: list[Block] = []
        self._around: list[tuple[str, int]] = []
        """Each container with the number of its point, step, row or cell."""
        self._closed = (0, 0, ("", 0))
        """How many blocks there were when a container was closed, how deep it was, and the container: points right
        below a list are more points of it, as nobody sees where one list ends and the next begins."""
        self._words: list[str] = []
        self._addresses: list[str] = []
        self._is_heading = self._in_code = self._silent = False
        self._in_bold = 0
        self._beside_bold = ""

    def flush(self) -> None:
        """What was read since the block before is a block, if it says anything."""
        words = "".join(self._words)
        words = words.rstrip("\n") if self._in_code else " ".join(words.split())
        if words:
            heading = self._is_heading or (not self._beside_bold.strip() and not self._in_code)
            in_note = ("notes", 0) in self._around
            named = [one for one in self._around if one[0]]
            path = tuple(f"{name} {number}" if number and not in_note else name for name, number in named)
            plain = words.replace("`", "") if heading else words
            self.blocks.append(Block(path, "code" if self._in_code else "heading" if heading else "words", plain))
        self._words, self._beside_bold = [], ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in BLOCKS:
            self.flush()
        if tag in CONTAINERS:
            self._open(tag, values)
        elif tag in ("li", "td", "th"):
            self._count()
        elif tag == "pre":
            self._in_code = True
        elif tag == "code" and not self._in_code:
            self._words.append("`")
        elif tag == "a":
            address = unquote(values.get("href", ""))
            self._silent = values.get("class") == "headerlink" or address.startswith("#fn")
            if address.startswith("#fn") and not address.startswith("#fnref"):
                self._words.append("[note]")
            self._addresses.append(address)
        elif tag in ("strong", "b"):
            self._in_bold += 1
        elif tag == "img":
            self.handle_data(values.get("alt", ""))
        elif tag == "br":
            self.handle_data(" ")
        self._is_heading = (
            self._is_heading or values.get("class") == "im-label" or (tag[0] == "h" and tag[1:].isdigit())
        )

    def _open(self, tag: str, values: dict[str, str]) -> None:
        kind = values.get("class", "")
        if tag == "tr":
            self._count()
        name = "" if tag in ("div", "section", "details") else tag
        if kind.startswith("im-callout "):
            name = "blockquote"
        elif not name and kind.startswith("footnote"):
            name = "notes"
        number = int(values.get("start", 1)) - 1 if tag == "ol" else 0
        blocks, depth, (closed, last) = self._closed
        if tag == "ul" and (blocks, depth, closed) == (len(self.blocks), len(self._around) + 1, tag):
            number = last
        self._around.append((name, number))

    def _count(self) -> None:
        if self._around:
            name, number = self._around[-1]
            self._around[-1] = (name, number + 1)

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.flush()
            self._is_heading = False
            self._in_code = self._in_code and tag != "pre"
        if tag in CONTAINERS:
            self._closed = (len(self.blocks), len(self._around), self._around.pop())
        elif tag == "code" and not self._in_code:
            self._words.append("`")
        elif tag == "a" and self._addresses:
            address = self._addresses.pop()
            if not self._silent:
                self._words.append(f" <{urljoin(self._base, address)}>")
            self._silent = False
        elif tag in ("strong", "b"):
            self._in_bold -= 1

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        self._words.append(data)
        if not self._in_bold:
            self._beside_bold += data
