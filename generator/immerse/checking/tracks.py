"""Numbers of the rotation that the policy overrules, and tracks that nobody declared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from immerse.checking.rule import Report, rule
from immerse.model.base import Node
from immerse.model.subject import Subject
from immerse.problems import Location, Problem, Severity


@rule("L-87", Severity.ERROR)
def unknown_track(subject: Subject, report: Report) -> Iterable[Problem]:
    """The track of every client is one of rotation.yml.

    A client whose track is not there would be given the nearest one in silence, with other weeks than somebody agreed
    on. `custom` is not the name of a track: it takes the nearest one and the client's own rotation.weeks.

    Bad:  tracks: [{id: short, ...}]      with rotation.track: six, which is the core default
    Good: tracks: [{id: six, ...}]        or  rotation.track: custom
    """
    tracks = [str(track.id) for track in subject.programme.rotation.tracks]
    for client in subject.clients if tracks else ():
        rotation = client.policy.rotation
        if rotation.track and rotation.track not in (*tracks, "custom"):
            place, written = rotation.place_of("track"), client.origins.get("rotation.track")
            says = f" ({place})" if written and written.layer != "client" else ""
            message = f"rotation.track of {client.id} is {rotation.track!r}{says}, which rotation.yml does not have"
            if says:
                place = subject.programme.rotation.place_of("tracks")
            close = get_close_matches(rotation.track, tracks, n=1)
            meant = f"did you mean {close[0]!r}?" if close else f"tracks: {', '.join(tracks)}"
            hint = f"{meant}; or rotation.track: custom, with rotation.weeks"
            yield report(place, message, subject=f"{client.id}/rotation.track", hint=hint)


@rule("L-88", Severity.WARNING)
def overruled_number(subject: Subject, report: Report) -> Iterable[Problem]:
    """A number of the programme that a page shows is not overruled by the policy.

    Of pass_percent and rotation.signoff.checks_pass the greater holds, and of a phase's floor and
    rotation.minimums.weeks too, because a client may ask for more. A number below the core default holds for nobody;
    whoever wrote it believes something else than trainees read.

    Bad:  pass_percent: 80         with checks_pass: 85 in the core defaults; pages say 85
    Good: pass_percent: 85
    """
    core = subject.core.rotation if subject.core else None
    for module in subject.programme.modules if core and core.signoff else ():
        least = core.signoff.checks_pass if core and core.signoff else 0
        if core and core.signoff and module.checks and module.checks.pass_percent < least:
            numbers = {"pass_percent": module.checks.pass_percent, "rotation.signoff.checks_pass": least}
            other = core.signoff.place_of("checks_pass")
            yield _overruled(module.checks, "pass_percent", str(module.id), numbers, other, report)
    for phase in subject.programme.rotation.phases if core and core.minimums else ():
        weeks = core.minimums.weeks if core and core.minimums else None
        least = getattr(weeks, str(phase.id).replace("-", "_"), 0)
        if weeks and phase.floor < least and "floor" in phase.model_fields_set:
            numbers = {"floor": phase.floor, f"rotation.minimums.weeks.{phase.id}": least}
            yield _overruled(phase, "floor", str(phase.id), numbers, weeks.place_of(str(phase.id)), report)


def _overruled(
    node: Node, field: str, owner: str, numbers: Mapping[str, int], other: Location, report: Report
) -> Problem:
    (own, written), (setting, least) = numbers.items()
    message = f"{owner} says {own} {written}, but {setting} is {least} ({other}), and the greater holds"
    return report(node.place_of(field), message, subject=owner, hint=f"{field}: {least} or more")
