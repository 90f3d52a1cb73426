"""A client of another sector joins the programme of the demo by its filled-in workbook."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from command_line import Immerse
from filled_in import CLIENT, answered, cell_of, company, edited, fill
from immerse.loading.client import load_client
from immerse.model.policy.stand_ins import tally
from open_problems import open_problems
from site_fixtures import REPOSITORY


@pytest.mark.slow
def test_a_food_company_answers_and_has_its_site(tmp_path: Path, immerse: Immerse) -> None:
    root = tmp_path / "full"
    for folder in ("curriculum", "playbooks", "site_config", "schema"):
        shutil.copytree(REPOSITORY / folder, root / folder)
    assert immerse("-C", root, "new", "client", "harbour-foods").code == 0
    assert immerse("-C", root, "questions", "harbour-foods", "--out", root / "all.xlsx").code == 0
    said = company("harbour-foods")
    fill(root / "all.xlsx", said["answers"], said["rows"])
    done = immerse("-C", root, "answers", "harbour-foods", root / "all.xlsx", "--yes")
    assert done.code == 0, done.out + done.err
    assert "stand-ins answered, 0 left" in done.err
    client, problems = load_client(root, "harbour-foods")
    assert client is not None and problems == () and not client.is_draft
    assert tally(client).answered == tally(client).total
    assert open_problems(root, "harbour-foods") == []
    built = immerse("-C", root, "build", "--client", "harbour-foods")
    assert built.code == 0, built.err
    assert immerse("-C", root, "fmt", "--check").code == 0
    assert (root / CLIENT / "policy.yml").read_text("utf-8").startswith("# yaml-language-server")


def test_cells_that_are_no_answers_are_named_and_nothing_is_written(tmp_path: Path, immerse: Immerse) -> None:
    root = tmp_path / "full"
    for folder in ("curriculum", "playbooks", "site_config"):
        shutil.copytree(REPOSITORY / folder, root / folder)
    immerse("-C", root, "new", "client", "harbour-foods")
    immerse("-C", root, "questions", "harbour-foods", "--out", root / "asked.xlsx")
    before = {path.name: path.read_bytes() for path in (root / CLIENT).iterdir()}
    hostile = company("hostile")
    whole: list[dict[str, Any]] = []
    by_model = [one for one in hostile if one["says"] in BY_THE_MODEL]
    related = [one for one in hostile if "the same person" in one["says"]]
    for cases in ([one for one in hostile if one not in (*by_model, *related)], by_model, related):

        def write(book: Any, cases: list[Any] = cases) -> None:
            for one in cases:
                value = one["typed"]
                if isinstance(value, dict):
                    value = "x" * value["long"] if "long" in value else datetime.fromisoformat(value["moment"])
                cell_of(book, one["at"]).value = value
                one["cell"] = (cell_of(book, one["at"]).parent.title, cell_of(book, one["at"]).coordinate)

        told = answered(root, immerse, edited(root, write), yes=True)
        assert not told["written"]
        whole += told["faults"]
        assert {path.name: path.read_bytes() for path in (root / CLIENT).iterdir()} == before
    for one in hostile:
        here = [fault for fault in whole if (fault["sheet"], fault["cell"]) == one["cell"]]
        assert any(one["says"] in f"{fault['message']}: {fault['hint']}" for fault in here), (one, here)
    assert len(whole) == len(hostile), whole


BY_THE_MODEL = (
    "must be an https address",
    "must be an e-mail address",
    "25:00",
    "is not a time zone",
    "must be a language tag",
    "'UK' is not a country; write GB",
    "must be one line",
)
"""Said once every cell can be read, when the policy that they make is judged."""
