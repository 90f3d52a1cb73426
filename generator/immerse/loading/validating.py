"""Values that know their places -> models, with every objection at the line that caused it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from immerse.loading.annotations import names_by_key, plain, step
from immerse.loading.blame import rule_for
from immerse.loading.characters import quoted
from immerse.loading.examples import example_of
from immerse.loading.located import YamlMapping, YamlSequence
from immerse.loading.slips import odd_in, odd_key
from immerse.loading.validation_messages import KEYS, ErrorText, describe_error, found, merge, quote_colon
from immerse.model.base import Node, Point
from immerse.model.text import Text
from immerse.problems import Location, Problem
from immerse.words.docstrings import field_doc
from immerse.words.near_misses import near_miss

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
        message = f"expected {KEYS}, found {found(value)}"
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
    entries = list(_told(error.errors(include_url=False)))
    misplaced = {loc: problem for entry in entries if (problem := _misplaced(value, loc := entry["loc"][:2]))}
    yield from misplaced.values()
    entries = [entry for entry in entries if entry["loc"][:2] not in misplaced]
    texts = dict(_texts_with_colons(entries, model))
    faults: dict[_Spot, list[ErrorDetails]] = {}
    misspelt: list[tuple[Location, str]] = []
    missing: list[tuple[_Spot, str, str, str]] = []
    for entry in entries:
        loc = entry["loc"]
        if loc[:-1] in texts:
            continue
        if at := entry.get("ctx", {}).get("at"):
            loc = (*loc, *at.split("."))
        key = str(loc[-1]) if loc else ""
        if entry["type"] == "missing":
            meaning = _meaning(_fields(model, loc).get(key), key)
            missing.append((_find(value, loc), key, meaning, rule_for(entry, model)))
        elif entry["type"] == "extra_forbidden":
            fields = _fields(model, loc)
            meant = near_miss(key, list(fields)) if len(misspelt) < _MOST_GUESSES else ""
            misspelt.append((_find(value, loc[:-1]).location, meant))
            yield _unknown(entry, value, meant, fields)
        else:
            faults.setdefault(_find(value, loc), []).append(entry)
    meant_keys = set(misspelt)
    for spot, key, meaning, rule in missing:
        if (spot.location, key) not in meant_keys:
            yield Problem(spot.location, rule, f"missing key {key!r}{_in(spot)}", hint=meaning)
    for loc, mapping in texts.items():
        fault = ErrorText(message=f"expected text, found {found(mapping)}", hint=quote_colon(mapping))
        yield _objection(_find(value, loc), fault, "schema")
    for spot, several in faults.items():
        yield _odd(spot, several) or _objection(spot, _fault(several, model), rule_for(several[0], model))


_NEIGHBOURS = {
    "drills": (r"[A-Z0-9]+-I\d+", "an inject", "injects"),
    "injects": (r"[A-Z0-9]+-D\d+", "a drill", "drills"),
}
"""Two lists of one file, with what ids of the other look like."""


def _misplaced(value: Any, loc: tuple[str | int, ...]) -> Problem | None:
    """An entry that was added to the list below the one that it belongs to."""
    if len(loc) < 2 or loc[0] not in _NEIGHBOURS or not isinstance(loc[1], int):
        return None
    entry = value[loc[0]][loc[1]] if isinstance(value.get(loc[0]), tuple) else None
    id = entry.get("id") if isinstance(entry, YamlMapping) else None
    pattern, what, home = _NEIGHBOURS[str(loc[0])]
    if not isinstance(id, Text) or not re.fullmatch(pattern, id):
        return None
    message = f"{str(id)!r} is {what}, and stands under '{loc[0]}:'"
    return Problem(id.location, "schema", message, hint=f"move it to the entries of '{home}:'")


def _texts_with_colons(entries: list[ErrorDetails], model: type[Node]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Points that were meant as texts, and hold a colon: a mapping of which no key is known. Path -> the mapping."""
    for guesses, entry in enumerate(entries):
        loc, value = entry["loc"], entry["input"]
        if entry["type"] != "missing" or loc[-1] != "text" or not isinstance(value, dict) or not value:
            continue
        fields = _fields(model, loc)
        if fields.get("text") is Point and not any(key in fields for key in value):
            key = str(next(iter(value)))
            if guesses > _MOST_GUESSES or not near_miss(key, list(fields)):
                yield loc[:-1], value


def _unknown(entry: ErrorDetails, value: Any, meant: str, fields: dict[str, type[BaseModel]]) -> Problem:
    """A key that nobody knows, or what was taken for one."""
    loc, key = entry["loc"], str(entry["loc"][-1])
    place = _find(value, (*loc, "[key]")).location
    message = f"unknown key {quoted(key)}{_in(_find(value, loc[:-1]))}"
    hint = f"did you mean {meant!r}?" if meant else _known(fields)
    has_no_colon = entry["input"] is None and _find(value, loc).location == place._replace(
        column=place.column + len(key)
    )
    if odd := odd_key(key):
        message, hint = odd, "type the key alone"
    elif has_no_colon and (odd_one := odd_in(key)):
        message, hint = odd_one.message, odd_one.hint
    elif has_no_colon and not meant:
        message, hint = f"{quoted(key)} is no key: a comma ends a text inside {{}}", "quote the text before it"
    return Problem(place, "schema", message, hint=hint)


def _odd(spot: _Spot, entries: list[ErrorDetails]) -> Problem | None:
    """What keeps a text from being the keys or the list that it looks like."""
    text = entries[0]["input"]
    if not isinstance(text, Text) or not any(describe_error(entry).expected in (KEYS, "a list") for entry in entries):
        return None
    slip = odd_in((text.raw or text).partition("\n")[0])
    if slip is None:
        return None
    place = text.location._replace(column=text.location.column + slip.column)
    return Problem(place, "schema", slip.message, hint=slip.hint)


def _fault(entries: list[ErrorDetails], model: type[Node]) -> ErrorText:
    """One objection for all that was said about one value."""
    fault = merge([describe_error(entry) for entry in entries], entries[0]["input"])
    if fault.hint or not any(describe_error(entry).expected in (KEYS, "a list") for entry in entries):
        return fault
    loc = tuple(0 if isinstance(part, int) else part for part in entries[0]["loc"])
    example = example_of(model, loc)
    return replace(fault, hint=f"write it like {example}" if example else "")


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


def _objection(spot: _Spot, fault: ErrorText, rule: str) -> Problem:
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


def _of_kind(tag: str | int, kinds: list[Any]) -> list[Any]:
    """The models whose `kind` a part of a path names, as the tag of a union does; all where it names none."""
    fields = (
        (one, one.model_fields.get("kind")) for kind in kinds for one in plain(kind) if hasattr(one, "model_fields")
    )
    return [one for one, field in fields if field and tag in get_args(field.annotation)] or kinds


def _fields(model: type[Node], loc: tuple[str | int, ...]) -> dict[str, type[BaseModel]]:
    """The fields of the model (or of all models of a union) that holds the last key of `loc`, each with its model."""
    kinds: list[Any] = [model]
    for part in loc[:-1]:
        kinds = _of_kind(part, [one for kind in kinds for inner in plain(kind) for one in step(inner, part)])
    fields: dict[str, type[BaseModel]] = {}
    for kind in kinds:
        for one in plain(kind):
            if isinstance(one, type) and issubclass(one, BaseModel):
                fields |= dict.fromkeys(names_by_key(one), one)
    return fields
