"""What is kept, for how long, and that everything is captured where somebody must be able to look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from immerse.checking.applies import in_use
from immerse.checking.legal import REGULATED
from immerse.checking.rule import Report, rule
from immerse.model.edition import Client
from immerse.model.subject import Subject
from immerse.problems import Problem, Severity

_EVERYTHING = ("posts", "dms", "edits", "deletions", "approvals", "ai_prompts")


@rule("L-39", Severity.ERROR)
def wrong_retention(subject: Subject, report: Report) -> Iterable[Problem]:
    """Records are kept as long as the law asks and no longer than privacy allows, and a regulated client keeps all.

    records.retention_months is at least the longest floor of a regime, and at most legal.privacy.retention_months
    unless legal.privacy.retention_decision says why, who and when. In a regulated sector every channel is captured,
    and every kind of record. Everything was got out of the archive once, or nobody knows that it can be.

    Bad:  retention_months: 24            and a regime with retention_months: 60
    Good: retention_months: 60
    """
    for client in subject.clients:
        if in_use(subject, "records.retention_months"):
            yield from _months(client, report)
        if in_use(subject, "records.system"):
            yield from _untried_export(client, report)
        if client.policy.client.sector not in REGULATED:
            continue
        for channel in client.policy.centre.channels or () if in_use(subject, "centre.channels") else ():
            if not channel.captured:
                message = (
                    f"channel {channel.id} is open and not captured, in the sector {client.policy.client.sector!s}"
                )
                hint, id = "captured: true, once the archive keeps it", f"{client.id}/centre.channels"
                yield report(channel.place_of("captured"), message, subject=id, hint=hint)
        kept = client.policy.records.capture if in_use(subject, "records.capture") else None
        if missing := [kind for kind in _EVERYTHING if kept is not None and kind not in kept]:
            message = f"records.capture leaves out {', '.join(missing)}, in the sector {client.policy.client.sector!s}"
            place, id = client.policy.records.place_of("capture"), f"{client.id}/records.capture"
            yield report(place, message, subject=id, hint=f"capture: [{', '.join(_EVERYTHING)}]")


def _untried_export(client: Client, report: Report) -> Iterator[Problem]:
    system = client.policy.records.system
    if system and system.export_tested_on is None and not client.is_stand_in("records.system.export_tested_on"):
        message = "nobody has tried to get everything out of the archive"
        place, id = system.place_of("export_tested_on"), f"{client.id}/records.system"
        yield report(place, message, subject=id, hint="export it all once, then set export_tested_on")


def _months(client: Client, report: Report) -> Iterator[Problem]:
    months = client.policy.records.retention_months
    privacy = client.policy.legal.privacy
    if months is None:
        return
    place, id = client.policy.records.place_of("retention_months"), f"{client.id}/records.retention_months"
    for regime in client.policy.legal.regimes or ():
        if regime.retention_months is not None and months < regime.retention_months:
            message = f"records are kept for {months} months; regime {regime.id} asks for {regime.retention_months}"
            yield report(place, message, subject=id, hint=f"retention_months: {regime.retention_months}")
    if privacy and months > privacy.retention_months and privacy.retention_decision is None:
        most = privacy.retention_months
        message = f"records are kept for {months} months; legal.privacy allows {most}, and no decision is recorded"
        hint = "keep them for less, or record legal.privacy.retention_decision with reason, owner and day"
        yield report(place, message, subject=id, hint=hint)
