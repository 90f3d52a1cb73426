"""Templates of pages are compiled to direct reads and calls, and write what Jinja's own code writes."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from immerse.templating.direct_code import DirectCode
from jinja2 import DictLoader, Environment, StrictUndefined, TemplateAssertionError
from markupsafe import Markup, escape

MACROS = "{% macro box(title, mark='-') %}<b>{{ title }}{{ mark }}{{ caller() }}</b>{% endmacro %}"
PAGE = """{% extends "frame" %}{% import "macros" as macros %}{% block body %}{% for row in rows %}
{% call macros.box(row.name, mark=loop.index) %}
{{ row.facts['<k>'] | upper }} {{ link(row.name, words=row.html) }}
{% endcall %}
{{ ', ' if not loop.last }}{% endfor %}{{ 1 < 2 }}{% endblock %}"""
ROWS = [SimpleNamespace(name=name, facts={"<k>": "a & b"}, html=Markup("<i>c</i>")) for name in ("<x>", "y")]


def link(name: str, words: object) -> Markup:
    return Markup("<a>{}{}</a>").format(name, words)


def environment(page: str, **options: Any) -> Environment:
    loader = DictLoader({"frame": "<p>{% block body %}{% endblock %}</p>", "macros": MACROS, "page": page})
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, optimized=False, **options)


def direct(page: str) -> str:
    made = environment(page, finalize=escape)
    made.code_generator_class = DirectCode
    return made.get_template("page").render(rows=ROWS, link=link)


def test_direct_code_writes_what_the_code_of_jinja_writes() -> None:
    assert direct(PAGE) == environment(PAGE).get_template("page").render(rows=ROWS, link=link)
    assert "&lt;x&gt;" in direct(PAGE)


def test_an_item_is_not_read_as_an_attribute() -> None:
    with pytest.raises(AttributeError, match="other"):
        direct("{{ rows[0].facts.other }}")


def test_a_call_with_stars_is_refused() -> None:
    with pytest.raises(TemplateAssertionError, match=r"must not hold \* or \*\*"):
        direct("{{ link(*rows) }}")
