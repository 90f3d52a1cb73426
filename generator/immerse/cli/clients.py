"""Naming clients on the command line: bare, one or several, and an answer for who named none."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar, cast

import click

from immerse.cli.options import workspace_of

F = TypeVar("F", bound=Callable[..., Any])

_LISTED = 20
"""Clients that are named where nobody named one."""


def _named(ctx: click.Context, param: click.Parameter, value: str | None) -> str:
    """The client; who names none is told which there are."""
    if value is None and not ctx.resilient_parsing:
        raise click.UsageError(f"name a client: {_known(ctx)}", ctx)
    return value or ""


def _known(ctx: click.Context) -> str:
    from immerse.loading import client_ids

    clients = client_ids(workspace_of(ctx))
    more = f" and {len(clients) - _LISTED} more" if len(clients) > _LISTED else ""
    return ", ".join(clients[:_LISTED]) + more or "there is none yet; make one with immerse new client ID"


def client_argument(command: F) -> F:
    """`CLIENT`: one client, which has to be named."""
    return click.argument("client", required=False, metavar="CLIENT", callback=_named)(command)


def clients_argument(command: F) -> F:
    """`[CLIENT]...`: these clients, all where none is named; `--client ID` says the same."""

    @functools.wraps(command)
    def merged(*args: Any, named: tuple[str, ...], clients: tuple[str, ...], **rest: Any) -> Any:
        return command(*args, clients=(*named, *clients), **rest)

    option = click.option("--client", "clients", multiple=True, metavar="ID", help="The same as a bare CLIENT.")
    return click.argument("named", nargs=-1, metavar="[CLIENT]...")(option(cast(F, merged)))
