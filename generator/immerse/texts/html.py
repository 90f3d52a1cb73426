"""Renders the tokens of a text and one client's values as HTML. A value is data: it can never change the structure."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from markdown_it.token import Token
from markupsafe import escape

from immerse.texts.callouts import callout_at, parted
from immerse.texts.dialect import PLACEHOLDER
from immerse.texts.languages import directed
from immerse.texts.link_addresses import filled_address
from immerse.texts.parsed_text import ParsedText
from immerse.texts.shown import value_words, words_in
from immerse.texts.tokens import trimmed, with_box
from immerse.texts.value_html import block_html, is_block, words_of
from immerse.words.element_text import escaped_text

LinkResolver = Callable[[str], str | None]
"""From a link's address to its `href`; None for a link without a target, of which only the words are kept."""
HeadingWriter = Callable[[int, str, str], str]
"""From a heading's level, id and words to its HTML."""


def _plain_heading(level: int, id: str, words: str) -> str:
    return f'<h{level} id="{id}">{escaped_text(words)}</h{level}>\n'


@dataclass(frozen=True, slots=True)
class Manner:
    """The way in which a text is shown: its links, headings, ids, line breaks and language."""

    link: LinkResolver = str
    heading: HeadingWriter = _plain_heading
    prefix: str = ""
    """Begins the ids of headings and footnotes, so that two texts of a page never share one."""
    breaks: bool = False
    """Whether a line break in the source is one on the page."""
    language: str = ""
    """The language of the text, if the element around it declares it; else each block gets `dir="auto"`."""


def to_html(reading: ParsedText, values: Iterable[Any] = (), manner: Manner = Manner()) -> str:
    """The HTML of a text.

    Args:
        reading: The text as read.
        values: One for each placeholder, in their order: text, number, or a table, list or quotation.
        manner: The way in which it is shown.
    """
    html = _Writer(reading, tuple(values), manner).write()
    return html if manner.language else directed(html)


def inline_html(reading: ParsedText, values: Iterable[Any] = (), manner: Manner = Manner()) -> str:
    """The HTML of a text on one line: paragraphs follow each other, other blocks are run together, notes come last."""
    writer = _Writer(reading, tuple(values), manner, is_one_line=True)
    parts = (writer.run_in(token, index) for index, token in enumerate(reading.tokens))
    return " ".join(part.strip() for part in parts if part.strip())


def slug(words: str) -> str:
    """The slug of a heading: the part of its id that is made of its words."""
    return re.sub(r"[^a-z0-9]+", "-", words.casefold()).strip("-") or "part"


_ELEMENTS = {"bullet_list": "ul", "list_item": "li", "thead": "thead", "tbody": "tbody", "tr": "tr"}
_BLOCKS = {
    **{f"{name}_open": f"<{tag}>" for name, tag in _ELEMENTS.items()},
    **{f"{name}_close": f"</{tag}>\n" for name, tag in _ELEMENTS.items()},
    "table_open": "<table>\n",
    "table_close": "</table>\n",
    "th_close": "</th>",
    "td_close": "</td>",
    "ordered_list_close": "</ol>\n",
    "hr": "<hr>\n",
    "footnote_block_open": '<div class="footnote">\n<ol>\n',
    "footnote_block_close": "</ol>\n</div>\n",
    "footnote_close": "</li>\n",
}
"""Type of a block's token -> its HTML, where that is always the same."""
_INLINE = {"em": "em", "strong": "strong", "s": "del"}


@dataclass(slots=True)
class _Writer:
    reading: ParsedText
    values: tuple[Any, ...]
    manner: Manner
    is_one_line: bool = False
    """Footnotes are then numbers without a link."""
    _out: list[str] = field(default_factory=list)
    _closers: list[str] = field(default_factory=list)
    """The closing tags of the quotations that are open."""
    _by_place: dict[int, Any] = field(default_factory=dict)
    _ids: dict[str, int] = field(default_factory=dict)
    _links: list[bool] = field(default_factory=list)
    """For each open link, whether it has a target."""

    def __post_init__(self) -> None:
        filled = zip(self.reading.placeholders, self.values, strict=False)
        self._by_place = {span.start: value for span, value in filled}

    def write(self) -> str:
        """The HTML of all blocks."""
        for index, token in enumerate(self.reading.tokens):
            self._block(token, index)
        return "".join(self._out)

    def run_in(self, token: Token, index: int) -> str:
        """A block rendered within a line."""
        if token.type == "inline":
            label, children = self._of_callout(index)
            return f"{label}: {self.inline(children)}" if label else self.inline(children)
        if token.type in ("fence", "code_block"):
            return f"<code>{words_of(token.content)}</code>"
        return f"<sup>{self._note(token)[0]}</sup>" if token.type == "footnote_open" else ""

    def _of_callout(self, index: int) -> tuple[str, list[Token]]:
        """The label of the callout that begins with this block, if any, and the rest of the block."""
        children = self.reading.tokens[index].children or []
        if not (kind := callout_at(self.reading.tokens, index - 2)):
            return "", children
        label, below = parted(children)
        return self.inline(label).strip() or kind.label, below

    def _block(self, token: Token, index: int) -> None:
        kind, out = token.type, self._out
        if kind in _BLOCKS:
            out.append(_BLOCKS[kind])
        elif kind == "inline":
            self._paragraph(index)
        elif kind == "heading_open":
            self._heading(self.reading.tokens[index + 1], int(token.tag[1]))
        elif kind == "blockquote_open":
            self._quotation(index)
        elif kind == "blockquote_close":
            out.append(self._closers.pop())
        elif kind == "ordered_list_open":
            start = int(token.attrs.get("start", 1))
            out.append("<ol>\n" if start == 1 else f'<ol start="{start}">\n')
        elif kind in ("fence", "code_block"):
            out.append(f"<pre><code>{escaped_text(token.content)}</code></pre>\n")
        elif kind in ("th_open", "td_open"):
            align = str(token.attrs.get("style", "")).removeprefix("text-align:")
            scope = ' scope="col"' if token.tag == "th" else ""
            out.append(f"<{token.tag}{scope}{f' align={chr(34)}{align}{chr(34)}' if align else ''}>")
        elif kind == "footnote_open":
            out.append(f'<li id="{self._note(token)[1]}">\n')
        elif kind == "footnote_anchor":
            out.append(f'<p><a href="#{self._note(token)[2]}" aria-label="Back to the text">↩</a></p>\n')

    def _paragraph(self, index: int) -> None:
        before = self.reading.tokens[index - 1]
        if before.type == "heading_open":
            return
        _, children = self._of_callout(index)
        if before.type != "paragraph_open":
            self._out.append(self.inline(children))
            return
        if index > 1 and self.reading.tokens[index - 2].type == "list_item_open":
            children = with_box(children)
        for part in self._parted(children):
            if isinstance(part, str):
                self._out.append(part)
            elif words := self.inline(part).strip():
                self._out.append(words + "\n" if before.hidden else f"<p>{words}</p>\n")

    def _parted(self, children: list[Token]) -> list[list[Token] | str]:
        """The words before and after each value that fills a block, and that block's HTML between them."""
        parts: list[list[Token] | str] = [[]]
        depth = 0
        for child in children:
            depth += child.nesting
            value = self._by_place.get(child.meta.get("at", -1)) if child.type == "placeholder" else None
            if is_block(value) and not depth:
                parts += [block_html(value), []]
            else:
                assert isinstance(parts[-1], list)
                parts[-1].append(child)
        return [trimmed(part) if isinstance(part, list) else part for part in parts]

    def _heading(self, inline: Token, level: int) -> None:
        children = inline.children or []
        words = words_in((child for child in children if child.type != "placeholder"), {})
        self._out.append(self.manner.heading(level, self._id(slug(words)), words_in(children, self._by_place)))

    def _id(self, name: str) -> str:
        full = f"{self.manner.prefix}--{name}" if self.manner.prefix else name  # ids of authors have no double hyphen
        while (count := self._ids.get(full, 0) + 1) > 1:
            self._ids[full] = count
            full = f"{full}-{count}"
        self._ids[full] = 1
        return full

    def _quotation(self, index: int) -> None:
        kind = callout_at(self.reading.tokens, index)
        if kind is None:
            self._out.append("<blockquote>\n")
            self._closers.append("</blockquote>\n")
            return
        label, _ = self._of_callout(index + 2)
        tag = "details" if kind.folded else "div"
        head = f"<summary>{label}</summary>" if kind.folded else f'<p class="im-label">{label}</p>'
        self._out.append(f'<{tag} class="im-callout im-callout--{kind.name}">\n{head}\n')
        self._closers.append(f"</{tag}>\n")

    def _note(self, token: Token) -> tuple[int, str, str]:
        """The number of a footnote, its id, and the id of the place that points to it."""
        number, again = int(token.meta.get("id", 0)) + 1, int(token.meta.get("subId", 0))
        name = f"{self.manner.prefix}-{number}" if self.manner.prefix else str(number)
        return number, f"fn-{name}", f"fnref-{name}-{again + 1}" if again else f"fnref-{name}"

    def inline(self, children: list[Token]) -> str:
        """The HTML of the words of a block."""
        return "".join(map(self._inline, children))

    def _inline(self, token: Token) -> str:
        kind = token.type.removesuffix("_open").removesuffix("_close")
        if token.type == "box":
            return _box(token.content != " ")
        if token.type == "softbreak":
            return "<br>\n" if self.manner.breaks else "\n"
        if token.type == "hardbreak":
            return "<br>\n"
        if token.type == "code_inline":
            return f"<code>{escaped_text(token.content)}</code>"
        if token.type == "placeholder":
            value = self._by_place.get(token.meta.get("at", -1), "")
            return words_of(value if isinstance(value, str) else value_words(value))
        if kind == "link":
            return self._link(token)
        if kind == "footnote_ref":
            number, note, place = self._note(token)
            link = f'<sup id="{place}"><a href="#{note}">{number}</a></sup>'
            return f"<sup>{number}</sup>" if self.is_one_line else link
        if kind in _INLINE:
            return f"<{'/' if token.nesting == -1 else ''}{_INLINE[kind]}>"
        return escaped_text(token.content)  # words, or any other token

    def _link(self, token: Token) -> str:
        if token.nesting == -1:
            return "</a>" if self._links.pop() else ""
        address, title = self._filled(token)
        href = self.manner.link(address)
        self._links.append(href is not None)
        if href is None:
            return ""
        shown = f' title="{escape(title)}"' if title else ""
        return f'<a href="{escape(href)}"{shown}>'

    def _filled(self, token: Token) -> tuple[str, str]:
        """Address and title of a link with their placeholders filled."""
        address, title = str(token.attrs.get("href", "")), str(token.attrs.get("title", ""))
        values = {name: [self._by_place.get(at, "") for at in token.meta.get(name, ())] for name in ("href", "title")}
        words = iter(map(value_words, values["title"]))
        return filled_address(address, values["href"]), PLACEHOLDER.sub(lambda match: next(words, match[0]), title)


def _box(done: bool) -> str:
    mark, name = ("☑", "done") if done else ("☐", "to do")
    return f'<span class="im-box-mark" role="img" aria-label="{name}">{mark}</span> '
