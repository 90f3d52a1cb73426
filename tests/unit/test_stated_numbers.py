"""Numbers that people wrote by hand are those of the code.

Pages of rules, templates, messages, questions and the texts of pages take their numbers from the code. Here are
documents, and a search for numbers in questions and in texts of pages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
import yaml
from immerse.checking.markup import DEEPEST, LONGEST
from immerse.loading.file_kinds import KINDS
from immerse.model.bounds import LARGEST_PAGE
from immerse.model.public_keys import KEY_YEARS
from immerse.model.shared import shared
from immerse.questionnaire.catalogue import catalogued
from immerse.records import strict_json
from immerse.records.entry_shapes import LONGEST_EVENT, LONGEST_TEXT, MOST_ENTRIES, PATTERNS, SIGNING
from immerse.records.format import MOST_BYTES
from immerse.signing.jws import SIGNATURE_BYTES
from immerse.signing.keycards import ROUNDS
from immerse.signing.passphrases import LEAST_CHARACTERS, LEAST_WORDS
from immerse.words.durations import in_a_sentence
from immerse.words.english import join, spelled
from site_fixtures import REPOSITORY

PASSPHRASE = f"{spelled(LEAST_WORDS)} different words"
OPEN = in_a_sentence(SIGNING["open_minutes"])
IN_DOCUMENTS = [
    ("docs/signing.md", f"A key is valid for {spelled(KEY_YEARS)} years"),
    ("docs/signing.md", f"A passphrase has {PASSPHRASE} or {LEAST_CHARACTERS} characters"),
    ("docs/signing.md", f"`iterations` ({ROUNDS})"),
    ("docs/sign-off.md", f"a passphrase of {PASSPHRASE} or more"),
    ("docs/sign-off.md", f"The key stays open for {OPEN}"),
    ("docs/rules.md", f"{spelled(SIGNING['placed_weeks'])} weeks later the gate after the rotation is decided"),
    ("docs/signing.md", f"stays in memory for at most {OPEN}"),
    ("docs/design.md", f"a page of more than {LARGEST_PAGE:,} characters"),
    ("docs/writing.md", f"at most {LONGEST:,} characters, and lists are nested at most {spelled(DEEPEST)} deep"),
    ("docs/writing.md", f"The kinds of file are {join(f'`{kind}`' for kind in KINDS)}."),
    ("docs/records.md", f"more than {MOST_BYTES // 2**20} MiB, more than {MOST_ENTRIES:,} entries"),
    ("docs/records.md", f"a text of more than {LONGEST_TEXT:,} characters"),
    ("docs/records.md", f"nested more than {spelled(strict_json.DEEPEST)} deep"),
    ("docs/records.md", f"An event has at most {LONGEST_EVENT:,} characters"),
]


@pytest.mark.parametrize(("name", "words"), IN_DOCUMENTS)
def test_a_text_states_the_number_that_the_code_uses(name: str, words: str) -> None:
    assert words in " ".join((REPOSITORY / name).read_text("utf-8").split())


COUNTED = "words|characters|letters|bytes|[KMG]i?B|minutes|hours|days|weeks|months|items"
COUNT = rf"\b(?:\d[\d,]*|{'|'.join(map(spelled, range(2, 21)))})"
NUMBER = re.compile(rf"{COUNT}(?: different)? (?:{COUNTED})\b|{COUNT} or more|\bone \w+ a (?:year|month|week)\b", re.I)
OF_FORMATS = {"record.wanted.name", "record.wanted.slug", "record.fault.event-signature"}
"""Texts that state what a pattern or an algorithm fixes."""


def numbers_by_hand(texts: Mapping[str, str | dict[str, str]]) -> set[str]:
    """The keys of texts that state how much is allowed without a placeholder."""
    forms = {key: [text] if isinstance(text, str) else [*text.values()] for key, text in texts.items()}
    return {key for key, said in forms.items() if any(map(NUMBER.search, said))}


def test_a_text_of_a_page_takes_its_numbers_from_the_code() -> None:
    files = sorted((REPOSITORY / "generator/immerse/theme/assets/immerse/words/en").glob("*.mjs"))
    texts = {key: text for path in files for key, text in shared(f"words/en/{path.stem}").items()}
    assert len(texts) > 500 and numbers_by_hand(texts) == OF_FORMATS
    assert texts["record.wanted.slug"].endswith("60 characters at most") and "{1,60}" in PATTERNS["slug"]
    assert texts["record.wanted.name"].endswith("60 characters at most") and "{1,60}" in PATTERNS["name"]
    assert f"{SIGNATURE_BYTES} bytes" in texts["record.fault.event-signature"]


def test_a_number_by_hand_in_a_text_of_a_page_is_found() -> None:
    planted = {"a": "80 characters at most", "b": {"one": "a week", "other": "two weeks"}, "c": "{n} words, two files"}
    assert numbers_by_hand(planted | {"d": "three or more", "e": "Does one exercise a year begin"}) == set("abde")


def test_a_question_takes_its_numbers_from_the_code() -> None:
    files = (REPOSITORY / "generator/immerse/questionnaire/questions").glob("*.yml")
    entries = {path: entry for file in files for path, entry in yaml.safe_load(file.read_bytes()).items()}
    asked = {path: " ".join(entry.get(key, "") for key in ("why", "ask")) for path, entry in entries.items()}
    assert len(asked) > 200 and numbers_by_hand(asked) == set()
    assert "in twelve months" in catalogued()["crisis.exercise.out_of_hours"]["ask"]
