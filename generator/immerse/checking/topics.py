"""Topics against what else a policy says of the same thing: its hard triggers, its regimes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from immerse.checking.applies import in_use
from immerse.checking.people import contacts_of, same_person
from immerse.checking.rule import Report, rule
from immerse.model.edition import Client
from immerse.model.policy.legal import Regime
from immerse.model.policy.stand_ins import is_placeholder
from immerse.model.policy.topics import ApprovedTopic
from immerse.model.subject import Subject
from immerse.problems import Problem, Severity

_SHARED = 0.6
"""From this share of the shorter text's words on, two texts are taken to say the same thing."""
_FEWEST = 5
"""With fewer different words than this, two texts are alike by chance."""


@rule("L-78", Severity.ERROR)
def slower_than_its_trigger(subject: Subject, report: Report) -> Iterable[Problem]:
    """A topic that belongs to a hard trigger is no slower than the trigger, and goes to the same contact.

    Two lists that tell one thing differently are followed by whoever reads the wrong one. A referred topic names the
    trigger that it belongs to under `trigger`; then its `max_min` is no longer than the trigger's `tell_min`, and its
    owner is the trigger's route.

    Bad:  {topic: A complaint, owner: care-lead, max_min: 120, trigger: complaint}     and tell_min: 60 there
    Good: {topic: A complaint, owner: complaints-manager, max_min: 60, trigger: complaint}
    """
    for client in subject.clients if in_use(subject, "topics.referred") else ():
        triggers, contacts = client.policy.escalation.hard_triggers or {}, contacts_of(client)
        id = f"{client.id}/topics.referred"
        for topic in client.policy.topics.referred or ():
            trigger = triggers.get(topic.trigger) if topic.trigger else None
            if trigger is None:
                continue
            name = f"topic {str(topic.topic)!r}"
            if topic.max_min > trigger.tell_min:
                message = f"{name} waits {topic.max_min} minutes; its trigger {topic.trigger} has {trigger.tell_min}"
                yield report(
                    topic.place_of("max_min"), message, subject=id, hint=f"max_min: {trigger.tell_min} at most"
                )
            if not same_person(contacts, topic.owner, trigger.route):
                message = f"{name} goes to {str(topic.owner)!r}; its trigger {topic.trigger} to {str(trigger.route)!r}"
                yield report(topic.place_of("owner"), message, subject=id, hint=f"owner: {trigger.route}")


@rule("L-79", Severity.ERROR)
def worded_twice(subject: Subject, report: Report) -> Iterable[Problem]:
    """Words that the law asks for stand in one place.

    A required wording that stands at the regime and once more at a topic is changed in one of the two, and from then
    on half of the desk uses the old words. A topic takes them from the regime with `wording_of`, and the regime has
    them. A topic with words of its own that are nearly those of a regime is an error.

    Bad:  {topic: Loans, say: ..., wording: {en-GB: Subject to status.}}     and the same words at the regime promotions
    Good: {topic: Loans, say: ..., wording_of: promotions}
    """
    for client in subject.clients if in_use(subject, "topics.approved", "legal.regimes") else ():
        regimes = client.policy.legal.regimes or ()
        for topic in client.policy.topics.approved or ():
            yield from _worded(client, topic, regimes, report)


def _worded(client: Client, topic: ApprovedTopic, regimes: tuple[Regime, ...], report: Report) -> Iterator[Problem]:
    name, id = f"topic {str(topic.topic)!r}", f"{client.id}/topics.approved"
    named = next((regime for regime in regimes if regime.id == topic.wording_of), None)
    if named is not None and named.wording is None:
        message = f"{name} takes its words from the regime {named.id}, which has none"
        yield report(topic.place_of("wording_of"), message, subject=id, hint="give the regime its wording")
    for regime in regimes:
        for tag, text in (topic.wording or {}).items():
            theirs = (regime.wording or {}).get(tag)
            is_open = is_placeholder(text) or is_placeholder(theirs)
            if theirs is not None and not is_open and _alike(str(text), str(theirs)):
                said = "once more" if str(text).split() == str(theirs).split() else "in other words"
                message = f"{name} says the wording of the regime {regime.id} {said}, in {tag}"
                hint = f"write 'wording_of: {regime.id}' in place of wording"
                yield report(text.location, message, subject=id, hint=hint)


def _alike(one: str, other: str) -> bool:
    first, second = (set(re.findall(r"\w+", text.casefold())) for text in (one, other))
    fewest = min(len(first), len(second))
    return fewest >= _FEWEST and len(first & second) >= _SHARED * fewest
