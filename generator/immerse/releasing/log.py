"""The log of a client's releases: one line a command, each with the digest of the line before. Pure.

`head` holds the number and the digest of the last line, so that the deletion of the last line is detected too.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from immerse.model.release import History, ReleasedVersion, Standing, is_version
from immerse.problems import Refused
from immerse.words.english import counted

LOG = "log.jsonl"
HEAD = "head"
_HEAD = re.compile(r"immerse\.log/(\d+) (\d+) (sha256:[0-9a-f]{64})\n", re.ASCII)
_FORMAT = 1


class Deed(StrEnum):
    """The action of a command."""

    RELEASE = "release"
    ROLLBACK = "rollback"
    WITHDRAW = "withdraw"
    SUNSET = "sunset"


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the log."""

    do: Deed
    version: str
    on: date
    """For a release, the day from which it is in force (`effective`); else the day of the command."""
    why: str = ""
    until: date | None = None
    """Of a sunset: from this day on the version is no longer in force."""
    folder: str = ""
    """For a release: the digest of the files of the version."""


def digest_of(content: bytes) -> str:
    """`sha256:` and 64 hex digits."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def log_bytes(lines: Sequence[LogLine]) -> bytes:
    """The log of these lines."""
    log: list[bytes] = []
    for number, line in enumerate(lines, 1):
        log.append(_as_json(number, line, digest_of(log[-1]) if log else ""))
    return b"".join(line + b"\n" for line in log)


def _as_json(number: int, line: LogLine, before: str) -> bytes:
    day = "effective" if line.do is Deed.RELEASE else "on"
    entry: dict[str, Any] = {"n": number, "do": line.do.value, "version": line.version, day: line.on.isoformat()}
    entry |= {"why": line.why} if line.why else {}
    entry |= {"until": line.until.isoformat()} if line.until else {}
    entry |= {"folder": line.folder} if line.folder else {}
    return json.dumps(entry | {"before": before}, ensure_ascii=False).encode()


def head_of(log: bytes) -> bytes:
    """The head of a log."""
    lines = log.splitlines()
    return f"immerse.log/{_FORMAT} {len(lines)} {digest_of(lines[-1] if lines else b'')}\n".encode()


def read_log(log: bytes, head: bytes, name: str) -> tuple[LogLine, ...]:
    """The lines of a log.

    Args:
        log, head: The contents of the two files; empty for a file that does not exist.
        name: The folder of both files, for messages.

    Raises:
        Refused: a line was changed, cut, deleted or moved, or the log is of a newer immerse.
    """
    if not log and not head:
        return ()
    number, last = _head(head, name)
    by_head = f"{name}/{HEAD} records"
    if not log:
        raise _damaged(name, f"{LOG} is missing or empty, and {by_head} {counted(number, 'line')}")
    parts = log.split(b"\n")
    whole, rest = parts[:-1], parts[-1]
    lines = [_line(text, place, name) for place, text in enumerate(whole, 1)]
    if rest:
        raise _damaged(name, f"line {len(parts)} of {LOG} is cut")
    _refuse_other_order([number for number, _, _ in lines], name)
    for place, (_, _, before) in enumerate(lines):
        if before != (digest_of(whole[place - 1]) if place else ""):
            raise _damaged(name, f"line {max(place, 1)} of {LOG} was changed")
    if len(lines) != number:
        verb = "ends after" if len(lines) < number else "has"
        raise _damaged(name, f"{LOG} {verb} {counted(len(lines), 'line')}, and {by_head} {number}")
    if digest_of(whole[-1] if whole else b"") != last:
        raise _damaged(name, f"line {number} of {LOG} was changed, or {HEAD} was")
    _refuse_unknown([line for _, line, _ in lines], name)
    return tuple(line for _, line, _ in lines)


def _refuse_unknown(lines: Iterable[LogLine], name: str) -> None:
    released: set[str] = set()
    for place, line in enumerate(lines, 1):
        if (line.do is Deed.RELEASE) == (line.version in released):
            raise _damaged(name, f"line {place} of {LOG} does not fit the lines before it: {line.do} {line.version}")
        released.add(line.version)


def _head(head: bytes, name: str) -> tuple[int, str]:
    match = _HEAD.fullmatch(head.decode("utf-8", "replace"))
    if match is None:
        raise _damaged(name, f"{HEAD} is missing or was changed")
    if int(match[1]) != _FORMAT:
        raise Refused(f"{name} was written by a newer immerse (immerse.log/{match[1]}); install that, then try again")
    return int(match[2]), match[3]


def _line(text: bytes, place: int, name: str) -> tuple[int, LogLine, str]:
    try:
        entry = json.loads(text)
        deed = Deed(entry["do"])
        day = date.fromisoformat(entry["effective" if deed is Deed.RELEASE else "on"])
        until = date.fromisoformat(entry["until"]) if "until" in entry else None
        if not is_version(entry["version"]):
            raise ValueError(entry["version"])
        line = LogLine(deed, entry["version"], day, entry.get("why", ""), until, entry.get("folder", ""))
        number, before = int(entry["n"]), str(entry["before"])
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged(name, f"line {place} of {LOG} is cut or was changed") from error
    if _as_json(number, line, before) != text:
        raise _damaged(name, f"line {place} of {LOG} was changed")
    return number, line, before


def _refuse_other_order(numbers: list[int], name: str) -> None:
    if sorted(numbers) == list(range(1, len(numbers) + 1)) != numbers:
        raise _damaged(name, f"the lines of {LOG} are in another order: {', '.join(map(str, numbers))}")
    for place, number in enumerate(numbers, 1):
        if number != place:
            fault = f"line {place} of {LOG} is missing" if number > place else f"line {number} is twice in {LOG}"
            raise _damaged(name, f"{fault}: in its place is line {number}")


def _damaged(name: str, fault: str) -> Refused:
    return Refused(
        f"{name}: {fault}. Nothing was written. Get {LOG} and {HEAD} back as they were committed, for example with: "
        f"git checkout -- {name}"
    )


def fold(client: str, lines: Iterable[LogLine], on: date) -> History:
    """The standing of a client's releases on a day."""
    releases: dict[str, ReleasedVersion] = {}
    for line in lines:
        if line.do in (Deed.RELEASE, Deed.ROLLBACK):
            latest = [release for release in releases.values() if release.standing is Standing.LATEST]
            releases |= {release.version: replace(release, standing=Standing.LIVE) for release in latest}
        if line.do is Deed.RELEASE:
            releases[line.version] = ReleasedVersion(line.version, line.on, Standing.LATEST)
        elif line.do is Deed.ROLLBACK:
            releases[line.version] = replace(releases[line.version], standing=Standing.LATEST)
        elif line.do is Deed.WITHDRAW:
            releases[line.version] = replace(releases[line.version], standing=Standing.WITHDRAWN, why=line.why)
        else:
            releases[line.version] = replace(releases[line.version], until=line.until)
    return History(client, tuple(_on_day(release, on) for release in releases.values()))


def _on_day(release: ReleasedVersion, on: date) -> ReleasedVersion:
    is_over = release.standing is Standing.LIVE and release.until is not None and release.until <= on
    return replace(release, standing=Standing.SUNSET) if is_over else release
