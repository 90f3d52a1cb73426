"""A client's word is found however a file is typed, and what belongs to a client is read anew once it changed."""

from __future__ import annotations

import pickle
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from calls import calls_of
from immerse.leaks.common_words import CoreWords
from immerse.leaks.owned_word import WordMatching
from immerse.leaks.owned_words import read_owned_words
from immerse.leaks.packed_words import packed
from immerse.leaks.proof import prove
from immerse.leaks.source_files import SourceFiles
from immerse.leaks.word_registry import WordRegistry
from immerse.storage.store import Store
from site_fixtures import starter

THEIRS = "quayside"
POLICY = f"site_config/clients/{THEIRS}/policy.yml"
LESSON = "curriculum/first-steps/lessons/01-who-is-speaking.yml"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """The starter with a second client."""
    root = starter(tmp_path / "workspace")
    (root / POLICY).parent.mkdir()
    shutil.copyfile(Path(__file__).parents[1] / "cases" / "leaks" / "quayside.yml", root / POLICY)
    return root


TYPED = {
    "letters as escapes": '"Ask Quayside F\\x65rri\\u0065s first."',
    "a line break as an escape": '"Ask Quayside\\nFerries first."',
    "a word that goes on in the next line": '"Ask Quay\\\n      side Ferries first."',
    "a number over lines": "Ask +44\n\n\n          1632 960 411 first.",
    "a letter as an entity": "Ask Quayside Ferr&#105;es first.",
    "a short name in a line of its own": ">-\n      Ask\n      Dory\n      first.",
    "half a sentence over lines": "Nobody sails\n      when the harbour\n      master has closed.",
}
"""What a file says when it is read, and does not say as it is typed, or not in one line."""


@pytest.mark.parametrize("typed", TYPED.values(), ids=TYPED)
def test_a_word_is_found_however_the_file_is_typed(workspace: Path, typed: str) -> None:
    path = workspace / LESSON
    text = path.read_text("utf-8")
    assert prove(WordRegistry(workspace), "acme-works").problems == ()
    path.write_text(text.replace("  - Reading anger as urgency.", f"  - {typed}"), "utf-8")
    found = prove(WordRegistry(workspace), "acme-works").problems
    assert {one.location.path for one in found} == {LESSON}
    assert all("of client quayside" in one.message for one in found)


def test_an_id_with_which_another_begins_is_one_client_s(workspace: Path) -> None:
    for number in (1, 10):
        folder = workspace / f"site_config/clients/tidal-{number}"
        folder.mkdir()
        (folder / "policy.yml").write_text(f"client:\n  id: {folder.name}\n", "utf-8")
    path = workspace / LESSON
    path.write_text(path.read_text("utf-8").replace("Reading anger as", "Asking Tidal-1 of"), "utf-8")
    assert {one.word for one in prove(WordRegistry(workspace), "acme-works").problems} == {"tidal-1"}


def holdings(root: Path) -> dict[str, WordMatching]:
    """The words of the second client, as the next run would find them."""
    store = Store.of(root)
    found = WordRegistry(root, store).words_of(THEIRS)
    store.flush()
    return {word.shown: word.matching for word in found.words}


def test_what_belongs_to_a_client_is_kept_until_its_file_changes(workspace: Path) -> None:
    first = holdings(workspace)
    assert list((workspace / ".immerse").glob("*/*"))
    assert "Tidewater Rowing" in first and holdings(workspace) == first
    path = workspace / POLICY
    path.write_text(path.read_text("utf-8").replace("Tidewater Rowing", "Saltmarsh Rowing"), "utf-8")
    assert "Saltmarsh Rowing" in holdings(workspace) and "Tidewater Rowing" not in holdings(workspace)


def test_kept_words_are_the_words(workspace: Path) -> None:
    read = read_owned_words(SourceFiles(workspace), THEIRS, CoreWords(()))
    again = pickle.loads(pickle.dumps(packed(read)))
    assert tuple(again.words) == again.words[:] == read.words and len(again.words) == len(read.words) > 5
    assert [vars(word) for word in again.words] == [vars(word) for word in read.words]
    assert replace(again, words=()) == replace(read, words=())


def test_what_belongs_to_a_client_is_kept_until_the_core_changes(workspace: Path) -> None:
    assert holdings(workspace)["Dory"] is WordMatching.ANY_SPELLING
    for number in range(3):
        (workspace / f"playbooks/PB-9{number}-boats.yml").write_text("words: the dory\n", "utf-8")
    assert holdings(workspace)["Dory"] is WordMatching.EVERYDAY


def read_by(root: Path) -> tuple[list[str], list[str]]:
    """(the words of others in the site's sources, the clients whose words were read to find them)."""
    store = Store.of(root)
    with calls_of(read_owned_words) as calls:
        found = [problem.word for problem in prove(WordRegistry(root, store), "acme-works").problems]
    store.flush()
    return found, [call.given["client"] for call in calls]


def test_the_words_of_a_client_are_read_where_one_of_them_is_met(workspace: Path) -> None:
    found, read = read_by(workspace)
    assert found == [] and THEIRS in read
    assert read_by(workspace) == ([], [])
    path = workspace / POLICY
    path.write_text(path.read_text("utf-8").replace("Tidewater Rowing", "Reading anger"), "utf-8")
    again, read = read_by(workspace)
    assert again == ["Reading anger"] and THEIRS in read
    assert read_by(workspace)[0] == again
