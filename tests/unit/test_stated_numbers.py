"""Numbers that people wrote by hand are those of the code.

Pages of rules, templates and messages take their numbers from the code. Here are documents, and texts of the theme,
which a browser gets as they are.
"""

from __future__ import annotations

import pytest
from immerse.checking.markup import DEEPEST, LONGEST
from immerse.loading.file_kinds import KINDS
from immerse.model.bounds import LARGEST_PAGE
from immerse.model.public_keys import KEY_YEARS
from immerse.records import strict_json
from immerse.records.entry_shapes import LONGEST_EVENT, LONGEST_TEXT, MOST_ENTRIES, MOST_ITEMS, SIGNING
from immerse.records.format import MOST_BYTES
from immerse.signing.deciding import WEEKS
from immerse.signing.keycards import ROUNDS
from immerse.signing.passphrases import LEAST_CHARACTERS, LEAST_WORDS
from immerse.signing.requests import LONGEST_NAME
from immerse.signing.warning import LATEST
from immerse.words.durations import in_a_sentence
from immerse.words.english import join, spelled
from site_fixtures import REPOSITORY

PASSPHRASE = f"{spelled(LEAST_WORDS)} different words"
OPEN = in_a_sentence(SIGNING["open_minutes"])
WORDS = "generator/immerse/theme/assets/immerse/words/en"
IN_DOCUMENTS = [
    ("docs/signing.md", f"A key is valid for {spelled(KEY_YEARS)} years"),
    ("docs/signing.md", f"A passphrase has {PASSPHRASE} or {LEAST_CHARACTERS} characters"),
    ("docs/signing.md", f"`iterations` ({ROUNDS})"),
    ("docs/sign-off.md", f"a passphrase of {PASSPHRASE} or more"),
    (f"{WORDS}/enrol.mjs", f"at least {PASSPHRASE}, or {LEAST_CHARACTERS} characters"),
    (f"{WORDS}/enrol.mjs", f"{PASSPHRASE.capitalize()} or more, or {LEAST_CHARACTERS} characters"),
    (f"{WORDS}/enrol.mjs", f"Too short so far: {PASSPHRASE}, or {LEAST_CHARACTERS} characters"),
    (f"{WORDS}/enrol.mjs", f"in one line, {LONGEST_NAME} characters at most"),
    (f"{WORDS}/record.mjs", f"at least {PASSPHRASE}, or {LEAST_CHARACTERS} characters"),
    (f"{WORDS}/record.mjs", f"a name in one line, {LONGEST_NAME} characters at most"),
    (f"{WORDS}/record.mjs", f"with points between them, {LONGEST_EVENT:,} characters at most"),
    (f"{WORDS}/record.mjs", f"a list of one to {spelled(MOST_ITEMS)} different items"),
    (f"{WORDS}/record.mjs", f"a text of 1 to {LONGEST_TEXT:,} characters"),
    (f"{WORDS}/sign.mjs", f"The key is open for {OPEN}"),
    (f"{WORDS}/signing.mjs", f"put off by {spelled(WEEKS[0])} to {spelled(WEEKS[1])} weeks"),
    (f"{WORDS}/signing.mjs", f"more than {spelled(LATEST // 7)} weeks after it was seen"),
    ("docs/sign-off.md", f"The key stays open for {OPEN}"),
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
