"""Approvals: they fit into the time that is there, and nobody says yes to their own words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from immerse.checking.applies import in_use
from immerse.checking.people import contacts_of, same_person
from immerse.checking.promise import first_response
from immerse.checking.rule import Report, rule
from immerse.model.base import walk_nodes
from immerse.model.decision import DecisionRow
from immerse.model.edition import Client
from immerse.model.playbook import Playbook
from immerse.model.subject import Subject
from immerse.problems import Problem, Severity

DRAFTING = 10
"""Minutes for a draft."""


@rule("L-76", Severity.ERROR)
def no_time_for_a_yes(subject: Subject, report: Report) -> Iterable[Problem]:
    """Sorting, drafting and approval together fit into the first response.

    Each of the three is short enough alone, and the answer is late every time all of them are used. For each class of
    approvals.chain the triage time of its priority, ten minutes of drafting and the whole approval, deputy included,
    are no longer than the first response of that priority. A fallback does not shorten the sum: it is what goes out
    when the sum was too long.

    Bad:  P2: {triage_min: 30, first_response_min: 90, ...}     and an approval of a P2 with max_min: 60
    Good: P2: {triage_min: 20, first_response_min: 90, ...}     and max_min: 60
    """
    if not (in_use(subject, "approvals.chain") and in_use(subject, "response.targets")):
        return
    for client in subject.clients:
        targets = client.policy.response.targets or {}
        for approval in client.policy.approvals.chain or ():
            target = targets.get(approval.priority)
            if target is None:
                continue
            first, _ = first_response(client, target)
            needed = target.triage_min + DRAFTING + approval.max_min
            if needed > first:
                parts = f"{target.triage_min} of sorting, {DRAFTING} of drafting and {approval.max_min} of approval"
                message = (
                    f"approval {approval.id}: {parts} make {needed} minutes; {approval.priority} is answered in {first}"
                )
                most = first - DRAFTING - target.triage_min
                hint = f"{needed - first} minutes have to go from one of the three, or the first response is later"
                if most > 0:
                    hint = f"max_min: at most {most}; or sort faster, or answer later"
                place, id = approval.place_of("max_min"), f"{client.id}/approvals.chain"
                yield report(place, message, subject=id, hint=hint)


@rule("L-77", Severity.ERROR)
def own_words_approved(subject: Subject, report: Report) -> Iterable[Problem]:
    """Nobody approves what they drafted or what is theirs.

    A second pair of eyes is the whole worth of an approval. Whoever drafts a class of approvals.chain is another
    person than its approver and its deputy, by `person` where persons are keyed; and no row of a decision table gives
    one and the same contact as `route` and as `approver`.

    Bad:  then: {route: "{{ policy.crisis.roles.legal }}", approver: "{{ policy.crisis.roles.legal }}"}
    Good: then: {route: "{{ policy.crisis.roles.pr_pilot }}", approver: "{{ policy.crisis.roles.legal }}"}
    """
    for playbook in subject.programme.playbooks:
        yield from _yes_of_the_owner(playbook, report)
    for client in subject.clients if in_use(subject, "approvals.chain") else ():
        yield from _yes_of_the_drafter(client, report)


def _yes_of_the_owner(playbook: Playbook, report: Report) -> Iterator[Problem]:
    for row in walk_nodes(playbook.decision_tables):
        if isinstance(row, DecisionRow) and row.then.approver and row.then.approver == row.then.route:
            message = f"row {row.id} of {playbook.id} gives {str(row.then.route)!r} as owner and as approver"
            hint = "name another approver, or none"
            yield report(row.then.place_of("approver"), message, subject=str(playbook.id), hint=hint)


def _yes_of_the_drafter(client: Client, report: Report) -> Iterator[Problem]:
    contacts = contacts_of(client)
    for approval in client.policy.approvals.chain or ():
        for field in ("approver", "deputy"):
            if same_person(contacts, approval.drafter, getattr(approval, field)):
                message = f"approval {approval.id}: {field} and drafter are the same person, {str(approval.drafter)!r}"
                place, id = approval.place_of(field), f"{client.id}/approvals.chain"
                yield report(place, message, subject=id, hint="name somebody else")
