"""The sides of a relation: paths of keys below a model, the values there, and their names in sentences."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from immerse.model.base import Node
from immerse.model.periods import later
from immerse.model.policy.contract import FieldValue, entries_of
from immerse.words.english import join

Keys = str | int
"""A number, or a path of keys below a model: `update_min.S1`. In it, `*` stands for every entry of a mapping or list,
`last` for the last one and `sum` for the sum of the numbers of a group; `newcomers + veterans` is a sum as well, and
`starts + weeks` a day so many weeks later. An empty path stands for the key of the model itself in a mapping."""

_PLUS = " + "


class Side(NamedTuple):
    """One side of a relation in a policy."""

    at: FieldValue
    """The value that is reported where this side is wrong: of a sum the last addend."""
    value: Any
    """The value that is compared."""
    paths: tuple[str, ...] = ()
    """Where the values are that it is made of; none for a number."""
    is_sum: bool = False

    @property
    def name(self) -> str:
        """In a message: `the sum of rotation.minimums.weeks`; empty for a number."""
        return _sum_of(self.paths, is_day=isinstance(self.value, date)) if self.is_sum else "".join(self.paths)

    def share_of(self, bound: Any) -> Any:
        """The value to report in place of the present one, so that the side is equal to a bound."""
        if self.value == self.at.value:
            return bound
        if isinstance(bound, date):
            return (bound - later(self.value, weeks=-self.at.value)).days // 7
        return bound - (self.value - self.at.value)


def sides_at(keys: Keys, holder: Any, path: str) -> list[Side | None]:
    """The values at `keys` below a model at `path`, one for each entry; None where a part of the way is not set."""
    start = FieldValue(path, holder, holder, "")
    if keys == "":
        key = path.rpartition(".")[2]
        return [Side(start._replace(value=key), key, (path,))]
    if isinstance(keys, int):
        return [Side(start, keys)]
    if _PLUS in keys:
        addends = [next(_below(start, part.split("."))) for part in keys.split(_PLUS)]
        known = [addend for addend in addends if addend is not None]
        return [_sum(known) if len(known) == len(addends) else None]
    is_sum = keys.endswith(".sum")
    found = _below(start, keys.split("."))
    return [at and Side(at, at.value, (at.path,), is_sum) for at in found]


def _below(at: FieldValue, keys: list[str]) -> Iterator[FieldValue | None]:
    if at.value is None:
        yield None
    elif not keys:
        yield at
    elif keys[0] == "sum":
        yield at._replace(value=sum(getattr(at.value, name) for name in type(at.value).model_fields))
    elif keys[0] in ("*", "last") or isinstance(at.value, dict):
        entries = dict(entries_of(at.value))
        names = {"*": list(entries), "last": list(entries)[-1:]}.get(keys[0], [keys[0]])
        for name in names:
            yield from _below(at._replace(path=f"{at.path}.{name}", value=entries.get(name)), keys[1:])
    else:
        node: Node = at.value
        path, name = f"{at.path}.{keys[0]}" if at.path else keys[0], _field_of(type(node), keys[0])
        yield from _below(FieldValue(path, getattr(node, name), node, name), keys[1:])


@cache
def _field_of(model: type[Node], key: str) -> str:
    """The field that people write as `key`: `from_` for `from`."""
    return next(name for name, field in model.model_fields.items() if key == (field.alias or name))


def _sum(addends: list[FieldValue]) -> Side:
    first, *others = (addend.value for addend in addends)
    total = later(first, weeks=sum(others)) if isinstance(first, date) else first + sum(others)
    return Side(addends[-1], total, tuple(addend.path for addend in addends), is_sum=True)


def reported_path(keys: Keys) -> str:
    """The path of a side, of a sum that of its last addend; empty for a number."""
    return "" if isinstance(keys, int) else keys.split(_PLUS)[-1]


def in_words(keys: Keys, above: str, *, is_day: bool = False) -> str:
    """A side in Markdown; `above` is the path of the model that declares the relation, with its last point."""
    if isinstance(keys, int):
        return str(keys)
    named = [_named(part, above) for part in keys.split(_PLUS)]
    if len(named) > 1 or keys.endswith(".sum"):
        return _sum_of(named, is_day=is_day)
    return f"each of {named[0]}" if keys.endswith(".*") else named[0]


def _named(part: str, above: str) -> str:
    named = f"`{above}{part.removesuffix('.sum').removesuffix('.*')}`"
    return f"the last {named.replace('.last.', '.*.')}" if ".last." in part else named


def _sum_of(names: Iterable[str], *, is_day: bool = False) -> str:
    return " plus ".join(names) if is_day else f"the sum of {join(names)}"
