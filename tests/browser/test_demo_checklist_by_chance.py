"""Checklists by chance against a small model: the modules that keep them, on a browser's real database, and the page.

`make fuzz` plays 300 lists of steps with the modules and 12 on the page, the suite a tenth of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from browsing import TRAINEE, opened, served
from checklist_model import KINDS, Checklist, Names
from checklist_person import CLIENT, Person
from immerse.records import fold, parse
from own_checklist import saved_file
from playwright.sync_api import Browser, BrowserContext, Page, Route
from site_fixtures import REPOSITORY, STARTER_CLIENT, Sites
from tenth import IS_FUZZ

pytestmark = pytest.mark.browser

SEQUENCES, LENGTH = (300, 40) if IS_FUZZ else (30, 25)
PEOPLE, STEPS = (12, 40) if IS_FUZZ else (1, 20)
NAMES = Names(items=("FST-1", "FST-2", "GC-02"), kinds={"work": False, "shift": False, "drill": True})
LESSONS = {"lesson:TRI-L2": "learn/tri/tri-l2/", "lesson:LIS-L1": "learn/lis/lis-l1/"}
ON_THE_PAGE = [kind for kind in KINDS if kind not in ("start", "score")]
PLAYED = "async ([steps, client]) => (await import('/sessions.mjs')).play(steps, client)"
DRIVER = REPOSITORY / "tests" / "scripts" / "sessions.mjs"


@pytest.fixture(scope="module")
def site(starter_sites: Sites) -> Iterator[str]:
    """Where the trainee view of the starter's client is served."""
    with served(starter_sites.folder(STARTER_CLIENT)) as address:
        yield address


@pytest.fixture
def modules(context: BrowserContext, site: str) -> Page:
    """A page of the site that can play steps."""

    def driver(route: Route) -> None:
        script = DRIVER.read_text("utf-8").replace('from "immerse/', f'from "{site}assets/immerse/')
        route.fulfill(body=script, content_type="text/javascript")

    page = opened(context, f"{site}about/")
    page.route("**/sessions.mjs", driver)
    return page


def test_whatever_somebody_does_comes_to_what_the_model_says(modules: Page) -> None:
    done: set[str] = set()
    for seed in range(SEQUENCES):
        model = Checklist(Random(seed), NAMES, LENGTH)
        found = modules.evaluate(PLAYED, [model.steps, f"c-{seed}"])
        for state in found["states"]:
            assert model.of(state, found["unsaved"]) == model.outcome, seed
        done |= {step["do"] for step in model.steps}
    assert done == set(KINDS) - {"clear"}


def test_a_mistake_in_what_is_kept_is_found(modules: Page) -> None:
    def forgetful(route: Route) -> None:
        script = route.fetch().text()
        assert script.count("marks.get(entry.id) ?? saved") == 1
        route.fulfill(body=script.replace("marks.get(entry.id) ?? saved", "saved"), content_type="text/javascript")

    modules.route("**/checklist/record-store.mjs", forgetful)
    models = [Checklist(Random(seed), NAMES, LENGTH) for seed in range(12)]
    found = [modules.evaluate(PLAYED, [model.steps, f"c-{number}"]) for number, model in enumerate(models)]
    told = [model.of(one["states"][0], one["unsaved"]) for model, one in zip(models, found, strict=True)]
    assert told != [model.outcome for model in models]


@pytest.fixture(scope="module")
def names(demo_sites: Sites) -> Names:
    """What there is on northgate's checklist."""
    book = json.loads((demo_sites.folder(CLIENT) / "downloads" / "checklist.json").read_bytes())
    items = [one["id"] for one in book["items"] if one["kind"] == "competency" and not one["computed"]]
    tasks = [one["id"] for one in book["tasks"] if one["who"] == "trainee" and "newcomer" in one["paths"]]
    return Names(
        items[:12],
        {one["id"]: one["simulated"] for one in book["kinds"]},
        [one["id"] for one in book["gates"] if (one["day"] or 0) > 0],
        tasks[:4],
        tuple(LESSONS),
        are_told_apart_by_title=True,
    )


def used(browser: Browser, profile: Path, host: str, model: Checklist) -> None:
    """A person does all steps of a model, and everything is as the model says; no page asked another host."""
    asked: list[str] = []
    person = Person(browser, profile, host + TRAINEE, LESSONS, asked.append)
    for step in model.steps:
        person.take(step)
    assert person.unsaved() == model.outcome["unsaved"]
    for page in person.tabs:
        assert person.shown(page) == visible(model)
    record = parse(json.dumps(saved_file(person.page, CLIENT)))
    assert model.of(fold(record), model.outcome["unsaved"]) == model.outcome
    person.close()
    assert asked and [url for url in asked if not url.startswith((host + TRAINEE, f"blob:{host}"))] == []


def visible(model: Checklist) -> dict[str, list[str]]:
    """What a page has to show at the end."""
    pieces = model.expected["pieces"].values()
    return {
        "claims": sorted(model.expected["claims"]),
        "notes": sorted(model.expected["notes"]),
        "pieces": sorted(f"{id}: {piece['title'] or '(erased)'}" for piece in pieces for id in piece["items"]),
    }


@pytest.mark.parametrize("seed", range(PEOPLE))
def test_a_person_at_the_page_comes_to_what_the_model_says(
    browser: Browser, tmp_path: Path, host: str, names: Names, seed: int
) -> None:
    used(browser, tmp_path, host, Checklist(Random(seed), names, STEPS, ON_THE_PAGE))


def test_ten_claims_evidence_reload_restart_save_erase_open(
    browser: Browser, tmp_path: Path, host: str, names: Names
) -> None:
    kinds = (*["claim"] * 10, "evidence", "reload", "restart", "save", "wipe")
    used(browser, tmp_path, host, Checklist(Random(12), names, 0, kinds, in_order=True))
