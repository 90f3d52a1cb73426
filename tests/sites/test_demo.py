"""The demo clients: the edits of the story of `make demo` find their words, and an item for many is decided whole."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path

import pytest
from command_line import Immerse
from demo import SOURCES, STORY, edit
from immerse.exporting.book_file import book_json
from immerse.exporting.coverage import coverage_file, of_edition
from immerse.exporting.load_report import load_file
from immerse.exporting.task_book_pdf import task_book
from immerse.hosts.pages import html_of
from immerse.loading.client import load_client
from immerse.metrics.coverage import coverage_of
from immerse.model.revised import revised_items
from immerse.model.site_view import View
from immerse.pipeline.prepare import prepare
from immerse.pipeline.source import read_source
from immerse.problems import Severity
from immerse.queries.settings_matrix import settings_matrix
from made_rotations import verified_at
from site_fixtures import CLIENTS, DAY, REPOSITORY, Sites, edition, pages, source


def test_each_edit_of_the_demo_finds_its_words_and_the_last_release_reads(tmp_path: Path) -> None:
    for name in SOURCES:
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    for _, _, edits in STORY:
        edit(tmp_path, edits)
    source = read_source(tmp_path)
    assert [problem for problem in source.problems if problem.severity is Severity.ERROR] == []
    assert source.programme
    retired = source.programme.curriculum.retired
    assert [(str(one.id), one.successors) for one in retired] == [("GC-25", ("GC-31", "GC-32")), ("GC-29", ())]
    assert [item.id for item in revised_items(source.programme) if item.node.rev > 1] == ["TRI-1"]


def test_an_item_for_many_tells_at_once_and_has_no_owner() -> None:
    ruling = edition("kestrel-inlet", View.TRAINEE).keys["TRI-I7"]
    assert ruling.is_group
    said = [(one.priority, one.severity) for one in ruling.verdicts]
    assert [one[0] for one in said if one[0]] == ["P1"] and [one[1] for one in said if one[1]] == ["S3"]
    assert [one.contact for each in ruling.verdicts for one in each.told] == ["duty-lead", "duty-officer"]
    assert {one.id: one.words for one in ruling.due} == {
        "activate": "19:15",
        "acknowledge": "19:20",
        "holding": "19:50",
        "crisis_update": "21:20",
    }


def test_the_repository_declares_some_and_one_client_sets_them() -> None:
    client, problems = load_client(REPOSITORY, "kestrel-inlet")
    assert client is not None, problems
    programme = source(REPOSITORY).programme
    assert programme is not None
    declared = {f"custom.{name}" for name in programme.custom.settings}
    assert declared and declared <= set(client.origins)
    page = prepare(source(REPOSITORY), "kestrel-inlet", View.TRAINEE, DAY).site.pages["learn/tri/tri-l6.md"]
    assert "30 minutes and says when they can be there" in html_of(page).replace("\n", " ")


@pytest.mark.parametrize("client", CLIENTS)
def test_exit_criteria_and_floors_are_said_once(demo_sites: Sites, client: str) -> None:
    site = pages(demo_sites.folder(client, View.MENTOR))
    handover = site["rotation/handover/index.html"].text
    assert handover.count("have reached level 5") == 1
    assert "asks for as well" not in handover
    assert "cannot be cut" not in site["rotation/index.html"].text.split("Phases", 1)[1]


@pytest.mark.parametrize("client", CLIENTS)
def test_drills_of_both_uses_hold_cards_back(client: str) -> None:
    drills = edition(client, View.MENTOR).programme.drills()
    assert {str(drill.use) for drill in drills if drill.held_back} == {"practice", "assessed"}


@pytest.mark.parametrize("client", CLIENTS)
def test_cards_of_every_module_can_be_practised_and_are_mixed(demo_sites: Sites, client: str) -> None:
    practice = json.loads((demo_sites.folder(client) / "downloads" / "practice.json").read_text("utf-8"))
    assert len(practice["cards"]) >= 120
    assert {card["id"][:3] for card in practice["cards"]} == {"CRI", "LIS", "REL", "RSP", "TRI"}
    assert len(practice["decks"]) == 20
    for deck in practice["decks"]:
        modules = Counter(arrival["card"][:3] for arrival in deck["arrivals"])
        assert len(modules) == 5 and min(modules.values()) >= 2


def test_cards_that_speak_of_their_hour_are_practised_in_no_queue(demo_sites: Sites) -> None:
    practice = json.loads((demo_sites.folder("northgate") / "downloads" / "practice.json").read_text("utf-8"))
    queued = {arrival["card"] for deck in practice["decks"] for arrival in deck["arrivals"]}
    sums = {card["id"] for card in practice["cards"] if card["id"].startswith("TRI-D4/")}
    assert sums and not sums & queued  # their keys count from the hour that they state


@pytest.mark.parametrize("client", CLIENTS)
def test_ten_days_are_full_for_both_paths(client: str) -> None:
    tasks = [task for task in edition(client, View.TRAINEE).book.tasks if task.who == "trainee"]
    for path in ("newcomer", "veteran"):
        days = {task.day for task in tasks if path in task.paths and task.day}
        assert days >= set(range(1, 11))


def test_nearly_every_task_of_the_book_is_known_to_fit_on_a_page() -> None:
    modules = task_book(edition("northgate", View.TRAINEE))["modules"]
    items = [item for module in modules for item in module["items"]]
    assert sum(item["short"] for item in items) > 0.9 * len(items)


def test_nothing_is_missing_for_the_invented_clients() -> None:
    matrix = settings_matrix(REPOSITORY, CLIENTS)
    assert matrix.count("missing") == 0 and matrix.count("set") > 250


@pytest.mark.parametrize("client", CLIENTS)
def test_mentors_have_the_time_that_attesting_takes(client: str) -> None:
    told = json.loads(load_file(edition(client, View.MENTOR), "json"))
    mentor = next(role for role in told["roles"] if role["role"] == "mentor")
    assert mentor["each"]["minutes_a_week"] <= mentor["each"]["limit_minutes"]


@pytest.mark.parametrize("client", CLIENTS)
def test_somebody_can_graduate_by_the_rules_of_each_client(client: str) -> None:
    book = json.loads(book_json(edition(client, View.TRAINEE).book))
    found = verified_at({**book, "agency_until": None}, "placed")
    assert found.refusals == []
    assert found.fold["status"] == "placed"
    assert {item["state"] for item in found.fold["items"].values()} == {"met"}
    assert found.fold["warnings"] == []


def test_our_own_programme_has_no_orphan_for_any_client_and_as_written() -> None:
    found = source(REPOSITORY).programme
    assert found is not None
    assert coverage_of(found).orphans == ()
    for client in CLIENTS:
        made = edition(client, View.MENTOR)
        assert coverage_of(made.programme).orphans == (), client
        assert [line for line in coverage_file(of_edition(made), "text").decode().splitlines() if len(line) > 100] == []


def test_our_own_clients_pass_the_check(immerse: Immerse) -> None:
    done = immerse("-C", REPOSITORY, "check", "--on", "2026-12-01")
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith(f"{len(CLIENTS)} clients: 0 errors, 0 warnings, ")
