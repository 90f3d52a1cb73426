"""Words that rules look for: no line break hides them, and no short cut loses them."""

from __future__ import annotations

import importlib
import pkgutil
import re
from datetime import date
from pathlib import Path

import immerse.checking
import pytest
from calls import calls_of
from checking_cases import rich_workspace
from hypothesis import given, settings
from hypothesis import strategies as st
from immerse.checking.wording import Wording, unquoted, wording, words
from immerse.loading.layout import client_ids
from immerse.model.owned_text import OwnedText
from immerse.model.screening import ScreenedTexts
from immerse.model.text import Prose
from immerse.pipeline.check import check_workspace


def wordings() -> dict[str, Wording]:
    """Every wording of the rules, by the file and the name that it has there."""
    found = {}
    for module in pkgutil.iter_modules(immerse.checking.__path__):
        for name, value in vars(importlib.import_module(f"immerse.checking.{module.name}")).items():
            if isinstance(value, Wording) and value.stems:
                found[f"{module.name}.{name}"] = value
    return found


WORDINGS = wordings()
AROUND = st.sampled_from(["", " ", "(", "—", "“", "x ", "1 ", "\n", "\u00a0", "/", "'"])


def test_there_are_wordings_to_be_looked_at() -> None:
    assert len(WORDINGS) >= 11


def test_every_text_is_screened_only_for_what_a_rule_asks_for(tmp_path: Path) -> None:
    root = rich_workspace(tmp_path)
    with calls_of(ScreenedTexts.caught_in) as calls:
        check_workspace(root, client_ids(root), date(2026, 12, 1))
    asked = {call.given["screen"].name for call in calls}
    assert {name for name, found in WORDINGS.items() if found.screen.name not in asked} == set()


@pytest.mark.parametrize("name", WORDINGS)
def test_what_a_pattern_matches_holds_one_of_its_stems(name: str) -> None:
    found = WORDINGS[name]
    texts = st.from_regex(found.pattern, alphabet=st.characters(codec="ascii"))

    @settings(max_examples=150)
    @given(AROUND, texts, AROUND)
    def holds(before: str, text: str, behind: str) -> None:
        whole = before + text + behind
        if found.pattern.search(whole):
            assert found.may_be_in(owned(whole))

    holds()


@pytest.mark.parametrize("text", ["Buy reviews.", "buy likes% today", "Order 500 likes."])
def test_what_is_bought_is_found(text: str) -> None:
    found = WORDINGS["identity._INVENTED"]
    assert found.pattern.search(text) and found.may_be_in(owned(text))


def test_a_wording_made_later_is_found_in_a_text_that_was_searched_before() -> None:
    text = owned("Ask a quokka before you ask a wombat.")
    assert not WORDINGS["identity._INVENTED"].may_be_in(text) and " quokka" not in text.stems[1]
    assert wording(" quokka| wombat", r"\bquokkas?\b").may_be_in(text)
    assert not wording(" quokkas| koala", r"\bkoalas?\b").may_be_in(text)


def test_a_stem_that_is_missing_is_found_out() -> None:
    found = wording("star", r"\b(?:5|five)[- ]stars?\b|\bpositive reviews?\b")
    text = "a positive review"
    assert found.pattern.search(text) and not found.may_be_in(owned(text))


@pytest.mark.parametrize("gap", [" ", "\n", "  ", "\n    ", "  \n\t ", "\u00a0"])
def test_a_blank_of_a_pattern_is_any_that_a_reader_takes_for_one(gap: str) -> None:
    text = f"Open a second{gap}account today."
    assert words(r"\bsecond accounts?\b").search(text)
    assert [*wording("second account", r"\bsecond accounts?\b").found_in([owned(text)])]


@pytest.mark.parametrize("gap", ["\n\n", "", "-", "\n- ", ' "x" ', " `x` ", ". "])
def test_words_that_something_parts_are_no_neighbours(gap: str) -> None:
    found = wording("second|account", r"\bsecond accounts?\b")
    assert not [*found.found_in([owned(f"Open a second{gap}account today.")])]


def test_a_blank_in_a_class_stays_what_it_is() -> None:
    assert words(r"sock[- ]?puppets?").pattern == r"sock[- ]?puppets?"
    assert words(r"a\ b").pattern == words("a b").pattern


@pytest.mark.parametrize(
    ("text", "is_said"),
    [
        ("Open a second account. Never do it.", True),
        ("Never open a second account.", False),
        ("Not this. Open a second account.", True),
        ("- never\n- open a second account", True),
        ("Do not, under\nno condition, open a second account", False),
        ('He said "open a second account" to us.', False),
    ],
)
def test_a_sentence_that_denies_says_nothing(text: str, is_said: bool) -> None:
    assert bool([*wording("second", r"\bsecond accounts?\b").found_in([owned(text)])]) is is_said


@given(st.text(alphabet='ab "“”„«»`*>{}[]()\n', max_size=60))
def test_what_is_quoted_is_blanked_and_everything_stays_in_its_place(text: str) -> None:
    plain = unquoted(text)
    assert len(plain) == len(text) and re.sub(r"\S", "", plain).count("\n") == text.count("\n")
    assert all(new in (old, " ") for new, old in zip(plain, text, strict=True))


def owned(text: str) -> OwnedText:
    return OwnedText("x", frozenset(), Prose(text))
