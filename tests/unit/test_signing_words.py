"""Every reason, gap and warning of signed events has words; the histories give nearly all of them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import immerse.signing
from immerse.checking.explaining import OF_RECORDS
from immerse.records.page_texts import say
from immerse.signing.telling import RULES, gap_phrase, refusal_sentence, warning_sentence
from signing_histories import CASES, told

ROOM = Path(immerse.signing.__file__).parent
_CODES = re.compile(r'return "([a-z]+-[a-z-]+)"|else "([a-z]+-[a-z-]+)"$', re.M)


@cache
def folds() -> list[dict[str, Any]]:
    """What the histories fold to."""
    return [told(case)[1] for case in CASES]


def test_everything_that_a_fold_says_has_words() -> None:
    for said in folds():
        assert say(f"signing.status.{said['status']}")
        for refused in said["refused"]:
            assert refusal_sentence(refused["code"])
        for warning in said["warnings"]:
            assert warning_sentence(warning)
        for item in said["items"].values():
            assert say(f"signing.item.{item['state']}")
        for gate in said["gates"].values():
            assert say(f"signing.gate.{gate['state']}")
        modules = [{**gap, "module": name} for name, one in said["modules"].items() for gap in one["gaps"]]
        parts = [one["gaps"] for group in ("items", "gates") for one in said[group].values()]
        graduation = said["graduation"]["gaps"] if said["graduation"] else []
        for gap in [*graduation, *modules, *(gap for gaps in parts for gap in gaps)]:
            assert gap_phrase(gap, {})


def test_every_code_that_refuses_has_words() -> None:
    """The codes are read from the program, so a new one without words fails here."""
    rooms = ("trusting", "steps", "attesting", "deciding", "graduating", "moving")
    text = "\n".join((ROOM / f"{name}.py").read_text("utf-8") for name in rooms)
    found = {one for pair in _CODES.findall(text) for one in pair if one}
    assert len(found) > 40
    for code in sorted(found):
        assert refusal_sentence(code)


def test_the_rules_of_records_stand_for_codes_that_exist() -> None:
    said = {one["code"] for fold in folds() for one in (*fold["refused"], *fold["warnings"])}
    assert set(RULES) == set(OF_RECORDS)
    assert {code for codes in RULES.values() for code in codes} <= said
