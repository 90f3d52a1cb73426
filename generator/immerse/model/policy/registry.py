"""Every setting with its contract, read from the fields of `Policy`."""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from pydantic.fields import FieldInfo

from immerse.model.policy.contract import fields_of, unit_of
from immerse.model.policy.declarations import Group, Shown
from immerse.model.policy.policy import Policy
from immerse.model.policy.setting_marks import SettingMark
from immerse.model.policy.value_types import ValueType, field_type


class Setting(NamedTuple):
    """One setting of the policy contract; the words are those of `setting(...)`."""

    key: str
    """`response.targets`."""
    doc: str
    rule: str
    required: bool
    safety: bool
    fixed: bool
    shown: Shown
    affects: tuple[str, ...]
    group: type[Group]
    """The model with the field."""

    @property
    def name(self) -> str:
        """The field of `group`: `targets`."""
        return self.key.partition(".")[2]

    @property
    def type(self) -> ValueType:
        """The type of its value."""
        return field_type(self.group, self.name)

    @property
    def unit(self) -> str:
        """The unit of its number, or of the numbers in its mapping; empty where its values are in groups."""
        return unit_of(self.group, self.name)

    @property
    def units(self) -> str:
        """The units of all its numbers: `minutes, hours`."""
        units = (field.type.limit.unit for field in fields_of(self.group) if field.keys[0] == self.name)
        return ", ".join(dict.fromkeys(filter(None, units)))


def _setting(key: str, field: FieldInfo, group: type[Group]) -> Setting:
    extra = field.json_schema_extra
    facts: Any = extra.get("immerse") if isinstance(extra, dict) else None
    if not isinstance(facts, dict):
        raise TypeError(f"{key} is not declared with setting(...)")
    return Setting(key=key, doc=field.description or "", group=group, **facts | {"affects": tuple(facts["affects"])})


def _settings(contract: type[Policy]) -> Iterator[Setting]:
    for group, group_field in contract.model_fields.items():
        kind = group_field.annotation
        if not (isinstance(kind, type) and issubclass(kind, Group)):
            raise TypeError(f"{group} is not a group of settings")
        for name, field in kind.model_fields.items():
            yield _setting(f"{group}.{name}", field, kind)


@lru_cache(maxsize=8)
def settings_of(contract: type[Policy]) -> dict[str, Setting]:
    """Key -> setting, in the order of the contract: `Policy`, or `Policy` with an agency's own settings."""
    return {setting.key: setting for setting in _settings(contract)}


SETTINGS: dict[str, Setting] = settings_of(Policy)
"""Key -> setting of the contract that every agency shares; `settings_of` knows an agency's own as well."""


@cache
def marked(*marks: SettingMark) -> tuple[str, ...]:
    """The keys of the settings that have one of these marks, in the order of the contract."""
    return tuple(key for key, setting in SETTINGS.items() if any(mark in setting.type.metadata for mark in marks))
