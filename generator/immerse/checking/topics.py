"""Topics against what else a policy says of the same thing: its hard triggers (L-78), its regimes (L-79)."""

from __future__ import annotations

import re

from immerse.checking.people import contacts_of, same_person
from immerse.checking.rule import ERROR, Report, rule
from immerse.checking.scopes import entries
from immerse.model.policy.stand_ins import is_placeholder
from immerse.model.policy.topics import ApprovedTopic, ReferredTopic

_SHARED = 0.6
"""From this share of the shorter text's words on, two texts are taken to say the same thing."""
_FEWEST = 5
"""With fewer different words than this, two texts are alike by chance."""


@rule("L-78", ERROR, each=entries("topics.referred"))
def slower_than_its_trigger(topic: ReferredTopic, report: Report) -> None:
    """A topic that belongs to a hard trigger is no slower than the trigger, and goes to the same contact.

    Two lists that tell one thing differently are followed by whoever reads the wrong one. A referred topic names the
    trigger that it belongs to under `trigger`; then its `max_min` is no longer than the trigger's `tell_min`, and its
    owner is the trigger's route.

    Bad:  {topic: A complaint, owner: care-lead, max_min: 120, trigger: complaint}     and tell_min: 60 there
    Good: {topic: A complaint, owner: complaints-manager, max_min: 60, trigger: complaint}
    """
    trigger = (report.policy.escalation.hard_triggers or {}).get(topic.trigger) if topic.trigger else None
    if trigger is None:
        return
    name = f"topic {topic.topic!r}"
    if topic.max_min > trigger.tell_min:
        message = f"{name} waits {topic.max_min} minutes; its trigger {topic.trigger} has {trigger.tell_min}"
        report(message, at="max_min", hint=f"max_min: {trigger.tell_min} at most")
    contacts = contacts_of(report.client)
    if topic.owner in contacts and not same_person(contacts, topic.owner, trigger.route):
        message = f"{name} goes to {topic.owner!r}; its trigger {topic.trigger} to {trigger.route!r}"
        report(message, at="owner", hint=f"owner: {trigger.route}")


@rule("L-79", ERROR, each=entries("topics.approved", unread=True), reads=("topics.approved", "legal.regimes"))
def worded_twice(topic: ApprovedTopic, report: Report) -> None:
    """Words that the law asks for stand in one place.

    A required wording that stands at the regime and once more at a topic is changed in one of the two, and from then
    on half of the desk uses the old words. A topic takes them from the regime with `wording_of`, and the regime has
    them. A topic with words of its own that are nearly those of a regime is an error.

    Bad:  {topic: Loans, say: ..., wording: {en-GB: Subject to status.}}     and the same words at the regime promotions
    Good: {topic: Loans, say: ..., wording_of: promotions}
    """
    name = f"topic {topic.topic!r}"
    for regime in report.policy.legal.regimes or ():
        if regime.id == topic.wording_of and regime.wording is None:
            message = f"{name} takes its words from the regime {regime.id}, which has none"
            report(message, at="wording_of", hint="give the regime its wording")
        for tag, text in (topic.wording or {}).items():
            theirs = (regime.wording or {}).get(tag)
            is_open = is_placeholder(text) or is_placeholder(theirs)
            if theirs is not None and not is_open and _alike(text, theirs):
                said = "once more" if text.split() == theirs.split() else "in other words"
                message = f"{name} says the wording of the regime {regime.id} {said}, in {tag}"
                report(message, at=text, hint=f"write 'wording_of: {regime.id}' in place of wording")


def _alike(one: str, other: str) -> bool:
    first, second = (set(re.findall(r"\w+", text.casefold())) for text in (one, other))
    fewest = min(len(first), len(second))
    return fewest >= _FEWEST and len(first & second) >= _SHARED * fewest
