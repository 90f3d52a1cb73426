"""The texts of new files."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from string import Template


def skeleton(*parts: str, **values: str) -> str:
    """A skeleton of the package with these values."""
    source: Traversable = files("immerse").joinpath("starter", "skeletons", *parts)
    # `safe_` because a skeleton may contain a dollar sign.
    return Template(source.read_text(encoding="utf-8")).safe_substitute(values)
