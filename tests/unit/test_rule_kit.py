"""What a rule leaves unsaid is filled in from its scope, and the table finds each rule by its id."""

from __future__ import annotations

import importlib
import pkgutil
from datetime import date
from pathlib import Path
from types import ModuleType

import immerse.checking
import pytest
from checking_cases import whole_workspace
from immerse.checking.rule import ERROR, Report, Rule, rule
from immerse.checking.rules import BY_ID, OF_OTHER_PACKAGES
from immerse.checking.scopes import each_client, entries, nodes, setting, whole
from immerse.loading.layout import client_ids
from immerse.model.bounds import with_numbers
from immerse.model.edition import Client
from immerse.model.lesson import Lesson
from immerse.model.policy.centre import Desk, OnCall
from immerse.model.programme import Programme
from immerse.model.ruling import DECISION_RULE
from immerse.model.subject import Subject
from immerse.pipeline.source import load_clients, read_source
from immerse.problems import Problem, Severity

POLICY = "site_config/clients/north-wind/policy.yml"


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Subject:
    root = whole_workspace(tmp_path_factory.mktemp("kit"))
    source = read_source(root)
    assert source.programme is not None
    return Subject(source.programme, load_clients(root, client_ids(root))[0], source.reads, date(2026, 12, 1))


def only(made: Rule, context: Subject) -> Problem:
    [problem] = made.find(context)
    return problem


def test_a_problem_of_a_setting_names_client_and_setting_and_lies_at_the_field(context: Subject) -> None:
    @rule("L-99", ERROR, each=setting("centre.on_call"))
    def slow(on_call: OnCall, report: Report) -> None:
        report("too slow", at="ack_min", hint="be quick")

    problem = only(slow, context)
    on_call = context.clients[0].policy.centre.on_call
    assert on_call is not None
    assert (problem.subject, problem.location) == ("north-wind/centre.on_call", on_call.location_of("ack_min"))
    assert (problem.rule, problem.severity, problem.hint) == ("L-99", Severity.ERROR, "be quick")


def test_each_entry_of_a_list_is_judged_by_itself(context: Subject) -> None:
    @rule("L-99", ERROR, each=entries("centre.desks"))
    def desks(desk: Desk, report: Report) -> None:
        report.warn(str(desk.id), at="open")

    expected = [(str(desk.id), desk.location_of("open")) for desk in context.clients[0].policy.centre.desks or ()]
    assert [(one.message, one.location) for one in desks.find(context)] == expected
    assert {one.severity for one in desks.find(context)} == {Severity.WARNING}


def test_the_entries_of_a_mapping_have_their_key(context: Subject) -> None:
    @rule("L-99", ERROR, each=entries("escalation.contacts"))
    def contacts(contact: object, report: Report) -> None:
        report(report.key)

    expected = [*(context.clients[0].policy.escalation.contacts or ())]
    assert expected and [one.message for one in contacts.find(context)] == expected


def test_a_rule_may_have_several_scopes_and_a_lesson_is_one(context: Subject) -> None:
    @rule("L-99", ERROR, each=each_client)
    def several(client: Client, report: Report) -> None:
        report("of the client", at=client.policy.location_of("site"), about="site.release")

    @several.also(nodes(Programme.lessons))
    def _lesson(lesson: Lesson, report: Report) -> None:
        report("of the lesson", at="title")

    first, *lessons = several.find(context)
    expected = [(str(lesson.id), lesson.location_of("title")) for lesson in context.programme.lessons()]
    assert first.subject == "north-wind/site.release"
    assert [(one.subject, one.location) for one in lessons] == expected


def test_a_setting_that_no_text_reads_is_not_judged(context: Subject) -> None:
    unread = Subject(context.programme, context.clients, {}, context.on)

    @rule("L-99", ERROR, each=setting("centre.on_call"))
    def guarded(on_call: OnCall, report: Report) -> None:
        report("judged")

    @guarded.also(each_client, reads=("centre.shift", "centre.on_call"))
    def _client(client: Client, report: Report) -> None:
        report("judged too", at=client.policy.location_of("centre"))

    assert len([*guarded.find(context)]) == 2
    assert [*guarded.find(unread)] == []


def test_a_value_of_the_core_defaults_is_reported_in_the_policy_of_the_client(context: Subject) -> None:
    @rule("L-99", ERROR, each=setting("response.targets"))
    def targets(targets: object, report: Report) -> None:
        report("not set by the client")

    assert only(targets, context).location.path == POLICY


@pytest.mark.parametrize("at", ["titel", None])
def test_a_report_without_a_place_is_a_mistake_of_the_rule(at: str | None, context: Subject) -> None:
    @rule("L-99", ERROR, each=whole)
    def nowhere(context: Subject, report: Report) -> None:
        report("somewhere", at=at, about="x")

    with pytest.raises(ValueError, match="L-99"):
        list(nowhere.find(context))


def test_a_rule_outside_a_client_cannot_ask_for_one(context: Subject) -> None:
    @rule("L-99", ERROR, each=nodes(Programme.lessons))
    def lost(lesson: Lesson, report: Report) -> None:
        report(report.client.id)

    with pytest.raises(TypeError, match="L-99"):
        list(lost.find(context))


def modules() -> list[ModuleType]:
    names = [module.name for module in pkgutil.iter_modules(immerse.checking.__path__)]
    return [importlib.import_module(f"immerse.checking.{name}") for name in names]


def test_the_table_has_every_rule_and_its_file_says_which_it_judges() -> None:
    for module in modules():
        rules = [value for value in vars(module).values() if isinstance(value, Rule)]
        for made in rules:
            assert BY_ID[made.id] is made
            assert made.id in (module.__doc__ or ""), f"{module.__name__} does not say that it judges {made.id}"


ROOMS = Path(immerse.__file__).parent


@pytest.mark.parametrize("documented", OF_OTHER_PACKAGES, ids=lambda rule: rule.id)
def test_a_rule_of_another_room_is_judged_there(documented: Rule) -> None:
    room = {"immerse release": "releasing", "immerse check": "checking"}.get(documented.judged_by, documented.judged_by)
    written = "DECISION_RULE" if documented.id == DECISION_RULE else f'"{documented.id}"'
    folders = [ROOMS / room, ROOMS / "model" / "policy"]  # what loading refuses is declared beside the field
    files = [file for folder in folders for file in folder.rglob("*.py")]
    assert any(written in file.read_text("utf-8") for file in files)


def test_a_page_takes_its_numbers_from_the_module_of_the_rule_and_from_the_bounds() -> None:
    page = '{LATE_DAYS} days, {LATE_DAYS:spelled} days, {LARGEST_PAGE:,} characters, numbers: {GB: "999"}'
    expected = '12 days, twelve days, 900,000 characters, numbers: {GB: "999"}'
    assert with_numbers(page, {"LATE_DAYS": 12}) == expected
    with pytest.raises(KeyError, match="LATE_DAYS"):
        with_numbers(page, {})


LATE_DAYS = 12


def test_a_paragraph_with_a_number_is_wrapped_anew_and_examples_stay() -> None:
    @rule("L-99", ERROR, each=setting("centre.on_call"))
    def late(on_call: OnCall, report: Report) -> None:
        """Nobody is late.

        After {LATE_DAYS} days
        it is an error.

        Bad:  days: 13
        Good: days: 12
        """

    assert late.explanation == "After 12 days it is an error.\n\nBad:  days: 13\nGood: days: 12"
