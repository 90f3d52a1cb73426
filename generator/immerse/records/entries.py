"""New entries, each one change, with the texts that it names. Clock and random source are parameters."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from immerse.records.days import moment_text
from immerse.records.entry_shapes import LONGEST_TEXT, REFUSED, SHAPES
from immerse.records.format import Record, digest_of
from immerse.records.normal import normal

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST = "2099-12-31T23:59:59.999Z"
_NOT_TAKEN = re.compile(f"[{REFUSED}]")


def cleaned(text: str) -> str:
    """A text that a record accepts: without invisible characters, and cut to the maximum length."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _NOT_TAKEN.sub("", lines).strip()[:LONGEST_TEXT]


class Changes:
    """Changes to a record, one entry each; `record` is the record with all of them."""

    def __init__(self, record: Record, now: Callable[[], datetime], chance: Callable[[int], bytes]) -> None:
        """Take the record, the clock (with a time zone), and a source of random bytes."""
        self.record = record
        self._now = now
        self._chance = chance

    def add(self, type_: str, begins: str = "", **members: Any) -> None:
        """Add an entry; a member that names a text is given as the text itself, or None.

        Args:
            begins: The digits with which its id begins; the others are random.

        Raises:
            ValueError: a text that has to be there is empty.
        """
        texts: dict[str, dict[str, str]] = {}
        entry = {"id": begins + self._id()[len(begins) :], "at": self._moment(), "type": type_}
        self._take({**entry, **self._members(type_, members, texts)}, texts)

    def replace_evidence(self, entry: Mapping[str, Any], changed: Mapping[str, Any], *, removed: bool = False) -> None:
        """Add a new version of a piece of evidence, or withdraw it.

        Args:
            entry: The current version.
            changed: The members that change; a text is given as the text itself.
        """
        texts: dict[str, dict[str, str]] = {}
        head = {"id": self._id(), "at": self._moment(), "replaces": entry["id"], "removed": removed}
        members = {name: entry[name] for name in ("type", *SHAPES["evidence"])}
        self._take({**members, **self._members("evidence", changed, texts), **head}, texts)

    def _members(self, type_: str, values: Mapping[str, Any], texts: dict[str, dict[str, str]]) -> dict[str, Any]:
        """The given members with the digests of their texts; the texts are added to `texts`."""
        members = dict(values)
        for name in (name for name in values if SHAPES[type_][name] in ("text", "text?")):
            members[name] = self._kept(values[name], texts)
            if SHAPES[type_][name] == "text" and members[name] is None:
                raise ValueError(f"{type_}: {name} is empty")
        return members

    def _take(self, entry: Mapping[str, Any], texts: dict[str, dict[str, str]]) -> None:
        before = self.record
        self.record = normal({**before, "entries": [*before["entries"], entry], "texts": {**before["texts"], **texts}})

    def _kept(self, value: str | None, texts: dict[str, dict[str, str]]) -> str | None:
        """The digest under which a text is kept; None if it is empty."""
        text = cleaned(value or "")
        if not text:
            return None
        salt = self._id()
        digest = digest_of(salt, text)
        texts[digest] = {"salt": salt, "text": text}
        return digest

    def _id(self) -> str:
        return self._chance(16).hex()

    def _moment(self) -> str:
        """The current moment, or one after the latest entry, so that a change counts after what its author saw."""
        moment = max(self._now().astimezone(UTC), _EPOCH)
        if self.record["entries"]:
            latest = datetime.fromisoformat(self.record["entries"][-1]["at"])
            moment = max(moment, latest + timedelta(milliseconds=1))
        return min(moment_text(moment), _LAST)
