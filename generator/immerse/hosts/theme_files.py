"""The theme for a build, without listing its icons."""

import os

from jinja2 import Environment, FileSystemLoader
from mkdocs.theme import Theme


class BuildTheme(Theme):
    """A theme whose hidden folders are not listed.

    MkDocs lists every file of the theme and copies none of a hidden folder. Material keeps 14,000 icons in one, which
    templates still find by their name.
    """

    def __init__(self, theme: Theme) -> None:
        vars(self).update(vars(theme))

    def get_env(self) -> Environment:
        """The environment of the theme's templates."""
        environment = super().get_env()
        environment.loader = _Shown(self.dirs)
        return environment


class _Shown(FileSystemLoader):
    def list_templates(self) -> list[str]:
        """Every file that is not in a hidden folder, by its path with `/`, sorted."""
        names_found: set[str] = set()
        for root in self.searchpath:
            for folder, folders, names in os.walk(root):
                folders[:] = [name for name in folders if not name.startswith(".")]
                inside = folder[len(root) :].replace(os.sep, "/").lstrip("/")
                names_found.update(f"{inside}/{name}" if inside else name for name in names)
        return sorted(names_found)
