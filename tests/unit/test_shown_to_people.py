"""What `check` and `policy` print for a person: how to see notes, and values as they are written."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Immerse


@pytest.mark.parametrize(
    ("setting", "shown"),
    [
        ("client.jurisdictions", "client.jurisdictions = GB  "),
        (
            "centre.desks",
            "\n    - id: main, title: London, timezone: Europe/London, days: [mon, tue, wed, thu, fri], open: ",
        ),
        ("centre.languages", "centre.languages = 1 entry  "),
        ("site.release.changelog", "\n    - First edition\n"),
        ("response.targets.P1.clock", "response.targets.P1.clock = wall  "),
    ],
)
def test_a_value_is_shown_as_a_person_writes_it(setting: str, shown: str, workspace: Path, immerse: Immerse) -> None:
    assert shown in immerse("policy", "acme-works", setting).out


@pytest.mark.parametrize(("words", "told"), [((), " (--notes shows them)"), (("--notes",), "")])
def test_a_count_of_notes_says_how_to_see_them(
    words: tuple[str, ...], told: str, workspace: Path, immerse: Immerse
) -> None:
    assert immerse("new", "lesson", "FST-L2").code == 0
    assert immerse("check", *words).err == f"1 client: 0 errors, 0 warnings, 0 waived, 2 notes{told}\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ("policy", "acme-works", "topics.claims"),
            "acme-works has no value for topics.claims_register; immerse explain",
        ),
        (("policy", "acme-works", "topic"), "acme-works has no value for topics.approved, topics.claims_register, "),
        (("policy", "acme-works", "client.brand"), "acme-works has no value for client.brands; immerse explain client"),
        (("policy",), "name a client: acme-works"),
        (("serve",), "name a client: acme-works"),
        (("answers",), "name a client: acme-works"),
        (("questions",), "name a client: acme-works"),
    ],
)
def test_what_is_missing_is_named(workspace: Path, immerse: Immerse, words: tuple[str, ...], sentence: str) -> None:
    done = immerse(*words)
    assert (done.code, done.out) == (2, "")
    assert sentence in done.err
