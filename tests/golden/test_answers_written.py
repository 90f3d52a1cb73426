"""What `answers` writes: each file the old one or the new one, whatever happens on the way."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from command_line import Immerse
from filled_in import CLIENT, edited, typed
from immerse.problems import ImmerseError
from immerse.questionnaire.answer_import import read_answers, write_answers
from immerse.questionnaire.client_questions import questions_for
from killing import failing
from site_fixtures import files_of


def filled_agency(asked_agency: Path) -> Path:
    return edited(asked_agency, typed("client.name", "Harbour"))


def act(root: Path, file: Path) -> None:
    write_answers(root, read_answers(root, questions_for(root, "harbour-foods"), (file,), date.today()))


@pytest.mark.parametrize(("number", "name"), [(1, "policy.yml"), (2, "answers.yml")])
def test_a_full_disk_leaves_each_file_as_it_was(
    number: int, name: str, asked_agency: Path, immerse: Immerse, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, folder = filled_agency(asked_agency), asked_agency / CLIENT
    before = files_of(folder)
    with monkeypatch.context() as patch:
        failed = failing(patch, "full", number)
        done = immerse("-C", asked_agency, "answers", "harbour-foods", file, "--yes")
    assert failed and done.code == 2
    assert f"{folder / name} cannot be written: No space left on device" in done.err
    assert files_of(folder).keys() == before.keys()
    assert immerse("-C", asked_agency, "answers", "harbour-foods", file, "--yes").code == 0
    assert immerse("-C", asked_agency, "answers", "harbour-foods", file).code == 0


def test_a_policy_that_somebody_changed_meanwhile_is_left_alone(asked_agency: Path) -> None:
    asked = questions_for(asked_agency, "harbour-foods")
    found = read_answers(asked_agency, asked, (filled_agency(asked_agency),), date.today())
    policy = asked_agency / CLIENT / "policy.yml"
    policy.write_bytes(policy.read_bytes() + b"# mine\n")
    with pytest.raises(ImmerseError, match="was changed meanwhile"):
        write_answers(asked_agency, found)
    assert policy.read_bytes().endswith(b"# mine\n")
