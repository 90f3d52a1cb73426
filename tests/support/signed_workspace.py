"""A workspace with a release, a register of invented signers, and rotations that they signed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from immerse.records import Record, serialise
from immerse.signing.keycards import card_file, lock
from made_rotations import Making, Person, people_for
from released_starter import released_starter
from site_fixtures import STARTER_CLIENT

VERSION = "1.0.0"
START = datetime(2026, 1, 5, tzinfo=UTC)
"""A Monday long ago: no test depends on the clock."""
PASSPHRASE = "four plain words here"


@dataclass
class Signed:
    """The workspace, its people, and the book of its release."""

    root: Path
    people: dict[str, Person]
    book: dict[str, Any]

    def rotation(self, stage: str, trainee: str = "p-7f01") -> Making:
        """A rotation up to a stage."""
        making = Making(self.book, VERSION, self.people, trainee, START)
        making.to(stage)
        return making

    def write(self, record: Record, name: str = "record.json") -> Path:
        """A record as a file beside the workspace."""
        path = self.root.parent / name
        path.write_bytes(serialise(record))
        return path

    def card(self, who: str) -> Path:
        """The key card of somebody, and beside it the file with its passphrase."""
        path = self.root.parent / f"keycard-{who}.json"
        path.write_bytes(card_file(lock(self.people[who].key, PASSPHRASE)))
        (self.root.parent / "passphrase.txt").write_text(f"{PASSPHRASE}\n", "utf-8")
        return path


def signed_workspace(root: Path) -> Signed:
    """Write the workspace into a folder."""
    for path, content in released_starter().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    book = json.loads((root / "releases" / STARTER_CLIENT / VERSION / "book.json").read_bytes())
    people = people_for(book)
    write_signers(root, STARTER_CLIENT, people)
    return Signed(root, people, book)


def write_signers(
    root: Path, client: str, people: dict[str, Person], first: str = "2025-12-01", last: str = "2089-12-31"
) -> None:
    """The register of signers of a client, whose keys sign from a day until another."""
    lines = ["signers:"]
    for person in people.values():
        said = person.as_signer(first, last)
        shown = {name: said[name] for name in ("key", "x", "y", "person", "employer", "roles", "from", "until")}
        lines += [f"  {'- ' if name == 'key' else '  '}{name}: {_yaml(value)}" for name, value in shown.items()]
    (root / "site_config" / "clients" / client / "signers.yml").write_text("\n".join([*lines, ""]), "utf-8")


def _yaml(value: Any) -> str:
    return f"[{', '.join(value)}]" if isinstance(value, list) else str(value)
