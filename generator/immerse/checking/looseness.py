"""What a client set looser than the core default, and whether somebody answers for it."""

from __future__ import annotations

from collections.abc import Iterator

from immerse.checking.applies import in_use
from immerse.checking.rule import Report
from immerse.model.edition import Client
from immerse.model.policy.looseness import looser_than_core
from immerse.model.subject import Subject
from immerse.problems import Problem, Severity

_ELSEWHERE = ("crisis.pause_rule.scope", "crisis.pause_rule.paid_media", "wellbeing.exposure.")
"""Where values begin whose limits no reason loosens: L-26 and L-36 judge them."""


def looser(client: Client, subject: Subject, report: Report) -> Iterator[Problem]:
    """A warning for each value looser than the core default; a note where `reason` and `owner` stand beside it.

    Only values beside which the two can stand are judged; `immerse matrix --only looser` shows the others as well.
    """
    for one in looser_than_core(client.policy, subject.core) if subject.core else ():
        if not one.answerable or one.path.startswith(_ELSEWHERE) or not in_use(subject, one.setting):
            continue
        named, what = one.setting, one.path
        if one.setting == "response.targets":
            named, _, field = one.path.rpartition(".")
            what = f"{named.rpartition('.')[2]}: {field}"
        message = f"{what} {one.ours} is looser than the core default {one.core}"
        if one.owner:
            message += f"; {one.owner}: {one.reason}"
        hint = "" if one.owner else "tighten it, or say why: reason: ... and owner: ... beside it"
        severity = Severity.INFO if one.owner else Severity.WARNING
        yield report(one.location, message, subject=f"{client.id}/{named}", hint=hint, severity=severity)
