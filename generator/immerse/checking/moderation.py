"""Grounds for hiding and banning (L-15, L-16), and replies that ask for a private message (L-17)."""

import re
from collections.abc import Iterator

from immerse.checking.rule import ERROR, WARNING, Report, Visit, rule
from immerse.checking.scopes import each_client, entries, setting
from immerse.checking.wording import in_english, matched_words, unquoted, words
from immerse.model.edition import Client
from immerse.model.owned_text import OwnedText
from immerse.model.policy.approvals import PreCleared
from immerse.model.policy.response import Moderation, ModerationAction
from immerse.model.screening import screen
from immerse.model.subject import Subject
from immerse.model.text import Letter, Text

_HEAVY: tuple[ModerationAction, ...] = ("ignore", "hide", "delete", "ban")
_CRITICISM = words(r"\b(?:critici\w+|critical|negativ\w+|complain\w*|unhappy|dislik\w+|disagree\w*|bad reviews?)\b")
_ONLY_CRITICISM = words(
    r"(?:(?:any|all|every|repeated|unfair|harsh|public) )*"
    r"(?:criticism|(?:critical|negative) (?:posts?|comments?|opinions?|reviews?|remarks?)|negativity"
    r"|complain(?:ts?|ing)|bad reviews?|disagreement)(?: (?:of|about|from|by) .*)?"
)
_VIEWS = words(r"\b(?:opinions?|viewpoints?|views?|politic\w*|off[- ]topic|dissent\w*|protests?)\b")
_ONLY_VIEWS = words(
    r"(?:(?:any|all|unwelcome|political|other) )*(?:opinions?|viewpoints?|views?|politics|dissent|protests?)"
    r"(?: (?:of|about|against|on) .*)?"
)
_PRIVATE = words(
    r"\b(?:DMs?|direct messages?|private messages?|message us|inbox|(?:write|send|tell)(?: \w+){0,4} privately)\b"
)
_PROVES_WHO = words(r"\b(?:certain that it is you|sure (?:that )?it is you|identity|verif\w+|security check)\b")


def _grounds(moderation: Moderation) -> Iterator[tuple[ModerationAction, Text]]:
    """(action, ground) of every action that hides, deletes, ignores or bans."""
    for action in _HEAVY:
        if rule := moderation.actions.get(action):
            yield from ((action, ground) for ground in rule.grounds)


@rule("L-15", ERROR, each=setting("response.moderation"))
def criticism_as_a_ground(moderation: Moderation, report: Report) -> None:
    """Criticism is never a ground for hiding, and nobody bans alone.

    People who see a critic disappear believe the critic. A ground of ignore, hide, delete or ban that is criticism
    and nothing else is an error; one in which such a word occurs is a warning. Whoever decides on a ban needs a
    second person, who is somebody else (error).

    Bad:  hide: {grounds: [negative comments], ...}
    Good: hide: {grounds: [a threat, personal data of anybody], ...}
    """
    for action, ground in _grounds(moderation):
        if match := _CRITICISM.search(ground):
            severity = ERROR if _ONLY_CRITICISM.fullmatch(ground.strip()) else WARNING
            message = f"{action!r} has the ground {ground!r}; criticism ({matched_words(match)!r}) is never a ground"
            hint = "name the harm: a threat, personal data, hate, a scam"
            report(message, at=ground.at(match.start()), hint=hint, severity=severity)
    if moderation.who_may_ban and moderation.ban_second is None:
        message = f"{moderation.who_may_ban!r} may ban alone: ban_second is missing"
        report(message, at="who_may_ban", hint="ban_second: another contact, who must agree")


@rule("L-16", ERROR, each=each_client, reads=("response.moderation", "legal.public_forum"))
def viewpoint_hidden(client: Client, report: Report) -> None:
    """A public body hides nothing for its viewpoint, and nothing is deleted without a copy.

    On an official page of a public body, removing an opinion can be censorship. A client that is one says so in
    legal.public_forum (error), and no ground of its moderation is an opinion (error; a warning where such a word
    occurs among others). For every client: what is hidden, deleted or banned is captured first (warning).

    Bad:  ownership: public_body          with public_forum: {applies: false}
    Good: public_forum: {applies: true, rule: "Only what the house rules list is hidden, whatever it says of us."}
    """
    moderation, legal = client.policy.response.moderation, client.policy.legal
    if "public_body" in (client.policy.client.ownership, client.policy.client.sector):
        if legal.public_forum is None or not legal.public_forum.applies:
            message = "the client is a public body, but legal.public_forum.applies is not true"
            hint = "applies: true, and the rule that follows from it"
            place = legal.public_forum.location_of("applies") if legal.public_forum else legal.location
            report(message, at=place, about="legal.public_forum", hint=hint)
        for action, ground in _grounds(moderation) if moderation else ():
            if action != "ignore":
                _viewpoint(action, ground, report)
    for action in _HEAVY[1:]:
        rule = moderation.actions.get(action) if moderation else None
        if rule and not rule.capture:
            message = f"{action!r} is allowed without keeping a copy: capture is false"
            report.warn(message, at=rule.location_of("capture"), about="response.moderation", hint="capture: true")


def _viewpoint(action: ModerationAction, ground: Text, report: Report) -> None:
    if match := _VIEWS.search(ground):
        message = f"the client is a public body, but {action!r} has the ground {ground!r}"
        message += f"; {matched_words(match)!r} is a viewpoint"
        severity = ERROR if _ONLY_VIEWS.fullmatch(ground.strip()) else WARNING
        hint = "name a house rule that applies to every opinion alike"
        report(message, at=ground.at(match.start()), about="response.moderation", hint=hint, severity=severity)


@screen
def _ends_privately(owned: OwnedText) -> bool:
    return isinstance(owned.text, Letter) and _private_end(owned.text) is not None


def _private_end(text: Text) -> re.Match[str] | None:
    """The place where the last sentence of a text asks for a private message, unless it says why."""
    plain = unquoted(text).rstrip()
    last = re.split(r"(?<=[.!?])\s+", plain)[-1]
    match = _PRIVATE.search(plain, len(plain) - len(last))
    return match if match and not _PROVES_WHO.search(text) else None


def _templates(context: Subject) -> Iterator[Visit[Text]]:
    for owned in context.texts.caught_in(_ends_privately):
        yield Visit(owned.text, owned.owner, owned.text.location)


@rule("L-17", WARNING, each=_templates)
def private_reflex(text: Text, report: Report) -> None:
    """A reply that asks for a private message leaves something for the other readers.

    "Please send us a private message" teaches forty readers nothing except that we hide something. A template whose
    last sentence asks for a private message must say why the person's identity has to be certain, or go on with a
    public line: what will be said in this thread, and when.

    Bad:  Sorry to hear that. Please send us a private message.
    Good: To be certain that it is you, please use [where]. By [time] this thread says that it has been picked up.
    """
    _ending(text, report)


@private_reflex.also(entries("approvals.pre_cleared"))
def _pre_cleared(cleared: PreCleared, report: Report) -> None:
    for tag, text in cleared.text.items():
        if in_english(tag):
            _ending(text, report)


def _ending(text: Text, report: Report) -> None:
    if match := _private_end(text):
        message = f"a template of {report.subject} ends with {matched_words(match)!r}; other readers learn nothing"
        hint = "say why the person's identity has to be certain, or end with what this thread will say, and when"
        report(message, at=text.at(match.start()), hint=hint)
