"""The dialect of authors' texts: CommonMark with tables, strikethrough, footnotes, bare web addresses, placeholders.

Off are reference definitions (`[time]: [what]` is a slot, not a definition), underlined headings (a short line below a
sentence is a line) and HTML. A placeholder is one inline token; inside code it is text.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from types import SimpleNamespace
from typing import Any

from linkify_it import LinkifyIt
from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkDestination, parseLinkLabel, parseLinkTitle
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.footnote import footnote_plugin

MAX_NESTING = 40
"""Lists and quotations inside each other; the parser drops what is nested deeper."""
MAX_NESTED_WORDS = 8
"""Links and emphasis inside each other; deeper marks are letters. Each level costs as much as the text."""

PLACEHOLDER = re.compile(r"""\{\{((?:[^{}"']|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\{(?!\{)|\}(?!\}))*)\}\}""", re.DOTALL)
_BEFORE_A_PLACEHOLDER = re.compile(r"(?:[^\s<>{]|\{(?!\{)){0,500}")
_ON_A_LINE = re.compile(r"""\{\{(?:[^{}"'`\n]|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')*\}\}""")
"""A placeholder in a cell of a table: on one line, and neither half of it in code."""
_FOREIGN = ("{%", "{#")
_BRACES = re.compile(r"\{\{|\{%|\{#|\}\}")
_BLOCK_MARKS = re.compile(r"(?:[ \t]*(?:[-+*][ \t]|\d{1,9}[.)][ \t]|>))*[ \t]*")
"""The beginning of a line in lists and quotations."""
_BAR = "\ufdd2"
"""Replaces a bar inside a placeholder while blocks are parsed: a table would be cut at it. It is a noncharacter, which
no text contains."""


InlineRule = Callable[[StateInline, bool], bool]


def mask(text: str) -> str:
    """The text, as long as before, with the bars inside placeholders replaced by a stand-in."""
    if "{{" not in text:
        return text
    return _ON_A_LINE.sub(lambda match: match.group().replace("|", _BAR), text)


def unmask(text: str) -> str:
    """The text with its bars back."""
    return text.replace(_BAR, "|")


def placeholders_in(text: str) -> Iterator[re.Match[str]]:
    """Each placeholder of a piece of text that is no code; its first group is the expression."""
    return PLACEHOLDER.finditer(text)


def braces(text: str) -> Iterator[tuple[str, str, int, int]]:
    """(kind, content, start, end) of each placeholder of a plain line, and of braces that open or close none."""
    position = 0
    while match := _BRACES.search(text, position):
        whole = PLACEHOLDER.match(text, match.start()) if match[0] == "{{" else None
        position = whole.end() if whole else match.end()
        yield ("placeholder", whole[1], match.start(), position) if whole else ("stray", match[0], *match.span())


def is_alone(text: str, start: int, end: int) -> bool:
    """Whether a part of a text is alone on its line, apart from marks of lists and quotations."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    line_end = text.find("\n", end)
    after = text[end : line_end if line_end >= 0 else len(text)]
    return _BLOCK_MARKS.fullmatch(before) is not None and not after.strip()


@cache
def parser(nesting: int = MAX_NESTING) -> MarkdownIt:
    """The parser of all texts: of blocks or, with `MAX_NESTED_WORDS`, of the words in them. It has no state."""
    markdown = MarkdownIt("commonmark", {"maxNesting": nesting, "linkify": True})
    markdown.enable(["table", "strikethrough", "linkify"])
    markdown.disable(["reference", "lheading", "html_block", "html_inline"])
    markdown.use(footnote_plugin, inline=False)
    finder = _Addresses({"ftp:": None, "mailto:": None, "//": None})
    markdown.linkify = finder.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
    markdown.helpers = SimpleNamespace(  # type: ignore[assignment]
        parseLinkDestination=_destination, parseLinkLabel=parseLinkLabel, parseLinkTitle=parseLinkTitle
    )
    # Addresses are checked by rules and written by us; the parser neither rejects nor rewrites one.
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    markdown.normalizeLink = lambda url: url  # type: ignore[method-assign]
    markdown.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    inline = markdown.inline.ruler
    inline.before("escape", "placeholder", _placeholder)
    for name in ("link", "image", "autolink", "backticks", "linkify", "footnote_ref"):
        rule = next(entry.fn for entry in inline.__rules__ if entry.name == name)
        inline.at(name, _noting_its_place(_GUARDS[name](rule) if name in _GUARDS else rule))
    return markdown


def _only_before_an_address(rule: InlineRule) -> InlineRule:
    """The rule, tried only before a `](`: elsewhere it would search the rest of the text."""

    def trying(state: StateInline, silent: bool) -> bool:
        """The guarded rule."""
        last = state.cache.get(_LAST_ADDRESS)
        if last is None:
            last = state.cache[_LAST_ADDRESS] = state.src.rfind("](")
        return state.pos <= last and rule(state, silent)

    return trying


_LAST_ADDRESS = -1
"""Key in a state's cache of positions that is no position of a text."""


class _Addresses(LinkifyIt):  # type: ignore[misc]
    """Finds web addresses; without a limit it would search the whole text for the end of unclosed brackets."""

    def match_at_start(self, text: str) -> Any:
        """A match at the beginning of the text, within the longest address."""
        return super().match_at_start(text[:_LONGEST_ADDRESS])


def _destination(text: str, position: int, maximum: int) -> object:
    """A link's destination; a placeholder in it may contain blanks."""
    before = _BEFORE_A_PLACEHOLDER.match(text, position, maximum)
    if PLACEHOLDER.match(text, before.end() if before else position, maximum) is None:
        return parseLinkDestination(text, position, maximum)
    end, depth = position, 0
    while end < maximum:
        if placeholder := PLACEHOLDER.match(text, end, maximum):
            end = placeholder.end()
            continue
        depth += (text[end] == "(") - (text[end] == ")")
        if depth > _DEEPEST_BRACKETS:
            return parseLinkDestination(text, position, maximum)
        if text[end] in " \n" or depth < 0:
            break
        end += 1
    return SimpleNamespace(ok=True, pos=end, str=text[position:end])


def _placeholder(state: StateInline, silent: bool) -> bool:
    opening = state.src[state.pos : state.pos + 2]
    if opening == "{{":
        whole = PLACEHOLDER.match(state.src, state.pos, state.posMax)
        kind, end, source = ("placeholder", whole.end(), whole[1]) if whole else ("stray", state.pos + 2, opening)
    elif opening in _FOREIGN or opening == "}}":
        kind, end, source = "stray", state.pos + 2, opening
    else:
        return False
    if not silent:
        token = state.push(kind, "", 0)
        token.content = source
        token.meta = {"start": state.pos, "end": end}
    state.pos = end
    return True


def _without_placeholders(rule: InlineRule) -> InlineRule:
    """The rule for an address between angle brackets, which is shown as typed: no placeholder in it is filled."""

    def plain(state: StateInline, silent: bool) -> bool:
        """The guarded rule."""
        if state.src[state.pos] != "<":
            return False
        end = state.src.find(">", state.pos, state.pos + _LONGEST_ADDRESS)
        return end >= 0 and "{{" not in state.src[state.pos : end] and rule(state, silent)

    return plain


def _behind_a_scheme(rule: InlineRule) -> InlineRule:
    """The rule for bare addresses, tried only where one can begin, because it searches all words before it."""

    def behind(state: StateInline, silent: bool) -> bool:
        """The guarded rule."""
        if not state.src.startswith("://", state.pos):
            return False
        return _SCHEME.search(state.src[max(state.pos - 6, 0) : state.pos]) is not None and rule(state, silent)

    return behind


_SCHEME = re.compile(r"(?:^|[^a-z0-9.+-])https?$", re.IGNORECASE)
_GUARDS = {
    "link": _only_before_an_address,
    "image": _only_before_an_address,
    "autolink": _without_placeholders,
    "linkify": _behind_a_scheme,
}
"""Guards that skip a rule where it can find nothing."""
_LONGEST_ADDRESS = 2000
_DEEPEST_BRACKETS = 32
"""Brackets inside each other in an address, as CommonMark's parser counts them."""


def _noting_its_place(rule: InlineRule) -> InlineRule:
    """The rule, which also notes where in the text its token begins and ends."""

    def noting(state: StateInline, silent: bool) -> bool:
        """The rule, with `start` and `end` in the meta data of its token."""
        start, count = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            token = next((token for token in state.tokens[count:] if token.type != "text"), None)
            if token is not None:
                begin = state.pos - len(str(token.attrs["href"])) if token.markup == "linkify" else start
                token.meta = {**token.meta, "start": begin, "end": state.pos}
        return True

    return noting
