"""Golden cases of pages: a made client's workspace, a change, and what stands on its pages and what does not.

A case is a file of tests/cases/told: `about` (a sentence), `begins_with` (another case file, whose changes come first),
`changes` (as in loading_cases, of the workspace that reads every setting) and `pages`, a list of `page` (its address),
`view` (mentor unless told), `says` and `never` (parts of its HTML, with one blank where it has any) and `once` (parts
that stand there exactly once).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from checking_cases import whole_workspace
from immerse.hosts.pages import html_of
from immerse.model.edition import Edition
from immerse.model.page import Plan
from immerse.model.site_view import View
from immerse.pipeline.prepare import compose_client
from immerse.pipeline.source import read_source
from immerse.planning.site import plan_site
from immerse.rendering.renderer import Renderer
from loading_cases import change_workspace
from site_fixtures import DAY

CASES = Path(__file__).parents[1] / "cases"
FILES = sorted((CASES / "told").glob("*.yml"))
CLIENT = "north-wind"


def read_case(path: Path) -> dict[str, Any]:
    """One case file."""
    case: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return case


def workspace_of_case(case: dict[str, Any], folder: Path) -> Path:
    """The workspace that reads every setting, changed as the case says."""
    root = whole_workspace(folder)
    if "begins_with" in case:
        change_workspace(root, read_case(CASES / case["begins_with"])["changes"])
    change_workspace(root, case.get("changes", {}))
    return root


class MadeSite:
    """The client of a workspace, of which pages are rendered one by one."""

    def __init__(self, root: Path) -> None:
        self._source = read_source(root)
        self.edition = cache(self._edition)
        self.plan = cache(self._plan)
        self.page = cache(self._page)

    def _edition(self, view: View) -> Edition:
        return compose_client(self._source, CLIENT, view, DAY)

    def _plan(self, view: View) -> Plan:
        return plan_site(self.edition(view))[0]

    def _page(self, address: str, view: View) -> str:
        """A page as HTML, on one line."""
        (page,) = (page for page in self.plan(view).pages if page.address == address)
        return " ".join(html_of(Renderer(self.edition(view), self.plan(view)).render(page)).split())


def faults_of_case(case: dict[str, Any], folder: Path) -> Iterator[str]:
    """Each part that stands on a page and should not, or is not there and should be."""
    site = MadeSite(workspace_of_case(case, folder))
    for page in case["pages"]:
        text = site.page(page["page"], View(page.get("view", "mentor")))
        yield from (f"{page['page']} does not say {part!r}" for part in page.get("says", ()) if part not in text)
        yield from (f"{page['page']} says {part!r}" for part in page.get("never", ()) if part in text)
        counts = {part: text.count(part) for part in page.get("once", ())}
        yield from (f"{page['page']} says {part!r} {count} times" for part, count in counts.items() if count != 1)
