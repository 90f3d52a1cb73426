"""An agency's own settings: declared in `site_config/settings.yml`, typed like the rest, read as `policy.custom.*`."""

import keyword
import re
from functools import lru_cache, partialmethod
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import create_model, model_validator

from immerse.model.base import Node, NonEmpty
from immerse.model.days import Day
from immerse.model.id_marks import KEPT
from immerse.model.ids import AffectedId, ContactId
from immerse.model.limits import Limit
from immerse.model.policy.declarations import Group, Shown, setting
from immerse.model.policy.kinds import MINUTES
from immerse.model.policy.limits import refusal
from immerse.model.policy.policy import CustomGroup, Policy
from immerse.model.policy.relations import Related, Relation
from immerse.model.text import Formed, Text, Words


class SettingName(Text):
    """The name of an agency's own setting: `storm_callout_min` is read as `policy.custom.storm_callout_min`."""

    schema_pattern = r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$"
    longest: ClassVar[int] = 48
    """The greatest number of characters."""

    @classmethod
    def fault(cls, value: str) -> str:
        """Refuses names that a group of settings or a condition could not use, too."""
        if not re.fullmatch(cls.schema_pattern[1:-1], value) or len(value) > cls.longest:
            allowed = f"at most {cls.longest} lower-case letters, digits and single underscores, a letter first"
            return f"{value!r} must be {allowed}"
        # A field of this name would hide what every group of settings has, or could not be written in a condition.
        reserved = hasattr(Group, value) or keyword.iskeyword(value) or value in ("true", "false", "none")
        return f"{value!r} is a reserved name" if reserved else ""


class ChoiceValue(Formed):
    """One of the values that a setting of the type choice may have."""

    schema_pattern = r"^[a-z0-9]+([_-][a-z0-9]+)*$"
    form = "lower-case letters and digits, with single hyphens or underscores"


class CustomSetting(Related):
    """One setting that the agency declares."""

    type: Literal["text", "number", "minutes", "date", "choice", "list", "contact"]
    """A `number` is whole, `minutes` a duration, a `list` one of texts, a `contact` an id of `escalation.contacts`."""
    doc: Words
    """The meaning, in one sentence for the person who sets it."""
    rule: Words | None = None
    """Constraints in addition to the type, in words."""
    unit: Words | None = None
    """The unit of a number: people. Only for the type `number`; `minutes` has its unit."""
    choices: tuple[ChoiceValue, ...] = ()
    """The values of a choice, two or more."""
    least: int | None = None
    """The smallest number or duration allowed."""
    most: int | None = None
    """The largest number or duration allowed."""
    required: bool = False
    """Every client has a value: its own, or the one of `defaults.yml`."""
    safety: bool = False
    """After a change, everyone at level 3 and above has to acknowledge it again."""
    shown: Shown = "all"
    """The readers who may see the value on a site."""
    affects: tuple[Annotated[AffectedId, KEPT], ...] = ()
    """Modules and playbooks whose text depends on it."""

    relations: ClassVar = (Relation("least", "most"),)

    @model_validator(mode="after")
    def _fits_its_type(self) -> Self:
        if (self.type == "choice") != bool(self.choices):
            raise refusal("choices belong to the type choice, and a choice needs them")
        if self.choices and len(set(self.choices)) < max(2, len(self.choices)):
            raise refusal("choices must be two or more, each once")
        if self.type not in ("number", "minutes") and (self.least is not None or self.most is not None):
            raise refusal("least and most belong to the types number and minutes")
        if self.unit is not None and self.type != "number":
            raise refusal("unit belongs to the type number")
        return self


class CustomSettings(Node):
    """`settings.yml`: name -> setting."""

    settings: dict[SettingName, CustomSetting] = {}

    def contract(self) -> type[Policy]:
        """`Policy` with these settings in its group `custom`; `Policy` itself where there are none."""
        return _contract(tuple(self.settings.items())) if self.settings else Policy


@lru_cache(maxsize=8)
def _contract(declared: tuple[tuple[SettingName, CustomSetting], ...]) -> type[Policy]:
    fields: dict[str, Any] = {
        str(name): (_annotation(setting) | None, _declared(setting)) for name, setting in declared
    }
    group = create_model("CustomGroup", __base__=CustomGroup, __doc__=CustomGroup.__doc__, **fields)
    policy = create_model("Policy", __base__=Policy, __doc__=Policy.__doc__, custom=(group, group()))
    for made in (group, policy):
        made.__reduce__ = partialmethod(_reduced, declared)  # type: ignore[method-assign,assignment]
    return policy


def _reduced(value: Node, declared: tuple[tuple[SettingName, CustomSetting], ...]) -> tuple[Any, ...]:
    """Pickles a value of a contract: no module holds its class, so unpickling makes the class again."""
    return _revived, (declared, isinstance(value, Policy), value.__getstate__())


def _revived(declared: tuple[tuple[SettingName, CustomSetting], ...], whole: bool, state: dict[Any, Any]) -> Node:
    contract = _contract(declared)
    kind: Any = contract if whole else contract.model_fields["custom"].annotation
    value: Node = kind.__new__(kind)
    value.__setstate__(state)
    return value


def _declared(declared: CustomSetting) -> Any:
    return setting(
        str(declared.doc),
        rule=_rule(declared),
        required=declared.required,
        safety=declared.safety,
        shown=declared.shown,
        affects=tuple(map(str, declared.affects)),
    )


def _rule(setting: CustomSetting) -> str:
    bounds = (("at least", setting.least), ("at most", setting.most))
    allowed = ", ".join(f"{word} {value}" for word, value in bounds if value is not None).capitalize()
    if setting.choices:
        allowed = f"One of: {', '.join(setting.choices)}"
    return " ".join(filter(None, (f"{allowed}." if allowed else "", str(setting.rule or ""))))


def _annotation(setting: CustomSetting) -> Any:
    """The type of a value, as pydantic and the expression language read it."""
    if setting.type == "choice":
        return Literal[tuple(map(str, setting.choices))]
    if setting.type in ("number", "minutes"):
        return Annotated[int, _limit(setting)]
    return _PLAIN[setting.type]


def _limit(setting: CustomSetting) -> Limit:
    if setting.type == "number":
        return Limit(setting.least, setting.most, str(setting.unit or ""))
    shortest, longest = MINUTES.least or 0, MINUTES.most or 0
    return Limit(max(shortest, setting.least or shortest), min(longest, setting.most or longest), MINUTES.unit)


_PLAIN: dict[str, Any] = {"text": Words, "date": Day, "list": NonEmpty[Words], "contact": ContactId}
