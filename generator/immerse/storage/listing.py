"""The files below a folder, without a `stat` of each."""

import os
from contextlib import suppress
from pathlib import Path


def entries_in(folder: Path) -> list[tuple[str, os.DirEntry[str]]]:
    """Everything below a folder except folders, by its path inside it with `/`, folder by folder in the order of their
    names.

    A link is an entry, also one to a folder, and is not followed. Unreadable folders are left out.
    """
    listed: list[tuple[str, os.DirEntry[str]]] = []
    waiting = [("", str(folder))]
    while waiting:
        inside, place = waiting.pop()
        with suppress(OSError), os.scandir(place) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((f"{inside}{entry.name}/", entry.path))
                else:
                    listed.append((inside + entry.name, entry))
    return sorted(listed, key=lambda entry: entry[0].split("/"))


def files_in(folder: Path) -> list[str]:
    """The files of `entries_in`; a link to a file is one."""
    return [name for name, entry in entries_in(folder) if entry.is_file()]
