"""From the tokens of a text and one client's values to HTML. A value is data: it can never change the structure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import escape
from typing import Any

from markdown_it.token import Token

from immerse.texts.addresses import filled_address
from immerse.texts.callouts import KINDS, MARKER, callout_at
from immerse.texts.reading import Reading
from immerse.texts.shown import words_in
from immerse.texts.value_html import block_html, is_block, words_of

Link = Callable[[str], str | None]
"""From a link's address to what `href` holds; None for a link that leads nowhere here, of which the words stay."""
Heading = Callable[[int, str, str], str]
"""From a heading's level, id and words to its HTML."""


def _plain_heading(level: int, id: str, words: str) -> str:
    return f'<h{level} id="{id}">{escape(words, quote=False)}</h{level}>\n'


def _same(address: str) -> str | None:
    return address


@dataclass(frozen=True, slots=True)
class Manner:
    """How a text is shown where it stands."""

    link: Link = _same
    heading: Heading = _plain_heading
    prefix: str = ""
    """Begins the ids of headings and footnotes, so that two texts of a page never share one."""
    breaks: bool = False
    """Whether a line break in the source is one on the page."""


def to_html(reading: Reading, values: Iterable[Any] = (), manner: Manner = Manner()) -> str:
    """The HTML of a text.

    Args:
        reading: The text as read.
        values: One for each placeholder, in their order: text, number, or a table, list or quotation.
        manner: Links, headings, ids, line breaks.
    """
    return _Writer(reading, tuple(values), manner).write()


def inline_html(reading: Reading, values: Iterable[Any] = (), manner: Manner = Manner()) -> str:
    """The HTML of a text on one line: paragraphs follow each other, other blocks are run together, notes come last."""
    writer = _Writer(reading, tuple(values), manner, is_one_line=True)
    parts: list[str] = []
    for token in reading.tokens:
        if token.type == "footnote_open":
            parts.append(f"<sup>{_number(token)}</sup>")
        elif token.type == "inline":
            parts.append(writer.inline(token.children or []).strip())
    return " ".join(part for part in parts if part)


def _number(token: Token) -> int:
    """Of a footnote, or of a sign that leads to one."""
    return int(token.meta.get("id", 0)) + 1


def slug(words: str) -> str:
    """The part of an id that a heading's words make."""
    return re.sub(r"[^a-z0-9]+", "-", words.casefold()).strip("-") or "part"


_BLOCKS = {"blockquote", "bullet_list", "list_item", "thead", "tbody", "tr"}
_INLINE = {"em": "em", "strong": "strong", "s": "del"}
_TASK = re.compile(r"\[([ xX])\][ \t]+")


@dataclass(slots=True)
class _Writer:
    reading: Reading
    values: tuple[Any, ...]
    manner: Manner
    is_one_line: bool = False
    """Nothing can be linked to in it: a footnote has no place of its own."""
    _out: list[str] = field(default_factory=list)
    _closers: list[str] = field(default_factory=list)
    """How the quotations that are open will be closed."""
    _by_place: dict[int, Any] = field(default_factory=dict)
    _ids: dict[str, int] = field(default_factory=dict)
    _links: list[bool] = field(default_factory=list)
    """For each link that is open, whether it became one."""

    def __post_init__(self) -> None:
        filled = zip(self.reading.placeholders, self.values, strict=False)
        self._by_place = {span.start: value for span, value in filled}

    def write(self) -> str:
        for index, token in enumerate(self.reading.tokens):
            self._block(token, index)
        return "".join(self._out)

    def _block(self, token: Token, index: int) -> None:
        kind = token.type.removesuffix("_open").removesuffix("_close")
        tokens = self.reading.tokens
        if kind == "paragraph":
            return
        if token.type == "inline":
            self._paragraph(index)
        elif kind == "heading":
            if token.nesting == 1:
                self._heading(tokens[index + 1], int(token.tag[1]))
        elif token.type == "blockquote_open":
            self._quotation(index)
        elif token.type == "blockquote_close":
            self._out.append(self._closers.pop())
        elif token.type == "ordered_list_open":
            start = token.attrs.get("start", 1)
            self._out.append("<ol>\n" if start == 1 else f'<ol start="{int(start)}">\n')
        elif kind == "ordered_list":
            self._out.append("</ol>\n")
        elif token.type in ("fence", "code_block"):
            self._out.append(f"<pre><code>{escape(token.content, quote=False)}</code></pre>\n")
        elif kind == "hr":
            self._out.append("<hr>\n")
        elif kind in ("th", "td"):
            self._cell(token)
        elif kind == "table":
            self._out.append("<table>\n" if token.nesting == 1 else "</table>\n")
        elif kind.startswith("footnote"):
            self._footnote(token)
        elif kind in _BLOCKS:
            self._out.append(f"<{token.tag}>" if token.nesting == 1 else f"</{token.tag}>\n")

    def _paragraph(self, index: int) -> None:
        token, before = self.reading.tokens[index], self.reading.tokens[index - 1]
        if before.type == "heading_open":
            return
        children = token.children or []
        if before.type != "paragraph_open":
            self._out.append(self.inline(children))
            return
        if (found := self._marker_of(index - 1)) is not None:
            children = _after_marker(children, found)
            if not children:
                return
        for part in self._parted(children):
            if isinstance(part, str):
                self._out.append(part)
            elif words := self.inline(part).strip():
                self._out.append(words + "\n" if before.hidden else f"<p>{words}</p>\n")

    def _marker_of(self, index: int) -> str | None:
        """The first line of a callout, where the paragraph at `index` begins one."""
        tokens = self.reading.tokens
        found = callout_at(tokens, index - 1) if index else None
        return tokens[index + 1].content.partition("\n")[0] if found and found[0] in KINDS else None

    def _parted(self, children: list[Token]) -> list[list[Token] | str]:
        """The words before and after each value that fills a block, and that block's HTML between them."""
        parts: list[list[Token] | str] = [[]]
        for child in children:
            value = self._by_place.get(child.meta.get("at", -1)) if child.type == "placeholder" else None
            if is_block(value):
                parts += [block_html(value), []]
            else:
                assert isinstance(parts[-1], list)
                parts[-1].append(child)
        return [_trimmed(part) if isinstance(part, list) else part for part in parts]

    def _heading(self, inline: Token, level: int) -> None:
        words = words_in(inline.children or [], self._by_place)
        self._out.append(self.manner.heading(level, self._id(slug(words)), words))

    def _id(self, name: str) -> str:
        full = f"{self.manner.prefix}--{name}" if self.manner.prefix else name  # an id of an author has no two hyphens
        count = self._ids[full] = self._ids.get(full, 0) + 1
        return full if count == 1 else f"{full}-{count}"

    def _quotation(self, index: int) -> None:
        found = callout_at(self.reading.tokens, index)
        kind = KINDS.get(found[0]) if found else None
        if found is None or kind is None:
            self._out.append("<blockquote>\n")
            self._closers.append("</blockquote>\n")
            return
        name, label = found[0].lower(), words_of(found[1] or kind.label)
        if kind.folded:
            self._out.append(f'<details class="im-callout im-callout--{name}">\n<summary>{label}</summary>\n')
            self._closers.append("</details>\n")
        else:
            self._out.append(f'<div class="im-callout im-callout--{name}">\n<p class="im-label">{label}</p>\n')
            self._closers.append("</div>\n")

    def _cell(self, token: Token) -> None:
        if token.nesting == -1:
            self._out.append(f"</{token.tag}>")
            return
        align = str(token.attrs.get("style", "")).removeprefix("text-align:")
        scope = ' scope="col"' if token.tag == "th" else ""
        self._out.append(f"<{token.tag}{scope}{f' align={chr(34)}{align}{chr(34)}' if align else ''}>")

    def _footnote(self, token: Token) -> None:
        number = _number(token)
        name = f"{self.manner.prefix}-{number}" if self.manner.prefix else str(number)
        written = {
            "footnote_block_open": '<div class="footnote">\n<ol>\n',
            "footnote_block_close": "</ol>\n</div>\n",
            "footnote_open": f'<li id="fn-{name}">\n',
            "footnote_close": "</li>\n",
            "footnote_anchor": f'<p><a href="#fnref-{name}" aria-label="Back to the text">↩</a></p>\n',
        }
        self._out.append(written.get(token.type, ""))

    def inline(self, children: list[Token]) -> str:
        out: list[str] = []
        for index, child in enumerate(children):
            if index == 0 and child.type == "text" and (box := _TASK.match(child.content)):
                out.append(_box(box[1] != " ") + escape(child.content[box.end() :], quote=False))
            else:
                out.append(self._inline(child))
        return "".join(out)

    def _inline(self, token: Token) -> str:
        kind = token.type.removesuffix("_open").removesuffix("_close")
        if token.type in ("text", "text_special", "stray"):
            return escape(token.content, quote=False)
        if token.type == "softbreak":
            return "<br>\n" if self.manner.breaks else "\n"
        if token.type == "hardbreak":
            return "<br>\n"
        if token.type == "code_inline":
            return f"<code>{escape(token.content, quote=False)}</code>"
        if token.type == "placeholder":
            return words_of(self._by_place.get(token.meta.get("at", -1), ""))
        if kind == "link":
            return self._link(token)
        if kind == "footnote_ref":
            number = _number(token)
            if self.is_one_line:
                return f"<sup>{number}</sup>"
            name = f"{self.manner.prefix}-{number}" if self.manner.prefix else str(number)
            return f'<sup id="fnref-{name}"><a href="#fn-{name}">{number}</a></sup>'
        if kind in _INLINE:
            return f"<{'/' if token.nesting == -1 else ''}{_INLINE[kind]}>"
        return escape(token.content, quote=False)

    def _link(self, token: Token) -> str:
        if token.nesting == -1:
            return "</a>" if self._links.pop() else ""
        href = self.manner.link(self._filled(token))
        self._links.append(href is not None)
        if href is None:
            return ""
        title = token.attrs.get("title")
        shown = f' title="{escape(str(title))}"' if title else ""
        return f'<a href="{escape(href)}"{shown}>'

    def _filled(self, token: Token) -> str:
        """A link's address with its placeholders filled."""
        address = str(token.attrs.get("href", ""))
        if "{{" not in address:
            return address
        begin = token.meta.get("at", 0)
        spans = (one for one in self.reading.placeholders if one.words == "address" and begin <= one.start)
        return filled_address(address, (self._by_place.get(one.start, "") for one in spans))


def _trimmed(children: list[Token]) -> list[Token]:
    """The tokens without line breaks at both ends."""
    breaks = ("softbreak", "hardbreak")
    while children and children[0].type in breaks:
        children = children[1:]
    while children and children[-1].type in breaks:
        children = children[:-1]
    return children


def _after_marker(children: list[Token], first_line: str) -> list[Token]:
    """The tokens of a callout's first paragraph below the line that holds its marker."""
    if not MARKER.match(first_line):
        return children
    index = next((here for here, child in enumerate(children) if child.type in ("softbreak", "hardbreak")), None)
    return [] if index is None else children[index + 1 :]


def _box(done: bool) -> str:
    mark, name = ("☑", "done") if done else ("☐", "to do")
    return f'<span class="im-box-mark" role="img" aria-label="{name}">{mark}</span> '
