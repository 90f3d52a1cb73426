"""Marks beside the fields whose values belong to only one client, so that no other client's site may contain them."""

from dataclasses import dataclass
from enum import StrEnum


class WordKind(StrEnum):
    """The kind of a word that belongs to a client."""

    ID = "the id"
    NAME = "the name"
    BRAND = "a brand"
    PERSON = "a person"
    ACCOUNT = "an account"
    MAILBOX = "a mailbox"
    ADDRESS = "an address"
    NUMBER = "a number"
    CANARY = "a canary word"
    KEY = "a key"
    CONFIDENTIAL = "a confidential value"
    TEXT = "words"


@dataclass(frozen=True)
class Identifies:
    """Marks a value that belongs to its client, however short it is."""

    kind: WordKind
    only_names: bool = False
    """It counts only where it reads as a person's name, because it may be an office instead."""
    employer: str = ""
    """The field of the same mapping that says for whom the person works; empty for what is always the client's own."""


@dataclass(frozen=True)
class NamesGroup:
    """Marks the name of a group of clients, which may say each other's names."""
