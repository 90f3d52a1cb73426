"""A cohort has time and mentors (L-63), a mix of people (L-67), and a path for each kind of newcomer (L-68)."""

from immerse.checking.rule import ERROR, WARNING, Report, declared, rule
from immerse.checking.scopes import each_client, nodes, whole
from immerse.model.edition import Client
from immerse.model.policy.contract import declaring
from immerse.model.policy.rotation import Cohort, OnPath
from immerse.model.rotation import Track
from immerse.model.subject import Subject
from immerse.words.english import counted


@rule("L-63", ERROR, each=nodes(lambda programme: programme.rotation.tracks))
def too_little_time(track: Track, report: Report) -> None:
    """A rotation has enough weeks for its floors, a pilot has enough time, and mentors are not outnumbered.

    Floors are weeks that cannot be cut, however quick somebody is: tracks and rotation.weeks are at least their sum. A
    strategy or a pilot that is too short shows nothing, and one that is too long is not a pilot. More trainees than
    mentors times rotation.ratio is a warning.

    Bad:  pilot: {strategy_weeks: 2, pilot_weeks: 16}
    Good: pilot: {strategy_weeks: 5, pilot_weeks: 8}
    """
    floors = sum(phase.floor for phase in report.context.programme.rotation.phases)
    if track.weeks < floors:
        message = f"track {track.id!r} has {track.weeks} weeks; the floors of the phases add up to {floors}"
        report(message, at="weeks", about=f"track {track.id}", hint="lengthen it")


@too_little_time.also(each_client, reads=("rotation.ratio", "rotation.roles", "rotation.cohort"))
def _outnumbered(client: Client, report: Report) -> None:
    rotation = client.policy.rotation
    if rotation.cohort and rotation.roles and rotation.ratio:
        mentors, most = len(set(rotation.roles.mentors)), rotation.ratio
        if rotation.cohort.size > mentors * most:
            limit = f"{counted(mentors, 'mentor')} may take {mentors * most} by rotation.ratio"
            message = f"the cohort has {rotation.cohort.size} trainees; {limit}"
            hint = "name another mentor, or take fewer people"
            report.warn(message, at=rotation.roles.location_of("mentors"), about="rotation.roles", hint=hint)


@declared("L-67", WARNING)
def one_sided_cohort() -> None:
    """A cohort has newcomers and veterans.

    Newcomers see what others no longer notice, and veterans know whom to call; they learn from each other.

    Bad:  cohort: {size: 4, newcomers_share: 100, veterans_share: 0}
    Good: cohort: {size: 4, newcomers_share: 50, veterans_share: 50}
    """


@rule("L-68", WARNING, each=whole, reads="rotation.cohort")
def path_missing(context: Subject, report: Report) -> None:
    """Newcomers and veterans each have a path into the rotation.

    Newcomers first have to get to know the company, veterans the craft. If a text reads rotation.cohort, rotation.yml
    has a path with the id `newcomer` and one with the id `veteran`.

    Bad:  paths: [{id: newcomer, ...}]
    Good: paths: [{id: newcomer, ...}, {id: veteran, ...}]
    """
    rotation = context.programme.rotation
    known = {str(path.id) for path in rotation.paths}
    for missing in [path.id for _, path in declaring(Cohort, OnPath) if path.id not in known]:
        message = f"rotation.yml has no path for the {missing}"
        hint = f"add {{id: {missing}, title: ..., text: ...}} under paths"
        report(message, at=rotation.location_of("paths"), about="rotation", hint=hint)
