"""Triggers (L-20), thresholds (L-21), decision trees (L-22) and clocks (L-24)."""

from immerse.checking.desk_hours import first_response
from immerse.checking.people import contacts_of, unheld
from immerse.checking.rule import ERROR, Report, rule
from immerse.checking.scopes import each_client, each_playbook, entries, setting
from immerse.checking.wording import words
from immerse.clocks.typical_week import shortest_day, typical_week_of
from immerse.model.base import alternatives
from immerse.model.edition import Client
from immerse.model.ids import TriggerId
from immerse.model.playbook import Playbook
from immerse.model.policy.approvals import DRAFTING, Approval
from immerse.model.policy.centre import OnCall
from immerse.model.policy.escalation import CORE_TRIGGERS, HardTrigger, Threshold
from immerse.model.policy.response import Target
from immerse.problems import Location
from immerse.words.english import counted, join

_SAFETY = words(r"\b(life|lives|safety|harm|hurt|danger|risk of death)\b")
_TONE = words(r"\b(positive|negative|tone|friendly|polite|angry|praise|rant|sentiment)\b")


@rule("L-20", ERROR, each=each_client, reads="escalation.hard_triggers")
def weak_trigger(client: Client, report: Report) -> None:
    """Every core hard trigger is there and is explained in plain language.

    A hard trigger decides by itself, so people must recognise it the way others really write it: it has at least
    {FEWEST_EXAMPLES:spelled} plain examples and a polite one, because the polite ones are missed. Triggers may be
    added; core triggers are never removed.

    Bad:  hazard: {route: product-safety, examples: [hazard], ...}
    Good: hazard: {route: product-safety, examples: [it got hot, burn smell, it smoked], polite_example: ...}
    """
    triggers = client.policy.escalation.hard_triggers or {}
    for missing in [id for id in CORE_TRIGGERS if id not in triggers]:
        place = client.policy.escalation.location_of("hard_triggers")
        message = f"the core hard trigger {missing!r} is missing"
        report(message, at=place, about=missing, hint="core triggers cannot be removed")


@weak_trigger.also(setting("escalation.hard_triggers"))
def _without_a_contact(triggers: dict[TriggerId, HardTrigger], report: Report) -> None:
    """Report each function of a route that no contact, or more than one, holds."""
    at, contacts = report.policy.escalation.location_of("contacts"), contacts_of(report.client)
    functions = dict.fromkeys(trigger.route.function for trigger in triggers.values() if trigger.route.function)
    for function in functions:
        routed = ", ".join(str(id) for id, trigger in triggers.items() if trigger.route.function == function)
        if held := [id for id, contact in contacts.items() if function in contact.functions]:
            message = f"{join(held)} hold the function {function!r}, so the route of {routed} is ambiguous"
            hint = f"write 'triggers: [{routed}]' at the contact who is told"
        else:
            message = f"no contact holds the function {function!r}, to which the core routes: {routed}"
            hint = f"write 'functions: [{function}]' at the contact who holds it, or name a contact as route"
        report(message, at=at, about=function, hint=hint, cause=unheld(report.client, function))


@rule("L-21", ERROR, each=entries("escalation.thresholds"))
def sentiment_alone(threshold: Threshold, report: Report) -> None:
    """No alarm depends on sentiment alone.

    A score of friendly and unfriendly words misses irony, dialects and the polite report of a burn, and it changes for
    reasons that matter to nobody. A threshold on sentiment needs a second measure under `also`: people, items, views.

    Bad:  {metric: sentiment_drop_percent, value: 30, ...}
    Good: {metric: sentiment_drop_percent, value: 30, also: {metric: distinct_authors, value: 20}, ...}
    """
    metrics = {threshold.metric, threshold.also.metric if threshold.also else threshold.metric}
    if metrics == {"sentiment_drop_percent"}:
        message = f"threshold {threshold.id!r} depends on sentiment alone"
        report(message, at="metric", hint="add a second measure: also: {metric: distinct_authors, value: 20}")


@rule("L-22", ERROR, each=each_playbook)
def tone_before_safety(playbook: Playbook, report: Report) -> None:
    """A decision tree asks about life and safety first, and never begins with tone.

    The best-known public chart (US Air Force, 2008) begins with "is it positive?"; people who work by it answer
    friendly posts at once and put the quiet cry for help into the queue of critics. A tree that sets priorities must
    ask about life or safety first (error); any tree that begins with tone or positivity is a warning.

    Bad:  D1: Is the post positive?
    Good: D1: Is a life or somebody's safety at stake?
    """
    first = next(alternatives(playbook.decisions), None)
    if first is None or _SAFETY.search(first.ask):
        return
    place = first.location_of("ask")
    if "response.priorities" in playbook.uses:
        message = f"{playbook.id} first asks {first.ask!r}, not about life or safety"
        report(message, at=place, hint="ask about life and safety first")
    elif _TONE.search(first.ask):
        message = f"{playbook.id} begins with tone: {first.ask!r}"
        report.warn(message, at=place, hint="begin with what is true and what is needed")


@rule("L-24", ERROR, each=entries("response.targets"))
def broken_clocks(target: Target, report: Report) -> None:
    """Targets can be met: triage comes before the response, and a more urgent priority is not slower.

    The on-call primary and deputy acknowledge one after the other. An approval and {DRAFTING:spelled} minutes of
    drafting fit into the first response, or an unexpired pre-cleared text is the fallback. Warnings: an
    approval that alone takes as long as the first response; a target, crisis timer or other limit looser than the core
    default, unless it has a `reason` and an `owner` (then it is a note).

    Bad:  P1: {triage_min: 40, first_response_min: 30, ...}
    Good: P1: {triage_min: 10, first_response_min: 30, ...}
    """
    if target.first_response_min is not None:  # judged as a relation between fields
        return
    about = f"response.targets.{report.key}"
    first, named = first_response(report.client, target)
    if target.triage_min >= first:
        message = f"{report.key}: triage_min {target.triage_min} is not before {named}"
        place, hint = _where_to_sort_sooner(report.client, report.key, target)
        report(message, at=place, about=about, hint=hint)
    if first > target.update_min:
        message = f"{report.key}: {named} is later than update_min {target.update_min}"
        report(message, at="update_min", about=about, hint="update later than the first answer")


def _where_to_sort_sooner(client: Client, priority: str, target: Target) -> tuple[Location, str]:
    """(location, hint): of the target where the client set it, else of the hours of its desks."""
    desks = client.policy.centre.desks
    if not desks or client.layer_of(("response", "targets", priority, "triage_min")) == "client":
        return target.location_of("triage_min"), "sort before you answer"
    hint = f"open longer, or sort before you answer: response.targets.{priority}.triage_min"
    return min(desks, key=lambda desk: shortest_day(typical_week_of([desk]))).location_of("close"), hint


@broken_clocks.also(setting("centre.on_call"))
def _nobody_on_call(on_call: OnCall, report: Report) -> None:
    if not on_call.enabled and not any(desk.always for desk in report.policy.centre.desks or ()):
        message = "nobody is on call, and no desk is always open"
        report(message, at="enabled", hint="enable on-call, or open a desk round the clock")


@broken_clocks.also(entries("approvals.chain"), reads="approvals.pre_cleared")
def _slow_approval(approval: Approval, report: Report) -> None:
    target = (report.policy.response.targets or {}).get(approval.priority)
    first = target.first_response_min if target and report.uses("response.targets") else None
    if first is None:
        return
    cleared = report.policy.approvals.pre_cleared or ()
    ready = {text.id for text in cleared if text.expires >= report.context.on}
    approval_time = f"approval {approval.id} may take {counted(approval.max_min, 'minute')}"
    due = f"but {approval.priority} must be answered in {first}"
    most = f"max_min: at most {max(first - DRAFTING, 1)}"
    if approval.max_min + DRAFTING > first and approval.fallback not in ready:
        message = f"{approval_time} after {DRAFTING} of drafting, {due}, and no unexpired text is its fallback"
        report(message, at="max_min", hint=f"{most}, or a fallback that has not expired")
    elif approval.max_min >= first:
        message = f"{approval_time}, {due}: its fallback would be too late"
        report.warn(message, at="max_min", hint=f"{most}, which leaves time to draft")
