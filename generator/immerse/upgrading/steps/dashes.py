"""Format 2: a lone hyphen is an empty list and shows nothing; a dash is shown."""

from __future__ import annotations

from collections.abc import Iterator

from immerse.model.base import walk_texts
from immerse.model.text import Prose
from immerse.upgrading.editing import in_place_of
from immerse.upgrading.step_findings import Finding, UpgradeStep
from immerse.upgrading.workspace_files import Sources

_DASH = "–"


def _find(sources: Sources) -> Iterator[Finding]:
    for file in sources.of_kind(
        "curriculum", "rotation", "module", "lesson", "drills", "checks", "playbook", "overlay"
    ):
        for text in walk_texts(file.model) if file.model else ():
            if isinstance(text, Prose) and text.strip() == "-":
                edit = in_place_of(file, text, _DASH)
                if edit:
                    yield Finding("change", text.location, "a lone hyphen shows nothing now", "-", _DASH, (edit,))
                else:
                    yield Finding("todo", text.location, "a lone hyphen shows nothing now", after=_DASH)


STEP = UpgradeStep(
    format=2,
    name="dashes",
    about="A cell or a point that is only a hyphen is an empty list, which shows nothing; a dash is written instead.",
    find=_find,
)
