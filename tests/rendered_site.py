"""A small rendered site for tests of hosts and output, with one of everything that a page may hold."""

from __future__ import annotations

from dataclasses import replace

from immerse.model.page import NavItem, RenderedSite

EPOCH = 1_796_083_200
"""2026-12-01, midnight UTC."""

HOME = """---
title: Northgate
---

# Northgate training

Start with [priority and clocks](learn/tri/tri-l2.md) or [after hours](learn/tri/tri-l2.md#after-hours).

- One
- Two
"""

MODULE = """# Triage

All of [the lesson](tri-l2.md) and [home](../../index.md).
"""

LESSON = """# Priority & clocks

Decide within minutes[^1].

## After hours { #after-hours }

| Priority | Minutes |
|---|--:|
| P1 | 5 |

!!! note "Note"
    Read twice.

??? question "What is due when?"
    At 11:52.

<figure class="im-picture" markdown="0">
<svg viewBox="0 0 10 10" role="img"><title>Clock</title><path d="M0 0"/></svg>
</figure>

[^1]: By the wall clock.
"""

CHECKLIST = """# My checklist

<p><input type="checkbox" id="tick-tri-5" data-item-id="TRI-5">
<label for="tick-tri-5">Recognises every trigger</label></p>

[The list as a file](downloads/checklist.json)
"""

SITE = RenderedSite(
    title="Northgate training",
    description='Training for "Northgate" <mobile>',
    markdown={
        "index.md": HOME,
        "learn/tri/index.md": MODULE,
        "learn/tri/tri-l2.md": LESSON,
        "checklist.md": CHECKLIST,
    },
    files={
        "assets/immerse/site.css": b":root > * { --md-primary-fg-color: #123456; }\n",
        "assets/immerse/checklist.mjs": b"export {};\n",
        "downloads/checklist.json": b'{"schema": "immerse.book/1"}\n',
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
    address="https://training.northgate.example/latest/",
    scripts=("assets/immerse/checklist.mjs",),
    styles=("assets/immerse/site.css",),
)


def with_page(text: str, site: RenderedSite = SITE) -> RenderedSite:
    """The site with `text` below the title of its lesson."""
    return with_pages({"learn/tri/tri-l2.md": f"{LESSON}\n{text}\n"}, site)


def with_pages(pages: dict[str, str], site: RenderedSite = SITE) -> RenderedSite:
    """The site with these pages changed or added."""
    return replace(site, markdown=site.markdown | pages)


def with_files(files: dict[str, bytes], site: RenderedSite = SITE) -> RenderedSite:
    """The site with these files changed or added."""
    return replace(site, files=site.files | files)
