"""A site as the preview holds it."""

from __future__ import annotations

from immerse.hosts.live_pages import LivePages
from immerse.model.page import Plan, RenderedSite
from immerse.pipeline.following import Followed
from immerse.preview.live_site import LiveSite
from immerse.problems import Location, Problem
from rendered_site import SITE

PROBLEM = Problem(Location("curriculum/triage/module.yml", 4, 5), "L-72", "unknown name <b>x</b>", hint="mend it")
LESSON = "learn/tri/tri-l2/"
DOWNLOAD = "downloads/made.json"


def live(site: RenderedSite = SITE) -> LiveSite:
    """A site as the preview holds it."""
    made = Followed(Plan((), (), {}), site, site.pages.__getitem__, {DOWNLOAD: lambda: b"{}"})
    return LiveSite(made, LivePages(site))
