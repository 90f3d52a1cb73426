"""Each limit and relation that the contract declares is planted just over its bound: one problem, at its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

import pytest
from checking_cases import whole_workspace
from immerse.loading.policy_layers import load_core_policy
from immerse.model.limits import Entries, Length, Limit
from immerse.model.policy.contract import ContractField, fields_of
from immerse.model.policy.kinds import PERCENT
from immerse.model.policy.policy import Policy
from immerse.model.policy.registry import SETTINGS
from immerse.model.policy.relations import Different, Relation, relations_of
from immerse.model.policy.value_types import ValueType, field_type
from immerse.problems import Problem
from immerse.words.english import spelled
from planted_client import Plant, PlantedClient
from planted_limits import (
    Pair,
    bounds_of,
    planted_bounds,
    planted_choices,
    planted_expectations,
    planted_looseness,
    planted_relations,
)
from planted_together import Judged, apart, faults_of

Judge = Callable[[Sequence[Plant]], Judged]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> PlantedClient:
    return PlantedClient(whole_workspace(tmp_path_factory.mktemp("limits")))


REFUSED = r": (?:must be (?:at |\d)|needs at least|may have at most)"
"""How a message begins that refuses a number, or the length of a text or list."""


def bounds_not_kept(client: PlantedClient, fields: tuple[ContractField, ...]) -> list[str]:
    """Where a number or length over a bound is not one problem at its line, or one at the bound is refused."""

    def over(plants: Sequence[Plant]) -> Judged:
        lines, problems = client.refusals(*plants)
        strange = [problem for problem in problems if not re.search(REFUSED, problem.message)]
        return one_each(plants, lines, [*problems, *strange])

    def at(plants: Sequence[Plant]) -> Judged:
        lines, problems = client.refusals(*plants)
        return none(plants, lines, [problem for problem in problems if re.search(REFUSED, problem.message)])

    return faults_of_pairs(client, planted_bounds(client.policy, fields), over, at)


def pairs_not_judged(client: PlantedClient, pairs: Iterable[Pair]) -> list[str]:
    """Where a wrong value is not one problem at its line, or a right one is a problem."""
    return faults_of_pairs(
        client,
        pairs,
        lambda plants: one_each(plants, *client.problems(*plants)),
        lambda plants: none(plants, *client.problems(*plants)),
    )


def one_each(plants: Sequence[Plant], lines: list[int], problems: Sequence[Problem]) -> Judged:
    """What is wrong where each of these plants, and nothing else, has to be one problem."""
    found = [problem.location.line for problem in problems]
    told = {number for number, line in enumerate(lines) if line in found}
    if sorted(found) == sorted(lines):
        return [], told
    return [f"{named(plants)}: lines {lines} and {[str(problem) for problem in problems]}"], told


def none(plants: Sequence[Plant], lines: list[int], problems: Sequence[Problem]) -> Judged:
    """What is wrong where none of these plants may be a problem."""
    found = {problem.location.line for problem in problems}
    told = {number for number, line in enumerate(lines) if line in found}
    return [f"{named(plants)}: {problem}" for problem in problems], told


def faults_of_pairs(client: PlantedClient, pairs: Iterable[Pair], wrong: Judge, right: Judge) -> list[str]:
    """What is wrong with pairs, as many planted together as are at different places."""
    groups = apart(pairs, lambda pair: client.places_of(pair[0]))
    sides = ((zip(*group, strict=True)) for group in groups)
    return [fault for over, at in sides for fault in (*faults_of(over, wrong), *faults_of(at, right))]


def named(plants: Sequence[Plant]) -> str:
    return ", ".join(plant.what for plant in plants)


def test_a_number_or_length_beyond_a_bound_is_one_problem_at_its_line(client: PlantedClient) -> None:
    assert bounds_not_kept(client, fields_of(Policy)) == []


UNCHECKED = {
    "client.name": Length(2, 78),
    "centre.on_call.ack_min": Limit(1, 14, "minutes"),
    "voice.values": Entries(most=4),
}


def test_a_limit_that_nothing_checks_is_found(client: PlantedClient) -> None:
    unchecked = [
        field._replace(type=field.type._replace(metadata=(UNCHECKED[path],)))
        for field in fields_of(Policy)
        if (path := ".".join(field.keys)) in UNCHECKED
    ]
    faults = [fault.partition(":")[0] for fault in bounds_not_kept(client, tuple(unchecked))]
    assert sorted(faults) == ["centre.on_call.ack_min 15", "client.name 79", "voice.values 5"]


def test_every_number_of_the_contract_has_a_limit() -> None:
    numbers = [field for field in fields_of(Policy) if field.type.kind == "number"]
    assert [".".join(field.keys) for field in numbers if field.type.declared(Limit) is None] == []


def test_a_value_that_no_rule_expects_is_one_problem_at_its_line(client: PlantedClient) -> None:
    assert pairs_not_judged(client, planted_expectations(client.policy)) == []


def test_a_choice_that_needs_more_entries_is_one_problem_at_its_line(client: PlantedClient) -> None:
    assert pairs_not_judged(client, planted_choices(client.policy)) == []


def test_a_broken_relation_is_one_problem_at_the_line_of_the_value(client: PlantedClient) -> None:
    assert pairs_not_judged(client, planted_relations(client.policy, relations_of(Policy))) == []


def test_a_relation_that_nothing_checks_is_found(client: PlantedClient) -> None:
    unchecked = (
        (None, Different("rotation.roles.hr", "rotation.roles.lead", "L-58")),
        (None, Relation("rotation.ratio", "rotation.cohort.size", "L-63", times=2)),
    )
    found = pairs_not_judged(client, planted_relations(client.policy, unchecked))
    assert len(found) == len(unchecked) and all(
        f"{one.sentence(Policy)}, broken: " in "".join(found) for _, one in unchecked
    )


def test_a_value_looser_than_the_core_is_one_warning_at_its_line(client: PlantedClient) -> None:
    assert pairs_not_judged(client, planted_looseness(client.policy, load_core_policy())) == []


def declared_bounds(kind: ValueType) -> Iterator[int | None]:
    """The bounds of a value and of everything in it, other than those of a share, which are 0 and 100 everywhere."""
    if kind.declared(Limit) != PERCENT:
        yield from bounds_of(kind)
    for part in filter(None, (kind.key, kind.item)):
        yield from declared_bounds(part)
    for name in kind.model.model_fields if kind.model else ():
        yield from declared_bounds(field_type(kind.model, name))


def amounts_in(text: str) -> set[int]:
    """The whole numbers from two in a sentence, other than numbers of different people."""
    amounts = {spelled(number): number for number in range(2, 21)} | {str(number): number for number in range(2, 400)}
    words = re.findall("[a-z0-9]+(?! persons| people| different)", text.lower())
    return {amounts[word] for word in words if word in amounts}


def test_the_text_of_a_setting_repeats_none_of_its_bounds() -> None:
    assert amounts_in("3 to 7 of P1, at least two key holders, two persons") == {2, 3, 7}
    bounds = {key: set(declared_bounds(setting.type)) for key, setting in SETTINGS.items()}
    assert {2, 80} <= bounds["client.name"] and {3, 7} <= bounds["voice.values"] and 12 in bounds["centre.taxonomy"]
    assert {key for key, setting in SETTINGS.items() if amounts_in(setting.rule) & bounds[key]} == set()
