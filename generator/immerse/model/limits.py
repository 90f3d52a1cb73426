"""Bounds of a value, declared beside its field: how large a number is, how long a text or a list."""

from dataclasses import dataclass
from typing import Any, cast

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticKnownError, core_schema


@dataclass(frozen=True, slots=True)
class Bounds:
    """The base of all bounds: for loading, the JSON Schema, docs/settings.md, the questionnaire and pages."""

    least: int | None = None
    most: int | None = None
    unit: str = ""
    """The counted noun, in the plural: minutes, per cent; empty where the field's own words say it."""
    why: str = ""
    """The reason for the bounds, to follow `because`."""

    @property
    def because(self) -> str:
        """The reason, to follow the bounds in a sentence; empty where there is none."""
        return f", because {self.why}" if self.why else ""

    @property
    def is_range(self) -> bool:
        """Whether it has both bounds."""
        return self.least is not None and self.most is not None

    def allows(self, number: int) -> bool:
        """Whether a number is within the bounds."""
        return (self.least is None or number >= self.least) and (self.most is None or number <= self.most)

    def __str__(self) -> str:
        if self.is_range:
            return f"{self.least} to {self.most}" if self.least != self.most else f"exactly {self.most}"
        if self.least is not None:
            return f"{self.least} or more"
        return f"at most {self.most}" if self.most is not None else ""


@dataclass(frozen=True, slots=True)
class Limit(Bounds):
    """Bounds of a whole number: `Annotated[int, Limit(1, 12, "hours", why="tired people make mistakes")]`."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.int_schema(ge=self.least, le=self.most)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return handler(schema) | ({"x-unit": self.unit} if self.unit else {})


@dataclass(frozen=True, slots=True)
class Length(Bounds):
    """The fewest and the most characters of a text: `Annotated[Name, Length(2, 80, why="it is a heading")]`."""

    unit: str = "characters"

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._judge, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return handler(schema) | {"minLength": self.least, "maxLength": self.most}

    def _judge(self, text: str) -> str:
        if self.least is not None and len(text) < self.least:
            raise PydanticKnownError("string_too_short", {"min_length": self.least})
        if self.most is not None and len(text) > self.most:
            raise PydanticKnownError("string_too_long", {"max_length": self.most})
        return text


@dataclass(frozen=True, slots=True)
class Entries(Bounds):
    """The fewest and the most entries of a list: `Annotated[tuple[Line, ...], Entries(2, why="one is no choice")]`."""

    unit: str = "entries"

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        bounds = {"min_length": self.least, "max_length": self.most}
        schema = {**handler(source), **{name: bound for name, bound in bounds.items() if bound is not None}}
        return cast(CoreSchema, schema)
