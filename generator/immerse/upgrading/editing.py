"""Edits of a file that change nothing else in it; each function returns None where that is impossible."""

import re
from typing import Any

from immerse.loading.located import YamlMapping, value_at
from immerse.loading.strict_yaml import read_yaml
from immerse.model.text import Text
from immerse.problems import Location
from immerse.upgrading.step_findings import Edit
from immerse.upgrading.workspace_files import File


def without_key(file: File, *keys: str) -> Edit | None:
    """Remove the last of these keys, whose value is one word on its line.

    A key on a line of its own is removed with the line and its comment.
    """
    above, key = value_at(file.value, *keys[:-1]), keys[-1]
    value = value_at(above, key)
    if not isinstance(above, YamlMapping) or not isinstance(value, Text) or "\n" in value.raw:
        return None
    start = file.index(above.key_locations[key])
    end = file.index(value.location) + len(value.raw)
    line_start, line_end = file.text.rfind("\n", 0, start) + 1, file.text.find("\n", end) + 1 or len(file.text)
    whole_line = Edit(file.path, line_start, line_end, "")
    with_comma = re.compile(r"[ \t]*,[ \t]*").match(file.text, end)
    after = Edit(file.path, start, with_comma.end() if with_comma else end, "")
    before = Edit(file.path, len(file.text[:start].rstrip(", \t")), end, "")
    candidates = (before, after) if file.text[line_start:start].strip() else (whole_line, before, after)
    wanted = _without(file.value, keys)
    return next((edit for edit in candidates if _says(file, edit, wanted)), None)


def in_place_of(file: File, text: Text, new: str) -> Edit | None:
    """Replace a text by another word, in the same quotes."""
    quote = text.raw[:1] if text.raw[:1] in ("'", '"') else ""
    start = file.index(text.location)
    edit = Edit(file.path, start, start + len(text.raw), f"{quote}{new}{quote}")
    changed = file.edited([edit])
    texts = [written for written in _texts(changed.value) if written.location == text.location]
    same_number = len(_texts(changed.value)) == len(_texts(file.value))
    return edit if [str(text) for text in texts] == [new] and same_number else None


def with_first_key(file: File, key: str, value: int) -> Edit | None:
    """Set a key of a file to a number; a new key becomes the first."""
    if file.value is None:
        return None
    wanted = {key: value} | {name: item for name, item in file.value.items() if name != key}
    if key in file.value:
        start = file.index(file.value.value_locations[key])
        old = re.compile(r"[^\s,}#]*").match(file.text, start)
        edit = Edit(file.path, start, old.end() if old else start, str(value))
    else:
        first = min(file.value.key_locations.values(), default=Location(file.path))
        start = file.index(first)
        in_brackets = file.text[:start].rstrip().endswith("{")
        gap = ", " if in_brackets else file.line_end() + " " * (first.column - 1)
        edit = Edit(file.path, start, start, f"{key}: {value}{gap}")
    return edit if _says(file, edit, wanted) else None


def _says(file: File, edit: Edit, wanted: Any) -> bool:
    before, after = (read_yaml(version.content, version.path) for version in (file, file.edited([edit])))
    return len(after.problems) <= len(before.problems) and bool(after.value == wanted)


def _without(value: Any, keys: tuple[str, ...]) -> Any:
    if len(keys) == 1:
        return {name: item for name, item in value.items() if name != keys[0]}
    return {name: _without(item, keys[1:]) if name == keys[0] else item for name, item in value.items()}


def _texts(value: Any) -> list[Text]:
    waiting, texts = [value], []
    while waiting:
        inner = waiting.pop()
        if isinstance(inner, Text):
            texts.append(inner)
        elif isinstance(inner, dict):
            waiting += inner.values()
        elif isinstance(inner, tuple):
            waiting += inner
    return texts
