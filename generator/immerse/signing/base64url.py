"""Base64url without padding, in the one form that an encoder writes."""

from __future__ import annotations

import base64
import re
from typing import Any

_TEXT = re.compile("[A-Za-z0-9_-]*")


def encoded(content: bytes) -> str:
    """Bytes as base64url."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def decoded(text: Any) -> bytes | None:
    """The bytes of a text; None where no encoder writes it: other characters, padding, unused bits that are set."""
    if not isinstance(text, str) or not _TEXT.fullmatch(text) or len(text) % 4 == 1:
        return None
    found = base64.urlsafe_b64decode(text + "==")
    return found if encoded(found) == text else None
