"""Format 2: sorting counts from the arrival, and the end of an item on the clock of its target."""

from collections.abc import Iterator

from immerse.loading.located import YamlMapping, value_at
from immerse.model.text import Text
from immerse.upgrading.policies import ClientPolicy, policies
from immerse.upgrading.step_findings import Finding, upgrade_step
from immerse.upgrading.workspace_files import Sources, items
from immerse.words.english import counted

_TARGETS = "response", "targets"


@upgrade_step(
    2,
    "Sorting counts from the arrival in the queue. `resolve_h` of a target on the cover clock counts there, 24 hours a "
    "cover day, so that nothing ends on a closed day. Nobody is chased before an item is sorted.",
)
def clocks(sources: Sources) -> Iterator[Finding]:
    """Report end times on the cover clock, and injects that were posted before they arrived."""
    if ".".join(_TARGETS) in sources.read_settings:
        for policy in policies(sources):
            yield from _ends(policy)
    for file in sources.of_kind("drills"):
        for inject in items(value_at(file.value, "injects")):
            posted, at = inject.get("posted"), inject.get("at")
            if isinstance(posted, Text) and isinstance(at, Text) and posted != at and "arrived" not in inject:
                message = f"inject {inject.get('id')} was posted before it arrived: sorting counts from the arrival now"
                before = f"sorting and the answer counted from {posted}"
                after = f"sorting from {at}, the answer from {posted}"
                yield Finding("reads", inject.key_locations["posted"], message, before, after)


def _ends(policy: ClientPolicy) -> Iterator[Finding]:
    targets = value_at(policy.merged, *_TARGETS)
    before, after = [], []
    for priority, target in targets.items() if isinstance(targets, YamlMapping) else ():
        hours = value_at(target, "resolve_h")
        if value_at(target, "clock") == "cover" and isinstance(hours, int):
            days, left = divmod(hours, 24)
            before.append(f"{priority}: {hours} hours on the wall clock")
            shown = counted(days, "cover day") if days and not left else f"{hours} hours of cover"
            after.append(f"{priority}: {shown}")
    if before:
        message = "resolve_h of a target on the cover clock counts on that clock now"
        yield Finding("reads", policy.place(*_TARGETS), message, "\n".join(before), "\n".join(after))
