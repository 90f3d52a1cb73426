"""Digests of items and tasks: of canonical JSON, with texts as they are shown."""

import hashlib
import json
from typing import Any

RULE = "d2"
"""The prefix of a digest, which names its rule. d2: texts as they are shown. Digests without a prefix: texts as
typed."""


def digest_of(value: Any) -> str:
    """The name of the rule, `:sha256:`, and the hash of the value's canonical JSON (sorted keys, no blanks, UTF-8).

    Texts count as they are shown.
    """
    return f"{RULE}:{hash_of(_as_shown(value))}"


def hash_of(value: Any) -> str:
    """`sha256:` and the hash of the value's canonical JSON, with texts as they are typed."""
    canonical = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()


def _as_shown(value: Any) -> Any:
    """The value with white space in its texts collapsed: none at the ends of lines, one blank in place of several."""
    if isinstance(value, str):
        words = value.split()
        if len(words) < 2 or len(value.strip().splitlines()) == 1:
            return " ".join(words)
        return "\n".join(" ".join(line.split()) for line in value.strip().splitlines())
    if isinstance(value, list):
        return [_as_shown(item) for item in value]
    return {key: _as_shown(item) for key, item in value.items()} if isinstance(value, dict) else value
