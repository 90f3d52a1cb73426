"""Filters for when: due, chase, cover_sentence. They turn settings into the plain values of the clocks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from immerse.clocks import week as clocks
from immerse.clocks.desks import allowance_of, cover_of, desk_hours
from immerse.expressions.faults import ExpressionFault
from immerse.expressions.filtering import Arguments, Filter, setting_of
from immerse.expressions.shapes import Kind, Shape
from immerse.model.policy import centre
from immerse.model.policy.policy import Policy
from immerse.model.policy.response import Target
from immerse.words.days import weekdays_in_words
from immerse.words.english import capitalized

_Moment = Callable[[clocks.Hours, int, Target], int]


def _due(desk: clocks.Hours, posted: int, target: Target) -> int:
    return clocks.due_moment(desk, posted, allowance_of(target))


def _chase(desk: clocks.Hours, posted: int, target: Target) -> int:
    triage = clocks.Allowance(target.clock, target.triage_min)
    return clocks.chase_moment(desk, posted, allowance_of(target), triage)


def _said(moment_of: _Moment) -> Callable[[Any, Arguments, Policy], str]:
    def run(value: Any, arguments: Arguments, policy: Policy) -> str:
        desk = cover_of(_first_cover(setting_of(policy, "centre.desks")))
        posted = clocks.parse_posted(arguments[0], desk)
        if posted is None:
            raise AssertionError("arguments are judged before a filter runs")
        return clocks.say_moment(moment_of(desk, posted.moment, value), posted)

    return run


def _first_cover(desks: tuple[centre.Desk, ...]) -> tuple[centre.Desk, ...]:
    """The desks that share the first language of the first desk."""
    language = next(iter(desks[0].languages), None)
    return tuple(desk for desk in desks if language in desk.languages) or desks[:1]


def _inspect_time(shape: Shape, arguments: Arguments) -> None:
    if clocks.parse_posted(arguments[0], clocks.Desk()) is None:
        raise ExpressionFault(
            f"{arguments[0]!r} is not a time of posting", 'write "09:52" or "Fri 18:40"', arguments[0]
        )


def _is_target(shape: Shape) -> bool:
    return shape.model is Target


def _cover_sentence(value: Any, arguments: Arguments, policy: Policy) -> str:
    return " ".join(_sentence(desk, len(value) > 1) for desk in value)


def _sentence(desk: centre.Desk, several: bool) -> str:
    hours = desk_hours(desk)
    if hours.never_closes:
        return f"Round the clock in {desk.title}." if several else "Round the clock."
    days = weekdays_in_words(desk.days)
    night = " the next day" if hours.open is not None and hours.close is not None and hours.close <= hours.open else ""
    until = "midnight" if hours.close == 0 else f"{desk.close}{night}"
    return f"{capitalized(days)}, {desk.open} to {until} in {desk.title}."


def _are_desks(shape: Shape) -> bool:
    return shape.kind is Kind.LIST and shape.item is not None and shape.item.model is centre.Desk


_DESKS = ("centre.desks",)
_TARGET = "one target, such as policy.response.targets.P3"

CLOCKS: tuple[Filter, ...] = (
    Filter("due", _TARGET, _is_target, _said(_due), least=1, most=1, reads=_DESKS, inspect=_inspect_time),
    Filter("chase", _TARGET, _is_target, _said(_chase), least=1, most=1, reads=_DESKS, inspect=_inspect_time),
    Filter("cover_sentence", "centre.desks", _are_desks, _cover_sentence),
)
