"""A parsed text: its tokens, and the span of every link, picture, heading, piece of code and placeholder."""

import pickle
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import InitVar, dataclass, field
from functools import cached_property
from itertools import accumulate, pairwise, takewhile
from operator import itemgetter
from typing import Any, NamedTuple

from markdown_it.common.utils import mdTrim
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import Markup

from immerse.model.text import Prose
from immerse.texts.callouts import callout_at
from immerse.texts.dialect import MAX_NESTED_WORDS, braces, is_alone, mask, parser, unmask
from immerse.texts.plain_words import AS_TYPED, ONE_PARAGRAPH, paragraph_of


class Span(NamedTuple):
    """A part of a text: its kind, its content, and the offsets in the text at which it begins and ends."""

    kind: str
    """`placeholder`, `stray` (unpaired braces), `link`, `image`, `code`, `heading`, `footnote`; and `lost`, words shown
    on no page: a cell beyond the table's head, a footnote without a reference."""
    content: str
    """Source of a placeholder, address of a link or picture, text of code, words of a heading."""
    start: int
    end: int
    level: int = 0
    """Of a heading: 1 to 6. Of any other span: its depth in lists and quotations."""
    words: str = ""
    """Of a link: its words. Of a placeholder in a link's address or title: `address` or `title`, else empty."""
    alone: bool = False
    """Of a placeholder: it is alone on its line. Of a heading: it is in no list and no quotation."""


@dataclass
class ParsedText:
    """A text as parsed by CommonMark. It has no slots, so that it is unpickled without a call of Python code."""

    made: InitVar[list[Token]]
    spans: tuple[Span, ...]
    deepest: tuple[int, int] = (0, 0)
    """The depth of the deepest block (a list counts twice: itself and its item), and the offset of its line."""
    mentor_notes: tuple[tuple[int, int], ...] = ()
    """The beginning and end of each note for mentors: whole lines, with the empty one after it."""
    placeholders: tuple[Span, ...] = field(init=False)
    """In the order in which values are given to the text."""
    links: tuple[Span, ...] = field(init=False)
    html: dict[Any, tuple[Any, Any, Markup]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """How the text was last shown -> (targets of its links, values of its placeholders, HTML), for all clients."""
    words: str | None = field(default=None, init=False, repr=False, compare=False)
    """The text in plain words, for all clients; None before it is needed, and where it has placeholders."""

    packed: bytes = field(default=b"", init=False, repr=False, compare=False)
    """The tokens of a kept text, which most runs do not need."""

    def __getstate__(self) -> dict[str, Any]:
        state = vars(self) | {"html": {}, "words": None}
        tokens = state.pop("tokens", None)
        return state if self.packed else state | {"packed": pickle.dumps(tokens, pickle.HIGHEST_PROTOCOL)}

    @cached_property
    def tokens(self) -> list[Token]:
        """The tokens of the parser."""
        tokens: list[Token] = pickle.loads(self.packed)
        return tokens

    def __post_init__(self, made: list[Token]) -> None:
        self.tokens = made
        self.placeholders = tuple(self.of_kind("placeholder"))
        self.links = tuple(self.of_kind("link"))

    def of_kind(self, *kinds: str) -> Iterator[Span]:
        """The spans of these kinds, in the order of the text."""
        return (span for span in self.spans if span.kind in kinds)


def parse(text: str) -> ParsedText:
    """Parse a text, in time linear in its length."""
    if AS_TYPED.fullmatch(words := text.removesuffix("\n")):
        return ParsedText(paragraph_of(words), (), (1, 0))
    source = text if text.endswith("\n") else text + "\n"
    tokens, lost = _tokens(source)
    places = _Places(source)
    spans = sorted((*places.spans(tokens), *lost), key=lambda span: (span.start, span.end))
    blocks = ((token.level, -places.line_start(token)) for token in tokens if token.map)
    level, place = max(blocks, default=(0, 0))
    return ParsedText(tokens, tuple(spans), (level, -place), tuple(places.mentor_notes(tokens)))


def parsed(text: Prose) -> ParsedText:
    """An author's text as parsed, once for all clients and kept with the text."""
    if text.reading is None:
        text.keep_reading(parse(str(text)))
    reading: ParsedText = text.reading
    return reading


def blanked(text: str, spans: Iterable[Span]) -> str:
    """The text, as long as before, with blanks in place of these spans; line breaks stay."""
    pieces: list[str] = []
    position = 0
    for span in spans:
        if span.start >= position:
            inside = text[span.start : span.end]
            pieces += [text[position : span.start], "".join("\n" if character == "\n" else " " for character in inside)]
            position = span.end
    return "".join((*pieces, text[position:]))


def is_for_mentors(reading: ParsedText, span: Span) -> bool:
    """Whether a part of a text is in a note for mentors."""
    return any(start <= span.start < end for start, end in reading.mentor_notes)


def _tokens(source: str) -> tuple[list[Token], list[Span]]:
    """The tokens of a text: blocks are parsed first, then the words inside them."""
    words = parser(MAX_NESTED_WORDS)
    env: dict[str, Any] = {}
    tokens = paragraph_of(mdTrim(source)) if ONE_PARAGRAPH.fullmatch(source) else _blocks(source, env)
    lost = _note_places(tokens, source)
    for token in tokens:
        if token.type == "inline":
            token.children = []
            words.inline.parse(token.content, words, env, token.children)
    with_notes = _with_footnotes(tokens, env)
    if with_notes is not tokens:
        shown = set(map(id, with_notes))
        for token in tokens:
            if id(token) not in shown and (pairs := token.meta.get("lines")):
                end = _offset(pairs, len(token.content))
                lost.append(Span("lost", token.content, pairs[0][1], end, words="footnote"))
    return with_notes, lost


def _blocks(source: str, env: dict[str, Any]) -> list[Token]:
    """The blocks of a text, parsed with the bars in placeholders masked."""
    tokens: list[Token] = []
    masked = mask(source)
    parser().block.parse(masked, parser(), env, tokens)
    if masked is not source:
        for token in tokens:
            token.content = unmask(token.content)
    return tokens


def _note_places(tokens: list[Token], source: str) -> list[Span]:
    """Give each inline token `lines`: pairs of an offset in its content and the offset in the source.

    Returns:
        The words in rows of tables beyond their last cell.
    """
    ends: dict[int, int] = {}
    starts = _line_starts(source)
    cursor: dict[int, int] = {}
    for before, token in pairwise(tokens):
        if token.type != "inline" or token.map is None:
            continue
        pairs: list[tuple[int, int]] = []
        position, line = 0, token.map[0]
        for piece in token.content.split("\n"):
            pieces, cursor[line] = _pieces(piece, source, max(starts[line], cursor.get(line, 0)))
            pairs += [(position + inside, index) for inside, index in pieces]
            position += len(piece) + 1
            line = min(line + 1, len(starts) - 1)
        token.meta = {"lines": pairs}
        if before.type in ("td_open", "th_open"):
            ends[token.map[0]] = cursor[token.map[0]]
    return [*_beyond(ends.values(), source)]


def _beyond(ends: Iterable[int], source: str) -> Iterator[Span]:
    for end in ends:
        rest = source[end : source.index("\n", end)]
        if words := rest.strip(" \t|"):
            start = end + rest.index(words)
            yield Span("lost", words, start, start + len(words), words="cell")


def _pieces(piece: str, source: str, begin: int) -> tuple[list[tuple[int, int]], int]:
    """The offsets of a line of a block in the source, looked for from `begin`, and its end.

    In a table a bar is typed with a backslash, and indentation may be typed with tabs.
    """
    pairs: list[tuple[int, int]] = []
    position, end = 0, begin
    for part in piece.split("|"):
        words = part.lstrip()
        lead = len(part) - len(words)
        index = source.find(words, end) if words else end
        index = end if index < 0 else index
        pairs.append((position, index - lead))
        position += len(part) + 1
        end = index + len(words)
        end += 2 if source.startswith("\\|", end) else 1 if source.startswith("|", end) else 0
    return pairs, end


def _line_starts(source: str) -> list[int]:
    return [*accumulate((len(line) + 1 for line in source.split("\n")), initial=0)]


def _with_footnotes(tokens: list[Token], env: dict[str, Any]) -> list[Token]:
    """The tokens with the footnotes moved to the end, as the plugin's rule for a whole document does."""
    markdown, notes = parser(), env.get("footnotes")
    if not (notes and notes["refs"]):
        return tokens
    state = StateCore("", markdown, env, tokens)
    rule = next(entry.fn for entry in markdown.core.ruler.__rules__ if entry.name == "footnote_tail")
    rule(state)
    return state.tokens


class _Places:
    """Maps positions inside blocks to offsets of the text."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._starts = _line_starts(source)

    def line_start(self, token: Token) -> int:
        """The offset of the line on which a block begins."""
        return self._starts[token.map[0]] if token.map else 0

    def mentor_notes(self, tokens: list[Token]) -> Iterator[tuple[int, int]]:
        """The callouts that only mentors see."""
        for index, token in enumerate(tokens):
            kind = callout_at(tokens, index)
            if kind and kind.for_mentors and token.map:
                end = self._starts[min(token.map[1], len(self._starts) - 1)]
                yield self._starts[token.map[0]], end + (self.source[end : end + 1] == "\n")

    def spans(self, tokens: list[Token]) -> Iterator[Span]:
        """The spans of all tokens."""
        for index, token in enumerate(tokens):
            if token.type in ("fence", "code_block") and token.map:
                end = self._starts[min(token.map[1], len(self._starts) - 1)]
                yield Span("code", token.content, self.line_start(token), end, token.level)
            elif token.type == "heading_open":
                start = self.line_start(token)
                words, end = tokens[index + 1].content, self.source.index("\n", start)
                yield Span("heading", words, start, end, int(token.tag[1]), alone=token.level == 0)
            elif token.type == "inline":
                yield from self._inside(token, tokens[index - 1].type == "paragraph_open")

    def _inside(self, block: Token, in_paragraph: bool) -> Iterator[Span]:
        pairs: list[tuple[int, int]] = block.meta.get("lines", [(0, 0)])
        children, depth = block.children or [], 0
        for index, child in enumerate(children):
            depth += child.nesting
            if "start" not in child.meta:
                continue
            start, end = _offset(pairs, child.meta["start"]), _offset(pairs, child.meta["end"])
            child.meta["at"] = start
            if child.type in ("placeholder", "stray"):
                alone = in_paragraph and not depth and is_alone(self.source, start, end)
                yield Span(child.type, child.content, start, end, block.level, alone=alone)
            elif child.type == "link_open":
                address = str(child.attrs.get("href", ""))
                yield Span("link", address, start, end, block.level, _words_of_link(children, index))
                yield from self._in_link(child, start, end, block.level)
            elif child.type == "image":
                yield Span("image", str(child.attrs.get("src", "")), start, end, block.level, child.content)
            elif child.type == "code_inline":
                yield Span("code", child.content, start, end, block.level)
            elif child.type == "footnote_ref":
                yield Span("footnote", str(child.meta.get("label", "")), start, end, block.level)

    def _in_link(self, link: Token, start: int, end: int, level: int) -> Iterator[Span]:
        """The braces in a link's title and in its address."""
        for name, words in (("title", "title"), ("href", "address")):
            text = str(link.attrs.get(name, ""))
            inside = list(braces(text))
            at = self.source.rfind(text, start, end) if inside else -1
            if inside and at < 0:  # its place in the source is unknown, because it is typed with a backslash
                yield Span("stray", "{{", start, end, level, words)
                continue
            link.meta[name] = [at + begin for kind, _, begin, _ in inside if kind == "placeholder"]
            for kind, content, begin, stop in inside:
                yield Span(kind, content, at + begin, at + stop, level, words)
            end = at if at >= 0 else end


def _offset(pairs: list[tuple[int, int]], position: int) -> int:
    inside, index = pairs[bisect_right(pairs, position, key=itemgetter(0)) - 1]
    return index + position - inside


def _words_of_link(children: list[Token], index: int) -> str:
    inside = takewhile(lambda child: child.type != "link_close", children[index + 1 :])
    return "".join(child.content if child.type != "softbreak" else " " for child in inside)
