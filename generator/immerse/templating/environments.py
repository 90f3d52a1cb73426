"""Jinja environments for pages that stand alone: strings are escaped, and a value that is missing is an error."""

from jinja2 import Environment, PackageLoader, StrictUndefined


def environment_of(package: str) -> Environment:
    """An environment of the templates of a package: the files in its folder `templates/`."""
    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
