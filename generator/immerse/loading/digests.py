"""Digests of the files of a workspace, which show whether what was made of them may have changed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from immerse.loading.workspace import CLIENTS, CURRICULUM, FONTS, PLAYBOOKS, SITE_CONFIG
from immerse.model.made_of import MadeOf

_APART = re.compile(rf"{CURRICULUM}/[^/]+/lessons/|{PLAYBOOKS}/")
"""Files of lessons and playbooks."""


def core_digest(root: Path) -> bytes:
    """Of the path and bytes of every file that all clients share; raises OSError if one cannot be read."""
    return digest_of(root, _core(root))


def parted_digests(root: Path) -> tuple[bytes, dict[str, bytes]]:
    """Of the shared files except lessons and playbooks, and path -> digest of each of those; raises OSError if a file
    cannot be read."""
    files = {path.relative_to(root).as_posix(): path for path in _core(root)}
    apart = {name: digest_of(root, [path]) for name, path in files.items() if _APART.match(name)}
    return digest_of(root, [path for name, path in files.items() if name not in apart]), apart


def made_of(root: Path, client: str) -> MadeOf:
    """The files of one client's edition as they are now; raises OSError if one cannot be read."""
    shared, apart = parted_digests(root)
    return MadeOf(shared + client_digest(root, client), apart)


def _core(root: Path) -> list[Path]:
    shared = [path for folder in (CURRICULUM, PLAYBOOKS, FONTS) for path in _files_below(root / folder)]
    return shared + _config(root)


def _config(root: Path) -> list[Path]:
    return [path for path in sorted((root / SITE_CONFIG).glob("*")) if path.is_file()]


def tables_digest(root: Path) -> bytes:
    """Of the shared files that decision tables and their results depend on; raises OSError if one cannot be read."""
    drills = sorted((root / CURRICULUM).rglob("drills.yml"))
    return digest_of(root, [*_files_below(root / PLAYBOOKS), *drills, *_config(root)])


def client_digest(root: Path, client: str) -> bytes:
    """Of every file in the folder of one client; raises OSError if one cannot be read."""
    return digest_of(root, _files_below(root / CLIENTS / client))


def input_digests(root: Path, client: str) -> dict[str, str]:
    """Path in the workspace -> hexadecimal SHA-256 of every file that the site of one client is made of; raises OSError
    if one cannot be read."""
    folders = (CURRICULUM, PLAYBOOKS, FONTS, f"{CLIENTS}/{client}")
    files = [*_config(root), *(path for folder in folders for path in _files_below(root / folder))]
    visible = [path for path in files if not any(part.startswith(".") for part in path.relative_to(root).parts)]
    return {path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in visible}


def digest_of(root: Path, files: Iterable[Path]) -> bytes:
    """Of the paths and bytes of some files below `root`; raises OSError if one cannot be read."""
    digest = hashlib.sha256()
    for path in files:
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()} {len(content)}\n".encode("utf-8", "surrogateescape"))
        digest.update(content)
    return digest.digest()


def _files_below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
