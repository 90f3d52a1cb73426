"""Passages of the four sites that readers asked to keep are still on them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from immerse.model.site_view import View
from site_fixtures import CLIENTS, ReadPage, Sites, pages

KEPT = yaml.safe_load((Path(__file__).parents[1] / "cases" / "sites" / "kept.yml").read_text("utf-8"))


def lost(found: dict[str, ReadPage], *wanted: dict[str, list[str]]) -> list[str]:
    return [
        f"{page}: {passage}"
        for kept in wanted
        for page, passages in kept.items()
        for passage in passages
        if passage not in found[f"{page}/index.html"].text
    ]


@pytest.mark.parametrize("client", CLIENTS)
def test_what_readers_asked_to_keep_is_still_there(demo_sites: Sites, client: str) -> None:
    found = pages(demo_sites.folder(client, View.MENTOR))
    assert lost(found, KEPT["everyone"], KEPT[client]) == []


def test_a_passage_that_went_is_named_with_its_page(demo_sites: Sites) -> None:
    found = pages(demo_sites.folder("northgate", View.MENTOR))
    name = "playbooks/pb-04/index.html"
    article = [part.replace("I have the queue", "It is mine now") for part in found[name].article]
    assert lost(found | {name: replace(found[name], article=article)}, KEPT["everyone"]) == [
        "playbooks/pb-04: I have the queue"
    ]
