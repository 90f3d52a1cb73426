"""Approvals: they fit into the first response (L-76), and nobody approves their own words (L-77)."""

from immerse.checking.desk_hours import first_response
from immerse.checking.rule import ERROR, Report, rule
from immerse.checking.scopes import each_playbook, entries
from immerse.model.base import walk_nodes
from immerse.model.decision import DecisionRow
from immerse.model.playbook import Playbook
from immerse.model.policy.approvals import DRAFTING, Approval
from immerse.words.english import counted


@rule("L-76", ERROR, each=entries("approvals.chain"), reads="response.targets")
def approval_too_slow(approval: Approval, report: Report) -> None:
    """Sorting, drafting and approval together fit into the first response.

    Each of the three may be short enough alone, and the answer is still late whenever all of them are needed. For each
    class of approvals.chain the triage time of its priority, {DRAFTING:spelled} minutes of drafting and the whole
    approval, including the deputy's, are no longer than the first response of that priority. A fallback does not
    shorten the sum: it is published when the sum was too long.

    Bad:  P2: {triage_min: 30, first_response_min: 90, ...}     and an approval of a P2 with max_min: 60
    Good: P2: {triage_min: 20, first_response_min: 90, ...}     and max_min: 60
    """
    target = (report.policy.response.targets or {}).get(approval.priority)
    if target is None:
        return
    first, _ = first_response(report.client, target)
    needed = target.triage_min + DRAFTING + approval.max_min
    if needed > first:
        sorting = counted(target.triage_min, "minute")
        parts = f"{sorting} of sorting, {DRAFTING} of drafting and {approval.max_min} of approval"
        hint = f"shorten one of the three by {counted(needed - first, 'minute')}, or answer later"
        if (most := first - DRAFTING - target.triage_min) > 0:
            hint = f"max_min: at most {most}; or sort faster, or answer later"
        message = f"approval {approval.id}: {parts} make {needed}; {approval.priority} must be answered in {first}"
        report(message, at="max_min", hint=hint)


@rule("L-77", ERROR, each=each_playbook)
def own_words_approved(playbook: Playbook, report: Report) -> None:
    """Nobody approves what they drafted or own.

    An approval is useful only as a second pair of eyes. Two contacts with the same `person` are one person. No row of a
    decision table gives the same contact as `route` and as `approver`.

    Bad:  then: {route: "{{ policy.crisis.roles.legal }}", approver: "{{ policy.crisis.roles.legal }}"}
    Good: then: {route: "{{ policy.crisis.roles.pr_pilot }}", approver: "{{ policy.crisis.roles.legal }}"}
    """
    for row in walk_nodes(playbook.decision_tables):
        if isinstance(row, DecisionRow) and row.then.approver and row.then.approver == row.then.route:
            message = f"row {row.id} of {playbook.id} gives {row.then.route!r} as owner and as approver"
            report(message, at=row.then.location_of("approver"), hint="name another approver, or none")
