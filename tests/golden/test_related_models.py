"""Relations of models outside a client's policy: each is planted just over its bound, and refused at its line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import yaml
from immerse.loading.strict_yaml import read_yaml
from immerse.loading.validating import validate
from immerse.model.compute import LevelShare, Ratings
from immerse.model.policy.custom import CustomSetting
from immerse.model.policy.policy import Policy
from immerse.model.policy.relations import Related, Relation, relations_of
from immerse.model.signers import Signer
from planted_limits import planted_side

EXAMPLES: dict[type[Related], dict[str, object]] = {
    CustomSetting: {"type": "number", "doc": "How many.", "least": 1, "most": 9},
    Ratings: {"kind": "ratings", "what": "Handovers", "average": 4, "best": 5},
    Signer: {
        "key": "bANXBoMuTn9CW9GRo5yUjfg_D_yClVOHIuVbRnekm8c",
        "x": "sbAIBv1kP5gio7mbryZgUf9NcOe7riJI99W1BhU_E1Y",
        "y": "BLkEnissijLKKAKTm2OeCFMmPMy_Bae7FWDZJotTE1M",
        "person": "p-7f3a",
        "employer": "client",
        "roles": ["mentor"],
        "from": date(2026, 1, 1),
        "until": date(2027, 12, 31),
    },
    LevelShare: {"kind": "share", "among": "every", "level": 3, "share": 50, "share_level": 4},
}


def related(model: type[Related] = Related) -> Iterator[type[Related]]:
    for below in model.__subclasses__():
        yield from (below, *related(below))


def test_every_related_model_is_planted() -> None:
    of_policy = {field.type.model for field, _ in relations_of(Policy) if field}
    assert {model for model in related() if model.relations} - of_policy == EXAMPLES.keys()


def loaded(model: type[Related], values: dict[str, object]) -> tuple[Related | None, list[tuple[int, str]]]:
    """The node, and the line and message of each problem; each key is on a line of its own."""
    text = "".join(f"{key}: {yaml.safe_dump(value, default_flow_style=True)}" for key, value in values.items())
    value, read = read_yaml(text.replace("\n...\n", "\n").encode(), "one.yml")
    node, problems = validate(value, model, "one.yml")
    return node, [(one.location.line, one.message) for one in (*read, *problems)]


@pytest.mark.parametrize(
    ("model", "relation"), [(model, relation) for model in EXAMPLES for relation in model.relations]
)
def test_a_broken_relation_is_one_problem_at_its_line(model: type[Related], relation: Relation) -> None:
    whole = EXAMPLES[model]
    ((lower, upper),) = relation.sides_in(loaded(model, whole)[0], "")
    at, over, right = planted_side(relation, lower, upper)
    ((line, message),) = loaded(model, whole | {at: over})[1]
    assert line == 1 + list(whole).index(at) and message.startswith(f"{at} is {over}; it must be ")
    assert loaded(model, whole | {at: right})[1] == []
