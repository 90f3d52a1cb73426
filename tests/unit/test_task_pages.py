"""Pages of tasks: the first days of both paths, where each task stands, and a list for each role."""

from __future__ import annotations

from pathlib import Path

import pytest
from immerse.hosts.pages import html_of
from immerse.model.edition import Edition
from immerse.model.page import Plan
from immerse.model.site_view import View
from immerse.pipeline.prepare import compose_client
from immerse.planning.site import plan_site
from immerse.planning.tasks import ALL_TASKS, FIRST_DAYS, tasks_address
from immerse.rendering import render_site
from rendered_pages import Outline
from site_fixtures import DAY, STARTER_CLIENT
from task_books import ROTATION, write
from task_books import composed as starter_edition


def planned(made: Edition) -> Plan:
    plan, problems = plan_site(made)
    assert not [problem for problem in problems if problem.rule != "size"]
    return plan


def addresses(made: Edition) -> set[str]:
    return {page.address for page in planned(made).pages}


@pytest.fixture
def guided(workspace: Path) -> Path:
    """The starter with a buddy, and a task that only a bank has."""
    role = "  - {id: mentor, title: Mentor,"
    write(workspace, ROTATION, role, f"  - {{id: buddy, title: Buddy, text: Knows the way.}}\n{role}")
    task = "  - {id: T-01, title: Named"
    write(workspace, ROTATION, task, f"{BUDDYS}{BANKS}{task}")
    write(workspace, ROTATION, "uses: [rotation.signoff]", "uses: [rotation.signoff, client.sector]")
    return workspace


BUDDYS = "  - {id: T-08, title: Lunch, text: Together., kind: meet, who: buddy, due: {day: 2}}\n"
BANKS = """\
  - {id: T-09, when: policy.client.sector == "bank", title: Oath, text: Sworn., kind: do, who: trainee, due: {day: 4}}
"""


def test_every_task_stands_on_one_page_and_in_the_search(guided: Path) -> None:
    made = starter_edition(guided)
    plan = planned(made)
    text = html_of(render_site(made, plan).pages[ALL_TASKS])
    ids = [str(task.id) for task in made.programme.rotation.tasks]
    assert ids == [f"T-0{number}" for number in (8, 1, 2, 3, 4, 5, 6, 7)]
    assert [id for id in ids if plan.addresses[id] != f"{ALL_TASKS}#{id.lower()}"] == []
    assert [id for id in ids if f'data-task-id="{id}"' not in text] == []
    assert {target.id for target in plan.search_targets} >= set(ids)


def test_each_role_has_a_list_for_mentors_and_trainees_have_that_of_the_buddy(guided: Path) -> None:
    editions = {view: compose_client(guided, STARTER_CLIENT, view, DAY) for view in View}
    for_mentors, for_trainees = (addresses(editions[view]) for view in (View.MENTOR, View.TRAINEE))
    roles = {task.who for task in editions[View.MENTOR].book.tasks}
    assert roles == {"trainee", "buddy", "mentor", "lead"}
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


def test_links_to_tasks_lead_to_their_place(guided: Path) -> None:
    made = starter_edition(guided)
    site = render_site(made, planned(made))
    ids = set(Outline(html_of(site.pages[ALL_TASKS])).ids)
    days = html_of(site.pages[FIRST_DAYS])
    assert "t-09" not in ids, "what a bank asks is nothing here"
    assert "T-09" not in days and "T-03" in days
    assert {task.id.lower() for task in made.book.tasks} <= ids


def test_the_first_days_are_those_that_have_a_task(guided: Path) -> None:
    (page,) = [page for page in planned(starter_edition(guided)).pages if page.address == FIRST_DAYS]
    assert page.title == "Your first three days"
    assert [day.number for day in page.content.days] == [1, 3]
