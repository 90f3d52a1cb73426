"""A record in lines of text: its own content, and its progress by a book."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from immerse.records.fold import RecordState
from immerse.records.gaps import gap_phrases
from immerse.records.judge import BookJson, VerdictJson
from immerse.records.whereabouts import Whereabouts
from immerse.words.english import counted

ERASED = "(erased)"
"""What is shown in place of a text that was erased."""


def line_of(text: Mapping[str, Any] | None) -> str:
    """A text of a record in one line; empty where there is none."""
    if text is None:
        return ""
    return ERASED if text["text"] is None else " | ".join(text["text"].splitlines())


def lines_of(state: RecordState) -> Iterator[str]:
    """The content of a record, without a book."""
    yield from _start(state)
    yield from block("Gates moved", (f"{gate}  {day}" for gate, day in sorted(state["planned"].items())))
    claims = sorted(state["claims"].items())
    yield from block("Claimed by the trainee", (f"{name}  {claim['at'][:10]}" for name, claim in claims))
    yield from block("Evidence", map(_piece, state["evidence"]))
    notes = sorted(state["notes"].items())
    yield from block("Notes to the mentor", (f"{name}  {line_of(note['text'])}" for name, note in notes))
    done = sorted((task["day"], name) for name, task in state["tasks"].items() if task["done"])
    yield from block("Tasks done", (f"{day}  {name}" for day, name in done))
    scores = (f"{score['at'][:10]}  {score['deck']}  {score['right']} of {score['of']}" for score in state["scores"])
    yield from block("Practice", scores)
    if state["read"]:
        yield f"\n{counted(len(state['read']), 'page')} read"
    if state["unknown"]:
        entries = "entry of a kind" if state["unknown"] == 1 else "entries of kinds"
        yield f"\n{state['unknown']} {entries} that this version of immerse does not know"


def lines_by(state: RecordState, book: BookJson, verdict: VerdictJson, progress: Whereabouts | None) -> Iterator[str]:
    """The progress of a record by a book."""
    yield from _start(state)
    if progress:
        yield from _where(book, progress)
    yield from _items(book, verdict)
    modules = ((module, verdict["modules"][module["id"]]) for module in book["modules"])
    yield from block("Modules", (_module(module, judged, book) for module, judged in modules))
    if verdict["others"]:
        yield f"\nClaimed, and not asked for by this book: {', '.join(verdict['others'])}"


def _start(state: RecordState) -> Iterator[str]:
    if state["start"] is None:
        yield "Nobody has started."
        return
    name = line_of(state["name"]) or "Somebody without a name"
    release = "a draft" if state["release"] == "draft" else f"release {state['release']}"
    yield f"{name}: {state['path']}, {state['track']}, since {state['start']}, under {release}"


def _piece(piece: Mapping[str, Any]) -> str:
    real = "exercise" if piece["simulated"] else "real work"
    shift = f", shift {line_of(piece['shift'])}" if piece["shift"] else ""
    return f"{piece['day']}  {', '.join(piece['items'])}  {piece['kind']}, {real}{shift}: {line_of(piece['title'])}"


def _where(book: BookJson, progress: Whereabouts) -> Iterator[str]:
    names = {phase["id"]: phase["name"] for phase in book["phases"]}
    phase = f", {names[progress['phase']]}" if progress["phase"] else ""
    weeks = f" of {book['weeks']}" if book["gates"] else ", on a path without gates"
    yield f"Week {progress['week']}{weeks}{phase}"
    following, way = progress["next"], progress["in_the_way"]
    if following:
        titles = {gate["id"]: gate["title"] for gate in book["gates"]}
        gate = f"{following['gate']} {titles[following['gate']]}"
        days = f"in {counted(following['days'], 'day')}" if following["days"] else "today"
        yield f"Next gate: {gate}, {following['day']}, {days}"
        missing = f"{counted(len(way['open']), 'item')} not claimed, {len(way['evidence'])} with too little evidence"
        yield f"In its way: {missing}, {counted(len(way['tasks']), 'task')} that it waits for"
    tasks = {task["id"]: task for task in book.get("tasks", ())}
    waiting = [task for task in progress["tasks"] if not task["done"]]
    yield from block("Tasks not done", (_task(task, tasks[task["id"]], book) for task in waiting))


def _task(day: Mapping[str, Any], task: Mapping[str, Any], book: BookJson) -> str:
    who = book["roles"].get(task["who"], task["who"])
    return f"{day['day']}  {task['title']} ({who}{', late' if day['late'] else ''})"


def _items(book: BookJson, verdict: VerdictJson) -> Iterator[str]:
    claimable = [item for item in book["items"] if not item["computed"]]
    claimed = sum(verdict["items"][item["id"]]["state"] == "claimed" for item in claimable)
    heading = f"Items: {claimed} of {len(claimable)} claimed by the trainee, which attests nothing"
    yield from block(heading, (_item(item, verdict["items"][item["id"]], book) for item in book["items"]))


def _item(item: Mapping[str, Any], judged: Mapping[str, Any], book: BookJson) -> str:
    state = "computed" if item["computed"] else judged["state"]
    changed = ", changed since" if judged["changed"] else ""
    required = item["evidence"]["pieces"]
    pieces = f", {judged['pieces']} of {counted(required, 'piece')}" if required else ""
    missing = "; ".join(gap_phrases(judged["gaps"], book["rules"])) if judged["pieces"] else ""
    title = item["title"].removesuffix(".")
    return f"{item['id']}  {title}: {state}{changed}{pieces}{f'; missing: {missing}' if missing else ''}"


def _module(module: Mapping[str, Any], judged: Mapping[str, Any], book: BookJson) -> str:
    missing = "; ".join(gap_phrases(judged["gaps"], book["rules"]))
    pieces = f"{counted(judged['pieces'], 'piece')}, {judged['simulated']} from exercises"
    return f"{module['id']}  {module['title']}: {pieces}{f'; missing: {missing}' if missing else ''}"


def block(heading: str, lines: Iterable[str]) -> Iterator[str]:
    """A heading and indented lines; nothing if there are no lines."""
    texts = list(lines)
    if texts:
        yield f"\n{heading}"
        yield from (f"  {line}" for line in texts)
