"""Clients as arguments: one or several, and the list of them where none is named."""

import functools
from collections.abc import Callable
from typing import Any, TypeVar, cast

import click

from immerse.cli.options import workspace

F = TypeVar("F", bound=Callable[..., Any])

_MOST_LISTED = 20
"""The greatest number of clients that are listed where none is named."""


def known(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """The callback of an argument or option that names a client: the client, if it exists.

    Raises:
        ImmerseError: there is no such client.
    """
    if value is None or ctx.resilient_parsing:
        return value
    from immerse.loading.layout import known_client

    return known_client(workspace(), value)


def _required(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is None and not ctx.resilient_parsing:
        raise click.UsageError(f"name a client: {_existing()}", ctx)
    return known(ctx, param, value)


def _existing() -> str:
    from immerse.loading.layout import client_ids

    clients = client_ids(workspace())
    more = f" and {len(clients) - _MOST_LISTED} more" if len(clients) > _MOST_LISTED else ""
    return ", ".join(clients[:_MOST_LISTED]) + more or "there is none yet; make one with immerse new client ID"


client_argument = click.argument("client", required=False, metavar="CLIENT", callback=_required)
"""`CLIENT`: one client, which has to be named and to exist."""


def clients_argument(command: F) -> F:
    """`[CLIENT]...`: these clients, or all if none is named; `--client ID` is the same."""

    @functools.wraps(command)
    def merged(*args: Any, named: tuple[str, ...], clients: tuple[str, ...], **rest: Any) -> Any:
        """Call the command with both kinds of names."""
        return command(*args, clients=(*named, *clients), **rest)

    option = click.option("--client", "clients", multiple=True, metavar="ID", help="The same as a bare CLIENT.")
    return click.argument("named", nargs=-1, metavar="[CLIENT]...")(option(cast(F, merged)))
