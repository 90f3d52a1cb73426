"""Where a site stands: the address as it is written, each view its own, and what a site without an address does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from browsing import served
from immerse.building.site import build_rendered
from immerse.model.policy.formats import SiteAddress, WebAddress
from immerse.model.site_view import View
from immerse.pipeline.prepare import prepare
from playwright.sync_api import Browser
from rendered_site import EPOCH, SITE
from site_fixtures import DAY, starter

ODD = "https://schulung.münchen.example/für (alle)/*/".replace(" ", "-")
PAGE = "learn/tri/tri-l2/index.html"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """The site at an address below a folder, without an address, and from the disk."""
    out = tmp_path_factory.mktemp("addresses")
    sites = {"below": replace(SITE, address=SiteAddress(ODD).root), "nowhere": replace(SITE, address="")}
    folders = {name: build_rendered(site, out, name, epoch=EPOCH).folder for name, site in sites.items()}
    disk = build_rendered(SITE, out, "disk", epoch=EPOCH, offline=True).folder
    yield folders | {"disk": disk}


def addresses_in(page: Path) -> list[str]:
    return re.findall(r'(?:href|src)="([^"]*)"', page.read_text("utf-8"))


@pytest.mark.parametrize(
    ("written", "root"),
    [
        ("https://training.example/acme/", "https://training.example/acme/"),
        ("https://training.example/acme", "https://training.example/acme/"),
        ("https://training.example", "https://training.example/"),
        ("https://training.example:8443/a(b)/*", "https://training.example:8443/a(b)/*/"),
        ("https://training.example/latest/", "https://training.example/latest/"),
        ("https://Training.Example/Acme/", "https://training.example/Acme/"),
        ("https://training.example/f%C3%BCr/", "https://training.example/f%C3%BCr/"),
        (ODD, "https://schulung.xn--mnchen-3ya.example/f%C3%BCr-(alle)/*/"),
        ("https://учёба.example/курс", "https://xn--80ab7cq4c.example/%D0%BA%D1%83%D1%80%D1%81/"),
        ("https://a.example/r&copy/", "https://a.example/r%26copy/"),
    ],
)
def test_an_address_is_taken_as_it_is_written(written: str, root: str) -> None:
    assert SiteAddress.fault(written) == ""
    assert SiteAddress(written).root == root


@pytest.mark.parametrize("path", ["wiki/Acme_(film)", "*/x", "größe", "日本", "a!$&'()*+,;=:@-._~/x?y=(1)#ü"])
def test_signs_and_letters_of_an_address_are_no_fault(path: str) -> None:
    assert WebAddress.fault(f"https://e.example/{path}") == ""


@pytest.mark.parametrize(
    "written",
    [
        *(
            "http://e.example/",
            "https://e.example/a b",
            'https://e.example/"x',
            "https://e.example/<b>",
            "https:e.example",
        ),
        *("https://", "https://-a.example/", "https://a..example/", "https://u@e.example/", "https://e.example/%00"),
        *("https://e.example:0/", "https://e.example:65536/", "https://e.example/%zz", f"https://{'ü' * 64}.example/"),
    ],
)
def test_what_is_no_address_is_refused(written: str) -> None:
    assert "https address" in WebAddress.fault(written)


@pytest.mark.parametrize("written", ["x/?y=1", "x/#y", "x/index.html", "a/../b/", "a//b/", "a%2fb/"])
def test_a_site_stands_at_the_address_of_a_folder(written: str) -> None:
    assert "must be the address of a folder" in SiteAddress.fault(f"https://e.example/{written}")


def test_a_page_and_the_sitemap_say_the_address_as_it_is(built: dict[str, Path]) -> None:
    root = SiteAddress(ODD).root
    assert f'<link rel="canonical" href="{root}learn/tri/tri-l2/">' in (built["below"] / PAGE).read_text("utf-8")
    places = re.findall("<loc>(.*?)</loc>", (built["below"] / "sitemap.xml").read_text("utf-8"))
    assert sorted(places) == sorted(root + name for name in ("", "learn/tri/", "learn/tri/tri-l2/", "checklist/"))


def test_what_is_not_found_below_a_folder_leads_back_to_it(built: dict[str, Path]) -> None:
    base = urlsplit(SiteAddress(ODD).root).path
    links = [
        link for link in addresses_in(built["below"] / "404.html") if not link.startswith(("#", "data:", "https:"))
    ]
    assert f"{base}." in links and f"{base}learn/tri/" in links
    assert [link for link in links if not link.startswith(base)] == []


@pytest.mark.parametrize("name", ["nowhere", "disk"])
def test_a_site_without_an_address_says_none(built: dict[str, Path], name: str) -> None:
    folder = built[name]
    assert not list(folder.glob("sitemap.xml*"))
    for page in folder.rglob("*.html"):
        links = addresses_in(page)
        assert "canonical" not in page.read_text("utf-8")
        assert [link for link in links if link.startswith(("/", "http"))] == [], page
    assert addresses_in(folder / "404.html") == []
    assert "<h1>Page not found</h1>" in (folder / "404.html").read_text("utf-8")


def test_each_view_has_its_own_address_and_trainees_read_nothing_of_the_mentors(tmp_path: Path) -> None:
    root = tmp_path / "workspace"
    starter(root)
    policy = root / "site_config" / "clients" / "acme-works" / "policy.yml"
    lines = "\n  url: https://acme.example/training\n  mentor_url: https://acme.example/coaches/\n"
    policy.write_text(policy.read_text("utf-8").rstrip("\n") + lines, "utf-8")
    trainee, mentor = (prepare(root, "acme-works", view, DAY).site for view in (View.TRAINEE, View.MENTOR))
    assert (trainee.address, mentor.address) == ("https://acme.example/training/", "https://acme.example/coaches/")
    assert "acme.example/coaches" not in str(trainee.pages) + str(trainee.files)
    policy.write_text(policy.read_text("utf-8").replace("  mentor_url: https://acme.example/coaches/\n", ""), "utf-8")
    assert prepare(root, "acme-works", View.MENTOR, DAY).site.address == ""


@pytest.mark.browser
def test_the_page_for_what_is_not_found_has_style_and_links_below_a_folder(
    built: dict[str, Path], browser: Browser, tmp_path: Path
) -> None:
    path = urlsplit(SiteAddress(ODD).root).path.replace("%C3%BC", "ü").strip("/")
    (tmp_path / path).parent.mkdir()
    (tmp_path / path).symlink_to(built["below"])
    page = browser.new_page()
    failed: list[str] = []
    page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    with served(tmp_path) as host:
        page.goto(f"{host}{quote(path)}/404.html")
        assert failed == []
        page.click(".md-tabs >> text=My checklist")
        assert (page.title(), failed) == ("My checklist - Northgate training", [])
    page.close()
