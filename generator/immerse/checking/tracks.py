"""Tracks that are not declared (L-87), and numbers of the rotation that the policy overrules (L-88)."""

from typing import Any, get_args

from immerse.checking.rule import ERROR, WARNING, Report, rule
from immerse.checking.scopes import each_client, each_module, nodes
from immerse.model.edition import Client
from immerse.model.module import Module
from immerse.model.policy.rotation import TrackOfPolicy
from immerse.model.rotation import Phase
from immerse.model.subject import Subject
from immerse.problems import Location


@rule("L-87", ERROR, each=each_client)
def unknown_track(client: Client, report: Report) -> None:
    """The track of every client is declared in rotation.yml.

    A client whose track is not declared would silently get the nearest one, with a different number of weeks from what
    was agreed. `custom` is not the name of a track: it takes the nearest one and the client's own rotation.weeks.

    Bad:  tracks: [{id: short, ...}]      with rotation.track: six, which is the core default
    Good: tracks: [{id: six, ...}]        or  rotation.track: custom
    """
    declared, rotation = report.context.programme.rotation, client.policy.rotation
    tracks = [str(track.id) for track in declared.tracks]
    if not tracks or not rotation.track or rotation.track in (*tracks, "custom"):
        return
    place, written = rotation.location_of("track"), client.origins.get("rotation.track")
    of_core = written is not None and written.layer == "core"
    location = f" ({place})" if of_core else ""
    message = f"rotation.track of {client.id} is {rotation.track!r}{location}, which rotation.yml does not have"
    known = " or ".join(track for track in tracks if track in get_args(TrackOfPolicy))
    correction = f"rotation.track: {known}" if known else f"give one of its tracks the id {rotation.track}"
    hint = f"{correction}; or rotation.track: custom, with rotation.weeks"
    report(message, at=declared.location_of("tracks") if of_core else place, about="rotation.track", hint=hint)


@rule("L-88", WARNING, each=each_module)
def overruled_number(module: Module, report: Report) -> None:
    """The policy does not overrule a number that a page shows.

    Of pass_percent and rotation.signoff.checks_pass the greater applies, and so does the greater of a phase's floor and
    rotation.minimums.weeks, because a client may ask for more. A number below the default of the core or the agency
    applies to nobody and differs from the number that trainees read. In the same way rotation.weeks applies
    and not the weeks of the track: a client that chooses another track sets rotation.weeks as well.

    Bad:  pass_percent: 80         with checks_pass: 85 in the core defaults; pages say 85
    Good: pass_percent: 85
    Bad:  rotation: {track: twelve}      with rotation.weeks: 26, the core default; pages say 26 weeks
    Good: rotation: {track: twelve, weeks: 52}
    """
    passing = _default(report.context, "signoff", "checks_pass")
    if passing and module.checks and module.checks.pass_percent < passing[0]:
        written, place = module.checks.pass_percent, module.checks.location_of("pass_percent")
        _overruled(report, f"pass_percent {written}", place, "rotation.signoff.checks_pass", passing)


@overruled_number.also(nodes(lambda programme: programme.rotation.phases))
def _floor(phase: Phase, report: Report) -> None:
    least = _default(report.context, "minimums", "weeks", str(phase.id).replace("-", "_"))
    if least and phase.floor < least[0] and "floor" in phase.model_fields_set:
        setting = f"rotation.minimums.weeks.{phase.id}"
        _overruled(report, f"floor {phase.floor}", phase.location_of("floor"), setting, least)


def _overruled(report: Report, written: str, place: Location, setting: str, least: tuple[int, Location]) -> None:
    number, origin = least
    message = f"{report.subject} has {written}, but {setting} is {number} ({origin}), and the greater applies"
    report(message, at=place, hint=f"{written.split()[0]}: {number} or more")


def _default(subject: Subject, *keys: str) -> tuple[int, Location] | None:
    """(default, its location) of a number of `rotation`: that of the agency, else that of the core."""
    for client in subject.clients:
        origin = client.origins.get(".".join(("rotation", *keys)))
        if origin and origin.layer == "defaults":
            return origin.value, origin.location
    group: Any = subject.core.rotation if subject.core else None
    for key in keys[:-1]:
        group = getattr(group, key, None)
    value = getattr(group, keys[-1], None)
    return None if value is None else (value, group.location_of(keys[-1]))


@overruled_number.also(each_client)
def _other_weeks(client: Client, report: Report) -> None:
    rotation, written = client.policy.rotation, client.origins.get("rotation.weeks")
    tracks = report.context.programme.rotation.tracks
    track = next((track for track in tracks if track.id == rotation.track), None)
    if track is None or written is None or written.layer == "client" or rotation.weeks == track.weeks:
        return
    chosen = client.layer_of(("rotation", "track")) == "client"
    place = rotation.location_of("track") if chosen else track.location_of("weeks")
    message = f"the track {track.id!r} of {client.id} has {track.weeks} weeks"
    message += f", but rotation.weeks is {rotation.weeks} ({written.location}), which applies"
    hint = f"rotation.weeks: {track.weeks}, in the policy of {client.id}"
    report(message, at=place, about="rotation.weeks", hint=hint)
