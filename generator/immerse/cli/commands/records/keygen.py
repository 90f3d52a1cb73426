"""`records keygen`: makes a key, its card and its request."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from immerse.cli.options import format_option, report, workspace_if_any
from immerse.cli.output_files import outside_workspace, writing
from immerse.cli.passphrases import new_passphrase, passphrase_option
from immerse.cli.record_files import moment_now
from immerse.problems import ImmerseError, Refused
from immerse.words.english import spelled
from immerse.words.near_misses import did_you_mean

if TYPE_CHECKING:
    from immerse.signing.keycards import Key
    from immerse.signing.requests import Request


class Initials(click.ParamType[str]):
    """The initials in names of files: few letters, as many as the contract of records allows."""

    name = "letters"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The letters in lower case; fails if the text has other characters, or too few or too many letters."""
        from immerse.records.entry_shapes import SIGNING

        least, most = SIGNING["least_initials"], SIGNING["most_initials"]
        if not (value.isascii() and value.isalpha() and least <= len(value) <= most):
            self.fail(
                f"{spelled(least)} to {spelled(most)} letters from A to Z, for the names of the files", param, ctx
            )
        return value.lower()


@click.command(short_help="Make a key to sign with, without a browser.")
@click.option("--initials", type=Initials(), required=True, help="Your initials, for the names of the files.")
@click.option("--client", required=True, metavar="CLIENT", help="The client whose records are signed.")
@click.option("--role", required=True, metavar="ROLE", help="The role in which you sign: mentor, director ...")
@click.option("--name", required=True, metavar="NAME", help="Your name, for whoever adds your key to the signers.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path(), help="Folder for both files.")
@passphrase_option
@format_option("json")
def keygen(
    initials: str, client: str, role: str, name: str, out: Path, passphrase_file: Path | None, form: str
) -> None:
    """Make a key to sign with: a key card, locked with a passphrase, and a request to be added to the signers.

    The card and its passphrase stay with you; nobody can restore either of them. Send the request, and compare its
    fingerprint by voice. The page "Make your key" of the mentor site does the same. In a workspace, the client has to
    exist, and the role has to be one that signs.
    """
    from immerse.output.writing import write_whole
    from immerse.signing.keycards import card_file, lock, new_key
    from immerse.signing.requests import request_file

    card, request = out / f"keycard-{initials}.json", out / f"signer-request-{initials}.json"
    for place in (card, request):
        _judge_place(place)
    if root := workspace_if_any():
        _judge_role(root, client, role)
    key = new_key()
    signer_request = _request(key, client=client, name=name, role=role)
    locked = lock(key, new_passphrase(passphrase_file))
    with writing(card):
        write_whole(card, card_file(locked), mode=0o600)
    with writing(request):
        write_whole(request, request_file(signer_request), mode=0o644)
    _report(card, request, key.thumbprint(), form)


def _judge_place(place: Path) -> None:
    """Refuse a place where a key card would be overwritten, or committed with the content of a workspace."""
    outside_workspace(place, "name a folder of yours with --out")
    if place.exists():
        raise Refused(f"{place} exists already, and a key card cannot be made again; name another folder with --out")


def _judge_role(root: Path, client: str, role: str) -> None:
    """Refuse a client that the workspace does not have, and a role in which nobody signs."""
    from immerse.loading.layout import known_client
    from immerse.loading.programme import load_programme

    known_client(root, client)
    programme, _ = load_programme(root)
    signing = [str(one.id) for one in programme.rotation.roles if one.signs] if programme else [role]
    if role not in signing:
        hint = did_you_mean(role, signing, f"roles that sign: {', '.join(signing)}")
        raise ImmerseError(f"nobody signs as {role!r}; {hint}")


def _request(key: Key, *, client: str, name: str, role: str) -> Request:
    from immerse.records import RecordRefused
    from immerse.signing.requests import make_request

    try:
        return make_request(key, client=client, name=name, role=role, at=moment_now())
    except RecordRefused as error:
        raise click.UsageError(f"--{error.fault.place}: {error.fault.message}") from None


def _report(card: Path, request: Path, kid: str, form: str) -> None:
    from immerse.model.public_keys import fingerprint

    members = {"card": str(card), "request": str(request), "key": kid, "fingerprint": fingerprint(kid)}
    report(form, {"schema": "immerse.records-keygen/1", **members}, [card, request])
    if form == "text":
        click.echo(f"\nFingerprint:  {fingerprint(kid)}", err=True)
        click.echo(f"Keep {card.name} and its passphrase. Send {request.name} to whoever keeps the signers,", err=True)
        click.echo("and read the fingerprint aloud to them.", err=True)
