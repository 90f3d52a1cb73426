"""Retention of records; in a regulated sector everything is captured (L-39)."""

from typing import get_args

from immerse.checking.rule import ERROR, Report, rule
from immerse.checking.scopes import entries, setting
from immerse.model.policy.centre import Channel
from immerse.model.policy.client import REGULATED
from immerse.model.policy.records import Captured, RecordSystem


@rule("L-39", ERROR, each=setting("records.system"))
def wrong_retention(system: RecordSystem, report: Report) -> None:
    """Records are kept as long as the law asks and no longer than privacy allows; a regulated client keeps everything.

    A decision to keep them for longer says why, who and when. In a regulated sector every channel and every kind of
    record is captured. A complete export of the archive was tested once; otherwise nobody knows that it works.

    Bad:  retention_months: 24            and a regime with retention_months: 60
    Good: retention_months: 60
    """
    if system.export_tested_on is None and not report.client.is_stand_in("records.system.export_tested_on"):
        message = "a complete export of the archive was never tested"
        report(message, at="export_tested_on", hint="export everything once, then set export_tested_on")


@wrong_retention.also(entries("centre.channels"))
def _uncaptured_channel(channel: Channel, report: Report) -> None:
    sector = report.policy.client.sector
    if sector in REGULATED and not channel.captured:
        message = f"channel {channel.id} is not captured, in the sector {sector}"
        report(message, at="captured", hint="captured: true, once the archive keeps it")


@wrong_retention.also(setting("records.capture"))
def _uncaptured_kinds(kinds: tuple[str, ...], report: Report) -> None:
    sector = report.policy.client.sector
    everything = get_args(Captured)
    missing = [kind for kind in everything if kind not in kinds]
    if sector in REGULATED and missing:
        message = f"records.capture leaves out {', '.join(missing)}, in the sector {sector}"
        report(message, hint=f"capture: [{', '.join(everything)}]")
