"""The tasks of the rotation for one client: their due days, and problems that only this client has."""

from collections.abc import Iterator

from immerse.composing.digests import digest_of
from immerse.model.book import BookTask
from immerse.model.edition import Client
from immerse.model.policy.contract import declaring
from immerse.model.policy.policy import Policy
from immerse.model.policy.rotation import Holds, RotationRoles
from immerse.model.programme import Programme
from immerse.model.rotation import Rotation
from immerse.model.task import Schedule, Task, due_day, last_day, out_of_order, said_due
from immerse.problems import Problem
from immerse.texts.shown import shown_in_full

ORDER = "L-90"
NOBODY_HOLDS = "L-91"

_HELD_BY_SETTING = {held.role: field.name for field, held in declaring(RotationRoles, Holds)}
"""Role -> its field of `rotation.roles`."""
_HELD_BY_FUNCTION = {"legal": "legal", "privacy": "privacy", "security": "it_security", "safeguarding": "safeguarding"}
"""Role -> the function of the contact who holds it; the policy names nobody for any other role."""


def tasks_of(programme: Programme, policy: Policy) -> tuple[BookTask, ...]:
    """The tasks of a programme that is resolved and on the client's calendar, in the order of their due days."""
    rotation = programme.rotation
    schedule = rotation.schedule(str(policy.rotation.track), policy.rotation.weeks or 0)
    tasks = (_task(task, rotation, schedule) for task in rotation.tasks)
    return tuple(sorted(tasks, key=lambda task: task.due))


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
    """The phase of a task: the one that it names, or that its gate closes, or else the first one that is running on its
    due day; None before the first."""
    if task.due.phase is not None:
        return task.due.phase
    closed = {gate.id: gate.after for gate in rotation.gates}
    if task.due.before is not None:
        return closed.get(task.due.before)
    begun = [(id, last) for id, (first, last) in schedule.phases.items() if last_day(first - 1) < due]
    running = (id for id, last in begun if last is None or due <= last_day(last))
    return next(running, begun[-1][0] if begun else None)


def judge_tasks(whole: Programme, client: Client) -> Iterator[Problem]:
    """Problems of the tasks of a programme that is resolved and on the client's calendar: no due day, due days in the
    wrong order, or a role that nobody holds at this client."""
    rotation = client.policy.rotation
    schedule = whole.rotation.schedule(str(rotation.track), rotation.weeks or 0)
    for fault in out_of_order(whole.rotation.tasks, schedule):
        message = f"{fault.message} ({client.id})"
        yield Problem(fault.location, ORDER, message, hint=fault.hint, subject=str(fault.task.id))
    for task in whole.rotation.tasks:
        yield from _unheld(task, client)


def _unheld(task: Task, client: Client) -> Iterator[Problem]:
    """A problem where the policy names who holds such roles, but nobody for this one."""
    policy, who = client.policy, str(task.who)
    roles, contacts, function = policy.rotation.roles, policy.escalation.contacts, _HELD_BY_FUNCTION.get(who)
    if roles and who in _HELD_BY_SETTING and not getattr(roles, _HELD_BY_SETTING[who]):
        way = f"name a contact under rotation.roles.{_HELD_BY_SETTING[who]}"
    elif contacts and function and not any(function in contact.functions for contact in contacts.values()):
        way = f"give a contact the function {function}"
    else:
        return
    message = f"{task.id} is for {who!r}, but nobody holds that role at {client.id}"
    hint = f"{way}, or give the task a when: that excludes {client.id}"
    yield Problem(task.location_of("who"), NOBODY_HOLDS, message, hint=hint, subject=str(task.id))
