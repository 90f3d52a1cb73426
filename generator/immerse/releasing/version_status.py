"""The files beside the versions of a published site, which give the standing of each version. Pure: the same history
gives the same bytes.

The pages of a version never change. Whatever may change about them is in these files, which every command writes again.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from immerse.model.release import LATEST, SHEET, History, ReleasedVersion, Standing, version_key, versions_page
from immerse.output.csp import HEADERS, HEADERS_FILE
from immerse.releasing.redirects import (
    Site,
    VersionOfPage,
    leading_page,
    not_found_page,
    page_of_versions,
    redirect_page,
)
from immerse.words.days import date_in_words

HOME, MIGRATIONS = "index.html", "migrations.json"


@dataclass(frozen=True, slots=True)
class PublishedView:
    """The published versions of one view of a client's site."""

    title: str
    """The title of the site."""
    pages: Mapping[str, Mapping[str, str]]
    """Version -> path of each of its pages (`learn/tri/tri-l2/index.html`) -> what the page is about: its id
    (`TRI-L2`), or any other name that stays when the page moves."""
    successors: Mapping[str, str] = field(default_factory=dict)
    """Id that the latest version does not have -> the id that replaces it there."""
    address: str = ""
    """Address of the view, ending in `/`; empty where it is unknown."""
    maps: bytes = b""
    """The file of what became of items from release to release; empty while there is one release."""


def standing_files(history: History, view: PublishedView) -> dict[str, bytes]:
    """Path below the view's folder -> content of every file there that is in no version."""
    at, latest = urlsplit(view.address).path if view.address else "", history.latest
    return {
        "versions.json": versions_json(history),
        SHEET: versions_css(history),
        **latest_pages(history, view),
        **versions_pages(history, view),
        HOME: leading_page(_site(view, latest)),
        "404.html": not_found_page(_site(view, latest if at else None, at), f"{at}{LATEST}/" if at else ""),
        HEADERS_FILE: HEADERS.encode(),
        **({MIGRATIONS: view.maps} if view.maps else {}),
    }


def versions_json(history: History) -> bytes:
    """The list that the theme's version selector reads, as mike writes it: the newest version first."""
    versions = [
        {
            "version": release.version,
            "title": title_of(release),
            "aliases": [LATEST] * (release.standing is Standing.LATEST),
        }
        for release in _newest_first(history)
    ]
    return (json.dumps(versions, indent=2, ensure_ascii=False) + "\n").encode()


def _status_words(release: ReleasedVersion) -> tuple[str, str]:
    """The standing of a version in the list of versions, and in the banner of its pages, which is a CSS string."""
    match release.standing:
        case Standing.LATEST:
            return "the latest", ""
        case Standing.LIVE if release.until:
            until = f"in force until {date_in_words(release.until)}"
            return until, f"{until}; a newer version is out."
        case Standing.LIVE:
            return "in force", "a newer version is out."
        case Standing.SUNSET:
            return "no longer in force", "no longer in force."
    return "withdrawn", "withdrawn. Do not work by it."


def title_of(release: ReleasedVersion) -> str:
    """`1.1.0 (1 December 2026)`, with the standing of a version that is not in force."""
    title = f"{release.version} ({date_in_words(release.effective)})"
    return title if release.is_in_force else f"{title}, {_status_words(release)[0]}"


def versions_css(history: History) -> bytes:
    """The style sheet that every page of every version reads: it shows the banner that they hold hidden."""
    rules = ["/* The states of the versions of this site. Every command that changes one writes this file again. */"]
    for release in _newest_first(history):
        if standing := _status_words(release)[1]:
            banner = f'.md-typeset .im-version[data-im-version="{release.version}"]'
            rules.append(
                f'{banner} {{ display: block; }}\n{banner} .im-version__standing::after {{ content: "{standing}"; }}'
            )
    return ("\n".join(rules) + "\n").encode()


def latest_pages(history: History, view: PublishedView) -> dict[str, bytes]:
    """A page for every address that was ever published, which leads to the same page of the latest version, else to
    what replaced it there, else to its home."""
    latest = history.latest
    paths = _paths(view)
    targets = _targets(latest.version, view, paths) if latest else dict.fromkeys(paths, "")
    sites = {path: _site(view, latest, _to_view(path)) for path in sorted(paths)}
    return {
        f"{LATEST}/{path}": redirect_page(site, _to_view(path) + targets[path]) if targets[path] else leading_page(site)
        for path, site in sites.items()
    }


def versions_pages(history: History, view: PublishedView) -> dict[str, bytes]:
    """Beside every page below `latest/` one that names the same page of each version, or the first page of a version
    that does not have it. The version selector on a page leads there too."""
    paths, newest_first = _paths(view), _newest_first(history)
    targets = {release.version: _targets(release.version, view, paths) for release in newest_first}
    pages = {}
    for path in sorted(paths):
        versions = [_version_of(release, path, targets[release.version][path]) for release in newest_first]
        pages[versions_page(path)] = page_of_versions(_site(view, history.latest, _to_view(path)), versions)
    return pages


def _version_of(release: ReleasedVersion, path: str, target: str) -> VersionOfPage:
    title = f"{title_of(release)}, {_status_words(release)[0]}" if release.is_in_force else title_of(release)
    is_home = path != HOME and target == f"{release.version}/"
    return VersionOfPage(release.version, title, f"{_to_view(path)}{target}", is_home)


def _paths(view: PublishedView) -> set[str]:
    return {path for pages in view.pages.values() for path in pages} | {HOME}


def _to_view(path: str) -> str:
    """The way from a page below `latest/` to the view's folder."""
    return "../" * (path.count("/") + 1)


def _site(view: PublishedView, latest: ReleasedVersion | None, back: str = "") -> Site:
    """The site for a page from which `back` leads to the view's folder."""
    return Site(view.title, f"{back}{latest.version}/" if latest else "")


def _targets(version: str, view: PublishedView, paths: set[str]) -> dict[str, str]:
    """Path -> where it leads in a version, from the view's folder: to the same page, to what replaced it, or home."""
    now = view.pages.get(version, {})
    places = {id: path for path, id in now.items()}
    earlier: dict[str, str] = {}
    for released in sorted(view.pages, key=version_key):
        earlier |= view.pages[released]
    targets = {}
    for path in paths:
        ids = _followed(earlier.get(path, ""), view.successors)
        place = path if path in now else next((places[id] for id in ids if id in places), HOME)
        is_folder = place == HOME or place.endswith("/index.html")
        targets[path] = f"{version}/{place.removesuffix('index.html') if is_folder else place}"
    return targets


def _followed(id: str, successors: Mapping[str, str]) -> Iterator[str]:
    """An id, what replaced it, what replaced that; each once."""
    seen: set[str] = set()
    while id and id not in seen:
        yield id
        seen.add(id)
        id = successors.get(id, "")


def _newest_first(history: History) -> list[ReleasedVersion]:
    return sorted(history.releases, key=lambda release: version_key(release.version), reverse=True)
