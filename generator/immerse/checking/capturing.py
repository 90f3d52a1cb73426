"""Capturing: a page that tells people to capture posts names the exception, which is never captured (L-81)."""

import re
from collections.abc import Iterator

from immerse.checking.rule import WARNING, Report, Visit, rule
from immerse.checking.scopes import occurrences_in
from immerse.checking.wording import Occurrence, unquoted, wording, words
from immerse.model.owned_text import OwnedText
from immerse.model.screening import screen
from immerse.model.subject import Subject
from immerse.model.text import Prose, Text
from immerse.texts.linking import links_of

_DANGER = frozenset({"escalation.hard_triggers", "response.moderation", "wellbeing.duty_of_care"})
"""Settings of pages about content that harms somebody."""
_ORDERED = wording(
    "capture|save |screenshot|a copy",
    r"(?:(?:^|\n)[^\S\n]{0,40}(?:(?:[-*]|\d+\.)\s+)?|[.!?:;]\s+|\*\*|\b(?:first|then|always|recognise|you)[,:]?\s+)"
    r"(?:(?:capture|screenshot)\b(?! (?:is|was|of|has|goes|exists|stands)\b)"
    r"|save (?:it|the (?:post|item|text|picture|message|page)|every|each|a copy)\b"
    r"|(?:take a |make a )(?:screenshot|capture|copy)\b|keep a copy\b)",
)
_EXCEPTION = words(
    r"\bindecent\b|hard_triggers\[?[\"'.]*indecent-image"
    r"|\b(?:child|children|minors?)\b[^.]{0,80}\b(?:sexual\w*|naked|abuse)\b"
    r"|\b(?:sexual\w*|naked|abuse)\b[^.]{0,80}\b(?:child|children|minors?)\b"
)
_NOT_WORDS = re.compile(r"^[\W\d]+")
_SAYS_NO = words(r"\b(?:not|never|no|nothing|nobody|neither|except\w*|but not)\b")


def _first_orders(context: Subject) -> Iterator[Visit[Occurrence]]:
    """The first order to capture on each page, unless the page, or a page that it links to, states the exception."""
    programme = context.programme
    pages = {str(lesson.id) for lesson in programme.lessons()} | {str(playbook.id) for playbook in programme.playbooks}
    safe = pages & {owned.owner for owned in context.texts.caught_in(_states_exception)}
    seen: set[str] = set()
    for visit in occurrences_in(_ORDERED, context.texts.caught_in(_ORDERED.screen)):
        owner = visit.subject
        if owner not in pages - safe - seen or _DANGER.isdisjoint(context.reads.get(owner, ())):
            continue
        if safe.isdisjoint(_linked(visit.value.owned.text)):
            seen.add(owner)
            yield visit


@rule("L-81", WARNING, each=_first_orders)
def captured_without_exception(occurrence: Occurrence, report: Report) -> None:
    """A page that tells people to capture says what they must never capture.

    Saving or passing on an indecent image of a child is a crime in many countries, whatever the purpose. Somebody who
    was taught to capture everything first will do it. A lesson or playbook that reads the hard triggers, moderation or
    the duty of care, and tells people to capture, save or screenshot what they see, says on the same page that an
    indecent image of a child is not captured, or the sentence links to a page that says so.

    Bad:  Capture the post as it stands, then tell the duty officer.
    Good: Capture the post as it stands, except an indecent image of a child: note the address and the minute, and
          tell the duty officer.
    """
    order = _NOT_WORDS.sub("", occurrence.words)
    begin = occurrence.match.end() - len(_NOT_WORDS.sub("", occurrence.match.group()))
    message = f"{occurrence.owner} says {order!r}, but does not say what must never be captured"
    hint = "add: never an indecent image of a child; or link to the page that says so"
    report(message, at=occurrence.owned.text.at(begin), hint=hint)


def _linked(text: Text) -> set[str]:
    return {link.id for link in links_of(text)} if isinstance(text, Prose) else set()


@screen
def _states_exception(owned: OwnedText) -> bool:
    low = owned.low
    if "indecent" not in low and "child" not in low and "minor" not in low:
        return False
    return bool(_EXCEPTION.search(owned.text)) and bool(_SAYS_NO.search(unquoted(owned.text)))
