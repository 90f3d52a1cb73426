"""A trainee's progress on a day: week, phase, gates, what the next one waits for, and what comes next."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from immerse.records.days import day_after, days_between, monday
from immerse.records.fold import RecordState
from immerse.records.judge import BookJson, VerdictJson

Whereabouts = dict[str, Any]
"""The result of `whereabouts`; the same members as in JavaScript, described in docs/records.md."""

_TRAINEE = "trainee"
_NEXT = 3
_WORKING_DAYS = 5


def whereabouts(state: RecordState, book: BookJson, verdict: VerdictJson, today: str) -> Whereabouts | None:
    """The progress of a trainee on a day (YYYY-MM-DD), by the verdict of `judge`; None before they started."""
    if state["start"] is None:
        return None
    day = days_between(state["start"], today)
    week = 0 if day < 0 else max(1, days_between(first_monday(state["start"]), today) // 7 + 1)
    gates, tasks = gate_days(state, book), task_days(state, book, today)
    following = _next_gate(gates, book, today)
    gate = following["gate"] if following else None
    after = {gate["id"] for gate in book["gates"] if gate["after"]}
    passed = [gate["id"] for gate in gates if gate["id"] in after and gate["day"] and gate["day"] < today]
    judged = verdict["items"]
    asked = asked_at(book, gate) if gate else [item["id"] for item in book["items"] if not book["gates"]]
    items = {
        "changed": [item["id"] for item in book["items"] if judged[item["id"]]["changed"]],
        "overdue": _unclaimed((name for one in passed for name in asked_at(book, one)), book, verdict),
        "open": _unclaimed(asked, book, verdict),
    }
    of_gate = {task["id"] for task in book.get("tasks", ()) if gate and task["gate"] == gate}
    return {
        "day": day,
        "week": week,
        "phase": _phase(book, gates, week, today),
        "gates": gates,
        "tasks": tasks,
        "next": following,
        "in_the_way": {
            "open": items["open"],
            "evidence": [name for name in asked if judged[name]["gaps"]],
            "tasks": [task["id"] for task in tasks if task["mine"] and not task["done"] and task["id"] in of_gate],
        },
        "overdue": items["overdue"],
        "next_three": _next_three(tasks, book, items, today, following["day"] if following else ""),
    }


def gate_days(state: RecordState, book: BookJson) -> list[dict[str, Any]]:
    """The gates of a book with their days, for somebody who has started.

    `earliest` is the first day on which the floors allow a decision at the gate, None if it has no floor.
    """
    start, planned = state["start"], state["planned"]
    first = first_monday(start)
    return [
        {
            "id": gate["id"],
            "day": planned.get(gate["id"]) or (None if gate["day"] is None else day_after(first, gate["day"])),
            "moved": gate["id"] in planned,
            "earliest": earliest_day(start, gate, book["phases"]),
        }
        for gate in book["gates"]
    ]


def task_days(state: RecordState, book: BookJson, today: str) -> list[dict[str, Any]]:
    """The tasks of somebody's path with their days, by day and then in the order of the book."""
    days = []
    for task in book.get("tasks", ()):
        if task["paths"] and state["path"] not in task["paths"]:
            continue
        day = task_day(state["start"], task)
        done = state["tasks"].get(task["id"], {}).get("done", False)
        is_own = task["who"] == _TRAINEE
        days.append({"id": task["id"], "day": day, "mine": is_own, "done": done, "late": not done and day < today})
    return sorted(days, key=lambda task: str(task["day"]))


def task_day(start: str, task: Mapping[str, Any]) -> str:
    """The day on which a task is due, for a rotation that begins on `start`.

    Tasks that are due on a working day are counted in working days, Monday to Friday, from or back from the first one.
    Others are counted from the Monday of the first week. A start at a weekend counts as the Monday after it.
    """
    first = first_monday(start)
    if task.get("day") is None:
        return day_after(first, task["due"])
    number = task["day"] - 1 if task["day"] > 0 else task["day"]
    weeks, weekday = divmod(max(0, days_between(first, start)) + number, _WORKING_DAYS)
    return day_after(first, 7 * weeks + weekday)


def first_monday(start: str) -> str:
    """The Monday of the week in which a rotation begins; for a start at a weekend, the next one."""
    return monday(start) if date.fromisoformat(start).weekday() < _WORKING_DAYS else day_after(monday(start), 7)


def asked_at(book: BookJson, gate: str) -> list[str]:
    """The ids of the items that a gate asks for."""
    return [item["id"] for item in book["items"] if gate in item["levels"] or item["gate"] == gate]


def earliest_day(start: str, gate: Mapping[str, Any], phases: Sequence[Mapping[str, Any]]) -> str | None:
    """The day on which the floors of the phases before a gate end; None if it has none."""
    weeks = 0
    for phase in phases:
        weeks += phase["floor"]
        if phase["id"] == gate["after"]:
            return None if phase["first"] is None else day_after(start, 7 * weeks)
    return None


def _phase(book: BookJson, gates: Sequence[Mapping[str, Any]], week: int, today: str) -> str | None:
    """The phase that somebody is in.

    Windows overlap: the next one begins for them when the gate between both has passed.
    """
    timed = [phase for phase in book["phases"] if phase["first"] is not None]
    begun = [phase["id"] for phase in timed if phase["first"] <= week]
    pairs = zip(book["gates"], gates, strict=True)
    ahead = {in_book["after"] for in_book, gate in pairs if (gate["day"] or "") >= today}
    held = [name for name in begun if name in ahead]
    if held:
        return str(held[0])
    afterwards = [phase["id"] for phase in book["phases"] if phase["first"] is None]
    if begun and afterwards and all(phase["last"] < week for phase in timed):
        return str(afterwards[0])
    return begun[-1] if begun else None


def _next_gate(gates: Sequence[Mapping[str, Any]], book: BookJson, today: str) -> dict[str, Any] | None:
    trainees = {gate["id"] for gate in book["gates"] if gate["after"]}
    ahead = [gate for gate in gates if gate["id"] in trainees and gate["day"] and gate["day"] >= today]
    first = min(ahead, key=lambda gate: str(gate["day"]), default=None)
    return {"gate": first["id"], "day": first["day"], "days": days_between(today, first["day"])} if first else None


def _next_three(
    tasks: Sequence[Mapping[str, Any]], book: BookJson, items: Mapping[str, Sequence[str]], today: str, gate: str
) -> list[dict[str, Any]]:
    """What the trainee does next: items that changed since they were claimed, then tasks and items by urgency.

    Tasks that are due by today and items of past gates come before those of the next gate, and these before later
    tasks. A record does not contain what others have done, so nothing waits for that.
    """
    waiting = {task["id"] for task in tasks if task["mine"] and not task["done"]}
    after = {task["id"]: task["after"] for task in book.get("tasks", ())}
    ready = [task for task in tasks if task["id"] in waiting and not waiting.intersection(after[task["id"]])]
    due = [task for task in ready if task["day"] <= today]
    soon = [task for task in ready if today < task["day"] <= gate]
    later = [task for task in ready if task["day"] > max(today, gate)]
    following = [
        *_entries("changed", items["changed"]),
        *_tasks(due),
        *_entries("item", items["overdue"]),
        *_tasks(soon),
        *_entries("item", [name for name in items["open"] if name not in items["overdue"]]),
        *_tasks(later),
    ]
    return following[:_NEXT]


def _entries(kind: str, names: Sequence[str]) -> list[dict[str, Any]]:
    return [{"kind": kind, "id": name, "day": None} for name in names]


def _tasks(tasks: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{"kind": "task", "id": task["id"], "day": task["day"]} for task in tasks]


def _unclaimed(asked: Iterable[str], book: BookJson, verdict: VerdictJson) -> list[str]:
    """The items among these that are not claimed and that somebody can claim, each once."""
    computed = {item["id"] for item in book["items"] if item["computed"]}
    names = dict.fromkeys(asked)
    return [name for name in names if verdict["items"][name]["state"] == "open" and name not in computed]
