"""What the pages say of themselves fits every trade, and one of a thing is not several."""

from __future__ import annotations

from pathlib import Path

import pytest
from immerse.building.site import build_client
from immerse.model.site_view import View
from site_fixtures import DAY, STARTER_CLIENT
from task_books import MODULE, ROTATION, write


@pytest.fixture
def site(workspace: Path) -> Path:
    write(workspace, MODULE, "window: {six: [1, 6], twelve: [1, 10]}", "window: {six: [1, 1], twelve: [1, 10]}")
    write(workspace, ROTATION, "weeks: {six: [1, 2], twelve: [1, 3]}", "weeks: {six: [1, 1], twelve: [1, 3]}")
    return build_client(workspace, STARTER_CLIENT, View.TRAINEE, DAY, workspace / "site").folder


def test_one_of_a_thing_is_not_several(site: Path) -> None:
    pages = {path.parent.name or "home": path.read_text("utf-8") for path in site.rglob("index.html")}
    assert not [
        name for name, html in pages.items() if any(f">1 {one}s" in html or f" 1 {one}s" in html for one in ONES)
    ]
    assert not [name for name, html in pages.items() if "eeks 1 to 1" in html]
    assert "Week 1 · 1 lesson, " in pages["learn"] and "week 1 of your rotation" in pages["fst"]


ONES = ("lesson", "question", "item", "piece", "week", "day", "client", "minute", "hour", "objective")


def test_the_pages_know_nothing_of_one_trade(site: Path) -> None:
    said = "\n".join(path.read_text("utf-8") for path in site.rglob("index.html"))
    for words in ("live account", "clock running", "beside live work"):
        assert words not in said
