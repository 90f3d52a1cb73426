"""Core defaults < the agency's defaults.yml < the client's policy.yml, merged and validated, with origins."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

from immerse.loading.custom_settings import SETTINGS_FILE, load_custom_settings, unset_custom_settings
from immerse.loading.files import read_file
from immerse.loading.located import YamlMapping, value_at
from immerse.loading.routing import resolve_routes
from immerse.loading.strict_yaml import MAX_BYTES, YamlDocument, read_cached
from immerse.loading.validating import validate
from immerse.model.edition import Origin
from immerse.model.policy.policy import Policy
from immerse.model.policy.stand_ins import StandIns, ValuePath
from immerse.problems import Location, Problem
from immerse.storage.store import NOTHING_KEPT, Store

CORE = "core defaults"
"""The path in positions inside the package's own defaults."""

DEFAULTS = "site_config/defaults.yml"


@cache
def core_source() -> bytes:
    """`core_defaults.yml` of the package."""
    return resources.files("immerse.loading").joinpath("core_defaults.yml").read_bytes()


@cache
def _core() -> YamlDocument:
    return read_cached(core_source(), CORE)


@cache
def load_core_policy() -> Policy:
    """Only the core defaults, with which a client's values are compared."""
    core = _deeply_copied(_core().value)
    resolve_routes(core)
    policy, problems = validate(core, Policy, CORE)
    if policy is None:
        raise ValueError(f"the package's own defaults are broken: {problems}")
    return policy


def load_base_policy(root: Path) -> Policy:
    """The policy of a client that sets nothing: the core defaults, and the agency's if they can be read."""
    defaults = _layer_of(root, DEFAULTS, needed=False)
    if not isinstance(defaults.value, YamlMapping):
        return load_core_policy()
    base = _deeply_copied(merge(_core().value, defaults.value))
    resolve_routes(base)
    base.pop("custom", None)
    return validate(base, Policy, DEFAULTS)[0] or load_core_policy()


class Effective(NamedTuple):
    """The policy that applies to a client; None where errors have to be corrected."""

    policy: Policy | None
    origins: dict[str, Origin]
    """Path of a leaf -> where it was set."""
    problems: tuple[Problem, ...]
    stand_ins: tuple[ValuePath, ...] = ()
    """Values that nobody has given yet, as the client's file lists them."""


def load_policy(root: Path, folder: str, store: Store = NOTHING_KEPT) -> Effective:
    """The effective policy of the client in `folder`.

    A problem is at the value in the file that sets it. The client's `policy.yml` must exist; `defaults.yml` and
    `settings.yml`, which declares the agency's own settings, are optional. The store keeps a policy without problems.
    """
    path = f"{folder}/policy.yml"
    sources = (read_file(root, each, MAX_BYTES)[0] for each in (path, DEFAULTS, SETTINGS_FILE))
    made_of = (path.encode(), *(b"" if source is None else b"+" + source for source in sources))
    stored: Effective | None = store.get("policy", *made_of)
    if stored is not None:
        return stored
    effective = resolve_policy(root, path, _layer_of(root, path, needed=True))
    if effective.policy is not None and not effective.problems:
        store.put_later("policy", *made_of, value=lambda: effective)
    return effective


def resolve_policy(
    root: Path, path: str, document: YamlDocument, *, complete: bool = True, core: YamlDocument | None = None
) -> Effective:
    """The effective policy of a client whose file at `path` contains `document`, in the workspace at `root`.

    Unless it must be `complete`, settings that the agency requires of every client may be missing. `core` is used
    in place of the package's core defaults.
    """
    custom, problems = load_custom_settings(root)
    layers = (core or _core(), _layer_of(root, DEFAULTS, needed=False), document)
    problems = tuple(problem for layer in layers for problem in layer.problems) + problems
    merged = YamlMapping.at(Location(path))
    for layer in layers:
        if isinstance(layer.value, YamlMapping):
            merged = merge(merged, layer.value)
        elif layer.value is not None:
            problems += validate(layer.value, Policy, path)[1]
    if custom is None:
        merged.pop("custom", None)  # unknown until settings.yml can be read
    problems += tuple(_of_other_sectors(merged))
    merged = _deeply_copied(merged)  # the layers below are cached
    stand_ins, faults = _stand_ins(merged, path)
    problems += faults
    resolve_routes(merged)
    policy, faults = validate(merged, custom.contract() if custom else Policy, path)
    places = {problem.location for problem in problems}
    problems += tuple(_undeclared(problem) for problem in faults if problem.location not in places)
    if policy is not None and not problems and complete:
        problems = tuple(unset_custom_settings(policy, path))
    if policy is None or problems:
        return Effective(None, {}, problems)
    return Effective(policy, dict(_origins(merged, policy)), (), stand_ins)


def _layer_of(root: Path, path: str, *, needed: bool) -> YamlDocument:
    source, problems = read_file(root, path, MAX_BYTES)
    if source is not None:
        return read_cached(source, path)
    if needed and not problems:
        hint = "every client needs one; write it, or delete the client's folder"
        problems = (Problem(Location(path), "path", "there is no such file", hint=hint),)
    return YamlDocument(None, problems)


def _stand_ins(merged: YamlMapping, path: str) -> tuple[tuple[ValuePath, ...], tuple[Problem, ...]]:
    """Remove the list of stand-ins from what was read, and validate it."""
    if "stand_ins" not in merged:
        return (), ()
    key, value = merged.key_locations["stand_ins"], merged.pop("stand_ins")
    if key.path != path:
        message = "stand_ins is allowed only in the policy.yml of a client"
        return (), (Problem(key, "schema", message, hint="delete it here"),)
    if value is None:
        return (), ()  # the last line of the list was deleted
    only = YamlMapping.at(merged.location)
    only["stand_ins"] = value
    only.key_locations["stand_ins"] = key
    only.value_locations["stand_ins"] = merged.value_locations["stand_ins"]
    listed, problems = validate(only, StandIns, path)
    return (listed.stand_ins if listed else ()), problems


def _of_other_sectors(merged: YamlMapping) -> Iterator[Problem]:
    """Remove the hard triggers of other sectors than the client's; report those that the client sets."""
    sector, triggers = value_at(merged, "client", "sector"), value_at(merged, "escalation", "hard_triggers")
    if not isinstance(sector, str) or not isinstance(triggers, YamlMapping):
        return
    group = merged["escalation"] = _copied(merged["escalation"])
    triggers = group["hard_triggers"] = _copied(triggers)  # the layers below are cached
    for id, trigger in list(triggers.items()):
        sectors = trigger.get("sectors") if isinstance(trigger, YamlMapping) else None
        if not isinstance(sectors, tuple) or not sectors or sector in sectors:
            continue
        del triggers[id]
        place = triggers.key_locations[id]
        if _layer(place.path) == "client":
            message = f"hard trigger {str(id)!r} does not apply to the sector {str(sector)!r}"
            hint = f"delete it, or give it 'sectors: [{', '.join(map(str, (*sectors, sector)))}]'"
            yield Problem(place, "schema", message, hint=hint)


def _copied(mapping: YamlMapping) -> YamlMapping:
    return merge(YamlMapping.at(mapping.location), mapping)


def _deeply_copied(mapping: YamlMapping) -> YamlMapping:
    """A copy of the mapping and of all mappings in it; lists are shared."""
    copied = _copied(mapping)
    for key, value in copied.items():
        if isinstance(value, YamlMapping):
            copied[key] = _deeply_copied(value)
    return copied


def _undeclared(problem: Problem) -> Problem:
    """The problem, with another hint for an unknown key of the group `custom`: it is not declared."""
    if not problem.message.endswith(" in custom") or problem.hint.startswith("did you mean"):
        return problem
    return replace(problem, hint=f"declare it in {SETTINGS_FILE}, with its type and meaning")


def merge(under: YamlMapping, over: YamlMapping) -> YamlMapping:
    """`over` laid on `under`: mappings key by key, everything else (a list too) as a whole. Neither is changed."""
    merged = YamlMapping.at(over.location)
    for layer in (under, over):
        for key, value in layer.items():
            below = merged.get(key)
            if isinstance(value, YamlMapping) and isinstance(below, YamlMapping):
                value = merge(below, value)
            merged[key] = value
            merged.key_locations[key] = layer.key_locations[key]
            merged.value_locations[key] = layer.value_locations[key]
    return merged


def _origins(mapping: YamlMapping, effective: Any, path: str = "") -> Iterator[tuple[str, Origin]]:
    """(path of a leaf, origin), without what the model ignores (a lower layer's `cover_days` under minutes)."""
    for key, value in mapping.items():
        leaf = f"{path}.{key}" if path else str(key)
        set_value = effective.get(key) if isinstance(effective, dict) else getattr(effective, str(key), None)
        if isinstance(value, YamlMapping) and value:
            yield from _origins(value, set_value, leaf)
        elif set_value is not None or value is None:
            place = mapping.value_locations[key]
            yield leaf, Origin(_plain(value), place, _layer(place.path))


def _plain(value: Any) -> Any:
    """A value without the positions in it, of which the store would keep thousands for each client."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return list(map(_plain, value))
    return str(value) if isinstance(value, str) else value


def _layer(path: str) -> str:
    return {CORE: "core", DEFAULTS: "defaults"}.get(path, "client")
