"""The current state of a record: its entries applied in their order."""

from collections.abc import Mapping, Sequence
from typing import Any

from immerse.records.entry_shapes import SHAPES
from immerse.records.format import Record
from immerse.records.normal import by_moment

RecordState = dict[str, Any]
"""The result of `fold`; the same members as in JavaScript, described in docs/records.md."""
_BY_ID = ("planned", "claims", "unclaimed", "notes", "cleared", "read", "tasks")


def fold(record: Record) -> RecordState:
    """The current state of a record."""
    folding = _Folding(record)
    for entry in sorted(record["entries"], key=by_moment):
        if entry["type"] in SHAPES:
            getattr(folding, entry["type"])(entry)
        else:
            folding.state["unknown"] += 1
    return folding.whole()


class _Folding:
    """The state after some entries; it has a method for each type of entry."""

    def __init__(self, record: Record) -> None:
        self._texts = record["texts"]
        self._versions: list[dict[str, Any]] = []
        plain = {"name": None, "start": None, "track": "", "path": "", "release": "", "book": ""}
        by_id: dict[str, Any] = {name: {} for name in _BY_ID}
        self.state: RecordState = {**plain, **by_id, "evidence": [], "scores": [], "unknown": 0}

    def whole(self) -> RecordState:
        """The state after all entries."""
        self.state["evidence"] = [self._piece(root, entry) for root, entry in _standing(self._versions)]
        return self.state

    def start(self, entry: Mapping[str, Any]) -> None:
        """The rotation begins."""
        members = {name: entry[name] for name in ("track", "path", "release", "book")}
        self.state |= {"name": self._text(entry["name"]), "start": entry["day"], **members}

    def plan(self, entry: Mapping[str, Any]) -> None:
        """A gate is moved to a day, or back."""
        self._put("planned", entry["gate"], entry["day"])

    def claim(self, entry: Mapping[str, Any]) -> None:
        """An item is claimed."""
        self._put("claims", entry["item"], {name: entry[name] for name in ("digest", "rev", "release", "at")})
        self._put("unclaimed", entry["item"], None)

    def unclaim(self, entry: Mapping[str, Any]) -> None:
        """A claim is withdrawn."""
        self._put("claims", entry["item"], None)
        self._put("unclaimed", entry["item"], entry["at"])

    def evidence(self, entry: dict[str, Any]) -> None:
        """A version of a piece of evidence is added."""
        self._versions.append(entry)

    def note(self, entry: Mapping[str, Any]) -> None:
        """A note on an item is written or cleared."""
        text = self._text(entry["text"])
        self._put("notes", entry["item"], text and {"text": text, "at": entry["at"]})
        self._put("cleared", entry["item"], None if text else entry["at"])

    def read(self, entry: Mapping[str, Any]) -> None:
        """A page is read."""
        self._put("read", entry["page"], {name: entry[name] for name in ("digest", "release", "at")})

    def score(self, entry: Mapping[str, Any]) -> None:
        """A result of practice is added."""
        self.state["scores"].append({name: entry[name] for name in ("id", "at", "deck", "right", "of", "release")})

    def task(self, entry: Mapping[str, Any]) -> None:
        """A task is done, or not done after all."""
        self._put("tasks", entry["task"], {name: entry[name] for name in ("done", "day", "release", "at")})

    def erase(self, entry: Mapping[str, Any]) -> None:
        """Change nothing: the texts were removed from the record."""

    def _put(self, group: str, name: str, value: Any) -> None:
        """Set a member; None removes it."""
        if value is None:
            self.state[group].pop(name, None)
        else:
            self.state[group][name] = value

    def _text(self, digest: str | None) -> dict[str, str | None] | None:
        """A text by its digest; its text is None if it was erased."""
        if digest is None:
            return None
        entry = self._texts.get(digest)
        return {"digest": digest, "text": entry["text"] if entry else None}

    def _piece(self, root: str, entry: Mapping[str, Any]) -> dict[str, Any]:
        members = {name: entry[name] for name in ("id", "at", "items", "kind", "day", "simulated")}
        texts = {name: self._text(entry[name]) for name in ("title", "shift", "link")}
        file = entry["file"]
        digests = file and {"name": self._text(file["name"]), "sha256": file["sha256"], "size": file["size"]}
        return {"piece": root, **members, **texts, "file": digests}


def _standing(versions: Sequence[dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    """The last version of each piece of evidence that was not withdrawn, by day."""
    replaced: dict[str, str | None] = {entry["id"]: entry["replaces"] for entry in versions}
    roots: dict[str, str] = {}
    last = {_root(entry["id"], replaced, roots): entry for entry in versions}
    live = [(root, entry) for root, entry in last.items() if not entry["removed"]]
    return sorted(live, key=lambda pair: (pair[1]["day"], pair[0]))


def _root(name: str, replaced: Mapping[str, str | None], roots: dict[str, str]) -> str:
    """The first version of a piece, or the smallest id of versions that replace each other in a cycle."""
    way: dict[str, None] = {}
    while name not in roots and name not in way:
        way[name] = None
        name = replaced.get(name) or name
    if name in roots:
        root = roots[name]
    else:
        passed = list(way)
        root = min(passed[passed.index(name) :])
    roots.update(dict.fromkeys(way, root))
    return root
