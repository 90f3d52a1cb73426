"""Both views of the starter's client, published in two versions, the second of which changed something."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from comparisons import changed
from immerse.building.site import build_rendered, release_time
from immerse.model.comparison import Publication
from immerse.model.page import place_of
from immerse.model.release import History, ReleasedVersion, Standing
from immerse.model.site_view import View
from immerse.pipeline.prepare import Prepared, plan_client, render_planned
from immerse.pipeline.source import read_source
from immerse.releasing.version_status import PublishedView, standing_files
from site_fixtures import DAY, STARTER_CLIENT

OLD, NEW = "1.0.3", "1.1.0"
ADDED = "about.md"
"""A page that the first version is said not to have."""
HISTORY = History(
    STARTER_CLIENT,
    (
        ReleasedVersion(OLD, date(2026, 10, 1), Standing.LIVE, date(2027, 3, 1)),
        ReleasedVersion(NEW, date(2026, 12, 1), Standing.LATEST),
    ),
)


def prepared(root: Path, view: View, release: ReleasedVersion) -> Prepared:
    """The site of one version, rendered."""
    planned = plan_client(read_source(root), STARTER_CLIENT, view, DAY, effective=release.effective)
    first = changed(view, "1.0.2", OLD, "2026-10-01")
    changes = (changed(view), first) if release.version == NEW else (first,)
    return render_planned(planned, Publication(release.version, release.effective, changes))


def publish(root: Path, out: Path) -> Path:
    """The folder that a host serves for the client: a folder for each view."""
    for view in View:
        pages = {}
        for release in HISTORY.releases:
            made = prepared(root, view, release)
            epoch = release_time(made.edition)
            build_rendered(made.site, out / view.value, release.version, epoch=epoch, proof=made.proof)
            ids = [address for address in made.site.pages if address != ADDED or release.version == NEW]
            pages[release.version] = {place_of(address): address for address in ids}
        site = PublishedView(made.site.title, pages, {}, made.site.address.removesuffix("latest/"))
        for path, content in standing_files(HISTORY, site).items():
            file = out / view.value / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    return out
