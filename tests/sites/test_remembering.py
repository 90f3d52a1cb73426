"""The files that all clients share are searched once for all of them, and those that said nothing not again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from immerse.leaks.remembering_searcher import RememberingSearcher
from immerse.leaks.searcher import Hit, Searcher
from immerse.pipeline.check import check_workspace
from immerse.storage.store import Store
from pasted_words import FOLDER, LESSON, OURS, THEIRS, house, into_core
from proofs import proof_against
from site_fixtures import DAY

SEARCHER = proof_against({"other": ["Zebra Holdings"], "third": ["Quokka Bank", "+44 20 7946 0018"]}).registry.searcher
TEXTS = (
    "Ask Zebra Holdings and then Quokka Bank.",
    "Zebra Holdings, ZebraHoldings, sgnidloH arbeZ",
    "020 7946 0018, or 020\n7946 0018",
    "Nobody is named.",
)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own"))
    return Store.of(tmp_path)


class NotingSearcher(Searcher):
    """A searcher of the same words that notes the texts in which it searches."""

    def __init__(self) -> None:
        vars(self).update(vars(SEARCHER))
        self.searched: list[str] = []

    def hits(self, text: str, **how: Any) -> Iterator[Hit]:
        """As any searcher."""
        self.searched.append(text)
        return super().hits(text, **how)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("wrapped", [False, True])
def test_it_finds_what_a_searcher_finds_for_each_client(text: str, wrapped: bool, store: Store) -> None:
    remembering = RememberingSearcher(SEARCHER, store, b"words")
    for but in ("", "other", "third", "nobody"):
        expected = [*SEARCHER.hits(text, but=but, wrapped=wrapped)]
        assert [*remembering.hits(text, but=but, wrapped=wrapped)] == expected


def test_a_text_is_searched_once_and_a_silent_one_is_known_in_the_next_run(store: Store) -> None:
    searcher = NotingSearcher()
    for _ in range(2):
        remembering = RememberingSearcher(searcher, store, b"words")
        for text in TEXTS[:1] + TEXTS[3:]:
            for but in ("other", "third"):
                [*remembering.hits(text, but=but)]
        store.flush()
    assert searcher.searched == [TEXTS[0], TEXTS[3], TEXTS[0]]


def test_for_other_words_a_silent_text_is_searched_again(store: Store) -> None:
    searcher = NotingSearcher()
    for words in (b"words", b"other words"):
        [*RememberingSearcher(searcher, store, words).hits(TEXTS[3])]
        store.flush()
    assert searcher.searched == [TEXTS[3]] * 2


def test_a_word_that_came_into_the_core_or_to_a_client_is_found_by_the_next_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own"))
    root = house(tmp_path / "workspace")

    def found() -> list[str]:
        judged = check_workspace(root, (OURS, THEIRS), DAY, Store.of(root))
        return [problem.word for problem in judged.open if problem.rule == "L-71" and problem.word]

    assert found() == []
    into_core(root, "Tidewater Rowing")
    assert found() == found() == ["Tidewater Rowing"]
    lesson = root / LESSON
    lesson.write_text(lesson.read_text("utf-8").replace("Tidewater Rowing", "Saltmarsh Canoes"), "utf-8")
    assert found() == []
    policy = root / FOLDER / THEIRS / "policy.yml"
    policy.write_text(policy.read_text("utf-8").replace("Tidewater Rowing", "Saltmarsh Canoes"), "utf-8")
    assert found() == ["Saltmarsh Canoes"]
