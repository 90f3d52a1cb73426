"""Makes models of values with their positions, and reports every problem at the line that causes it."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from immerse.loading.annotations import KindTag, names_by_key, types_below
from immerse.loading.characters import quoted
from immerse.loading.examples import example_of
from immerse.loading.located import YamlMapping, YamlSequence
from immerse.loading.refused_values import bounds_for, rule_for
from immerse.loading.slips import odd_in, odd_key
from immerse.loading.validation_messages import KEYS, ErrorText, describe_error, kind_of_value, merge, quote_colon
from immerse.model.base import Node, Point
from immerse.model.ids import DrillId, InjectId, ProgrammeId
from immerse.model.policy.limits import ABOVE
from immerse.model.text import Text
from immerse.problems import Location, Problem
from immerse.words.docstrings import field_doc
from immerse.words.english import with_article
from immerse.words.near_misses import near_miss

M = TypeVar("M", bound=Node)

_MOST_GUESSES = 100
"""Unknown keys of one file for which a similar key is searched for, because each search takes long."""


class _Spot(NamedTuple):
    """The place in the loaded values to which the path of an error leads."""

    location: Location
    keys: tuple[str, ...]
    """Keys from the top, without positions in lists, which the line shows."""

    @property
    def label(self) -> str:
        """`response.targets.P1`."""
        return ".".join(self.keys)


def validate(value: Any, model: type[M], path: str) -> tuple[M | None, tuple[Problem, ...]]:
    """Make a model of the values of one file (or merged from several), or report all their problems.

    Args:
        value: The value of `read_yaml`. None (an empty file) counts as an empty mapping where nothing is required.
        model: The kind of file.
        path: The file of a problem whose value has no position.
    """
    if value is None:
        if required := _required(model):
            hint = f"it needs: {', '.join(required)}"
            return None, (Problem(Location(path), "schema", "the file is empty", hint=hint),)
        value = YamlMapping.at(Location(path))
    if not isinstance(value, dict):
        place = getattr(value, "location", Location(path))
        message = f"expected {KEYS}, found {kind_of_value(value)}"
        first = ", ".join(f"'{name}:'" for name in (_required(model) or list(model.model_fields))[:3])
        return None, (Problem(place, "schema", message, hint=f"begin the file with {first}"),)
    try:
        return model.model_validate(value), ()
    except ValidationError as error:
        return None, tuple(_problems(error, value, model))


def _with_tags(value: Any, loc: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """A path of pydantic's in which the tags of unions are marked: the first part that says the `kind` of a mapping."""
    parts: list[str | int] = []
    inner, tagged = value, None
    for part in loc:
        if isinstance(inner, YamlMapping) and inner is not tagged and part == inner.get("kind"):
            parts.append(KindTag(part))
            tagged = inner
            continue
        parts.append(part)
        if isinstance(inner, YamlMapping) and part in inner:
            inner = inner[str(part)]
        elif isinstance(inner, YamlSequence) and isinstance(part, int) and part < len(inner):
            inner = inner[part]
    return tuple(parts)


def _required(model: type[Node]) -> list[str]:
    return [name for name, field in model.model_fields.items() if field.is_required()]


def _problems(error: ValidationError, value: Any, model: type[Node]) -> Iterator[Problem]:
    entries = list(_causes(error.errors(include_url=False)))
    for entry in entries:
        entry["loc"] = _with_tags(value, entry["loc"])
    misplaced = {loc: problem for entry in entries if (problem := _misplaced(value, loc := entry["loc"][:2]))}
    yield from misplaced.values()
    entries = [entry for entry in entries if entry["loc"][:2] not in misplaced]
    texts = dict(_texts_with_colons(entries, model))
    by_spot: dict[_Spot, list[ErrorDetails]] = {}
    misspelt: set[tuple[Location, str]] = set()
    missing: list[tuple[_Spot, str, str, str]] = []
    for entry in entries:
        loc = entry["loc"]
        if loc[:-1] in texts:
            continue
        if at := entry.get("ctx", {}).get("at"):
            above = _find(value, loc).label
            entry["msg"] = entry["msg"].replace(f"{ABOVE}.", f"{above}." if above else "")
            loc = (*loc, *(int(key) if key.isdecimal() else key for key in at.split(".")))
        key = str(loc[-1]) if loc else ""
        if entry["type"] == "missing":
            meaning = _meaning(_fields(model, loc).get(key), key)
            missing.append((_find(value, loc), key, meaning, rule_for(entry, model)))
        elif entry["type"] == "extra_forbidden":
            fields = _fields(model, loc)
            nearest = near_miss(key, list(fields)) if len(misspelt) < _MOST_GUESSES else ""
            place = _find(value, loc[:-1]).location
            if key != "otherwise" or (place, "one_of") not in misspelt:
                yield _unknown(entry, value, nearest, fields)
            misspelt.add((place, nearest))
        else:
            by_spot.setdefault(_find(value, loc), []).append(entry)
    for spot, key, meaning, rule in missing:
        if misspelt.isdisjoint({(spot.location, key), (spot.location, "one_of")}):
            yield Problem(spot.location, rule, f"missing key {key!r}{_in(spot)}", hint=meaning)
    for loc, mapping in texts.items():
        text = ErrorText(message=f"expected text, found {kind_of_value(mapping)}", hint=quote_colon(mapping))
        yield _problem(_find(value, loc), text, "schema")
    for spot, several in by_spot.items():
        yield _slip(spot, several) or _problem(spot, _error_text(several, model), rule_for(several[0], model))


_NEIGHBOURS: dict[str | int, tuple[type[ProgrammeId], str]] = {
    "drills": (InjectId, "injects"),
    "injects": (DrillId, "drills"),
}
"""Name of a list -> the ids of the other list in its file, and the name of that list."""


def _misplaced(value: Any, loc: tuple[str | int, ...]) -> Problem | None:
    """A problem about an entry that belongs to the other list of its file."""
    if len(loc) < 2 or loc[0] not in _NEIGHBOURS or not isinstance(loc[1], int):
        return None
    entry = value[loc[0]][loc[1]] if isinstance(value.get(loc[0]), tuple) else None
    id = entry.get("id") if isinstance(entry, YamlMapping) else None
    other, home = _NEIGHBOURS[loc[0]]
    if not isinstance(id, Text) or not re.fullmatch(other.begins.format(module="[A-Z0-9]+") + r"\d+", id):
        return None
    message = f"{str(id)!r} is {with_article(other.kind)}, but is listed under '{loc[0]}:'"
    return Problem(id.location, "schema", message, hint=f"move it to '{home}:'")


def _texts_with_colons(entries: list[ErrorDetails], model: type[Node]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """(path, mapping) of each point that is a mapping without a known key: probably a text that contains a colon."""
    for guesses, entry in enumerate(entries):
        loc, value = entry["loc"], entry["input"]
        if entry["type"] != "missing" or loc[-1] != "text" or not isinstance(value, dict) or not value:
            continue
        fields = _fields(model, loc)
        if fields.get("text") is Point and not any(key in fields for key in value):
            key = str(next(iter(value)))
            if guesses > _MOST_GUESSES or not near_miss(key, list(fields)):
                yield loc[:-1], value


def _unknown(entry: ErrorDetails, value: Any, nearest: str, fields: dict[str, type[BaseModel]]) -> Problem:
    """A problem about an unknown key, or about words that YAML reads as a key."""
    loc, key = entry["loc"], str(entry["loc"][-1])
    place = _find(value, (*loc, "[key]")).location
    message = f"unknown key {quoted(key)}{_in(_find(value, loc[:-1]))}"
    known = f"known keys: {', '.join(fields)}" if fields else ""
    hint = "delete it, or the keys that it does not go with" if nearest == key else f"did you mean {nearest!r}?"
    hint = hint if nearest else known
    has_no_colon = entry["input"] is None and _find(value, loc).location == place._replace(
        column=place.column + len(key)
    )
    if odd := odd_key(key):
        message, hint = odd, "delete it"
    elif has_no_colon and (slip := odd_in(key)):
        message, hint = slip.message, slip.hint
    elif has_no_colon and not nearest:
        message, hint = f"{quoted(key)} is not a key: a comma ends a text inside {{}}", "quote the text before it"
    return Problem(place, "schema", message, hint=hint)


def _slip(spot: _Spot, entries: list[ErrorDetails]) -> Problem | None:
    """A problem about the character for which a text is not read as the keys or the list that it looks like."""
    text = entries[0]["input"]
    if not isinstance(text, Text) or not any(describe_error(entry).expected in (KEYS, "a list") for entry in entries):
        return None
    slip = odd_in((text.raw or text).partition("\n")[0])
    if slip is None:
        return None
    place = text.location._replace(column=text.location.column + slip.column)
    return Problem(place, "schema", slip.message, hint=slip.hint)


def _error_text(entries: list[ErrorDetails], model: type[Node]) -> ErrorText:
    """One text for all errors of one value."""
    text = merge([describe_error(entry) for entry in entries], entries[0]["input"])
    if (bounds := bounds_for(entries[0], model)) and (bounds.why or bounds.is_range):
        return text._replace(hint=f"{bounds} {bounds.unit}".rstrip() + bounds.because)
    if text.hint or not any(describe_error(entry).expected in (KEYS, "a list") for entry in entries):
        return text
    loc = tuple(0 if isinstance(part, int) else part for part in entries[0]["loc"])
    example = example_of(model, loc)
    return text._replace(hint=f"write it like {example}" if example else "")


def _causes(entries: list[ErrorDetails]) -> Iterator[ErrorDetails]:
    """The errors without those that follow from another one: values below a wrong key, and lists that are too short
    because their entries are wrong."""
    wrong_keys = {entry["loc"][:-1] for entry in entries if entry["loc"] and entry["loc"][-1] == "[key]"}
    for entry in entries:
        loc = entry["loc"]
        if wrong_keys and loc[-1:] != ("[key]",) and any(loc[:end] in wrong_keys for end in range(1, len(loc) + 1)):
            continue
        if entry["type"] == "too_short" and len(entry["input"]) >= entry["ctx"]["min_length"]:
            continue
        yield entry


def _problem(spot: _Spot, text: ErrorText, rule: str) -> Problem:
    # A message of our own may name the whole setting already.
    is_named = text.message.startswith(f"{spot.label} ") or (len(spot.keys) > 1 and spot.label in text.message)
    message = f"{spot.label}: {text.message}" if spot.keys and not is_named else text.message
    return Problem(spot.location, rule, message, hint=text.hint)


def _find(value: Any, loc: tuple[str | int, ...]) -> _Spot:
    """Follow a path of pydantic's, ignoring tags of unions and names of validators; `[key]` at its end means the key
    itself."""
    location: Location = value.location
    keys: list[str] = []
    inner = value
    at_key = len(loc) - 2 if loc and loc[-1] == "[key]" else -1
    for index, part in enumerate(loc):
        if isinstance(part, KindTag):
            continue
        if isinstance(inner, YamlMapping) and part in inner:
            if index == at_key:
                return _Spot(inner.key_locations[str(part)], tuple(keys))
            location, inner = inner.value_locations[str(part)], inner[part]
            keys.append(str(part))
        elif isinstance(inner, YamlSequence) and isinstance(part, int) and part < len(inner):
            location, inner = inner.item_locations[part], inner[part]
    return _Spot(location, tuple(keys))


def _in(spot: _Spot) -> str:
    return f" in {spot.label}" if spot.keys else ""


def _meaning(model: type[BaseModel] | None, key: str) -> str:
    doc = field_doc(model, names_by_key(model)[key]) if model and issubclass(model, Node) else ""
    return doc.split("\n\n")[0].replace("\n", " ")


def _of_kind(tag: str | int, kinds: list[Any]) -> list[Any]:
    """The models whose `kind` a part of a path names, as the tag of a union does; all models if it names none."""
    fields = ((kind, kind.model_fields.get("kind")) for kind in kinds if hasattr(kind, "model_fields"))
    return [kind for kind, field in fields if field and tag in get_args(field.annotation)] or kinds


def _fields(model: type[Node], loc: tuple[str | int, ...]) -> dict[str, type[BaseModel]]:
    """The fields of the model (or all models of a union) that contains the last key of `loc`, each with its model."""
    kinds: list[Any] = [model]
    for part in loc[:-1]:
        kinds = _of_kind(part, types_below(kinds, part))
    fields: dict[str, type[BaseModel]] = {}
    for kind in kinds:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            fields |= dict.fromkeys(names_by_key(kind), kind)
    return fields
