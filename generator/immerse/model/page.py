"""Pages before they are rendered, and the plan of a site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

_SEARCH_WEIGHTS = {"playbook": 1.5, "contacts": 1.5, "drills": 0.001, "checks": 0.001, "practice": 0.001}
"""Kind of a page -> a factor, 1 for all others. A title counts a thousand times as much as a text; the title of an
exercise ("Two lawyers") is the name of a story and counts as a text does."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its address and title, and what its template shows."""

    address: str
    """The source file's path inside the docs folder, always with `/`: `learn/tri/tri-l2.md`."""
    title: str
    kind: str
    """The name of the template: `lesson` for `lesson.html.jinja`."""
    content: Any
    """The object that the template reads."""
    review_by: date | None = None
    source: str = ""
    """Source file, relative to the workspace; for the feedback link."""
    hide: tuple[str, ...] = ()
    """What the theme hides beside the page: `navigation`, `toc`."""

    @property
    def search(self) -> float:
        """How much its sections count in the search."""
        return _SEARCH_WEIGHTS.get(self.kind, 1)


def place_of(address: str, directory_urls: bool = True) -> str:
    """The file that a page with this source address becomes."""
    folder, _, name = address.rpartition("/")
    stem = name.removesuffix(".md")
    if stem not in ("index", "README"):
        path = address.removesuffix(".md")
        return f"{path}/index.html" if directory_urls else f"{path}.html"
    return f"{folder}/index.html".lstrip("/")


class NavItem(NamedTuple):
    """An entry of the navigation: a page by its address, or a section with children."""

    title: str
    address: str = ""
    children: tuple[NavItem, ...] = ()
    sections: str = ""
    """The noun for the sections in it (`modules`); a page lists only the sections near it."""

    @classmethod
    def section(cls, title: str, pages: Iterable[Page]) -> NavItem:
        """A section that lists some pages."""
        return cls(title, children=tuple(cls(page.title, page.address) for page in pages))


class SearchTarget(NamedTuple):
    """Something that people search for by its id or its name."""

    id: str
    """The id as printed (`PB-03`); empty where people know only the name."""
    title: str
    address: str
    """`address` or `address#anchor`."""
    words: str = ""
    """Further words that people type for it, apart from its name."""


class Plan(NamedTuple):
    """All pages of one client's site in one view, the navigation, and the address of each id."""

    pages: tuple[Page, ...]
    nav: tuple[NavItem, ...]
    addresses: dict[str, str]
    """Id (`TRI-L2`, `PB-03`, `TRI-5`, `term:reach`, `setting:response.targets`) -> `address` or `address#anchor`."""
    search_targets: tuple[SearchTarget, ...] = ()
    """The entries of the search by id and by name."""


class Heading(NamedTuple):
    """A heading of a page. `words` are plain text."""

    level: int
    id: str
    words: str
    link: str = ""
    """Address in the site that the words lead to; empty for none."""
    runs_left: bool = False
    """Whether the words run from right to left."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A wrapper that begins around headings: `div`, and its attributes as HTML has them."""

    tag: str
    attributes: str = ""


@dataclass(frozen=True, slots=True)
class Closed:
    """A wrapper that ends."""

    tag: str


@dataclass(frozen=True, slots=True)
class Html:
    """Finished HTML of whole blocks, without a heading. Links to pages and files of the site begin with `page:`."""

    text: str


Part = Heading | Opened | Closed | Html


@dataclass(frozen=True)
class RenderedPage:
    """A page as the list of its parts."""

    title: str
    parts: tuple[Part, ...]
    search: float = 1
    """A factor for its sections in the search; 0 leaves the page out."""
    hide: tuple[str, ...] = ()
    """What the theme hides beside the page: `navigation`, `toc`."""

    def headings(self) -> tuple[Heading, ...]:
        """The headings in the order of the page."""
        return tuple(part for part in self.parts if isinstance(part, Heading))


@dataclass(frozen=True, slots=True)
class RenderedSite:
    """The input of a host: pages by address, files by address, navigation, and the values of its configuration."""

    title: str
    description: str
    pages: dict[str, RenderedPage]
    files: dict[str, bytes] = field(default_factory=dict)
    """Style sheets, scripts, pictures, downloads, by path inside the docs folder."""
    nav: tuple[NavItem, ...] = ()
    language: str = "en"
    address: str = ""
    """The address at which this view of the site is published, ending in `/`; empty where the policy names none."""
    release: str = ""
    """The version of the site; empty for a site without versions."""
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    """By path inside the docs folder; the path of a file beside a version begins with `../`."""
    logo: str = ""
    search_targets: tuple[SearchTarget, ...] = ()
    """The entries of the search by id and by name."""
    made_of: Mapping[str, bytes] = field(default_factory=dict, compare=False)
    """Address of a page -> digest of all inputs of its parts, where they are known."""
    written: Callable[[], Iterable[str]] = field(default=tuple, compare=False)
    """Returns, on demand, the authors' texts that contain an apparent leftover of a template (`None`, `{{`)."""
