"""Folders and files of a workspace, read without following links and without trusting names."""

import errno
import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from immerse.problems import Location, Problem, Severity
from immerse.words.near_misses import did_you_mean

_BESIDES = frozenset({"README.md", "LICENSE", "LICENSE.md", "LICENSE.txt", "OFL.txt"})
"""Files that are allowed in any folder."""

# Without these flags a file could be replaced by a link or a pipe between listing and reading.
_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class FolderRules(NamedTuple):
    """The files and folders that belong in a kind of folder."""

    files: str
    """Pattern of the names of its files."""
    folders: str
    """Pattern of the names of its folders; empty if it has none."""
    belongs: str
    """The same in words, for hints."""


class FolderListing(NamedTuple):
    """The names in a folder that belong there, sorted."""

    files: tuple[str, ...]
    folders: tuple[str, ...]


def printable(name: str) -> str:
    """A name from the disk with escapes for characters that are not printable."""
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape", "surrogatepass").decode("ascii")
        for character in name
    )


def join(folder: str, name: str) -> str:
    """A path inside the workspace, with `/`."""
    return f"{folder}/{name}" if folder else name


def list_folder(root: Path, folder: str, rules: FolderRules) -> tuple[FolderListing, tuple[Problem, ...]]:
    """The contents of `folder` (relative to `root`), and a problem for each thing that does not belong there.

    Links, pipes and devices, and names that are the same on a disk that ignores case, are errors. A stray file is a
    warning, unless it is YAML, whose content no page would show. Names that begin with a point are ignored.
    """
    if link := _linked(root, folder):
        return FolderListing((), ()), (link,)
    try:
        with os.scandir(root / folder) as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        return FolderListing((), ()), (_unreadable(folder, error),)
    listed = [entry for entry in listed if not entry.name.startswith(".") and entry.name not in _BESIDES]
    files: list[str] = []
    folders: list[str] = []
    problems: list[Problem] = list(_clashes(folder, [entry.name for entry in listed]))
    for entry in listed:
        path = join(folder, entry.name)
        if entry.is_symlink():
            problems.append(_link(path))
        elif entry.is_dir(follow_symlinks=False):
            if rules.folders and re.fullmatch(rules.folders, entry.name):
                folders.append(entry.name)
            else:
                problems.append(_stray(path, entry.name, rules, "folder"))
        elif not entry.is_file(follow_symlinks=False):
            problems.append(_special(path))
        elif re.fullmatch(rules.files, entry.name):
            files.append(entry.name)
        else:
            problems.append(_stray(path, entry.name, rules, "file"))
    return FolderListing(tuple(files), tuple(folders)), tuple(problems)


def read_file(root: Path, path: str, limit: int) -> tuple[bytes | None, tuple[Problem, ...]]:
    """The bytes of a file, or None; without a problem, None means that there is no such file.

    A link, a folder, and a file of more than `limit` bytes are problems.
    """
    if link := _linked(root, path):
        return None, (link,)
    try:
        descriptor = os.open(root / path, _OPEN_FLAGS)
    except FileNotFoundError:
        return None, ()
    except OSError as error:
        return None, (_link(path) if error.errno == errno.ELOOP else _unreadable(path, error),)
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        os.close(descriptor)
        message, hint = "this is a folder where a file belongs", "put the file itself here, or delete the folder"
        return None, (_problem(path, message, hint) if stat.S_ISDIR(mode) else _special(path),)
    with os.fdopen(descriptor, "rb") as file:
        try:
            content = file.read(limit + 1)
        except OSError as error:
            return None, (_unreadable(path, error),)
    if len(content) > limit:
        message = f"the file has more than {limit:,} bytes"
        return None, (_problem(path, message, "make it smaller"),)
    return content, ()


def unused(path: str, message: str, hint: str) -> Problem:
    """A warning about a file that is allowed where it is, but that nothing uses."""
    return _problem(path, message, hint, Severity.WARNING)


def _linked(root: Path, path: str) -> Problem | None:
    """The first link on the way from the workspace to `path`."""
    place = root
    for part in path.split("/"):
        place = place / part
        if place.is_symlink():
            return _link(place.relative_to(root).as_posix())
    return None


def _clashes(folder: str, names: list[str]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for name in names:
        folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
        earlier = first.setdefault(folded, name)
        if earlier != name:
            message = f"'{printable(earlier)}' and '{printable(name)}' are the same name on a disk that ignores case"
            yield _problem(join(folder, name), message, "rename one of them")


def _problem(path: str, message: str, hint: str, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(Location(printable(path)), "path", message, severity, hint=hint, subject=printable(path))


def _link(path: str) -> Problem:
    return _problem(path, "this is a link; links are not followed", "put the file or folder itself here")


def _special(path: str) -> Problem:
    return _problem(path, "this is neither a file nor a folder", "delete it")


def _unreadable(path: str, error: OSError) -> Problem:
    reason = (error.strerror or type(error).__name__).lower()
    return _problem(path, f"cannot be read: {reason}", "check its permissions")


def _stray(path: str, name: str, rules: FolderRules, kind: str) -> Problem:
    """A file or folder that does not belong where it lies."""
    hint = f"this folder is for {rules.belongs}"
    right_kind, pattern = ("file", rules.files) if kind == "folder" else ("folder", rules.folders)
    if pattern and re.fullmatch(pattern, name):
        return _problem(path, f"this is a {kind} where a {right_kind} belongs", hint)
    is_content = kind == "file" and name.lower().endswith((".yml", ".yaml"))
    wanted = re.findall(r"[a-z]+\.(?:yml|svg|png)", rules.belongs)
    if re.search(r"~$|[ -]copy\b|\((?:\w+ )?(?:copy|\d+)\)|\.(?:bak|orig|rej|tmp)$", name, re.I):
        hint = "delete it, if it is a copy that an editor or a file manager left here"
    elif is_content and re.fullmatch(rules.files, name[: name.rindex(".")] + ".yml"):
        hint = f"rename it to {name[: name.rindex('.')]}.yml"
    elif nearest := did_you_mean(name, wanted):
        hint = nearest
    severity = Severity.ERROR if is_content else Severity.WARNING
    return _problem(path, f"the {kind} '{printable(name)}' does not belong here", hint, severity)
