"""Several values on one line, and what needs more: a text of several lines, a text in several languages."""

from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from immerse.model.base import Node
from immerse.model.policy.formats import LanguageTag
from immerse.rendering.escaping import filled
from immerse.texts.languages import in_language, language_marks

_ENDS = (".", "?", "!", "。", "؟", "۔", "।")
_BREAK = "<br>"


def holds_nodes(value: Any) -> bool:
    """Whether a value is a group, or a list or mapping of groups."""
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, tuple) else (value,)
    return any(isinstance(item, Node) for item in inner)


def holds_groups(items: Iterable[Any]) -> bool:
    """Whether any of these would be a line with parts of its own, indistinguishable from the parts around it."""
    return any(isinstance(item, (Node, Mapping)) for item in items)


def items(lines: Iterable[Markup]) -> Markup:
    """Lines as a list."""
    return filled("\n<ul>{}</ul>", Markup("".join(filled("\n<li>{}</li>", line) for line in lines)))


def joined(parts: list[Markup]) -> Markup | None:
    """Several values: sentences follow each other, phrases with commas are separated by semicolons. None if one has
    several lines."""
    if not parts:
        return Markup("none")
    if any(_BREAK in part for part in parts) and len(parts) > 1:
        return None
    if all(part.endswith(_ENDS) for part in parts):
        return Markup(" ").join(parts)
    return Markup("; " if any("," in part for part in parts) else ", ").join(parts)


def on_one_line(parts: Iterable[Markup | None]) -> Markup | None:
    """Parts, each with its name; None where one needs more room, or where a sentence would run into the next part."""
    shown = list(parts)
    if None in shown or any(part and _BREAK in part for part in shown):
        return None
    if any(part and (part.striptags() if part.endswith(">") else part).endswith(_ENDS) for part in shown[:-1]):
        return None
    return Markup("; ").join(part for part in shown if part)


def in_its_language(key: object, words: Markup | None) -> Markup | None:
    """Words on a line, marked with their language if the key is one."""
    return Markup(in_language(words, str(key))) if words and isinstance(key, LanguageTag) else words


def definitions(entries: Iterable[tuple[object, Markup]]) -> Markup:
    """Entries (label, value) as a list of definitions."""
    rows = (filled("\n<dt>{}</dt>\n<dd>{}</dd>", label, value) for label, value in entries)
    return filled('\n<dl class="im-value">{}</dl>', Markup("".join(rows)))


def wordings(entries: Iterable[tuple[Markup, LanguageTag, Markup]]) -> Markup:
    """A text in each of its languages: what the language is called, its tag, the words."""
    rows = (
        filled("\n<dt>{}</dt>\n<dd{}><p>{}</p></dd>", name, Markup(language_marks(str(tag))), words)
        for name, tag, words in entries
    )
    return filled('\n<dl class="im-value">{}</dl>', Markup("".join(rows)))
