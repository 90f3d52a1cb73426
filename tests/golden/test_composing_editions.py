"""One client's edition: texts, choices, missing values, views, windows."""

from __future__ import annotations

import re
from pathlib import Path

import composed
import pytest
from immerse.composing import analyse
from immerse.model.base import OneOf, walk_nodes, walk_texts
from immerse.model.lesson import Lesson
from immerse.model.site_view import View
from immerse.model.text import Condition, Line, Prose
from immerse.texts.parsed_text import parsed
from immerse.texts.shown import shown_in_full
from looping import some

CANARY = re.compile(r"[a-z-]+-canary-\d{4}")
WALL = "response: {targets: {P3: {clock: wall}}}"


def lesson(edition: composed.Edition, id: str) -> Lesson:
    return next(found for found in edition.programme.lessons() if found.id == id)


def test_an_edition_holds_no_placeholder_no_condition_and_no_choice() -> None:
    for view in View:
        programme = composed.made(view=view).programme
        texts = list(walk_texts(programme))
        assert not [text for text in texts if isinstance(text, Line) and ("{{" in text or "}}" in text)]
        filled = [text for text in texts if isinstance(text, Prose) and parsed(text).placeholders]
        assert filled
        assert not [text for text in filled if len(text.values) != len(parsed(text).placeholders)]
        assert not [text for text in walk_texts(programme) if isinstance(text, Condition)]
        assert not [node for node in walk_nodes(programme) if isinstance(node, OneOf)]


def test_texts_keep_their_kind_and_their_place() -> None:
    found = lesson(composed.made(), "TRI-L1")
    assert isinstance(found.why_here, Prose)
    assert shown_in_full(found.why_here) == "Northwind & Sons says: We answer within two working days."
    assert str(found.why_here.location) == "curriculum/triage/lessons/01-clocks.yml:12:11"
    assert found.location.path == "curriculum/triage/lessons/01-clocks.yml"
    assert str(found.sections[0].location) == "curriculum/triage/lessons/01-clocks.yml:14:5"
    statement = composed.made().programme.modules[0].competencies[1].statement
    assert isinstance(statement, Line)
    assert statement == "Recognises all two hard triggers."


def test_the_programme_itself_is_not_changed_and_unchanged_parts_are_shared() -> None:
    before = composed.programme().model_dump_json()
    edition = composed.made()
    assert composed.programme().model_dump_json() == before
    assert edition.programme.rotation.week_pattern is composed.programme().rotation.week_pattern


@pytest.mark.parametrize(("changes", "shown"), [("", "two-clocks"), (WALL, "wall-clock")])
def test_a_choice_shows_the_alternative_that_holds_and_says_why(changes: str, shown: str) -> None:
    edition = composed.made(composed.client(changes))
    assert [section.id for section in lesson(edition, "TRI-L1").sections] == ["targets", shown]
    assert edition.why[f"TRI-L1/{shown}"].startswith("policy.response.targets.P3.clock == ")


def test_otherwise_is_shown_where_no_alternative_holds() -> None:
    edition = composed.made(composed.client("client: {sector: other}"))
    drill = next(one for one in edition.programme.drills() if one.id == "TRI-D2")
    assert [card.id for card in drill.cards] == ["one", "two-other", "later"]
    assert edition.why["TRI-D2/two-other"] == "otherwise"


def test_an_edition_records_what_each_condition_decided() -> None:
    edition = composed.made(composed.client("client: {sector: other}"))
    decided = {one.key: (one.shown, one.replaced) for one in edition.outcomes if one.source == "TRI-D2" and one.key}
    assert decided["TRI-D2/two-other"] == (True, False)
    assert {held for key, held in decided.items() if key != "TRI-D2/two-other"} == {(False, True)}
    (last,) = (one for one in edition.outcomes if one.key == "TRI-D2/two-other")
    assert last.conditions == tuple(
        one.condition for one in edition.outcomes if one.source == "TRI-D2" and one.replaced and one is not last
    )


def test_a_trainees_edition_has_no_words_of_what_is_left_out() -> None:
    of_mentor = composed.made(composed.client("client: {sector: other}"), view=View.MENTOR).outcomes
    assert [one for one in of_mentor if not one.shown and one.title]
    of_trainee = composed.made(composed.client("client: {sector: other}"), view=View.TRAINEE).outcomes
    assert of_trainee
    assert not [one for one in of_trainee if one.title or not one.shown]


def test_a_point_whose_condition_is_false_is_left_out() -> None:
    edition = composed.made(composed.client("client: {sector: other}"))
    assert [point.text for point in lesson(edition, "TRI-L1").objectives] == ["Work out a due time."]


def test_what_is_really_read_is_part_of_what_is_read_over_all_branches() -> None:
    static, problems, _ = analyse(composed.programme())
    assert not problems
    edition = composed.made()
    assert edition.reads.keys() == static.keys()
    assert all(set(edition.reads[source]) <= set(static[source]) for source in static)
    assert static["TRI-L1"] == (
        "centre.desks",
        "centre.languages",
        "client.sector",
        "response.published_promise",
        "response.targets",
    )
    assert static["TRI-5"] == static["GC-05"] == ("escalation.hard_triggers",)
    assert static["rotation"] == ("client.sector", "rotation.signoff", "rotation.weeks")
    assert static["curriculum"] == ()  # the client's name is exempt


def test_declared_uses_of_the_case_programme_are_what_it_reads() -> None:
    static = analyse(composed.programme()).reads
    nodes = (node for node in walk_nodes(composed.programme()) if hasattr(node, "uses"))
    declared = {str(getattr(node, "id", "")): node.uses for node in nodes}
    for source in some(declared.keys() & static.keys()):
        assert set(declared[source]) == set(static[source]), source


def test_a_setting_that_nobody_set_is_named_once_with_where_it_is_read_and_where_to_set_it() -> None:
    without = composed.client(without=("response.published_promise", "escalation.hard_triggers", "site.release"))
    found, problems = composed.edition(without)
    assert found is None
    assert "".join(f"{problem}\n" for problem in problems) == (composed.CASES / "unset.txt").read_text()


def test_a_part_of_a_setting_that_is_missing_is_named_as_well(tmp_path: Path) -> None:
    programme = composed.edited(
        "Take ten cards.",
        "Ask {{ policy.escalation.contacts.nobody.title }}.",
        tmp_path,
        "curriculum/triage/lessons/01-clocks.yml",
    )
    _, problems = composed.edition(of=programme)
    assert [problem.message for problem in problems] == [
        "escalation.contacts.nobody is not set for northwind; it is read here"
    ]


def test_a_value_that_points_nowhere_is_a_problem_of_that_client() -> None:
    _, problems = composed.edition(
        composed.client("escalation: {hard_triggers: {life: {route: nobody}}}", id="southwind")
    )
    assert [str(problem) for problem in problems] == [
        "curriculum/triage/lessons/02-triggers.yml:14:7: this client has no contact 'nobody' (southwind) [L-72]\n"
        "    add 'nobody' to escalation.contacts"
    ]


def test_a_list_that_ends_empty_is_a_problem(tmp_path: Path) -> None:
    programme = composed.edited(
        "objectives: [Name every trigger.]",
        'objectives: [{when: policy.client.sector == "health", text: Name every trigger.}]',
        tmp_path,
        "curriculum/triage/lessons/02-triggers.yml",
    )
    _, problems = composed.edition(of=programme)
    assert [str(problem) for problem in problems] == [
        "curriculum/triage/lessons/02-triggers.yml:8:1: TRI-L2: objectives has 0 left for northwind [condition]\n"
        "    keep one entry without when:, or give the whole its own when:"
    ]


def test_an_answer_that_the_client_does_not_see_among_the_options_is_a_problem(tmp_path: Path) -> None:
    programme = composed.edited(
        "- {id: harm, text: Harm.}",
        '- {id: harm, text: Harm., when: policy.client.sector != "bank"}\n      - {id: other, text: Other.}',
        tmp_path,
        "curriculum/triage/checks.yml",
    )
    _, problems = composed.edition(of=programme)
    assert [problem.message for problem in problems] == [
        "TRI-K1: the answer 'harm' is not among the options for northwind"
    ]
    assert composed.edition(composed.client("client: {sector: other}"), of=programme)[0] is not None


def test_what_is_left_out_leaves_no_loose_end(tmp_path: Path) -> None:
    programme = composed.edited(
        "id: REL\n",
        'id: REL\nwhen: policy.client.org_model == "holistic"\n',
        tmp_path,
        "curriculum/relating/module.yml",
    )
    left = composed.made(of=programme).programme
    assert [module.id for module in left.modules] == ["TRI"]
    assert left.curriculum.modules == ("triage",)
    assert [one.module for one in left.rotation.minimum_evidence] == ["TRI"]
    assert left.playbooks[0].modules == ("TRI",)
    held = composed.made(composed.client("client: {org_model: holistic}"), of=programme)
    assert [module.id for module in held.programme.modules] == ["TRI", "REL"]
    assert held.why["REL"] == 'policy.client.org_model == "holistic"'


def test_a_competency_that_is_left_out_takes_its_checks_and_drills_along(tmp_path: Path) -> None:
    programme = composed.edited(
        "  - id: TRI-5\n",
        "  - id: TRI-5\n    when: policy.rotation.weeks > 40\n",
        tmp_path,
        "curriculum/triage/module.yml",
    )
    left = composed.made(of=programme).programme
    assert [lesson.teaches for lesson in left.lessons()] == [("TRI-1",), (), ("REL-1",)]
    assert [(drill.id, drill.trains) for drill in left.drills()] == [("TRI-D1", ("TRI-1",))]
    assert not list(left.checks())
    assert not list(left.injects())


def canaries(edition: composed.Edition) -> set[str]:
    return set(CANARY.findall(edition.programme.model_dump_json() + repr(edition.book) + repr(edition.outcomes)))


def test_assessed_keys_and_mentor_notes_are_nowhere_in_the_trainee_edition() -> None:
    sources = "".join(path.read_text() for path in (composed.CASES / "programme").rglob("*.yml"))
    planted = set(CANARY.findall(sources))
    assert len(planted) == 17
    assert canaries(composed.made(view=View.MENTOR)) == planted - {"assessed-choice-canary-0005"}
    assert canaries(composed.made(view=View.TRAINEE)) == set()


def test_a_note_for_mentors_inside_a_text_is_gone_for_trainees_and_the_values_around_it_stay() -> None:
    texts = {view: lesson(composed.made(view=view), "TRI-L2").sections[1].text for view in View}
    around = "The polite ones are the dangerous ones at Northwind & Sons.\n{}There are two triggers."
    assert shown_in_full(texts[View.TRAINEE]) == around.format("")
    note = "Say it twice\ntext-note-canary-0017: an alert from 90 items.\n"
    assert shown_in_full(texts[View.MENTOR]) == around.format(note)
    assert texts[View.TRAINEE].values == ("Northwind & Sons", "two")


def test_the_trainee_edition_keeps_what_trainees_work_with() -> None:
    programme = composed.made(view=View.TRAINEE).programme
    practised, assessed = programme.drills()
    assert (practised.cards[0].key, practised.expected[0].text) == (
        "practised-key-shown-to-all",
        "practised-expected-shown-to-all",
    )
    assert [(card.id, card.text, card.key) for card in assessed.cards] == [
        ("one", "The card that everybody reads.", ""),
        ("two", "The card of a bank.", ""),
    ]
    assert (assessed.expected, assessed.debrief, assessed.scoring) == ((), (), None)
    assert [check.id for check in programme.checks()] == ["TRI-K1"]
    assert next(programme.injects()).text == "What arrives, as it reads."
    assert composed.made(view=View.MENTOR).programme.playbooks[0].mentor


def test_a_value_for_mentors_may_stand_in_an_assessed_key() -> None:
    assessed = list(composed.made().programme.drills())[1]
    assert shown_in_full(assessed.expected[1].text) == "Alert from 90 items."
