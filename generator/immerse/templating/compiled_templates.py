"""Stores compiled templates, ours and the theme's, for the next run: compiling them takes a tenth of a build.

They are in `__pycache__` beside the program, as Python's compiled modules are; where that is read-only, in the user's
store.
"""

import hashlib
import os
import sys
import tempfile
from functools import cache
from pathlib import Path
from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from immerse.storage.store import Store, program_stamp

_DIGEST = 32


class KeptTemplates(BytecodeCache):
    """Keeps compiled templates in a store, which never reads a torn one: Python could crash."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load the code that this program compiled from the same source, if it is kept."""
        code = self._store.get("template", bucket.key.encode(), bucket.checksum.encode())
        if isinstance(code, bytes):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code."""
        code = bucket.bytecode_to_string()
        self._store.put_later("template", bucket.key.encode(), bucket.checksum.encode(), value=lambda: code)
        self._store.flush()


class InstalledTemplates(BytecodeCache):
    """Keeps compiled templates in a folder of the program, one file a template, or in another cache where that is
    read-only. Each file begins with a digest of its source and content."""

    def __init__(self, folder: Path, otherwise: BytecodeCache) -> None:
        self._folder = folder
        self._otherwise = otherwise
        self._loaded: dict[tuple[str, str], CodeType | None] = {}
        """The templates that were loaded for an earlier site, by the key and the digest of the source."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """As `KeptTemplates.load_bytecode`."""
        source = bucket.key, bucket.checksum
        if source not in self._loaded:
            self._load(bucket)
            self._loaded[source] = bucket.code
        bucket.code = self._loaded[source]

    def _load(self, bucket: Bucket) -> None:
        try:
            content = self._path(bucket).read_bytes()
        except OSError:
            content = b""
        if content[:_DIGEST] == _digest(bucket, content[_DIGEST:]):
            bucket.bytecode_from_string(content[_DIGEST:])
        else:
            self._otherwise.load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code in place of that of an earlier source."""
        self._loaded[bucket.key, bucket.checksum] = bucket.code
        code = bucket.bytecode_to_string()
        try:
            if sys.dont_write_bytecode:
                raise PermissionError
            self._folder.mkdir(parents=True, exist_ok=True)
            _write(self._path(bucket), _digest(bucket, code) + code)
        except OSError:
            self._otherwise.dump_bytecode(bucket)

    def _path(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.{sys.implementation.cache_tag}"


def _digest(bucket: Bucket, code: bytes) -> bytes:
    return hashlib.sha256(program_stamp() + bucket.checksum.encode() + code).digest()


def _write(path: Path, content: bytes) -> None:
    """Write a file completely or not at all: several processes may write it at once."""
    handle, staged = tempfile.mkstemp(prefix=".", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(staged).chmod(0o644)
        Path(staged).replace(path)
    except BaseException:
        Path(staged).unlink(missing_ok=True)
        raise


@cache
def kept_templates() -> BytecodeCache:
    """Templates kept for all who run this program, or for all workspaces of this user."""
    folder = Path(__file__).parent / "__pycache__" / "templates"
    return InstalledTemplates(folder, KeptTemplates(Store.of_user()))
