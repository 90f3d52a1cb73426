"""A cohort has time, mentors and a mix of people, and each kind of newcomer has a path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from immerse.checking.applies import in_use
from immerse.checking.rule import Report, rule
from immerse.model.edition import Client
from immerse.model.subject import Subject
from immerse.problems import Problem, Severity
from immerse.words.english import counted

_LEAST_SHARE = 25
_PATHS = ("newcomer", "veteran")


@rule("L-63", Severity.ERROR)
def too_little_time(subject: Subject, report: Report) -> Iterable[Problem]:
    """A rotation has room for its floors, a pilot has time to show something, and mentors are not outnumbered.

    Floors are weeks that cannot be cut however quick somebody is: tracks and rotation.weeks are at least their sum. A
    strategy takes 4 to 6 weeks and a pilot 6 to 10: less shows nothing, more is no pilot (error). More trainees than
    mentors times rotation.ratio is a warning.

    Bad:  pilot: {strategy_weeks: 2, pilot_weeks: 16}
    Good: pilot: {strategy_weeks: 5, pilot_weeks: 8}
    """
    floors = sum(phase.floor for phase in subject.programme.rotation.phases)
    for track in subject.programme.rotation.tracks:
        if track.weeks < floors:
            message = f"track {str(track.id)!r} has {track.weeks} weeks; the floors of the phases add up to {floors}"
            yield report(track.place_of("weeks"), message, subject=f"track {track.id}", hint="lengthen it")
    for client in subject.clients:
        rotation, id = client.policy.rotation, f"{client.id}/rotation"
        if rotation.weeks and rotation.minimums and in_use(subject, "rotation.weeks", "rotation.minimums"):
            least = sum(getattr(rotation.minimums.weeks, name) for name in type(rotation.minimums.weeks).model_fields)
            if rotation.weeks < least:
                message = f"rotation.weeks is {rotation.weeks}; the floors of rotation.minimums add up to {least}"
                yield report(rotation.place_of("weeks"), message, subject=f"{id}.weeks", hint=f"{least} or more")
        if in_use(subject, "rotation.pilot"):
            yield from _pilot(client, report)
        if in_use(subject, "rotation.ratio", "rotation.roles", "rotation.cohort"):
            yield from _outnumbered(client, report)


def _pilot(client: Client, report: Report) -> Iterator[Problem]:
    pilot = client.policy.rotation.pilot
    for field, least, most in (("strategy_weeks", 4, 6), ("pilot_weeks", 6, 10)):
        weeks = getattr(pilot, field, least)
        if pilot and not least <= weeks <= most:
            message = f"rotation.pilot.{field} is {weeks}; it takes {least} to {most} weeks"
            hint = f"{field}: {least} to {most}"
            yield report(pilot.place_of(field), message, subject=f"{client.id}/rotation.pilot", hint=hint)


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


@rule("L-67", Severity.WARNING)
def one_sided_cohort(subject: Subject, report: Report) -> Iterable[Problem]:
    """A cohort has newcomers and veterans, a quarter of each at least.

    Newcomers see what everybody has stopped seeing, veterans know whom to ring; they learn from each other or not at
    all.

    Bad:  cohort: {size: 4, newcomers_share: 100, veterans_share: 0}
    Good: cohort: {size: 4, newcomers_share: 50, veterans_share: 50}
    """
    for client in subject.clients if in_use(subject, "rotation.cohort") else ():
        cohort = client.policy.rotation.cohort
        for field in ("newcomers_share", "veterans_share"):
            share = getattr(cohort, field, _LEAST_SHARE)
            if cohort and share < _LEAST_SHARE:
                message = f"rotation.cohort.{field} is {share} per cent; at least {_LEAST_SHARE} keep a cohort mixed"
                place, id = cohort.place_of(field), f"{client.id}/rotation.cohort"
                yield report(place, message, subject=id, hint=f"{field}: {_LEAST_SHARE} or more")


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
