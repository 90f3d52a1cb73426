"""What `answers` writes: each file the old one or the new one, whatever happens on the way."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest
from command_line import Immerse
from filled_in import CLIENT, edited, typed
from immerse.output.writing import write_whole
from immerse.problems import ImmerseError
from immerse.questionnaire import questions_for, read_answers, write_answers
from test_written_whole import contents, is_unfinished, killed_at


def filled_agency(asked_agency: Path) -> Path:
    return edited(asked_agency, typed("client.name", "Harbour"))


def act(root: Path, file: Path) -> None:
    write_answers(root, read_answers(root, questions_for(root, "harbour-foods"), (file,)))


@pytest.mark.skipif(os.name != "posix", reason="needs fork and SIGKILL")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_kill_at_any_change_leaves_whole_files(asked_agency: Path) -> None:
    file, folder = filled_agency(asked_agency), asked_agency / CLIENT
    before = contents(folder)
    act(asked_agency, file)
    after = contents(folder)
    assert before != after and "answers.yml" in after
    for number in range(1, 99):
        shutil.rmtree(folder)
        for name, content in before.items():
            write_whole(folder / name, content)
        if not killed_at(number, folder, lambda: act(asked_agency, file)):
            break
        found = {name: content for name, content in contents(folder).items() if not is_unfinished(name)}
        for name, content in found.items():
            assert content in (before.get(name), after.get(name)), (number, name)
        assert before.keys() <= found.keys()
        act(asked_agency, file)  # what was cut short can be finished
        assert {name: found for name, found in contents(folder).items() if not is_unfinished(name)} == after
    assert number > 3


@pytest.mark.parametrize("number", [1, 2])
def test_a_full_disk_leaves_each_file_as_it_was(
    number: int, asked_agency: Path, immerse: Immerse, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, folder = filled_agency(asked_agency), asked_agency / CLIENT
    before = contents(folder)
    written: list[Path] = []

    def full(path: Path, content: bytes) -> None:
        written.append(path)
        if len(written) == number:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        write_whole(path, content)

    monkeypatch.setattr("immerse.questionnaire.answering.write_whole", full)
    done = immerse("-C", asked_agency, "answers", "harbour-foods", file, "--yes")
    assert done.code == 2 and f"{written[-1]} cannot be written: No space left on device" in done.err
    assert contents(folder).keys() == before.keys()
    monkeypatch.setattr("immerse.questionnaire.answering.write_whole", write_whole)
    assert immerse("-C", asked_agency, "answers", "harbour-foods", file, "--yes").code == 0
    assert immerse("-C", asked_agency, "answers", "harbour-foods", file).code == 0


def test_a_policy_that_somebody_changed_meanwhile_is_left_alone(asked_agency: Path) -> None:
    found = read_answers(asked_agency, questions_for(asked_agency, "harbour-foods"), (filled_agency(asked_agency),))
    policy = asked_agency / CLIENT / "policy.yml"
    policy.write_bytes(policy.read_bytes() + b"# mine\n")
    with pytest.raises(ImmerseError, match="was changed meanwhile"):
        write_answers(asked_agency, found)
    assert policy.read_bytes().endswith(b"# mine\n")
