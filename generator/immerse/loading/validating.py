"""Values that know their places -> models, with every objection at the line that caused it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from immerse.loading.annotations import plain, step
from immerse.loading.blame import rule_for
from immerse.loading.characters import quoted
from immerse.loading.strict_yaml import YamlMapping, YamlSequence
from immerse.loading.wording import Fault, fault_of, found, merge, near
from immerse.model.base import Node
from immerse.model.docs import field_doc, names_by_key
from immerse.problems import Location, Problem

M = TypeVar("M", bound=Node)


_MOST_GUESSES = 100
"""Unknown keys of one file for which the key that was meant is looked for; a guess takes longer than the rest."""


class _Spot(NamedTuple):
    """Where an error's path of keys leads in the values as loaded."""

    location: Location
    keys: tuple[str, ...]
    """Keys from the top; places in lists are left out, the line says them."""

    @property
    def label(self) -> str:
        """`response.targets.P1`."""
        return ".".join(self.keys)


def validate(value: Any, model: type[M], path: str) -> tuple[M | None, tuple[Problem, ...]]:
    """Make a model of what was read from one file (or merged from several), or say all that is wrong with it.

    Args:
        value: The value of `read_yaml`. None (an empty file) counts as an empty mapping where nothing is required.
        model: The kind of file.
        path: The file to blame when the value itself has no place.
    """
    if value is None:
        required = [name for name, field in model.model_fields.items() if field.is_required()]
        if required:
            hint = f"it needs: {', '.join(required)}"
            return None, (Problem(Location(path), "schema", "the file is empty", hint=hint),)
        value = _empty(path)
    if not isinstance(value, dict):
        place = getattr(value, "location", Location(path))
        message = f"expected a mapping, found {found(value)}"
        return None, (Problem(place, "schema", message, hint=f"a file begins with {_first_keys(model)}"),)
    try:
        return model.model_validate(value), ()
    except ValidationError as error:
        return None, tuple(_problems(error, value, model))


def _empty(path: str) -> YamlMapping:
    mapping = YamlMapping()
    mapping.location = Location(path)
    mapping.key_locations = {}
    mapping.value_locations = {}
    return mapping


def _first_keys(model: type[Node]) -> str:
    required = [name for name, field in model.model_fields.items() if field.is_required()]
    return ", ".join(f"'{name}:'" for name in (required or list(model.model_fields))[:3])


def _problems(error: ValidationError, value: Any, model: type[Node]) -> Iterator[Problem]:
    faults: dict[_Spot, list[Fault]] = {}
    inputs: dict[_Spot, Any] = {}
    kinds: dict[_Spot, str] = {}
    misspelt: list[tuple[Location, str]] = []
    missing: list[tuple[_Spot, str, str]] = []
    for entry in _told(error.errors(include_url=False)):
        loc = entry["loc"]
        key = str(loc[-1]) if loc else ""
        if entry["type"] == "missing":
            meaning = _meaning(_fields(model, loc).get(key), key)
            missing.append((_find(value, loc), key, meaning))
        elif entry["type"] == "extra_forbidden":
            above = _find(value, loc[:-1])
            fields = _fields(model, loc)
            meant = near(key, list(fields)) if len(misspelt) < _MOST_GUESSES else ""
            misspelt.append((above.location, meant))
            place = _find(value, (*loc, "[key]")).location
            hint = f"did you mean {meant!r}?" if meant else _known(fields)
            yield Problem(place, "schema", f"unknown key {quoted(key)}{_in(above)}", hint=hint)
        else:
            spot = _find(value, loc)
            faults.setdefault(spot, []).append(fault_of(entry))
            inputs[spot] = entry["input"]
            kinds.setdefault(spot, entry["type"])
    meant_keys = set(misspelt)
    for spot, key, meaning in missing:
        if (spot.location, key) not in meant_keys:
            rule = rule_for(".".join((*spot.keys, key)), "missing")
            yield Problem(spot.location, rule, f"missing key {key!r}{_in(spot)}", hint=meaning)
    for spot, several in faults.items():
        yield _objection(spot, merge(several, inputs[spot]), rule_for(spot.label, kinds[spot]))


def _told(entries: list[ErrorDetails]) -> Iterator[ErrorDetails]:
    """The errors without those that only follow from another one: below a key that may not be there at all, and
    lists found too short because their entries are wrong."""
    wrong_keys = {entry["loc"][:-1] for entry in entries if entry["loc"] and entry["loc"][-1] == "[key]"}
    for entry in entries:
        loc = entry["loc"]
        if wrong_keys and loc[-1:] != ("[key]",) and any(loc[:end] in wrong_keys for end in range(1, len(loc) + 1)):
            continue
        if entry["type"] == "too_short" and len(entry["input"]) >= entry["ctx"]["min_length"]:
            continue
        yield entry


def _objection(spot: _Spot, fault: Fault, rule: str) -> Problem:
    # A message of our own that names the whole setting needs no second name before it.
    named = len(spot.keys) > 1 and spot.label in fault.message
    message = f"{spot.label}: {fault.message}" if spot.keys and not named else fault.message
    return Problem(spot.location, rule, message, hint=fault.hint)


def _find(value: Any, loc: tuple[str | int, ...]) -> _Spot:
    """Follow a path of pydantic's; tags of unions and names of validators in it lead nowhere and are passed over.

    A path that ends in `[key]` leads to the key itself.
    """
    location: Location = value.location
    keys: list[str] = []
    here = value
    at_key = len(loc) - 2 if loc and loc[-1] == "[key]" else -1
    for index, part in enumerate(loc):
        if isinstance(here, YamlMapping) and part in here:
            if index == at_key:
                return _Spot(here.key_locations[str(part)], tuple(keys))
            location, here = here.value_locations[str(part)], here[part]
            keys.append(str(part))
        elif isinstance(here, YamlSequence) and isinstance(part, int) and part < len(here):
            location, here = here.item_locations[part], here[part]
    return _Spot(location, tuple(keys))


def _in(spot: _Spot) -> str:
    return f" in {spot.label}" if spot.keys else ""


def _known(fields: dict[str, type[BaseModel]]) -> str:
    return f"known keys: {', '.join(fields)}" if fields else ""


def _meaning(model: type[BaseModel] | None, key: str) -> str:
    doc = field_doc(model, names_by_key(model)[key]) if model and issubclass(model, Node) else ""
    return doc.split("\n\n")[0].replace("\n", " ")


def _fields(model: type[Node], loc: tuple[str | int, ...]) -> dict[str, type[BaseModel]]:
    """The fields of the model (or of all models of a union) that holds the last key of `loc`, each with its model."""
    kinds: list[Any] = [model]
    for part in loc[:-1]:
        kinds = [after for kind in kinds for one in plain(kind) for after in step(one, part)]
    fields: dict[str, type[BaseModel]] = {}
    for kind in kinds:
        for one in plain(kind):
            if isinstance(one, type) and issubclass(one, BaseModel):
                fields |= dict.fromkeys(names_by_key(one), one)
    return fields
