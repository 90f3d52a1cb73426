"""Separates the visible text of HTML, SVG and XML from tags, comments and scripts."""

import re

_TAG = re.compile("(<(?:!--.*?-->|[^<>]*>))", re.DOTALL)
_NAME = re.compile(r"</?(\w+)", re.ASCII)
_INLINE = "a abbr b bdi cite code del dfn em i ins kbd mark q s small span strong sub sup time tspan u wbr"
"""Elements that do not separate words."""
_INLINE_NAMES = frozenset(_INLINE.split())


def has_tags(text: str) -> bool:
    """Whether a text contains a tag or a comment."""
    return _TAG.search(text) is not None


def split_markup(text: str) -> tuple[str, list[str]]:
    """(visible text, tags and comments) of a text; comments and inline tags do not separate words."""
    parts = _TAG.split(text)
    tags = parts[1::2]
    gaps = {tag: _gap(tag) for tag in set(tags)}
    parts[1::2] = map(gaps.__getitem__, tags)
    return "".join(parts), tags


def _gap(tag: str) -> str:
    name = _NAME.match(tag)
    return "" if tag.startswith("<!--") or (name and name[1].lower() in _INLINE_NAMES) else " "


def split_scripts(text: str) -> tuple[str, list[str]]:
    """(a page without its scripts, its scripts); inside these nothing is a tag."""
    before, *scripts = text.split("<script")
    parted = [script.partition("</script>") for script in scripts]
    return " ".join([before, *(behind for _, _, behind in parted)]), [script for script, _, _ in parted]
