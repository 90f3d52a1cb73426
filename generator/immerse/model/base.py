"""The base of all models: strict and frozen, aware of their positions in the source; conditions, choices and walks."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Generic, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, PrivateAttr, Tag, model_validator

from immerse.model.limits import Entries
from immerse.model.text import Condition, LocatedDict, Prose, Text
from immerse.problems import NOWHERE, Location


@dataclass(frozen=True, slots=True)
class ReportedUnder:
    """The rule under which loading reports a wrong value of a field; `rule_of_model` says it of a model."""

    rule: str
    any_fault: bool = False
    """A value of another type is reported under the rule as well."""


@dataclass(frozen=True, slots=True)
class TextMark:
    """Marks a field whose texts some rules judge otherwise than others."""


@dataclass(frozen=True, slots=True)
class ForMentors(TextMark):
    """Marks a field that trainees never see; where it has no default, they see an empty value."""

    if_assessed: bool = False
    """Only that of an assessed item, or in one: it is part of the key."""


FOR_MENTORS = ForMentors()
OF_KEY = ForMentors(if_assessed=True)


@dataclass(frozen=True, slots=True)
class Quoted(TextMark):
    """Marks texts that do not speak in our own voice: made-up items, options of a question, examples, titles."""


@dataclass(frozen=True, slots=True)
class RightAnswer(TextMark):
    """Marks what a right answer says or contains."""


QUOTED = Quoted()
ANSWER = RightAnswer()


_set = object.__setattr__


class Node(BaseModel):
    """A frozen model read from a mapping in YAML; unknown keys are refused, nothing is coerced."""

    # The validator of a model is made when the first one is read; most models are read within another.
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", defer_build=True)

    rule_of_model: ClassVar[str] = ""
    """The rule under which loading reports a wrong value in such a mapping, unless a field says another."""

    left_out_if_assessed: ClassVar[bool] = False
    """Whether trainees do not see such a node at all if it is assessed."""

    # A plain default would be copied, deeply, for every node.
    _location: Location = PrivateAttr(default_factory=lambda: NOWHERE)
    _key_locations: dict[str, Location] = PrivateAttr(default_factory=dict)

    @model_validator(mode="wrap")
    @classmethod
    def _keep_location(cls, value: Any, handler: Any) -> Self:
        node: Self = handler(value)
        if isinstance(value, LocatedDict):
            node._location = value.location
            node._key_locations = value.key_locations
        return node

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """As pydantic's method, and faster: an edition has thousands of copies."""
        if deep:
            return super().model_copy(update=update, deep=True)
        copied = self.__new__(type(self))
        new, private = update or {}, self.__pydantic_private__
        _set(copied, "__dict__", {**vars(self), **new})
        _set(copied, "__pydantic_fields_set__", self.__pydantic_fields_set__ | new.keys())
        _set(copied, "__pydantic_extra__", None)
        _set(copied, "__pydantic_private__", private and private.copy())
        return copied

    @property
    def location(self) -> Location:
        """The location at which this mapping begins in its file."""
        private = self.__pydantic_private__  # read directly, because Python looks up a private attribute slowly
        return private["_location"] if private else NOWHERE

    def location_of(self, field: str) -> Location:
        """The location of the key `field`, or of the mapping where the key is absent."""
        private = self.__pydantic_private__
        return private["_key_locations"].get(field, private["_location"]) if private else NOWHERE


class Block(Node):
    """A part of a page that may depend on a client's policy."""

    when: Condition | None = None
    """Expression over `policy`; the block is shown where it holds."""


class Point(Block):
    """One entry of a list: in YAML a plain text, or a mapping with `text` and `when`."""

    text: Prose


def _point(value: Any) -> Any:
    if isinstance(value, Text):
        located = LocatedDict({Text("text"): value})
        located.location = value.location
        located.key_locations = {"text": value.location}
        return located
    return {"text": value} if isinstance(value, str) else value


E = TypeVar("E")

NonEmpty = Annotated[tuple[E, ...], Entries(1)]
"""A list with one entry at least."""

APoint = Annotated[Point, BeforeValidator(_point)]

T = TypeVar("T", bound=Block)


class OneOf(Node, Generic[T]):
    """Alternatives of which exactly one holds for each client; `otherwise` is taken when none does."""

    one_of: tuple[T, ...]
    otherwise: T | None = None

    @property
    def alternatives(self) -> tuple[T, ...]:
        """Every alternative, `otherwise` last."""
        return self.one_of if self.otherwise is None else (*self.one_of, self.otherwise)


def alternatives(entries: Iterable[T | OneOf[T]]) -> Iterator[T]:
    """Each block of a list, and each alternative of a choice in it."""
    for entry in entries:
        if isinstance(entry, OneOf):
            yield from entry.alternatives
        else:
            yield entry


def _kind(value: Any) -> str:
    return "one_of" if isinstance(value, OneOf) or (isinstance(value, dict) and "one_of" in value) else "block"


BLOCK = Tag("block")
CHOICE = Tag("one_of")
KIND = Discriminator(_kind)
"""A block or a choice: `Annotated[Annotated[X, BLOCK] | Annotated[OneOf[X], CHOICE], KIND]`. Written out at each use
because a generic alias does not reach into a generic model."""

Points = tuple[Annotated[Annotated[APoint, BLOCK] | Annotated[OneOf[APoint], CHOICE], KIND], ...]
"""A list of points, each a text, a text with `when`, or a `one_of`."""


class _Shapes(dict[type, str]):
    """The treatment of values of each type in a walk over a programme, computed once per type."""

    def __missing__(self, kind: type) -> str:
        bases: dict[type, str] = {Text: "text", Node: "node", tuple: "tuple", dict: "dict"}
        self[kind] = shape = next((shape for base, shape in bases.items() if issubclass(kind, base)), "")
        return shape


SHAPES = _Shapes()
"""Type -> `text`, `node`, `tuple`, `dict`, or an empty text for values that hold no part of a page. A walk looks this
up a hundred thousand times, and `isinstance` of a model or a function call is slow."""


def walk(value: Any) -> Iterator[Node | Text]:
    """Every node and every text of any kind below `value`, in the order of the fields, a node before what is in it."""
    return _walk(value, texts=True)


def walk_nodes(value: Any) -> Iterator[Node]:
    """Every node below `value`, itself first."""
    return _walk(value, texts=False)


def _walk(value: Any, *, texts: bool) -> Iterator[Any]:
    waiting = [value]
    while waiting:
        inner = waiting.pop()
        shape = SHAPES[type(inner)]
        if shape == "text":  # the most common shape
            if texts:
                yield inner
        elif shape == "node":
            yield inner
            waiting += [part for part in reversed(vars(inner).values()) if SHAPES[type(part)]]
        elif shape == "tuple":
            waiting += reversed(inner)
        elif shape == "dict":
            waiting += reversed(inner.values())


def walk_texts(value: Any) -> Iterator[Text]:
    """Every text below `value`."""
    found: list[Text] = []
    _add_texts((value,), found.append)
    return iter(found)


def _add_texts(values: Iterable[Any], add: Callable[[Text], None]) -> None:
    for value in values:
        if shape := SHAPES[type(value)]:
            if shape == "text":
                add(value)
            elif shape == "node":
                _add_texts(vars(value).values(), add)
            else:
                _add_texts(value if shape == "tuple" else value.values(), add)
