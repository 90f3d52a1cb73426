"""Mappings and lists of a YAML file that know the positions of their values, and those that are still being read."""

from dataclasses import dataclass, field
from typing import Any, Self

from immerse.model.text import LocatedDict, LocatedList, Text
from immerse.problems import Location


class YamlMapping(LocatedDict):
    """A mapping of a file, also with the positions of its values, because numbers and booleans have none."""

    value_locations: dict[str, Location]

    @classmethod
    def at(cls, location: Location) -> Self:
        """An empty mapping at a position."""
        mapping = cls()
        mapping.location = location
        mapping.key_locations = {}
        mapping.value_locations = {}
        return mapping


class YamlSequence(LocatedList):
    """A list of a file, with the positions of its entries."""

    item_locations: tuple[Location, ...]


def value_at(value: Any, *path: str) -> Any:
    """The value at a path of keys; None if there is none."""
    for key in path:
        value = value.get(key) if isinstance(value, YamlMapping) else None
    return value


@dataclass(slots=True)
class OpenCollection:
    """A collection whose end has not been read yet."""

    location: Location
    mapping: YamlMapping | None
    in_brackets: bool
    is_cut: bool = False
    """Whether a text with typographic quotes was cut at a comma, so that its rest follows."""
    key: Text | None = None
    items: list[Any] = field(default_factory=list)
    places: list[Location] = field(default_factory=list)
