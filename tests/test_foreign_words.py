"""Words of other clients: what a site is scanned for."""

from __future__ import annotations

from pathlib import Path

import loading_cases
import pytest
from immerse.loading import load_foreign_words


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return loading_cases.make_workspace(tmp_path, {})


def _second_client(root: Path, policy: str) -> None:
    folder = root / "site_config/clients/harbour"
    folder.mkdir()
    (folder / "policy.yml").write_text(policy, encoding="utf-8")


HARBOUR = """
client:
  id: harbour
  name: Harbour Inn   # next to Corner Bakery
  brands: [{id: main, name: Saltmarsh}, {id: two, name: Ox}]
centre:
  channels: [{id: x, account: SaltmarshHelp, mailbox: desk@harbour.example, purpose: short}]
  vendors: [{id: v, contact: Mary Quint, deputy: the desk}]
escalation:
  contacts: {duty: {person: person-71, phone: +44 20 7946 0123, channel: phone}}
  canary: zq0123456789abcdefqz
topics:
  forbidden:
    - {topic: the flood, reason: "An open case. See https://harbour.example/case about it."}
    - {topic: bread, say_instead: It comes back slowly. We say nothing of the kitchen fire.}
"""


def test_foreign_words_are_names_people_accounts_addresses_and_sentences(workspace: Path) -> None:
    _second_client(workspace, HARBOUR)
    words = load_foreign_words(workspace, "corner")
    assert words.by_client == {
        "harbour": (
            "+44 20 7946 0123",
            "Harbour Inn",
            "Mary Quint",
            "Saltmarsh",
            "SaltmarshHelp",
            "See https://harbour.example/case about it.",
            "We say nothing of the kitchen fire.",
            "desk@harbour.example",
            "harbour",
            "https://harbour.example/case",
            "person-71",
            "zq0123456789abcdefqz",
        )
    }
    assert words.too_short == {"harbour": ("Ox",)}
    assert words.read_as_lines == ()


def test_what_this_client_or_the_core_says_is_not_foreign(workspace: Path) -> None:
    _second_client(workspace, HARBOUR.replace("Saltmarsh", "Corner Bakery").replace("Harbour Inn", "oak mill"))
    words = load_foreign_words(workspace, "corner").by_client["harbour"]
    assert "Corner Bakery" not in words and "oak mill" not in words
    assert "harbour" in words, "a comment in a file of ours is not something that we say"


def test_own_texts_are_values_not_comments(workspace: Path) -> None:
    path = workspace / "curriculum/curriculum.yml"
    path.write_text("# as at Harbour Inn\n" + path.read_text())
    _second_client(workspace, HARBOUR)
    words = load_foreign_words(workspace, "corner")
    assert "Harbour Inn" in words.by_client["harbour"]
    assert not any("Harbour Inn" in text for text in words.own)
    assert any("Corner Bakery" in text for text in words.own)


def test_another_client_with_broken_yaml_is_read_by_lines_and_named(workspace: Path) -> None:
    _second_client(workspace, HARBOUR + "agency: {name: 'Tide\n")
    words = load_foreign_words(workspace, "corner")
    assert words.read_as_lines == ("site_config/clients/harbour/policy.yml",)
    found = words.by_client["harbour"]
    for word in ("Harbour Inn", "Saltmarsh", "SaltmarshHelp", "desk@harbour.example", "person-71", "harbour"):
        assert word in found


def test_another_client_that_is_not_text_is_named(workspace: Path) -> None:
    _second_client(workspace, "")
    path = workspace / "site_config/clients/harbour/policy.yml"
    path.write_bytes(b"name: Caf\xe9 Saltmarsh\n")
    words = load_foreign_words(workspace, "corner")
    assert words.read_as_lines == ("site_config/clients/harbour/policy.yml",)
    assert any("Saltmarsh" in word for word in words.by_client["harbour"])
    path.unlink()
    path.symlink_to("/etc/hostname")
    words = load_foreign_words(workspace, "corner")
    assert words.read_as_lines == ("site_config/clients/harbour/policy.yml",)
    assert words.by_client == {"harbour": ("harbour",)}
