"""Digests of the files of a workspace, which show whether results that were made of them are up to date."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from immerse.loading.layout import CLIENTS, CURRICULUM, FONTS, PLAYBOOKS, SITE_CONFIG
from immerse.model.made_of import MadeOf
from immerse.storage.listing import files_in

_APART = re.compile(rf"{CURRICULUM}/[^/]+/lessons/|{PLAYBOOKS}/")
"""Files of lessons and playbooks."""


def core_digest(root: Path) -> bytes:
    """A digest of the path and bytes of every file that all clients share; raises OSError if one cannot be read."""
    return digest_of(root, _core(root))


def parted_digests(root: Path) -> tuple[bytes, dict[str, bytes]]:
    """A digest of the shared files except lessons and playbooks, and path -> digest of each of these; raises OSError if
    one cannot be read."""
    files = _core(root)
    apart = {name: digest_of(root, [name]) for name in files if _APART.match(name)}
    return digest_of(root, [name for name in files if name not in apart]), apart


def made_of(root: Path, client: str) -> MadeOf:
    """The files of one client's edition as they are now; raises OSError if one cannot be read."""
    shared, apart = parted_digests(root)
    return MadeOf(shared + client_digest(root, client), apart)


def _core(root: Path) -> list[str]:
    return [*_files_below(root, CURRICULUM, PLAYBOOKS, FONTS), *_config(root)]


def _config(root: Path) -> list[str]:
    return [f"{SITE_CONFIG}/{path.name}" for path in sorted((root / SITE_CONFIG).glob("*")) if path.is_file()]


def tables_digest(root: Path) -> bytes:
    """A digest of the shared files on which decision tables and their results depend; raises OSError if one cannot be
    read."""
    drills = [name for name in _files_below(root, CURRICULUM) if name.endswith("/drills.yml")]
    return digest_of(root, [*_files_below(root, PLAYBOOKS), *drills, *_config(root)])


def client_digest(root: Path, client: str) -> bytes:
    """A digest of every file in the folder of one client; raises OSError if one cannot be read."""
    return digest_of(root, _files_below(root, f"{CLIENTS}/{client}"))


def input_digests(root: Path, client: str) -> dict[str, str]:
    """Path in the workspace -> hexadecimal SHA-256 of every file that the site of one client is made of; raises OSError
    if one cannot be read."""
    files = [*_config(root), *_files_below(root, CURRICULUM, PLAYBOOKS, FONTS, f"{CLIENTS}/{client}")]
    visible = [name for name in files if not any(part.startswith(".") for part in name.split("/"))]
    return {name: hashlib.sha256((root / name).read_bytes()).hexdigest() for name in visible}


def digest_of(root: Path, files: Iterable[str]) -> bytes:
    """A digest of the paths inside `root` and the bytes of some files; raises OSError if one cannot be read."""
    digest = hashlib.sha256()
    for name in files:
        content = (root / name).read_bytes()
        digest.update(f"{name} {len(content)}\n".encode("utf-8", "surrogateescape"))
        digest.update(content)
    return digest.digest()


def _files_below(root: Path, *folders: str) -> list[str]:
    return [f"{folder}/{name}" for folder in folders for name in files_in(root / folder)]
