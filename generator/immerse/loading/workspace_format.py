"""The number of a workspace's format, and the problem of a workspace whose format this version does not read."""

from pathlib import Path

from immerse.loading.files import read_file
from immerse.loading.located import YamlMapping
from immerse.loading.strict_yaml import MAX_BYTES, read_cached
from immerse.model.module import FORMAT
from immerse.problems import Location, Problem

CURRICULUM_FILE = "curriculum/curriculum.yml"
"""The file that declares the format of all files of the workspace."""


def format_of(root: Path) -> tuple[object, Location] | None:
    """The format that the workspace declares, 1 if it declares none, and its position.

    None if its curriculum cannot be read, which is reported elsewhere.
    """
    source, _ = read_file(root, CURRICULUM_FILE, MAX_BYTES)
    value = read_cached(source, CURRICULUM_FILE).value if source is not None else None
    if not isinstance(value, YamlMapping):
        return None
    return value.get("format", 1), value.value_locations.get("format", value.location)


def other_format(root: Path) -> tuple[Problem, ...]:
    """The one problem of a workspace whose format this version does not read; nothing else in it can be checked."""
    declared = format_of(root)
    if declared is None:
        return ()
    number, place = declared
    if number == FORMAT and type(number) is int:
        return ()
    if type(number) is not int or number < 1:
        message, hint = f"format must be a whole number, is {number!s}", f"this immerse reads format {FORMAT}"
    else:
        message = f"these files have format {number}, but this immerse reads format {FORMAT}"
        hint = "run immerse upgrade --check to see what changes, then immerse upgrade"
        if number > FORMAT:
            hint = f"install a newer immerse, which reads format {number}"
    return (Problem(place, "format", message, hint=hint),)
