"""Triage practice: what stands in practice.json for a client, and what never does."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from immerse.deciding.item_evaluator import SharedEvaluator
from immerse.deciding.practice_queues import practice_of
from immerse.exporting.practice_file import practice_json
from immerse.model.edition import Edition
from immerse.model.site_view import View
from loading_cases import change_workspace
from page_cases import CASES, MadeSite, read_case, workspace_of_case

MODULES = {"FST": "first-steps", "SND": "second", "THD": "third"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> MadeSite:
    """A client whose programme has the same cards in three modules."""
    root = workspace_of_case({"begins_with": "deciding/drilled.yml"}, tmp_path_factory.mktemp("practice"))
    change_workspace(root, read_case(CASES / "deciding" / "practised.yml")["changes"])
    curriculum = root / "curriculum"
    for code, folder in MODULES.items():
        for path in (curriculum / "first-steps").rglob("*.yml"):
            copy = curriculum / folder / path.relative_to(curriculum / "first-steps")
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(path.read_text("utf-8").replace("FST", code), "utf-8")
    listed = {"modules: [first-steps]": f"modules: [{', '.join(MODULES.values())}]"}
    change_workspace(root, {"curriculum/curriculum.yml": {"edit": listed}})
    return MadeSite(root)


@pytest.fixture(scope="module")
def made(site: MadeSite) -> Edition:
    return site.edition(View.TRAINEE)


@pytest.fixture(scope="module")
def practice(made: Edition) -> Any:
    return written(made)


def written(made: Edition) -> Any:
    return json.loads(practice_json(made, practice_of(made, SharedEvaluator())))


def ids(*names: str) -> set[str]:
    """The same cards of each module."""
    return {f"{code}-{name}" for code in MODULES for name in names}


def test_the_cards_are_those_that_tables_decide_and_nobody_hands_out(practice: Any) -> None:
    found = [card["id"] for card in practice["cards"]]
    assert len(found) == len(set(found))
    practised = ("shop", "hours", "rent", "fee", "smoke", "both", "spam", "hour")
    assert set(found) == ids(*(f"D1/{name}" for name in practised), "D2/sum")


def test_every_card_has_an_answer_of_this_client(made: Edition, practice: Any) -> None:
    assert set(practice["owners"]) <= {str(one.title) for one in made.client.policy.escalation.contacts.values()}
    for card in practice["cards"]:
        answer = card["answer"]
        assert answer["priority"] in ("P1", "P2", "P4") and answer["rows"], card
        assert answer["left"] == card["id"].endswith("/spam"), card
        assert answer["owner"] in ("" if answer["left"] else practice["owners"]), card
        assert card["text"] and card["note"] and "{{" not in card["text"] + card["note"]


def test_twenty_queues_mix_the_modules_and_fit_into_ten_minutes(practice: Any) -> None:
    decks = practice["decks"]
    assert len(decks) == len({deck["begins"] for deck in decks}) == 20
    for deck in decks:
        cards = [arrival["card"] for arrival in deck["arrivals"]]
        waits = [arrival["after"] for arrival in deck["arrivals"]]
        assert len(set(cards)) == len(cards) == 12
        assert Counter(id[:3] for id in cards) == dict.fromkeys(MODULES, 4)
        assert waits[0] == 0 and waits == sorted(set(waits)) and waits[-1] < 600
        for arrival in deck["arrivals"]:
            answer = arrival["answer"]
            assert answer["posted"].startswith(deck["begins"][:3])
            assert bool(answer["due"]) != answer["left"]


def test_queues_differ_between_clients_and_are_the_same_each_time(made: Edition, practice: Any) -> None:
    other = written(replace(made, client=replace(made.client, id="south-wind")))
    first = [[deck["arrivals"][0]["card"] for deck in one["decks"]] for one in (practice, other)]
    assert first[0] != first[1]
    assert written(made) == practice


def test_the_same_card_is_due_at_another_time_in_another_queue(practice: Any) -> None:
    own = {card["id"]: card["answer"]["due"] for card in practice["cards"]}
    arrivals = [one for deck in practice["decks"] for one in deck["arrivals"] if one["card"] == "FST-D1/rent"]
    moved = [one["answer"]["due"] for one in arrivals if one["answer"]["due"] != own["FST-D1/rent"]]
    assert own["FST-D1/rent"] and len({str(due) for due in moved}) > 1


def test_a_card_that_speaks_of_its_hour_is_in_no_queue(practice: Any) -> None:
    queued = {arrival["card"] for deck in practice["decks"] for arrival in deck["arrivals"]}
    assert queued == ids(*(f"D1/{name}" for name in ("shop", "hours", "rent", "fee", "smoke", "both", "spam")))


def test_nothing_assessed_is_practised_and_a_planted_use_would_show(site: MadeSite) -> None:
    made = site.edition(View.MENTOR)
    assert not {card.id for card in practice_of(made, SharedEvaluator()).cards} & ids("D3/secret")
    modules = tuple(
        module.model_copy(
            update={"drills": module.drills.model_copy(update={"drills": tuple(map(opened, module.drills.drills))})}
        )
        for module in made.programme.modules
        if module.drills
    )
    planted = replace(made, programme=made.programme.model_copy(update={"modules": modules}))
    assert {card.id for card in practice_of(planted, SharedEvaluator()).cards} >= ids("D3/secret")


def opened(drill: Any) -> Any:
    return drill.model_copy(update={"use": "practice", "held_back": False})


def test_a_programme_without_tables_has_no_practice(made: Edition) -> None:
    playbooks = tuple(one.model_copy(update={"decision_tables": ()}) for one in made.programme.playbooks)
    bare = replace(made, programme=made.programme.model_copy(update={"playbooks": playbooks}))
    assert bare.programme.practised() == ()
    assert practice_of(bare, SharedEvaluator()).cards == ()


def test_too_few_cards_make_no_queue(made: Edition) -> None:
    bare = replace(made, programme=made.programme.model_copy(update={"modules": made.programme.modules[:1]}))
    found = written(bare)
    assert found["cards"] and found["decks"] == []


def test_a_card_without_a_time_of_its_own_has_the_clock_of_its_priority(practice: Any) -> None:
    clocks = {
        card["answer"]["priority"]: card["answer"]["clock"] for card in practice["cards"] if not card["answer"]["left"]
    }
    untimed = [card for card in practice["cards"] if not card["answer"]["posted"] and not card["answer"]["left"]]
    assert untimed and all(card["answer"]["clock"] in ("wall", "cover") for card in untimed), clocks
