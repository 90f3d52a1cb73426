"""A small rendered site for tests of hosts and output, with one of everything that a page may hold."""

from __future__ import annotations

from dataclasses import replace

from immerse.model.page import Closed, Heading, Html, NavItem, Opened, RenderedPage, RenderedSite

EPOCH = 1_796_083_200
"""2026-12-01, midnight UTC."""

HOME = RenderedPage(
    "Northgate",
    (
        Heading(1, "northgate-training", "Northgate training"),
        Html(
            '<p>Start with <a href="page:learn/tri/tri-l2.md">priority and clocks</a> or '
            '<a href="page:learn/tri/tri-l2.md#after-hours">after hours</a>.</p>\n<ul><li>One</li><li>Two</li></ul>'
        ),
    ),
)
MODULE = RenderedPage(
    "Triage",
    (
        Heading(1, "triage", "Triage"),
        Html('<p>All of <a href="page:learn/tri/tri-l2.md">the lesson</a> and <a href="page:index.md">home</a>.</p>'),
    ),
)
LESSON = RenderedPage(
    "Priority & clocks",
    (
        Heading(1, "priority-clocks", "Priority & clocks"),
        Html('<p>Decide within minutes<sup id="fnref-1"><a href="#fn-1">1</a></sup>.</p>'),
        Opened("div", ' class="im-hours"'),
        Heading(2, "after-hours", "After hours"),
        Html(
            "<table><thead><tr><th>Priority</th><th>Minutes</th></tr></thead>"
            '<tbody><tr><td>P1</td><td align="right">5</td></tr></tbody></table>'
        ),
        Closed("div"),
        Html(
            "<details><summary>What is due when?</summary><p>At 11:52.</p></details>\n"
            '<figure class="im-picture"><svg viewBox="0 0 10 10" role="img"><title>Clock</title><path d="M0 0"/></svg>'
            '</figure>\n<div class="footnote"><ol><li id="fn-1"><p>By the wall clock. <a href="#fnref-1">↩</a></p></li>'
            "</ol></div>"
        ),
    ),
)
CHECKLIST = RenderedPage(
    "My checklist",
    (
        Heading(1, "my-checklist", "My checklist"),
        Html(
            '<p><input type="checkbox" id="tick-tri-5" data-item-id="TRI-5">\n'
            '<label for="tick-tri-5">Recognises every trigger</label></p>\n'
            '<p><a href="page:downloads/checklist.json">The list as a file</a></p>'
        ),
    ),
)

SITE = RenderedSite(
    title="Northgate training",
    description='Training for "Northgate" <mobile>',
    pages={
        "index.md": HOME,
        "learn/tri/index.md": MODULE,
        "learn/tri/tri-l2.md": LESSON,
        "checklist.md": CHECKLIST,
    },
    files={
        "assets/immerse/site.css": b":root > * { --md-primary-fg-color: #123456; }\n",
        "assets/immerse/checklist.mjs": b"export {};\n",
        "downloads/checklist.json": b'{"schema": "immerse.book/1", "said": "Quokka ledger"}\n',
    },
    nav=(
        NavItem("Home", "index.md"),
        NavItem(
            "Learn",
            children=(NavItem("Triage", "learn/tri/index.md", (NavItem("Priority & clocks", "learn/tri/tri-l2.md"),)),),
        ),
        NavItem("My checklist", "checklist.md"),
    ),
    language="en-GB",
    address="https://training.northgate.example/",
    scripts=("assets/immerse/checklist.mjs",),
    styles=("assets/immerse/site.css",),
)


def page_of(title: str, *html: str) -> RenderedPage:
    """A page of this title with this HTML below its heading."""
    return RenderedPage(title, (Heading(1, "title", title), *map(Html, html)))


def with_page(html: str, site: RenderedSite = SITE) -> RenderedSite:
    """The site with this HTML at the end of its lesson."""
    lesson = replace(LESSON, parts=(*LESSON.parts, Html(html)))
    return with_pages({"learn/tri/tri-l2.md": lesson}, site)


def with_pages(pages: dict[str, RenderedPage], site: RenderedSite = SITE) -> RenderedSite:
    """The site with these pages changed or added."""
    return replace(site, pages=site.pages | pages)


def with_files(files: dict[str, bytes], site: RenderedSite = SITE) -> RenderedSite:
    """The site with these files changed or added."""
    return replace(site, files=site.files | files)
