"""The hours in which nobody reads: who watches, and what the public is told (L-82)."""

from __future__ import annotations

from datetime import timedelta

from immerse.checking.people import contacts_of
from immerse.checking.rule import ERROR, Report, rule
from immerse.checking.scopes import setting
from immerse.clocks.desks import covers_of, titles_of
from immerse.clocks.typical_week import shortest_day, typical_week_of
from immerse.model.policy.centre import NightWatch
from immerse.model.policy.response import Promise

_TRIED = timedelta(days=180)


@rule("L-82", ERROR, each=setting("response.published_promise"))
def promise_of_nobody(promise: Promise, report: Report) -> None:
    """What is promised, a desk can keep; and for the hours without a desk the public is told the truth.

    A person in danger writes at night and waits, because the page said that every message is read. Unless a desk is
    always open, the published promise says under `while_closed`, in each language that it is made in, what holds
    while nobody reads. Each of these languages is answered at a desk, and the working days that the sentence names
    (`within_days`) are enough at the desk with the shortest day. What watches at night is true: `always_open` needs
    such a desk; whoever is woken can be reached at night, and in time for a P1. Warned of: a watch that was last tried
    out more than 180 days ago.

    Bad:  published_promise: {text: {en-GB: We answer every message within two days.}, ...}     no while_closed
    Good: while_closed: {en-GB: "At night nobody reads here. If you are in danger, call 999."}
    """
    desks = report.policy.centre.desks
    if not desks:
        return
    answered = {tag for desk in desks for tag in desk.languages}
    for tag in promise.text:
        if tag not in answered:
            message = f"the public promise is made in {tag}, and no desk answers in it"
            report(message, at="text", hint="leave it out, or name it at a desk")
    if promise.within_days and promise.clock == "cover":
        shortest = min(covers_of(report.policy), key=lambda together: shortest_day(typical_week_of(together)))
        most = promise.within_days * shortest_day(typical_week_of(shortest))
        if promise.within_min > most:
            days = f"{promise.within_days} working days"
            message = f"the public promise says {days} and allows {promise.within_min} minutes of cover"
            message += f"; in {titles_of(shortest)} the days have {most}"
            report(message, at="within_days", hint=f"within_min: {most} at most")
    missing = [tag for tag in promise.text if tag not in (promise.while_closed or {})]
    if missing and not any(desk.always for desk in desks):
        message = f"no desk is always open, and the public promise does not say what holds then, in {missing[0]}"
        hint = "while_closed: what people do while nobody reads, in each language of the promise"
        report(message, at="while_closed", hint=hint)


@promise_of_nobody.also(setting("centre.night_watch"))
def _night_watch(watch: NightWatch, report: Report) -> None:
    policy = report.policy
    if watch.kind == "always_open" and not any(desk.always for desk in policy.centre.desks or ()):
        report("a desk is said to be always open, and none is", at="kind", hint="kind: alarm, vendor or nobody")
    contact = contacts_of(report.client).get(str(watch.tells))
    if contact is not None and contact.hours not in ("always", "on_call"):
        message = f"{str(watch.tells)!r} is woken, and cannot be reached at night: hours {contact.hours!r}"
        report(message, at="tells", hint="name a contact with hours: always or on_call")
    on_call, targets = policy.centre.on_call, policy.response.targets or {}
    first = targets["P1"].first_response_min if "P1" in targets else None
    if watch.within_min and first and on_call and on_call.enabled and watch.within_min + on_call.ack_min > first:
        message = f"a P1 is told after {watch.within_min} minutes and taken after {on_call.ack_min} more"
        message += f"; it is to be answered in {first}"
        report(message, at="within_min", hint=f"within_min: {first - on_call.ack_min}")
    if watch.tested_on and watch.tested_on + _TRIED < report.context.on:
        message = f"the watch at night was last tried out on {watch.tested_on}, more than 180 days ago"
        report.warn(message, at="tested_on", hint="post something, see who wakes up, then set tested_on")
