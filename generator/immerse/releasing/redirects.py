"""Pages that redirect: with scripts they keep the place in the page, without scripts they redirect too."""

from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup

from immerse.output.bare_page import bare_page
from immerse.output.csp import with_policy

_SCRIPT = (
    "const to = new URL(document.links[0].href);"
    "to.search = location.search;"
    "if (location.hash) { to.hash = location.hash; }"
    "location.replace(to);"
)
_CHOSEN = (
    "const to = document.getElementById(location.search.slice(1));"
    "if (to) { to.hash = location.hash; location.replace(to.href); }"
)
_LOOK = "assets/immerse/look.css"


class Site(NamedTuple):
    """The site whose style a page has."""

    title: str
    latest: str = ""
    """Address of its latest version from the page, ending in `/`; empty where no version is in force."""

    @property
    def look(self) -> str:
        """The style sheet with its colours."""
        return f"{self.latest}{_LOOK}" if self.latest else ""


class VersionOfPage(NamedTuple):
    """One version of a page."""

    version: str
    title: str
    """The version as the reader sees it: `1.1.0 (1 December 2026)`."""
    target: str
    """The address of the page in that version, relative to the page that names it."""
    is_home: bool
    """Whether the version does not have the page, so that its first page is named instead."""


def redirect_page(site: Site, target: str) -> bytes:
    """A page that redirects to an address at once."""
    return _page(
        site,
        "Latest version",
        Markup('<p>Go on to <a href="{}">the latest version</a>.</p>').format(target),
        # Where scripts run, a script redirects first and keeps the requested place in the page.
        Markup('<noscript><meta http-equiv="refresh" content="0; url={}"></noscript>\n').format(target),
        _SCRIPT,
    )


def leading_page(site: Site) -> bytes:
    """The first page of a view: it redirects to the latest version, or says that no version is in force."""
    if site.latest:
        return redirect_page(site, site.latest)
    words = "No version of this site is in force. Ask whoever gave you its address."
    return _page(site, "Nothing to read", Markup("<p>{}</p>").format(words))


def page_of_versions(site: Site, versions: Iterable[VersionOfPage]) -> bytes:
    """A page that names every version of a page. Where its address asks for one (`?1.1.0`), a script leads there at
    once, to the same place of the page."""
    line = Markup('<li><a id="{}" href="{}">{}</a>{}</li>\n')
    without_page = ": it does not have this page; begin at its first"
    lines = (
        line.format(version.version, version.target, version.title, without_page if version.is_home else "")
        for version in versions
    )
    return _page(site, "Versions of this page", Markup("<ul>\n{}</ul>").format(Markup("").join(lines)), script=_CHOSEN)


def not_found_page(site: Site, home: str) -> bytes:
    """The page for addresses that do not exist; as hosts show it at any depth, it links only to full addresses."""
    way = Markup("<p>Go back, or open the address that you were given for this site.</p>")
    if home:
        way = Markup('<p>Go back, or begin at <a href="{}">the first page</a>.</p>').format(home)
    return _page(site, "Page not found", Markup("<p>This site has no page at this address.</p>\n{}").format(way))


def _page(site: Site, heading: str, body: Markup, head: str = "", script: str = "") -> bytes:
    run = Markup("<script>{}</script>\n").format(Markup(script)) if script else ""
    return with_policy(bare_page(site.title, heading, body, look=site.look, head=head, script=run)).encode()
