"""Numbers in the pages of `immerse explain` and in the documents are those of the code."""

from __future__ import annotations

import pytest
from immerse.checking.expiry import SOON
from immerse.checking.rules import BY_ID
from immerse.model.policy.approvals import DRAFTING
from immerse.model.policy.centre import TESTED_DAYS
from immerse.model.policy.legal import REGULATED_DAYS
from immerse.model.policy.wellbeing import CHECKED_DAYS
from immerse.model.public_keys import KEY_YEARS
from immerse.words.english import spelled
from site_fixtures import REPOSITORY

IN_RULES = [
    ("L-24", f"an approval and {spelled(DRAFTING)} minutes of drafting"),
    ("L-76", f"{spelled(DRAFTING)} minutes of drafting"),
    ("L-38", f"checked within {CHECKED_DAYS} days; if the {CHECKED_DAYS} days end within {SOON.days} days"),
    ("L-40", f"does not end within {SOON.days} days (warning)"),
    ("L-43", f"one within {SOON.days} days is a warning"),
    ("L-43", f"verified again within a year, in a regulated sector within {REGULATED_DAYS} days"),
    ("L-82", f"last tested more than {TESTED_DAYS} days ago"),
    ("L-95", f"made {SOON.days} days before the last key of a person ends"),
    ("L-95", f"A key lasts {spelled(KEY_YEARS)} years at most"),
]
IN_DOCUMENTS = [
    ("docs/signing.md", f"A key is valid for {spelled(KEY_YEARS)} years"),
]


@pytest.mark.parametrize(("rule", "words"), IN_RULES)
def test_the_page_of_a_rule_states_the_number_that_the_rule_uses(rule: str, words: str) -> None:
    assert words in " ".join(BY_ID[rule].explanation.split())


@pytest.mark.parametrize(("name", "words"), IN_DOCUMENTS)
def test_a_document_states_the_number_that_the_code_uses(name: str, words: str) -> None:
    assert words in " ".join((REPOSITORY / name).read_text("utf-8").split())
