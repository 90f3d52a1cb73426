"""Mappings and lists of a YAML file that know the places of what they hold, and those whose end has not come yet."""

from __future__ import annotations

from typing import Any

from immerse.model.text import LocatedDict, LocatedList, Text
from immerse.problems import Location


class YamlMapping(LocatedDict):
    """A mapping of a file: also the places of its values, which numbers and booleans cannot carry."""

    value_locations: dict[str, Location]


class YamlSequence(LocatedList):
    """A list of a file, with the places of its entries."""

    item_locations: tuple[Location, ...]


class OpenCollection:
    """A collection whose end has not come yet."""

    __slots__ = ("in_brackets", "is_cut", "items", "key", "location", "mapping", "places")

    def __init__(self, location: Location, mapping: YamlMapping | None, in_brackets: bool) -> None:
        self.location = location
        self.mapping = mapping
        self.in_brackets = in_brackets
        self.is_cut = False
        """A text with typographic quotes was cut at a comma: what follows is the rest of it."""
        self.key: Text | None = None
        self.items: list[Any] = []
        self.places: list[Location] = []
