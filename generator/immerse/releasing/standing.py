"""What stands beside the versions of a published site and says how they stand. Pure: the same history, the same bytes.

The pages of a version never change. Whatever may change about them is in these files, which every command writes anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from immerse.model.release import LATEST, SHEET, History, Release, Standing, version_key
from immerse.output.csp import HEADERS, HEADERS_FILE
from immerse.releasing.redirects import leading_page, not_found_page, redirect_page
from immerse.rendering.words import day

HOME = "index.html"


@dataclass(frozen=True, slots=True)
class PublishedView:
    """What was published of one view of a client's site."""

    title: str
    """Of the site, as people read it."""
    pages: Mapping[str, Mapping[str, str]]
    """Version -> path of each of its pages (`learn/tri/tri-l2/index.html`) -> what the page is about: its id
    (`TRI-L2`), or any other name that stays when the page moves."""
    successors: Mapping[str, str] = field(default_factory=dict)
    """Id that the latest version does not have -> the id that replaces it there."""
    address: str = ""
    """Where the view stands, ending in `/`; empty while nobody says it."""


def standing_files(history: History, view: PublishedView) -> dict[str, bytes]:
    """Path below the view's folder -> content of every file there that is in no version."""
    return {
        "versions.json": versions_json(history),
        SHEET: versions_css(history),
        **latest_pages(history, view),
        HOME: leading_page(view.title, f"{latest.version}/" if (latest := history.latest) else ""),
        "404.html": not_found_page(view.title, f"{urlsplit(view.address).path}{LATEST}/" if view.address else ""),
        HEADERS_FILE: HEADERS.encode(),
    }


def versions_json(history: History) -> bytes:
    """The list that the theme's version selector reads, as mike writes it: the newest version first."""
    versions = [
        {"version": one.version, "title": title_of(one), "aliases": [LATEST] * (one.standing is Standing.LATEST)}
        for one in _newest_first(history)
    ]
    return (json.dumps(versions, indent=2, ensure_ascii=False) + "\n").encode()


def title_of(release: Release) -> str:
    """`1.1.0 (1 December 2026)`, with how it stands where nobody should begin to read it."""
    title = f"{release.version} ({day(release.effective)})"
    match release.standing:
        case Standing.SUNSET:
            return f"{title}, no longer in force"
        case Standing.WITHDRAWN:
            return f"{title}, withdrawn"
    return title


def versions_css(history: History) -> bytes:
    """The style sheet that every page of every version reads: it shows the banner that they hold hidden."""
    rules = ["/* How the versions of this site stand. Every command that changes it writes this file anew. */"]
    for one in _newest_first(history):
        if said := _said_of(one):
            banner = f'.md-typeset .im-version[data-im-version="{one.version}"]'
            rules.append(
                f'{banner} {{ display: block; }}\n{banner} .im-version__standing::after {{ content: "{said}"; }}'
            )
    return ("\n".join(rules) + "\n").encode()


def _said_of(release: Release) -> str:
    """What the banner says of a version. No letter of it has a meaning of its own in a style sheet."""
    match release.standing:
        case Standing.LATEST:
            return ""
        case Standing.LIVE if release.until:
            return f"in force until {day(release.until)}; a newer version is out."
        case Standing.LIVE:
            return "a newer version is out."
        case Standing.SUNSET:
            return "no longer in force."
    return "withdrawn. Do not work by it."


def latest_pages(history: History, view: PublishedView) -> dict[str, bytes]:
    """A page for every address that was ever published, which leads to the same page of the latest version, else to
    what replaced it there, else to its home."""
    latest = history.latest
    paths = {path for pages in view.pages.values() for path in pages} | {HOME}
    targets = _targets(latest.version, view, paths) if latest else dict.fromkeys(paths, "")
    return {f"{LATEST}/{path}": _leading(view.title, path, targets[path]) for path in sorted(paths)}


def _leading(title: str, path: str, target: str) -> bytes:
    back = "../" * (path.count("/") + 1)
    return redirect_page(title, f"{back}{target}") if target else leading_page(title, "")


def _targets(latest: str, view: PublishedView, paths: set[str]) -> dict[str, str]:
    """Path -> where it leads, from the view's folder."""
    now = view.pages.get(latest, {})
    places = {id: path for path, id in now.items()}
    earlier: dict[str, str] = {}
    for version in sorted(view.pages, key=version_key):
        earlier |= view.pages[version]
    return {path: f"{latest}/{_address(_place(path, earlier, now, places, view.successors))}" for path in paths}


def _place(
    path: str,
    earlier: Mapping[str, str],
    now: Mapping[str, str],
    places: Mapping[str, str],
    successors: Mapping[str, str],
) -> str:
    if path in now:
        return path
    for id in _followed(earlier.get(path, ""), successors):
        if id in places:
            return places[id]
    return HOME


def _followed(id: str, successors: Mapping[str, str]) -> Iterator[str]:
    """An id, what replaced it, what replaced that; each once."""
    seen: set[str] = set()
    while id and id not in seen:
        yield id
        seen.add(id)
        id = successors.get(id, "")


def _address(path: str) -> str:
    """The address of a page, as a folder."""
    return path.removesuffix("index.html") if path == HOME or path.endswith("/index.html") else path


def _newest_first(history: History) -> list[Release]:
    return sorted(history.releases, key=lambda one: version_key(one.version), reverse=True)
