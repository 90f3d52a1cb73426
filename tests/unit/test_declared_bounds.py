"""Every bound of a model is declared beside its field with the reason, and with the unit that the field's name says."""

from __future__ import annotations

from typing import Annotated

from bounded_fields import bounded_in, undeclared, unexplained
from immerse.loading.file_kinds import KINDS
from immerse.model.base import Node
from immerse.model.limits import Entries, Limit
from immerse.model.policy.policy import Policy
from pydantic import Field

MODELS = (Policy, *KINDS.values())


class Faulty(Node):
    """A model whose bounds lack something."""

    hours: Annotated[int, Field(ge=1)]
    names: dict[str, Annotated[tuple[str, ...], Field(max_length=3)]]
    stay_days: Annotated[int, Limit(1, 5, "days")]
    rest_min: Annotated[int, Limit(1, 5, why="nobody rests longer")] | None = None
    people: Annotated[tuple[str, ...], Entries(2)]


def test_no_bound_is_a_constraint_without_unit_and_reason() -> None:
    assert undeclared(MODELS) == []
    assert undeclared((Faulty,)) == ["Faulty.hours", "Faulty.names.*"]


def test_every_bound_has_its_reason_and_the_unit_that_the_name_says() -> None:
    assert {"Ratings.best", "VoiceGroup.values", "Signer.calibration.*"} <= set(bounded_in(MODELS))
    assert unexplained(MODELS) == []
    assert unexplained((Faulty,)) == ["Faulty.stay_days: why", "Faulty.rest_min: minutes", "Faulty.people: why"]
