"""Every value that is marked as a client's own is found on a page of another client.

The fields come from the models: each is written once into the files of one client, with a word that is nowhere else.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from immerse.leaks.marked_fields import kinds_by_name, mark_of
from immerse.leaks.proof import Proof, prove
from immerse.leaks.site_scan import scan
from immerse.leaks.word_registry import WordRegistry
from immerse.model.base import Node
from immerse.model.client import Overlay
from immerse.model.identifying import Identifies, WordKind
from immerse.model.policy.contract import ContractField, declaring, fields_of, is_hidden
from immerse.model.policy.policy import Policy
from immerse.model.signers import SignersFile

FILES: dict[type[Node], str] = {Policy: "policy.yml", SignersFile: "signers.yml"}
Marked = tuple[type[Node], ContractField, Identifies]
MARKED: list[Marked] = [
    (contract, field, mark) for contract in FILES for field, mark in declaring(contract, Identifies)
]
THEIRS = "quillmere"


def word_of(number: int, mark: Identifies) -> str:
    """A word of the kind that no other field has."""
    letters = chr(ord("a") + number) * 3
    words = {
        WordKind.ID: THEIRS,
        WordKind.MAILBOX: f"{letters}zu@quillmere.example",
        WordKind.NUMBER: f"+44 20 7946 01{number:02}",
        WordKind.KEY: f"{letters}ZqVx0-1mTn9CW9GRo5yUjfgDyClVOHIuVbRnekm8"[:43],
        WordKind.PERSON: f"Wjestra {letters.capitalize()}zudowska" if mark.only_names else f"person-{letters}zu",
    }
    return words.get(mark.kind, f"Quill{letters}zu")


WORDS = [word_of(number, mark) for number, (_, _, mark) in enumerate(MARKED)]


def put(values: Any, field: ContractField, contract: type[Node], word: str, mark: Identifies) -> None:
    """Write a word where a field has its value; lists and mappings on the way get one entry."""
    kinds = {other.keys: other.type.kind for other in fields_of(contract)}
    at = values
    for end, key in enumerate(field.keys[:-1], 1):
        inner: Any = [] if kinds[field.keys[:end]] == "list" else {}
        if isinstance(at, list):
            at[:] = at or [inner]
            at = at[0]
        else:
            at = at.setdefault("entry" if key == "*" else key, inner)
    at[field.keys[-1]] = word
    if mark.employer:
        at[mark.employer] = "client"


@pytest.fixture(scope="module")
def proof(tmp_path_factory: pytest.TempPathFactory) -> Proof:
    root = tmp_path_factory.mktemp("marked")
    for client in ("us", THEIRS):
        (root / "site_config/clients" / client).mkdir(parents=True)
        (root / "site_config/clients" / client / "policy.yml").write_text(f"client: {{id: {client}}}\n", "utf-8")
    for contract, file in FILES.items():
        values: dict[str, Any] = {}
        for (of, field, mark), word in zip(MARKED, WORDS, strict=True):
            if of is contract:
                put(values, field, contract, word, mark)
        text = yaml.safe_dump(values, allow_unicode=True)
        (root / "site_config/clients" / THEIRS / file).write_text(text, "utf-8")
    return prove(WordRegistry(root), "us")


@pytest.mark.parametrize("number", range(len(MARKED)), ids=[".".join(field.keys) for _, field, _ in MARKED])
def test_a_marked_value_is_found_on_a_page_of_another_client(number: int, proof: Proof, tmp_path: Path) -> None:
    assert WORDS.count(WORDS[number]) == 1
    (tmp_path / "a.html").write_text(f"<p>Ask {WORDS[number]} first, and nobody else.</p>", "utf-8")
    assert {leak.client for leak in scan(tmp_path, proof).leaks} == {THEIRS}


def test_a_page_without_marked_values_is_clean(proof: Proof, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>Ask the duty officer first, and nobody else.</p>", "utf-8")
    assert scan(tmp_path, proof).leaks == ()


def test_every_mailbox_and_person_and_what_nobody_is_shown_is_marked() -> None:
    fields = [
        field
        for field in fields_of(Policy)
        if field.type.kind in ("mailbox", "person") or (len(field.keys) > 2 and is_hidden(field.model, field.name))
    ]
    assert len(fields) > 3 and all(field.type.declared(Identifies) for field in fields)


def test_a_key_that_the_contract_does_not_have_counts_as_the_field_of_its_name() -> None:
    mark = mark_of(("custom", "phone"), Policy)
    assert isinstance(mark, Identifies) and mark.kind is WordKind.NUMBER
    assert mark_of(("custom", "name"), Policy) is None
    assert mark_of(("centre", "channels", "x", "purpose"), Policy) is None
    assert mark_of(("add", "0", "phone"), Overlay) is None


def test_the_kinds_of_names_in_a_file_that_cannot_be_read() -> None:
    assert kinds_by_name() == {
        "id": WordKind.NAME,
        "name": WordKind.NAME,
        "account": WordKind.ACCOUNT,
        "mailbox": WordKind.MAILBOX,
        "person": WordKind.PERSON,
        "phone": WordKind.NUMBER,
    }
