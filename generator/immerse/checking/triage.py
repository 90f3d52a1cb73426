"""Priorities, clocks and triggers: safety first, and never slower than promised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from immerse.checking.applies import in_use, used_settings
from immerse.checking.people import contacts_of
from immerse.checking.promise import first_response
from immerse.checking.rule import Report, rule
from immerse.checking.wording import words
from immerse.clocks.typical_week import shortest_day, typical_week_of
from immerse.model.base import OneOf
from immerse.model.edition import Client
from immerse.model.ids import TriggerId
from immerse.model.playbook import Decision, Playbook
from immerse.model.policy.escalation import CORE_TRIGGERS, UNRESOLVED, HardTrigger
from immerse.model.policy.response import Target
from immerse.model.subject import Subject
from immerse.problems import Location, Problem, Severity

_SAFETY = words(r"\b(life|lives|safety|harm|hurt|danger|risk of death)\b")
_DRAFTING = 10
"""Minutes for the draft that is approved."""
_TONE = words(r"\b(positive|negative|tone|friendly|polite|angry|praise|rant|sentiment)\b")


@rule("L-20", Severity.ERROR)
def weak_trigger(subject: Subject, report: Report) -> Iterable[Problem]:
    """Every core hard trigger is there and is explained in plain talk.

    A hard trigger decides by itself, so it must be recognised the way people really write: three plain examples at
    least, and one polite one, because the polite ones are missed. The core triggers may be added to, never removed.

    Bad:  hazard: {route: product-safety, examples: [hazard], ...}
    Good: hazard: {route: product-safety, examples: [it got hot, burn smell, it smoked], polite_example: ...}
    """
    if "escalation.hard_triggers" not in used_settings(subject):
        return
    for client in subject.clients:
        group = client.policy.escalation
        triggers = group.hard_triggers or {}
        for missing in [id for id in CORE_TRIGGERS if id not in triggers]:
            message = f"the core hard trigger {missing!r} is missing"
            yield report(
                group.place_of("hard_triggers"), message, subject=missing, hint="core triggers cannot be removed"
            )
        yield from _without_a_contact(client, triggers, report)


def _without_a_contact(client: Client, triggers: Mapping[TriggerId, HardTrigger], report: Report) -> Iterator[Problem]:
    """One problem for each function for which nobody, or several, stand."""
    functions = dict.fromkeys(trigger.route.function for trigger in triggers.values() if trigger.route.function)
    for function in functions:
        routed = ", ".join(str(id) for id, trigger in triggers.items() if trigger.route.function == function)
        held = [str(id) for id, contact in contacts_of(client).items() if function in contact.functions]
        if held:
            several = " and ".join(held)
            message = f"{several} stand for the function {function!r}; nobody can say which of them is told of {routed}"
            hint = f"write 'triggers: [{routed}]' at the one who is told"
        else:
            message = f"no contact stands for the function {function!r}, to which the core routes: {routed}"
            hint = f"write 'functions: [{function}]' at whoever stands for it, or a contact as their route"
        place = client.policy.escalation.place_of("contacts")
        cause = f"{client.id}/contact/{UNRESOLVED}{function}"
        yield report(client.at_home(place), message, subject=f"{client.id}/{function}", hint=hint, cause=cause)


@rule("L-21", Severity.ERROR)
def mood_alone(subject: Subject, report: Report) -> Iterable[Problem]:
    """No alarm rings on mood alone.

    A score of friendly and unfriendly words misses irony, dialects and the polite report of a burn, and it moves for
    reasons that are nobody's trouble. A threshold on sentiment needs a second measure under `also`: people, items,
    views.

    Bad:  {metric: sentiment_drop_percent, value: 30, ...}
    Good: {metric: sentiment_drop_percent, value: 30, also: {metric: distinct_authors, value: 20}, ...}
    """
    for client in subject.clients if in_use(subject, "escalation.thresholds") else ():
        for threshold in client.policy.escalation.thresholds or ():
            metrics = {threshold.metric, threshold.also.metric if threshold.also else threshold.metric}
            if metrics == {"sentiment_drop_percent"}:
                message = f"threshold {str(threshold.id)!r} rests on sentiment alone"
                hint = "add a second measure: also: {metric: distinct_authors, value: 20}"
                place, id = threshold.place_of("metric"), f"{client.id}/escalation.thresholds"
                yield report(place, message, subject=id, hint=hint)


def _decisions(playbook: Playbook) -> Iterator[Decision]:
    for decision in playbook.decisions:
        if isinstance(decision, OneOf):
            yield from (*decision.one_of, *([decision.otherwise] if decision.otherwise else []))
        else:
            yield decision


@rule("L-22", Severity.ERROR)
def tone_before_safety(subject: Subject, report: Report) -> Iterable[Problem]:
    """A decision tree asks about life and safety first, and never begins with tone.

    The best-known public chart (US Air Force, 2008) begins with "is it positive?"; people who work by it answer
    friendly posts at once and put the quiet cry for help into the queue of critics. A tree that sets priorities must
    ask about life or safety first (error); any tree that begins with tone or positivity is a warning.

    Bad:  D1: Is the post positive?
    Good: D1: Is a life or somebody's safety at stake?
    """
    for playbook in subject.programme.playbooks:
        first = next(_decisions(playbook), None)
        if first is None:
            continue
        if "response.priorities" in playbook.uses and not _SAFETY.search(first.ask):
            message = f"{playbook.id} first asks {str(first.ask)!r}, not about life or safety"
            hint = "ask about life and safety first"
            yield report(first.place_of("ask"), message, subject=playbook.id, hint=hint)
        elif _TONE.search(first.ask) and not _SAFETY.search(first.ask):
            message = f"{playbook.id} begins with tone: {str(first.ask)!r}"
            hint = "begin with what is true and what is needed"
            yield report(first.place_of("ask"), message, subject=playbook.id, hint=hint, severity=Severity.WARNING)


@rule("L-24", Severity.ERROR)
def broken_clocks(subject: Subject, report: Report) -> Iterable[Problem]:
    """Targets can be kept: sorted before answered, urgent before less urgent.

    Triage comes before first response, first response before update (I1); P1 is no slower than P2, and so on; the on-
    call primary and deputy together acknowledge within P1's first response (I3); an approval and ten minutes of
    drafting fit into the first response, or an unexpired pre-cleared text is the fallback (I5). Warnings: an approval
    that alone takes as long as the first response; a target, crisis timer or other limit looser than the core default,
    unless `reason` and `owner` stand beside it (then it is a note).

    Bad:  P1: {triage_min: 40, first_response_min: 30, ...}
    Good: P1: {triage_min: 10, first_response_min: 30, ...}
    """
    used = used_settings(subject)
    for client in subject.clients:
        if "response.targets" in used:
            yield from _cover_days(client, report)
        if "centre.on_call" in used:
            yield from _on_call(client, report)
        if {"approvals.chain", "approvals.pre_cleared", "response.targets"} <= used:
            yield from _slow_approval(client, subject.on, report)


def _slow_approval(client: Client, on: date, report: Report) -> Iterator[Problem]:
    ready = {str(text.id) for text in client.policy.approvals.pre_cleared or () if text.expires >= on}
    targets = client.policy.response.targets or {}
    for approval in client.policy.approvals.chain or ():
        target = targets.get(approval.priority)
        first = target.first_response_min if target else None
        if first is None:
            continue
        place, id = approval.place_of("max_min"), f"{client.id}/approvals.chain"
        asked = f"approval {approval.id} may take {approval.max_min} minutes"
        due = f"{approval.priority} is to be answered in {first}"
        if approval.max_min + _DRAFTING > first and approval.fallback not in ready:
            message = f"{asked} and {_DRAFTING} of drafting, {due}, and no unexpired text is its fallback"
            hint = f"max_min: at most {max(first - _DRAFTING, 1)}, or a fallback that has not expired"
            yield report(place, message, subject=id, hint=hint)
        elif approval.max_min >= first:
            message = f"{asked}, and {due}: its fallback would go out too late"
            hint = f"max_min: at most {max(first - _DRAFTING, 1)}, which leaves time to draft"
            yield report(place, message, subject=id, hint=hint, severity=Severity.WARNING)


def _cover_days(client: Client, report: Report) -> Iterator[Problem]:
    """The targets whose first response is counted in cover days, against the shortest day of a desk."""
    for priority, target in (client.policy.response.targets or {}).items():
        if target.first_response_min is not None:
            continue
        subject = f"{client.id}/response.targets.{priority}"
        first, what = first_response(client, target)
        if target.triage_min >= first:
            message = f"{priority}: triage_min {target.triage_min} is not before {what}"
            place, hint = _where_to_sort_sooner(client, priority, target)
            yield report(place, message, subject=subject, hint=hint)
        if first > target.update_min:
            message = f"{priority}: {what} is later than update_min {target.update_min}"
            place, hint = target.place_of("update_min"), "update later than the first answer"
            yield report(place, message, subject=subject, hint=hint)


def _where_to_sort_sooner(client: Client, priority: str, target: Target) -> tuple[Location, str]:
    """(place, way out): of a target that nobody set, the hours of the desks, which are the client's own."""
    desks = client.policy.centre.desks
    if not desks or client.layer_of(("response", "targets", priority, "triage_min")) == "client":
        return target.place_of("triage_min"), "sort before you answer"
    hint = f"open longer, or sort before you answer: response.targets.{priority}.triage_min"
    return min(desks, key=lambda desk: shortest_day(typical_week_of([desk]))).place_of("close"), hint


def _on_call(client: Client, report: Report) -> Iterator[Problem]:
    on_call = client.policy.centre.on_call
    always = any(desk.always for desk in client.policy.centre.desks or ())
    if on_call and not on_call.enabled and not always:
        message = "nobody is on call, and no desk is always open"
        hint = "enable on-call, or open a desk round the clock"
        yield report(on_call.place_of("enabled"), message, subject=f"{client.id}/centre.on_call", hint=hint)
