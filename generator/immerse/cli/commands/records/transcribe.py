"""`records transcribe`: enters a signature on paper as an event, which the person who enters it signs."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from immerse.cli.options import out_option
from immerse.cli.output_files import write_file
from immerse.cli.passphrases import given_passphrase, passphrase_option
from immerse.cli.published_files import published_of
from immerse.cli.record_files import client_option, file_argument, moment_now, read_record
from immerse.problems import ImmerseError, Refused

if TYPE_CHECKING:
    from immerse.records import Record
    from immerse.signing.folding import Published
    from immerse.signing.keycards import Key
    from immerse.signing.verification import Verified

_EXISTING = click.Path(path_type=Path, dir_okay=False, exists=True)


@dataclass(frozen=True, slots=True)
class Paper:
    """The content of a sheet of paper."""

    item: str
    level: int
    ctx: str | None
    day: datetime
    signer: str
    signed_as: str
    sentence: str
    scan: Path
    evidence: tuple[str, ...]


@click.command(short_help="Enter a signature from paper.")
@file_argument
@client_option
@click.option("--card", type=_EXISTING, required=True, help="Your key card.")
@click.option("--as", "role", required=True, metavar="ROLE", help="The role in which you enter it.")
@click.option("--item", required=True, metavar="ITEM", help="Id of the item: TRI-5.")
@click.option(
    "--level", type=click.IntRange(0, 5), required=True, help="The level on paper; 0 for an item without one."
)
@click.option("--ctx", metavar="CONTEXT", help="Where it was seen: live, simulation ...")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The day on which it was seen.")
@click.option("--signer", required=True, metavar="PERSON", help="Who signed on paper: p-7f3a.")
@click.option("--signed-as", required=True, metavar="ROLE", help="The role in which they signed.")
@click.option("--sentence", required=True, metavar="TEXT", help="The sentence on paper.")
@click.option("--scan", type=_EXISTING, required=True, help="The scan of the sheet; it stays where it is.")
@click.option("--evidence", multiple=True, metavar="PIECE", help="Id of a piece in the record; may be repeated.")
@passphrase_option
@out_option("File to write, outside of workspaces and sites.")
def transcribe(
    *, file: Path, client: str, card: Path, role: str, passphrase_file: Path | None, out: Path, **on_paper: Any
) -> None:
    """Enter a signature on paper in a record, with the digest of its scan. It is shown as second hand.

    You sign the entry with your own key. An event that would not count is not written, and the command says why. A
    signature that was entered from the same scan before is refused.
    """
    from immerse.records import RecordRefused, serialise
    from immerse.signing.keycards import open_card, read_card
    from immerse.signing.verification import Verifier

    published, record = published_of(client), read_record(file)
    verifier = Verifier(published)
    before = verifier.verify(record, moment_now())
    try:
        key = open_card(read_card(card.read_bytes()), given_passphrase(passphrase_file))
        after = _entered(record, before, published, key, role, Paper(**on_paper))
    except RecordRefused as error:
        raise ImmerseError(f"{error.fault.place or card}: {error.fault.message}") from None
    _judge_new_event(verifier.verify(after, moment_now()), before)
    write_file(out, serialise(after), of_people=True)


def _entered(record: Record, before: Verified, published: Published, key: Key, role: str, paper: Paper) -> Record:
    """The record with an event for the signature on paper."""
    from immerse.records.format import digest_of
    from immerse.signing.new_events import Writer, new_payload, with_event

    ver = before.fold["ver"]
    if not ver:
        raise ImmerseError("nobody has opened this rotation, so nothing can be entered; open it first")
    book, signer = published.books[ver], published.signers.get(key.thumbprint())
    if signer is None:
        raise ImmerseError("your key is not in the register of signers; see: immerse signers list")
    item = next((entry for entry in book["items"] if entry["id"] == paper.item), None)
    if item is None:
        raise ImmerseError(f"the checklist of {ver} has no item {paper.item}")
    salt = secrets.token_hex(16)
    sentence = digest_of(salt, paper.sentence)
    body = {
        "item": paper.item,
        "digest": item["digest"],
        "rev": item["rev"],
        "level": paper.level,
        "ctx": paper.ctx,
        "day": f"{paper.day:%Y-%m-%d}",
        "signer": paper.signer,
        "signed_as": paper.signed_as,
        "evidence": _pieces(record, paper.evidence),
        "sentence": sentence,
        "paper": hashlib.sha256(paper.scan.read_bytes()).hexdigest(),
        "role": role,
    }
    _judge_paper(before, body)
    writer = Writer(signer["person"], key, ver, book["digest"])
    payload = new_payload(record, before.events, writer, "transcribe", body, moment_now(), secrets.token_hex(16))
    return with_event(record, payload, {sentence: {"salt": salt, "text": paper.sentence}}, key)


def _judge_paper(before: Verified, body: Mapping[str, Any]) -> None:
    """Refuse a signature that was entered from the same scan, unless that event does not count or was withdrawn."""
    counted = before.rotation.counted
    gone = {event["body"]["event"] for event in counted if event["type"] == "withdraw"}
    for event in (event for event in counted if event["type"] == "transcribe" and event["event"] not in gone):
        if all(event["body"][name] == body[name] for name in ("paper", "item", "signer", "signed_as", "day")):
            known = f"{body['item']}, {body['signer']} as {body['signed_as']} on {body['day']}"
            page = 'on the page "Decide and graduate" of the mentor site'
            way_out = f"If that event is wrong, withdraw it first, {page}. Nothing was written"
            raise Refused(f"the record has this signature from this scan already, {known}: {event['event']}. {way_out}")


def _pieces(record: Record, names: tuple[str, ...]) -> list[dict[str, Any]]:
    from immerse.records import fold as folded
    from immerse.signing.pieces import signed_piece

    pieces = {piece["piece"]: piece for piece in folded(record)["evidence"]}
    unknown = [name for name in names if name not in pieces]
    if unknown:
        raise ImmerseError(f"the record has no piece of evidence {unknown[0]}; see: immerse records show --format json")
    return [signed_piece(pieces[name]) for name in names]


def _judge_new_event(after: Verified, before: Verified) -> None:
    """Refuse a new event that does not count."""
    from immerse.signing.telling import refusal_sentence

    known = {refusal["event"] for refusal in before.refusals}
    new = [refusal for refusal in after.refusals if refusal["event"] not in known]
    if new:
        raise ImmerseError(f"this would not count: {refusal_sentence(new[0]['code'])}. Nothing was written")
