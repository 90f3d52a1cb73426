"""Strings that know their position in the source, so that every later stage can report exact positions.

The loader makes `Text`, `LocatedDict` and `LocatedList`; pydantic narrows `Text`. `Line` and `Prose` hold placeholders.
"""

import re
from collections.abc import Iterable
from typing import Any, ClassVar, Self

from pydantic import GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from immerse.model.positions import offsets_in, place_in
from immerse.problems import NOWHERE, Location
from immerse.words.characters import has_hidden


class Text(str):
    """A string with its position. `raw` is the source slice of the scalar, as typed, starting at `location`."""

    __slots__ = ("_offsets", "braces", "location", "raw")

    location: Location
    raw: str
    braces: Any
    """The spans of the placeholders, cached by `expressions`; None until they were searched for."""
    _offsets: list[int] | None
    schema_pattern: ClassVar[str] = ""

    def __new__(cls, value: str, location: Location = NOWHERE, raw: str = "") -> Self:
        text = super().__new__(cls, value)
        text.location = location
        text.raw = raw
        text._offsets = None
        text.braces = None
        return text

    def __reduce__(self) -> tuple[Any, ...]:
        value = self.raw if self.raw == self else str(self)
        return str.__new__, (type(self), value), (None, self._state())  # read again without a call of Python

    def _state(self) -> dict[str, Any]:
        return {"location": self.location, "raw": self.raw, "_offsets": None, "braces": self.braces}

    def at(self, offset: int) -> Location:
        """The position of the character at `offset`; the start of the text where its source is not known."""
        if self._offsets is None:
            self._offsets = offsets_in(self.raw, self) or []
        if not self._offsets:
            return self.location
        return place_in(self.raw, self._offsets[min(max(offset, 0), len(self))], self.location)

    @classmethod
    def fault(cls, value: str) -> str:
        """The fault of `value` for this kind of text; empty where it has none."""
        return "must not be empty" if not value.strip() else ""

    @classmethod
    def _validate(cls, value: Any) -> Self:
        if not isinstance(value, str):
            raise PydanticCustomError("text_type", "expected text")
        if fault := cls.fault(value):
            raise PydanticCustomError("text", "{fault}", {"fault": fault})
        if isinstance(value, cls):
            return value
        if isinstance(value, Text):
            return cls(value, value.location, value.raw)
        return cls(value)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls._validate, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string"} | ({"pattern": cls.schema_pattern} if cls.schema_pattern else {})


class LocatedDict(dict[Any, Any]):
    """A mapping as loaded: keys are `Text`, and `key_locations` has the position of each key."""

    location: Location = NOWHERE
    key_locations: dict[str, Location]


class LocatedList(tuple[Any, ...]):
    """A sequence as loaded, with its position."""

    location: Location = NOWHERE


class Words(Text):
    """Plain words of a policy: data, never expanded, always escaped where they are shown."""

    __slots__ = ()

    @classmethod
    def fault(cls, value: str) -> str:
        """Refuses hidden characters, too."""
        if has_hidden(value):
            return "must not hold control or invisible characters"
        return super().fault(value)


LONGEST_LINE = 1000
"""Characters of a line: it is in one cell of a table on paper, which no page break may cut."""
LONGEST_NAME = 120
"""Characters of a title or name."""


class OneLine(Words):
    """Words on one line, without blanks at the ends."""

    __slots__ = ()
    longest: ClassVar[int] = LONGEST_LINE

    @classmethod
    def fault(cls, value: str) -> str:
        """Refuses line breaks and long lines, too."""
        if "\n" in value.strip():
            return "must be one line"
        if len(value) > cls.longest:
            return f"must be at most {cls.longest:,} characters, is {len(value):,}"
        return super().fault(value)

    @classmethod
    def _validate(cls, value: Any) -> Self:
        line = super()._validate(value)
        return line if line == line.strip() else cls(line.strip(), line.location, line.raw)


class Line(OneLine):
    """One line of plain text that may hold `{{ placeholders }}`; no Markdown."""

    __slots__ = ()


class Prose(Words):
    """Markdown that may hold `{{ placeholders }}`. Resolved for a client it is the same text with `values`."""

    __slots__ = ("_reading", "values")

    values: tuple[Any, ...]
    """The values of the placeholders for one client, in their order; empty until they are resolved."""
    _reading: list[Any]
    """The parsed CommonMark in a list of one, shared by the loaded text and its copies with a client's values."""

    def __new__(cls, value: str, location: Location = NOWHERE, raw: str = "") -> Self:
        text = super().__new__(cls, value, location, raw)
        text.values = ()
        text._reading = [None]
        return text

    @property
    def reading(self) -> Any:
        """The parsed CommonMark, cached by `texts`; None until the text was parsed."""
        return self._reading[0]

    def keep_reading(self, reading: Any) -> None:
        """Cache the parsed CommonMark, for all clients."""
        self._reading[0] = reading

    def _state(self) -> dict[str, Any]:
        return super()._state() | {"values": self.values, "_reading": self._reading}

    def with_values(self, values: tuple[Any, ...]) -> Self:
        """The same text for one client."""
        text = type(self)(str(self), self.location, self.raw)
        text.braces = self.braces
        text._reading = self._reading
        text.values = values
        return text


class Letter(Prose):
    """Prose whose line breaks are kept: a template, a wording."""

    __slots__ = ()


class Name(OneLine):
    """A title or name that reaches the theme, which does not escape: no character that could open markup."""

    __slots__ = ()
    longest = LONGEST_NAME

    @classmethod
    def fault(cls, value: str) -> str:
        """Refuses characters that could open markup, too."""
        if fault := super().fault(value):
            return fault
        bad = re.search(r'[<>"`\\{}\[\]|\t]', value.strip())
        return f"must not hold {'a tab' if bad[0] == chr(9) else f'the character {bad[0]}'}" if bad else ""


_PLACEHOLDER = re.compile(r"\{\{.*?\}\}")


class Title(Line):
    """A title of the programme: a name that may hold `{{ placeholders }}`, and is a `Name` once they are filled."""

    __slots__ = ()

    @classmethod
    def fault(cls, value: str) -> str:
        """The fault of the title as a name, once its placeholders are filled; empty where it has none."""
        return Name.fault(_PLACEHOLDER.sub("x", value))


class Condition(Text):
    """An expression over `policy`, in `when:`. Parsed and checked by `composing`."""

    __slots__ = ()


_OF_WINDOWS = frozenset(["con", "prn", "aux", "nul"] + [f"{device}{n}" for device in ("com", "lpt") for n in range(10)])
_ADDRESSES = ["clock", "index", "404", "assets", "search", "sitemap", "versions", "latest", "current"]
_RESERVED = frozenset([*_ADDRESSES, "constructor", "prototype"])


def _reserved(value: str) -> str:
    """The reason why an id cannot be part of an address; empty where it can."""
    low = value.lower()
    if low in _OF_WINDOWS:
        return f"{value!r} is a name that Windows keeps for a device, so no file there can have it"
    return f"{value!r} is a reserved name" if low in _RESERVED else ""


def missing_comma(value: str, pattern: str) -> str:
    """The message for several ids separated by blanks, `;` or `and`; empty for any other value."""
    parts = re.split(r"\s*;\s*|\s+(?:and\s+)?", value.strip()) if len(value) <= 200 else []
    if len(parts) < 2 or not all(re.fullmatch(pattern[1:-1], part) for part in parts):
        return ""
    return f"a comma is missing between {parts[0]!r} and {parts[1]!r}"


class Formed(Text):
    """A text that matches `schema_pattern`; messages describe the pattern as `form`."""

    __slots__ = ()
    form: ClassVar[str] = ""

    @classmethod
    def fault(cls, value: str) -> str:
        """Refuses whatever the pattern does not match."""
        return "" if re.fullmatch(cls.schema_pattern[1:-1], value) else f"{value!r} must be {cls.form}"


class Id(Text):
    """An identifier, by which files name a thing that is defined elsewhere."""

    __slots__ = ()

    kind: ClassVar[str] = ""
    """The kind of the ids of this type, as messages say it; empty for parts of a page, which no field references."""
    example: ClassVar[str] = ""
    """An example of the ids of this type."""
    exceptions: ClassVar[frozenset[str]] = frozenset()
    """Words that are accepted in place of an id and identify nothing."""

    def __init_subclass__(cls, kind: str = "", example: str = "", exceptions: Iterable[str] = ()) -> None:
        cls.kind, cls.example = kind or cls.kind, example or cls.example
        cls.exceptions = cls.exceptions | frozenset(exceptions)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        named = {"title": f"{cls.kind} id"} if cls.kind else {}
        return super().__get_pydantic_json_schema__(schema, handler) | named


class Slug(Id, example="an-id"):
    """A lower-case id of our own (a block, a contact, a client). It becomes part of addresses."""

    __slots__ = ()
    schema_pattern = r"^[a-z0-9]+(-[a-z0-9]+)*$"
    longest: ClassVar[int] = 64

    @classmethod
    def fault(cls, value: str) -> str:
        """Refuses names that addresses or Windows reserve, too."""
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value) or len(value) > cls.longest:
            message = f"{value!r} must be 1 to {cls.longest} lower-case letters, digits and single hyphens"
            return missing_comma(value, cls.schema_pattern) or message
        return _reserved(value)


class CodeId(Id, example="TRI, TRI-5, TRI-L2 or PB-01"):
    """An upper-case id of the programme: TRI, TRI-5, TRI-L2, TRI-D4, TRI-I1, TRI-K3, PB-01, GC-07, G2, SR-4, C3."""

    __slots__ = ()
    schema_pattern = r"^[A-Z][A-Z0-9]{0,7}(-[A-Z]?[0-9]{1,3})?$"

    @classmethod
    def fault(cls, value: str) -> str:
        """Refuses names that addresses or Windows reserve, too."""
        if not re.fullmatch(cls.schema_pattern[1:-1], value):
            return missing_comma(value, cls.schema_pattern) or f"{value!r} must look like {cls.example}"
        return _reserved(value)
