"""A client's signers.yml on the command line: its options, the request that is taken over, and what changed."""

from __future__ import annotations

import re
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from immerse.cli.options import DayType, as_json, chosen_clients, workspace_of
from immerse.cli.output_files import not_written
from immerse.cli.record_files import message_of, place_of
from immerse.model.public_keys import KID
from immerse.problems import ImmerseError, Refused

if TYPE_CHECKING:
    from immerse.enrolling import Register
    from immerse.model.signers import Signer
    from immerse.signing.requests import Request


TWO_YEARS = timedelta(days=730)

client_option = click.option(
    "--client", required=True, metavar="CLIENT", help="The client for whose records the key signs."
)
request_argument = click.argument("request", metavar="REQUEST", type=click.Path(path_type=Path, dir_okay=False))


class KeyCommand(click.Command):
    """A command whose KEY may begin with `-`, as one of 64 names of keys does.

    Only a whole name is taken for KEY. Every other word that begins with `-` is an option, or an error.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        options = (param for param in self.params if isinstance(param, click.Option) and not param.is_flag)
        takes_value = {name for option in options for name in option.opts}
        words = [
            _SHIELD + word if _DASHED_KEY.fullmatch(word) and before not in takes_value else word
            for before, word in zip(["", *args], args, strict=False)
        ]
        return super().parse_args(ctx, words)


_DASHED_KEY = re.compile(f"(?=-){KID}")
_SHIELD = "\0"
"""Stands before a name that begins with `-` while click parses; no word of a command line contains it."""

key_argument = click.argument(
    "key", metavar="KEY", callback=lambda ctx, param, value: value and value.removeprefix(_SHIELD)
)
from_option = click.option(
    "--from", "first", type=DayType(), default=date.today, show_default="today", help="First day on which it may sign."
)
until_option = click.option(
    "--until", "last", type=DayType(), show_default="two years from then", help="Last day on which it may sign."
)
fingerprint_option = click.option(
    "--fingerprint", metavar="TEXT", help="The fingerprint that its owner read to you; without it, you are asked."
)


def signer_as_json(one: Signer) -> dict[str, Any]:
    from immerse.model.public_keys import fingerprint

    said = one.model_dump(mode="json", by_alias=True)
    return {**said, "fingerprint": fingerprint(one.key)}


def register_of(ctx: click.Context, client: str) -> Register:
    from immerse.enrolling import read_register

    root = workspace_of(ctx)
    (known,) = chosen_clients(root, (client,))
    return read_register(root, known)


def read_request_file(file: Path) -> Request:
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


def compare_fingerprint(asked: Request, client: str, said: str | None) -> None:
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


def split_list(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in text.split(","))))


def write_changed(register: Register, content: bytes, form: str) -> None:
    from immerse.enrolling import read_register, write_register

    try:
        place = write_register(register, content)
    except OSError as error:
        raise not_written(error, register.root) from error
    if form == "json":
        before = {str(one.key): one for one in register.signers}
        now = read_register(register.root, register.client).signers
        changed = [signer_as_json(one) for one in now if before.get(str(one.key)) != one]
        click.echo(
            as_json("immerse.signers-changed/1", {"client": register.client, "file": str(place), "changed": changed})
        )
        return
    click.echo(place)
    click.echo(f"Next:  build or release {register.client}, so that the site publishes it", err=True)
