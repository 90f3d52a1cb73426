"""Format 2: `study_hours` of a module counts lessons and checks alone."""

from __future__ import annotations

from collections.abc import Iterator

from immerse.upgrading.step_findings import Finding, UpgradeStep
from immerse.upgrading.workspace_files import Sources


def _find(sources: Sources) -> Iterator[Finding]:
    for file in sources.of_kind("module"):
        if file.value is not None and "study_hours" in file.value:
            hours = file.value["study_hours"]
            before = f"{hours} hours of study a week"
            after = f"{hours} hours a week for lessons and checks, on the shortest track; drills are not in it"
            yield Finding("reads", file.value.key_locations["study_hours"], "study_hours says less now", before, after)


STEP = UpgradeStep(
    format=2,
    name="study_hours",
    about="`study_hours` of a module is the time for its lessons and checks on the shortest track; drills are coached "
    "practice and not in it.",
    find=_find,
)
