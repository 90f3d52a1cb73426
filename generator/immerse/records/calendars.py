"""The days of a rotation as an iCalendar file: gates, floors and the trainee's own tasks; whole days without a zone."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import NamedTuple

from icalendar import Calendar, Event

from immerse.records.fold import RecordState, fold
from immerse.records.format import Record
from immerse.records.judge import BookJson
from immerse.records.page_texts import say
from immerse.records.whereabouts import gate_days, task_days


class _Day(NamedTuple):
    """An entry of the calendar, in the order of its parts."""

    day: str
    kind: str
    id: str
    summary: str
    text: str


def calendar(record: Record, book: BookJson) -> bytes:
    """The calendar of a rotation; empty before somebody started. The same record and book give the same bytes.

    Each entry keeps its name from one file to the next, so a calendar that takes in a newer file moves what it has.
    """
    state = fold(record)
    if state["start"] is None:
        return b""
    file = Calendar()
    file.add("version", "2.0")
    file.add("prodid", "-//immerse//record//EN")
    stamp = datetime.strptime(record["entries"][-1]["at"][:19], "%Y-%m-%dT%H:%M:%S").replace(tzinfo=UTC)
    for day in sorted(_days(state, book)):
        event = Event()
        event.add("uid", f"{record['rot']}.{day.kind}.{day.id}")
        event.add("dtstamp", stamp)
        event.add("dtstart", date.fromisoformat(day.day))
        event.add("summary", day.summary)
        event.add("description", day.text)
        event.add("transp", "TRANSPARENT")
        file.add_component(event)
    return bytes(file.to_ical(sorted=False))


def _days(state: RecordState, book: BookJson) -> Iterator[_Day]:
    titles = {gate["id"]: gate["title"] for gate in book["gates"] if gate["after"]}
    for gate in gate_days(state, book):
        name, title = gate["id"], titles.get(gate["id"], "")
        if gate["day"] and title:
            text = say("calendar.gate-text", client=book["client_name"])
            yield _Day(gate["day"], "gate", name, say("calendar.gate", id=name, title=title), text)
        if gate["earliest"]:
            summary = say("calendar.floor", id=name, title=title)
            yield _Day(gate["earliest"], "floor", name, summary, say("calendar.floor-text"))
    tasks = {task["id"]: task for task in book.get("tasks", ())}
    for entry in task_days(state, book, state["start"]):
        if entry["mine"]:
            task = tasks[entry["id"]]
            yield _Day(entry["day"], "task", task["id"], task["title"], task["text"])
