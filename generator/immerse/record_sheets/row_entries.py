"""Filled-in rows -> entries of the record."""

from collections.abc import Callable
from datetime import datetime

from immerse.record_sheets.filled_rows import FilledRow
from immerse.record_sheets.sheet_layout import EVIDENCE, GATES, ITEMS, TASKS, CellTexts
from immerse.record_sheets.workbook_reader import FilledIn
from immerse.records import Record, fold, parse, serialise
from immerse.records.entries import Changes
from immerse.records.entry_shapes import matches

_TEXTS = ("title", "shift", "link")


def take_over(record: Record, filled: FilledIn, now: Callable[[], datetime], chance: Callable[[int], bytes]) -> Record:
    """A copy of the record with an entry for each change of a workbook that has no conflicts.

    Args:
        now: The clock, with a time zone.
        chance: A source of random bytes.
    """
    changes = Changes(record, now, chance)
    taking = _Taking(changes, filled.release if matches("release", filled.release) else "draft", now)
    for row in filled.rows:
        taking.take(row)
    return parse(serialise(changes.record), record["client"])


class _Taking:
    def __init__(self, changes: Changes, release: str, now: Callable[[], datetime]) -> None:
        self._changes = changes
        self._release = release
        self._now = now

    def take(self, row: FilledRow) -> None:
        """Add the entries for a row."""
        if row.sheet is ITEMS:
            self._item(row)
        elif row.sheet is EVIDENCE:
            self._piece(row)
        elif row.sheet is TASKS:
            done, day = bool(row.values["done"]), row.values["day"] or f"{self._now():%Y-%m-%d}"
            self._changes.add("task", task=row.id, done=done, day=day, release=self._release)
        elif row.sheet is GATES:
            self._changes.add("plan", gate=row.id, day=row.values["day"] or None)

    def _item(self, row: FilledRow) -> None:
        if "claimed" in row.old and row.values["claimed"]:
            of_item = {"digest": row.about["digest"], "rev": row.about["rev"]}
            self._changes.add("claim", item=row.id, release=self._release, **of_item)
        elif "claimed" in row.old:
            self._changes.add("unclaim", item=row.id)
        if "note" in row.old:
            self._changes.add("note", item=row.id, text=row.values["note"] or None)

    def _piece(self, row: FilledRow) -> None:
        members = _members(row.values)
        if not row.id:
            begins = row.about["row"]
            self._changes.add("evidence", begins, **members, file=None, replaces=None, removed=False)
            return
        state = fold(self._changes.record)
        standing = next(piece["id"] for piece in state["evidence"] if piece["piece"] == row.id)
        entry = next(entry for entry in self._changes.record["entries"] if entry["id"] == standing)
        if row.values["remove"]:
            self._changes.replace_evidence(entry, {}, removed=True)
        else:
            changed = {name: value for name, value in members.items() if name in row.old}
            self._changes.replace_evidence(entry, changed)


def _members(values: CellTexts) -> dict[str, object]:
    """The members of an entry of evidence, with its texts as they were typed."""
    texts = {name: values[name] or None for name in _TEXTS}
    items, simulated = values["items"].split(", "), bool(values["simulated"])
    return {**texts, "kind": values["kind"], "day": values["day"], "items": items, "simulated": simulated}
