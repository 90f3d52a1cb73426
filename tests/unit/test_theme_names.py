"""The theme's templates find each name that they ask of a page, a section or an entry of a table of contents."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from immerse.hosts.mkdocs_build import configured
from immerse.hosts.mkdocs_site import NoOptions
from jinja2 import Environment, Undefined
from mkdocs.commands.build import build
from mkdocs.plugins import BasePlugin
from rendered_site import SITE

OURS = {"FinishedPage", "Section", "_Entry"}


class Noting(Undefined):
    """A name that does not exist, noted with the type of the object that was asked for it."""

    missing: ClassVar[set[tuple[str, str]]] = set()

    def __init__(self, hint: str | None = None, obj: Any = None, name: str | None = None, *more: Any) -> None:
        super().__init__(hint, obj, name, *more)
        self.missing.add((type(obj).__name__, str(name)))


class NotingNames(BasePlugin[NoOptions]):
    """Has the templates note names that do not exist."""

    def on_env(self, env: Environment, **_: object) -> Environment:
        """Before any page is made."""
        env.undefined = Noting
        return env


def names_missing(folder: Path, templates: Path | None = None) -> set[tuple[str, str]]:
    """Names that were asked of our objects, and that they have not; `templates` go before those of the theme."""
    Noting.missing.clear()
    config = configured(SITE, folder, folder / "site")
    if templates:
        config.theme.dirs.insert(0, str(templates))
    config.plugins["noting"] = NotingNames()
    build(config)
    return {(kind, name) for kind, name in Noting.missing if kind in OURS}


def test_the_theme_finds_every_name(tmp_path: Path) -> None:
    assert names_missing(tmp_path) == set()


def test_a_name_that_is_missing_is_noted(tmp_path: Path) -> None:
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "main.html").write_text(
        '{% extends "base.html" %}{% if page and page.mood %}{% endif %}', "utf-8"
    )
    assert names_missing(tmp_path, tmp_path / "theme") == {("FinishedPage", "mood")}
