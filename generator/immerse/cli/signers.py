"""`signers`: whose keys may sign for a client, taken over, revoked, replaced and listed."""

from __future__ import annotations

import secrets
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from immerse.cli.options import DayType, as_json, chosen_clients, format_option, not_written, on_option, workspace_of
from immerse.cli.record_files import message_of, place_of
from immerse.problems import ImmerseError, Refused
from immerse.words.english import counted

if TYPE_CHECKING:
    from immerse.enrolling import Register
    from immerse.model.signers import Signer
    from immerse.signing.requests import Request

_TWO_YEARS = timedelta(days=730)

_client = click.option("--client", required=True, metavar="CLIENT", help="The client for whose records the key signs.")
_request = click.argument("request", metavar="REQUEST", type=click.Path(path_type=Path, dir_okay=False))
_key = click.argument("key", metavar="KEY")
_from = click.option(
    "--from", "first", type=DayType(), default=date.today, show_default="today", help="First day on which it may sign."
)
_until = click.option(
    "--until", "last", type=DayType(), show_default="two years from then", help="Last day on which it may sign."
)
_fingerprint = click.option(
    "--fingerprint", metavar="TEXT", help="The fingerprint that its owner read to you; without it, you are asked."
)


@click.group(short_help="Say whose keys may sign.")
def signers() -> None:
    """Say whose keys may sign for a client: site_config/clients/CLIENT/signers.yml.

    A person makes a key in the browser or with immerse records keygen, and sends you a request. Compare its fingerprint
    by voice, then add it. A site that is built from then on publishes the key. No name stands in the file, and a key is
    never taken out, so that what it signed can be verified.
    """


@signers.command(short_help="Take over the key of a request.")
@_request
@_client
@click.option(
    "--person", required=True, metavar="ID", help="Whose key it is: p-7f3a, or new for an id that nobody has."
)
@click.option("--employer", required=True, type=click.Choice(["client", "agency"]), help="Who employs this person.")
@click.option(
    "--roles", metavar="ROLE,...", help="Roles in which this person signs; the one of the request unless told."
)
@click.option(
    "--modules", metavar="MODULE,...", default="", help="Modules for which this person attests; all unless told."
)
@_from
@_until
@_fingerprint
@format_option("json")
@click.pass_context
def add(
    ctx: click.Context,
    request: Path,
    client: str,
    person: str,
    employer: str,
    roles: str | None,
    modules: str,
    first: date,
    last: date | None,
    fingerprint: str | None,
    form: str,
) -> None:
    """Take over the key of a request into the client's signers.yml, once its fingerprint was compared by voice."""
    from immerse.enrolling import with_signer

    register, asked = _register(ctx, client), _read(request)
    _compare(asked, register.client, fingerprint)
    content = with_signer(
        register,
        asked["jwk"],
        person=f"p-{secrets.token_hex(4)}" if person == "new" else person,
        employer=employer,
        roles=_listed(asked["role"] if roles is None else roles),
        modules=_listed(modules),
        days=(first, last or first + _TWO_YEARS),
    )
    _write(register, content, form)


@signers.command(short_help="Put a new key in the place of another.")
@_key
@_request
@_client
@_from
@_until
@_fingerprint
@format_option("json")
@click.pass_context
def renew(
    ctx: click.Context,
    key: str,
    request: Path,
    client: str,
    first: date,
    last: date | None,
    fingerprint: str | None,
    form: str,
) -> None:
    """Take over the key of a request for the person who has KEY, with the same roles and modules.

    KEY is the name or the fingerprint of a key, or how one of them begins. It is superseded: what it signed holds, and
    it ends on the first day of the new one. A key that was revoked stays revoked.
    """
    from immerse.enrolling import with_renewed

    register, asked = _register(ctx, client), _read(request)
    register.place_of(key)
    _compare(asked, register.client, fingerprint)
    _write(register, with_renewed(register, key, asked["jwk"], (first, last or first + _TWO_YEARS)), form)


@signers.command(short_help="Say that a key signs nothing any more.")
@_key
@_client
@click.option("--on", "day", type=DayType(), default=date.today, show_default="today", help="From which day on.")
@click.option(
    "--reason",
    required=True,
    type=click.Choice(["lost", "left", "compromised"]),
    help="The card is lost, its owner left, or somebody else may have it.",
)
@format_option("json")
@click.pass_context
def revoke(ctx: click.Context, key: str, client: str, day: date, reason: str, form: str) -> None:
    """Say that nothing is accepted which KEY signs from a day on.

    KEY is the name or the fingerprint of a key, or how one of them begins. What it signed before holds. Nothing that
    a compromised key signed holds, because the day in an event is what its signer wrote.
    """
    from immerse.enrolling import with_revoked

    register = _register(ctx, client)
    _write(register, with_revoked(register, key, day, reason), form)


@signers.command("list", short_help="List the keys of a client.")
@_client
@on_option
@format_option("json")
@click.pass_context
def list_signers(ctx: click.Context, client: str, on: date, form: str) -> None:
    """List the keys of a client: whose they are, in which roles and on which days they sign."""
    register = _register(ctx, client)
    if form == "json":
        told = [_told(one) | {"valid": one.is_valid_on(on)} for one in register.signers]
        click.echo(as_json("immerse.signers-list/1", {"client": register.client, "on": str(on), "signers": told}))
        return
    for one in sorted(register.signers, key=lambda one: (str(one.person), one.from_)):
        click.echo(_line(one, on))
    valid = sum(one.is_valid_on(on) for one in register.signers)
    click.echo(f"{counted(len(register.signers), 'key')}, {valid} valid on {on}", err=True)


def _line(one: Signer, on: date) -> str:
    from immerse.model.public_keys import fingerprint

    ended = "ended" if one.until < on else "begins later" if on < one.from_ else "active"
    status = f"revoked {one.revoked} ({one.reason})" if one.revoked else ended if one.is_active else one.status
    modules = ", ".join(one.modules) if one.modules else "all modules"
    days = f"{one.from_} to {one.until}"
    aloud = fingerprint(one.key)[:9].replace(" ", "-")
    return f"{one.person}  {one.employer:<6}  {days}  {aloud}  {status}: {', '.join(one.roles)}; {modules}"


def _told(one: Signer) -> dict[str, Any]:
    from immerse.model.public_keys import fingerprint

    said = one.model_dump(mode="json", by_alias=True)
    return {**said, "fingerprint": fingerprint(one.key)}


def _register(ctx: click.Context, client: str) -> Register:
    from immerse.enrolling import read_register

    root = workspace_of(ctx)
    (known,) = chosen_clients(root, (client,))
    return read_register(root, known)


def _read(file: Path) -> Request:
    """The request in a file, whose proof holds.

    Raises:
        ImmerseError: it cannot be read.
        Refused: it is none that can be used.
    """
    from immerse.records import RecordRefused
    from immerse.signing.json_files import MOST_BYTES
    from immerse.signing.requests import read_request

    try:
        with file.open("rb") as stream:
            return read_request(stream.read(MOST_BYTES + 1))
    except OSError as error:
        raise ImmerseError(f"{file} cannot be read: {error.strerror or error}") from error
    except RecordRefused as error:
        raise Refused(f"{place_of(file, error.fault.place)}: {message_of(error.fault)}") from None


def _compare(asked: Request, client: str, said: str | None) -> None:
    """Have the fingerprint compared, by whoever sits at the terminal or by the one that was read to them.

    Raises:
        Refused: it is another client's request, or another fingerprint.
        ImmerseError: there is nobody to ask.
    """
    from immerse.model.public_keys import fingerprint, thumbprint

    if asked["client"] != client:
        raise Refused(f"the request is for the client {asked['client']}, and not for {client}")
    own = fingerprint(thumbprint(asked["jwk"]["x"], asked["jwk"]["y"]))
    if said is not None:
        if said.upper().replace(" ", "").replace("-", "") != own.replace(" ", ""):
            raise Refused(
                "this is not the fingerprint of the request; nothing was written, and nobody should sign with it"
            )
        return
    if not sys.stdin.isatty():
        raise ImmerseError(
            "there is no terminal to ask on; name the fingerprint that was read to you with --fingerprint"
        )
    click.echo(f"{asked['name']}, {asked['role']}, asked on {asked['at'][:10]}\n\n    {own}\n", err=True)
    if not click.confirm("Did they read exactly this to you, by voice?", err=True):
        raise Refused("the fingerprint was not compared; nothing was written")


def _listed(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in text.split(","))))


def _write(register: Register, content: bytes, form: str) -> None:
    from immerse.enrolling import read_register, write_register

    try:
        place = write_register(register, content)
    except OSError as error:
        raise not_written(error, register.root) from error
    if form == "json":
        before = {str(one.key): one for one in register.signers}
        now = read_register(register.root, register.client).signers
        changed = [_told(one) for one in now if before.get(str(one.key)) != one]
        click.echo(
            as_json("immerse.signers-changed/1", {"client": register.client, "file": str(place), "changed": changed})
        )
        return
    click.echo(place)
    click.echo(f"Next:  build or release {register.client}, so that the site publishes it", err=True)
