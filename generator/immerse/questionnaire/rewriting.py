"""The policy's file with the answers; comments, order and every other byte stay."""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from immerse.loading.changing import REMOVED, changed, entry_number, without_stand_ins
from immerse.loading.strict_yaml import read_yaml
from immerse.model.edition import Client
from immerse.questionnaire.answer_checks import GivenValue
from immerse.questionnaire.returned_cells import ReturnedRow
from immerse.questionnaire.row_edits import Added


class Rewriting:
    """Makes the new content of one client's policy.yml."""

    def __init__(self, client: Client, source: bytes) -> None:
        self._client = client
        self._source = source
        self._own = read_yaml(source, "policy.yml").value
        self._name = f"{client.folder}/policy.yml"

    def content(self, given: list[GivenValue], removed: list[ReturnedRow], added: list[Added]) -> bytes:
        """The file.

        Raises:
            CannotChange: a value has no place in the file, or setting it would change something else.
        """
        removed_paths = [row.path for row in removed]
        values = {
            entry.path: entry.value for entry in given if entry.is_change and not _is_below(entry.path, removed_paths)
        }
        values |= dict.fromkeys(removed_paths, REMOVED)
        wholes = self._wholes(values, added)
        values = {path: value for path, value in values.items() if not _is_below(path, list(wholes))} | wholes
        rest = [new for new in added if new.place not in wholes]
        values |= {f"{new.place}.{new.name}": new.entry for new in rest if new.table.table.is_mapping}
        content = changed(self._source, values, self._name) if values else self._source
        for new in rest:
            if not new.table.table.is_mapping:
                entries = _at(read_yaml(content, self._name).value, new.place.split("."))
                path = f"{new.place}.{len(entries or ())}"
                content = changed(content, {path: new.entry} if entries else {new.place: [new.entry]}, self._name)
        return self._without_stand_ins(content, given, removed_paths)

    def _wholes(self, values: dict[str, Any], added: list[Added]) -> dict[str, Any]:
        """Lists that a lower layer sets, of which the file must contain all if one value changes."""
        paths = [*values, *(f"{new.place}.0" for new in added if not new.table.table.is_mapping)]
        wholes: dict[str, Any] = {}
        for path in paths:
            for place, entries in self._lists_above(path):
                if place not in wholes and _at(self._own, place.split(".")) is None:
                    wholes[place] = deepcopy(entries)
        for place, entries in wholes.items():
            _change(entries, place, values)
            entries += [new.entry for new in added if new.place == place]
            wholes[place] = [entry for entry in entries if entry is not REMOVED]
        return wholes

    def _lists_above(self, path: str) -> Iterator[tuple[str, Any]]:
        keys = path.split(".")
        for end in range(2, len(keys)):
            place = ".".join(keys[:end])
            origin = self._client.origins.get(place)
            if origin is not None and isinstance(origin.value, list) and origin.value and origin.layer != "client":
                yield place, origin.value

    def _without_stand_ins(self, content: bytes, given: list[GivenValue], removed_paths: list[str]) -> bytes:
        done = frozenset(value.path for value in given)
        values: dict[str, Any] = {}
        for number, path in enumerate(map(str, self._client.stand_ins)):
            new = "" if path in done or _is_below(path, removed_paths) else renumbered(path, removed_paths)
            if new != path:
                values[f"stand_ins.{number}"] = new or REMOVED
        if all(value is REMOVED for value in values.values()):
            answered = frozenset(str(self._client.stand_ins[int(key.rpartition(".")[2])]) for key in values)
            return without_stand_ins(content, answered, self._name) if answered else content
        return changed(content, values, self._name)


def renumbered(path: str, removed_paths: list[str]) -> str:
    """The path after entries of numbered lists are removed."""
    parted = (path.rpartition(".") for path in removed_paths)
    entries = [(place, int(number)) for place, _, number in parted if number.isdecimal()]
    for place, _ in entries:
        if match := re.match(rf"{re.escape(place)}\.([0-9]+)(?=\.|$)", path):
            before = sum(list_path == place and number < int(match[1]) for list_path, number in entries)
            return f"{place}.{int(match[1]) - before}{path[match.end() :]}"
    return path


def _is_below(path: str, places: list[str]) -> bool:
    return any(path == place or path.startswith(f"{place}.") for place in places)


def _change(entries: list[Any], place: str, values: dict[str, Any]) -> None:
    before = list(entries)
    for path, value in values.items():
        if not path.startswith(f"{place}."):
            continue
        name, *keys = path.removeprefix(f"{place}.").split(".")
        number = entry_number(before, name)
        assert number is not None
        if not keys:
            entries[number] = REMOVED
            continue
        inner = entries[number]
        for key in keys[:-1]:
            inner = inner.setdefault(key, {})
        if value is REMOVED:
            inner.pop(keys[-1], None)
        else:
            inner[keys[-1]] = value


def _at(value: Any, keys: list[str]) -> Any:
    for key in keys:
        if isinstance(value, dict):
            value = value.get(key)
        elif isinstance(value, tuple):
            number = entry_number(value, key)
            value = value[number] if number is not None and number < len(value) else None
        else:
            return None
    return value
