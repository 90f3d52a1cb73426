"""Format 2: `site.url` is the address of the trainee view as it is written, and nothing is put behind it."""

from __future__ import annotations

from collections.abc import Iterator

from immerse.model.text import Text
from immerse.upgrading.editing import in_place_of
from immerse.upgrading.step_findings import Finding, UpgradeStep
from immerse.upgrading.workspace_files import Sources, inside

_ADDED = "/latest"


def _find(sources: Sources) -> Iterator[Finding]:
    for file in sources.of_kind("policy"):
        url = inside(file.value, "site", "url")
        if not isinstance(url, Text):
            continue
        base = url.rstrip("/")
        before, place = f"{base.removesuffix(_ADDED)}{_ADDED}/", url.location
        root = f"{base.removesuffix(_ADDED)}/"
        if not base.endswith(_ADDED):
            message = "the trainee view stands at this address, and no longer at latest/ below it"
            yield Finding("reads", place, message, before, root)
            continue
        message = "site.url is the root of the trainee view; host it there, or write the longer address again"
        if edit := in_place_of(file, url, root):
            yield Finding("change", place, message, before, root, (edit,))
        else:
            yield Finding("todo", place, message, before, root)


STEP = UpgradeStep(
    format=2,
    name="addresses",
    about="`site.url` is the root of the trainee view as it is written; `latest/` is no longer put behind it. The "
    "mentor view has an address of its own, `site.mentor_url`.",
    find=_find,
)
