"""Options that several commands share."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from immerse.cli.streams import Unheard
from immerse.problems import ContentProblems, ImmerseError
from immerse.store import NOTHING_KEPT, Store

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


def unwritable(place: Path, error: OSError) -> ImmerseError:
    """The sentence for a place that refuses what was to be written there."""
    why = "a file stands where a folder is needed" if isinstance(error, _NO_FOLDER) else error.strerror
    return ImmerseError(f"{place} cannot be written: {why}; name another place")


def not_written(error: OSError, root: Path) -> ImmerseError:
    """The sentence for a file of the workspace that refuses what was to be written there, and is the old one still."""
    place = error.filename or root
    return ImmerseError(f"{place} cannot be written: {error.strerror}; it is as it was. Mend that and try again")


@contextmanager
def not_published(root: Path) -> Iterator[None]:
    """Say of a disk that refuses what a command writes of releases, in one sentence."""
    try:
        yield
    except Unheard:
        raise  # no disk of ours refused: nobody reads what the command says
    except OSError as error:
        place = error.filename or root
        sentence = "what was released before is as it was, and the next command completes or undoes this one"
        raise ImmerseError(f"{place} cannot be written: {error.strerror}; {sentence}") from error


SOURCES = ("curriculum", "playbooks", "site_config")
_NO_FOLDER = (FileExistsError, NotADirectoryError)


def outside_content(root: Path | None, place: Path) -> None:
    """Refuse to write among the sources, where the next check would find it, and through a symbolic link.

    Raises:
        ImmerseError: what to name instead.
    """
    if place.is_symlink():
        raise ImmerseError(f"{place} is a symbolic link; name the place that it leads to")
    whole = place.resolve()
    for above in filter(None, (root, _workspace_above(whole))):
        for folder in SOURCES:
            if whole.is_relative_to((above / folder).resolve()):
                raise ImmerseError(f"{place} lies in {folder}/, where only content belongs; name another place")


def _workspace_above(place: Path) -> Path | None:
    """The workspace, also another one, in which a place lies."""
    from immerse.loading.workspace import find_workspace

    try:
        return find_workspace(place)
    except ImmerseError:
        return None


def write_file(out: Path, content: bytes, *, aside: bool = False) -> None:
    """Write one file that somebody named with `--out`, whole or not at all, and say where it is.

    `-` is the output of the command itself. What is no plain file (a pipe, a device) is written through.

    Args:
        aside: Say it on stderr, because what the command reports goes to stdout.

    Raises:
        ImmerseError: the place is one of the sources, a symbolic link, or cannot be written.
    """
    from immerse.output.writing import write_whole

    if out == Path("-"):
        click.echo(content, nl=False)
        return
    through = _DEVICES in out.parents or (out.exists() and not out.is_file())
    try:
        if through:
            with out.open("wb") as stream:
                stream.write(content)
        else:
            outside_content(_root_if_any(), out)
            write_whole(out, content)
    except OSError as error:
        raise unwritable(out, error) from error
    click.echo(str(out), err=through or aside)


def _root_if_any() -> Path | None:
    """The workspace; None outside of one, where `schema` works too."""
    try:
        return workspace_of(click.get_current_context())
    except ImmerseError:
        return None


_DEVICES = Path("/dev")


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
