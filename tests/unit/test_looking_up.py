"""An expression looks up an entry of a list by its id, and by each field that is marked for it."""

from __future__ import annotations

from immerse.expressions.evaluating import item_named
from immerse.expressions.value_shapes import key_fields
from immerse.model.policy.approvals import Approval
from immerse.model.policy.contract import fields_of
from immerse.model.policy.policy import Policy

LISTED = {field.type.item.model for field in fields_of(Policy) if field.type.item and field.type.item.model}


def test_these_models_have_more_than_an_id() -> None:
    found = {f"{model.__name__}.{name}" for model in LISTED for name in key_fields(model) if name != "id"}
    assert found == {
        "Approval.matters",
        "HeldExercise.kind",
        "Language.tag",
        "NonEngagement.kind",
        "PreCleared.kind",
    }


def test_an_id_comes_first() -> None:
    with_id = [model for model in LISTED if "id" in model.model_fields]
    assert len(with_id) > 10 and [model for model in with_id if key_fields(model)[0] != "id"] == []


def test_an_entry_is_found_by_what_it_is_for() -> None:
    first = Approval.model_construct(id="words", matters=())
    second = Approval.model_construct(id="dates", matters=("time",))
    assert [item_named((first, second), part) for part in ("dates", "time", 0)] == [second, second, first]
    assert item_named((first, second), "nothing") is None
