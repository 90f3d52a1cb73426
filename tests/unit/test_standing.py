"""What stands beside the versions of a published site: the same for the same history, and right for each state."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from immerse.model.release import History, ReleasedVersion, Standing
from immerse.output.csp import policy_faults
from immerse.output.html_page import read_page
from immerse.releasing.version_status import PublishedView, standing_files, versions_css, versions_json

OLD, MIDDLE, NEW = "1.0.3", "1.1.0", "1.10.0"
LESSON, MOVED = "learn/tri/tri-l2/index.html", "learn/triage/tri-l2/index.html"
SPLIT, GONE = "learn/tri/tri-l4/index.html", "learn/tri/tri-l9/index.html"
VIEW = PublishedView(
    "Northgate & Sons: training",
    {
        OLD: {"index.html": "home", LESSON: "TRI-L2", SPLIT: "TRI-L4", GONE: "TRI-L9"},
        MIDDLE: {"index.html": "home", LESSON: "TRI-L2", SPLIT: "TRI-L4"},
        NEW: {"index.html": "home", MOVED: "TRI-L2", "learn/tri/tri-l6/index.html": "TRI-L6"},
    },
    {"TRI-L4": "TRI-L5", "TRI-L5": "TRI-L6"},
    "https://learn.example/northgate/",
)


def history(**standings: Standing | tuple[Standing, date]) -> History:
    """Three releases, the newest of them latest unless told otherwise."""
    found = []
    for version, month in ((OLD, 10), (MIDDLE, 11), (NEW, 12)):
        default = Standing.LATEST if version == NEW else Standing.LIVE
        stands = standings.get(f"v{version.replace('.', '_')}", default)
        standing, until = stands if isinstance(stands, tuple) else (stands, None)
        found.append(ReleasedVersion(version, date(2026, month, 1), standing, until))
    return History("northgate", tuple(found))


def target_of(files: dict[str, bytes], path: str) -> str:
    """Where a page leads: its link and, without a script, its refresh say the same."""
    page = files[path].decode()
    link = page.partition('<a href="')[2].partition('"')[0]
    assert f'content="0; url={link}"' in page
    return link


def test_the_selector_has_the_newest_version_first_with_its_day() -> None:
    assert json.loads(versions_json(history())) == [
        {"version": NEW, "title": "1.10.0 (1 December 2026)", "aliases": ["latest"]},
        {"version": MIDDLE, "title": "1.1.0 (1 November 2026)", "aliases": []},
        {"version": OLD, "title": "1.0.3 (1 October 2026)", "aliases": []},
    ]


def test_the_alias_goes_where_the_ledger_says() -> None:
    back = history(v1_10_0=Standing.WITHDRAWN, v1_1_0=Standing.LATEST)
    found = {one["version"]: one["aliases"] for one in json.loads(versions_json(back))}
    assert found == {NEW: [], MIDDLE: ["latest"], OLD: []}
    assert json.loads(versions_json(back))[0]["title"] == "1.10.0 (1 December 2026), withdrawn"


def test_the_banner_is_shown_for_every_version_but_the_latest() -> None:
    css = versions_css(history(v1_0_3=(Standing.SUNSET, date(2026, 12, 1)), v1_1_0=(Standing.LIVE, date(2027, 3, 1))))
    shown = [line for line in css.decode().splitlines() if "display: block" in line]
    assert [NEW in line for line in shown] == [False, False]
    assert 'data-im-version="1.0.3"] .im-version__standing::after { content: "no longer in force."; }' in css.decode()
    assert 'content: "in force until 1 March 2027; a newer version is out."' in css.decode()


def test_why_something_was_withdrawn_is_not_published() -> None:
    withdrawn = ReleasedVersion(OLD, date(2026, 10, 1), Standing.WITHDRAWN, why="the mentor's key was wrong")
    files = standing_files(History("northgate", (withdrawn, *history().releases[1:])), VIEW)
    assert b"withdrawn. Do not work by it." in files["versions.css"]
    assert not [path for path, content in files.items() if b"key was wrong" in content]


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("index.html", "1.10.0/"),
        (MOVED, "1.10.0/learn/triage/tri-l2/"),
        (LESSON, "1.10.0/learn/triage/tri-l2/"),
        (SPLIT, "1.10.0/learn/tri/tri-l6/"),
        (GONE, "1.10.0/"),
    ],
    ids=["home", "same page", "moved", "replaced twice", "gone"],
)
def test_every_address_that_was_ever_published_leads_into_the_latest_version(path: str, target: str) -> None:
    files = standing_files(history(), VIEW)
    assert target_of(files, f"latest/{path}") == "../" * (path.count("/") + 1) + target


def test_ids_that_replace_each_other_end_at_home() -> None:
    circle = PublishedView("x", VIEW.pages, {"TRI-L9": "TRI-L8", "TRI-L8": "TRI-L9"})
    assert target_of(standing_files(history(), circle), f"latest/{GONE}") == "../../../../1.10.0/"


def test_after_a_rollback_newer_addresses_lead_back() -> None:
    back = standing_files(history(v1_10_0=Standing.WITHDRAWN, v1_1_0=Standing.LATEST), VIEW)
    assert target_of(back, f"latest/{MOVED}") == "../../../../1.1.0/learn/tri/tri-l2/"
    assert target_of(back, "index.html") == "1.1.0/"


def test_where_nothing_is_in_force_no_page_leads_anywhere() -> None:
    files = standing_files(history(v1_10_0=Standing.WITHDRAWN, v1_1_0=Standing.WITHDRAWN), VIEW)
    for path in ("index.html", "latest/index.html", f"latest/{LESSON}"):
        assert b"No version of this site is in force." in files[path]
        assert b"<a " not in files[path] and b"refresh" not in files[path]


@pytest.mark.parametrize(
    ("path", "targets"),
    [
        (LESSON, {NEW: "learn/triage/tri-l2/", MIDDLE: "learn/tri/tri-l2/", OLD: "learn/tri/tri-l2/"}),
        (MOVED, {NEW: "learn/triage/tri-l2/", MIDDLE: "learn/tri/tri-l2/", OLD: "learn/tri/tri-l2/"}),
        (GONE, {NEW: None, MIDDLE: None, OLD: "learn/tri/tri-l9/"}),
        ("index.html", {NEW: "", MIDDLE: "", OLD: ""}),
    ],
    ids=["moved later", "moved", "gone", "home"],
)
def test_every_page_has_a_page_of_its_versions(path: str, targets: dict[str, str | None]) -> None:
    """None: the version does not have the page, and its first one is named."""
    page = standing_files(history(), VIEW)[f"latest/{path.removesuffix('index.html')}versions.html"].decode()
    back = "../" * (path.count("/") + 1)
    assert re.findall(r'<a id="([^"]*)" href="([^"]*)"', page) == [
        (version, f"{back}{version}/{target or ''}") for version, target in targets.items()
    ]
    assert page.count("it does not have this page") == list(targets.values()).count(None)


def test_the_page_of_versions_says_how_each_stands() -> None:
    stands = history(v1_0_3=(Standing.SUNSET, date(2026, 12, 1)), v1_1_0=(Standing.LIVE, date(2027, 3, 1)))
    page = standing_files(stands, VIEW)["latest/versions.html"].decode()
    assert re.findall(r"<a [^>]*>([^<]*)</a>", page) == [
        "1.10.0 (1 December 2026), the latest",
        "1.1.0 (1 November 2026), in force until 1 March 2027",
        "1.0.3 (1 October 2026), no longer in force",
    ]


def test_every_page_keeps_its_policy_and_escapes_the_title() -> None:
    files = standing_files(history(), VIEW)
    for path, content in files.items():
        if path.endswith(".html"):
            assert list(policy_faults(read_page(content.decode()))) == [], path
            assert b"Northgate &amp; Sons" in content


def test_the_page_for_what_is_not_found_leads_to_a_whole_address_or_nowhere() -> None:
    assert b'href="/northgate/latest/"' in standing_files(history(), VIEW)["404.html"]
    nowhere = PublishedView(VIEW.title, VIEW.pages)
    assert b"<a " not in standing_files(history(), nowhere)["404.html"]


def test_the_same_history_gives_the_same_bytes() -> None:
    turned = PublishedView(VIEW.title, dict(reversed(VIEW.pages.items())), VIEW.successors, VIEW.address)
    assert standing_files(history(), VIEW) == standing_files(history(), turned)
    assert list(standing_files(history(), VIEW)) == list(standing_files(history(), turned))
