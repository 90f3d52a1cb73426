"""Declarations beside a field of the policy, other than its bounds: the stricter side, what a rule expects; and the
refusal of a value."""

from dataclasses import dataclass
from typing import Any

from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from immerse.model.base import Node
from immerse.model.ids import ContactId
from immerse.model.ruling import as_typed
from immerse.model.text import Words
from immerse.words.english import join, spelled


@dataclass(frozen=True, slots=True)
class Stricter:
    """The stricter side of a value, by which a client's value can be looser than the core default."""

    order: tuple[Any, ...] = ()
    """The values, strictest first; empty for a number."""
    more: bool = False
    """Whether a greater number is stricter."""
    answerable: bool = True
    """A looser value is a warning unless `reason` and `owner` are set; false where another rule judges it."""

    def __str__(self) -> str:
        if self.order:
            return f"strictest first: {', '.join(f'`{as_typed(value)}`' for value in self.order)}"
        return "more is stricter" if self.more else "less is stricter"

    def looseness(self, value: Any) -> int:
        """The looseness of a value, a number that can be compared with that of another value."""
        if self.order:
            return self.order.index(value) if value in self.order else 0
        return -int(value) if self.more else int(value)


LESS_IS_STRICTER = Stricter()
MORE_IS_STRICTER = Stricter(more=True)


def strictest_first(*values: Any, answerable: bool = True) -> Stricter:
    """The order of the values of a choice, or of true and false."""
    return Stricter(values, answerable=answerable)


@dataclass(frozen=True, slots=True)
class Expected:
    """The requirement of a rule for a value that loading accepts; `immerse check` reports any other value under the
    rule."""

    rule: str
    says: str
    """The requirement, as a sentence without capital and full stop."""
    value: Any = None
    """The only right value."""
    least: int | None = None
    """The smallest right number."""
    excludes: str = ""
    """The values that a list must not hold."""
    given: bool = False
    """Whether a value must be given."""
    warning: bool = False
    """Whether the problem is a warning although the rule's problems are errors."""

    def __str__(self) -> str:
        if self.given:
            return "is given"
        if self.excludes:
            return f"does not list `{self.excludes}`"
        return f"is {self.least} or more" if self.least is not None else f"is `{as_typed(self.value)}`"

    def fault(self, value: Any, unit: str) -> str:
        """The fault of a value, for the middle of a sentence; empty where it has none."""
        if self.given:
            return "is missing" if value is None else ""
        if value is None:
            return ""
        if self.excludes:
            return f"lists {self.excludes!r}" if self.excludes in value else ""
        if self.least is not None:
            amount = f"{value} {unit}".rstrip()
            return f"is {amount}, less than {self.least}" if value < self.least else ""
        return f"is {as_typed(value)}" if value != self.value else ""

    def hint(self, name: str) -> str:
        """The value to write."""
        if self.given:
            return f"add {name}"
        if self.excludes:
            return f"delete {self.excludes!r}"
        if self.least is not None:
            return f"{name}: {self.least} or more"
        return f"{name}: {as_typed(self.value)}"


@dataclass(frozen=True, slots=True)
class NeedsEntries:
    """Marks a choice one of whose values needs entries in a list of the same group; `immerse check` reports that value
    under the rule where there are fewer."""

    rule: str
    choice: str
    """The value."""
    fewest: int
    lists: tuple[str, ...]
    """The lists of the group; one of them must be long enough."""

    def __str__(self) -> str:
        return f"needs {spelled(self.fewest)} {join(self.lists, 'or')} or more"

    def fault(self, value: Any, group: Node) -> str:
        """The fault of a value, for the end of a sentence; empty where it has none, or where no list is set."""
        longest = max((len(entries) for name in self.lists if (entries := getattr(group, name))), default=self.fewest)
        return f"is {value}, which {self}, not {longest}" if value == self.choice and longest < self.fewest else ""


ABOVE = "{above}"
"""A placeholder in messages of `refusal` for the path of the judged model, which only the loader knows."""


def refusal(fault: str, *, rule: str = "", at: str = "", hint: str = "") -> PydanticCustomError:
    """The error to raise for a value that breaks a rule inside one setting.

    Args:
        fault: The message.
        rule: The rule under which it is reported, where the field or model does not say it.
        at: The value in the judged model that is reported, a path of keys; the model itself unless given.
        hint: The way out, where it is known.
    """
    return PydanticCustomError("policy", "{fault}", {"fault": fault, "rule": rule, "at": at, "hint": hint})


def fixed(value: object, fault: str) -> BeforeValidator:
    """Refuse every value except `value` with this message; used together with a `Literal` of the same value."""

    def judge(actual: Any) -> Any:
        """Refuse any other value."""
        if actual != value:
            raise refusal(fault)
        return actual

    return BeforeValidator(judge)


def each_once(field: str, setting_key: str) -> AfterValidator:
    """Refuse a list in which two entries have the same `field`."""

    def judge(entries: tuple[Any, ...]) -> tuple[Any, ...]:
        """Refuse the second entry of two."""
        seen: set[str] = set()
        for entry in entries:
            value = getattr(entry, field)
            if value in seen:
                raise refusal(f"{setting_key} has {value!r} twice; each {field} must be unique")
            seen.add(value)
        return entries

    return AfterValidator(judge)


def holding(needed: tuple[str, ...], setting_key: str) -> AfterValidator:
    """Refuse a list that lacks one of the `needed` values."""

    def judge(entries: tuple[str, ...]) -> tuple[str, ...]:
        """Refuse a list that lacks one."""
        if missing := [value for value in needed if value not in entries]:
            raise refusal(f"{setting_key} must include {join(missing)}")
        return entries

    return AfterValidator(judge)


def ordered(levels: tuple[str, ...], needed: tuple[str, ...]) -> AfterValidator:
    """Sort a mapping by the `levels` that are its keys; refuse one that lacks a `needed` level."""

    def judge(value: dict[Any, Any]) -> dict[Any, Any]:
        """Refuse a mapping that lacks one."""
        if missing := ", ".join(level for level in needed if level not in value):
            facts = {"needed": join(needed), "missing": missing}
            raise PydanticCustomError("levels", "needs {needed}; missing: {missing}", facts)
        return {level: value[level] for level in levels if level in value}

    return AfterValidator(judge)


class Justified(Node):
    """A setting that may be looser than the core default when it gives a reason and an owner."""

    reason: Words | None = None
    """Why a value is looser than the core default; without it, a looser value is a warning."""
    owner: ContactId | None = None
    """The contact who is responsible for it."""
