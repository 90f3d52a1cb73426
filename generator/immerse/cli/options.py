"""Options that several commands share, the workspace, and output for people or programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from immerse.model.site_view import View
from immerse.problems import ContentProblems, ImmerseError
from immerse.storage.store import NOTHING_KEPT, Store

if TYPE_CHECKING:
    from immerse.model.policy.custom import CustomSettings

F = TypeVar("F", bound=Callable[..., Any])

VIEWS = tuple(view.value for view in View)
"""The choices of an option that names a view."""

FILE = click.Path(path_type=Path, dir_okay=False)
"""The type of an argument or option that names a file."""


class DayType(click.ParamType[date]):
    """A day written 2026-12-01."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; fails if the text is not a day, or out of range."""
        from immerse.model.day_range import read_day

        if isinstance(value, date):
            return value
        try:
            return read_day(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


def day_option(flag: str, name: str, help_text: str) -> Callable[[F], F]:
    """An option for a day, by default today; `help_text` is its help."""
    return click.option(flag, name, type=DayType(), default=date.today, show_default="today", help=help_text)


on_option = day_option("--on", "on", "Judge dates (expiry, review) as of this day.")
"""`--on DATE`: the day on which dates are judged."""


def out_option(help_text: str = "File to write; - for stdout.", *, required: bool = True) -> Callable[[F], F]:
    """`--out FILE`; `help_text` is its help."""
    return click.option("--out", type=FILE, required=required, help=help_text)


def paper_option(name: str) -> Callable[[F], F]:
    """`--paper`: the size of the sheets of a PDF, under the name of the parameter that takes it."""
    sizes = click.Choice(["a4", "us-letter"])
    return click.option("--paper", name, type=sizes, default="a4", show_default=True, help="Size of the sheets.")


def view_option(*, with_both: bool) -> Callable[[F], F]:
    """`--view`: by default trainee, because the mentor view holds model answers."""
    choice = click.Choice([*VIEWS, "both"] if with_both else VIEWS)
    apart = "; host the two apart." if with_both else "."
    help_text = f"The mentor view also shows model answers and keys{apart}"
    return click.option("--view", type=choice, default="trainee", show_default=True, help=help_text)


def format_option(*formats: str, purpose: str = "For people or for programs.") -> Callable[[F], F]:
    """`--format`: by default text, or one of `formats`; `purpose` is its help."""
    choice = click.Choice(["text", *formats])
    return click.option("--format", "form", type=choice, default="text", show_default=True, help=purpose)


def report(form: str, members: Any, lines: Iterable[object]) -> None:
    """Print what a command reports: JSON for programs, or lines for people."""
    if form == "json":
        lines = [json.dumps(members, indent=2, ensure_ascii=False)]
    for line in lines:
        click.echo(line)


def store_option(command: F) -> F:
    """`--no-cache`: passes the store of the workspace, or with the option a store that keeps nothing."""

    def store(ctx: click.Context, param: click.Parameter, no_cache: bool) -> Store:
        """The callback of the option."""
        return NOTHING_KEPT if no_cache or ctx.resilient_parsing else Store.of(workspace())

    help_text = "Neither read nor write the cache in the folder .immerse."
    return click.option("--no-cache", "store", is_flag=True, callback=store, help=help_text)(command)


def draft_option(command: F) -> F:
    """`--draft`: accept stand-ins for values that nobody gave yet."""
    help_text = "Allow stand-in values; every page says that it is a draft."
    return click.option("--draft", is_flag=True, help=help_text)(command)


def views(value: str) -> tuple[View, ...]:
    """The views that a `--view` value stands for."""

    return tuple(View) if value == "both" else (View(value),)


def workspace() -> Path:
    """The workspace of `-C DIR`, or else this folder or the nearest parent that is one.

    Raises:
        ImmerseError: there is none.
    """
    from immerse.loading.layout import find_workspace

    return find_workspace(Path(click.get_current_context().obj or Path.cwd()))


def workspace_if_any(place: Path | None = None) -> Path | None:
    """The workspace that contains a place, or that of the command; None if there is none."""
    from immerse.loading.layout import find_workspace

    try:
        return find_workspace(place) if place else workspace()
    except ImmerseError:
        return None


def custom_settings() -> CustomSettings | None:
    """The workspace's own settings; None outside of a workspace, where only those of immerse are known."""
    from immerse.loading.custom_settings import load_custom_settings

    root = workspace() if click.get_current_context().obj else workspace_if_any()
    if root is None:
        return None
    custom, problems = load_custom_settings(root)
    if custom is None:
        raise ContentProblems(problems)
    return custom


def chosen_clients(root: Path, named: tuple[str, ...]) -> tuple[str, ...]:
    """The clients that are named, or else all.

    Raises:
        ImmerseError: one of them does not exist, or there is none.
    """
    from immerse.loading.layout import client_ids, known_client

    if named:
        return tuple(known_client(root, client) for client in dict.fromkeys(named))
    known = client_ids(root)
    if not known:
        raise ImmerseError("site_config/clients holds no client; make one with: immerse new client ID")
    return known


def near_setting(words: str, paths: Iterable[str]) -> str:
    """`; did you mean response.targets?`, of paths of the policy and the groups above them; empty if none is close."""
    from immerse.words.near_misses import near_miss

    above = {".".join(parts[:end]) for parts in (path.split(".") for path in paths) for end in range(1, len(parts) + 1)}
    nearest = near_miss(words, sorted(above))
    return f"; did you mean {nearest}?" if nearest else ""
