"""A client with signers, released and served, and the first things that are signed in a rotation of its trainee."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from axe import faults_of
from browsing import served
from filelock import FileLock
from immerse.records import parse
from immerse.releasing.published import PUBLISHED
from immerse.signing.folding import Published, fold
from immerse.signing.jws import public_key, verifies
from immerse.signing.moving import map_digest
from immerse.signing.trusting import Trusted, trusted
from joserfc.jwk import ECKey
from playwright.sync_api import BrowserContext, expect
from signed_rotation import LATER, PEOPLE, TRAINEE, VERSION, Cards, Trainee, made_cards, released
from signing_desk import Desk
from site_fixtures import STARTER_CLIENT

ENDS = "2027-03-22"
"""When all floors have ended."""
OPENED_AT = "2026-12-07T09:00:00+00:00"


@dataclass(frozen=True)
class Signed:
    """A client with signers, released and served."""

    root: Path
    host: str
    cards: Cards

    def published(self) -> Published:
        """What was published, as the command line reads it."""
        view = self.root / PUBLISHED / STARTER_CLIENT / "mentor"
        books = {ver: json.loads((view / ver / "downloads/checklist.json").read_bytes()) for ver in (VERSION, LATER)}
        signers = json.loads((view / LATER / "downloads/signers.json").read_bytes())["signers"]
        maps = json.loads((view / "migrations.json").read_bytes())["maps"]
        return Published(books, {one["key"]: one for one in signers}, {map_digest(one): one for one in maps})

    def trusted(self, record: dict[str, Any]) -> Trusted:
        """The events of a record that count."""
        published = self.published()
        keys = {kid: public_key(_jwk(one)) for kid, one in published.signers.items()}
        checked = parse(json.dumps(record), STARTER_CLIENT)
        return trusted(
            checked, published.books, published.signers, lambda parts, one: verifies(parts, keys[one["key"]])
        )

    def said(self, record: dict[str, Any], now: str = f"{ENDS}T12:00:00.000Z") -> dict[str, Any]:
        """What the events of a record say together; none may be refused before."""
        found = self.trusted(record)
        assert found.refused == ()
        return fold(found.events, self.published(), record["texts"], now)


def _jwk(signer: Any) -> dict[str, str]:
    return {"kty": "EC", "crv": "P-256", "x": signer["x"], "y": signer["y"]}


@contextmanager
def serving(folder: Path) -> Iterator[Signed]:
    """The client, released once for all processes that share the folder."""
    folder.mkdir(exist_ok=True)
    kept = folder / "keys.json"
    with FileLock(folder / "lock"):
        if not kept.exists():
            cards = made_cards()
            released(folder, cards)
            kept.write_text(json.dumps({who: key.as_dict(private=True) for who, key in cards.keys.items()}))
    cards = Cards({who: ECKey.import_key(key) for who, key in json.loads(kept.read_bytes()).items()})
    root = folder / "workspace"
    with served(root / PUBLISHED / STARTER_CLIENT) as host:
        yield Signed(root, host, cards)


def began(signed: Signed) -> dict[str, Any]:
    """The record of a trainee with all evidence of a rotation."""
    trainee = Trainee()
    trainee.start("2026-12-07", signed.published().books[VERSION]["digest"])
    for item in ("FST-1", "FST-2"):
        for number, (kind, day, shift) in enumerate(
            [
                ("shift", "2026-12-15", "early"),
                ("work", "2027-02-16", None),
                ("shift", "2027-02-22", "late"),
                ("work", "2027-03-01", None),
                ("work", "2027-03-08", None),
            ]
        ):
            trainee.piece(item, kind, day, f"{item} piece {number}", shift)
    return trainee.record


def opened_by_lead(context: BrowserContext, signed: Signed, record: dict[str, Any]) -> dict[str, Any]:
    """The record with its rotation opened, for which the page is used once in a process; the clock stands then."""
    asked = (signed.root, json.dumps(record, sort_keys=True))
    if asked not in _OPENED:
        _OPENED[asked] = json.dumps(_opened_at_the_desk(context, signed, record))
    context.clock.set_fixed_time(datetime.fromisoformat(OPENED_AT))
    opened: dict[str, Any] = json.loads(_OPENED[asked])
    return opened


_OPENED: dict[tuple[Path, str], str] = {}


def _opened_at_the_desk(context: BrowserContext, signed: Signed, record: dict[str, Any]) -> dict[str, Any]:
    """The rotation is opened on the page on which items are attested."""
    desk = Desk(context, signed.host, "attest", OPENED_AT).open(record).unlock(signed.cards, "lead")
    form = desk.page.get_by_role("form", name="Opening of the rotation")
    form.get_by_role("textbox", name="Trainee").fill(TRAINEE)
    form.get_by_label("Mentor").select_option(PEOPLE["mentor"][0])
    shown = desk.look(form)
    expect(shown).to_contain_text("p-0e03 signs event 1 of this key, for client acme-works")
    record = desk.sign()
    desk.close()
    return record


def seen_by_mentor(context: BrowserContext, signed: Signed, record: dict[str, Any]) -> dict[str, Any]:
    """One shift: an item met, another not yet; both in one evaluation record."""
    desk = Desk(context, signed.host, "attest", "2026-12-21T17:00:00+00:00").open(record).unlock(signed.cards, "mentor")
    desk.met("FST-1", "2", "Sorted eighteen of twenty as I did.", "FST-1 piece 0")
    desk.not_yet("FST-2", "Left the company out of three replies.", "")
    assert "FST-2: a decision of not yet needs a next step" in desk.refused(desk.attesting)
    desk.not_yet("FST-2", "Left the company out of three replies.", "Forty replies again by Friday.")
    desk.attesting.get_by_label("Shift", exact=True).fill("Late shift")
    shown = desk.look(desk.attesting)
    for words in (
        "What you will sign: 3 events",
        "Sorted eighteen of twenty as I did.",
        "Observed shift (15 December 2026, shift early, real work)",
        "Forty replies again by Friday.",
        "FST-2 Shows who speaks: not yet",
        "late-shift",
    ):
        expect(shown).to_contain_text(words)
    assert faults_of(desk.page, "main") == []
    record = desk.sign()
    name, outbox = desk.outbox()
    assert name == "outbox-me-5e5e5e.json"
    assert len(outbox["events"]) == 3 and outbox["entries"] == [] and len(outbox["texts"]) == 3
    desk.close()
    return record
