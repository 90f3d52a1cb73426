"""A released starter whose client has three signers with key cards, and the record of a trainee with evidence."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from carried_story import Nobody
from immerse.releasing.release import Releaser, ReleaseRequest
from immerse.signing.keycards import Key, card_file, lock, new_key
from immerse.storage.store import NOTHING_KEPT
from loading_cases import change_workspace
from release_story import ON
from site_fixtures import STARTER_CLIENT, starter

PASSPHRASE = "correct horse battery staple"
VERSION = "1.0.0"
LATER = "1.1.0"
"""The second release."""
CLARIFIED: dict[str, Any] = {
    "curriculum/curriculum.yml": {"edit": {"version: 0.1.0": "version: 0.2.0"}},
    f"site_config/clients/{STARTER_CLIENT}/policy.yml": {"edit": {"core_version: 0.1.0": "core_version: 0.2.0"}},
    "curriculum/first-steps/module.yml": {
        "edit": {
            "criterion: Forty of forty sampled": "criterion: All of forty sampled",
            "    uses: [identity.disclosure]\n": """    uses: [identity.disclosure]
    changes:
      - {version: 0.2.0, class: clarified, what: Said more plainly.}
""",
        }
    },
}
"""What the second release changes."""
TRAINEE = "p-7a01"
ROT = "5e" * 16
PEOPLE = {
    "lead": ("p-0e03", "client", ["lead"]),
    "mentor": ("p-0e01", "client", ["mentor"]),
    "director": ("p-0e04", "client", ["director"]),
}
"""Name here -> person, employer, roles. There are no such people."""


@dataclass(frozen=True)
class Cards:
    """The key cards of the three, as files."""

    keys: dict[str, Key]
    _files: dict[str, bytes] = field(default_factory=dict)
    """Somebody's name here -> the card: to lock it anew each time takes 600,000 rounds."""

    def file(self, who: str) -> dict[str, Any]:
        """Somebody's key card as a browser is given a file."""
        if who not in self._files:
            self._files[who] = card_file(lock(self.keys[who], PASSPHRASE))
        return {"name": f"keycard-{who[:2]}.json", "mimeType": "application/json", "buffer": self._files[who]}


def made_cards() -> Cards:
    """Keys that nobody has used before."""
    return Cards({who: new_key() for who in PEOPLE})


def released(folder: Path, cards: Cards) -> Path:
    """A workspace whose client was released twice with these signers; the second time an item says more clearly what
    it asks."""
    root = starter(folder / "workspace")
    place = root / "site_config" / "clients" / STARTER_CLIENT / "signers.yml"
    place.write_text(json.dumps({"signers": [_signer(who, key) for who, key in cards.keys.items()]}), "utf-8")
    for version, changes in ((VERSION, {}), (LATER, CLARIFIED)):
        change_workspace(root, changes)
        Releaser(root, (STARTER_CLIENT,), ON, NOTHING_KEPT).release(STARTER_CLIENT, ReleaseRequest(version), Nobody())
    return root


def _signer(who: str, key: Key) -> dict[str, Any]:
    person, employer, roles = PEOPLE[who]
    public = key.as_dict(private=False)
    dates = {"from": "2026-11-01", "until": "2027-12-31", "status": "active"}
    named = {"key": key.thumbprint(), "x": public["x"], "y": public["y"]}
    return {**named, "person": person, "employer": employer, "roles": roles, **dates}


class Trainee:
    """Writes the record of a trainee."""

    def __init__(self) -> None:
        self.entries: list[dict[str, Any]] = []
        self.texts: dict[str, dict[str, str]] = {}

    def text(self, words: str) -> str:
        """The name of a text."""
        salt = f"{len(self.texts):032x}"
        digest = hashlib.sha256((salt + words).encode()).hexdigest()
        self.texts[digest] = {"salt": salt, "text": words}
        return digest

    def add(self, type_: str, on: str, **members: Any) -> None:
        """An entry at nine o'clock."""
        self.entries.append({"id": f"{len(self.entries):032x}", "at": f"{on}T09:00:00.000Z", "type": type_, **members})

    def start(self, day: str, book: str) -> None:
        """Begin, as TT."""
        own = {"track": "six", "path": "newcomer", "release": VERSION, "book": book}
        self.add("start", day, name=self.text("TT"), day=day, **own)

    def piece(self, item: str, kind: str, day: str, title: str, shift: str | None = None) -> None:
        """A piece of evidence."""
        own = {"simulated": kind == "drill", "link": None, "file": None, "replaces": None, "removed": False}
        words = {"title": self.text(title), "shift": self.text(shift) if shift else None}
        self.add("evidence", day, items=[item], kind=kind, day=day, **words, **own)

    def claim(self, item: str, digest: str, day: str) -> None:
        """Claim an item."""
        self.add("claim", day, item=item, digest=digest, rev=1, release=VERSION)

    @property
    def record(self) -> dict[str, Any]:
        """The record."""
        told = {"entries": self.entries, "events": [], "texts": self.texts}
        return {"schema": "immerse.record/1", "rot": ROT, "client": STARTER_CLIENT, **told}
