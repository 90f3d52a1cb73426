"""Digests of the files of a workspace, which show whether results that were made of them are up to date."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

from immerse.loading.layout import CLIENTS, CURRICULUM, FONTS, PLAYBOOKS, SITE_CONFIG
from immerse.model.made_of import MadeOf
from immerse.storage.listing import files_in

_APART = re.compile(rf"{CURRICULUM}/[^/]+/lessons/|{PLAYBOOKS}/")
"""Files of lessons and playbooks."""
_OF_TABLES = re.compile(rf"{PLAYBOOKS}/|{CURRICULUM}/.*/drills\.yml\Z|{SITE_CONFIG}/[^/]+\Z")
"""Files on which decision tables and their results depend."""


@dataclass(frozen=True)
class SharedFiles:
    """The files that all clients share, as they were when each was read once."""

    digests: Mapping[str, bytes]
    """Path -> a digest of the path and the bytes."""

    @classmethod
    def of(cls, root: Path) -> Self:
        """The shared files of a workspace now; raises OSError if one cannot be read."""
        files = [*_files_below(root, CURRICULUM, PLAYBOOKS, FONTS), *_config(root)]
        return cls({name: digest_of(root, [name]) for name in files})

    @cached_property
    def core(self) -> bytes:
        """A digest of all of them."""
        return self._digest_where(lambda name: True)

    @cached_property
    def tables(self) -> bytes:
        """A digest of those on which decision tables and their results depend."""
        return self._digest_where(lambda name: _OF_TABLES.match(name))

    def made_of(self, own: bytes) -> MadeOf:
        """The files of the edition of a client whose own files have the digest `own`."""
        return MadeOf(self._shared + own, self._apart)

    @cached_property
    def _shared(self) -> bytes:
        return self._digest_where(lambda name: not _APART.match(name))

    @cached_property
    def _apart(self) -> dict[str, bytes]:
        return {name: digest for name, digest in self.digests.items() if _APART.match(name)}

    def _digest_where(self, chosen: Callable[[str], object]) -> bytes:
        digests = (digest for name, digest in self.digests.items() if chosen(name))
        return hashlib.sha256(b"".join(digests)).digest()


def _config(root: Path) -> list[str]:
    return [f"{SITE_CONFIG}/{path.name}" for path in sorted((root / SITE_CONFIG).glob("*")) if path.is_file()]


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
