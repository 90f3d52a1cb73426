"""What a person does with a checklist in one browser, by chance, and what has to stand there afterwards.

The model knows no entries: it is a few dictionaries. A driver that has no way to do some steps names the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from random import Random
from typing import Any

DAYS = ("2026-11-02", "2026-11-20", "2026-12-01")
KINDS = (
    *("claim", "claim", "claim", "unclaim", "evidence", "evidence", "replace", "remove", "words", "note", "clear"),
    *("read", "task", "plan", "score", "start", "tab", "reload", "restart", "save", "open", "wipe"),
)
"""What may happen, with what happens often named more often. `words` erases the words of a piece, `clear` takes a note
back, `restart` closes the browser and opens it again, `wipe` erases the browser and opens the last file."""


@dataclass(frozen=True)
class Names:
    """What there is to do something with."""

    items: Sequence[str]
    kinds: Mapping[str, bool]
    """Kind of evidence -> whether it is always an exercise."""
    gates: Sequence[str] = ("G1", "G2")
    tasks: Sequence[str] = ("T-02", "T-03")
    pages: Sequence[str] = ("lesson:FST-L1",)
    are_told_apart_by_title: bool = False
    """Pieces; one whose words were erased is then not changed any more."""


class Checklist:
    """One person's year by chance: `steps` for a driver, `expected` for what it has to come to."""

    def __init__(
        self, chance: Random, names: Names, length: int, kinds: Sequence[str] = KINDS, *, in_order: bool = False
    ) -> None:
        """With `in_order` all kinds are taken once in their order."""
        self._chance, self._names = chance, names
        self.steps: list[dict[str, Any]] = []
        by_name: dict[str, Any] = {name: {} for name in ("planned", "notes", "read", "tasks", "pieces")}
        self.expected: dict[str, Any] = {"start": None, "claims": set(), "scores": [], "unsaved": 0, **by_name}
        self._files: list[dict[str, Any]] = []
        self._start(0)
        for number, kind in enumerate(kinds if in_order else chance.choices(kinds, k=length), 1):
            getattr(self, f"_{kind}")(number)

    def of(self, state: Mapping[str, Any], unsaved: int) -> dict[str, Any]:
        """What a folded state says, in the words of the model."""
        assert state["unknown"] == 0
        return {
            "start": (said(state["name"]), state["start"], state["path"]),
            "claims": set(state["claims"]),
            "planned": state["planned"],
            "notes": {item: said(note["text"]) for item, note in state["notes"].items()},
            "read": {page: seen["release"] for page, seen in state["read"].items()},
            "tasks": {task: done["done"] for task, done in state["tasks"].items()},
            "scores": [(one["right"], one["of"]) for one in state["scores"]],
            "pieces": sorted(map(piece_of, state["evidence"])),
            "unsaved": unsaved,
        }

    @property
    def outcome(self) -> dict[str, Any]:
        """What `of` has to give at the end."""
        return {**self.expected, "pieces": sorted(map(shown, self.expected["pieces"].values()))}

    def _step(self, do: str, *, counts: bool = True, **members: Any) -> None:
        self.steps.append({"do": do, **members})
        self.expected["unsaved"] += counts

    def _start(self, number: int) -> None:
        name, day = self._chance.choice(("", f"N{number}")), self._chance.choice(DAYS)
        self._step("start", name=name, day=day, path="newcomer")
        self.expected["start"] = (name or None, day, "newcomer")

    def _claim(self, _: int) -> None:
        if free := sorted(set(self._names.items) - self.expected["claims"]):
            item = self._chance.choice(free)
            self._step("claim", item=item)
            self.expected["claims"].add(item)

    def _unclaim(self, _: int) -> None:
        if claimed := sorted(self.expected["claims"]):
            item = self._chance.choice(claimed)
            self._step("unclaim", item=item)
            self.expected["claims"].remove(item)

    def _made(self, title: str) -> dict[str, Any]:
        kind = self._chance.choice(sorted(self._names.kinds))
        return {
            "title": title,
            "items": self._chance.sample(
                self._names.items, self._chance.randrange(1, min(4, len(self._names.items) + 1))
            ),
            "kind": kind,
            "day": self._chance.choice(DAYS),
            "shift": self._chance.choice(("", "Early", "Late")),
            "simulated": self._names.kinds[kind] or self._chance.random() < 0.5,
        }

    def _evidence(self, number: int) -> None:
        piece = self._made(f"Piece {number}")
        self._step("evidence", piece=f"P{number}", **piece)
        self.expected["pieces"][f"P{number}"] = piece

    def _live(self, *, worded: bool = False) -> str:
        live = [name for name, piece in self.expected["pieces"].items() if piece["title"] or not worded]
        return self._chance.choice(live) if live else ""

    def _replace(self, number: int) -> None:
        if name := self._live(worded=self._names.are_told_apart_by_title):
            before = deepcopy(self.expected["pieces"][name])
            piece = self._made(f"Version {number}") | {"items": before["items"]}
            self._step("replace", piece=name, before=before, **piece)
            self.expected["pieces"][name] = piece

    def _remove(self, _: int) -> None:
        if name := self._live(worded=True):
            self._step("remove", piece=name, before=self.expected["pieces"].pop(name))

    def _words(self, _: int) -> None:
        if name := self._live(worded=True):
            piece = self.expected["pieces"][name]
            self._step("words", piece=name, before=dict(piece))
            piece |= {"title": None, "shift": piece["shift"] and None}

    def _note(self, number: int) -> None:
        item = self._chance.choice(self._names.items)
        self._step("note", item=item, text=f"Look at {number}.")
        self.expected["notes"][item] = f"Look at {number}."

    def _clear(self, _: int) -> None:
        if noted := sorted(self.expected["notes"]):
            item = self._chance.choice(noted)
            self._step("note", item=item, text="")
            del self.expected["notes"][item]

    def _read(self, _: int) -> None:
        page = self._chance.choice(self._names.pages)
        if page not in self.expected["read"]:
            self._step("read", page=page)
            self.expected["read"][page] = "draft"

    def _task(self, _: int) -> None:
        task = self._chance.choice(self._names.tasks)
        done = not self.expected["tasks"].get(task, False)
        self._step("task", task=task, done=done)
        self.expected["tasks"][task] = done

    def _plan(self, _: int) -> None:
        gate, day = self._chance.choice(self._names.gates), self._chance.choice((None, "2027-01-10", "2027-02-21"))
        self._step("plan", gate=gate, day=day)
        self.expected["planned"] |= {gate: day}
        if day is None:
            del self.expected["planned"][gate]

    def _score(self, number: int) -> None:
        self._step("score", counts=False, right=number, of=40)
        self.expected["scores"].append((number, 40))

    def _tab(self, _: int) -> None:
        self._step("tab", counts=False)

    def _reload(self, _: int) -> None:
        self._step("reload", counts=False)

    def _restart(self, _: int) -> None:
        self._step("restart", counts=False)

    def _save(self, _: int) -> None:
        self._step("save", counts=False)
        self.expected["unsaved"] = 0
        self._files.append(deepcopy(self.expected))

    def _open(self, _: int) -> None:
        """A file of this record, older than what stands here, takes nothing away and brings nothing back."""
        if self._files:
            self._step("open", counts=False, file=self._chance.randrange(len(self._files)))

    def _wipe(self, _: int) -> None:
        if self._files:
            self._step("wipe", counts=False, file=len(self._files) - 1)
            self.expected = deepcopy(self._files[-1])


def said(text: Mapping[str, str | None] | None) -> str | None:
    """The words of a text of a record; None where there is none or it was erased."""
    return text["text"] if text else None


def piece_of(piece: Mapping[str, Any]) -> tuple[Any, ...]:
    """A piece of a folded state, in the words of the model."""
    return shown(piece | {"title": said(piece["title"]), "shift": said(piece["shift"])})


def shown(piece: Mapping[str, Any]) -> tuple[Any, ...]:
    """What has to be equal of a piece."""
    title, shift = piece["title"] or "", piece["shift"] or ""
    return title, shift, sorted(piece["items"]), piece["kind"], piece["day"], piece["simulated"]
