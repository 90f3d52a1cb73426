"""Base64url without padding, in the one form that an encoder writes."""

import binascii
from typing import Any

_STANDARD, _URL_SAFE = bytes.maketrans(b"-_", b"+/"), bytes.maketrans(b"+/", b"-_")


def encoded(content: bytes) -> str:
    """Bytes as base64url."""
    return binascii.b2a_base64(content, newline=False).translate(_URL_SAFE).rstrip(b"=").decode()


def decoded(text: Any) -> bytes | None:
    """The bytes of a text; None where no encoder writes it: other characters, padding, unused bits that are set."""
    if not isinstance(text, str) or not text.isascii() or "+" in text or "/" in text or "=" in text:
        return None
    padding = b"=" * (-len(text) % 4)
    try:
        data = binascii.a2b_base64(text.encode().translate(_STANDARD) + padding, strict_mode=True)
    except binascii.Error:
        return None
    last = len(data) % 3
    return data if not last or encoded(data[-last:]) == text[-last - 1 :] else None
