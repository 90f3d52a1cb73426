"""`release`: releases a version of a client's site, which never changes."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from immerse.cli.options import DayType, chosen_clients, format_option, on_option, report, store_option, workspace
from immerse.cli.output_files import changing_releases
from immerse.cli.problem_formats import as_json
from immerse.cli.progress import Progress
from immerse.model.release import is_version
from immerse.problems import ContentProblems, ImmerseError, Severity
from immerse.storage.store import Store
from immerse.words.english import counted, join

if TYPE_CHECKING:
    from immerse.releasing.release import Released


@click.command(short_help="Release a version of a client's site, which never changes.")
@click.argument("named", nargs=-1, metavar="[CLIENT]... [VERSION]")
@click.option("--all", "everyone", is_flag=True, help="Release every client.")
@click.option("--effective", type=DayType(), help="First day in force (default: the day in the client's policy).")
@click.option("--sunset", type=DayType(), help="The day on which the oldest version that is in force ends.")
@click.option("--dry-run", is_flag=True, help="Do everything except the release itself.")
@click.option("--yes", is_flag=True, help="Take the proposed version without asking.")
@format_option("json")
@store_option
@on_option
def release(
    *,
    named: tuple[str, ...],
    everyone: bool,
    effective: date | None,
    sunset: date | None,
    dry_run: bool,
    yes: bool,
    form: str,
    store: Store,
    on: date,
) -> None:
    """Release each CLIENT as VERSION (MAJOR.MINOR.PATCH), or as the version that is proposed.

    Both views are built and judged, written into the ledger below releases/, and put below published/, where they
    never change. Errors, warnings without a waiver, stand-in values and unverified law prevent a release. A version can
    be released again if every byte is the same, and is refused (exit code 3) otherwise.
    """
    from immerse.releasing.release import Releaser, ReleaseRequest

    root = workspace()
    clients, version = _clients_and_version(root, named, everyone=everyone)
    request = ReleaseRequest(version, effective, sunset, dry_run)
    with changing_releases(root), ReleaseOutput(form, dry_run=dry_run) as output, Progress(len(clients)) as progress:
        releaser = Releaser(root, clients, on, store)
        questions = _Questions(progress, on, yes=yes or dry_run)
        for client in clients:
            progress.begin(client)
            released = releaser.release(client, request, questions)
            progress.clear()
            output.add(released)


def _clients_and_version(root: Path, named: tuple[str, ...], *, everyone: bool) -> tuple[tuple[str, ...], str]:
    words, version = list(named), ""
    if words and _is_meant_as_version(root, words[-1]):
        version = words.pop()
        if not is_version(version):
            raise click.UsageError(f"{version!r} is not a version; write MAJOR.MINOR.PATCH, as 1.4.0")
    if words and everyone:
        raise click.UsageError("name clients, or release them all with --all, not both")
    if not words and not everyone:
        raise click.UsageError("name a client, or release them all with --all")
    return chosen_clients(root, tuple(words)), version


def _is_meant_as_version(root: Path, word: str) -> bool:
    """Whether a word is meant as a version: no id of a client contains a dot."""
    from immerse.loading.layout import client_ids

    return "." in word or (word.isdigit() and word not in client_ids(root))


class _Questions:
    """Asks the user at the terminal."""

    def __init__(self, progress: Progress, on: date, *, yes: bool) -> None:
        """With `yes`, accept every proposed version."""
        self._progress, self._on, self._yes = progress, on, yes

    def agree(self, client: str, version: str, why: str) -> None:
        """Say which version is proposed, and ask whether the client is released as that one."""
        self._progress.clear()
        click.echo(f"{client}: {version} is proposed, because {why}", err=True)
        if self._yes:
            return
        if not sys.stdin.isatty():
            raise ImmerseError(f"there is no terminal to ask on; name the version, or add --yes to take {version}")
        if not click.confirm(f"Release {client} {version}?", err=True):
            raise click.Abort

    def sunset(self, client: str, version: str, open_ended: tuple[str, ...]) -> date:
        """Ask for the day on which a version ends, until it is one after today."""
        self._progress.clear()
        reason = f"{client}: {version} would be in force beside {join(open_ended)}, and at most two may be"
        if not sys.stdin.isatty():
            raise ImmerseError(f"{reason}; say on which day {version} ends, with --sunset DATE (as 2027-03-01)")
        click.echo(reason, err=True)
        day: date = click.prompt(f"On which day does {version} end (as 2027-03-01)?", value_proc=self._day, err=True)
        return day

    def _day(self, typed: str) -> date:
        day = DayType().convert(typed, None, None)
        if day <= self._on:
            raise click.BadParameter(f"{day} is not after {self._on}")
        return day


class ReleaseOutput:
    """Reports what was released, also if a later client stops the command."""

    def __init__(self, form: str, *, dry_run: bool) -> None:
        self._form, self._dry_run = form, dry_run
        self._done: list[Released] = []

    def add(self, released: Released) -> None:
        """Report that a client is released."""
        self._done.append(released)
        if self._form == "text":
            _report(released, dry_run=self._dry_run)

    def __enter__(self) -> ReleaseOutput:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if self._form == "json" and (self._done or error is None):
            report("json", [_as_json(released, dry_run=self._dry_run) for released in self._done], ())
        if isinstance(error, ContentProblems) and self._done and not self._dry_run:
            for problem in error.problems:
                click.echo(str(problem), err=True)
            named = ", ".join(f"{released.client} {released.version}" for released in self._done)
            click.echo(f"{counted(len(error.problems), 'problem')}; released before it was met: {named}.", err=True)
            sys.exit(1)


def _report(released: Released, *, dry_run: bool) -> None:
    for problem in released.problems:
        if problem.severity is Severity.WARNING:
            click.echo(str(problem), err=True)
    name = f"{released.client} {released.version}"
    if released.is_unchanged:
        withdrawn = f"; it was withdrawn: {released.withdrawn}" if released.withdrawn else ""
        click.echo(f"{name}  was released before, every byte is the same{withdrawn}")
        return
    outcome = "would be released" if dry_run else "released"
    click.echo(f"{name}  {outcome}, in force from {released.effective}")
    for folder in () if dry_run else released.folders:
        click.echo(f"  {folder}")
    if released.ends and not released.until:
        why = "at most two versions may be in force"
        click.echo(f"  would ask on which day {released.ends} ends, as {why}; --sunset DATE answers it")
    elif released.ends:
        click.echo(f"  {released.ends} {'would end' if dry_run else 'ends'} on {released.until}")


def _as_json(released: Released, *, dry_run: bool) -> dict[str, object]:
    return {
        "client": released.client,
        "version": released.version,
        "effective": released.effective.isoformat(),
        "released": not dry_run and not released.is_unchanged,
        "unchanged": released.is_unchanged,
        "ends": released.ends,
        "until": released.until.isoformat() if released.until else None,
        "folders": [str(folder) for folder in released.folders],
        "problems": [as_json(problem) for problem in released.problems],
    }
