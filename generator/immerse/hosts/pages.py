"""Pages of a rendered site: finished for our own build, Markdown with HTML for other engines."""

from collections.abc import Iterable

from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from immerse.hosts.markdown_text import heading_line, quoted, without_line_marks
from immerse.hosts.page_links import placed
from immerse.hosts.site_config import theme_text
from immerse.model.page import Closed, Heading, Html, Opened, RenderedPage

_OPTIONAL_META = dict.fromkeys(("author", "description", "icon", "status", "subtitle"), "")
"""Front matter that the theme reads on each page and in each entry of the navigation. Missing names are slow in
Jinja."""


class FinishedPage(Page):
    """A page with the HTML of its parts, without a Markdown engine."""

    typeset, encrypted, pages = None, False, ()  # other plugins of the theme set these, and its templates read them
    seen_from = ""
    """The same for pages from which the same relative addresses lead to all others."""

    def __init__(self, page: RenderedPage, file: File, config: MkDocsConfig) -> None:
        super().__init__(Markup(theme_text(page.title)), file, config)
        self._page = page
        self._directory_urls = bool(config.use_directory_urls)

    def show(self, page: RenderedPage) -> None:
        """Replace the parts of the page."""
        self._page = page

    def read_source(self, config: MkDocsConfig) -> None:
        """Set the front matter that the theme reads."""
        self.markdown = ""
        self.meta = {"title": Markup(theme_text(self._page.title))}
        if self._page.hide:
            self.meta["hide"] = list(self._page.hide)
        if not self._page.search:
            self.meta["search"] = {"exclude": True}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Set the HTML and the table of contents."""
        self.meta = {**_OPTIONAL_META, **self.meta}
        headings = self._page.headings()
        self.content = placed(html_of(self._page), self.file.src_uri, directory_urls=self._directory_urls)
        self.toc = TableOfContents(_contents(headings))
        self.present_anchor_ids = {heading.id for heading in headings}
        self.links_to_anchors = {}


def html_of(page: RenderedPage) -> str:
    """The HTML of a page, each heading with a link to itself."""
    return "\n".join(_html(part) for part in page.parts)


def _html(part: Heading | Opened | Closed | Html) -> str:
    if isinstance(part, Heading):
        words = Markup('<a href="page:{}">{}</a>').format(part.link, part.words) if part.link else escape(part.words)
        link = f'<a class="headerlink" href="#{part.id}" title="Permanent link">&para;</a>'
        way = ' dir="rtl"' if part.runs_left else ""
        return f'<h{part.level} id="{part.id}"{way}>{words}{link}</h{part.level}>'
    if isinstance(part, Opened):
        return f"<{part.tag}{part.attributes}>"
    return f"</{part.tag}>" if isinstance(part, Closed) else part.text


class _Entry(AnchorLink):
    """An entry of the table of contents, with the attributes that the theme reads."""

    typeset = None
    active = False


def _contents(headings: Iterable[Heading]) -> list[AnchorLink]:
    """Headings of the first three levels, each below the nearest one above it of a higher rank."""
    top: list[_Entry] = []
    path: list[_Entry] = []
    for heading in headings:
        if heading.level > 3:
            continue
        link = _Entry(str(escape(heading.words)), heading.id, heading.level)
        while path and path[-1].level >= heading.level:
            path.pop()
        (path[-1].children if path else top).append(link)
        path.append(link)
    if top:
        top[0].active = True
    return [*top]


def markdown_of(page: RenderedPage, address: str, *, directory_urls: bool = True) -> str:
    """The page as Markdown for other engines: headings as lines, wrappers that hold them, the rest as HTML."""
    front = [f"title: {quoted(theme_text(page.title))}"]
    if page.hide:
        front += ["hide:", *(f"  - {name}" for name in page.hide)]
    if not page.search:
        front += ["search:", "  exclude: true"]
    blocks = ["\n".join(("---", *front, "---")), *map(_markdown, page.parts)]
    return placed("\n\n".join(blocks) + "\n", address, directory_urls=directory_urls)


def _markdown(part: Heading | Opened | Closed | Html) -> str:
    if isinstance(part, Heading):
        return heading_line(part)
    if isinstance(part, Opened):
        return f'<{part.tag}{part.attributes} markdown="1">'
    return f"</{part.tag}>" if isinstance(part, Closed) else without_line_marks(part.text)
