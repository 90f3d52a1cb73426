"""Format 2: `centre.night_watch` says who watches while every desk is closed."""

from __future__ import annotations

from collections.abc import Iterator

from immerse.upgrading.policies import policies
from immerse.upgrading.step_findings import Finding, UpgradeStep
from immerse.upgrading.workspace_files import Sources, inside

_LINE = 'night_watch: {kind: nobody, what: "Nobody reads at night; the first desk begins with what came in."}'


def _find(sources: Sources) -> Iterator[Finding]:
    is_read = "centre.night_watch" in sources.read_settings
    for policy in policies(sources):
        if (
            inside(policy.merged, "centre", "desks") is None
            or inside(policy.merged, "centre", "night_watch") is not None
        ):
            continue
        after = "night_watch: {kind: always_open, what: A desk never closes.}" if policy.is_always_open() else _LINE
        if is_read:
            message = "a text reads centre.night_watch: who or what watches while every desk is closed"
            yield Finding("todo", policy.place("centre"), message, after=after)
        else:
            message = "centre.night_watch can say who or what watches while every desk is closed; no text reads it yet"
            yield Finding("note", policy.place("centre"), message, after=after)


STEP = UpgradeStep(
    format=2,
    name="night_watch",
    about="`centre.night_watch` says who or what watches while every desk is closed; a programme that reads it needs "
    "it for every client.",
    find=_find,
)
