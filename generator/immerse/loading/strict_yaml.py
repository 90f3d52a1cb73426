"""Reads a strict subset of YAML: bytes to values with their positions, and a problem for each error.

It reads the parser's events, not its node tree: nothing recurses, and reading stops where a file becomes too large or
too deep.
"""

import sys
from functools import lru_cache
from typing import Any, NamedTuple

import yaml

from immerse.loading.characters import decode, escaped_faults, quoted
from immerse.loading.located import OpenCollection, YamlMapping, YamlSequence
from immerse.loading.scalars import Ambiguous, hint_for, read_plain
from immerse.loading.slips import (
    closed_late,
    dropped_words,
    has_closing_quote,
    has_opening_quote,
    merge_marks,
    swallowed_line,
)
from immerse.loading.syntax import PARSER, READ_ERRORS, Quote, explain
from immerse.model.bounds import SOURCE_MIB
from immerse.model.text import Text
from immerse.problems import Location, Problem

MAX_BYTES = SOURCE_MIB * 1024 * 1024
MAX_NODES = 50_000
MAX_DEPTH = 40


class YamlDocument(NamedTuple):
    """The content of a file: `value` is None for an empty file, and with problems for a file that could not be read."""

    value: Any
    problems: tuple[Problem, ...]


def read_yaml(source: bytes, path: str, parser: Any = PARSER) -> YamlDocument:
    """Read one file. Never raises, whatever the bytes.

    After an error that does not affect the rest of the file (a duplicate key, an anchor, an ambiguous number), reading
    continues and the value comes with the problems, so that one run shows them all.

    Args:
        source: The file's bytes; more than `MAX_BYTES` are refused.
        path: The path in problems and positions, with `/`.
        parser: A class of PyYAML that gives events.
    """
    if len(source) > MAX_BYTES:
        message = f"the file has more than {MAX_BYTES:,} bytes"
        return YamlDocument(None, (Problem(Location(path), "path", message, hint="make it smaller"),))
    text, problems = decode(source, path)
    if problems and not text:
        return YamlDocument(None, problems)
    if marks := tuple(merge_marks(text, path)):
        return YamlDocument(None, problems + marks)
    reader = _Reader(text, path, parser)
    value = reader.read()
    return YamlDocument(value, problems + tuple(reader.problems))


@lru_cache(maxsize=256)
def read_cached(source: bytes, path: str) -> YamlDocument:
    """As `read_yaml`, but cached, because a build reads most files twice. All callers share the value and must not
    change it."""
    return read_yaml(source, path)


class _Stop(Exception):
    """The rest of the file cannot be read; contains the last problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


_DROPPED = Text("")
"""Stands for a key whose value is read and discarded."""


class _Reader:
    """Reads the events of a text once."""

    def __init__(self, text: str, path: str, parser: Any) -> None:
        self.text = text
        self.path = path
        self._parser = parser
        self.problems: list[Problem] = []
        self._open: list[OpenCollection] = []
        self._nodes = 0
        self._documents = 0
        self._value: Any = None
        self._last_quote: Quote | None = None
        self._drops = "#" in text
        self._last_drop = 0
        self._lines: list[str] = []

    def read(self) -> Any:
        """The value of the document, as far as it can be read."""
        try:
            for event in iter(self._parser(self.text).get_event, None):
                if type(event) is yaml.ScalarEvent:  # most events are scalars, so they are handled first
                    self._scalar(event)
                else:
                    self._take(event)
        except _Stop as stop:
            self.problems.append(stop.problem)
            return None
        except READ_ERRORS as error:
            problem = explain(error, self.text, self.path, self._last_quote)
            line = problem.location.line
            begun = getattr(getattr(error, "context_mark", None), "line", line)
            follows = self._last_drop and (line == self._last_drop + 1 or begun < self._last_drop <= line)
            if not follows and all(earlier.location.line != line for earlier in self.problems):
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
            hint = "write the value out here, or quote a text that begins with *"
            self._fault(place, f"the alias {quoted(alias)} is refused", hint)
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
            hint = "a file contains one document; delete '---' or make two files"
            raise _Stop(Problem(place, "yaml", "a second document begins here", hint=hint))

    def _refuse(self, event: Any, place: Location) -> None:
        if self._nodes > MAX_NODES:
            raise _Stop(Problem(place, "yaml", f"the file has more than {MAX_NODES:,} values", hint="split the file"))
        if event.anchor is not None:
            anchor = quoted(f"&{event.anchor}")
            hint = "write the value out where it is needed, or quote a text that begins with &"
            self._fault(place, f"the anchor {anchor} is refused", hint)
        if event.tag is not None:
            tag = quoted(event.tag.replace("tag:yaml.org,2002:", "!!"))
            self._fault(place, f"the tag {tag} is refused", "delete it, or quote a text that begins with !")

    def _begin(self, event: Any, is_mapping: bool) -> None:
        place = self._place(event)
        self._nodes += 1
        if self._nodes > MAX_NODES or event.anchor is not None or event.tag is not None:
            self._refuse(event, place)
        if len(self._open) >= MAX_DEPTH:
            hint = "check the brackets and the indentation"
            raise _Stop(Problem(place, "yaml", f"nested more than {MAX_DEPTH} deep", hint=hint))
        mapping = YamlMapping.at(place) if is_mapping else None
        self._open.append(OpenCollection(place, mapping, event.flow_style))

    def _end(self) -> None:
        done = self._open.pop()
        value: Any = done.mapping
        if value is None:
            value = YamlSequence(done.items)
            value.location = done.location
            value.item_locations = tuple(done.places)
        self._put(value, done.location)

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
            self.problems += escaped_faults(text, place)
        above = self._open[-1] if self._open else None
        if not plain and "\n" in raw and event.style in ("'", '"'):
            self._many_lines(raw, place, event.end_mark.index)
        if above is not None and above.mapping is not None and above.key is None:
            self._key(above, Text(text, place, raw), plain)
            return
        value: Any = text
        if plain:
            try:
                value = read_plain(text)
            except Ambiguous as ambiguous:
                self._fault(place, f"{quoted(text)} is ambiguous: {ambiguous}", hint_for(text))
            if self._drops and (value is None or value is text):
                place = self._dropped(event.end_mark, above if text else None) or place
            if above is not None and above.in_brackets and has_opening_quote(text):
                above.is_cut = True
                hint = 'write straight quotes: "..."'
                self._fault(place, f"{quoted(text)} ends at the comma: typographic quotes do not quote a text", hint)
        self._put(Text(text, place, raw) if isinstance(value, str) else value, place)

    def _dropped(self, end: Any, above: OpenCollection | None) -> Location | None:
        """The beginning of the words of a text that YAML ignores as a comment."""
        problem = dropped_words(self.text, end, self.path, above.location.column if above else 0)
        if problem is None:
            return None
        self.problems.append(problem)
        self._last_drop = problem.location.line
        return problem.location if above is None else None

    def _many_lines(self, raw: str, place: Location, end: int) -> None:
        """A quote that was not closed ends where the next one begins, and the lines between are lost."""
        self._last_quote = Quote(place.line, end)
        column = next(
            (collection.location.column for collection in reversed(self._open) if not collection.in_brackets), 0
        )
        if number := swallowed_line(raw, column):
            raise _Stop(closed_late(place, number, raw.count("\n")))

    def _key(self, above: OpenCollection, key: Text, plain: bool) -> None:
        mapping = above.mapping
        assert mapping is not None
        above.key = _DROPPED
        if above.is_cut and plain:
            above.is_cut = not has_closing_quote(key)
        elif plain and key == "<<":
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
                above.mapping.key_locations[sys.intern(str(above.key))] = above.key.location
                above.mapping.value_locations[above.key] = place
            above.key = None

    def _collection_as_key(self, place: Location) -> None:
        self._lines = self._lines or self.text.split("\n")
        if self._lines[place.line - 1][place.column - 2 : place.column] == "{{":
            start = Location(place.path, place.line, place.column - 1)
            self._fault(start, "a text that begins with {{ must be quoted", 'write "{{ ... }}"')
        else:
            self._fault(place, "a key must be a plain text", "quote a text that begins with a bracket")
