"""Merges two copies of one record: everything in either, without texts that one of them erased."""

from typing import Any

from immerse.records.canonical import canonical
from immerse.records.format import Record, judge_size
from immerse.records.normal import by_moment, later, normal
from immerse.records.record_faults import refused


def merge(first: Record, second: Record) -> Record:
    """The union of two copies, whose order does not matter.

    Raises:
        RecordRefused: they are of two clients or of two rotations, or both together are more than a file may hold.
    """
    if first["client"] != second["client"]:
        raise refused("other-client", "client", client=second["client"], wanted_client=first["client"])
    if first["rot"] != second["rot"]:
        raise refused("other-rotation", "rot")
    entries = {entry["id"]: entry for entry in first["entries"]}
    for entry in second["entries"]:
        name = entry["id"]
        entries[name] = later(entries[name], entry) if name in entries else entry
    merged = normal(
        {
            **first,
            **second,
            **{name: later(first[name], second[name]) for name in first.keys() & second.keys()},
            "entries": list(entries.values()),
            "events": [*first["events"], *second["events"]],
            "texts": {**first["texts"], **second["texts"]},
        }
    )
    judge_size(merged)
    return merged


def new_entries(before: Record, after: Record) -> list[dict[str, Any]]:
    """The entries of `after` that `before` does not hold, in their order."""
    known = {entry["id"]: canonical(entry) for entry in before["entries"]}
    fresh = (entry for entry in after["entries"] if known.get(entry["id"]) != canonical(entry))
    return sorted(fresh, key=by_moment)
