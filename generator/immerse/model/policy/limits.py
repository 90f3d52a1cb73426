"""Limits of single values, and the plain refusal of a value that breaks one."""

from typing import Any

from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from immerse.model.base import Node
from immerse.model.ids import ContactId
from immerse.model.text import Words


def refusal(fault: str) -> PydanticCustomError:
    """The error to raise for a value that breaks a rule inside one setting; `fault` is shown as it stands."""
    return PydanticCustomError("policy", "{fault}", {"fault": fault})


def fixed(value: object, fault: str) -> BeforeValidator:
    """Refuse everything but `value` with a sentence of our own; stands beside a `Literal` of the same value."""

    def judge(given: Any) -> Any:
        if given != value:
            raise refusal(fault)
        return given

    return BeforeValidator(judge)


def each_once(field: str, setting_key: str) -> AfterValidator:
    """Refuse a list in which two entries have the same `field`."""

    def judge(entries: tuple[Any, ...]) -> tuple[Any, ...]:
        seen: set[str] = set()
        for entry in entries:
            value = getattr(entry, field)
            if value in seen:
                raise refusal(f"{setting_key} has {value!r} twice; each {field} may stand once")
            seen.add(value)
        return entries

    return AfterValidator(judge)


def holding(needed: tuple[str, ...], setting_key: str) -> AfterValidator:
    """Refuse a list that lacks one of the `needed` values."""

    def judge(entries: tuple[str, ...]) -> tuple[str, ...]:
        if missing := [value for value in needed if value not in entries]:
            raise refusal(f"{setting_key} must include {' and '.join(missing)}")
        return entries

    return AfterValidator(judge)


class Justified(Node):
    """A setting that may be looser than the core default when somebody says why and answers for it."""

    reason: Words | None = None
    """Why it is looser than the core default; expected wherever it is."""
    owner: ContactId | None = None
    """Who answers for it."""
