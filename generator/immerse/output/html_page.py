"""What the checks of a finished page look at, gathered in one reading."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_CONTENT = frozenset({"img", "svg", "input", "hr"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LINKS = {"href", "src"}
_RUN = frozenset({"", "module", "text/javascript", "application/javascript"})


@dataclass(slots=True)
class HtmlPage:
    """The facts of one page. Line numbers count from 1."""

    title: str = ""
    ids: set[str] = field(default_factory=set)
    doubled_ids: list[str] = field(default_factory=list)
    """Ids that more than one element has."""
    without_address: list[str] = field(default_factory=list)
    """Words of `<a>` elements that lead nowhere, having no `href` and being no place themselves."""
    links: list[tuple[str, str]] = field(default_factory=list)
    """(tag, address) of every `href` and `src`."""
    texts: list[str] = field(default_factory=list)
    """Visible texts, each the text between two tags, without blanks around it."""
    attributes: list[str] = field(default_factory=list)
    """Values of attributes that people read or that scripts take as data."""
    scripts: list[str] = field(default_factory=list)
    """Inline scripts that a browser would run."""
    inline_styles: list[str] = field(default_factory=list)
    handlers: list[str] = field(default_factory=list)
    policies: list[str] = field(default_factory=list)
    policy_is_first: bool = False
    bare_headings: list[str] = field(default_factory=list)
    """Headings of the article with nothing below them."""


def read_page(html: str) -> HtmlPage:
    """Read a page once for all checks."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_section(1)
    return reader.page


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = HtmlPage()
        self._inside: str = ""
        self._script: list[str] | None = None
        self._in_article = 0
        self._heading: tuple[int, list[str]] | None = None
        self._in_heading = False
        self._after_charset = False
        self._unaddressed = False
        self._drawn: list[str] | None = None
        """The lines of the text in a picture that is open; a line break of a picture is none of its text."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._read_attributes(tag, values)
        if tag == "meta":
            self._read_meta(values)
        elif tag == "script":
            self._inside = "script"
            runs = "src" not in values and values.get("type", "").lower() in _RUN
            self._script = [] if runs else None
        elif tag in ("style", "title") and not self._in_article:
            self._inside = tag
            if tag == "style":
                self.page.inline_styles.append("<style>")
        elif tag == "article":
            self._in_article += 1
        elif self._in_article and tag in _HEADINGS:
            self.end_section(_HEADINGS[tag])
            self._heading, self._in_heading = (_HEADINGS[tag], []), True
        elif tag == "footer" or (tag == "div" and values.get("class") == "footnote"):
            self.end_section(1)  # stands below every section of the page
        elif tag in _CONTENT and not self._in_heading:
            self._heading = None
        elif tag == "text":
            self._drawn = []
        elif tag == "a":
            self._unaddressed = not {"href", "id", "name"} & values.keys()
            if self._unaddressed:
                self.page.without_address.append("")

    def _read_attributes(self, tag: str, values: dict[str, str]) -> None:
        if identifier := values.get("id"):
            if identifier in self.page.ids:
                self.page.doubled_ids.append(identifier)
            self.page.ids.add(identifier)
        if tag == "a" and (name := values.get("name")):
            self.page.ids.add(name)
        for name, value in values.items():
            if name in _LINKS:
                self.page.links.append((tag, value))
            elif name == "style":
                self.page.inline_styles.append(f'style="{value}"')
            elif name.startswith("on"):
                self.page.handlers.append(name)
            if value and tag not in ("script", "style"):
                self.page.attributes.append(value)

    def _read_meta(self, values: dict[str, str]) -> None:
        if values.get("http-equiv", "").lower() == "content-security-policy":
            self.page.policies.append(values.get("content", ""))
            self.page.policy_is_first = self._after_charset
        self._after_charset = "charset" in values

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            if tag == "script" and self._script is not None:
                self.page.scripts.append("".join(self._script))
            self._inside, self._script = "", None
        elif tag == "article":
            self.end_section(1)
            self._in_article -= 1
        elif tag in _HEADINGS:
            self._in_heading = False
        elif tag == "a":
            self._unaddressed = False
        elif tag == "text" and self._drawn is not None:
            self.page.texts.append(" ".join(self._drawn))
            self._drawn = None

    def handle_data(self, data: str) -> None:
        if self._inside == "script":
            if self._script is not None:
                self._script.append(data)
        elif self._inside == "title":
            self.page.title += data
            self.page.texts.append(data.strip())
        elif self._inside != "style" and (text := data.strip()):
            (self.page.texts if self._drawn is None else self._drawn).append(text)
            if self._unaddressed:
                self.page.without_address[-1] += text
            if self._heading and self._in_heading:
                self._heading[1].append(text)
            else:
                self._heading = None

    def end_section(self, level: int) -> None:
        """A heading of this level begins, or the article ends: was there anything below the last heading?"""
        if self._heading and level <= self._heading[0]:
            self.page.bare_headings.append(" ".join(self._heading[1]).rstrip("¶ "))
        self._heading = None
