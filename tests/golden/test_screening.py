"""Rules look at the texts that a screen catches, and find in them what they find in all texts."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from calls import calls_of
from checking_cases import CASES, read_case, rich_workspace, workspace_of_case
from immerse.checking.rules import RULES
from immerse.loading.layout import client_ids
from immerse.model.lesson import Lesson, Section
from immerse.model.owned_text import OwnedText, owned_texts
from immerse.model.playbook import Playbook, Step
from immerse.model.screening import SCREENS, ScreenedTexts, Screening, names_of_screens
from immerse.model.text import Prose
from immerse.pipeline.check import check_workspace
from immerse.pipeline.source import read_source
from immerse.storage.store import Store

OF_TEXTS = ("markup", "L-10", "L-17", "L-34", "L-41", "L-42", "L-44", "L-70", "L-74", "L-81", "reference", "skeleton")


@pytest.mark.parametrize("rule", OF_TEXTS)
def test_what_was_known_before_hides_no_problem(rule: str, tmp_path: Path) -> None:
    """The second check knows every text of the first one."""
    case = next(one for one in map(read_case, sorted(CASES.glob("*.yml"))) if one["rule"] == rule and one["expect"])
    root = workspace_of_case(case, tmp_path)
    store = Store.of(root)
    on = date.fromisoformat(str(case.get("on", "2026-12-01")))
    found = [check_workspace(root, client_ids(root), on, store).open for _ in range(2)]
    assert found[0] == found[1] and any(problem.rule == rule for problem in found[1])


def text(words: str) -> OwnedText:
    return OwnedText("TRI-L1", frozenset({Lesson, Section}), Prose(words))


def step(words: str) -> OwnedText:
    return OwnedText("PB-01", frozenset({Playbook, Step}), Prose(words))


def test_a_text_is_asked_once_and_is_known_in_the_next_run() -> None:
    link = "See [the list](https://elsewhere.example/list) first."
    (name,) = (name for name in Screening().of(step(link)) if name.endswith("_needs_a_host"))
    first = Screening()
    texts = ScreenedTexts(map(step, (link, "a bilby", link)), first)
    with calls_of(SCREENS[name].catches) as calls:
        assert [str(one.text) for one in texts.caught_in(SCREENS[name])] == [link, link]
        second = Screening(lambda screens: first.to_keep() if screens == names_of_screens() else None)
        assert [name in second.of(step(words)) for words in (link, "a bilby")] == [True, False]
    assert len(calls) == 2 and first.has_news and not second.has_news


def test_the_place_of_a_text_counts() -> None:
    screening = Screening()
    link = Prose("See [the list](https://elsewhere.example/list) first.")
    caught = [screening.of(OwnedText("PB-01", frozenset({model}), link)) for model in (Step, Playbook)]
    assert [any(name.endswith("_needs_a_host") for name in names) for names in caught] == [True, False]


def test_too_many_texts_are_forgotten_but_for_those_met_now() -> None:
    first, second = Screening(), Screening(lambda screens: first.to_keep())
    for words in ("one", "two"):
        first.of(text(words))
    second.of(text("three"))
    kept: dict[Any, dict[str, Any]] = second.to_keep(most=2)
    assert [[*texts] for texts in kept.values()] == [["three"]]


def test_a_source_holds_every_text_of_its_programme(tmp_path: Path) -> None:
    source = read_source(rich_workspace(tmp_path))
    assert source.programme is not None and source.texts is not None
    assert [one.text for one in source.texts.all] == [one.text for one in owned_texts(source.programme, "programme")]


def test_every_rule_that_names_a_screen_is_tried_above() -> None:
    assert set(OF_TEXTS) <= {rule.id for rule in RULES}
