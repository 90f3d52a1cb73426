"""Pages of tasks: the first days of both paths, where each task stands, and a list for each role."""

from __future__ import annotations

from pathlib import Path

import pytest
from immerse.hosts.pages import html_of
from immerse.model.edition import Edition, View
from immerse.model.page import Plan
from immerse.planning.site import plan_site
from immerse.planning.tasks import ALL_TASKS, FIRST_DAYS, tasks_address
from immerse.rendering import render_site
from rendered_pages import Outline
from site_fixtures import CLIENTS, edition
from task_books import composed as starter_edition


def planned(made: Edition) -> Plan:
    plan, problems = plan_site(made)
    assert not [problem for problem in problems if problem.rule != "size"]
    return plan


def addresses(made: Edition) -> set[str]:
    return {page.address for page in planned(made).pages}


@pytest.mark.parametrize("client", CLIENTS)
def test_ten_days_are_full_for_both_paths(client: str) -> None:
    made = edition(client, View.TRAINEE)
    (page,) = [page for page in planned(made).pages if page.address == FIRST_DAYS]
    assert page.title == "Your first ten days"
    assert [day.number for day in page.content.days] == list(range(1, 11))
    own = {task.id: task for task in made.book.tasks if task.who == "trainee"}
    for path in ("newcomer", "veteran"):
        days = {task.day for task in own.values() if path in task.paths and task.day}
        assert days >= set(range(1, 11))


def test_every_task_stands_on_one_page_and_in_the_search() -> None:
    made = edition("northgate", View.TRAINEE)
    plan = planned(made)
    text = html_of(render_site(made, plan).pages[ALL_TASKS])
    ids = [str(task.id) for task in made.programme.rotation.tasks]
    assert len(ids) >= 60
    assert [id for id in ids if plan.addresses[id] != f"{ALL_TASKS}#{id.lower()}"] == []
    assert [id for id in ids if f'data-task-id="{id}"' not in text] == []
    assert {thing.id for thing in plan.things} >= set(ids)


def test_each_role_has_a_list_for_mentors_and_trainees_have_that_of_the_buddy() -> None:
    for_mentors, for_trainees = (addresses(edition("northgate", view)) for view in (View.MENTOR, View.TRAINEE))
    roles = {task.who for task in edition("northgate", View.MENTOR).book.tasks}
    assert {tasks_address(role) for role in roles} <= for_mentors
    assert {address for address in for_trainees if address.startswith("tasks/")} == {tasks_address("buddy")}


def test_home_says_the_first_days_line_by_line(workspace: Path) -> None:
    made = starter_edition(workspace)
    home = html_of(render_site(made, planned(made)).pages["index.md"])
    assert "Day 1, Monday" in home and "Day 3, Wednesday" in home and "Day 2" not in home
    assert home.index("Meet your mentor") < home.index("Read who is speaking")
    assert "<em>New to the company:</em>" in home


def test_a_programme_without_tasks_has_no_page_of_them(workspace: Path) -> None:
    rotation = workspace / "curriculum" / "rotation.yml"
    lines = rotation.read_text("utf-8").splitlines(keepends=True)
    rotation.write_text("".join(line for line in lines if line != "tasks:\n" and "{id: T-" not in line), "utf-8")
    made = starter_edition(workspace)
    assert not {FIRST_DAYS, ALL_TASKS, tasks_address("buddy")} & addresses(made)
    assert "If you have just begun" not in html_of(render_site(made, planned(made)).pages["index.md"])


def test_links_to_tasks_lead_to_their_place() -> None:
    made = edition("hearthline", View.TRAINEE)
    site = render_site(made, planned(made))
    ids = set(Outline(html_of(site.pages[ALL_TASKS])).ids)
    days = html_of(site.pages[FIRST_DAYS])
    assert "t-50" not in ids, "what a regulator asks is nothing here"
    assert "T-50" not in days
    assert {task.id.lower() for task in made.book.tasks} <= ids
