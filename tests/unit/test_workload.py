"""What attesting takes: signatures, watched pieces and hours a week by role, and a warning above the client's limit."""

from __future__ import annotations

import json
from fractions import Fraction

import composed
import pytest
from click.testing import CliRunner
from immerse.cli import program
from immerse.composing import compose
from immerse.exporting.load_report import load_file
from immerse.metrics.workload import Workload, hours, workload_of
from immerse.model.edition import Edition
from immerse.model.rotation import Effort
from immerse.model.site_view import View
from looping import some

EFFORT = Effort(signature=10, record=20, batch=2, observation=100, decision=30)
COHORT = "rotation: {cohort: {size: 4, newcomers_share: 50, veterans_share: 50}, ratio: 2, load: {mentor: %s}}"


def load_of(made: Edition) -> Workload:
    return workload_of(made.book, made.client.policy.rotation, EFFORT)


def small(limit: int = 8) -> Edition:
    return composed.made(composed.client(COHORT % limit))


def test_a_role_is_counted_by_what_it_signs_watches_and_decides() -> None:
    load = load_of(small())
    found = {role.role: (role.signatures, role.records, role.observed, role.decisions) for role in load.roles}
    rows = [row for item in small().book.items for row in item.signatures]
    assert load.signatures == len(rows) == sum(counts[0] for counts in found.values())
    assert load.observed == sum(item.evidence_observed for item in small().book.items)
    assert found["director"][3] == 3 and found["mentor"][3] == 0


def test_hours_are_those_of_the_minutes() -> None:
    mentor = next(role for role in load_of(small()).roles if role.role == "mentor")
    asked = mentor.signatures * 10 + mentor.records * 20 + mentor.observed * 100
    assert mentor.hours == Fraction(asked, 60 * 26)
    assert (mentor.trainees, mentor.people, mentor.hours_each) == (2, 2, 2 * mentor.hours)
    lead = next(role for role in load_of(small()).roles if role.role == "lead")
    assert (lead.trainees, lead.people) == (4, 1)


@pytest.mark.parametrize("length", ["", "track: twelve, weeks: 52, ", "track: custom, weeks: 36, "])
def test_the_busiest_phase_has_the_most_hours_a_week_and_no_less_than_the_average(length: str) -> None:
    client = composed.client((COHORT % 8).replace("rotation: {", f"rotation: {{{length}"))
    for role in some(load_of(composed.made(client)).roles):
        assert role.busiest_hours >= role.hours, role.role


def test_the_busiest_phase_is_that_with_the_most_minutes_a_week() -> None:
    roles = {role.role: role for role in load_of(small()).roles}
    signed, recorded, watched = 2 * 10, 20, Fraction(3, 2) * 100  # at G2, in the five weeks of the phase before
    mentor = roles["mentor"]
    assert (mentor.busiest, mentor.busiest_hours) == ("Shadow", Fraction(signed + recorded + watched) / 5 / 60)
    assert roles["director"].busiest == "Disperse"


@pytest.mark.parametrize(
    ("exact", "said"),
    [(Fraction(0), "0.0"), (Fraction(1, 100), "<0.1"), (Fraction(1, 20), "0.1"), (Fraction(617, 100), "6.2")],
)
def test_hours_are_said_with_one_decimal(exact: Fraction, said: str) -> None:
    assert hours(exact) == said


@pytest.mark.parametrize(("observation", "warned"), [(100, 0), (600, 1)])
def test_above_the_limit_of_the_client_a_rule_warns(observation: int, warned: int) -> None:
    programme = composed.programme()
    effort = EFFORT.model_copy(update={"observation": observation})
    heavy = programme.model_copy(update={"rotation": programme.rotation.model_copy(update={"effort": effort})})
    client = composed.client(COHORT % 1)
    found = [problem for problem in compose(heavy, client, View.MENTOR, composed.ON)[1] if problem.rule == "L-93"]
    assert len(found) == warned
    for problem in found:
        assert "hours a week of the mentor of 2 trainees at northwind, but rotation.load allows 1" in problem.message
        assert problem.subject == "northwind/rotation.load"


def test_a_client_without_limits_is_not_judged() -> None:
    client = composed.client((COHORT % 1).replace(", load: {mentor: 1}", ""))
    assert [one for one in composed.edition(client)[1] if one.rule == "L-93"] == []


def test_the_table_has_every_role_and_no_line_is_wide() -> None:
    text = load_file(small(), "text").decode()
    assert all(len(line) <= 120 for line in text.splitlines())
    for role in some(load_of(small()).roles):
        assert f"\n{role.title} " in text


def test_a_program_is_told_what_one_trainee_and_the_cohort_ask_for() -> None:
    told = json.loads(load_file(small(), "json"))
    mentor = next(role for role in told["roles"] if role["role"] == "mentor")
    assert mentor["each"]["limit_minutes"] == 8 * 60
    assert 0 < mentor["each"]["minutes_a_week"] <= mentor["each"]["limit_minutes"]
    assert mentor["cohort"]["signatures"] == mentor["trainee"]["signatures"] * told["cohort"] > 0


def test_the_load_is_of_one_client_and_is_text_or_json() -> None:
    for words, sentence in (
        (["coverage", "--load"], "name one"),
        (["coverage", "northgate", "--load", "--format", "csv"], "--format text or json"),
    ):
        done = CliRunner().invoke(program, words)
        assert done.exit_code == 2 and sentence in done.output
