"""Digests of a workspace's files, to tell whether anything that somebody made of them may have changed."""

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
    """Over every file that all clients share, its path and its bytes; raises OSError where one cannot be read."""
    return digest_of(root, _core(root))


def parted_digests(root: Path) -> tuple[bytes, dict[str, bytes]]:
    """Over the files that all clients share but for lessons and playbooks, and path -> digest of each of those.

    Raises:
        OSError: a file cannot be read.
    """
    files = {path.relative_to(root).as_posix(): path for path in _core(root)}
    apart = {name: digest_of(root, [path]) for name, path in files.items() if _APART.match(name)}
    return digest_of(root, [path for name, path in files.items() if name not in apart]), apart


def made_of(root: Path, client: str) -> MadeOf:
    """The files of one client's edition as they are now; raises OSError where one cannot be read."""
    shared, apart = parted_digests(root)
    return MadeOf(shared + client_digest(root, client), apart)


def _core(root: Path) -> list[Path]:
    shared = [path for folder in (CURRICULUM, PLAYBOOKS, FONTS) for path in _files_below(root / folder)]
    return shared + [path for path in sorted((root / SITE_CONFIG).glob("*")) if path.is_file()]


def tables_digest(root: Path) -> bytes:
    """Over the shared files on which decision tables and what they decide rest; raises OSError as above."""
    items = (root / CURRICULUM).rglob("drills.yml")
    config = (path for path in sorted((root / SITE_CONFIG).glob("*")) if path.is_file())
    return digest_of(root, [*_files_below(root / PLAYBOOKS), *sorted(items), *config])


def client_digest(root: Path, client: str) -> bytes:
    """Over every file in the folder of one client; raises OSError where one cannot be read."""
    return digest_of(root, _files_below(root / CLIENTS / client))


def input_digests(root: Path, client: str) -> dict[str, str]:
    """Path in the workspace -> sha256 in hex, of every file that the site of one client is made of.

    Raises:
        OSError: a file cannot be read.
    """
    config = (path for path in sorted((root / SITE_CONFIG).glob("*")) if path.is_file())
    folders = (CURRICULUM, PLAYBOOKS, FONTS, f"{CLIENTS}/{client}")
    files = [*config, *(path for folder in folders for path in _files_below(root / folder))]
    visible = [path for path in files if not any(part.startswith(".") for part in path.relative_to(root).parts)]
    return {path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in visible}


def digest_of(root: Path, files: Iterable[Path]) -> bytes:
    """Over some files below `root`, each with its path; raises OSError where one cannot be read."""
    digest = hashlib.sha256()
    for path in files:
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()} {len(content)}\n".encode("utf-8", "surrogateescape"))
        digest.update(content)
    return digest.digest()


def _files_below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
