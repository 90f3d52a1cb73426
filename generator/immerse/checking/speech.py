"""What staff may say: no gag on talk about work, and nobody watched for it."""

from __future__ import annotations

from collections.abc import Iterable

from immerse.checking.applies import in_use
from immerse.checking.rule import Report, rule
from immerse.checking.wording import place_of, said, shown, wording, words
from immerse.model.subject import Subject
from immerse.model.text import Text
from immerse.problems import Problem, Severity

_WORK = words(
    r"\b(?:wages?|salar(?:y|ies)|pay rises?|rotas?|working (?:conditions|hours|time)|overtime|(?:trade )?unions?|"
    r"strikes?|labou?r disputes?|critici\w+ (?:of |about )?(?:the )?(?:management|managers?|bosses|leaders))\b"
)
_CATCH_ALL = words(
    r"\bnegative (?:comments?|posts?|remarks?)\b|\b(?:anything|everything) (?:bad|negative|critical)\b|\bdisparag\w+|"
    r"\b(?:harm|damag|hurt)\w*\s+(?:\w+\s+){0,2}(?:reputation|image)\b|\bembarrass\w*"
)
_WATCHING = wording(
    "staff|employee|colleague|crew",
    r"\b(?:monitor|watch|track|follow|search(?:es)? for|list|collect)(?:s|es|ing)?\s+(?:what\s+)?"
    r"(?:(?:the|our|your|all|any|some|own|single|what)\s+){0,2}"
    r"(?:staff|employees?|colleagues?|crew)\b",
)


@rule("L-33", Severity.ERROR)
def gag_on_staff(subject: Subject, report: Report) -> Iterable[Problem]:
    """No rule forbids staff to talk about their work.

    People may speak with each other and in public about pay, hours, safety, how they are led and unions; a rule that
    can be read as a gag is unlawful in many places and bitter everywhere. The rights notice is never missing (error).
    Words about work, and catch-alls that could mean it, in a forbidden topic or in the rule for private accounts are
    warnings that show the words.

    Bad:  rule_text: Do not post negative comments about the company.
    Good: rule_text: Say that you work for us when you recommend what we make. Do not answer in our name.
    """
    for client in subject.clients:
        policy = client.policy
        ours: list[tuple[str, Text]] = []
        if in_use(subject, "topics.forbidden"):
            ours += [("topics.forbidden", topic.topic) for topic in policy.topics.forbidden or ()]
        if in_use(subject, "identity.personal_accounts") and policy.identity.personal_accounts:
            ours.append(("identity.personal_accounts", policy.identity.personal_accounts.rule_text))
        for setting, text in ours:
            # A sentence that forbids is what is looked for here, so only quotations are left out.
            for match in [*_WORK.finditer(said(text)), *_CATCH_ALL.finditer(said(text))]:
                message = f"{setting} says {shown(match)!r}, which can be read as a ban on talk about work"
                hint = "name what is confidential instead, and leave pay, hours, management and unions out of it"
                place, id = place_of(text, match), f"{client.id}/{setting}"
                yield report(place, message, subject=id, hint=hint, severity=Severity.WARNING)


@rule("L-34", Severity.ERROR)
def watched_staff(subject: Subject, report: Report) -> Iterable[Problem]:
    """Listening never watches staff.

    A tool that was bought to hear customers must not become one that reports colleagues.
    legal.employee_rights.monitoring_allowed is false for every client (error). A text that reads like an instruction
    to watch, list or follow colleagues is a warning; one that refuses it is not.

    Bad:  Track what employees say about the new rota.
    Good: Do not track what employees say; a post by a colleague that turns up is not passed on.
    """
    for owned, match in _WATCHING.found_in(subject.texts.caught_in(_WATCHING.screen)):
        message = f"{owned.owner} says {shown(match)!r}, which reads like watching staff"
        hint = "say that we do not, or say who else is meant"
        place = place_of(owned.text, match)
        yield report(place, message, subject=owned.owner, hint=hint, severity=Severity.WARNING)
