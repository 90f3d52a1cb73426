"""The settings of a policy in words, value by value, as each group of readers sees them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from immerse.composing.digests import digest_of
from immerse.model.base import Node
from immerse.model.edition import Edition
from immerse.model.page import Plan
from immerse.model.policy.contract import is_hidden, unit_of
from immerse.model.policy.registry import Setting
from immerse.model.policy.site import Release
from immerse.planning.settings import contract_of, may_show, plan_policy, value_of
from immerse.questionnaire.catalogue import topic_of
from immerse.questionnaire.departments import DEPARTMENTS
from immerse.releasing.release_facts import SettingFact
from immerse.rendering import field_labels
from immerse.words.days import date_in_words

ReadersOfItems = Mapping[str, tuple[str, ...]]
"""Item -> the settings that it reads."""


class SettingInWords(NamedTuple):
    """One value of a setting in words."""

    path: str
    label: str
    words: str


def shown_settings(edition: Edition, plan: Plan, items: ReadersOfItems) -> Iterator[SettingFact]:
    """The settings that a view shows, without their hidden values."""
    contract = contract_of(edition)
    phones = edition.client.policy.site.contact_display == "full"
    listed = {entry.key for group in plan_policy(edition) for entry in group.entries}
    wanted = listed.union(*items.values())
    for key, setting in contract.items():
        if (
            key in wanted
            and _may_change(setting)
            and may_show(edition, setting.shown)
            and value_of(edition, key) is not None
        ):
            readers = _readers(edition, key, items)
            values = tuple(_values(edition, setting, lambda field: field == "phone" and phones))
            yield _fact(setting, values, tuple(id for id in readers if id.partition("/")[0] in plan.addresses))


def all_settings(edition: Edition, items: ReadersOfItems) -> Iterator[SettingFact]:
    """Every setting with a value, with all its values."""
    for key, setting in contract_of(edition).items():
        if _may_change(setting) and value_of(edition, key) is not None:
            values = tuple(_values(edition, setting, lambda field: True))
            yield _fact(setting, values, _readers(edition, key, items))


def _may_change(setting: Setting) -> bool:
    """Whether a release can change a setting; the release itself is another one each time."""
    return setting.type.model is not Release


def _fact(setting: Setting, values: tuple[SettingInWords, ...], readers: tuple[str, ...]) -> SettingFact:
    digest = digest_of([[value.path, value.words] for value in values])
    group, _, name = setting.key.partition(".")
    title = f"{field_labels.label(group)}: {field_labels.label(name).lower()}"
    owner = DEPARTMENTS[topic_of(setting.key).department]
    return SettingFact(setting.key, (), title, setting.safety, owner, digest, values, readers)


def _readers(edition: Edition, key: str, items: ReadersOfItems) -> tuple[str, ...]:
    sources = {source for source, keys in edition.reads.items() if key in keys}
    return tuple(sorted(sources | {item for item, keys in items.items() if key in keys}))


def _values(edition: Edition, setting: Setting, hidden_too: Any) -> Iterator[SettingInWords]:
    return _below(value_of(edition, setting.key), setting.key, (), setting.unit, hidden_too)


def _below(value: Any, path: str, labels: tuple[str, ...], unit: str, hidden_too: Any) -> Iterator[SettingInWords]:
    if isinstance(value, Node):
        for name in type(value).model_fields:
            part = getattr(value, name)
            if part is not None and (not is_hidden(type(value), name) or hidden_too(name)):
                label = (*labels, _label(name))
                yield from _below(part, f"{path}.{name}", label, unit_of(type(value), name), hidden_too)
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _below(part, f"{path}.{key}", (*labels, str(key)), unit, hidden_too)
    elif isinstance(value, tuple) and any(isinstance(part, Node) for part in value):
        for number, part in enumerate(value):
            id = str(getattr(part, "id", number))
            called = str(number + 1) if id == str(number) else id
            yield from _below(part, f"{path}.{id}", (*labels, called), unit, hidden_too)
    else:
        yield SettingInWords(path, ", ".join(labels), _in_words(value, unit))


def _label(name: str) -> str:
    label = field_labels.label(name)
    return label if label.isupper() else label[:1].lower() + label[1:]


def _in_words(value: Any, unit: str) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return field_labels.amount(value, unit)
    if isinstance(value, date):
        return date_in_words(value)
    if isinstance(value, tuple):
        return "; ".join(_in_words(part, unit) for part in value) or "none"
    return " ".join(str(value).split())
