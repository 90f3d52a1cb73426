"""Filters that give a table: table, priority_table, targets_table."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from immerse.clocks.desks import end_allowance
from immerse.expressions.columns import Column, rows_of
from immerse.expressions.expression_errors import ExpressionFault
from immerse.expressions.filtering import Arguments, Filter
from immerse.expressions.value_shapes import Kind, Shape
from immerse.model.policy.policy import Policy
from immerse.model.policy.response import PriorityLevel, Target
from immerse.texts.block_values import TableValue
from immerse.words.durations import in_cover_days, in_hours, in_minutes
from immerse.words.english import counted

MOST_COLUMNS = 12


def make_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> TableValue:
    """A table of plain texts."""
    return TableValue(tuple(header), tuple(tuple(row) for row in rows))


def _table(value: Any, arguments: Arguments, policy: Policy) -> TableValue:
    columns = [Column.parse(spec) for spec in arguments]
    rows = [[column.cell(key, row, policy) for column in columns] for key, row in rows_of(value)]
    return make_table([column.header for column in columns], rows)


def _inspect_columns(shape: Shape, arguments: Arguments) -> None:
    for spec in arguments:
        Column.parse(spec).inspect(shape)


def _reads_of_columns(arguments: Arguments) -> tuple[str, ...]:
    return tuple(key for spec in arguments for key in Column.parse(spec).reads())


def _is_table(shape: Shape) -> bool:
    row = shape.rows()
    return row is not None and row.kind in (Kind.RECORD, Kind.ANY)


def _priority_table(value: Any, arguments: Arguments, policy: Policy) -> TableValue:
    levels: dict[str, PriorityLevel] = value
    rows = [(key, level.question, level.definition, _examples(level.examples)) for key, level in levels.items()]
    return make_table(("Priority", "Ask", "Means", "For example"), rows)


def _examples(examples: tuple[str, ...]) -> str:
    sentences = all(example.endswith((".", "?", "!")) for example in examples)
    return (" " if sentences else "; ").join(examples)


def _targets_table(value: Any, arguments: Arguments, policy: Policy) -> TableValue:
    targets: dict[str, Target] = value
    rows = [
        (
            key,
            _on_clock(target.triage_min, target),
            _first_response(target),
            _on_clock(target.update_min, target),
            _resolve(target),
            "wall clock" if target.clock == "wall" else "cover time",
        )
        for key, target in targets.items()
    ]
    return make_table(("Priority", "Triage", "First response", "Update every", "Resolve", "Clock"), rows)


def _on_clock(minutes: int, target: Target) -> str:
    # 1440 minutes of cover are not a day: a desk that is open for twelve hours needs two.
    return in_minutes(minutes, days=target.clock == "wall")


def _first_response(target: Target) -> str:
    if target.first_response_min is not None:
        return _on_clock(target.first_response_min, target)
    if target.cover_days is None:
        raise ExpressionFault("a target has neither first_response_min nor cover_days")
    return in_cover_days(target.cover_days)


def _resolve(target: Target) -> str:
    days = end_allowance(target).cover_days
    return counted(days, "cover day") if days else in_hours(target.resolve_h)


def _is_map_of(model: type) -> Callable[[Shape], bool]:
    return lambda shape: shape.kind is Kind.MAP and shape.item is not None and shape.item.model is model


TABLES: tuple[Filter, ...] = (
    Filter(
        "table",
        "a list or a map of groups",
        _is_table,
        _table,
        Kind.BLOCK,
        least=1,
        most=MOST_COLUMNS,
        inspect=_inspect_columns,
        reads_by=_reads_of_columns,
    ),
    Filter("priority_table", "response.priorities", _is_map_of(PriorityLevel), _priority_table, Kind.BLOCK),
    Filter("targets_table", "response.targets", _is_map_of(Target), _targets_table, Kind.BLOCK),
)
