"""The statements of computed items, made from their basis, and the numbers for the computation."""

from typing import Any

from immerse.model.compute import Acknowledged, ChecksPassed, Compute, LevelCount, LevelShare, Ratings
from immerse.model.policy.policy import Policy
from immerse.model.programme import Programme
from immerse.model.rotation import GraduationItem, Rotation
from immerse.model.signoff import AttesterCount, rule_of
from immerse.model.text import Line
from immerse.words.english import spelled

_AMONG = {
    "every": "Every competency",
    "critical": "Every critical competency",
    "other": "Every non-critical competency",
}
_FRACTIONS = {
    20: "one fifth", 25: "a quarter", 40: "two fifths", 50: "half", 60: "three fifths", 75: "three quarters",
    80: "four fifths", 100: "all",
}  # fmt: skip


def with_statements(programme: Programme, policy: Policy) -> Programme:
    """The programme with a statement for each item that declares what it is computed from.

    Args:
        programme: Resolved for the client.
        policy: The client's.
    """
    rotation = programme.rotation
    parts = tuple(
        part.model_copy(update={"items": tuple(_stated(item, rotation, policy) for item in part.items)})
        for part in rotation.graduation
    )
    return programme.model_copy(update={"rotation": rotation.model_copy(update={"graduation": parts})})


def _stated(item: GraduationItem, rotation: Rotation, policy: Policy) -> GraduationItem:
    if item.compute is None:
        return item
    statement = Line(_sentence(item.compute, rotation, policy), item.location_of("compute"))
    return item.model_copy(update={"statement": statement})


def facts_of(item: GraduationItem, programme: Programme, policy: Policy) -> dict[str, Any] | None:
    """The numbers for the computation of an item; None for an item that is attested. A computed item without `compute`
    is confirmed by people."""
    if item.kind == "attested":
        return None
    if item.compute is None:
        return {"kind": "confirmed"}
    facts: dict[str, Any] = {
        name: value if value is None or isinstance(value, int) else str(value) for name, value in item.compute
    }
    if isinstance(item.compute, ChecksPassed):
        modules = [str(module.id) for module in programme.modules if module.checks and module.checks.checks]
        facts |= {"share": _checks_pass(policy), "modules": modules}
    return facts


def _checks_pass(policy: Policy) -> int:
    return (policy.rotation.signoff.checks_pass if policy.rotation.signoff else 0) or 0


def _sentence(compute: Compute, rotation: Rotation, policy: Policy) -> str:
    if isinstance(compute, LevelShare):
        return _share(compute, rotation)
    if isinstance(compute, LevelCount):
        return _count(compute)
    if isinstance(compute, ChecksPassed):
        share = _checks_pass(policy)
        required_share = f" with {share}% or more" if share else ""
        return f"Every knowledge check is passed{required_share}, on the current policy version."
    if isinstance(compute, Ratings):
        rated = f"{compute.what} were rated {spelled(compute.average)} out of {spelled(compute.best)} or better"
        return f"{rated}, on average, by the people who received them."
    assert isinstance(compute, Acknowledged)
    return "The current release is acknowledged."


def _share(compute: LevelShare, rotation: Rotation) -> str:
    competencies = f"{_AMONG[compute.among]} stands at level {compute.level}"
    if compute.share:
        part = _FRACTIONS.get(compute.share, f"{compute.share}%")
        return f"{competencies} or above, and {part} of them at level {compute.share_level}."
    rule = rule_of(AttesterCount, rotation.signoff_rules)
    if rule is None or (compute.among != "critical" and rule.among != "every"):
        return f"{competencies}."
    people = f"each attested by {spelled(rule.count)} different people"
    if rule.client:
        employees = "one is a client employee" if rule.client == 1 else f"{spelled(rule.client)} are client employees"
        people += f" of whom {employees}"
    return f"{competencies}, {people}."


def _count(compute: LevelCount) -> str:
    number = spelled(compute.count).capitalize()
    reached = f"{number} competency has" if compute.count == 1 else f"{number} competencies have"
    reached += f" reached level {compute.level}"
    if compute.taught is None:
        return f"{reached}."
    return (
        f"{reached}, counted from the teaching records: in each, somebody whom the trainee taught was attested at "
        f"level {compute.taught} by another person and has confirmed what they were taught."
    )
