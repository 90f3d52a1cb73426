"""The files of a workspace of any format, as characters and values without a model. Changes are made in memory
alone."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from immerse.loading.file_kinds import KINDS, content_files, kind_of
from immerse.loading.files import read_file
from immerse.loading.located import YamlMapping, YamlSequence
from immerse.loading.strict_yaml import MAX_BYTES, read_yaml
from immerse.loading.validating import validate
from immerse.model.base import Node
from immerse.problems import Location
from immerse.upgrading.step_findings import Edit

_BOM = "\ufeff"
_SETTING = re.compile(r"\b[a-z_]+\.[a-z_0-9]+\b")


@dataclass(frozen=True)
class File:
    """One file as it is written."""

    path: str
    content: bytes

    @cached_property
    def text(self) -> str:
        """Its characters, line ends as they are, without a byte order mark; empty where it is not UTF-8."""
        try:
            return self.content.decode("utf-8").removeprefix(_BOM)
        except UnicodeDecodeError:
            return ""

    @cached_property
    def value(self) -> YamlMapping | None:
        """Its mapping; None where it has none."""
        value = read_yaml(self.content, self.path).value
        return value if isinstance(value, YamlMapping) else None

    @cached_property
    def model(self) -> Node | None:
        """Its model, as a part of a programme or client; None where it is not valid. Problems of YAML are ignored
        here."""
        return validate(self.value, KINDS[kind_of(self.path)], self.path)[0] if self.value is not None else None

    def index(self, place: Location) -> int:
        """The index of the character at a place."""
        position = 0
        for _ in range(place.line - 1):
            position = self.text.index("\n", position) + 1
        return position + place.column - 1

    def line_end(self) -> str:
        """The end of its lines."""
        return "\r\n" if "\r\n" in self.text else "\n"

    def edited(self, edits: Iterable[Edit]) -> Self:
        """The file with these changes, every other byte as it was."""
        text = self.text
        for edit in sorted(set(edits), key=lambda edit: edit.start, reverse=True):
            text = text[: edit.start] + edit.text + text[edit.end :]
        mark = _BOM if self.content.startswith(_BOM.encode()) else ""
        return type(self)(self.path, (mark + text).encode())


@dataclass(frozen=True)
class Sources:
    """The content files of a workspace by path."""

    files: dict[str, File]

    @classmethod
    def read(cls, root: Path) -> Self:
        """Every content file that can be read, without links."""
        files = ((path, read_file(root, path, MAX_BYTES)[0]) for path in content_files(root))
        return cls({path: File(path, content) for path, content in files if content is not None})

    def of_kind(self, *kinds: str) -> Iterator[File]:
        """The files of these kinds, by path."""
        return (file for path, file in self.files.items() if kind_of(path) in kinds)

    @cached_property
    def read_settings(self) -> frozenset[str]:
        """Settings that some file of the programme or an overlay names: `centre.desks`."""
        texts = (file.text for file in self.files.values() if kind_of(file.path) not in ("policy", "waivers", "look"))
        return frozenset(name for text in texts for name in _SETTING.findall(text))

    def edited(self, edits: Iterable[Edit]) -> Self:
        """The files with these changes."""
        by_path: dict[str, list[Edit]] = {}
        for edit in edits:
            by_path.setdefault(edit.path, []).append(edit)
        return type(self)({path: file.edited(by_path.get(path, ())) for path, file in self.files.items()})


def items(value: Any) -> Iterator[YamlMapping]:
    """The mappings of a list."""
    return (item for item in value if isinstance(item, YamlMapping)) if isinstance(value, YamlSequence) else iter(())
