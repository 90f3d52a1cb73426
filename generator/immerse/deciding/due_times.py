"""Due times of everything that a ruling requires: in a typical week for worked examples, or on a real day.

`language_fact` is the name of the fact that says in which language an item is written; its desks' hours count.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

from immerse.clocks.calendar import Allowance
from immerse.clocks.desks import desks_for, holidays_at, titles_of
from immerse.clocks.times import ResponseStep, Timeline, in_typical_week, on_calendar, response_steps
from immerse.model.edition import Edition
from immerse.model.policy.centre import Desk
from immerse.model.policy.kinds import Clock
from immerse.model.policy.policy import Policy
from immerse.model.policy.response import Target
from immerse.model.ruling import DueTime, Ruling, Verdict

_LABELS = {
    "told": "told",
    "triage": "sorted",
    "on_call": '"I have it"',
    "chase": "chased",
    "first_response": "first response",
    "update": "next update",
    "resolve": "solved",
    "activate": "room open, parts taken",
    "acknowledge": "first acknowledgement",
    "holding": "holding statement",
    "crisis_update": "next public update",
}
_CRISIS_STEPS = ("activate", "acknowledge", "holding", "crisis_update")
"""Steps that a declared severity requires, whatever happens to a single item."""


def closed_days(edition: Edition) -> dict[str, tuple[tuple[date, str], ...]]:
    """Desk id -> the holidays on which it is closed in the year after the release, which affect due times."""
    policy = edition.client.policy
    first = policy.site.release.effective if policy.site.release else edition.on
    return {str(desk.id): holidays_at(desk, first) for desk in policy.centre.desks or ()}


def in_a_typical_week(ruling: Ruling, policy: Policy, language_fact: str, posted: str, arrived: str = "") -> Ruling:
    """The ruling with its times, for an item posted at `09:52` or `Fri 18:40` that arrived at once unless `arrived` is
    given; unchanged where there is no desk."""
    desks = _desks(ruling, policy, language_fact)
    timeline = in_typical_week(desks, posted, arrived) if desks else None
    return _timed(ruling, policy, desks, timeline, str(posted)) if timeline else ruling


def of_a_group(ruling: Ruling) -> Ruling:
    """The ruling on an item that stands for many: only the contacts who are told at once, no approver, and only the
    times of a crisis."""
    due = tuple(due for due in ruling.due if due.id in _CRISIS_STEPS)
    return replace(ruling, is_group=True, verdicts=tuple(map(_of_many, ruling.verdicts)), due=due)


def _of_many(verdict: Verdict) -> Verdict:
    if verdict.severity:
        return verdict
    return replace(verdict, told=tuple(contact for contact in verdict.told if contact.within_min), approver=None)


def on_a_real_day(
    ruling: Ruling, policy: Policy, language_fact: str, at: datetime, arrived: datetime | None = None
) -> Ruling:
    """The ruling with its times on the calendar, for an item that arrived at once unless `arrived` is given; unchanged
    where there is no desk.

    Raises:
        ImmerseError: the desk's holidays are in no calendar.
    """
    desks = _desks(ruling, policy, language_fact)
    if not desks:
        return ruling
    timeline = on_calendar(desks, at, arrived)
    day = timeline.posted.astimezone(timeline.calendar.zone).date()
    holiday = timeline.calendar.holiday(day)
    words = timeline.say(timeline.posted) + (f", {holiday}" if holiday else "")
    return _timed(ruling, policy, desks, timeline, words)


def _desks(ruling: Ruling, policy: Policy, language_fact: str) -> tuple[Desk, ...]:
    """The desks of the item's language: of the fact that takes its values from centre.languages."""
    return desks_for(policy, str(ruling.facts.get(language_fact, "")))


def _timed(ruling: Ruling, policy: Policy, desks: tuple[Desk, ...], timeline: Timeline, posted: str) -> Ruling:
    steps: list[ResponseStep] = []
    for verdict in ruling.verdicts:
        steps += _steps(verdict, policy, timeline, ruling.is_answered)
    if not any(verdict.priority for verdict in ruling.verdicts):
        target = _targets(policy).get(str(ruling.facts.get("priority", "")))
        steps += response_steps(timeline, target, policy, is_answered=ruling.is_answered) if target else ()
    if not any(verdict.severity for verdict in ruling.verdicts):
        steps += _crisis_steps(str(ruling.facts.get("severity", "")), policy, timeline)
    dues = [_due(timeline, step) for step in sorted(_told_in_time(steps, timeline), key=lambda step: step.at)]
    unique = {(due.id, due.words, due.who): due for due in dues}
    return replace(
        ruling,
        posted=posted,
        arrived=timeline.say(timeline.arrived) if timeline.delay_min else "",
        delay_min=timeline.delay_min,
        desk=titles_of(desks),
        on_duty=_on_duty(policy, timeline.calendar.is_open(timeline.arrived)),
        due=tuple(unique.values()),
    )


def _told_in_time(steps: Iterable[ResponseStep], timeline: Timeline) -> Iterator[ResponseStep]:
    """The steps, with sorting and telling the owner no later than the first response, unless that was due before the
    item arrived."""
    steps = tuple(steps)
    first = min((step.at for step in steps if step.id == "first_response"), default=None)
    for step in steps:
        is_late = step.id in ("told", "triage") and first is not None and timeline.arrived <= first < step.at
        yield step._replace(at=first) if is_late and first is not None else step


def _targets(policy: Policy) -> dict[str, Target]:
    return {str(priority): target for priority, target in (policy.response.targets or {}).items()}


def _steps(verdict: Verdict, policy: Policy, timeline: Timeline, is_answered: bool) -> Iterator[ResponseStep]:
    target = None if verdict.is_left else _targets(policy).get(verdict.priority)
    for contact in verdict.told:
        if contact.within_min:
            clock: Clock = "cover" if (contact.clock or (target.clock if target else "wall")) == "cover" else "wall"
            at = timeline.calendar.due(timeline.arrived, Allowance(clock, contact.within_min))
            yield ResponseStep("told", at, clock, "" if contact.others else contact.contact)
    if target:
        yield from response_steps(timeline, target, policy, is_answered=is_answered)
    yield from _crisis_steps(verdict.severity, policy, timeline)


def _crisis_steps(severity: str, policy: Policy, timeline: Timeline) -> Iterator[ResponseStep]:
    timers = policy.crisis.timers
    update = {str(level): minutes for level, minutes in timers.update_min.items()}.get(severity) if timers else None
    if timers is None or update is None:
        return
    every = {"activate": timers.activate_min, "acknowledge": timers.ack_min, "holding": timers.holding_min}
    for id, minutes in every.items():
        yield ResponseStep(id, timeline.calendar.due(timeline.arrived, Allowance("wall", minutes)), "wall")
    first = timeline.calendar.due(timeline.arrived, Allowance("wall", timers.ack_min))
    yield ResponseStep("crisis_update", timeline.calendar.due(first, Allowance("wall", update)), "wall")


def _due(timeline: Timeline, step: ResponseStep) -> DueTime:
    at = None if timeline.example else step.at
    return DueTime(step.id, _LABELS[step.id], timeline.say(step.at), step.clock, at, step.who)


def _on_duty(policy: Policy, is_open: bool) -> str:
    """The contact who is on call while the desk is closed; empty while it is open."""
    on_call = policy.centre.on_call
    return str(on_call.primary or "") if not is_open and on_call and on_call.enabled else ""
