"""Options that several commands share."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from immerse.problems import ContentProblems, ImmerseError
from immerse.storage.store import NOTHING_KEPT, Store

if TYPE_CHECKING:
    from immerse.model.edition import View
    from immerse.model.policy.custom import CustomSettings

F = TypeVar("F", bound=Callable[..., Any])


class DayType(click.ParamType[date]):
    """A day written 2026-12-01."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        from immerse.model.days import read_day

        if isinstance(value, date):
            return value
        try:
            return read_day(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


def on_option(command: F) -> F:
    """`--on DATE`: the day on which dates are judged, today unless told."""
    return click.option(
        "--on",
        type=DayType(),
        default=date.today,
        show_default="today",
        help="Judge dates (expiry, review) as of this day.",
    )(command)


def view_option(*, both: bool) -> Callable[[F], F]:
    """`--view`: trainee unless told, because the mentor view holds model answers."""
    return click.option(
        "--view",
        type=click.Choice(["trainee", "mentor", "both"] if both else ["trainee", "mentor"]),
        default="trainee",
        show_default=True,
        help="The mentor view also shows model answers and keys; host the two apart.",
    )


def format_option(*others: str, said: str = "For people or for programs.") -> Callable[[F], F]:
    """`--format`: text unless told, or one of `others`; `said` is what it is for."""
    return click.option(
        "--format", "form", type=click.Choice(["text", *others]), default="text", show_default=True, help=said
    )


def as_json(schema: str, members: dict[str, Any]) -> str:
    """What a command reports, for programs."""
    return json.dumps({"schema": schema, **members}, indent=2, ensure_ascii=False)


def store_option(command: F) -> F:
    """`--no-cache`: without what earlier runs kept in the workspace; use `store_of`."""
    return click.option(
        "--no-cache", is_flag=True, help="Read and make everything anew, and keep nothing in the folder .immerse."
    )(command)


def store_of(root: Path, *, no_cache: bool) -> Store:
    """What earlier runs kept in a workspace; nothing where it is not wanted."""
    return NOTHING_KEPT if no_cache else Store.of(root)


def draft_option(command: F) -> F:
    """`--draft`: with values that nobody gave yet."""
    return click.option(
        "--draft", is_flag=True, help="Also for a client some of whose values are stand-ins; every page says so."
    )(command)


def views(value: str) -> tuple[View, ...]:
    """The views that a `--view` value stands for."""
    from immerse.model.edition import View

    return tuple(View) if value == "both" else (View(value),)


def workspace_of(ctx: click.Context) -> Path:
    """The workspace of `-C DIR`, else this folder or the parent that is one."""
    from immerse.loading import find_workspace

    return find_workspace(Path(ctx.obj) if ctx.obj else Path.cwd())


def custom_settings(ctx: click.Context) -> CustomSettings | None:
    """The workspace's own settings; None outside of a workspace, where the shared contract is still of use."""
    from immerse.loading import load_custom_settings

    try:
        root = workspace_of(ctx)
    except ImmerseError:
        if ctx.obj:
            raise
        return None
    custom, problems = load_custom_settings(root)
    if custom is None:
        raise ContentProblems(problems)
    return custom


def chosen_clients(root: Path, named: tuple[str, ...]) -> tuple[str, ...]:
    """The clients named, else all; raises ImmerseError for one that is not there."""
    from immerse.loading import client_ids
    from immerse.pipeline import known_client

    if named:
        return tuple(known_client(root, client) for client in dict.fromkeys(named))
    known = client_ids(root)
    if not known:
        raise ImmerseError("site_config/clients holds no client; make one with: immerse new client ID")
    return known


def near_setting(words: str, paths: Iterable[str]) -> str:
    """`; did you mean response.targets?`, of paths of the policy and of what stands above them, or nothing."""
    from immerse.words.near_misses import near_miss

    above = {".".join(parts[:end]) for parts in (path.split(".") for path in paths) for end in range(1, len(parts) + 1)}
    meant = near_miss(words, sorted(above))
    return f"; did you mean {meant}?" if meant else ""
