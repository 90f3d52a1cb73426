"""The settings that a page may show in a view, and the pages that read them."""

from collections.abc import Iterable
from typing import NamedTuple

from immerse.model.edition import Edition
from immerse.model.identifying import Identifies
from immerse.model.policy.declarations import Shown
from immerse.model.policy.registry import SETTINGS, Setting, marked, settings_of
from immerse.model.policy.setting_marks import EXEMPT
from immerse.model.site_view import View

_WHO = {*marked(EXEMPT), *(key for key, setting in SETTINGS.items() if setting.type.declared(Identifies))}
"""Settings that say who the client is, which every page shows."""
_LAYERS = ("core", "defaults", "client")


class SettingEntry(NamedTuple):
    """A setting as this view may show it."""

    key: str
    visible: bool
    """Whether this view may show the value."""
    is_set: bool
    is_needed: bool
    """Whether such a client is asked for it: market disclosure is for a listed share."""
    read_by: tuple[str, ...]
    """Ids of the pages that read it."""
    layer: str = ""
    """`core`, `defaults` or `client`: the nearest layer that set any part of it. Known where settings are listed."""


class PolicyGroup(NamedTuple):
    """The settings of one group of the policy, in full."""

    group: str
    entries: tuple[SettingEntry, ...]


def contract_of(edition: Edition) -> dict[str, Setting]:
    """Every setting that this client may set, by its key."""
    return settings_of(type(edition.client.policy))


def may_show(edition: Edition, shown: Shown) -> bool:
    """Whether this edition's view may show such a value."""
    return shown == "all" or (shown == "mentor" and edition.view is View.MENTOR)


def value_of(edition: Edition, key: str) -> object:
    """The effective value of a setting; None when nobody set it."""
    group, _, name = key.partition(".")
    return getattr(getattr(edition.client.policy, group, None), name, None)


def layers_of(edition: Edition) -> dict[str, str]:
    """Setting key -> the highest layer that sets a part of it."""
    layers: dict[str, str] = {}
    for leaf, origin in edition.client.origins.items():
        group, name, *_ = *leaf.split(".", 2), ""
        key = f"{group}.{name}"
        layers[key] = max(layers.get(key, _LAYERS[0]), origin.layer, key=_LAYERS.index)
    return layers


def entry(edition: Edition, key: str, read_by: tuple[str, ...] = (), layer: str = "") -> SettingEntry:
    """One setting as this view may show it."""
    visible = may_show(edition, contract_of(edition)[key].shown)
    is_needed = key != "legal.market_disclosure" or edition.client.policy.client.ownership in ("listed", None)
    return SettingEntry(key, visible, value_of(edition, key) is not None, is_needed, read_by, layer)


def entries_of(edition: Edition, keys: Iterable[str]) -> tuple[SettingEntry, ...]:
    """The settings among `keys` that are set and may be shown, in the order of the contract."""
    wanted = set(keys).difference(_WHO)
    entries = (entry(edition, key) for key in contract_of(edition) if key in wanted)
    return tuple(item for item in entries if item.visible and item.is_set)


def plan_policy(edition: Edition) -> tuple[PolicyGroup, ...]:
    """Every setting that this edition reads or links to, by group, with the pages that read it."""
    readers: dict[str, list[str]] = {}
    for source, keys in edition.reads.items():
        for key in keys:
            readers.setdefault(key, []).append(source)
    wanted = {*marked(EXEMPT), *readers}
    wanted |= {link.id for link in edition.links if link.kind == "setting"}
    groups: dict[str, list[SettingEntry]] = {}
    layers = layers_of(edition)
    for key in contract_of(edition):
        if key in wanted:
            entries = groups.setdefault(key.split(".")[0], [])
            entries.append(entry(edition, key, tuple(readers.get(key, ())), layers.get(key, "")))
    return tuple(PolicyGroup(group, tuple(entries)) for group, entries in groups.items())
