"""A small judge of values by a JSON Schema, for the keywords that our schemas use; any other keyword is a fault."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}
OF_MANY = frozenset(
    {"properties", "patternProperties", "propertyNames", "required", "additionalProperties"}
    | {"items", "minItems", "maxItems"}
)
"""Keywords that say nothing of a value that is neither an object nor an array."""
OF_ONE = frozenset({"pattern", "minLength", "maxLength", "minimum", "maximum"})
"""Keywords that say nothing of an object or an array."""
NOTES = frozenset({"$schema", "$defs", "title", "description", "default", "examples", "uniqueItems", "format", "then"})


class AsEditorsRead(yaml.SafeLoader):
    """YAML 1.2 as editors read it: no dates, no sexagesimals, no octals, no yes and no."""


AsEditorsRead.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", r"true|false", "tf"),
    ("null", r"null|~|", "n~"),
    ("int", r"-?(?:0|[1-9][0-9]*)", "-0123456789"),
    ("float", r"-?(?:0|[1-9][0-9]*)\.[0-9]+", "-0123456789"),
):
    AsEditorsRead.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first))


def faults(value: Any, schema: Any, whole: dict[str, Any], at: str = "") -> Iterator[str]:
    """What is wrong with `value`, each with its path; `whole` is the document that holds `$defs`."""
    if schema is True:
        return
    for keyword, wanted in schema.items():
        if keyword not in NOTES:
            yield from _judge(keyword, wanted, value, schema, whole, at)


def _judge(keyword: str, wanted: Any, value: Any, schema: Any, whole: dict[str, Any], at: str) -> Iterator[str]:
    if keyword == "$ref":
        yield from faults(value, whole["$defs"][wanted.removeprefix("#/$defs/")], whole, at)
    elif keyword in ("anyOf", "oneOf"):
        tried = [list(faults(value, choice, whole, at)) for choice in wanted]
        if [] not in tried:
            yield f"{at}: fits none of {len(wanted)} choices: {min(tried, key=len)}"
    elif keyword == "allOf":
        for part in wanted:
            yield from faults(value, part, whole, at)
    elif keyword == "if":
        if not list(faults(value, wanted, whole, at)):
            yield from faults(value, schema["then"], whole, at)
    elif keyword == "type":
        allowed = TYPES[wanted]
        if not isinstance(value, allowed) or (isinstance(value, bool) and bool not in allowed):
            yield f"{at}: {value!r} is no {wanted}"
    elif keyword in ("const", "enum"):
        if value not in (wanted if keyword == "enum" else [wanted]):
            yield f"{at}: {value!r} is not {wanted!r}"
    elif isinstance(value, dict):
        yield from _judge_object(keyword, wanted, value, schema, whole, at)
    elif isinstance(value, list):
        yield from _judge_array(keyword, wanted, value, schema, whole, at)
    else:
        yield from _judge_scalar(keyword, wanted, value, at)


def _judge_object(keyword: str, wanted: Any, value: Any, schema: Any, whole: dict[str, Any], at: str) -> Iterator[str]:
    known = schema.get("properties", {})
    patterns = schema.get("patternProperties", {})
    if keyword == "properties":
        for name in known.keys() & value.keys():
            yield from faults(value[name], known[name], whole, f"{at}/{name}")
    elif keyword == "required":
        yield from (f"{at}: {name!r} is missing" for name in wanted if name not in value)
    elif keyword == "additionalProperties":
        others = (name for name in value.keys() - known.keys() if not any(re.search(one, name) for one in patterns))
        for name in sorted(others):
            if wanted is False:
                yield f"{at}: {name!r} is unknown"
            else:
                yield from faults(value[name], wanted, whole, f"{at}/{name}")
    elif keyword == "patternProperties":
        for name, pattern in ((name, pattern) for name in value for pattern in wanted if re.search(pattern, name)):
            yield from faults(value[name], wanted[pattern], whole, f"{at}/{name}")
    elif keyword == "propertyNames":
        for name in value:
            yield from faults(name, wanted, whole, f"{at}/{name}")
    elif keyword in ("minProperties", "maxProperties"):
        yield from _bound(keyword, wanted, len(value), at)
    elif keyword not in OF_ONE | OF_MANY:
        raise ValueError(f"{at}: keyword {keyword!r} is not known here")


def _judge_array(keyword: str, wanted: Any, value: Any, schema: Any, whole: dict[str, Any], at: str) -> Iterator[str]:
    if keyword == "items":
        for index, item in enumerate(value[len(schema.get("prefixItems", ())) :]):
            yield from faults(item, wanted, whole, f"{at}/{index}")
    elif keyword == "prefixItems":
        for index, (item, part) in enumerate(zip(value, wanted, strict=False)):
            yield from faults(item, part, whole, f"{at}/{index}")
    elif keyword in ("minItems", "maxItems"):
        yield from _bound(keyword, wanted, len(value), at)
    elif keyword not in OF_ONE | OF_MANY:
        raise ValueError(f"{at}: keyword {keyword!r} is not known here")


def _judge_scalar(keyword: str, wanted: Any, value: Any, at: str) -> Iterator[str]:
    if keyword == "pattern":
        if isinstance(value, str) and not re.search(wanted, value):
            yield f"{at}: {value!r} does not match {wanted}"
    elif keyword in ("minLength", "maxLength"):
        if isinstance(value, str):
            yield from _bound(keyword, wanted, len(value), at)
    elif keyword in ("minimum", "maximum"):
        if isinstance(value, (int, float)):
            yield from _bound(keyword, wanted, value, at)
    elif keyword not in OF_MANY:
        raise ValueError(f"{at}: keyword {keyword!r} is not known here")


def _bound(keyword: str, wanted: float, value: float, at: str) -> Iterator[str]:
    if (keyword.startswith("min") and value < wanted) or (keyword.startswith("max") and value > wanted):
        yield f"{at}: {keyword} is {wanted}, not {value}"
