"""Speech of staff: no gag on talk about work (L-33), and nobody watched for it (L-34)."""

from immerse.checking.rule import ERROR, Report, rule
from immerse.checking.scopes import entries, occurrences, setting
from immerse.checking.wording import Occurrence, matched_words, unquoted, wording, words
from immerse.model.policy.identity import PersonalAccounts
from immerse.model.policy.topics import ForbiddenTopic
from immerse.model.text import Text

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


@rule("L-33", ERROR, each=entries("topics.forbidden"))
def gag_on_staff(topic: ForbiddenTopic, report: Report) -> None:
    """No rule forbids staff to talk about their work.

    People may speak with each other and in public about pay, hours, safety, management and unions; a rule that can be
    read as a gag is unlawful in many places and resented everywhere. The rights notice is never missing (error). Words
    about work, and general terms that could mean it, in a forbidden topic or in the rule for private accounts are
    warnings that show the words.

    Bad:  rule_text: Do not post negative comments about the company.
    Good: rule_text: Say that you work for us when you recommend what we make. Do not answer in our name.
    """
    _gags("topics.forbidden", topic.topic, report)


@gag_on_staff.also(setting("identity.personal_accounts"))
def _accounts(accounts: PersonalAccounts, report: Report) -> None:
    _gags("identity.personal_accounts", accounts.rule_text, report)


def _gags(setting: str, text: Text, report: Report) -> None:
    plain = unquoted(text)  # without quotations; sentences that forbid something are what this rule looks for
    for match in [*_WORK.finditer(plain), *_CATCH_ALL.finditer(plain)]:
        message = f"{setting} says {matched_words(match)!r}, which can be read as a ban on talk about work"
        hint = "name what is confidential instead, and leave pay, hours, management and unions out of it"
        report.warn(message, at=text.at(match.start()), hint=hint)


@rule("L-34", ERROR, each=occurrences(_WATCHING))
def watched_staff(occurrence: Occurrence, report: Report) -> None:
    """Listening never watches staff.

    A tool that was bought to hear customers must not become one that reports colleagues.
    legal.employee_rights.monitoring_allowed is false for every client (error). A text that reads like an instruction
    to watch, list or follow colleagues is a warning; one that refuses it is not.

    Bad:  Track what employees say about the new rota.
    Good: Do not track what employees say; a post by a colleague that turns up is not passed on.
    """
    message = f"{occurrence.owner} says {occurrence.words!r}, which reads like watching staff"
    report.warn(message, hint="say that we do not, or say who else is meant")
