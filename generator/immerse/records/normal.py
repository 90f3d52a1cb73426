"""The one form of a record: entries as a set in their order, events as a set, texts without those that were erased."""

from typing import Any

from immerse.records.canonical import canonical, units
from immerse.records.entry_shapes import MOST_ENTRIES
from immerse.records.record_faults import refused


def by_moment(entry: dict[str, Any]) -> tuple[str, str]:
    """The sort key of entries: their moment, then their id."""
    return entry["at"], entry["id"]


def later(first: Any, second: Any) -> Any:
    """The value of two whose canonical text sorts later, so that every copy keeps the same value."""
    return max(first, second, key=lambda value: units(canonical(value)))


def normal(record: dict[str, Any]) -> dict[str, Any]:
    """A copy of a record in its one form; entries of one id have to be equal.

    Raises:
        RecordRefused: too-many-entries.
    """
    entries = sorted({entry["id"]: entry for entry in record["entries"]}.values(), key=by_moment)
    if len(entries) > MOST_ENTRIES:
        raise refused("too-many-entries", "entries", most=MOST_ENTRIES, found=len(entries))
    erased = {digest for entry in entries if entry["type"] == "erase" for digest in entry["texts"]}
    texts = {digest: text for digest, text in record["texts"].items() if digest not in erased}
    return {**record, "entries": entries, "events": sorted(set(record["events"])), "texts": texts}
