"""The records in a folder, merged by rotation, and the files that could not be used."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from immerse.problems import ImmerseError
from immerse.records import Record, RecordRefused, merge, parse
from immerse.records.format import MOST_BYTES

_OF_NO_RECORD = frozenset({"no-record", "other-client"})
"""Faults of files that are not damaged records but something else."""


class UnreadFile(NamedTuple):
    """A file that was not read, and why."""

    file: str
    """Below the folder, with `/`."""
    place: str
    """`line:column`, the path of a member, or empty."""
    why: str


@dataclass(frozen=True, slots=True)
class Folder:
    """The records of a folder, and the files that could not be used."""

    records: tuple[Record, ...]
    """Id of a rotation -> its record."""
    skipped: tuple[UnreadFile, ...]
    """JSON files that are no records of the client."""
    broken: tuple[UnreadFile, ...]
    """Records that cannot be read."""


def read_folder(folder: Path, client: str) -> Folder:
    """The records of a client below a folder; copies and outboxes of one rotation are merged.

    Files and folders whose names begin with a dot are ignored, and so are symbolic links.

    Raises:
        ImmerseError: the folder cannot be read.
    """
    records: dict[str, Record] = {}
    skipped: list[UnreadFile] = []
    broken: list[UnreadFile] = []
    for path in _files(folder):
        name = path.relative_to(folder).as_posix()
        try:
            with path.open("rb") as stream:
                content = stream.read(MOST_BYTES + 1)  # one more than a record may have
            record = parse(content, client)
            known = records.get(record["rot"])
            records[record["rot"]] = merge(known, record) if known else record
        except RecordRefused as error:
            unread = UnreadFile(name, error.fault.place, error.fault.message)
            (skipped if error.fault.code in _OF_NO_RECORD else broken).append(unread)
        except OSError as error:
            broken.append(UnreadFile(name, "", f"the file cannot be read: {error.strerror or error}"))
    return Folder(tuple(records[rot] for rot in sorted(records)), tuple(skipped), tuple(broken))


def _files(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        raise ImmerseError(f"{folder} is not a folder; name the one that holds the records")
    below: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        below += [Path(place, name) for name in names if name.endswith(".json") and not name.startswith(".")]
    yield from sorted((path for path in below if not path.is_symlink()), key=lambda path: path.parts)
