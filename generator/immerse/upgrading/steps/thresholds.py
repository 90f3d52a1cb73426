"""Format 2: the numbers at which somebody acts are shown to trainees too."""

from __future__ import annotations

from collections.abc import Iterator

from immerse.upgrading.step_findings import Finding, UpgradeStep
from immerse.upgrading.workspace_files import Sources, inside


def _find(sources: Sources) -> Iterator[Finding]:
    for file in sources.of_kind("policy"):
        escalation = inside(file.value, "escalation")
        if escalation is not None and "thresholds" in escalation:
            place = escalation.key_locations["thresholds"]
            before, after = "shown in the mentor view", "shown in both views"
            yield Finding("reads", place, "escalation.thresholds is shown to trainees now", before, after)


STEP = UpgradeStep(
    format=2,
    name="thresholds",
    about="`escalation.thresholds` is shown to trainees, who are the first to see that a number is reached.",
    find=_find,
)
