"""Crisis: what a first text may say, what is paused, and how often it is practised."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import pairwise

from immerse.checking.applies import in_use
from immerse.checking.rule import Report, rule
from immerse.checking.wording import in_english, place_of, shown, wording, words
from immerse.model.edition import Client
from immerse.model.policy.approvals import PreCleared
from immerse.model.subject import Subject
from immerse.model.text import Text
from immerse.problems import Location, Problem, Severity

_SLOTS = {
    "a cause": words(r"\b(?:causes?|reasons?|why|because|due to)\b"),
    "blame": words(r"\b(?:blame|fault|culprit|guilt\w*|liab\w+|responsib\w+)\b"),
    "a count of people harmed": words(
        r"\b(?:how many|numbers? of|counts? of|casualt\w+|dead|deaths?|injur\w+|victims?)\b"
    ),
    "a time of repair": words(r"\b(?:repair\w*|restor\w+|fix(?:ed)?|resolved|normal|ETA|estimated)\b"),
}
_GUESSES = wording(
    "cause|due to|fault|neglig|people|person|passenger|injured|dead|victim| be | back ",
    r"\b(?:was|were|is|are|been) caused by\b|\bbecause of\b|\bdue to\b|\bour (?:own )?fault\b|\bfault of\b|\bneglig\w+"
    r"|\b\d+ (?:people|persons|passengers|injured|dead|victims)\b|\ball (?:passengers|people|persons) are safe\b"
    r"|\b(?:will|should|expected to) be (?:fixed|repaired|restored|resolved|back)\b|\bback (?:to normal|up) by\b",
)
_NEXT = words(r"\bnext (?:update|word|news|message|information)|\btime of the next\b|\b(?:here|again) (?:by|at) \[")
_SAFE = words(
    r"\b(?:saf(?:e|ety|ely)|unplug|switch off|stop using|do not (?:use|go|eat|touch)|stay|leave|keep away|call"
    r"|please use)\b"
)
_FIRST_WORDS = ("acknowledgement", "holding", "safety", "disruption")


@rule("L-25", Severity.ERROR)
def guess_in_the_first_text(subject: Subject, report: Report) -> Iterable[Problem]:
    """The first words of a crisis hold no cause, no blame, no count and no time of repair.

    What is guessed in the first hour is quoted for years; families read it, and lawyers. A slot for such a thing in a
    pre-cleared acknowledgement, holding, safety or disruption text, or in a template of a playbook with a crisis
    clock, is an error; such words in an English text are a warning. Warned of as well: no time of the next update, and
    an acknowledgement or safety text that tells nobody what to do to be safe.

    Bad:  slots: [cause, number of injured]
    Good: slots: [what is known, what to do to be safe, time of the next update]
    """
    for playbook in subject.programme.playbooks:
        for template in playbook.templates if playbook.crisis_clock else ():
            yield from _bad_slots(template.slots, f"{playbook.id}/{template.id}", report)
    if in_use(subject, "approvals.pre_cleared"):
        for client in subject.clients:
            for text in client.policy.approvals.pre_cleared or ():
                if text.kind in _FIRST_WORDS:
                    yield from _first_words(client, text, report)


def _bad_slots(slots: tuple[Text, ...], owner: str, report: Report) -> Iterator[Problem]:
    for slot in slots:
        for what, pattern in _SLOTS.items():
            if pattern.search(slot):
                message = f"{owner} has the slot {str(slot)!r}, which asks for {what}"
                hint = "fill in what is known, what to do to be safe, and when the next update comes"
                yield report(slot.location, message, subject=owner, hint=hint)
                break


def _first_words(client: Client, cleared: PreCleared, report: Report) -> Iterator[Problem]:
    owner = f"{client.id}/{cleared.id}"
    yield from _bad_slots(cleared.slots, owner, report)
    english = [text for tag, text in cleared.text.items() if in_english(tag)]
    for text in english:
        for match in _GUESSES.meant_in(re.sub(r"\[[^\[\]]*\]", lambda slot: " " * len(slot.group()), text)):
            message = f"{owner} says {shown(match)!r}, which guesses at a cause, a count or a time"
            hint = "say what is known and what people should do"
            place = place_of(text, match)
            yield report(place, message, subject=owner, hint=hint, severity=Severity.WARNING)
    readable = "\n".join([*cleared.slots, *english])
    needs = [("when the next update comes", _NEXT, "a slot such as [time of the next update]")]
    if cleared.kind in ("acknowledgement", "safety"):
        needs.append(("what to do to be safe", _SAFE, "a slot such as [what to do to be safe]"))
    for what, pattern, hint in needs if english or cleared.slots else []:
        if not pattern.search(readable):
            message = f"{owner} does not say {what}"
            place = cleared.place_of("text")
            yield report(place, message, subject=owner, hint=hint, severity=Severity.WARNING)


@rule("L-26", Severity.ERROR)
def half_a_pause(subject: Subject, report: Report) -> Iterable[Problem]:
    """A pause stops every brand, and what is paid for.

    A cheerful scheduled post beside bad news is what people remember of the day. The pause covers all brands; where
    it lists them, none may be missing. Paid media are part of it.

    Bad:  pause_rule: {scope: listed_brands, brands: [ember], paid_media: false, ...}
    Good: pause_rule: {scope: all_brands, paid_media: true, ...}
    """
    for client in subject.clients if in_use(subject, "crisis.pause_rule") else ():
        pause = client.policy.crisis.pause_rule
        id = f"{client.id}/crisis.pause_rule"
        if pause and pause.scope == "listed_brands":
            brands = [str(brand.id) for brand in client.policy.client.brands or ()]
            missing = [brand for brand in brands if brand not in pause.brands]
            if missing and all(brand in brands for brand in pause.brands):
                message = f"the pause leaves out {', '.join(missing)}"
                yield report(pause.place_of("brands"), message, subject=id, hint="scope: all_brands")


@rule("L-27", Severity.ERROR)
def crisis_not_practised(subject: Subject, report: Report) -> Iterable[Problem]:
    """A crisis is practised often enough, at bad hours, and never twice with the same story.

    Tabletops and functional exercises are held at regular intervals. One a year begins outside cover; a plot is not
    played twice in a row (warnings). A client without any exercise yet has a year from agency.starts.

    Bad:  exercise: {tabletop_months: 9, functional_months: 18, out_of_hours: false}
    Good: exercise: {tabletop_months: 3, functional_months: 6, out_of_hours: true}
    """
    for client in subject.clients if in_use(subject, "crisis.exercise") else ():
        exercise = client.policy.crisis.exercise
        if exercise is None:
            continue
        id = f"{client.id}/crisis.exercise"
        for place, message, hint in _held(client, subject):
            yield report(place, message, subject=id, hint=hint, severity=Severity.WARNING)


def _held(client: Client, subject: Subject) -> Iterator[tuple[Location, str, str]]:
    exercise = client.policy.crisis.exercise
    held = sorted(exercise.held, key=lambda one: one.held_on) if exercise else []
    for before, after in pairwise(held):
        if before.plot == after.plot:
            message = f"the plot {str(after.plot)!r} was played twice running, on {before.held_on} and {after.held_on}"
            yield after.place_of("plot"), message, "tell another story next time"
    nights = [one.held_on for one in held if one.out_of_hours]
    since = max(nights) if nights else client.policy.agency.starts
    if exercise and exercise.out_of_hours and since and subject.on - since > timedelta(days=366):
        message = f"no exercise has begun outside cover since {since}"
        yield exercise.place_of("held"), message, "hold one at night or at a weekend, and list it under held"
