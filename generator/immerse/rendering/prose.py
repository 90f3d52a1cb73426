"""Authors' texts as HTML of a page: as blocks, on a line, as a list of points, in a table cell."""

from collections.abc import Callable, Iterable
from zlib import crc32

from markupsafe import Markup, escape

from immerse.model.base import Point
from immerse.model.text import Letter, Prose
from immerse.rendering.escaping import escaped, filled
from immerse.rendering.parts import heading
from immerse.texts.html import LinkResolver, Manner, inline_html, to_html
from immerse.texts.languages import directed
from immerse.texts.linking import own_link, target_of
from immerse.texts.parsed_text import parsed
from immerse.texts.value_html import is_block


def links_to(addresses: dict[str, str]) -> LinkResolver:
    """A function from the address of a link to its target: an address of the site, an address outside, or nothing."""

    def link(address: str) -> str | None:
        """The target of an address; None for a part of the programme that the site lacks."""
        target_parts = own_link(address)
        if target_parts is None:
            return address
        target = addresses.get(target_of(*target_parts))
        return f"page:{target}" if target is not None else None

    return link


class ProseWriter:
    """Writes authors' texts as HTML."""

    def __init__(self, addresses: dict[str, str]) -> None:
        self._link = links_to(addresses)

    def block(self, text: object, prefix: str = "", language: str = "") -> Markup:
        """A text as blocks. `prefix` begins the ids of its headings and footnotes; `language` is set around it."""
        if not isinstance(text, Prose):
            return _directed(f"<p>{escaped(text)}</p>") if text else Markup("")

        def made() -> str:
            """The HTML of the blocks."""
            manner = Manner(self._link, heading, prefix or _place_name(text), isinstance(text, Letter), language)
            return to_html(parsed(text), text.values, manner).strip()

        return self._kept(text, (prefix, language), made)

    def line(self, text: object) -> Markup:
        """A text on one line, without blocks."""
        if not isinstance(text, Prose):
            return escape(" ".join(str(text).split()))

        def made() -> str:
            """The HTML of the line."""
            manner = Manner(self._link, prefix=_place_name(text))
            return " ".join(inline_html(parsed(text), text.values, manner).split())

        return self._kept(text, "line", made)

    def _kept(self, text: Prose, how: object, make: Callable[[], str]) -> Markup:
        """The HTML of a text, made once as long as it has the same values and its links lead to the same."""
        reading = parsed(text)
        if any(span.words == "address" for span in reading.placeholders):
            return Markup(make())
        links = [self._link(span.content) for span in reading.links]
        known = reading.html.get(how)
        # The same object: of values that are equal, one may be a stand-in.
        if known is None or known[0] != links or known[1] is not text.values:
            known = reading.html[how] = links, text.values, Markup(make())
        return known[2]

    def points(self, points: Iterable[object], tag: str = "ul") -> Markup:
        """A list; a point of one paragraph is on the line of its mark."""
        texts = (point.text for point in points if isinstance(point, Point))
        items = "".join(f"<li>{self.inside(text)}</li>\n" for text in texts)
        return _directed(f"<{tag}>\n{items}</{tag}>") if items else Markup("")

    def inside(self, text: object) -> Markup:
        """A text inside a list item or a cell: a single paragraph without its tags, anything else as blocks."""
        return self.line(text) if is_plain(text) else self.block(text)

    def labelled(self, text: object, label: str) -> Markup:
        """A text after a bold label: on its line, or below it where the text does not begin with a paragraph."""
        bold = filled("<strong>{}</strong>", label)
        written = self.block(text)
        if written.startswith("<p>"):
            return filled("<p>{} {}", bold, Markup(written[3:]))
        return filled("<p>{}</p>\n{}", bold, written)

    def cell(self, text: object, tag: str = "td", name: str = "") -> Markup:
        """A table cell."""
        label = filled(' aria-label="{}"', name) if name else ""
        return _directed(f"<{tag}{label}>{self.inside(text)}</{tag}>")


def _directed(html: str) -> Markup:
    return Markup(directed(html))


def is_plain(text: object) -> bool:
    """Whether a text is a single paragraph, so that it may stand inside one."""
    if not isinstance(text, Prose):
        return True
    tokens = parsed(text).tokens
    return len(tokens) == 3 and tokens[0].type == "paragraph_open" and not any(map(is_block, text.values))


def _place_name(text: Prose) -> str:
    """A prefix of ids that no other text of a page has: its file, and its place there."""
    path, line, column = text.location
    return f"t{crc32(path.encode()):x}-{line}-{column}"
