"""Which pages there are, where they lie, in which order, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from composed import client, edited, made
from immerse.model.edition import Edition
from immerse.model.page import NavItem, Page, Plan
from immerse.model.site_view import View
from immerse.model.text import Name
from immerse.planning.page_addresses import find_collisions, find_large_sections
from immerse.planning.site import plan_site
from immerse.problems import Severity
from looping import some

ROTATION = "curriculum/rotation.yml"
CRISIS = """
crisis:
  timers: {activate_min: 5, ack_min: 15, holding_min: 60, update_min: {S1: 30, S2: 60, S3: 120}}
"""


def planned(edition: Edition | None = None) -> Plan:
    plan, problems = plan_site(edition or made())
    assert problems == ()
    return plan


def page(plan: Plan, address: str) -> Page:
    (found,) = [page for page in plan.pages if page.address == address]
    return found


def listed(nav: tuple[NavItem, ...]) -> list[str]:
    return [address for item in nav for address in ([item.address] if item.address else []) + listed(item.children)]


def test_every_noun_has_a_lower_case_address_made_of_ids() -> None:
    addresses = {page.address for page in planned().pages}
    assert {
        "index.md",
        "learn/index.md",
        "learn/tri/index.md",
        "learn/tri/tri-l1.md",
        "learn/tri/drills.md",
        "learn/tri/checks.md",
        "playbooks/index.md",
        "playbooks/pb-01.md",
        "rotation/index.md",
        "rotation/gates.md",
        "rotation/strand.md",
        "rotation/evidence.md",
        "rotation/handover.md",
        "checklist/progress.md",
        "checklist/graduation.md",
        "reference/policy/index.md",
        "reference/policy/response.md",
        "reference/contacts.md",
        "reference/priorities.md",
        "reference/glossary.md",
        "reference/constitution.md",
        "mentor/director.md",
        "mentor/brief.md",
        "mentor/coverage.md",
        "changes.md",
        "about.md",
    } <= addresses
    assert all(address == address.lower() for address in addresses)
    assert not any(address.split("/")[0] == "templates" for address in addresses)


def test_every_page_is_in_the_navigation_once_and_a_section_begins_with_its_own_page() -> None:
    plan = planned()
    assert sorted(listed(plan.nav)) == sorted(page.address for page in plan.pages)
    learn = next(item for item in plan.nav if item.title == "Learn")
    assert learn.children[0].address == "learn/index.md"
    triage = next(item for item in learn.children if item.title == "Triage")
    assert triage.children[0].address == "learn/tri/index.md"
    assert [child.title for child in triage.children[-2:]] == ["Drills and injects", "Knowledge checks"]


def test_the_trainee_site_has_no_page_for_mentors_and_no_assessed_question() -> None:
    plan = planned(made(view=View.TRAINEE))
    assert not [page for page in plan.pages if page.address.startswith("mentor/")]
    assert "For mentors and directors" not in [item.title for item in plan.nav]
    assert page(plan, "learn/tri/checks.md").content.assessed == ()


@pytest.mark.parametrize(
    ("id", "address"),
    [
        ("TRI", "learn/tri/index.md"),
        ("TRI-L1", "learn/tri/tri-l1.md"),
        ("TRI-5", "learn/tri/index.md#tri-5"),
        ("TRI-D1", "learn/tri/drills.md#tri-d1"),
        ("TRI-I1", "learn/tri/drills.md#tri-i1"),
        ("PB-01", "playbooks/pb-01.md"),
        ("ROT-1", "rotation/strand.md#rot-1"),
        ("G4", "rotation/gates.md#g4"),
        ("SR-1", "rotation/evidence.md#sr-1"),
        ("AH-4", "rotation/handover.md#ah-4"),
        ("GC-30", "checklist/graduation.md#gc-30"),
        ("C1", "reference/constitution.md#c1"),
        ("term:cover-time", "reference/glossary.md#term-cover-time"),
        ("setting:response.targets", "reference/policy/response.md#setting-response-targets"),
        ("contact:duty-lead", "reference/contacts.md#contact-duty-lead"),
    ],
)
def test_an_id_is_found_at_its_address(id: str, address: str) -> None:
    assert planned().addresses[id] == address


def test_an_address_is_given_only_for_a_page_that_is_planned() -> None:
    edition = made(view=View.TRAINEE)
    rotation = edition.programme.rotation.model_copy(update={"gates": ()})
    plan = planned(replace(edition, programme=edition.programme.model_copy(update={"rotation": rotation})))
    assert "G4" not in plan.addresses
    assert {address.partition("#")[0] for address in plan.addresses.values()} <= {page.address for page in plan.pages}


def test_two_sources_for_one_page_are_one_problem_that_names_both() -> None:
    edition = made()
    first = edition.programme.modules[0]
    twin = first.lessons[1].model_copy(update={"id": first.lessons[0].id, "title": Name("The twin")})
    module = first.model_copy(update={"lessons": (first.lessons[0], twin)})
    programme = edition.programme.model_copy(update={"modules": (module,)})
    _, (problem,) = plan_site(replace(edition, programme=programme))
    assert problem.rule == "address"
    assert problem.severity is Severity.ERROR
    assert problem.message == (
        "two sources make one page, 'learn/tri/tri-l1.md': "
        f"curriculum/triage/lessons/01-clocks.yml ({first.lessons[0].title}) and "
        "curriculum/triage/lessons/02-triggers.yml (The twin)"
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("learn/a.md", "learn/A.md"),
        ("learn/caf\u00e9.md", "learn/cafe\u0301.md"),
        ("learn/tri/index.md", "learn/tri.md"),
        ("learn/stra\u00dfe.md", "learn/strasse.md"),
    ],
)
def test_addresses_that_a_disk_may_confuse_collide(one: str, other: str) -> None:
    pages = tuple(Page(address, address, "lesson", None) for address in (one, other))
    assert len(list(find_collisions(pages))) == 1
    assert not list(find_collisions((pages[0],)))


def test_a_section_of_more_than_thirty_pages_is_a_warning() -> None:
    section = NavItem("Triage", children=tuple(NavItem(str(n), f"learn/tri/{n}.md") for n in range(31)))
    (problem,) = find_large_sections((NavItem("Learn", children=(section,)),), "curriculum/curriculum.yml")
    assert problem.severity is Severity.WARNING
    assert problem.message == "section 'Learn > Triage' has 31 pages, more than 30"
    smaller = section._replace(children=section.children[:30])
    assert not list(find_large_sections((smaller,), "curriculum/curriculum.yml"))


def test_a_programme_without_playbooks_has_no_such_section() -> None:
    edition = made()
    plan = planned(replace(edition, programme=edition.programme.model_copy(update={"playbooks": ()})))
    assert "Playbooks" not in [item.title for item in plan.nav]
    assert not [page for page in plan.pages if page.address.startswith("playbooks/")]


def test_a_lesson_knows_its_place_its_competencies_and_the_drills_that_train_them() -> None:
    content = page(planned(), "learn/tri/tri-l1.md").content
    assert (content.number, content.count) == (1, 2)
    assert [str(competency.id) for competency in content.teaches] == [str(id) for id in content.lesson.teaches]
    assert all(set(drill.trains) & set(content.lesson.teaches) for drill in some(content.drills))


def test_a_setting_for_mentors_is_hidden_from_trainees(tmp_path: Path) -> None:
    link = "Ask from the top; see [who is here](setting:agency.people)."
    of = edited("limits: You do not answer here.", f"limits: {link}", tmp_path, "playbooks/PB-01-triage.yml")

    def people(view: View) -> bool:
        entries = page(planned(made(view=view, of=of)), "reference/policy/agency.md").content.entries
        return any(entry.key == "agency.people" and entry.visible for entry in entries)

    assert people(View.MENTOR)
    assert not people(View.TRAINEE)


def test_a_linked_setting_is_on_the_policy_page_though_nothing_reads_it(tmp_path: Path) -> None:
    link = "Ask from the top; see [hours](setting:wellbeing.exposure)."
    of = edited("limits: You do not answer here.", f"limits: {link}", tmp_path, "playbooks/PB-01-triage.yml")
    plan = planned(made(of=of))
    assert plan.addresses["setting:wellbeing.exposure"] == "reference/policy/wellbeing.md#setting-wellbeing-exposure"


def test_phases_and_gates_are_in_the_clients_own_weeks() -> None:
    timeline = page(planned(made(client("rotation: {track: twelve, weeks: 52}"))), "index.md").content.timeline
    assert timeline.weeks == 52
    assert [(span.id, span.first, span.last) for span in timeline.phases][-1] == ("disperse", 47, 52)
    assert [(mark.id, mark.week) for mark in timeline.gates] == [("G2", 17), ("G4", 46), ("G5", 52)]


def test_a_gate_after_the_rotation_has_no_week(tmp_path: Path) -> None:
    late = "week: {six: 39, twelve: 65}"
    of = edited("after: disperse\n    week: {six: 26, twelve: 52}", f"after: alumni\n    {late}", tmp_path, ROTATION)
    plan = planned(made(of=of))
    assert page(plan, "rotation/gates.md").content == {"G2": 9, "G4": 22, "G5": None}
    assert [mark.id for mark in page(plan, "index.md").content.timeline.gates] == ["G2", "G4"]


def test_the_hand_over_follows_the_clients_own_curve() -> None:
    curve = "agency: {exit: {date: 2027-05-31, curve: [{week: 10, share: 50}, {week: 20, share: 100}]}}"
    assert page(planned(made(client(curve))), "rotation/handover.md").content.points == ((10, 50), (20, 100))
    assert page(planned(), "rotation/handover.md").content.points == ((16, 70),)


def test_an_emergency_lists_whom_it_names_and_those_on_call_each_pair_once(tmp_path: Path) -> None:
    changed = "owner: lead\nemergency: true\ncrisis_clock: true"
    of = edited("owner: lead", changed, tmp_path, "playbooks/PB-01-triage.yml")
    contacts = """
escalation:
  contacts:
    press:
      {title: press officer, employer: client, unit: PR, country: GB, deputy: counsel, hours: always, channel: phone}
"""
    content = page(planned(made(client(contacts + CRISIS), of=of)), "playbooks/pb-01.md").content
    assert [(row.id, row.deputy) for row in content.contacts] == [("duty-lead", "legal counsel")]
    assert (content.clock.activate, content.clock.updates) == (5, (("S1", 30), ("S2", 60), ("S3", 120)))
    assert page(planned(), "index.md").content.emergencies == ()


def test_telephones_are_planned_only_where_the_client_shows_contacts_in_full() -> None:
    def phones(display: str) -> list[str]:
        plan = planned(made(client(f"site: {{contact_display: {display}}}")))
        return [row.phone for row in page(plan, "reference/contacts.md").content]

    assert phones("role_only") == ["", ""]
    assert phones("full") == ["+44 20 0000 0000", ""]


def test_graduation_says_what_is_computed_and_names_nobody_for_it(tmp_path: Path) -> None:
    signed = """statement: Found all of the {{ policy.escalation.hard_triggers | count }} kinds.
        kind: attested
        attested_by: {any: [lead, director]}
        uses: [escalation.hard_triggers]"""
    computed = "kind: computed\n        compute: {kind: acknowledged}\n        attested_by: {all: [system, lead]}"
    of = edited(signed, computed, tmp_path, ROTATION)
    plan = planned(made(of=of))
    lines = [line for _, lines in page(plan, "checklist/graduation.md").content for line in lines]
    assert [(line.id, line.computed, len(line.signatures)) for line in lines] == [
        ("GC-05", True, 0),
        ("GC-30", False, 1),
    ]
    assert [line.confirmed_by for line in lines] == [(("lead",),), ()]


def test_the_progress_list_is_in_the_order_of_phases_and_gates() -> None:
    groups = page(planned(), "checklist/progress.md").content.groups
    gates = [group.gate.id for group in groups if group.gate]
    assert gates == sorted(gates)
    assert sum(len(group.items) for group in groups) == sum(item.kind == "competency" for item in made().book.items)


def test_reviews_stand_soonest_first() -> None:
    reviews = [day for day, _, _ in page(planned(), "about.md").content]
    assert reviews == sorted(reviews)
    assert len(reviews) > 10


def test_planning_twice_gives_the_same_plan() -> None:
    assert planned() == planned()
