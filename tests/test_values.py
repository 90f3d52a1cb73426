"""Settings and amounts, written for people."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from composed import made
from immerse.model.policy.registry import SETTINGS
from immerse.model.policy.words import say_country, say_language
from immerse.rendering import words
from immerse.rendering.values import Values
from rendered_pages import Outline


def formatted() -> Iterator[tuple[str, str]]:
    edition = made()
    values = Values(edition.client.policy)
    for key, setting in SETTINGS.items():
        group, _, name = key.partition(".")
        value = getattr(getattr(edition.client.policy, group), name)
        if value is not None:
            yield key, values.block(value, "", setting.unit)


def test_settings_are_formatted_for_people() -> None:
    shown = dict(formatted())
    for key, text in shown.items():
        assert not Outline(text).faults, key
        for word in ("True", "False", "None", "Slug", "_min", "_h<", "datetime", "(&#39;"):
            assert word not in text, f"{key}: {word}"
    assert "20 minutes" in shown["response.targets"]
    assert "wall clock" in shown["response.targets"]
    assert "the United Kingdom" in shown["client.jurisdictions"]
    assert "hub and spoke" in shown["client.org_model"]
    assert "English (UK)" in shown["centre.languages"]
    assert "legal counsel" in shown["centre.on_call"]
    assert "31 May 2027" in shown["agency.exit"]
    assert "Retail *Home*" in shown["client.brands"]
    assert "<td>90</td>" in shown["escalation.thresholds"]  # a count, although the setting's unit is minutes
    assert "50%" in shown["rotation.cohort"]


def test_a_telephone_or_a_persons_key_is_never_formatted_by_itself() -> None:
    policy = made().client.policy
    assert "0000" not in Values(policy).block(policy.escalation.contacts)
    assert "tel:+442000000000" in Values(policy, phones=True).block(policy.escalation.contacts)


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (1, "minutes", "1 minute"),
        (90, "minutes", "1 hour 30 minutes"),
        (1440, "minutes", "1 day"),
        (24, "hours", "24 hours"),
        (72, "hours", "3 days"),
        (26, "weeks", "26 weeks"),
        (70, "per cent", "70%"),
        (1500, "", "1,500"),
    ],
)
def test_an_amount_is_said_with_its_unit(value: int, unit: str, said: str) -> None:
    assert words.amount(value, unit) == said


def test_pages_and_texts_call_a_place_and_a_language_the_same() -> None:
    for code in ("GB", "GB-ENG", "US-WA", "CZ", "DE-BE"):
        assert words.country(code) == say_country(code)
    assert words.country("GB-ENG") == "England"
    assert words.country("CZ") == "Czechia"
    assert words.language("en-GB") == say_language("en-GB") == "English (UK)"
    assert (words.country("XX-1"), words.language("xq")) == ("XX-1", "xq")
