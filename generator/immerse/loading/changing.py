"""Setting, adding and removing single values of a YAML file, without touching comments, order or any other byte.

The result is read again: if anything but the wanted value would change, nothing is changed and an error is raised.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from immerse.loading.strict_yaml import read_yaml
from immerse.problems import ImmerseError

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BOM = "\ufeff"
_WIDEST = 118


class CannotChange(ImmerseError):
    """A change that would affect other values; the message says what to do by hand."""


REMOVED = object()
"""Stands for a value that is to be removed."""


def changed(source: bytes, values: Mapping[str, Any], file: str = "policy.yml") -> bytes:
    """The file with these values.

    Args:
        source: The present content, which must be readable.
        values: Path of `model.policy.paths` (`centre.channels.x-care.account`) -> a text, whole number, true or false,
            day, a list or mapping of them, or REMOVED. The last keys may be new; the number after the last entry of a
            list adds one. No path may be below another.
        file: Its name in messages.

    Raises:
        CannotChange: there is no such place, or the change would affect something else.
    """
    before = read_yaml(source, file)
    if before.problems or not isinstance(before.value, dict):
        raise CannotChange(f"{file} has errors; correct them first: immerse check")
    marked = source.decode("utf-8")
    text = marked.removeprefix(_BOM)
    root = yaml.compose(text, Loader=_LOADER)
    wanted = before.value
    edits: list[_Edit] = []
    for (steps, path), value in _places(before.value, values, file).items():
        edits.append(_edit(text, root, steps, value, path))
        wanted = _wanted(wanted, steps, value)
    changed_text = text
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end), reverse=True):
        changed_text = changed_text[: edit.start] + edit.text + changed_text[edit.end :]
    content = (marked[: len(marked) - len(text)] + changed_text).encode()
    after = read_yaml(content, file)
    if after.problems or after.value != _as_read(wanted):
        paths = ", ".join(list(values)[:3])
        raise CannotChange(f"{paths} in {file} cannot be set without changing something else; set it by hand")
    return content


def without_stand_ins(source: bytes, paths: frozenset[str], file: str = "policy.yml") -> bytes:
    """The file without these paths in its `stand_ins`, and without that key when none is left."""
    listed = [str(path) for path in read_yaml(source, file).value.get("stand_ins", ())]
    if set(listed) <= paths:
        return changed(source, {"stand_ins": REMOVED}, file) if listed else source
    return changed(source, {f"stand_ins.{place}": REMOVED for place, path in enumerate(listed) if path in paths}, file)


_Steps = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    text: str


def _places(value: Any, values: Mapping[str, Any], file: str) -> dict[tuple[_Steps, str], Any]:
    """The place of each value; values below one new key are joined."""
    places: dict[_Steps, tuple[str, Any]] = {}
    for path, new_value in values.items():
        steps, missing = _steps(value, path.split("."))
        if not steps or (missing and new_value is REMOVED):
            raise CannotChange(f"{file} has no place for {path}")
        for key in reversed(missing):
            new_value = {key: new_value}
        if missing and steps in places:
            new_value = _joined(places[steps][1], new_value)
        places[steps] = (path, new_value)
    return {(steps, path): new_value for steps, (path, new_value) in places.items()}


def _joined(first: Any, second: Any) -> Any:
    if not (isinstance(first, dict) and isinstance(second, dict)):
        return second
    return first | {key: _joined(first[key], value) if key in first else value for key, value in second.items()}


def _steps(value: Any, keys: list[str]) -> tuple[tuple[str | int, ...], list[str]]:
    """The keys as the file has them (entries of lists by number), the last of which may be new, and the keys of new
    mappings below it; no steps if the keys lead nowhere."""
    steps: list[str | int] = []
    for place, key in enumerate(keys):
        if isinstance(value, dict):
            steps.append(key)
            value = value.get(key, REMOVED)
        elif isinstance(value, tuple):
            number = entry_number(value, key)
            if number is None or number > len(value):
                return (), []
            steps.append(number)
            value = value[number] if number < len(value) else REMOVED
        else:
            return (), []
        if value is REMOVED:
            return tuple(steps), keys[place + 1 :]
    return tuple(steps), []


def entry_number(entries: Iterable[Any], name: str) -> int | None:
    """The number (from 0) of the entry of a list that a path calls `name`, by its id or by that number, which may be
    beyond the end; None if there is none."""
    ids = [entry.get("id") if isinstance(entry, dict) else None for entry in entries]
    return ids.index(name) if name in ids else int(name) if name.isdecimal() else None


def _wanted(value: Any, steps: _Steps, new: Any) -> Any:
    """The value that the file must have; removed values are still there, as REMOVED, so that numbers stay."""
    if not steps:
        return new
    if isinstance(value, dict):
        return {**value, steps[0]: _wanted(value.get(steps[0]), steps[1:], new)}
    items = [*value, None] if steps[0] == len(value) else list(value)
    items[int(steps[0])] = _wanted(items[int(steps[0])], steps[1:], new)
    return tuple(items)


def _as_read(value: Any) -> Any:
    """A value as `read_yaml` returns it, without what is REMOVED."""
    if isinstance(value, dict):
        return {str(key): _as_read(item) for key, item in value.items() if item is not REMOVED}
    if isinstance(value, list | tuple):
        return tuple(_as_read(item) for item in value if item is not REMOVED)
    return value.isoformat() if isinstance(value, date) else value


def _edit(text: str, root: Any, steps: _Steps, value: Any, path: str) -> _Edit:
    above = root
    for step in steps[:-1]:
        above = _inner(above, step)[1]
    key, node = _inner(above, steps[-1])
    if value is REMOVED:
        if node is None:
            raise CannotChange(f"{path} cannot be removed: it is not set")
        return _removal(text, above, key, node, path)
    if node is None:
        return _addition(text, above, str(steps[-1]) if isinstance(above, yaml.MappingNode) else None, value)
    if key is None:
        return _Edit(node.start_mark.index, _end(text, node), yaml_text(value, 0, True))
    new = yaml_text(value, key.start_mark.column + 2, bool(above.flow_style))
    start = text.index(":", key.end_mark.index) + 1
    return _Edit(start, _end(text, node), new if new.startswith("\n") else f" {new}")


def _inner(node: Any, step: str | int) -> tuple[Any, Any]:
    """(key, value) of a mapping, (None, entry) of a list; (None, None) if it does not exist."""
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == step), (None, None))
    return (None, node.value[int(step)]) if int(step) < len(node.value) else (None, None)


def _end(text: str, node: Any) -> int:
    """The end of a value, without the comments and blank lines below it."""
    while not isinstance(node, yaml.ScalarNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(node, yaml.MappingNode) else last
    end = int(node.end_mark.index)
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        return len(text[:end].rstrip())
    return end


def _removal(text: str, above: Any, key: Any, node: Any, path: str) -> _Edit:
    start = (node if key is None else key).start_mark.index
    end = _end(text, node)
    if above.flow_style:
        after = re.compile(r"\s*,\s*").match(text, end)
        if after:
            return _Edit(start, after.end(), "")
        return _Edit(len(text[:start].rstrip().removesuffix(",").rstrip()), end, "")
    line = text.rfind("\n", 0, start) + 1
    below = text.find("\n", end) + 1 or len(text)
    before = text[line:start].strip()
    if before == "-" and key is not None and key is above.value[0][0] and len(above.value) > 1:
        return _Edit(start, above.value[1][0].start_mark.index, "")
    if before and (key is not None or before != "-"):
        raise CannotChange(f"{path} cannot be removed from its line; remove it by hand")
    return _Edit(line, below, "")


def _addition(text: str, above: Any, key: str | None, value: Any) -> _Edit:
    head = "" if key is None else f"{_key(key)}: "
    if above.flow_style:
        end = int(above.end_mark.index) - 1
        at = len(text[:end].rstrip())
        comma = "" if not above.value or text[at - 1] == "," else ","
        gap = " " if above.value else ""
        return _Edit(at, end, f"{comma}{gap}{head}{yaml_text(value, 0, True)}")
    first = above.value[0] if key is None else above.value[0][0]
    line = text.rfind("\n", 0, first.start_mark.index) + 1
    column = first.start_mark.column if key is not None else text.index("-", line) - line
    end = text.find("\n", _end(text, above))
    at = len(text) if end < 0 else end - text[:end].endswith("\r")
    new = _entry(value, column + 2) if key is None else yaml_text(value, column + 2)
    line_end = "\r\n" if "\r\n" in text else "\n"
    lead = f"{line_end}{' ' * column}" + ("- " if key is None else head.rstrip() + ("" if new[:1] == "\n" else " "))
    return _Edit(at, at, lead + new.replace("\n", line_end))


def yaml_text(value: Any, indent: int = 0, in_brackets: bool = False) -> str:
    """A value as unambiguous YAML after `key:`; what does not fit on the line is below it, indented by `indent`."""
    if isinstance(value, Mapping):
        parts = [f"{_key(str(key))}: {yaml_text(item, 0, True)}" for key, item in value.items()]
        flat = f"{{{', '.join(parts)}}}"
    elif isinstance(value, list | tuple):
        flat = f"[{', '.join(yaml_text(item, 0, True) for item in value)}]"
    else:
        return _scalar(value)
    if in_brackets or not value or len(flat) + indent <= _WIDEST:
        return flat
    below = f"\n{' ' * indent}"
    if isinstance(value, list | tuple):
        return "".join(f"{below}- {_entry(item, indent + 2)}" for item in value)
    pairs = [(_key(str(key)), yaml_text(item, indent + 2)) for key, item in value.items()]
    return "".join(f"{below}{key}:{item if item.startswith(below[:1]) else f' {item}'}" for key, item in pairs)


def _scalar(value: Any) -> str:
    """A single value; a text is plain if that is unambiguous, else in double quotes, on one line."""
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, int):
        return str(value)
    text = value.isoformat() if isinstance(value, date) else str(value)
    plain = isinstance(value, date) or (
        _SAFE.fullmatch(text) and "  " not in text and read_yaml(f"- {text}\n".encode(), "").value == (text,)
    )
    return text if plain else json.dumps(text, ensure_ascii=False)


def _entry(value: Any, indent: int) -> str:
    """An entry of a list below its key; a mapping that does not fit on the line has one for each of its keys."""
    flat = yaml_text(value, 0, True)
    if not isinstance(value, Mapping) or len(flat) + indent <= _WIDEST:
        return flat
    return yaml_text(value, indent).removeprefix(f"\n{' ' * indent}")


_SAFE = re.compile(r"[A-Za-z/(][A-Za-z0-9 _./()'’\-+%;?!]*[A-Za-z0-9_./)'’%;?!]|[A-Za-z]")


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", key) and key.lower() not in _WORDS else json.dumps(key)


_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
