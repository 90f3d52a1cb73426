"""Listening has a purpose and an edge: a balance test on file, and no way into closed rooms in disguise."""

from __future__ import annotations

from collections.abc import Iterable

from immerse.checking.applies import in_use
from immerse.checking.places import data_protected_of
from immerse.checking.rule import Report, rule
from immerse.model.subject import Subject
from immerse.problems import Problem, Severity


@rule("L-35", Severity.ERROR)
def listening_without_ground(subject: Subject, report: Report) -> Iterable[Problem]:
    """Listening has a purpose, a lawful basis and an end, and enters closed places openly or not at all.

    What is public is still somebody's. Purpose, lawful basis, minimisation and retention are never missing; in the
    EU, the EEA and the United Kingdom the balance test is on file and named. A closed venue is entered as an open
    member who says so, or not entered.

    Bad:  {name: Parents' group, access: closed, method: read_in_public}
    Good: {name: Parents' group, access: closed, method: open_member_with_disclosure}
    """
    for client in subject.clients:
        privacy = client.policy.legal.privacy
        places = data_protected_of(client)
        if in_use(subject, "legal.privacy") and privacy and places and privacy.assessment_ref is None:
            message = f"people in {', '.join(places)} are listened to, and no balance test is named"
            hint = "assessment_ref: the reference under which it is on file"
            place = client.policy.legal.place_of("privacy")
            yield report(place, message, subject=f"{client.id}/legal.privacy", hint=hint)
        for venue in client.policy.centre.source_venues or () if in_use(subject, "centre.source_venues") else ():
            if venue.access == "closed" and venue.method == "read_in_public":
                message = f"{str(venue.name)!r} is closed and read as if it were public"
                hint = "method: open_member_with_disclosure, or not_entered"
                id = f"{client.id}/centre.source_venues"
                yield report(venue.place_of("method"), message, subject=id, hint=hint)
