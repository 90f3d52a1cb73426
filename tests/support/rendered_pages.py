"""The pages of the small programme as Markdown and as HTML, and what an HTML page is made of."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser

import pytest
from composed import made
from immerse.hosts.pages import html_of
from immerse.model.edition import Edition
from immerse.model.page import Plan, RenderedPage, RenderedSite
from immerse.model.site_view import View
from immerse.planning.site import plan_site
from immerse.rendering import render_site

PLAYBOOK = "playbooks/PB-01-triage.yml"
VOID = {"br", "hr", "img", "input", "col"}


@cache
def rendered(view: View = View.MENTOR) -> tuple[Edition, Plan, RenderedSite]:
    edition = made(view=view)
    plan, problems = plan_site(edition)
    assert not problems
    return edition, plan, render_site(edition, plan)


def pages(edition: Edition | None = None) -> dict[str, str]:
    """Each page as HTML, by its address."""
    site = rendered()[2] if edition is None else render_site(edition, plan_site(edition)[0])
    return {address: html(page, address) for address, page in site.pages.items()}


def html(page: RenderedPage, address: str) -> str:
    """A page as our own build has it, with links as from the folder of its source."""
    return html_of(page).replace('="page:', '="/')


@cache
def converted(view: View = View.MENTOR) -> dict[str, str]:
    """Each page of a view as HTML; links to pages begin with `/`."""
    return {address: html(page, address) for address, page in rendered(view)[2].pages.items()}


class Outline(HTMLParser):
    """Ids, link targets, headings with their text, unfinished elements."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.headings: list[tuple[int, str]] = []
        self.faults: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.faults += [f"{tag} is never closed" for tag in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids += [found["id"]] if found.get("id") else []
        self.links += [found["href"]] if tag == "a" and found.get("href") else []
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))
        if tag == "p" and "p" in self._open:
            self.faults.append(f"a paragraph in a paragraph at {self.getpos()}")
        if "markdown" in found:
            self.faults.append(f"markdown attribute left on {tag} at {self.getpos()}")
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """SVG shapes close themselves."""

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"{tag} closes something else at {self.getpos()}")

    def handle_data(self, data: str) -> None:
        if any(re.fullmatch("h[1-6]", tag) for tag in self._open):
            level, text = self.headings[-1]
            self.headings[-1] = (level, text + data)


VIEWS = pytest.mark.parametrize("view", list(View))
