"""Each limit and relation that the contract declares is planted just over its bound: one problem, at its line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from checking_cases import whole_workspace
from immerse.loading import load_core_policy
from immerse.model.policy.contract import ContractField, fields_of
from immerse.model.policy.limits import Limit
from immerse.model.policy.policy import Policy
from planted_client import Plant, PlantedClient
from planted_limits import planted_bounds, planted_expectations, planted_looseness, planted_relations


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> PlantedClient:
    return PlantedClient(whole_workspace(tmp_path_factory.mktemp("limits")))


def bounds_not_kept(client: PlantedClient, fields: tuple[ContractField, ...]) -> list[str]:
    """Where a number over a bound is not one problem at its line, or one at the bound is refused."""
    faults = []
    for over, at in planted_bounds(client.policy, fields):
        line, problems = client.refusals(over)
        if [problem.location.line for problem in problems] != [line]:
            faults.append(f"{over.what}: line {line} and {[str(problem) for problem in problems]}")
        refused = [str(problem) for problem in client.refusals(at)[1] if ": must be at " in problem.message]
        faults += [f"{at.what}: {problem}" for problem in refused]
    return faults


def pairs_not_judged(client: PlantedClient, pairs: Iterable[tuple[Plant, Plant]]) -> list[str]:
    """Where a wrong value is not one problem at its line, or a right one is a problem."""
    faults = []
    for wrong, right in pairs:
        line, problems = client.problems(wrong)
        if [problem.location.line for problem in problems] != [line]:
            faults.append(f"{wrong.what}: line {line} and {[str(problem) for problem in problems]}")
        faults += [f"{right.what}: {problem}" for problem in client.problems(right)[1]]
    return faults


def test_a_number_beyond_a_bound_is_one_problem_at_its_line(client: PlantedClient) -> None:
    assert bounds_not_kept(client, fields_of(Policy)) == []


def test_a_limit_that_nothing_checks_is_found(client: PlantedClient) -> None:
    field = next(field for field in fields_of(Policy) if field.keys[-2:] == ("on_call", "ack_min"))
    unchecked = replace(field, type=replace(field.type, metadata=(Limit(1, 14, "minutes"),)))
    assert [fault.partition(":")[0] for fault in bounds_not_kept(client, (unchecked,))] == ["centre.on_call.ack_min 15"]


def test_every_number_of_the_contract_has_a_limit() -> None:
    numbers = [field for field in fields_of(Policy) if field.type.kind == "number"]
    assert [".".join(field.keys) for field in numbers if field.type.declared(Limit) is None] == []


def test_a_value_that_no_rule_expects_is_one_problem_at_its_line(client: PlantedClient) -> None:
    assert pairs_not_judged(client, planted_expectations(client.policy)) == []


def test_a_broken_relation_is_one_problem_at_the_line_of_the_value(client: PlantedClient) -> None:
    assert pairs_not_judged(client, planted_relations(client.policy)) == []


def test_a_value_looser_than_the_core_is_one_warning_at_its_line(client: PlantedClient) -> None:
    assert pairs_not_judged(client, planted_looseness(client.policy, load_core_policy())) == []
