"""Values just over and just at each bound that a programme's file can break, planted at their lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from bounded_fields import Bounded
from case_files import LOADER
from immerse.loading.file_kinds import KINDS, content_files, kind_of
from immerse.loading.strict_yaml import read_yaml
from immerse.loading.validating import validate
from immerse.model.base import Node, walk_nodes
from immerse.model.limits import Entries

OF_PROGRAMMES = tuple(model for kind, model in KINDS.items() if kind not in ("policy", "answers", "settings"))
"""The models of files that are no policy."""


@dataclass(frozen=True)
class PlantedFile:
    """A file with one value changed."""

    what: str
    path: str
    text: str
    line: int
    """The line of the value."""
    because: str
    """The reason that a hint about the value ends with."""


def planted_files(root: Path, bounded: Iterable[Bounded]) -> Iterator[tuple[PlantedFile, PlantedFile]]:
    """(just over, just at) each bound, in a file of the workspace that says such a value, or has a place for it."""
    nodes = _nodes_of(root)
    for each in bounded:
        assert each.model in nodes, f"no file of the workspace has a {each.model.__name__}: add one"
        path, node = next((found for found in nodes[each.model] if _is_written(found[1], each)), nodes[each.model][0])
        text = (root / path).read_text("utf-8")
        for bound, step in ((each.bounds.least, -1), (each.bounds.most, 1)):
            if bound is not None:
                yield _planted(each, path, text, node, bound + step), _planted(each, path, text, node, bound)


def _nodes_of(root: Path) -> dict[type[Node], list[tuple[str, Node]]]:
    """Model -> (file, node) of each node of the workspace's files, but not of a policy."""
    nodes: dict[type[Node], list[tuple[str, Node]]] = {}
    for path in content_files(root):
        model = KINDS[kind_of(path)]
        if model in OF_PROGRAMMES:
            read, problems = validate(read_yaml((root / path).read_bytes(), path).value, model, path)
            assert read is not None, problems
            for node in walk_nodes(read):
                if node.location.path == path:  # a default has no place
                    nodes.setdefault(type(node), []).append((path, node))
    return nodes


def _is_written(node: Node, bounded: Bounded) -> bool:
    is_filled = getattr(node, bounded.field) or bounded.depth == 0
    return bool(is_filled) and bounded.field in node.model_fields_set


def _planted(bounded: Bounded, path: str, text: str, node: Node, size: int) -> PlantedFile:
    holder = _mapping_at(text, node)
    key, value = next((pair for pair in holder.value if pair[0].value == bounded.field), (None, None))
    if key is None:
        return _added(bounded, path, text, holder, size)
    for _ in range(bounded.depth):
        key, value = value.value[0] if isinstance(value, yaml.MappingNode) else (value.value[0],) * 2
    written = str(size)
    if isinstance(bounded.bounds, Entries):
        entries = yaml.SafeLoader("").construct_document(value)
        written = json.dumps([entries[number % len(entries)] for number in range(size)])
    begin, end = value.start_mark.index, value.end_mark.index
    end = begin + len(text[begin:end].rstrip())
    changed = f"{text[:begin].rstrip()} {written}{text[end:]}"
    return PlantedFile(f"{bounded} {size}", path, changed, key.start_mark.line + 1, bounded.bounds.because)


def _added(bounded: Bounded, path: str, text: str, holder: Any, size: int) -> PlantedFile:
    """The file with the number before the first key of a mapping that has no such key."""
    first = holder.value[0][0].start_mark
    following = ", " if holder.flow_style else f"\n{' ' * first.column}"
    changed = f"{text[: first.index]}{bounded.field}: {size}{following}{text[first.index :]}"
    return PlantedFile(f"{bounded} {size}", path, changed, first.line + 1, bounded.bounds.because)


def _mapping_at(text: str, node: Node) -> Any:
    """The mapping of YAML that a node was read from."""
    waiting = [_composed(text)]
    while waiting:
        at = waiting.pop()
        if isinstance(at, yaml.MappingNode):
            if (at.start_mark.line + 1, at.start_mark.column + 1) == node.location[1:3]:
                return at
            waiting += [part for pair in at.value for part in pair]
        elif isinstance(at, yaml.SequenceNode):
            waiting += at.value
    raise AssertionError(f"no mapping begins at {node.location}")


@cache
def _composed(text: str) -> Any:
    return yaml.compose(text, LOADER)
