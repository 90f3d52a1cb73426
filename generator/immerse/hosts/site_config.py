"""The site engine's configuration as plain data: one source for the export, the build and the preview."""

import importlib.util
import json
import re
from collections.abc import Iterator
from html import unescape
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from immerse.hosts.search import WORDS_FILE
from immerse.model.page import NavItem, RenderedSite, place_of
from immerse.problems import ImmerseError

_SETTINGS: dict[str, Any] = json.loads((files("immerse.hosts") / "site_settings.json").read_text("utf-8"))
"""The settings that every site has.

Of the theme's features, search suggestions and search deep links stay off: both have carried script injections. The
Markdown extensions are for headings with ids and for wrappers around them. Everything else of a page is HTML, which
another extension would only misread: footnotes would take a list of ours for its own, superfences lines for fences.
"""
MARKDOWN_EXTENSIONS: list[Any] = _SETTINGS["markdown_extensions"]
FEATURES: tuple[str, ...] = tuple(_SETTINGS["theme"]["features"])
_PATH = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*")
_REFERENCE = re.compile(r"&(#?\w+;?)")
_THEME_UNSAFE = re.compile(r'[<>"`\\{}\x00-\x1f\x7f]')


def site_settings(site: RenderedSite, *, directory_urls: bool = True) -> dict[str, Any]:
    """The settings that every engine understands, without folders and without a plugin of ours.

    Raises:
        ImmerseError: an address or a title could harm the theme, which escapes nothing, or two pages share a file.
    """
    refuse_unsafe(site)
    settings: dict[str, Any] = {
        "site_name": theme_text(site.title),
        "site_description": theme_text(site.description),
        "use_directory_urls": directory_urls,
        "theme": theme_settings(site),
        "nav": nav_settings(site.nav),
        "plugins": [{"search": _search(site.language)}],
        "markdown_extensions": MARKDOWN_EXTENSIONS,
        "extra_css": list(site.styles),
        "extra_javascript": [script_settings(path) for path in site.scripts],
        "extra": {"generator": False},
        "validation": _SETTINGS["validation"],
    }
    if site.release:  # the theme then shows the versions in ../versions.json
        settings["extra"]["version"] = {"provider": "mike"}
    if site.address:
        settings["site_url"] = site.address
    return settings


def settings_yaml(settings: dict[str, Any]) -> str:
    """The settings as YAML text. Plain data only, so no content can put a tag into it (MkDocs would run one)."""
    unshared = json.loads(json.dumps(settings))  # YAML would write a value that is used twice as an anchor and an alias
    return yaml.safe_dump(unshared, allow_unicode=True, sort_keys=False, width=120)


def theme_settings(site: RenderedSite) -> dict[str, Any]:
    """Material, without web fonts, in light and dark; the colours come from the client's own style sheet."""
    logo = {"logo": site.logo} if site.logo else {}
    return {**_SETTINGS["theme"], "language": _offered(site.language, "partials/languages/{}.html"), **logo}


def nav_settings(items: tuple[NavItem, ...]) -> list[Any]:
    """The navigation in MkDocs' own form; a section's own page is its first entry."""
    entries: list[Any] = []
    for item in items:
        if not item.children:
            entries.append({theme_text(item.title): item.address})
        else:
            first_page = [item.address] if item.address else []
            entries.append({theme_text(item.title): first_page + nav_settings(item.children)})
    return entries


def script_settings(path: str) -> Any:
    """A script's entry; an ES module is loaded as one."""
    return {"path": path, "type": "module"} if path.endswith(".mjs") else path


def _search(language: str) -> dict[str, Any]:
    """Search settings. Complete ones for English save the theme three compilations of a template."""
    chosen = _offered(language, "assets/javascripts/lunr/min/lunr.{}.min.js")
    if chosen != "en":
        return {"lang": [chosen]}
    return {"lang": ["en"], "separator": r"[\s\-]+", "pipeline": ["stopWordFilter"]}


def theme_folder() -> Path:
    """The folder of the installed theme's templates and assets."""
    spec = importlib.util.find_spec("material")
    if spec is None or not spec.submodule_search_locations:
        raise ImmerseError("the theme is not installed; install mkdocs-material")
    return Path(spec.submodule_search_locations[0]) / "templates"


def _offered(language: str, pattern: str) -> str:
    """The language as the theme knows it: `pt-BR`, else `pt`, else `en`."""
    for tag in (language, language.partition("-")[0]):
        if re.fullmatch(r"[A-Za-z-]{2,12}", tag) and (theme_folder() / pattern.format(tag)).is_file():
            return tag
    return "en"


def attribute_text(value: str) -> str:
    """A text that is safe in a double-quoted attribute of the theme."""
    return " ".join(_THEME_UNSAFE.sub(" ", value.replace('"', "'")).split())


def theme_text(value: str) -> str:
    """A title or name that the theme prints unescaped, with character references (`&copy`) escaped."""
    plain = attribute_text(value)
    return _REFERENCE.sub(lambda match: f"&amp;{match[1]}" if unescape(match[0]) != match[0] else match[0], plain)


def refuse_unsafe(site: RenderedSite) -> None:
    """Raises ImmerseError for a title or an address that an engine would silently treat in another way than planned."""
    for title in (site.title, *(item.title for item in nav_entries(site.nav))):
        if match := _THEME_UNSAFE.search(title):
            raise ImmerseError(f"the title {title!r} holds {match.group()!r}, which the theme would not escape")
    if site.address and urlsplit(site.address).scheme not in ("https", "http"):
        raise ImmerseError(f"the site's address {site.address!r} must begin with https://")
    _refuse_addresses(site)
    if orphans := site.pages.keys() - {item.address for item in nav_entries(site.nav)}:
        raise ImmerseError(f"the page {min(orphans)!r} is missing from the navigation")


def nav_entries(items: tuple[NavItem, ...]) -> Iterator[NavItem]:
    """Every entry of a navigation, each before its children."""
    for item in items:
        yield item
        yield from nav_entries(item.children)


def _refuse_addresses(site: RenderedSite) -> None:
    """Raise ImmerseError for a page below `templates/`, which MkDocs does not build, and for two pages with one
    place."""
    places: dict[str, str] = {}
    for address in (*site.pages, *site.files):
        is_page = address in site.pages
        if not _PATH.fullmatch(address) or address.startswith("templates/") or address.endswith(".md") != is_page:
            raise ImmerseError(f"{address!r} cannot be the address of a {'page' if is_page else 'file'}")
        place = place_of(address) if is_page else address
        first = places.setdefault(place.casefold(), address)
        if first != address or (is_page and address in site.files):
            raise ImmerseError(f"{first!r} and {address!r} would both be written to {place!r}")


def built_files(site: RenderedSite, *, directory_urls: bool = True) -> frozenset[str]:
    """Every path of a built site but for the theme's own files."""
    pages = {place_of(address, directory_urls) for address in site.pages}
    sitemap = ("sitemap.xml",) if site.address else ()
    not_found = () if site.release else ("404.html",)
    return frozenset({*pages, *site.files, *sitemap, *not_found, WORDS_FILE, "search/search_index.json"})
