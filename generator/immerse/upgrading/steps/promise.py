"""Format 2: the published promise says what holds while nobody reads."""

from __future__ import annotations

from collections.abc import Iterator

from immerse.loading.located import YamlMapping
from immerse.upgrading.policies import policies
from immerse.upgrading.step_findings import Finding, UpgradeStep
from immerse.upgrading.workspace_files import Sources, inside

_SETTING = "response.published_promise"


def _find(sources: Sources) -> Iterator[Finding]:
    is_read = _SETTING in sources.read_settings
    for policy in policies(sources):
        promise = inside(policy.merged, *_SETTING.split("."))
        texts = inside(promise, "text")
        if not isinstance(texts, YamlMapping) or policy.is_always_open():
            continue
        said = inside(promise, "while_closed")
        missing = [str(tag) for tag in texts if not isinstance(said, YamlMapping) or tag not in said]
        if missing:
            message = f"{_SETTING} needs while_closed: what people do in the hours in which nobody reads"
            if not is_read:
                message = f"{_SETTING} can say in while_closed what holds while nobody reads; no text reads it yet"
            words = ", ".join(f'{tag}: "<what people do while nobody reads>"' for tag in missing)
            place = policy.place(*_SETTING.split("."))
            yield Finding("todo" if is_read else "note", place, message, after=f"while_closed: {{{words}}}")


STEP = UpgradeStep(
    format=2,
    name="promise",
    about="`response.published_promise.while_closed` tells the public, in each language of the promise, what holds "
    "while nobody reads; needed unless a desk is always open.",
    find=_find,
)
