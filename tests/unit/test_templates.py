"""Macros that several templates share are made once a site, so they may know nothing of one page."""

from __future__ import annotations

from pathlib import Path

import immerse.rendering
from jinja2 import Environment, nodes

TEMPLATES = Path(immerse.rendering.__file__).parent / "templates"
PARSER = Environment()
OF_A_PAGE = {"page", "content"}
"""What a template is given for its page; everything else is the same for the whole site."""


def named(source: str) -> set[str]:
    """Names that a template reads and sets nowhere itself."""
    tree = PARSER.parse(source)
    names = {(name.name, name.ctx) for name in tree.find_all(nodes.Name)}
    own = {name for name, ctx in names if ctx != "load"}
    return {name for name, ctx in names if ctx == "load"} - own


def imported() -> set[str]:
    """Templates whose macros others use."""
    found = set()
    for path in TEMPLATES.glob("*.jinja"):
        for one in PARSER.parse(path.read_text("utf-8")).find_all((nodes.Import, nodes.FromImport)):
            assert isinstance(one, nodes.Import | nodes.FromImport) and isinstance(one.template, nodes.Const)
            assert not one.with_context, f"{path.name} makes the macros of {one.template.value} anew for each page"
            found.add(one.template.value)
    return found


def test_no_shared_macro_asks_for_the_page() -> None:
    templates = imported()
    assert "_parts.html.jinja" in templates
    for name in templates:
        assert not named((TEMPLATES / name).read_text("utf-8")) & OF_A_PAGE, name


def test_a_macro_that_asks_for_the_page_is_seen() -> None:
    assert named("{% macro one() %}{{ page.address }}{% endmacro %}") == {"page"}
    assert named("{% macro one(page) %}{{ page.address }}{% endmacro %}") == set()
