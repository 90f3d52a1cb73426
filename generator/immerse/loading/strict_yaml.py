"""Plain YAML that can be read in one way only: bytes -> values that know their places, and every fault in words.

Read from the parser's events, never from its node tree: nothing recurses, and a file that is too large or too deep is
left where it becomes so.
"""

from __future__ import annotations

import unicodedata
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

import yaml

from immerse.loading.characters import HIDDEN, decode, describe, quoted
from immerse.loading.scalars import Ambiguous, read_plain
from immerse.loading.syntax import READ_ERRORS, explain
from immerse.model.text import LocatedDict, LocatedList, Text
from immerse.problems import Location, Problem

MAX_BYTES = 1024 * 1024
MAX_NODES = 50_000
MAX_DEPTH = 40

_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlMapping(LocatedDict):
    """A mapping of a file: also the places of its values, which numbers and booleans cannot carry."""

    value_locations: dict[str, Location]


class YamlSequence(LocatedList):
    """A list of a file, with the places of its entries."""

    item_locations: tuple[Location, ...]


class Reading(NamedTuple):
    """What was read: `value` is None for an empty file and for one that could not be read (then there are problems)."""

    value: Any
    problems: tuple[Problem, ...]


def read_yaml(source: bytes, path: str) -> Reading:
    """Read one file. Never raises, whatever the bytes.

    Where the rest of the file can still be judged (a duplicate key, an anchor, an ambiguous number), reading goes on
    and the value comes with the problems, so that one run shows them all.

    Args:
        source: The file's bytes; more than `MAX_BYTES` are refused.
        path: The path that problems and places name, with `/`.
    """
    if len(source) > MAX_BYTES:
        message = f"the file has more than {MAX_BYTES:,} bytes"
        return Reading(None, (Problem(Location(path), "path", message, hint="make it smaller"),))
    text, problems = decode(source, path)
    if problems and not text:
        return Reading(None, problems)
    reader = _Reader(text, path)
    value = reader.read()
    return Reading(value, problems + tuple(reader.problems))


@lru_cache(maxsize=256)
def read_kept(source: bytes, path: str) -> Reading:
    """As `read_yaml`, and kept: a build asks for most files twice, as a model and as what its client or the core says.
    The value is the same object for everybody, so nobody may change it."""
    return read_yaml(source, path)


class _Stop(Exception):
    """The rest of the file cannot be judged; carries the last problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


class _Open:
    """A collection whose end has not come yet."""

    __slots__ = ("items", "key", "location", "mapping", "places")

    def __init__(self, location: Location, mapping: YamlMapping | None) -> None:
        self.location = location
        self.mapping = mapping
        self.key: Text | None = None
        self.items: list[Any] = []
        self.places: list[Location] = []


_DROPPED = Text("")
"""Stands for a key whose value is read and thrown away."""


class _Reader:
    """One pass over the events of a text."""

    def __init__(self, text: str, path: str) -> None:
        self.text = text
        self.path = path
        self.problems: list[Problem] = []
        self._open: list[_Open] = []
        self._nodes = 0
        self._documents = 0
        self._value: Any = None

    def read(self) -> Any:
        """The value of the document, as far as it goes."""
        try:
            for event in iter(_PARSER(self.text).get_event, None):
                if type(event) is yaml.ScalarEvent:  # most of them, so they are not asked what else they could be
                    self._scalar(event)
                else:
                    self._take(event)
        except _Stop as stop:
            self.problems.append(stop.problem)
            return None
        except READ_ERRORS as error:
            problem = explain(error, self.text, self.path)
            if all(earlier.location.line != problem.location.line for earlier in self.problems):
                self.problems.append(problem)
            return None
        return self._value

    def _take(self, event: Any) -> None:
        kind = type(event)
        if kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self._begin(event, kind is yaml.MappingStartEvent)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._end()
        elif kind is yaml.AliasEvent:
            place = self._place(event)
            alias = f"*{event.anchor}"
            self._fault(place, f"the alias {quoted(alias)} is refused", "write the value out here, or quote it")
            self._put(Text(alias, place), place)
        elif kind is yaml.DocumentStartEvent:
            self._document(event)

    def _place(self, event: Any) -> Location:
        mark = event.start_mark
        return Location(self.path, mark.line + 1, mark.column + 1)

    def _fault(self, place: Location, message: str, hint: str) -> None:
        self.problems.append(Problem(place, "yaml", message, hint=hint))

    def _document(self, event: Any) -> None:
        place = self._place(event)
        self._documents += 1
        if event.version or event.tags:
            self._fault(place, "directives (%) are refused", "delete the line that begins with %")
        if self._documents > 1:
            hint = "one file holds one document; delete '---' or make two files"
            raise _Stop(Problem(place, "yaml", "a second document begins here", hint=hint))

    def _refuse(self, event: Any, place: Location) -> None:
        if self._nodes > MAX_NODES:
            raise _Stop(Problem(place, "yaml", f"the file has more than {MAX_NODES:,} values", hint="split the file"))
        if event.anchor is not None:
            anchor = quoted(f"&{event.anchor}")
            self._fault(place, f"the anchor {anchor} is refused", "write the value out wherever it is needed")
        if event.tag is not None:
            tag = quoted(event.tag.replace("tag:yaml.org,2002:", "!!"))
            self._fault(place, f"the tag {tag} is refused", "delete it, or quote a text that begins with !")

    def _begin(self, event: Any, is_mapping: bool) -> None:
        place = self._place(event)
        self._nodes += 1
        if self._nodes > MAX_NODES or event.anchor is not None or event.tag is not None:
            self._refuse(event, place)
        if len(self._open) >= MAX_DEPTH:
            hint = "no file of a programme is that deep; check the brackets and the indentation"
            raise _Stop(Problem(place, "yaml", f"nested more than {MAX_DEPTH} deep", hint=hint))
        mapping = None
        if is_mapping:
            mapping = YamlMapping()
            mapping.location = place
            mapping.key_locations = {}
            mapping.value_locations = {}
        self._open.append(_Open(place, mapping))

    def _end(self) -> None:
        done = self._open.pop()
        if done.mapping is not None:
            self._put(done.mapping, done.location)
            return
        sequence = YamlSequence(done.items)
        sequence.location = done.location
        sequence.item_locations = tuple(done.places)
        self._put(sequence, done.location)

    def _scalar(self, event: Any) -> None:
        mark = event.start_mark
        place = Location(self.path, mark.line + 1, mark.column + 1)
        self._nodes += 1
        if self._nodes > MAX_NODES or event.anchor is not None or event.tag is not None:
            self._refuse(event, place)
        text: str = event.value
        raw = self.text[mark.index : event.end_mark.index]
        plain = event.implicit[0] and event.style in ("", None)
        if event.style == '"' and "\\" in raw:
            self._escaped(text, place)
        above = self._open[-1] if self._open else None
        if above is not None and above.mapping is not None and above.key is None:
            self._key(above, Text(text, place, raw), plain)
            return
        value: Any = text
        if plain:
            try:
                value = read_plain(text)
            except Ambiguous as ambiguous:
                self._fault(place, f"{quoted(text)} is {ambiguous}", _ambiguous_hint(text))
        self._put(Text(text, place, raw) if isinstance(value, str) else value, place)

    def _escaped(self, text: str, place: Location) -> None:
        if hidden := HIDDEN.search(text):
            self._fault(place, f"an escape makes {describe(hidden.group())}, which is refused", "delete the escape")
        elif not unicodedata.is_normalized("NFC", text):
            self._fault(place, "an escape makes a character in parts where one exists (not NFC)", "type the character")

    def _key(self, above: _Open, key: Text, plain: bool) -> None:
        mapping = above.mapping
        assert mapping is not None
        above.key = _DROPPED
        if plain and key == "<<":
            self._fault(key.location, "the merge key '<<' is refused", "write the keys out here")
        elif not key:
            self._fault(key.location, "a key is missing", "write 'key: value'")
        elif key in mapping:
            first = mapping.key_locations[key].line
            self._fault(key.location, f"duplicate key {quoted(key)} (first on line {first})", "keep one of the two")
        else:
            above.key = key

    def _put(self, value: Any, place: Location) -> None:
        if not self._open:
            self._value = value
            return
        above = self._open[-1]
        if above.mapping is None:
            above.items.append(value)
            above.places.append(place)
        elif above.key is None:
            self._collection_as_key(place)
            above.key = _DROPPED
        else:
            if above.key is not _DROPPED:
                above.mapping[above.key] = value
                above.mapping.key_locations[above.key] = above.key.location
                above.mapping.value_locations[above.key] = place
            above.key = None

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.split("\n")

    def _collection_as_key(self, place: Location) -> None:
        if self._lines[place.line - 1][place.column - 2 : place.column] == "{{":
            start = Location(place.path, place.line, place.column - 1)
            self._fault(start, "a text that begins with {{ must be quoted", 'write "{{ ... }}"')
        else:
            self._fault(place, "a key must be one text", "quote a text that begins with a bracket")


def _ambiguous_hint(text: str) -> str:
    if text == "~":
        return "write null, or quote it"
    return f'quote it if it is text ("{text[:40]}"), else write plain digits'
