"""No page grows with the number of modules: beside a page stand those that are near, and a link to all of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from immerse.hosts.mkdocs_build import build_site, configured
from immerse.hosts.mkdocs_site import NoOptions
from immerse.hosts.near_sections import SHOWN
from immerse.model.page import Heading, Html, NavItem, RenderedPage, RenderedSite
from jinja2 import Environment
from jinja2.runtime import Context
from mkdocs.commands.build import build
from mkdocs.plugins import BasePlugin
from rendered_site import EPOCH, SITE
from selectolax.lexbor import LexborHTMLParser


def site_of(modules: int) -> RenderedSite:
    """A site of as many modules with two pages each, whose titles are of one length."""
    pages = {"index.md": page("Home"), "learn/index.md": page("Learn"), "about.md": page("About")}
    sections = []
    for number in range(modules):
        folder, title = f"learn/m{number:03}", f"Module {number:03}"
        pages |= {f"{folder}/index.md": page(title), f"{folder}/one.md": page(f"Lesson {number:03}")}
        made = (NavItem(title, f"{folder}/index.md"), NavItem(f"Lesson {number:03}", f"{folder}/one.md"))
        sections.append(NavItem(title, children=made))
    learn = NavItem("Learn", children=(NavItem("Learn", "learn/index.md"), *sections), sections="modules")
    return replace(
        SITE, pages=pages, nav=(NavItem("Home", "index.md"), learn, NavItem("About", "about.md")), search_targets=()
    )


def page(title: str) -> RenderedPage:
    """A page with a sentence."""
    return RenderedPage(title, (Heading(1, "title", title), Html("<p>It has a sentence.</p>")))


def built(modules: int, folder: Path) -> Path:
    """The finished site."""
    build_site(site_of(modules), folder, offline=False, epoch=EPOCH)
    return folder


def named(site: Path, address: str) -> dict[str, str]:
    """What the left column of a page names in the section Learn, in its order, and where it leads."""
    tree = LexborHTMLParser((site / address / "index.html").read_text("utf-8"))
    links = tree.css("nav.md-nav--primary > ul > li:nth-child(2) > nav > ul > li > a")
    links += tree.css("nav.md-nav--primary > ul > li:nth-child(2) > nav > ul > li > div > a:first-child")
    return {" ".join(link.text().split()): str(link.attributes["href"]) for link in links}


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of 40 modules."""
    return built(40, tmp_path_factory.mktemp("many") / "site")


@pytest.mark.parametrize(("opened", "first"), [(0, 0), (3, 0), (20, 14), (36, 28), (39, 28)])
def test_a_page_names_the_modules_that_are_near_and_leads_to_all(many: Path, opened: int, first: int) -> None:
    found = named(many, f"learn/m{opened:03}/one")
    assert set(found) == {f"Module {number:03}" for number in range(first, first + SHOWN)} | {"All 40 modules"}
    assert found["All 40 modules"] == "../../"
    for number in range(first, first + SHOWN):
        assert found[f"Module {number:03}"] == ("../" if number == opened else f"../../m{number:03}/")


def test_the_open_module_shows_its_pages_and_is_marked(many: Path) -> None:
    tree = LexborHTMLParser((many / "learn/m020/one/index.html").read_text("utf-8"))
    active = [" ".join(link.text().split()) for link in tree.css(".md-nav--primary a.md-nav__link--active")]
    assert active == ["Lesson 020"]
    assert [link.text().strip() for link in tree.css(".md-tabs__item--active")] == ["Learn"]
    before_and_after = [str(link.attributes["href"]) for link in tree.css(".md-footer__link")]
    assert before_and_after == ["../", "../../m021/"]


def test_the_page_of_the_section_and_pages_of_others_lead_to_it_too(many: Path) -> None:
    assert list(named(many, "learn"))[-1] == "All 40 modules"
    assert named(many, "about") == {}
    assert 'href="../learn/"' in (many / "about/index.html").read_text("utf-8")


def test_no_page_grows_with_the_number_of_modules(many: Path, tmp_path: Path) -> None:
    fewer = built(20, tmp_path / "site")
    for address in ("index.html", "about/index.html", "learn/m006/one/index.html", "learn/m006/index.html"):
        sizes = {len((site / address).read_text("utf-8").replace("All 20", "All 40")) for site in (fewer, many)}
        assert len(sizes) == 1, address


def test_as_many_as_a_page_carries_are_all_named(tmp_path: Path) -> None:
    found = named(built(SHOWN, tmp_path / "site"), "learn/m003/one")
    assert sorted(found) == [f"Module {number:03}" for number in range(SHOWN)]


class EachPageAlone(BasePlugin[NoOptions]):
    """Has the theme make each page with nothing but what Jinja gives it, from templates as they are in its folder."""

    def on_env(self, env: Environment, **_: object) -> Environment:
        """Before any page is made."""
        env.context_class = Context
        env.cache = {}
        return env


@pytest.mark.parametrize("offline", [False, True])
def test_the_navigation_is_what_the_theme_makes_of_it_for_each_page_alone(tmp_path: Path, offline: bool) -> None:
    site = site_of(SHOWN + 2)
    below = NavItem("Below", children=(NavItem("One", "about/one.md"), NavItem("Two", "about/one/two.md")))
    beside = NavItem("Beside", children=(NavItem("Three", "beside/three.md"), NavItem("Four", "beside/four.md")))
    pages = site.pages | {"about/one.md": page("One"), "about/one/two.md": page("Two")}
    pages |= {"beside/three.md": page("Three"), "beside/four.md": page("Four")}
    site = replace(site, pages=pages, nav=(*site.nav, below, beside))
    build_site(site, tmp_path / "once", offline=offline, epoch=EPOCH)
    (tmp_path / "scratch").mkdir()
    config = configured(site, tmp_path / "scratch", tmp_path / "alone", directory_urls=not offline)
    config.plugins["alone"] = EachPageAlone()
    build(config)
    for alone in (tmp_path / "alone").rglob("*.html"):
        once = tmp_path / "once" / alone.relative_to(tmp_path / "alone")
        assert once.read_text("utf-8") == alone.read_text("utf-8"), once
