"""Conditions judged for the clients in hand, and the shape of choices."""

from __future__ import annotations

from pathlib import Path

import composed
from immerse.composing import analyse, judge_conditions
from immerse.model.programme import Programme
from immerse.problems import Severity, errors

BANK = composed.client()
OTHER = composed.client("client: {sector: other}", id="southwind")
WALL = composed.client("response: {targets: {P3: {clock: wall}}}", id="eastwind")
LESSON = "curriculum/triage/lessons/01-clocks.yml"


def with_lesson(old: str, new: str, tmp: Path) -> Programme:
    return composed.edited(old, new, tmp, LESSON)


def said(programme: Programme, *clients: composed.Client) -> list[str]:
    return [str(problem).split("\n")[0] for problem in errors(judge_conditions(analyse(programme).decisive, clients))]


def test_a_sound_programme_has_nothing_to_say() -> None:
    assert judge_conditions(analyse(composed.programme()).decisive, (BANK, OTHER, WALL)) == ()
    assert judge_conditions(analyse(composed.programme()).decisive, ()) == ()


def test_a_condition_that_holds_for_nobody_here_is_information() -> None:
    problems = judge_conditions(analyse(composed.programme()).decisive, (OTHER, WALL, BANK))
    assert problems == ()
    problems = judge_conditions(analyse(composed.programme()).decisive, (WALL, BANK))
    assert problems == ()
    problems = judge_conditions(
        analyse(composed.programme()).decisive, (OTHER, composed.client("client: {sector: health}", id="west"))
    )
    assert {problem.severity for problem in problems} == {Severity.INFO}
    assert (
        f"{LESSON}:10:11: info: this condition holds for no client of this workspace (southwind, west): "
        'policy.client.sector == "bank" [condition]\n    it waits for such a client'
    ) in {str(problem) for problem in problems}


def test_a_hole_and_an_overlap_name_the_client(tmp_path: Path) -> None:
    hole = with_lesson('P3.clock == "wall"', 'P2.clock == "wall"', tmp_path)
    assert said(hole, BANK, WALL) == [f"{LESSON}:20:5: no alternative of this one_of holds for eastwind [condition]"]
    overlap = with_lesson(
        'when: policy.response.targets.P3.clock == "wall"', "when: policy.centre.on_call.enabled", tmp_path
    )
    assert said(overlap, BANK, WALL) == [
        f"{LESSON}:20:5: 2 alternatives of this one_of hold for northwind: policy.centre.on_call.enabled and "
        'policy.response.targets.P3.clock == "cover" [condition]'
    ]


def test_composing_says_the_same_of_a_hole(tmp_path: Path) -> None:
    hole = with_lesson('P3.clock == "wall"', 'P2.clock == "wall"', tmp_path)
    _, problems = composed.edition(WALL, of=hole)
    assert problems == errors(judge_conditions(analyse(hole).decisive, (WALL,)))


def test_a_choice_inside_what_a_client_does_not_see_is_not_judged_for_it(tmp_path: Path) -> None:
    programme = with_lesson("id: TRI-L1\n", 'id: TRI-L1\nwhen: policy.response.targets.P3.clock == "cover"\n', tmp_path)
    text = (tmp_path / LESSON).read_text().replace('targets.P3.clock == "wall"', 'targets.P1.clock == "cover"')
    (tmp_path / LESSON).write_text(text)
    assert said(programme, BANK, WALL) == []


def test_a_module_without_a_lesson_for_a_client_is_an_error(tmp_path: Path) -> None:
    programme = composed.edited(
        "id: REL-L1\n",
        'id: REL-L1\nwhen: policy.client.sector == "bank"\n',
        tmp_path,
        "curriculum/relating/lessons/01-a-pilot.yml",
    )
    message = "curriculum/relating/module.yml:1:1: module REL has no lesson left for southwind [condition]"
    assert said(programme, BANK, OTHER) == [message]
    _, problems = composed.edition(OTHER, of=programme)
    assert [str(problem).split("\n")[0] for problem in problems] == [message]


def test_an_alternative_needs_a_condition_and_otherwise_takes_none(tmp_path: Path) -> None:
    programme = with_lesson('        when: policy.response.targets.P3.clock == "wall"\n', "", tmp_path)
    problems = analyse(programme).problems
    assert [str(problem) for problem in problems] == [
        f"{LESSON}:21:9: an alternative of one_of needs its own when: [condition]\n"
        "    put what always applies into otherwise:"
    ]
    programme = composed.edited(
        "otherwise: {id: two-other,",
        'otherwise: {when: policy.client.sector == "other", id: two-other,',
        tmp_path,
        "curriculum/triage/drills.yml",
    )
    problems = analyse(programme).problems
    assert [problem.message for problem in problems] == [
        "otherwise takes no when:; it is shown where no alternative holds"
    ]


def test_all_problems_are_found_at_once_with_their_sources(tmp_path: Path) -> None:
    text = (composed.CASES / "programme" / LESSON).read_text()
    for old, new in (
        ('policy.client.sector == "bank"', 'policy.client.sector == "banks"'),
        ("| targets_table", "| target_table"),
        ("You do not change targets.", "You are at {{ policy.client.nam }}."),
    ):
        text = text.replace(old, new)
    programme = with_lesson((composed.CASES / "programme" / LESSON).read_text(), text, tmp_path)
    problems = analyse(programme).problems
    assert [(problem.location.line, problem.rule, problem.subject) for problem in problems] == [
        (10, "condition", "TRI-L1"),
        (19, "L-72", "TRI-L1"),
        (35, "L-72", "TRI-L1"),
    ]
    found, composing = composed.edition(of=programme)
    assert found is None
    assert set(composing) == set(problems)
