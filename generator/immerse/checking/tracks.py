"""Numbers of the rotation that the policy overrules, and tracks that nobody declared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from immerse.checking.rule import Report, rule
from immerse.model.base import Node
from immerse.model.edition import Client
from immerse.model.subject import Subject
from immerse.problems import Location, Problem, Severity

_TRACKS = ("six", "twelve")
"""What a policy can name; `custom` is the third."""


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
            of_core = written is not None and written.layer == "core"
            says = f" ({place})" if of_core else ""
            message = f"rotation.track of {client.id} is {rotation.track!r}{says}, which rotation.yml does not have"
            if of_core:
                place = subject.programme.rotation.place_of("tracks")
            known = " or ".join(track for track in tracks if track in _TRACKS)
            meant = f"rotation.track: {known}" if known else f"give one of its tracks the id {rotation.track}"
            hint = f"{meant}; or rotation.track: custom, with rotation.weeks"
            yield report(place, message, subject=f"{client.id}/rotation.track", hint=hint)


@rule("L-88", Severity.WARNING)
def overruled_number(subject: Subject, report: Report) -> Iterable[Problem]:
    """A number of the programme that a page shows is not overruled by the policy.

    Of pass_percent and rotation.signoff.checks_pass the greater holds, and of a phase's floor and
    rotation.minimums.weeks too, because a client may ask for more. A number below the default of the core or the agency
    holds for nobody; whoever wrote it believes something else than trainees read. In the same way rotation.weeks holds
    and not the weeks of the track: a client who chose another track says how many weeks it has.

    Bad:  pass_percent: 80         with checks_pass: 85 in the core defaults; pages say 85
    Good: pass_percent: 85
    Bad:  rotation: {track: twelve}      with rotation.weeks: 26, the core default; pages say 26 weeks
    Good: rotation: {track: twelve, weeks: 52}
    """
    if passing := _default(subject, "signoff", "checks_pass"):
        for module in subject.programme.modules:
            if module.checks and module.checks.pass_percent < passing[0]:
                numbers = {"pass_percent": module.checks.pass_percent, "rotation.signoff.checks_pass": passing[0]}
                yield _overruled(module.checks, "pass_percent", str(module.id), numbers, passing[1], report)
    for phase in subject.programme.rotation.phases:
        least = _default(subject, "minimums", "weeks", str(phase.id).replace("-", "_"))
        if least and phase.floor < least[0] and "floor" in phase.model_fields_set:
            numbers = {"floor": phase.floor, f"rotation.minimums.weeks.{phase.id}": least[0]}
            yield _overruled(phase, "floor", str(phase.id), numbers, least[1], report)
    for client in subject.clients:
        yield from _other_weeks(client, subject, report)


def _default(subject: Subject, *keys: str) -> tuple[int, Location] | None:
    """(what a client has who says nothing, its place) of a number of `rotation`: the agency's, else the core's."""
    for client in subject.clients:
        origin = client.origins.get(".".join(("rotation", *keys)))
        if origin and origin.layer == "defaults":
            return origin.value, origin.location
    found: Any = subject.core.rotation if subject.core else None
    for key in keys[:-1]:
        found = getattr(found, key, None)
    value = getattr(found, keys[-1], None)
    return None if value is None else (value, found.place_of(keys[-1]))


def _other_weeks(client: Client, subject: Subject, report: Report) -> Iterator[Problem]:
    own, written = client.policy.rotation, client.origins.get("rotation.weeks")
    track = next((one for one in subject.programme.rotation.tracks if one.id == own.track), None)
    if track is None or written is None or written.layer == "client" or own.weeks == track.weeks:
        return
    chosen = client.layer_of(("rotation", "track")) == "client"
    place = own.place_of("track") if chosen else track.place_of("weeks")
    message = f"the track {str(track.id)!r} of {client.id} has {track.weeks} weeks"
    message += f", but rotation.weeks is {own.weeks} ({written.location}), and that holds"
    hint = f"rotation.weeks: {track.weeks}, in the policy of {client.id}"
    yield report(place, message, subject=f"{client.id}/rotation.weeks", hint=hint)


def _overruled(
    node: Node, field: str, owner: str, numbers: Mapping[str, int], other: Location, report: Report
) -> Problem:
    (own, written), (setting, least) = numbers.items()
    message = f"{owner} says {own} {written}, but {setting} is {least} ({other}), and the greater holds"
    return report(node.place_of(field), message, subject=owner, hint=f"{field}: {least} or more")
