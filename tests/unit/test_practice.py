"""Triage practice: what stands in practice.json for each client, and what never does."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from immerse.deciding.item_evaluator import SharedEvaluator
from immerse.deciding.practice_queues import practice_of
from immerse.exporting.practice_file import practice_json
from immerse.model.edition import View
from immerse.model.programme import Programme
from site_fixtures import CLIENTS, edition

MODULES = ("CRI", "LIS", "REL", "RSP", "TRI")


def written(client: str) -> Any:
    made = edition(client, View.TRAINEE)
    return json.loads(practice_json(made, practice_of(made, SharedEvaluator())))


@pytest.mark.parametrize("client", CLIENTS)
def test_every_card_has_an_answer_of_this_client(client: str) -> None:
    practice = written(client)
    cards = {card["id"]: card for card in practice["cards"]}
    assert len(cards) == len(practice["cards"]) >= 120
    assert {id[:3] for id in cards} == set(MODULES)
    contacts = {str(one.title) for one in edition(client, View.TRAINEE).client.policy.escalation.contacts.values()}
    assert set(practice["owners"]) <= contacts
    for card in cards.values():
        answer = card["answer"]
        assert answer["priority"] in ("P1", "P2", "P3", "P4") and answer["rows"], card
        assert bool(answer["owner"]) != answer["left"], card
        assert answer["owner"] in ("", *practice["owners"]), card
        assert card["text"] and card["note"] and "{{" not in card["text"] + card["note"]


@pytest.mark.parametrize("client", CLIENTS)
def test_twenty_queues_mix_the_modules_and_fit_into_ten_minutes(client: str) -> None:
    practice = written(client)
    decks = practice["decks"]
    assert len(decks) == len({deck["begins"] for deck in decks}) == 20
    for deck in decks:
        cards = [arrival["card"] for arrival in deck["arrivals"]]
        waits = [arrival["after"] for arrival in deck["arrivals"]]
        assert len(set(cards)) == len(cards) == 12
        assert min(Counter(id[:3] for id in cards).values()) >= 2
        assert waits[0] == 0 and waits == sorted(set(waits)) and waits[-1] < 600
        for arrival in deck["arrivals"]:
            answer = arrival["answer"]
            assert answer["posted"].startswith(deck["begins"][:3])
            assert answer["left"] or answer["due"] or not answer["clock"]


def test_queues_differ_between_clients_and_are_the_same_each_time() -> None:
    one, other = written(CLIENTS[0])["decks"], written(CLIENTS[1])["decks"]
    assert [deck["arrivals"][0]["card"] for deck in one] != [deck["arrivals"][0]["card"] for deck in other]
    assert one == written(CLIENTS[0])["decks"]


def test_the_same_card_is_due_at_another_time_in_another_queue() -> None:
    practice = written("northgate")
    own = {card["id"]: card["answer"]["due"] for card in practice["cards"]}
    moved = [one for deck in practice["decks"] for one in deck["arrivals"] if one["answer"]["due"] != own[one["card"]]]
    assert moved


def test_a_card_that_speaks_of_its_hour_is_in_no_queue() -> None:
    practice = written("northgate")
    queued = {arrival["card"] for deck in practice["decks"] for arrival in deck["arrivals"]}
    asked = {card["id"] for card in practice["cards"]}
    fixed = {f"{drill.id}/{card.id}" for drill in loaded().drills() for card in drill.practised() if card.fixed}
    assert fixed and fixed <= asked and not fixed & queued
    sums = {id for id in asked if id.startswith("TRI-D4/")}  # their keys count from the hour that they state
    assert sums and not sums & queued


def loaded() -> Programme:
    return edition("northgate", View.TRAINEE).programme


def assessed(programme: Programme) -> set[str]:
    return {str(drill.id) for drill in programme.drills() if drill.use == "assessed"}


def test_nothing_assessed_is_practised_and_a_planted_use_would_show() -> None:
    made = edition("northgate", View.MENTOR)
    hidden = assessed(made.programme)
    practice = practice_of(made, SharedEvaluator())
    assert hidden and not {card.id.partition("/")[0] for card in practice.cards} & hidden
    modules = tuple(
        module.model_copy(
            update={"drills": module.drills.model_copy(update={"drills": tuple(map(opened, module.drills.drills))})}
        )
        if module.drills
        else module
        for module in made.programme.modules
    )
    planted = replace(made, programme=made.programme.model_copy(update={"modules": modules}))
    assert {card.id.partition("/")[0] for card in practice_of(planted, SharedEvaluator()).cards} & hidden


def opened(drill: Any) -> Any:
    return drill.model_copy(update={"use": "practice", "held_back": False})


def test_a_programme_without_tables_has_no_practice() -> None:
    made = edition("northgate", View.TRAINEE)
    playbooks = tuple(one.model_copy(update={"decision_tables": ()}) for one in made.programme.playbooks)
    bare = replace(made, programme=made.programme.model_copy(update={"playbooks": playbooks}))
    assert bare.programme.practised() == ()
    assert practice_of(bare, SharedEvaluator()).cards == ()
