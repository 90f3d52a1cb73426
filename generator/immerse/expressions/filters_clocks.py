"""Filters for times: due, chase, cover_sentence. They turn settings into the values that the clocks work with."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from immerse.clocks.calendar import Allowance, Calendar, DeskHours
from immerse.clocks.desks import allowance_of
from immerse.clocks.typical_week import parse_posted, typical_week_of
from immerse.expressions.expression_errors import ExpressionFault
from immerse.expressions.filtering import Arguments, Filter, setting_of
from immerse.expressions.value_shapes import Kind, Shape
from immerse.model.policy import centre
from immerse.model.policy.policy import Policy
from immerse.model.policy.response import Target
from immerse.words.days import weekdays_in_words
from immerse.words.english import capitalized


def _due(week: Calendar, posted: datetime, target: Target) -> datetime:
    return week.due(posted, allowance_of(target))


def _chase(week: Calendar, posted: datetime, target: Target) -> datetime:
    """Half the time to the first response, but not before the item has an owner."""
    triage = week.due(posted, Allowance(target.clock, target.triage_min))
    return max(triage, week.half(posted, _due(week, posted, target), target.clock))


def _in_words(moment_of: Callable[[Calendar, datetime, Target], datetime]) -> Callable[[Any, Arguments, Policy], str]:
    def run(value: Any, arguments: Arguments, policy: Policy) -> str:
        """The moment for an item posted at the time of the first argument."""
        week = typical_week_of(_first_cover(setting_of(policy, "centre.desks")))
        posted = parse_posted(arguments[0], week)
        if posted is None:
            raise AssertionError("arguments are judged before a filter runs")
        return posted.say(moment_of(week, posted.moment, value))

    return run


def _first_cover(desks: tuple[centre.Desk, ...]) -> tuple[centre.Desk, ...]:
    """The desks that share the first language of the first desk."""
    language = next(iter(desks[0].languages), None)
    return tuple(desk for desk in desks if language in desk.languages) or desks[:1]


def _inspect_time(shape: Shape, arguments: Arguments) -> None:
    if parse_posted(arguments[0], Calendar((DeskHours(),))) is None:
        message, hint = f"{arguments[0]!r} is not a time of posting", 'write "09:52" or "Fri 18:40"'
        raise ExpressionFault(message, hint, arguments[0])


def _is_target(shape: Shape) -> bool:
    return shape.model is Target


def _cover_sentence(value: Any, arguments: Arguments, policy: Policy) -> str:
    return " ".join(_sentence(desk, len(value) > 1) for desk in value)


def _sentence(desk: centre.Desk, several: bool) -> str:
    if typical_week_of([desk]).never_closes:
        return f"Round the clock in {desk.title}." if several else "Round the clock."
    days = weekdays_in_words(desk.days)
    # Times of day have two digits for hours and minutes, so they can be compared as texts.
    night = " the next day" if desk.open and desk.close and desk.close <= desk.open else ""
    until = "midnight" if desk.close in ("00:00", "24:00") else f"{desk.close}{night}"
    return f"{capitalized(days)}, {desk.open} to {until} in {desk.title}."


def _are_desks(shape: Shape) -> bool:
    return shape.kind is Kind.LIST and shape.item is not None and shape.item.model is centre.Desk


_DESKS = ("centre.desks",)
_TARGET = "one target, such as policy.response.targets.P3"

CLOCKS: tuple[Filter, ...] = (
    Filter("due", _TARGET, _is_target, _in_words(_due), least=1, most=1, reads=_DESKS, inspect=_inspect_time),
    Filter("chase", _TARGET, _is_target, _in_words(_chase), least=1, most=1, reads=_DESKS, inspect=_inspect_time),
    Filter("cover_sentence", "centre.desks", _are_desks, _cover_sentence),
)
