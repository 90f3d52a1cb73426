"""Separates the visible text of HTML, SVG and XML from tags, comments and scripts."""

import re

_TAG = re.compile("(<(?:!--.*?-->|[^<>]*>))", re.DOTALL)
_TAG_ALONE = re.compile("(<[^<>]*>)")
_NAME = re.compile(r"</?(\w+)", re.ASCII)
_INLINE = "a abbr b bdi cite code del dfn em i ins kbd mark q s small span strong sub sup time tspan u wbr"
"""Elements that do not separate words."""
_INLINE_NAMES = frozenset(_INLINE.split())


def split_markup(text: str) -> tuple[str, list[str]]:
    """(visible text, tags and comments) of a text; comments and inline tags do not separate words."""
    parts = _parts(text)
    tags = parts[1::2]
    gaps = {tag: _gap(tag) for tag in set(tags)}
    parts[1::2] = map(gaps.__getitem__, tags)
    return "".join(parts), tags


def _parts(text: str) -> list[str]:
    """The text before, between and behind its tags and comments, and these, in turns."""
    ended = text.rfind("-->") + 3 if "-->" in text else 0
    if text.find("<!--", ended) < 0:
        return _TAG.split(text)
    # Behind the last "-->" no comment ends: each that begins there would be searched to the end of the text.
    *before, behind = _TAG.split(text[:ended])
    first, *others = _TAG_ALONE.split(text[ended:])
    return [*before, behind + first, *others]


def _gap(tag: str) -> str:
    name = _NAME.match(tag)
    return "" if tag.startswith("<!--") or (name and name[1].lower() in _INLINE_NAMES) else " "


def split_scripts(text: str) -> tuple[str, list[str]]:
    """(a page without its scripts, its scripts); inside these nothing is a tag."""
    before, *scripts = text.split("<script")
    parted = [script.partition("</script>") for script in scripts]
    return " ".join([before, *(behind for _, _, behind in parted)]), [script for script, _, _ in parted]
