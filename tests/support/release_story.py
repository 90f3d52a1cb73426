"""A client's site over three releases: each a file of changes in tests/cases/releases, and beside it what is said.

`python tests/support/release_story.py` writes what is said anew; read it before you commit it.
"""

from __future__ import annotations

import tempfile
from datetime import date
from functools import cache
from pathlib import Path

from case_files import read_case_file
from immerse.model.programme import Programme
from immerse.model.site_view import View
from immerse.pipeline.prepare import plan_client
from immerse.pipeline.source import read_source
from immerse.releasing.comparison_formats import as_html, as_json, as_markdown, as_text
from immerse.releasing.fact_collection import facts_of
from immerse.releasing.release_changes import Changed, what_changed
from immerse.releasing.release_facts import Facts
from loading_cases import change_workspace
from site_fixtures import STARTER_CLIENT, starter

STORY = Path(__file__).parents[1] / "cases" / "releases"
VERSIONS = ("1.0.0", "1.1.0", "2.0.0")
ON = date(2026, 12, 1)


def told_in(root: Path, version: str = "") -> tuple[Facts, Programme]:
    """The facts of the starter's client in a workspace, which has to be free of errors."""
    source = read_source(root)
    plans = {view: plan_client(source, STARTER_CLIENT, view, ON) for view in View}
    assert source.programme
    return facts_of(plans, source.programme, version), source.programme


def workspace_at(version: str, folder: Path) -> Path:
    """The workspace as it was when a version was released."""
    root = starter(folder / "workspace")
    for one in VERSIONS[: VERSIONS.index(version) + 1]:
        case = read_case_file(STORY / f"{one}.yml")
        change_workspace(root, case["changes"])
    return root


@cache
def released(version: str) -> tuple[Facts, Programme]:
    """The facts of a release."""
    with tempfile.TemporaryDirectory() as folder:
        return told_in(workspace_at(version, Path(folder)), version)


@cache
def changed(old: str, new: str) -> Changed:
    """What changed from one release to another."""
    return what_changed(released(new)[0], released(old)[0], released(new)[1])


def said_of(old: str, new: str) -> dict[str, bytes]:
    """Everything that is said of the way from one release to another, by file name."""
    found = changed(old, new)
    assert found.whole and found.map
    sentence = "Proposed version: {}, because {}.".format(*found.proposal)
    name = f"{old}-{new}"
    return {
        f"{name}.editor.txt": as_text(found.whole, sentence).encode(),
        f"{name}.editor.md": as_markdown(found.whole, sentence).encode(),
        f"{name}.trainee.html": as_html(found.views[View.TRAINEE]).encode(),
        f"{name}.trainee.json": as_json(found.views[View.TRAINEE]).encode(),
        f"{name}.mentor.txt": as_text(found.views[View.MENTOR]).encode(),
        f"{name}.migration.json": found.map.to_bytes(),
    }


WAYS = (("1.0.0", "1.1.0"), ("1.1.0", "2.0.0"), ("1.0.0", "2.0.0"))

if __name__ == "__main__":
    for way in WAYS:
        for file, content in said_of(*way).items():
            (STORY / file).write_bytes(content)
