"""Inputs that people tried: check names the fault at its place, or lets the text pass and the reader gets it."""

from __future__ import annotations

import fault_cases
import pytest
from fault_cases import Input, all_inputs, check_of, faults_of, lesson_of
from immerse.problems import Refused

INPUTS = all_inputs()
NAMED = [one for one in INPUTS if one.check != "clean"]


@pytest.mark.parametrize("one", NAMED, ids=lambda one: one.name)
def test_check_names_the_fault_at_its_place(one: Input) -> None:
    assert check_of(one) == one.check


def test_what_check_lets_pass_is_built_and_shown() -> None:
    faults = [*faults_of([one for one in INPUTS if fault_cases.passes(one)])]
    assert not faults, "\n".join(faults)


def test_every_input_says_what_the_reader_gets_or_what_check_says() -> None:
    assert [one.name for one in INPUTS if one.check == "clean" and not (one.shows or one.text_of)] == []


GOOD = Input("good", {fault_cases.LESSON: lesson_of("limits: Plain words.\n")}, shows={"lesson": ["Plain words."]})


def test_a_gate_that_speaks_before_check_is_a_fault() -> None:
    def refuse(*_: object, **__: object) -> None:
        raise Refused("the gate speaks")

    assert [*faults_of([GOOD])] == []
    assert [*faults_of([GOOD], refuse)] == ["good: the build stops after a clean check\nthe gate speaks"]


def test_what_stands_together_is_told_apart_when_one_is_wrong() -> None:
    bad = Input("bad", {fault_cases.LESSON: lesson_of("limits: <b>\n")})
    other = Input("other", GOOD.files, shows={"lesson": ["Other words."]})
    found = [*faults_of([GOOD, bad, GOOD, other])]
    assert [fault.partition(":")[0] for fault in found] == ["bad", "other"]


def test_a_warning_that_one_input_has_hides_none_of_another() -> None:
    warned = Input("warned", {fault_cases.LESSON: lesson_of("limits: We opened in 2025.\n")}, check="x: warning: y")
    unwarned = Input("unwarned", warned.files)
    found = [*faults_of([warned, GOOD, unwarned])]
    assert [fault.partition(":")[0] for fault in found] == ["unwarned"]


def test_inputs_that_want_one_place_stand_apart() -> None:
    policy = "site_config/clients/acme-works/policy.yml"
    one, two = ({policy: {"name: Acme Works": f"name: {name}"}} for name in ("Ore", "Sea"))
    pages = [
        Input(f["name"], f["files"], shows={"index.html": [f["name"]]})
        for f in ({"name": "Ore", "files": one}, {"name": "Sea", "files": two})
    ]
    assert [*faults_of(pages)] == []
