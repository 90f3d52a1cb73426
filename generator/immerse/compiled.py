"""Compiled templates, ours and the theme's, kept for the next run: compiling them is a tenth of a build."""

from __future__ import annotations

from functools import cache

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from immerse.store import Store


class KeptTemplates(BytecodeCache):
    """Keeps compiled templates in a store, in which a torn one is not read: Python would crash over it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the bucket what was compiled of the same source by the same program; nothing where that is not kept."""
        code = self._store.get("template", bucket.key.encode(), bucket.checksum.encode())
        if isinstance(code, bytes):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        code = bucket.bytecode_to_string()
        self._store.put_later("template", bucket.key.encode(), bucket.checksum.encode(), value=lambda: code)
        self._store.flush()


@cache
def kept_templates() -> BytecodeCache:
    """Templates kept for all workspaces of this user."""
    return KeptTemplates(Store.of_user())
