"""Settings of the search are taken out of a page as the theme's search takes them out, in less time."""

from __future__ import annotations

import random
from pathlib import Path
from types import SimpleNamespace

import pytest
from immerse.hosts.mkdocs_build import build_site
from immerse.hosts.mkdocs_site import without_search_settings
from material.plugins.search.plugin import SearchPlugin  # type: ignore[import-untyped]
from rendered_site import EPOCH, SITE

PIECES = (
    '<p data-search-boost="2">',
    ' data-search-exclude=""',
    "data-search-exclude",
    "\n",
    " ",
    '="x"',
    '"',
    "<p>a",
    "-y",
)


def by_the_theme(html: str) -> str:
    plugin = SearchPlugin()
    plugin.config = SimpleNamespace(enabled=True)
    plugin.search_index = SimpleNamespace(add_entry_from_context=lambda page: None)
    page = SimpleNamespace(content=html)
    plugin.on_page_context({}, page=page, config=None, nav=None)
    return str(page.content)


def test_a_page_loses_what_the_theme_takes_out() -> None:
    chosen = random.Random(10)
    texts = ["".join(chosen.choices(PIECES, k=chosen.randint(0, 9))) for _ in range(500)]
    assert any(by_the_theme(text) != text for text in texts)
    for text in texts:
        assert without_search_settings(text) == by_the_theme(text), text


def test_the_theme_does_not_look_at_our_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SearchPlugin, "on_page_context", lambda *_, **__: pytest.fail("looked at a page"))
    build_site(SITE, tmp_path / "site", offline=False, epoch=EPOCH)
