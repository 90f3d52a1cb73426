"""Numbers in the pages of `immerse explain`, in documents and in texts of the theme are those of the code."""

from __future__ import annotations

import pytest
from immerse.checking.expiry import SOON_DAYS
from immerse.checking.markup import DEEPEST, LONGEST
from immerse.checking.rules import BY_ID
from immerse.loading.file_kinds import KINDS
from immerse.model.policy.approvals import DRAFTING
from immerse.model.policy.centre import TESTED_DAYS
from immerse.model.policy.legal import REGULATED_DAYS
from immerse.model.policy.wellbeing import CHECKED_DAYS
from immerse.model.public_keys import KEY_YEARS
from immerse.planning.weights import LARGEST
from immerse.records import strict_json
from immerse.records.entry_shapes import LONGEST_EVENT, LONGEST_TEXT, MOST_ENTRIES, SIGNING
from immerse.records.format import MOST_BYTES
from immerse.signing.deciding import EXTENSIONS, WEEKS
from immerse.signing.keycards import ROUNDS
from immerse.signing.passphrases import LEAST_CHARACTERS, LEAST_WORDS
from immerse.words.english import join, spelled
from site_fixtures import REPOSITORY

IN_RULES = [
    ("size", f"more than {LARGEST:,} characters of HTML"),
    ("L-24", f"an approval and {spelled(DRAFTING)} minutes of drafting"),
    ("L-76", f"{spelled(DRAFTING)} minutes of drafting"),
    ("L-38", f"checked within {CHECKED_DAYS} days; if the {CHECKED_DAYS} days end within {SOON_DAYS} days"),
    ("L-40", f"does not end within {SOON_DAYS} days (warning)"),
    ("L-43", f"one within {SOON_DAYS} days is a warning"),
    ("L-43", f"verified again within a year, in a regulated sector within {REGULATED_DAYS} days"),
    ("L-82", f"last tested more than {TESTED_DAYS} days ago"),
    ("L-95", f"made {SOON_DAYS} days before the last key of a person ends"),
    ("L-95", f"A key lasts {spelled(KEY_YEARS)} years at most"),
]
PASSPHRASE = f"{spelled(LEAST_WORDS)} different words"
TIMES = {1: "once", 2: "twice"}
OPEN = {15: "a quarter of an hour", 30: "half an hour"}[SIGNING["open_minutes"]]
WORDS = "generator/immerse/theme/assets/immerse/words/en"
TEMPLATES = "generator/immerse/rendering/templates"
IN_DOCUMENTS = [
    ("docs/signing.md", f"A key is valid for {spelled(KEY_YEARS)} years"),
    ("docs/signing.md", f"A passphrase has {PASSPHRASE} or {LEAST_CHARACTERS} characters"),
    ("docs/signing.md", f"`iterations` ({ROUNDS})"),
    ("docs/sign-off.md", f"a passphrase of {PASSPHRASE} or more"),
    (f"{WORDS}/enrol.mjs", f"at least {PASSPHRASE}, or {LEAST_CHARACTERS} characters"),
    (f"{WORDS}/enrol.mjs", f"{PASSPHRASE.capitalize()} or more, or {LEAST_CHARACTERS} characters"),
    (f"{WORDS}/record.mjs", f"at least {PASSPHRASE}, or {LEAST_CHARACTERS} characters"),
    (f"{TEMPLATES}/sign_first.html.jinja", f"{PASSPHRASE.capitalize()} or more, or {LEAST_CHARACTERS} characters"),
    (f"{TEMPLATES}/sign_gate.html.jinja", f"put off for {WEEKS[0]} to {WEEKS[1]} weeks, at most {TIMES[EXTENSIONS]}"),
    (f"{TEMPLATES}/sign_first.html.jinja", f"the key stays open for {OPEN} at most"),
    (f"{TEMPLATES}/sign_graduate.html.jinja", f"It stays open for {OPEN}"),
    (f"{WORDS}/sign.mjs", f"The key is open for {OPEN}"),
    ("docs/sign-off.md", f"The key stays open for {OPEN}"),
    ("docs/signing.md", f"stays in memory for at most {OPEN}"),
    ("docs/design.md", f"a page of more than {LARGEST:,} characters"),
    ("docs/writing.md", f"at most {LONGEST:,} characters, and lists are nested at most {spelled(DEEPEST)} deep"),
    ("docs/writing.md", f"The kinds of file are {join(f'`{kind}`' for kind in KINDS)}."),
    ("docs/records.md", f"more than {MOST_BYTES // 2**20} MiB, more than {MOST_ENTRIES:,} entries"),
    ("docs/records.md", f"a text of more than {LONGEST_TEXT:,} characters"),
    ("docs/records.md", f"nested more than {spelled(strict_json.DEEPEST)} deep"),
    ("docs/records.md", f"An event has at most {LONGEST_EVENT:,} characters"),
]


@pytest.mark.parametrize(("rule", "words"), IN_RULES)
def test_the_page_of_a_rule_states_the_number_that_the_rule_uses(rule: str, words: str) -> None:
    assert words in " ".join(BY_ID[rule].explanation.split())


@pytest.mark.parametrize(("name", "words"), IN_DOCUMENTS)
def test_a_text_states_the_number_that_the_code_uses(name: str, words: str) -> None:
    assert words in " ".join((REPOSITORY / name).read_text("utf-8").split())
