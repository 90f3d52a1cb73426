"""What the tests of the decision tables share: golden cases, and this repository's tables as loaded and as made."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from immerse.deciding import evaluator_for
from immerse.deciding.item_evaluator import ItemEvaluator
from immerse.loading import load_client, load_programme
from immerse.model.edition import Client, View
from immerse.model.programme import Programme
from site_fixtures import CLIENTS, REPOSITORY, edition

CASES = Path(__file__).parents[1] / "cases" / "deciding"


def cases(name: str) -> Any:
    return yaml.safe_load((CASES / name).read_text(encoding="utf-8"))


@cache
def evaluator(client: str) -> ItemEvaluator:
    return evaluator_for(edition(client, View.MENTOR))


@cache
def loaded() -> tuple[Programme, tuple[Client, ...]]:
    programme, problems = load_programme(REPOSITORY)
    assert programme is not None, problems
    clients = tuple(load_client(REPOSITORY, client)[0] for client in CLIENTS)
    return programme, tuple(client for client in clients if client)


def typed(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts of a case as the tables know them."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in facts.items()}
