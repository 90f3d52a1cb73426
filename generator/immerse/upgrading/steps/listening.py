"""Format 2: `centre.listening.clock_from` is gone."""

from __future__ import annotations

from collections.abc import Iterator

from immerse.upgrading.editing import without_key
from immerse.upgrading.step_findings import Finding, UpgradeStep
from immerse.upgrading.workspace_files import Sources, inside

_KEYS = ("centre", "listening", "clock_from")


def _find(sources: Sources) -> Iterator[Finding]:
    for file in sources.of_kind("policy"):
        listening = inside(file.value, *_KEYS[:-1])
        if listening is None or "clock_from" not in listening:
            continue
        place, value = listening.key_locations["clock_from"], listening["clock_from"]
        message = "centre.listening.clock_from is gone: sorting counts from the arrival, the answer from the post"
        if edit := without_key(file, *_KEYS):
            yield Finding("change", place, message, f"clock_from: {value}", "", (edit,))
        else:
            yield Finding("todo", place, f"{message}; delete it", f"clock_from: {value}")


STEP = UpgradeStep(
    format=2,
    name="listening",
    about="`centre.listening.clock_from` is gone. Sorting counts from the arrival in the queue, the answer from the "
    "post, for everybody.",
    find=_find,
)
