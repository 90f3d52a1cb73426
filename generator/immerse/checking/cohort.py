"""A cohort has time, mentors and a mix of people, and each kind of newcomer has a path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from immerse.checking.applies import in_use
from immerse.checking.rule import Report, documented, rule
from immerse.model.edition import Client
from immerse.model.subject import Subject
from immerse.problems import Problem, Severity
from immerse.words.english import counted

_PATHS = ("newcomer", "veteran")


@rule("L-63", Severity.ERROR)
def too_little_time(subject: Subject, report: Report) -> Iterable[Problem]:
    """A rotation has room for its floors, a pilot has time to show something, and mentors are not outnumbered.

    Floors are weeks that cannot be cut however quick somebody is: tracks and rotation.weeks are at least their sum. A
    strategy or a pilot that is shorter shows nothing, one that is longer is no pilot. More trainees than mentors times
    rotation.ratio is a warning.

    Bad:  pilot: {strategy_weeks: 2, pilot_weeks: 16}
    Good: pilot: {strategy_weeks: 5, pilot_weeks: 8}
    """
    floors = sum(phase.floor for phase in subject.programme.rotation.phases)
    for track in subject.programme.rotation.tracks:
        if track.weeks < floors:
            message = f"track {str(track.id)!r} has {track.weeks} weeks; the floors of the phases add up to {floors}"
            yield report(track.place_of("weeks"), message, subject=f"track {track.id}", hint="lengthen it")
    for client in subject.clients:
        if in_use(subject, "rotation.ratio", "rotation.roles", "rotation.cohort"):
            yield from _outnumbered(client, report)


def _outnumbered(client: Client, report: Report) -> Iterator[Problem]:
    rotation = client.policy.rotation
    if rotation.cohort and rotation.roles and rotation.ratio:
        mentors, most = len(set(rotation.roles.mentors)), rotation.ratio
        if rotation.cohort.size > mentors * most:
            taken = f"{counted(mentors, 'mentor')} may take {mentors * most} by rotation.ratio"
            message = f"the cohort has {rotation.cohort.size} trainees; {taken}"
            hint = "name another mentor, or take fewer people"
            place, id = rotation.roles.place_of("mentors"), f"{client.id}/rotation.roles"
            yield report(place, message, subject=id, hint=hint, severity=Severity.WARNING)


one_sided_cohort = documented(
    "L-67",
    Severity.WARNING,
    "immerse check",
    """A cohort has newcomers and veterans.

    Newcomers see what everybody has stopped seeing, veterans know whom to ring; they learn from each other or not at
    all.

    Bad:  cohort: {size: 4, newcomers_share: 100, veterans_share: 0}
    Good: cohort: {size: 4, newcomers_share: 50, veterans_share: 50}
    """,
)


@rule("L-68", Severity.WARNING)
def path_missing(subject: Subject, report: Report) -> Iterable[Problem]:
    """Newcomers and veterans each have a path into the rotation.

    One has to meet the company first and the other the craft. Where a text speaks of rotation.cohort, rotation.yml
    has a path with the id `newcomer` and one with the id `veteran`.

    Bad:  paths: [{id: newcomer, ...}]
    Good: paths: [{id: newcomer, ...}, {id: veteran, ...}]
    """
    rotation = subject.programme.rotation
    if in_use(subject, "rotation.cohort"):
        for missing in [path for path in _PATHS if path not in {str(one.id) for one in rotation.paths}]:
            message = f"rotation.yml has no path for the {missing}"
            hint = f"add {{id: {missing}, title: ..., text: ...}} under paths"
            yield report(rotation.place_of("paths"), message, subject="rotation", hint=hint)
