"""What somebody may try on a record, refused for its reason: cases/signing/trusting.json, read by the pages as well."""

from __future__ import annotations

import pytest
from immerse.signing.telling import refusal_sentence
from signing_attacks import ATTACKS, FILE, Attack, as_file, verified


@pytest.mark.parametrize("attack", [pytest.param(attack, id=attack.name) for attack in ATTACKS])
def test_an_attack_is_refused_for_its_reason(attack: Attack) -> None:
    found = verified(attack)
    said = found.fold
    assert [one.code for one in found.refused] == attack.refused
    assert [one["code"] for one in said["refused"]] == attack.forbidden
    assert said["status"] == attack.status
    assert [one["code"] for one in said["warnings"]] == attack.warned
    gaps = {f"{name}:{gap['code']}" for name, one in said["items"].items() for gap in one["gaps"]}
    if said["graduation"]:
        gaps |= {gap["code"] for gap in said["graduation"]["gaps"]}
    assert set(attack.gaps) <= gaps
    assert all(refusal_sentence(one["code"]) for one in found.refusals)


def test_the_case_file_is_what_the_attacks_make() -> None:
    assert FILE.read_text("utf-8") == as_file()
