"""Freshness and honesty: disclosure, expiry, and whose words are whose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from immerse.checking.applies import used_settings
from immerse.checking.legal import REGULATED
from immerse.checking.rule import Report, rule
from immerse.model.base import Node
from immerse.model.edition import Client
from immerse.model.subject import Subject
from immerse.problems import Location, Problem, Severity

SOON = timedelta(days=30)


@rule("L-11", Severity.ERROR)
def undisclosed_speaker(subject: Subject, report: Report) -> Iterable[Problem]:
    """Wherever people are answered, the page speaks of disclosure.

    A reader must see who speaks, where they read it. Every lesson of a module marked `response: true`, every playbook
    marked so, and every playbook with reply templates must read identity.disclosure.

    Bad:  a reply lesson whose `uses` has no identity.disclosure
    Good: uses: [identity.disclosure, voice.tone], and in a text
          {{ policy.identity.disclosure.employee_text | wording }}
    """
    programme = subject.programme
    nodes: list[tuple[str, Node]] = [
        (lesson.id, lesson) for module in programme.modules if module.response for lesson in module.lessons
    ]
    nodes += [(book.id, book) for book in programme.playbooks if book.response or book.templates]
    for id, node in nodes:
        if "identity.disclosure" not in subject.reads.get(id, ()):
            message = f"{id} is about answering people, but never says who is speaking"
            hint = "use identity.disclosure in its texts"
            yield report(node.place_of("uses"), message, subject=id, hint=hint)


@rule("L-12", Severity.ERROR)
def disclosure_not_seen(subject: Subject, report: Report) -> Iterable[Problem]:
    """Disclosure stands in the post itself, in every language that is covered.

    A line in a profile is not seen by the person who reads the reply (FTC, 16 CFR 255). The texts for employees and
    for the agency exist in each language of centre.languages whose cover is not `none`.

    Bad:  languages covered: en-US, de; employee_text: {en-US: ...}
    Good: employee_text: {en-US: ..., de: ...}
    """
    if "identity.disclosure" not in used_settings(subject):
        return
    for client in subject.clients:
        disclosure = client.policy.identity.disclosure
        if disclosure is None:
            continue
        if "in_post" not in disclosure.placement:
            message = "disclosure is not placed in the post itself"
            place = disclosure.place_of("placement")
            yield report(place, message, subject=f"{client.id}/identity.disclosure", hint="add in_post")
        covered = [language.tag for language in client.policy.centre.languages or () if language.cover != "none"]
        for field in ("employee_text", "agency_text"):
            for tag in covered:
                if tag not in getattr(disclosure, field):
                    message = f"identity.disclosure.{field} has no text in {tag}, which is a covered language"
                    place = disclosure.place_of(field)
                    hint = f"add {tag}: ... under {field}"
                    yield report(place, message, subject=f"{client.id}/identity.disclosure", hint=hint)


Dated = tuple[str, date, Location, str]
"""(what ends, the day, where it is written, subject id)."""


def _dated(subject: Subject) -> Iterator[Dated]:
    programme = subject.programme
    pages: list[tuple[str, Node]] = [
        ("curriculum", programme.curriculum),
        ("rotation", programme.rotation),
        *((module.id, module) for module in programme.modules),
        *((lesson.id, lesson) for lesson in programme.lessons()),
        *((book.id, book) for book in programme.playbooks),
    ]
    for module in programme.modules:
        pages += [(f"drills of {module.id}", module.drills)] if module.drills else []
        pages += [(f"checks of {module.id}", module.checks)] if module.checks else []
    for id, node in pages:
        yield f"the review of {id}", getattr(node, "review_by"), node.place_of("review_by"), id  # noqa: B009
    for client in subject.clients:
        yield from _dated_policy(client)


def _dated_policy(client: Client) -> Iterator[Dated]:
    policy = client.policy
    days = 180 if policy.client.sector in REGULATED else 365
    for regime in policy.legal.regimes or ():
        looked = f"the {days} days since regime {regime.id} was verified"
        if regime.verified_on is None:
            continue
        until = regime.verified_on + timedelta(days=days)
        yield looked, until, regime.place_of("verified_on"), f"{client.id}/{regime.id}"
        yield (
            f"the review of regime {regime.id}",
            regime.review_by,
            regime.place_of("review_by"),
            f"{client.id}/{regime.id}",
        )
    for claim in policy.topics.claims_register or ():
        yield f"claim {claim.id}", claim.expires, claim.place_of("expires"), f"{client.id}/{claim.id}"
    for text in policy.approvals.pre_cleared or ():
        yield f"pre-cleared text {text.id}", text.expires, text.place_of("expires"), f"{client.id}/{text.id}"


@rule("L-43", Severity.ERROR)
def out_of_date(subject: Subject, report: Report) -> Iterable[Problem]:
    """Nothing stands past its day: regimes, claims, pre-cleared texts, pages under review.

    Law changes, claims go stale, and a page that nobody looked at for a year teaches last year's job. A day that has
    passed is an error; one within 30 days is a warning, so that there is time to look. A regime is verified again
    within a year, in a regulated sector within 180 days. `--on DATE` judges as of another day.

    Bad:  expires: 2026-05-31        judged on 2026-12-01
    Good: expires: 2027-05-31
    """
    for what, day, place, id in _dated(subject):
        if day < subject.on:
            message = f"{what} ended on {day}"
            yield report(place, message, subject=id, hint="look at it again, then set a new day")
        elif day - subject.on <= SOON:
            message = f"{what} ends on {day}, within 30 days"
            hint = "plan the review now"
            yield report(place, message, subject=id, hint=hint, severity=Severity.WARNING)


@rule("L-73", Severity.ERROR)
def no_way_back(subject: Subject, report: Report) -> Iterable[Problem]:
    """Every page foots with versions, a review date and a way to say that it is wrong.

    The footer is made from site.release and site.feedback_url; without them a reader cannot tell which edition this
    is or whom to tell (warning). A page source without review_by is an error.

    Bad:  a policy without site.feedback_url
    Good: site: {feedback_url: https://feedback.acme.example/training, release: {...}}
    """
    for client in subject.clients:
        for field in ("feedback_url", "release"):
            if getattr(client.policy.site, field) is None:
                message = f"site.{field} is not set, so the pages' footers lack it"
                hint = f"set it in {client.folder}/policy.yml"
                place = client.policy.place_of("site")
                id = f"{client.id}/site.{field}"
                yield report(place, message, subject=id, hint=hint, severity=Severity.WARNING)
