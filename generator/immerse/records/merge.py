"""Two copies of one record as one: everything in either, without texts that one of them erased."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from immerse.records.canonical import canonical
from immerse.records.format import Record, judge_size
from immerse.records.normal import by_moment, later, normal
from immerse.records.record_faults import refused


def merge(one: Record, other: Record) -> Record:
    """The union of two copies, whichever is named first.

    Raises:
        RecordRefused: they are of two clients or of two rotations, or both together are more than a file may hold.
    """
    if one["client"] != other["client"]:
        raise refused("other-client", "client", client=other["client"], wanted_client=one["client"])
    if one["rot"] != other["rot"]:
        raise refused("other-rotation", "rot")
    entries = {entry["id"]: entry for entry in one["entries"]}
    for entry in other["entries"]:
        name = entry["id"]
        entries[name] = later(entries[name], entry) if name in entries else entry
    merged = normal(
        {
            **_all_members(one, other),
            "entries": list(entries.values()),
            "events": [*one["events"], *other["events"]],
            "texts": {**one["texts"], **other["texts"]},
        }
    )
    judge_size(merged)
    return merged


def new_entries(before: Record, after: Record) -> list[dict[str, Any]]:
    """The entries of `after` that `before` does not hold, in their order."""
    known = {entry["id"]: canonical(entry) for entry in before["entries"]}
    fresh = (entry for entry in after["entries"] if known.get(entry["id"]) != canonical(entry))
    return sorted(fresh, key=by_moment)


def _all_members(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """The members of both records; of a member that both have, the value that sorts later."""
    both = {name: later(one[name], other[name]) for name in one.keys() & other.keys()}
    return {**one, **other, **both}
