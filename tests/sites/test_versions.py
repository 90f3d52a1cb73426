"""A site that is one version among others: what its pages hold of that, and that nothing else leads out of it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from immerse.building.site import build_rendered
from immerse.model.comparison import Publication
from immerse.model.page import place_of
from immerse.model.site_view import View
from immerse.output.dead_links import Crawled, dead_links
from immerse.pipeline.prepare import plan_client, render_planned
from immerse.problems import Refused
from looping import some
from rendered_site import EPOCH, SITE, with_page
from site_fixtures import DAY, STARTER_CLIENT, files_of, source, starter

SHEETS = (*SITE.styles, "../versions.css")
VERSION = replace(SITE, release="1.1.0", styles=SHEETS, address="https://learn.example/northgate/latest/")
LESSON = "learn/tri/tri-l2/index.html"


@pytest.fixture(scope="module")
def version(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a small version, built and judged."""
    out = tmp_path_factory.mktemp("versions")
    own = (
        '<div class="im-version" data-im-version="1.1.0"><a href="page:../latest/learn/tri/tri-l2.md">latest</a></div>'
    )
    return files_of(build_rendered(with_page(own, VERSION), out, "trainee/1.1.0", epoch=EPOCH).folder)


def test_every_page_names_the_style_sheet_beside_the_versions(version: dict[str, bytes]) -> None:
    for path in some(path for path in version if path.endswith(".html")):
        up = "../" * (path.count("/") + 1)
        assert f'<link rel="stylesheet" href="{up}versions.css">'.encode() in version[path], path


def test_the_theme_is_told_to_look_for_other_versions(version: dict[str, bytes]) -> None:
    config = json.loads(re.search(r'<script id="__config"[^>]*>(.*?)</script>', version["index.html"].decode())[1])  # type: ignore[index]
    assert config["version"] == {"provider": "mike"}


def test_the_address_that_search_engines_are_told_never_changes(version: dict[str, bytes]) -> None:
    page = '<link rel="canonical" href="https://learn.example/northgate/latest/learn/tri/tri-l2/">'
    assert page.encode() in version[LESSON]
    assert b"<loc>https://learn.example/northgate/latest/learn/tri/tri-l2/</loc>" in version["sitemap.xml"]


def test_the_page_for_what_is_not_found_stands_beside_the_versions(version: dict[str, bytes]) -> None:
    assert "404.html" not in version


def test_a_link_to_the_own_address_below_latest_is_kept(version: dict[str, bytes]) -> None:
    assert (
        b'<div class="im-version" data-im-version="1.1.0"><a href="../../../../latest/learn/tri/tri-l2/">'
        in version[LESSON]
    )


PAGES = {
    LESSON: (
        "../../../../versions.css",
        "../../../../latest/learn/tri/tri-l2/",
        "../../../../latest/learn/tri/tri-l2/versions.html",
    ),
    "index.html": ("../latest/", "../latest/versions.html"),
}


def faults(**more: str) -> list[str]:
    """What is wrong with links of two pages of a version, one of which has one link more."""
    pages = {path: Crawled(frozenset(), links) for path, links in PAGES.items()}
    if link := more.get("link"):
        pages[LESSON] = Crawled(frozenset(), (*PAGES[LESSON], link))
    return [fault for _, fault in dead_links(pages, frozenset(pages), is_version=True)]


def test_three_addresses_outside_of_a_version_are_known() -> None:
    assert faults() == []


@pytest.mark.parametrize(
    "link",
    [
        "../../../../versions.json",
        "../../../../latest/",
        "../../../../latest/learn/tri/tri-l9/",
        "../../../../latest/learn/tri/versions.html",
        "../../../../1.0.3/learn/tri/tri-l2/",
        "../../../../../versions.css",
        "../../../../../mentor/versions.css",
        "../../../../../mentor/latest/learn/tri/tri-l2/",
        "../../../../../../other/trainee/versions.css",
        "/versions.css/../../x",
    ],
)
def test_any_other_address_outside_of_a_version_is_refused(link: str) -> None:
    (fault,) = faults(link=link)
    assert "leaves the site" in fault


def test_a_site_that_stands_alone_knows_none() -> None:
    pages = {path: Crawled(frozenset(), links) for path, links in PAGES.items()}
    assert len(list(dead_links(pages, frozenset(pages)))) == 5


def test_a_version_that_leads_to_another_one_is_not_placed(tmp_path: Path) -> None:
    planted = with_page('<p><a href="../../../../1.0.3/learn/tri/tri-l2/">as it was</a></p>', VERSION)
    with pytest.raises(Refused, match=r"has the link '../../../../1.0.3/learn/tri/tri-l2/', which leaves the site"):
        build_rendered(planted, tmp_path, "trainee/1.1.0", epoch=EPOCH)
    assert not (tmp_path / "trainee").exists()


@pytest.fixture(scope="module")
def addressed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new workspace whose client has an address for its site."""
    root = starter(tmp_path_factory.mktemp("addressed") / "workspace")
    policy = root / "site_config" / "clients" / STARTER_CLIENT / "policy.yml"
    text = policy.read_text("utf-8")
    policy.write_text(text.replace("\nsite:\n", "\nsite:\n  url: https://training.example/\n"), "utf-8")
    return root


@pytest.fixture(scope="module")
def released(addressed: Path) -> dict[str, str]:
    """The HTML of the pages of a client's first release by their address, none of them built."""
    day = date(2027, 1, 15)
    planned = plan_client(source(addressed), STARTER_CLIENT, View.TRAINEE, DAY, effective=day)
    site = render_planned(planned, Publication("1.0.0", day)).site
    from immerse.hosts.pages import html_of

    assert site.address == "https://training.example/latest/"
    return {address: html_of(page) for address, page in site.pages.items()}


def test_every_page_holds_its_version_hidden(released: dict[str, str]) -> None:
    for address, html in some(released.items()):
        assert html.count('data-im-version="1.0.0"') == 1, address
        assert f'href="page:../latest/{address}"' in html
        assert f'href="page:../latest/{place_of(address).removesuffix("index.html")}versions.html"' in html


def test_a_release_says_its_version_and_its_day(released: dict[str, str]) -> None:
    foot = r"<p>Version 1\.0\.0<span.*</span> · core [0-9.]+ · policy [0-9.]+ · in force from 15 January 2027"
    assert re.search(foot, released["index.md"])
    assert "<dt>Version</dt>\n<dd>1.0.0</dd>" in released["about.md"]
    assert "release=1.0.0" in released["index.md"]


def test_a_site_that_is_built_without_a_release_says_draft(addressed: Path) -> None:
    site = render_planned(plan_client(source(addressed), STARTER_CLIENT, View.TRAINEE, DAY)).site
    from immerse.hosts.pages import html_of

    assert site.release == "" and "../versions.css" not in site.styles
    for page in site.pages.values():
        assert "<p>Draft · core" in html_of(page) and "im-version" not in html_of(page)
