"""Escapes plain words for the text of an HTML element. Everything else is escaped with `markupsafe.escape` itself."""

from markupsafe import escape


def escaped_text(words: str) -> str:
    """Words between tags, where quotes stay as they are; in an attribute they would end it."""
    if "&" in words or "<" in words or ">" in words:
        return str(escape(words)).replace("&#34;", '"').replace("&#39;", "'")
    return str(words)
