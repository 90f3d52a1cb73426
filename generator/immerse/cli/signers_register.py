"""Shared by the commands of signers.yml: options, the comparison of a request, and the report of changes."""

from __future__ import annotations

import functools
import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from immerse.cli.clients import known
from immerse.cli.options import FILE, DayType, day_option, report, workspace
from immerse.cli.output_files import changing
from immerse.cli.record_files import bytes_of, place_of
from immerse.model.periods import later
from immerse.model.public_keys import KEY_YEARS, KID
from immerse.problems import ImmerseError, Refused

if TYPE_CHECKING:
    from immerse.enrolling import Register
    from immerse.model.signers import Signer
    from immerse.signing.requests import Request

F = TypeVar("F", bound=Callable[..., Any])

_LASTS = f"{KEY_YEARS} years from then"

client_option = click.option(
    "--client", required=True, metavar="CLIENT", callback=known, help="The client for whose records the key signs."
)
request_argument = click.argument("request", metavar="REQUEST", type=FILE)


class KeyCommand(click.Command):
    """A command whose KEY may begin with `-`, as one of 64 names of keys does.

    Only a whole name is taken for KEY. Every other word that begins with `-` is an option, or an error.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments with whole names protected."""
        options = (param for param in self.params if isinstance(param, click.Option) and not param.is_flag)
        takes_value = {name for option in options for name in option.opts}
        words = [
            _SHIELD + word if _DASHED_KEY.fullmatch(word) and before not in takes_value else word
            for before, word in zip(["", *args], args, strict=False)
        ]
        return super().parse_args(ctx, words)


_DASHED_KEY = re.compile(f"(?=-){KID}")
_SHIELD = "\0"
"""Prefix of a name that begins with `-` while click parses; no argument of a process can contain it."""

key_argument = click.argument(
    "key", metavar="KEY", callback=lambda ctx, param, value: value and value.removeprefix(_SHIELD)
)


def request_options(command: F) -> F:
    """`--from`, `--until` and `--fingerprint` of a request; passes `days`, the first and the last one."""

    @functools.wraps(command)
    def merged(*args: Any, first: date, last: date | None, **rest: Any) -> Any:
        """Call the command with both days."""
        return command(*args, days=(first, last or later(first, months=12 * KEY_YEARS, days=-1)), **rest)

    options = (
        day_option("--from", "first", "First day on which it may sign."),
        click.option("--until", "last", type=DayType(), show_default=_LASTS, help="Last day on which it may sign."),
        click.option("--fingerprint", metavar="TEXT", help="The fingerprint that its owner read out (default: ask)."),
    )
    for option in reversed(options):
        merged = option(merged)
    return cast(F, merged)


def signer_as_json(signer: Signer) -> dict[str, Any]:
    """An entry of signers.yml for programs, with its fingerprint."""
    from immerse.model.public_keys import fingerprint

    return {**signer.model_dump(mode="json", by_alias=True), "fingerprint": fingerprint(signer.key)}


def register_of(client: str) -> Register:
    """The signers of a client.

    Raises:
        ContentProblems: signers.yml has errors.
    """
    from immerse.enrolling import read_register

    return read_register(workspace(), client)


def compared_request(file: Path, client: str, heard: str | None) -> Request:
    """The request in a file, after its proof was verified and its fingerprint compared.

    Args:
        heard: The fingerprint that its owner read out; without it, the user is asked to compare it.

    Raises:
        Refused: the request is wrong, for another client, or has another fingerprint.
        ImmerseError: the file cannot be read, or there is no terminal to ask on.
    """
    from immerse.records import RecordRefused
    from immerse.signing.json_files import MOST_BYTES
    from immerse.signing.requests import read_request

    try:
        request = read_request(bytes_of(file, MOST_BYTES + 1))
    except RecordRefused as error:
        raise Refused(f"{place_of(file, error.fault.place)}: {error.fault.message}") from None
    _compare_fingerprint(request, client, heard)
    return request


def _compare_fingerprint(request: Request, client: str, heard: str | None) -> None:
    from immerse.model.public_keys import fingerprint, thumbprint

    if request["client"] != client:
        raise Refused(f"the request is for the client {request['client']}, and not for {client}")
    computed = fingerprint(thumbprint(request["jwk"]["x"], request["jwk"]["y"]))
    if heard is not None:
        if heard.upper().replace(" ", "").replace("-", "") != computed.replace(" ", ""):
            raise Refused("this is not the fingerprint of the request; do not use this key; nothing was written")
        return
    if not sys.stdin.isatty():
        raise ImmerseError(
            "there is no terminal to ask on; name the fingerprint that was read to you with --fingerprint"
        )
    click.echo(f"{request['name']}, {request['role']}, asked on {request['at'][:10]}\n\n    {computed}\n", err=True)
    if not click.confirm("Did they read exactly this to you, by voice?", err=True):
        raise Refused("the fingerprint was not compared; nothing was written")


def split_list(text: str) -> tuple[str, ...]:
    """The parts of a list that is written with commas."""
    return tuple(filter(None, (part.strip() for part in text.split(","))))


def write_changed(register: Register, content: bytes, form: str) -> None:
    """Write signers.yml with its new content, and report the signers that changed.

    Raises:
        ContentProblems, ImmerseError: as `write_register`; the file is unchanged.
    """
    from immerse.enrolling import read_register, write_register

    with changing(register.root):
        file = write_register(register, content)
    signers = read_register(register.root, register.client).signers if form == "json" else ()
    changed = [signer_as_json(signer) for signer in signers if signer not in register.signers]
    members = {"schema": "immerse.signers-changed/1", "client": register.client, "file": str(file), "changed": changed}
    report(form, members, [file])
    if form != "json":
        click.echo(f"Next:  build or release {register.client}, so that the site publishes it", err=True)
