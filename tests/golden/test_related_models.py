"""Relations of models outside a client's policy: each is planted just over its bound, and refused at its line."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import yaml
from immerse.loading.strict_yaml import read_yaml
from immerse.loading.validating import validate
from immerse.model.base import Node
from immerse.model.compute import LevelShare, Ratings
from immerse.model.policy.custom import CustomSetting
from immerse.model.policy.policy import Policy
from immerse.model.policy.relations import Related, Relation, relations_of
from planted_limits import planted_side

EXAMPLES: dict[type[Related], dict[str, object]] = {
    CustomSetting: {"type": "number", "doc": "How many.", "least": 1, "most": 9},
    Ratings: {"kind": "ratings", "what": "Handovers", "average": 4, "best": 5},
    LevelShare: {"kind": "share", "among": "every", "level": 3, "share": 50, "share_level": 4},
}


def related(model: type[Related] = Related) -> Iterator[type[Related]]:
    for below in model.__subclasses__():
        yield from (below, *related(below))


def test_every_related_model_is_planted() -> None:
    of_policy = {field.type.model for field, _ in relations_of(Policy) if field}
    assert {model for model in related() if model.relations} - of_policy == EXAMPLES.keys()


def problems_of(model: type[Node], values: dict[str, object]) -> list[tuple[int, str]]:
    loaded, read = read_yaml(yaml.safe_dump(values, sort_keys=False).encode(), "one.yml")
    return [(one.location.line, one.message) for one in (*read, *validate(loaded, model, "one.yml")[1])]


@pytest.mark.parametrize(
    ("model", "relation"), [(model, relation) for model in EXAMPLES for relation in model.relations]
)
def test_a_broken_relation_is_one_problem_at_its_line(model: type[Related], relation: Relation) -> None:
    whole = EXAMPLES[model]
    ((lower, upper),) = relation.sides_in(model.model_validate(whole), "")
    at, over, right = planted_side(relation, lower, upper)
    ((line, message),) = problems_of(model, whole | {at: over})
    assert line == 1 + list(whole).index(at) and message.startswith(f"{at} is {over}; it must be ")
    assert problems_of(model, whole | {at: right}) == []
