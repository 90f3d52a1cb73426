"""A function is replaced by its contact wherever a field of the model is a route."""

from __future__ import annotations

from typing import Any

from immerse.loading.routing import resolve_routes
from immerse.loading.strict_yaml import read_yaml
from immerse.model.base import Node
from immerse.model.policy.escalation import Route

TOWER = b"""\
escalation:
  contacts:
    counsel: {functions: [legal]}
    day-press: {functions: [media]}
    night-press: {functions: [media], triggers: [fire]}
bells:
  - {rung_for: {function: legal}, title: {function: legal}}
  - {rung_for: day-press}
alarms:
  fire: {rung_for: {function: media}}
  flood: {watch: {rung_for: {function: [hr, media]}}}
watch: {rung_for: {function: media}}
"""


class _Bell(Node):
    rung_for: Route
    title: str = ""


class _Alarm(Node):
    watch: _Bell | None = None
    rung_for: Route | None = None


class _Tower(Node):
    bells: tuple[_Bell, ...] = ()
    alarms: dict[str, _Alarm] = {}
    watch: _Bell | None = None


def test_a_route_is_resolved_wherever_its_type_stands() -> None:
    merged: Any = read_yaml(TOWER, "policy.yml").value
    resolve_routes(merged, _Tower)
    assert [bell["rung_for"] for bell in merged["bells"]] == ["counsel", "day-press"]
    assert merged["bells"][0]["title"] == {"function": "legal"}
    assert merged["watch"]["rung_for"] == "function:media"
    assert merged["alarms"]["fire"]["rung_for"] == "night-press"  # the one of two whose triggers name it
    assert merged["alarms"]["flood"]["watch"]["rung_for"] == "function:hr"
