"""What belongs to a client: what is looked for in every other client's site and sources."""

from __future__ import annotations

import gzip
import json
from importlib.resources import files
from pathlib import Path

import loading_cases
import pytest
from immerse.leaks.common_words import CoreWords, is_frequent
from immerse.leaks.folded_text import letters_in
from immerse.leaks.owned_word import OwnedWord, WordMatching
from immerse.leaks.owned_words import OwnedWords, looked_for, read_owned_words
from immerse.leaks.searcher import Searcher
from immerse.leaks.source_files import SourceFiles
from immerse.model.identifying import WordKind


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return loading_cases.make_workspace(tmp_path, {})


def _owned(root: Path, policy: str, *core: str) -> OwnedWords:
    folder = root / "site_config/clients/harbour"
    folder.mkdir(exist_ok=True)
    (folder / "policy.yml").write_text(policy, encoding="utf-8")
    return read_owned_words(SourceFiles(root), "harbour", CoreWords(core))


HARBOUR = """
client:
  id: harbour
  name: Harbour Inn   # next to Corner Bakery
  group: tidewater
  brands: [{id: main, name: Saltmarsh}, {id: two, name: Ox}, {id: three, name: Progress}, {id: four, name: First Light}]
centre:
  channels: [{id: x, account: SaltmarshHelp, mailbox: desk@harbour.example, purpose: short}]
  vendors: [{id: v, contact: Mary Quint, deputy: the desk}]
escalation:
  contacts:
    duty: {person: person-71, employer: client, phone: +44 20 7946 0123, channel: phone}
    planner: {person: person-72, employer: agency, channel: chat}
  canary: zq0123456789abcdefqz
records:
  system: {name: Tidemark Archive}
topics:
  forbidden:
    - {topic: the flood, reason: "An open case. See https://harbour.example/case about it."}
    - {topic: bread, say_instead: It comes back slowly. We say nothing of the fire in the kitchen.}
    - {topic: night, say_instead: Then the duty officer.}
"""


def test_what_belongs_to_a_client(workspace: Path) -> None:
    found = _owned(workspace, HARBOUR)
    assert {(word.kind.name, word.shown) for word in found.words} == {
        ("NAME", "Harbour Inn"),
        ("ID", "harbour"),
        ("BRAND", "Saltmarsh"),
        ("BRAND", "Ox"),
        ("BRAND", "Progress"),
        ("BRAND", "First Light"),
        ("ACCOUNT", "SaltmarshHelp"),
        ("MAILBOX", "desk@harbour.example"),
        ("PERSON", "Mary Quint"),
        ("PERSON", "person-71"),
        ("PERSON", "person-72"),
        ("NUMBER", "+44 20 7946 0123"),
        ("CANARY", "zq0123456789abcdefqz"),
        ("CONFIDENTIAL", "Tidemark Archive"),
        ("ADDRESS", "https://harbour.example/case"),
        ("TEXT", "We say nothing of the fire in the kitchen."),
    }
    assert (found.group, found.too_short, found.read_as_lines) == ("tidewater", (), ())


def test_what_two_clients_can_never_have_in_common(workspace: Path) -> None:
    private = {word.shown for word in _owned(workspace, HARBOUR).words if word.is_private}
    assert private == {
        "SaltmarshHelp",
        "desk@harbour.example",
        "person-71",
        "+44 20 7946 0123",
        "zq0123456789abcdefqz",
        "Tidemark Archive",
    }


def test_how_names_are_looked_for(workspace: Path) -> None:
    named = {word.shown: word.matching for word in _owned(workspace, HARBOUR).words if word.kind is WordKind.BRAND}
    assert named == {
        "Saltmarsh": WordMatching.ANY_SPELLING,
        "Ox": WordMatching.EVERYDAY,
        "Progress": WordMatching.EVERYDAY,
        "First Light": WordMatching.AS_WRITTEN,
    }
    core = ["we cut saltmarsh hay"] * 3
    words = _owned(workspace, HARBOUR, *core).words
    assert {word.matching for word in words if word.shown == "Saltmarsh"} == {WordMatching.EVERYDAY}
    words = _owned(workspace, HARBOUR, *core[:2], "at Saltmarsh, or saltmarsh-like").words
    assert {word.matching for word in words if word.shown == "Saltmarsh"} == {WordMatching.ANY_SPELLING}, (
        "somebody may have typed it"
    )


@pytest.mark.parametrize(
    "name", ["Progress", "Dark", "Grid", "Save", "Total", "Orange", "Slate", "Apple", "The People"]
)
def test_everyday_words(name: str) -> None:
    assert is_frequent(name)


@pytest.mark.parametrize("name", ["Northgate", "Hearthline", "Saltmarsh", "Żółkowska", "Northgate People", "北京"])
def test_names_that_nobody_says_by_chance(name: str) -> None:
    assert not is_frequent(name)


def test_an_id_of_an_everyday_word_and_a_number_is_looked_for_as_it_is_written() -> None:
    ((word,), _) = looked_for([OwnedWord("response-10", WordKind.ID, "response-10")], CoreWords(()))
    assert word.matching is WordMatching.AS_WRITTEN
    assert not word.whole_word.search("first response 10:05") and word.whole_word.search("Ask Response-10 first")
    assert not is_frequent("365") and not is_frequent("response-2026")


def test_a_frequent_word_is_met_once_in_five_million() -> None:
    packed = (files("spellchecker") / "resources" / "en.json.gz").read_bytes()
    counts: dict[str, int] = json.loads(gzip.decompress(packed))
    total = sum(counts.values())
    words = sorted(counts, key=lambda word: abs(counts[word] - total / 5e6))[:200]
    words += [*list(counts)[:3], *list(counts)[-3:], "slate", "northgate"]
    for word in words:
        assert is_frequent(word) is (len(word) == 1 or counts.get(word, 0) >= total / 5e6) or "'" in word or "-" in word


def test_an_id_that_is_an_everyday_word_and_a_name_of_one_letter_are_listed(workspace: Path) -> None:
    found = _owned(workspace, "client: {id: harbour, name: Q}\n", *["a harbour at dusk"] * 3)
    assert found.too_short == ("Q", "harbour")
    assert found.words == ()


def test_values_that_nobody_gave_are_the_package_s(workspace: Path) -> None:
    policy = (
        HARBOUR
        + """stand_ins:
  - client.name
  - topics.forbidden.1.say_instead
  - centre.channels.x.account
  - escalation.contacts
"""
    )
    shown = {word.shown for word in _owned(workspace, policy).words}
    assert "Saltmarsh" in shown
    given = {"Harbour Inn", "We say nothing of the fire in the kitchen.", "SaltmarshHelp", "person-71"}
    assert shown.isdisjoint(given)


def test_a_client_with_broken_yaml_is_read_by_lines_and_named(workspace: Path) -> None:
    found = _owned(workspace, HARBOUR + "agency: {name: 'Tide\n")
    assert found.read_as_lines == ("site_config/clients/harbour/policy.yml",)
    shown = {word.shown for word in found.words}
    for word in ("Harbour Inn", "Saltmarsh", "SaltmarshHelp", "desk@harbour.example", "person-71", "harbour"):
        assert word in shown


def test_a_client_that_is_not_text_is_named(workspace: Path) -> None:
    _owned(workspace, "")
    path = workspace / "site_config/clients/harbour/policy.yml"
    path.write_bytes(b"name: Caf\xe9 Saltmarsh\n")
    found = read_owned_words(SourceFiles(workspace), "harbour", CoreWords(()))
    assert found.read_as_lines == ("site_config/clients/harbour/policy.yml",)
    assert any("Saltmarsh" in word.shown for word in found.words)
    path.unlink()
    path.symlink_to("/etc/hostname")
    found = read_owned_words(SourceFiles(workspace), "harbour", CoreWords(()))
    assert found.read_as_lines == ("site_config/clients/harbour/policy.yml",)
    assert [word.shown for word in found.words] == ["harbour"]


@pytest.mark.parametrize(
    "text",
    [
        "First Light and first light, FirstLight, First\nLight; First  Light. xFirst Light",
        "İ First Light ẞ İİ First Light ﬁ First Light",
        "First First Light Light First Light",
        "Firstly, Light. First-Light",
    ],
)
def test_a_word_is_found_as_it_is_written_wherever_it_stands_alone(text: str) -> None:
    word = OwnedWord("acme", WordKind.BRAND, "First Light", matching=WordMatching.AS_WRITTEN)
    found = [hit.start for hit in Searcher.of([word]).hits(text)]
    assert found == [letters_in(text[: match.start()]) for match in word.whole_word.finditer(text)]


def test_a_client_with_one_wrong_line_has_the_words_of_the_others(workspace: Path) -> None:
    found = _owned(workspace, HARBOUR + "voice:\n  note: @nobody\n")
    right = _owned(workspace, HARBOUR)
    assert found.read_as_lines == ("site_config/clients/harbour/policy.yml",) and right.read_as_lines == ()
    assert {word.key for word in found.words} == {word.key for word in right.words} | {b"nobody"}


def test_a_key_with_a_number_is_not_found_in_a_longer_number() -> None:
    searcher = Searcher.of([OwnedWord("harbour", WordKind.PERSON, "person-40")])
    assert searcher.hits("the record of person-40, and of person-40b")
    assert not searcher.hits("the record of person-401")


def test_a_quote_that_is_never_closed_hides_no_word(workspace: Path) -> None:
    """Without the line at which the parser stops, the quote ends at the last one, and swallows all keys."""
    quoted = HARBOUR.replace("id: harbour\n", 'id: "harbour\n') + 'voice:\n  note: say "yes" twice\n  last: "\n'
    found = _owned(workspace, quoted)
    assert found.read_as_lines
    shown = {word.shown for word in found.words}
    assert {"Harbour Inn", "Saltmarsh", "SaltmarshHelp", "person-71"} <= shown
