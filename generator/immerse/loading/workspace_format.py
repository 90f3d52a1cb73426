"""The number of a workspace's format: what this immerse reads, and what it refuses in one sentence."""

from __future__ import annotations

from pathlib import Path

from immerse.loading.files import read_file
from immerse.loading.located import YamlMapping
from immerse.loading.strict_yaml import MAX_BYTES, read_kept
from immerse.model.module import FORMAT
from immerse.problems import Location, Problem

CURRICULUM_FILE = "curriculum/curriculum.yml"
"""The file that says of which format all files of the workspace are."""


def format_of(root: Path) -> tuple[object, Location] | None:
    """What the workspace says of its format, and where; 1 where it says nothing.

    None where its curriculum cannot be read, which is told elsewhere.
    """
    source, _ = read_file(root, CURRICULUM_FILE, MAX_BYTES)
    value = read_kept(source, CURRICULUM_FILE).value if source is not None else None
    if not isinstance(value, YamlMapping):
        return None
    return value.get("format", 1), value.value_locations.get("format", value.location)


def other_format(root: Path) -> tuple[Problem, ...]:
    """The one problem of a workspace whose format is not the one that is read; nothing else in it can be judged."""
    found = format_of(root)
    if found is None:
        return ()
    number, place = found
    if number == FORMAT and type(number) is int:
        return ()
    if type(number) is not int or number < 1:
        message, hint = f"format is {number!s}, and must be a whole number", f"this immerse reads format {FORMAT}"
    elif number > FORMAT:
        message = f"these files are of format {number}, and this immerse reads format {FORMAT}"
        hint = f"install a newer immerse, which reads format {number}"
    else:
        message = f"these files are of format {number}, and this immerse reads format {FORMAT}"
        hint = "run: immerse upgrade --check, which shows what reads differently now; then: immerse upgrade"
    return (Problem(place, "format", message, hint=hint),)
