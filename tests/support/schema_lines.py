"""The first line of a file, which leads an editor to the schema of its kind."""

from __future__ import annotations

from pathlib import Path

from immerse.loading.custom_settings import load_custom_settings
from immerse.loading.file_kinds import content_files, kind_of
from immerse.loading.schemas import first_line, schema_file


def assert_first_lines_resolve(root: Path) -> None:
    """Every file of the workspace begins with a line that leads to the schema of its kind."""
    custom = load_custom_settings(root)[0]
    schemas = {kind: schema_file(kind, custom) for kind in {kind_of(path) for path in content_files(root)}}
    for path in content_files(root):
        with (root / path).open(encoding="utf-8") as file:
            head = file.readline()
        assert head == first_line(path), path
        target = (root / path).parent / head.removeprefix("# yaml-language-server: $schema=").rstrip("\n")
        assert target.resolve() == (root / "schema" / f"{kind_of(path)}.json").resolve()
        assert target.read_text("utf-8") == schemas[kind_of(path)]
