"""Checks that a graver priority is due sooner at every minute of a week, and that somebody can be reached at night."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import pairwise, takewhile

from immerse.clocks.calendar import DAY, MINUTE, MONDAY, WEEK, Allowance, Calendar
from immerse.clocks.desks import allowance_of, covers_of, titles_of
from immerse.clocks.times import triage_allowance
from immerse.clocks.typical_week import Posted, say_on_weekday, typical_week_of
from immerse.deciding.table_evaluator import RowCoverage
from immerse.model.decision import NO_SEVERITY
from immerse.model.edition import Client
from immerse.model.policy.kinds import Clock
from immerse.model.policy.response import Target
from immerse.model.ruling import DECISION_RULE
from immerse.problems import Location, Problem

_AWAKE = ("always", "on_call")


class ResponseOrder:
    """Checks the times of one client; a problem is reported once, not again for another table."""

    def __init__(self, client: Client) -> None:
        policy = client.policy
        self.client = client
        self.targets: dict[str, Target] = {str(key): target for key, target in (policy.response.targets or {}).items()}
        self.desks = [(titles_of(desks), typical_week_of(desks)) for desks in covers_of(policy)]
        self._reported: set[tuple[Location, str]] = set()
        self._compared: dict[tuple[Allowance, Allowance], str] = {}

    def problems(self, rows: Iterable[RowCoverage], subject: str) -> Iterator[Problem]:
        """Problems of the due times and hours of these rows."""
        reached = [row for row in rows if row.result.priority or row.result.severity not in ("", NO_SEVERITY)]
        yield from self._slower(reached, subject)
        findings = [*self._told_later(reached), *self._nights(reached)]
        for location, message, hint in findings:
            if (location, message) not in self._reported:
                self._reported.add((location, message))
                yield Problem(location, DECISION_RULE, message, hint=hint, subject=subject)

    def _slower(self, rows: list[RowCoverage], subject: str) -> Iterator[Problem]:
        """One problem for each value that makes a priority slower than the next one: its clock, else its minutes."""
        used = sorted({row.result.priority for row in rows} & self.targets.keys())
        for urgent, calm in pairwise(used):
            target, calmer = self.targets[urgent], self.targets[calm]
            for field, step, late in self._inversions(target, calmer):
                at = field if target.clock in ("wall", calmer.clock) else "clock"
                message = f"{urgent} is slower than {calm} for {self.client.id}: {step} {late}"
                hint = "give the more urgent priority the tighter clock"
                cause = f"{self.client.id}/response.targets.{urgent}.{at}/less"
                yield Problem(target.location_of(at), DECISION_RULE, message, hint=hint, subject=subject, cause=cause)
                if at == "clock":
                    break

    def _inversions(self, target: Target, calmer: Target) -> Iterator[tuple[str, str, str]]:
        """(field, what is due, when the first target is due later than the second)."""
        first, later = allowance_of(target), allowance_of(calmer)
        pairs = [("first_response_min", "the first response", first, later)]
        first, later = Allowance(target.clock, target.update_min), Allowance(calmer.clock, calmer.update_min)
        pairs.append(("update_min", "the next update", first, later))
        for is_open in (True, False):
            first, later = (triage_allowance(each, self.client.policy, is_open)[1] for each in (target, calmer))
            pairs.append(("triage_min", "sorting", first, later))
        reported: set[str] = set()
        for field, step, urgent, calm in pairs:
            if field not in reported and (late := self._later(urgent, calm)):
                reported.add(field)
                yield field, step, late

    def _later(self, urgent: Allowance, calm: Allowance) -> str:
        """A time at which the first is due after the second, in words; empty where there is none."""
        if (urgent, calm) not in self._compared:
            self._compared[urgent, calm] = self._compare(urgent, calm)
        return self._compared[urgent, calm]

    def _compare(self, urgent: Allowance, calm: Allowance) -> str:
        for title, week in self.desks:
            for moment in corners(week, (urgent, calm)):
                late, due = week.due(moment, urgent), week.due(moment, calm)
                if late > due:
                    say, post = Posted(moment, named=True).say, f"of a post at {say_on_weekday(moment)} in {title}"
                    return f"{post} is due at {say(late)}, not before {say(due)}"
        return ""

    def _clock(self, row: RowCoverage) -> str:
        if row.result.severity not in ("", NO_SEVERITY):
            return "wall"
        target = self.targets.get(row.result.priority)
        return row.result.clock or (target.clock if target else "")

    def _told_later(self, rows: list[RowCoverage]) -> Iterator[tuple[Location, str, str]]:
        timed: dict[tuple[str, Allowance], RowCoverage] = {}
        for row in rows:
            if row.result.tell_min:
                clock: Clock = "cover" if self._clock(row) == "cover" else "wall"
                timed.setdefault((row.result.priority, Allowance(clock, row.result.tell_min)), row)
        for (urgent, allowance), row in timed.items():
            for (calm, calm_allowance), calm_row in timed.items():
                if urgent < calm and (late := self._later(allowance, calm_allowance)):
                    message = f"{urgent} of row {row.row.id} is told later than {calm} of row {calm_row.row.id} for "
                    message += f"{self.client.id}: telling {row.result.route} {late}"
                    yield row.row.location, message, "tell the contact of the more urgent one sooner"

    def _nights(self, rows: list[RowCoverage]) -> Iterator[tuple[Location, str, str]]:
        if not self.desks or any(week.never_closes for _, week in self.desks):
            return
        wall = [row for row in rows if self._clock(row) == "wall"]
        if wall:
            yield from self._on_call(_grade(wall[0]))
        for row in wall:
            contact = self.client.policy.escalation.contact(row.result.route)
            if contact and not self._is_awake(row.result.route) and not self._is_awake(str(contact.deputy)):
                who = f"{row.result.route!r} and its deputy cannot be reached outside cover"
                message = f"{who}, and {_grade(row)} comes to them on the wall clock ({self.client.id})"
                hint = "route it to a contact whose hours are always or on_call"
                yield contact.location_of("hours"), message, hint

    def _on_call(self, grade: str) -> Iterator[tuple[Location, str, str]]:
        on_call = self.client.policy.centre.on_call
        hint = "enable centre.on_call with a primary and a deputy who can be reached day and night"
        reason = f"{grade} runs on the wall clock ({self.client.id})"
        if on_call is None or not on_call.enabled or not on_call.primary or not on_call.deputy:
            place = on_call.location if on_call else Location(f"{self.client.folder}/policy.yml")
            yield place, f"nobody is on call outside cover, and {reason}", hint
            return
        for key, contact in (("primary", on_call.primary), ("deputy", on_call.deputy)):
            if not self._is_awake(str(contact)):
                message = f"the {key} on call, {str(contact)!r}, cannot be reached outside cover, and {reason}"
                yield on_call.location_of(key), message, hint

    def _is_awake(self, contact: str) -> bool:
        known = self.client.policy.escalation.contact(contact)
        return known is not None and known.hours in _AWAKE


def _grade(row: RowCoverage) -> str:
    """`P1 of row hard-trigger`."""
    return f"{row.result.priority or row.result.severity} of row {row.row.id}"


def corners(week: Calendar, allowances: tuple[Allowance, Allowance]) -> list[datetime]:
    """The minutes of a typical week at which the order of two due times may change: openings, closes, and the minutes
    from which a count ends at a close."""
    begin = MONDAY + WEEK
    if week.never_closes:
        return [begin]
    moments = {begin + number * DAY for number in range(7)}
    counted = {allowance.minutes for allowance in allowances if allowance.clock == "cover" and allowance.minutes}
    for opening, close in takewhile(lambda window: window[0] < begin + WEEK, week.windows(begin)):
        moments |= {opening, close} | {week.subtract_cover(close, minutes) for minutes in counted}
    steps = (-MINUTE, MINUTE * 0, MINUTE)
    return sorted({begin + (corner + step - begin) % WEEK for corner in moments for step in steps})
