"""The pages of the small programme as Markdown and as HTML, and what an HTML page is made of."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser

import pytest
from composed import made
from immerse.hosts.site_config import MARKDOWN_EXTENSIONS
from immerse.model.edition import Edition, View
from immerse.model.page import Plan, RenderedSite
from immerse.planning import plan_site
from immerse.rendering import render_site
from markdown import Markdown

PLAYBOOK = "playbooks/PB-01-triage.yml"
VOID = {"br", "hr", "img", "input", "col"}


@cache
def rendered(view: View = View.MENTOR) -> tuple[Edition, Plan, RenderedSite]:
    edition = made(view=view)
    plan, problems = plan_site(edition)
    assert not problems
    return edition, plan, render_site(edition, plan)


def pages(edition: Edition | None = None) -> dict[str, str]:
    if edition is None:
        return rendered()[2].markdown
    return render_site(edition, plan_site(edition)[0]).markdown


def html(markdown: str) -> str:
    names = [name if isinstance(name, str) else next(iter(name)) for name in MARKDOWN_EXTENSIONS]
    settings = {
        name: value for entry in MARKDOWN_EXTENSIONS if isinstance(entry, dict) for name, value in entry.items()
    }
    body = markdown.split("---\n", 2)[2] if markdown.startswith("---\n") else markdown
    return Markdown(extensions=names, extension_configs=settings).convert(body)


@cache
def converted(view: View = View.MENTOR) -> dict[str, str]:
    return {address: html(text) for address, text in rendered(view)[2].markdown.items()}


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
