"""What the tests of the decision tables share: golden cases, and this repository's tables as loaded and as made."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from case_files import read_case_file
from checking_cases import MADE_ON, whole_workspace
from immerse.composing import compose
from immerse.deciding import evaluator_for
from immerse.deciding.item_evaluator import ItemEvaluator
from immerse.loading.client import load_client
from immerse.loading.programme import load_programme
from immerse.model.edition import Client
from immerse.model.programme import Programme
from immerse.model.site_view import View
from site_fixtures import CLIENTS, REPOSITORY, edition

CASES = Path(__file__).parents[1] / "cases" / "deciding"


def cases(name: str) -> Any:
    return read_case_file(CASES / name)


@cache
def evaluator(client: str) -> ItemEvaluator:
    return evaluator_for(edition(client, View.MENTOR))


@cache
def made_evaluator() -> ItemEvaluator:
    """This repository's tables for a made client: that of settled_client.yml with two approvals added."""
    with tempfile.TemporaryDirectory() as folder:
        client = load_client(whole_workspace(Path(folder)), "north-wind")[0]
    assert client is not None
    approvals = client.policy.approvals
    assert approvals.chain
    added = (
        approvals.chain[0].model_copy(update={"matters": (matter,), "approver": approver})
        for matter, approver in (("put_right", "legal-counsel"), ("effect", "press-deputy"))
    )
    approvals = approvals.model_copy(update={"chain": (*approvals.chain, *added)})
    policy = client.policy.model_copy(update={"approvals": approvals})
    made, problems = compose(loaded()[0], replace(client, policy=policy), View.MENTOR, MADE_ON)
    assert made is not None, problems
    return evaluator_for(made)


@cache
def loaded() -> tuple[Programme, tuple[Client, ...]]:
    programme, problems = load_programme(REPOSITORY)
    assert programme is not None, problems
    clients = tuple(load_client(REPOSITORY, client)[0] for client in CLIENTS)
    return programme, tuple(client for client in clients if client)


def typed(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts of a case as the tables know them."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in facts.items()}
