"""Listening has a purpose and an edge: a balance test on file, and no way into closed rooms in disguise (L-35)."""

from __future__ import annotations

from immerse.checking.kit import ERROR, Report, rule
from immerse.checking.places import data_protected_of
from immerse.checking.scopes import entries, setting
from immerse.model.policy.centre import Venue
from immerse.model.policy.legal import Privacy


@rule("L-35", ERROR, each=setting("legal.privacy"))
def listening_without_ground(privacy: Privacy, report: Report) -> None:
    """Listening has a purpose, a lawful basis and an end, and enters closed places openly or not at all.

    What is public is still somebody's. Purpose, lawful basis, minimisation and retention are never missing; in the
    EU, the EEA and the United Kingdom the balance test is on file and named. A closed venue is entered as an open
    member who says so, or not entered.

    Bad:  {name: Parents' group, access: closed, method: read_in_public}
    Good: {name: Parents' group, access: closed, method: open_member_with_disclosure}
    """
    countries = data_protected_of(report.client)
    if countries and privacy.assessment_ref is None:
        message = f"people in {', '.join(countries)} are listened to, and no balance test is named"
        report(message, hint="assessment_ref: the reference under which it is on file")


@listening_without_ground.also(entries("centre.source_venues"))
def _venue(venue: Venue, report: Report) -> None:
    if venue.access == "closed" and venue.method == "read_in_public":
        message = f"{venue.name!r} is closed and read as if it were public"
        report(message, at="method", hint="method: open_member_with_disclosure, or not_entered")
