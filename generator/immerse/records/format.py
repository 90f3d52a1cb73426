"""The file of a record (`immerse.record/1`): read strictly, written in one form."""

import hashlib
import re
from typing import Any

from immerse.records.canonical import canonical, units
from immerse.records.entry_shapes import LIMITS, MOST_ENTRIES, is_event, is_text, judge_entry, matches
from immerse.records.normal import normal
from immerse.records.record_faults import refused
from immerse.records.strict_json import read_json

Record = dict[str, Any]
"""A record as `parse` gives it."""

SCHEMA = "immerse.record/1"
MOST_BYTES = LIMITS["bytes"]
"""Bytes of a file."""

_NEWER = re.compile(r"immerse\.record/[1-9][0-9]{0,5}")
_MARK = b"\xef\xbb\xbf"


def parse(content: bytes | str, client: str = "") -> Record:
    """Read the bytes or the text of a file, of any client if none is named.

    Raises:
        RecordRefused: it is no record that can be used; the fault has the reason and its place.
    """
    return _record(read_json(_text(content)), client)


def serialise(record: Record) -> bytes:
    """The bytes of a record in its one form: canonical JSON and a line feed."""
    return f"{canonical(normal(record))}\n".encode()


def judge_size(record: Record) -> None:
    """Refuse a record that is too large for a file.

    Raises:
        RecordRefused: too-large.
    """
    size = len(serialise(record))
    if size > MOST_BYTES:
        raise refused("too-large", most=MOST_BYTES, found=size)


def digest_of(salt: str, text: str) -> str:
    """The name under which a text is kept: SHA-256 of its salt and the text."""
    return hashlib.sha256((salt + text).encode()).hexdigest()


def _text(content: bytes | str) -> str:
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    if len(data) > MOST_BYTES:
        raise refused("too-large", most=MOST_BYTES, found=len(data))
    if data.startswith(_MARK):
        raise refused("byte-order-mark")
    if isinstance(content, str):
        return content
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise refused("not-text") from None


def _record(value: Any, client: str) -> Record:
    if not isinstance(value, dict) or not isinstance(value.get("schema"), str):
        raise refused("no-record")
    if value["schema"] != SCHEMA:
        raise refused("newer" if _NEWER.fullmatch(value["schema"]) else "no-record", "schema")
    for name, kind in (("client", "slug"), ("rot", "id")):
        if not matches(kind, value.get(name)):
            raise refused("wrong", name, wanted=kind)
    if client and value["client"] != client:
        raise refused("other-client", "client", client=value["client"], wanted_client=client)
    _judge_entries(value.get("entries"))
    _judge_events(value.get("events"))
    _judge_texts(value.get("texts"))
    return normal(value)


def _judge_entries(entries: Any) -> None:
    if not isinstance(entries, list):
        raise refused("wrong", "entries", wanted="list")
    if len(entries) > MOST_ENTRIES:
        raise refused("too-many-entries", "entries", most=MOST_ENTRIES, found=len(entries))
    known: dict[str, Any] = {}
    for index, entry in enumerate(entries):
        judge_entry(entry, f"entries[{index}]")
        first = known.setdefault(entry["id"], entry)
        if first is not entry and canonical(first) != canonical(entry):
            raise refused("double-entry", f"entries[{index}].id", id=entry["id"])


def _judge_events(events: Any) -> None:
    if not isinstance(events, list):
        raise refused("wrong", "events", wanted="list")
    for index, event in enumerate(events):
        if not is_event(event):
            raise refused("wrong", f"events[{index}]", wanted="event")


def _judge_texts(texts: Any) -> None:
    if not isinstance(texts, dict):
        raise refused("wrong", "texts", wanted="texts-object")
    for digest in sorted(texts, key=units):
        _judge_text(digest, texts[digest])


def _judge_text(digest: str, text: Any) -> None:
    if not matches("hash", digest):
        raise refused("wrong", "texts", wanted="texts-object")
    place = f"texts.{digest}"
    if not isinstance(text, dict) or text.keys() != {"salt", "text"} or not matches("id", text["salt"]):
        raise refused("wrong", place, wanted="said")
    if not is_text(text["text"]):
        raise refused("wrong", f"{place}.text", wanted="words")
    if digest_of(text["salt"], text["text"]) != digest:
        raise refused("other-text", place)
