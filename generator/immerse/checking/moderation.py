"""What may be hidden or banned, and what a reply that goes private owes to those who read along."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from immerse.checking.applies import in_use
from immerse.checking.people import contacts_of, same_person
from immerse.checking.rule import Report, rule
from immerse.checking.wording import in_english, place_of, said, shown, words
from immerse.model.edition import Client
from immerse.model.owned_text import OwnedText
from immerse.model.policy.response import ModerationAction
from immerse.model.screening import screen
from immerse.model.subject import Subject
from immerse.model.text import Text
from immerse.problems import Problem, Severity

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


def _grounds(client: Client) -> Iterator[tuple[str, Text]]:
    """(action, ground) for every action that takes something from sight or from talk."""
    moderation = client.policy.response.moderation
    for action in _HEAVY if moderation else ():
        rule_of = moderation.actions.get(action) if moderation else None
        yield from ((action, ground) for ground in (rule_of.grounds if rule_of else ()))


@rule("L-15", Severity.ERROR)
def criticism_as_a_ground(subject: Subject, report: Report) -> Iterable[Problem]:
    """Criticism is never a ground for hiding, and nobody bans alone.

    People who see a critic disappear believe the critic. A ground of ignore, hide, delete or ban that is criticism
    and nothing else is an error; one in which such a word occurs is a warning. Whoever decides on a ban needs a
    second person, who is somebody else (error).

    Bad:  hide: {grounds: [negative comments], ...}
    Good: hide: {grounds: [a threat, personal data of anybody], ...}
    """
    for client in subject.clients if in_use(subject, "response.moderation") else ():
        id = f"{client.id}/response.moderation"
        for action, ground in _grounds(client):
            if found := _CRITICISM.search(ground):
                severity = Severity.ERROR if _ONLY_CRITICISM.fullmatch(ground.strip()) else Severity.WARNING
                message = f"{action!r} has the ground {str(ground)!r}; criticism ({shown(found)!r}) is never a ground"
                hint = "name the harm: a threat, personal data, hate, a scam"
                yield report(place_of(ground, found), message, subject=id, hint=hint, severity=severity)
        moderation = client.policy.response.moderation
        if moderation and moderation.who_may_ban:
            first, second = moderation.who_may_ban, moderation.ban_second
            if second is None or same_person(contacts_of(client), first, second):
                message = f"{str(first)!r} may ban alone: ban_second is {'missing' if second is None else 'the same'}"
                place = moderation.place_of("ban_second" if second else "who_may_ban")
                yield report(place, message, subject=id, hint="ban_second: another contact, who must agree")


@rule("L-16", Severity.ERROR)
def viewpoint_hidden(subject: Subject, report: Report) -> Iterable[Problem]:
    """A public body hides nothing for its viewpoint, and nothing is deleted without a copy.

    On an official page of a public body, removing an opinion can be censorship. A client that is one says so in
    legal.public_forum (error), and no ground of its moderation is an opinion (error; a warning where such a word
    occurs among others). For every client: what is hidden, deleted or banned is captured first (warning).

    Bad:  ownership: public_body          with public_forum: {applies: false}
    Good: public_forum: {applies: true, rule: "Only what the house rules list is hidden, whatever it says of us."}
    """
    if not in_use(subject, "response.moderation", "legal.public_forum"):
        return
    for client in subject.clients:
        policy = client.policy
        if "public_body" in (policy.client.ownership, policy.client.sector):
            forum = policy.legal.public_forum
            if forum is None or not forum.applies:
                message = "the client is a public body, and legal.public_forum.applies is not true"
                hint = "applies: true, and the rule that follows from it"
                place = forum.place_of("applies") if forum else policy.legal.location
                yield report(place, message, subject=f"{client.id}/legal.public_forum", hint=hint)
            yield from _viewpoints(client, report)
        moderation = policy.response.moderation
        for action in _HEAVY[1:] if moderation else ():
            rule_of = moderation.actions.get(action) if moderation else None
            if rule_of and not rule_of.capture:
                message = f"{action!r} happens without a copy: capture is false"
                subject_id, place = f"{client.id}/response.moderation", rule_of.place_of("capture")
                yield report(place, message, subject=subject_id, hint="capture: true", severity=Severity.WARNING)


def _viewpoints(client: Client, report: Report) -> Iterator[Problem]:
    for action, ground in _grounds(client):
        found = _VIEWS.search(ground)
        if found and action != "ignore":
            severity = Severity.ERROR if _ONLY_VIEWS.fullmatch(ground.strip()) else Severity.WARNING
            said_so = f"{action!r} has the ground {str(ground)!r}; {shown(found)!r} is a viewpoint"
            message = f"the client is a public body, and {said_so}"
            hint = "name a house rule that holds whatever the opinion"
            id = f"{client.id}/response.moderation"
            yield report(place_of(ground, found), message, subject=id, hint=hint, severity=severity)


@screen
def _ends_privately(owned: OwnedText) -> bool:
    return owned.field == "templates.text" and _private_end(owned.text) is not None


def _private_end(text: Text) -> re.Match[str] | None:
    """Where the last sentence of a text asks for a private message, unless it says why."""
    plain = said(text).rstrip()
    last = re.split(r"(?<=[.!?])\s+", plain)[-1]
    found = _PRIVATE.search(plain, len(plain) - len(last))
    return found if found and not _PROVES_WHO.search(text) else None


@rule("L-17", Severity.WARNING)
def private_reflex(subject: Subject, report: Report) -> Iterable[Problem]:
    """A reply that asks people to write privately leaves something for those who read along.

    "Please send us a private message" teaches forty readers nothing except that we hide something. A template whose
    last sentence asks for a private message must say why it has to be certain who they are, or go on with a public
    line: what will be said in this thread, and when.

    Bad:  Sorry to hear that. Please send us a private message.
    Good: To be certain that it is you, please use [where]. By [time] this thread says that it has been picked up.
    """
    ours = [(one.owner, one.text) for one in subject.texts.caught_in(_ends_privately)]
    for client in subject.clients if in_use(subject, "approvals.pre_cleared") else ():
        for cleared in client.policy.approvals.pre_cleared or ():
            texts = [text for tag, text in cleared.text.items() if in_english(tag)]
            ours += [(f"{client.id}/approvals.pre_cleared", text) for text in texts]
    for owner, text in ours:
        if found := _private_end(text):
            message = f"a template of {owner} ends with {shown(found)!r}; whoever reads along learns nothing"
            hint = "say why it has to be certain who they are, and end with what this thread will say, and when"
            yield report(text.at(found.start()), message, subject=owner, hint=hint)
