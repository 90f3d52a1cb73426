"""The tasks of the rotation for one client: when each is due, and problems that only this client has."""

from __future__ import annotations

from collections.abc import Iterator

from immerse.composing.digests import digest_of
from immerse.model.book import BookTask
from immerse.model.edition import Client
from immerse.model.policy.policy import Policy
from immerse.model.programme import Programme
from immerse.model.rotation import Rotation
from immerse.model.task import Schedule, Task, due_day, last_day, out_of_order, said_due
from immerse.problems import Problem
from immerse.texts.shown import shown_in_full

ORDER = "L-90"
NOBODY_HOLDS = "L-91"

_HELD_BY_SETTING = {
    "mentor": "mentors",
    "lead": "lead",
    "director": "director",
    "client-pr": "client_pr",
    "compliance": "compliance",
    "hr": "hr",
}
"""Role -> its field of `rotation.roles`."""
_HELD_BY_FUNCTION = {
    "legal": "legal",
    "privacy": "privacy",
    "security": "it_security",
    "safeguarding": "safeguarding",
}
"""Role -> the function of the contact who holds it. Nobody in the policy holds any other role."""


def tasks_of(programme: Programme, policy: Policy) -> tuple[BookTask, ...]:
    """The tasks of a resolved programme, by the day on which they are due.

    Args:
        programme: Resolved for the client, with the client's own weeks.
        policy: The client's.
    """
    rotation = programme.rotation
    schedule = rotation.schedule(str(policy.rotation.track), policy.rotation.weeks or 0)
    found = (_task(task, rotation, schedule) for task in rotation.tasks)
    return tuple(sorted(found, key=lambda task: task.due))


def _task(task: Task, rotation: Rotation, schedule: Schedule) -> BookTask:
    due = due_day(task.due, schedule)
    if due is None:
        raise AssertionError(f"{task.id} has no day, which is judged before the book is made")
    text = shown_in_full(task.text)
    paths = task.paths or tuple(path.id for path in rotation.paths)
    meaning = {
        "id": str(task.id), "title": str(task.title), "text": text, "kind": task.kind, "who": str(task.who), "due": due,
    }  # fmt: skip
    return BookTask(
        id=str(task.id),
        title=str(task.title),
        text=text,
        kind=task.kind,
        who=str(task.who),
        due=due,
        day=task.due.day,
        when=said_due(due, task.due.day, schedule.weeks),
        phase=_phase(task, due, rotation, schedule),
        gate=None if task.asked_by is None else str(task.asked_by),
        after=tuple(map(str, task.after)),
        paths=tuple(map(str, paths)),
        evidence=None if task.evidence is None else str(task.evidence),
        digest=digest_of(meaning),
    )


def _phase(task: Task, due: int, rotation: Rotation, schedule: Schedule) -> str | None:
    """The phase that a task belongs to: the one that it names, or that its gate closes; else the first one that is not
    over by then, of those that have begun. None before the first."""
    if task.due.phase is not None:
        return task.due.phase
    closed = {gate.id: gate.after for gate in rotation.gates}
    if task.due.before is not None:
        return closed.get(task.due.before)
    begun = [(id, last) for id, (first, last) in schedule.phases.items() if last_day(first - 1) < due]
    running = (id for id, last in begun if last is None or due <= last_day(last))
    return next(running, begun[-1][0] if begun else None)


def judge_tasks(whole: Programme, client: Client) -> Iterator[Problem]:
    """What is wrong with one client's tasks: without a day, or due in another order than the tasks come in, in this
    client's weeks; or for a role that nobody holds there.

    Args:
        whole: Resolved for the client, with the client's own weeks.
        client: The client.
    """
    rotation = client.policy.rotation
    schedule = whole.rotation.schedule(str(rotation.track), rotation.weeks or 0)
    for found in out_of_order(whole.rotation.tasks, schedule):
        message = f"{found.message} ({client.id})"
        yield Problem(found.location, ORDER, message, hint=found.hint, subject=str(found.task.id))
    for task in whole.rotation.tasks:
        yield from _unheld(task, client)


def _unheld(task: Task, client: Client) -> Iterator[Problem]:
    """A problem where the client's policy says who holds such roles, and nobody holds this one."""
    policy, who = client.policy, str(task.who)
    roles, contacts = policy.rotation.roles, policy.escalation.contacts
    if roles and who in _HELD_BY_SETTING and not getattr(roles, _HELD_BY_SETTING[who]):
        way = f"name a contact under rotation.roles.{_HELD_BY_SETTING[who]}"
    elif (
        contacts
        and who in _HELD_BY_FUNCTION
        and not any(_HELD_BY_FUNCTION[who] in contact.functions for contact in contacts.values())
    ):
        way = f"give a contact the function {_HELD_BY_FUNCTION[who]}"
    else:
        return
    message = f"{task.id} is for {who!r}, and nobody holds that role at {client.id}"
    hint = f"{way}, or give the task a when: that leaves {client.id} out"
    yield Problem(task.place_of("who"), NOBODY_HOLDS, message, hint=hint, subject=str(task.id))
