"""What a person did on several devices, and what must be said of it afterwards: a few dictionaries, no entries."""

from __future__ import annotations

from random import Random
from typing import Any

ITEMS = ("TRI-1", "TRI-5", "LIS-2")
DAYS = ("2026-12-01", "2026-12-02", "2026-12-24")
MOMENTS = ("2026-12-01T08:30:00.000", "2026-12-01T08:30:00.001", "2025-01-01T00:00:00.000", "2027-06-01T00:00:00.000")
CHANGES = (
    "start",
    "plan",
    "claim",
    "claim",
    "unclaim",
    "evidence",
    "evidence",
    "remove",
    "note",
    "read",
    "score",
    "task",
)


class Model:
    """Steps made by chance. The devices meet before somebody turns to another one, so each change is made by a person
    who sees all changes before; the clocks of the devices may say what they like."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self.devices = chance.randrange(1, 4)
        self.steps: list[dict[str, Any]] = []
        by_name: dict[str, Any] = {name: {} for name in ("planned", "claims", "notes", "read", "tasks", "pieces")}
        self.expected: dict[str, Any] = {"start": None, "scores": [], **by_name}
        self._device = 0
        for number in range(chance.randrange(3, 40)):
            if chance.random() < 0.2:
                self._turn()
            getattr(self, f"_{chance.choice(CHANGES)}")(number)

    def of(self, state: dict[str, Any]) -> dict[str, Any]:
        """What a folded state says, in the words of the model."""
        pieces = {}
        for piece in state["evidence"]:
            title = piece["title"]["text"]
            pieces[title.split(":")[0]] = (title, piece["items"], piece["day"], piece["simulated"])
        assert len(pieces) == len(state["evidence"]) and state["unknown"] == 0
        return {
            "start": state["start"] and (state["name"] and state["name"]["text"], state["start"], state["path"]),
            "planned": state["planned"],
            "claims": {item: claim["rev"] for item, claim in state["claims"].items()},
            "notes": {item: note["text"]["text"] for item, note in state["notes"].items()},
            "read": {page: seen["digest"] for page, seen in state["read"].items()},
            "tasks": {task: done["done"] for task, done in state["tasks"].items()},
            "pieces": pieces,
            "scores": [(one["right"], one["of"]) for one in state["scores"]],
        }

    def _turn(self) -> None:
        other = self._chance.randrange(self.devices)
        if other != self._device:
            self.steps.append({"type": "meet", "device": self._device, "other": other})
            self._device = other

    def _step(self, type_: str, piece: str = "", **members: Any) -> None:
        clock = f"{self._chance.choice(MOMENTS)}Z"
        self.steps.append({"type": type_, "device": self._device, "clock": clock, "members": members, "piece": piece})

    def _set(self, group: str, name: str, value: Any) -> None:
        if value is None:
            self.expected[group].pop(name, None)
        else:
            self.expected[group][name] = value

    def _start(self, number: int) -> None:
        name, day, path = self._chance.choice((None, f"N. {number}")), self._chance.choice(DAYS), "newcomer"
        book = f"d2:sha256:{'0' * 64}"
        self._step("start", name=name, day=day, track="six", path=path, release="draft", book=book)
        self.expected["start"] = (name, day, path)

    def _plan(self, number: int) -> None:
        day = self._chance.choice((None, *DAYS))
        self._step("plan", gate="G1", day=day)
        self._set("planned", "G1", day)

    def _claim(self, number: int) -> None:
        item = self._chance.choice(ITEMS)
        self._step("claim", item=item, digest=f"d2:sha256:{'1' * 64}", rev=number + 1, release="1.0.0")
        self._set("claims", item, number + 1)

    def _unclaim(self, number: int) -> None:
        item = self._chance.choice(ITEMS)
        self._step("unclaim", item=item)
        self._set("claims", item, None)

    def _evidence(self, number: int) -> None:
        live = sorted(self.expected["pieces"])
        piece = self._chance.choice([f"P{number}", *live])
        title, items = f"{piece}: as said in step {number}", self._chance.sample(ITEMS, self._chance.randrange(1, 4))
        day, simulated = self._chance.choice(DAYS), self._chance.random() < 0.5
        rest = {"kind": "work", "shift": None, "link": None, "file": None}
        self._step("evidence", piece, title=title, items=items, day=day, simulated=simulated, **rest)
        self._set("pieces", piece, (title, items, day, simulated))

    def _remove(self, number: int) -> None:
        if live := sorted(self.expected["pieces"]):
            piece = self._chance.choice(live)
            self._step("removeEvidence", piece)
            self._set("pieces", piece, None)

    def _note(self, number: int) -> None:
        item, text = self._chance.choice(ITEMS), self._chance.choice((None, f"Look at {number}."))
        self._step("note", item=item, text=text)
        self._set("notes", item, text)

    def _read(self, number: int) -> None:
        digest = f"d2:sha256:{number:064x}"
        self._step("read", page="lesson:TRI-L2", digest=digest, release="1.0.0")
        self._set("read", "lesson:TRI-L2", digest)

    def _score(self, number: int) -> None:
        self._step("score", deck="mixed", right=number, of=40, release="1.0.0")
        self.expected["scores"].append((number, 40))

    def _task(self, number: int) -> None:
        task, done = self._chance.choice(("T-1", "T-12")), self._chance.random() < 0.7
        self._step("task", task=task, done=done, day="2026-12-01", release="1.0.0")
        self._set("tasks", task, done)
