"""The texts of new files."""

from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from string import Template

from immerse.model.periods import later


def skeleton(*parts: str, **values: str) -> str:
    """A skeleton of the package with these values; pages are to be reviewed in a year."""
    source: Traversable = files("immerse").joinpath("starter", "skeletons", *parts)
    review_by = (later(date.today(), months=12)).isoformat()
    # `safe_` because a skeleton may contain a dollar sign.
    return Template(source.read_text(encoding="utf-8")).safe_substitute(values, review_by=review_by)
