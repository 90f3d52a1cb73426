"""Expiry: values that have ended or end soon, and checks that have to be repeated (L-43)."""

from collections.abc import Iterator
from datetime import date
from functools import cache

from immerse.checking.rule import ERROR, Report, Visit, rule
from immerse.checking.scopes import each_client, entries
from immerse.model.base import Node, walk_nodes
from immerse.model.bounds import SOON_DAYS
from immerse.model.days import Done
from immerse.model.edition import Client
from immerse.model.periods import later
from immerse.model.policy.approvals import PreCleared
from immerse.model.policy.client import REGULATED
from immerse.model.policy.legal import REGULATED_DAYS, VERIFIED_DAYS, Regime
from immerse.model.policy.topics import Claim
from immerse.model.policy.value_types import field_type
from immerse.model.subject import Subject
from immerse.problems import Location, Severity


def _is_soon(day: date, on: date) -> bool:
    """Whether a day is today or within the next `SOON_DAYS` days."""
    return on <= day <= later(on, days=SOON_DAYS)


def report_end_soon(report: Report, subject: str, day: date, *, at: str | Location, hint: str, about: str = "") -> None:
    """Report a warning for an object whose last day is near; the arguments are those of `report_expiry`."""
    if _is_soon(day, report.context.on):
        report.warn(f"{subject} ends on {day}, within {SOON_DAYS} days", at=at, about=about, hint=hint)


def report_expiry(
    report: Report, subject: str, day: date, *, at: str | Location, hint: str, hint_before: str, about: str = ""
) -> None:
    """Report an error for an object that ended before the day of the check, and a warning if it ends soon.

    Args:
        report: The report of the object that ends.
        subject: Subject of the sentence: `claim fastest`.
        day: The last day.
        at: Where the day is written.
        hint: What to do once it has passed.
        hint_before: What to do before it passes.
        about: As for a report.
    """
    if day < report.context.on:
        report(f"{subject} ended on {day}", at=at, about=about, hint=hint)
    else:
        report_end_soon(report, subject, day, at=at, hint=hint_before, about=about)


def report_repetition(
    report: Report,
    done: str,
    day: date,
    days: int,
    *,
    at: str | Location,
    hint: str,
    hint_before: str,
    severity: Severity = ERROR,
) -> None:
    """Report a check that was done more than `days` ago, and a warning shortly before.

    Args:
        report: The report of the object that has to be checked again.
        done: Subject and verb of the sentence: `helpline Samaritans was last checked`.
        day: When it was done.
        days: How long it is valid.
        at: Where the day is written.
        hint: What to do once it is too long ago.
        hint_before: What to do before.
        severity: The severity once it is too long ago.
    """
    until = later(day, days=days)
    if until < report.context.on:
        report(f"{done} on {day}, more than {days} days ago", at=at, hint=hint, severity=severity)
    elif _is_soon(until, report.context.on):
        message = f"{done} on {day}; the {days} days end on {until}, within {SOON_DAYS} days"
        report.warn(message, at=at, hint=hint_before)


def _review(report: Report, subject: str, day: date, at: str, about: str = "") -> None:
    hint, hint_before = "review it, then set a new day", "plan the review now"
    report_expiry(report, subject, day, at=at, hint=hint, hint_before=hint_before, about=about)


def _reviewed(context: Subject) -> Iterator[Visit[Node]]:
    """Every file of the programme that has a day of review."""
    yield from (Visit(file, name, node=file) for name, file in _files_in(context.programme))


def _files_in(node: Node, owner: str = "") -> Iterator[tuple[str, Node]]:
    """(name, file) of the files in a node that have a day of review: by its id, or `drills of TRI`."""
    for field, value in vars(node).items():
        for file in value if isinstance(value, tuple) else (value,):
            if isinstance(file, Node) and "review_by" in type(file).model_fields:
                id = str(vars(file).get("id", ""))
                yield id or (f"{field} of {owner}" if owner else field), file
                yield from _files_in(file, id)


@rule("L-43", ERROR, each=_reviewed)
def out_of_date(file: Node, report: Report) -> None:
    """Nothing is out of date: regimes, claims, pre-cleared texts, pages under review.

    Law changes, claims become outdated, and a page that was not reviewed for a year may describe work that has changed.
    A day that has passed is an error; one within {SOON_DAYS} days is a warning, so that there is time for a review. A
    regime is verified again within {VERIFIED_DAYS} days, in a regulated sector within {REGULATED_DAYS} days. A day on
    which something was done, and which is still to come, is a warning.
    `--on DATE` judges as of another day.

    Bad:  expires: 2026-05-31        judged on 2026-12-01
    Good: expires: 2027-05-31
    """
    _review(report, f"the review of {report.subject}", getattr(file, "review_by"), "review_by")  # noqa: B009


@out_of_date.also(entries("legal.regimes", unread=True))
def _regime(regime: Regime, report: Report) -> None:
    if regime.verified_on is not None:
        days = REGULATED_DAYS if report.policy.client.sector in REGULATED else VERIFIED_DAYS
        until = later(regime.verified_on, days=days)
        _review(report, f"the {days} days since regime {regime.id} was verified", until, "verified_on", regime.id)
        _review(report, f"the review of regime {regime.id}", regime.review_by, "review_by", regime.id)


@out_of_date.also(entries("topics.claims_register", unread=True))
def _claim(claim: Claim, report: Report) -> None:
    _review(report, f"claim {claim.id}", claim.expires, "expires", claim.id)


@out_of_date.also(entries("approvals.pre_cleared", unread=True))
def _pre_cleared(text: PreCleared, report: Report) -> None:
    _review(report, f"pre-cleared text {text.id}", text.expires, "expires", text.id)


@out_of_date.also(each_client)
def _done_in_the_future(client: Client, report: Report) -> None:
    """Report days on which something is said to be done and which are still to come."""
    for node in walk_nodes(client.policy):
        for field in _days_done(type(node)):
            day = getattr(node, field)
            if day is not None and day > report.context.on:
                at, about = node.location_of(field), f"{field} {day}"
                report.warn(
                    f"{field} is {day}, which is still to come",
                    at=at,
                    about=about,
                    hint="write the day on which it was done",
                )


@cache
def _days_done(model: type[Node]) -> tuple[str, ...]:
    return tuple(
        name for name in model.model_fields if any(isinstance(mark, Done) for mark in field_type(model, name).metadata)
    )
