"""Who has an item where nobody said which brand it is about, for clients of one brand and of several."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from deciding_cases import evaluator
from immerse.cli import main
from immerse.deciding.item_evaluator import SharedEvaluator
from immerse.deciding.practice_queues import practice_of
from immerse.exporting.practice_file import practice_json
from immerse.model.site_view import View
from site_fixtures import REPOSITORY, edition

QUESTION = {"voice": "question"}
OWNERS = ("ember-care", "dew-care", "crumb-care")


@pytest.mark.parametrize(
    ("client", "facts", "contacts"),
    [
        ("hearthline", QUESTION, OWNERS),
        ("hearthline", {**QUESTION, "brand": "crumb"}, ("crumb-care",)),
        ("kestrel-inlet", QUESTION, ("power-service-manager", "water-service-manager")),
        ("northgate", QUESTION, ("customer-ops-duty",)),
    ],
)
def test_the_owners_of_all_brands_may_have_it(client: str, facts: dict[str, str], contacts: tuple[str, ...]) -> None:
    told = evaluator(client).rule(facts).verdicts[0].told[0]
    assert (told.contact, *told.others) == contacts


def test_what_goes_to_one_contact_for_all_brands_has_no_others() -> None:
    owner = evaluator("hearthline").rule({"harm": "life", "danger_ours": True}).owner
    assert owner is not None
    assert owner.others == ()


def test_practice_asks_for_all_of_them_and_no_time_names_one() -> None:
    made = edition("hearthline", View.TRAINEE)
    practice = json.loads(practice_json(made, practice_of(made, SharedEvaluator())))
    titles = [str(made.client.policy.escalation.contacts[id].title) for id in OWNERS]
    answers = [card["answer"] for card in practice["cards"] if len(card["answer"]["either"]) > 1]
    assert answers
    for answer in answers:
        assert answer["either"] == titles
        assert answer["owner"] == f"{titles[0]}, {titles[1]} or {titles[2]}, whichever of them it concerns"
        assert answer["owner"] in practice["owners"]
        assert not {due["who"] for due in answer["due"]}.intersection(titles)
    assert not set(practice["owners"]).intersection(titles)


def test_the_command_names_them(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(REPOSITORY))
    with pytest.raises(SystemExit):
        main(("drill", "hearthline", "--fact", "voice=question", "--on", "2026-12-01"))
    out = capfd.readouterr().out
    assert "    route       head of Ember customer care (ember-care)" in out
    assert "    or          head of Dew consumer care (dew-care)" in out
    assert "    or          head of Crumb customer care (crumb-care)" in out
