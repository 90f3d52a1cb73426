"""`build`: builds the sites of clients."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from immerse.cli.clients import clients_argument
from immerse.cli.left_over_sites import lost_files, report_left_over
from immerse.cli.options import chosen_clients, draft_option, on_option, store_option, view_option, views, workspace
from immerse.cli.output_files import outside_content, writing
from immerse.cli.problem_formats import print_warnings
from immerse.cli.progress import Progress
from immerse.problems import Problem, Unfinished
from immerse.storage.store import Store
from immerse.words.english import counted

if TYPE_CHECKING:
    from immerse.building.build_result import BuildResult
    from immerse.building.builder import Builder
    from immerse.building.jobs import Built
    from immerse.model.site_view import View


_NAMED = 5
"""The greatest number of unscanned words that are named; others are counted."""


@click.command(short_help="Build the sites.")
@clients_argument
@click.option("--all", "everyone", is_flag=True, help="Build every client (the default when none is named).")
@view_option(with_both=True)
@draft_option
@click.option("--offline", is_flag=True, help="Make pages that open from the disk (.html addresses).")
@click.option("--out", type=click.Path(path_type=Path), default=None, help="Folder for the sites (default: site).")
@click.option("--prune", is_flag=True, help="Remove sites in that folder which are no longer built.")
@click.option("--force", is_flag=True, help="Build sites even if nothing in them changes.")
@click.option(
    "--jobs", type=click.IntRange(1), default=None, metavar="N", help="Processes at once (default: one per core)."
)
@click.option(
    "--scheduler", default=None, metavar="ADDRESS", help="Build on the workers of this Dask scheduler (immerse[dask])."
)
@store_option
@on_option
def build(
    *,
    clients: tuple[str, ...],
    everyone: bool,
    view: str,
    out: Path | None,
    prune: bool,
    jobs: int | None,
    scheduler: str | None,
    store: Store,
    on: date,
    **options: bool,
) -> int:
    """Build the site of each CLIENT, or of all, into OUT/CLIENT/VIEW.

    A site is rendered in a private folder, scanned for every other client's words, and only then put in place; a build
    that fails leaves the earlier site as it was. A client some of whose values are stand-ins is named and left out,
    unless it is built as a draft. A site of which no file would change is not built again; on another day the rules
    judge it again. --force builds it anyway.

    Sites of clients that no longer exist, and the other view of a client that was built, stay and are named; --prune
    removes them, except those to which somebody else added a file.
    """
    from immerse.building.builder import Builder

    if clients and everyone:
        raise click.UsageError("name clients, or build them all with --all, not both")
    root = workspace()
    target = out if out is not None else root / "site"
    outside_content(root, target)
    wanted, chosen = chosen_clients(root, clients), views(view)
    builder = Builder(root, target, on, store, **options)
    with writing(target), _started(builder, wanted, chosen, jobs, scheduler) as built:
        has_drafts = _reported(built, wanted)
    report_left_over(target, chosen_clients(root, ()), wanted, [view.value for view in chosen], prune=prune)
    return 1 if has_drafts else 0


@contextmanager
def _started(
    builder: Builder, clients: tuple[str, ...], chosen: tuple[View, ...], jobs: int | None, scheduler: str | None
) -> Iterator[Iterator[Built]]:
    """The results for each client in their order, built on this machine or by the workers of a scheduler."""
    from immerse.building.jobs import build_clients, cores, processes

    if scheduler and jobs:
        raise click.UsageError("--jobs is for this machine and --scheduler for others; use one of them")
    if scheduler:
        from immerse.building.cluster import build_on, cluster_at

        with cluster_at(scheduler) as cluster:
            yield build_on(cluster, builder, clients, chosen)
    else:
        with processes(jobs or cores(), len(clients)) as executor:
            yield build_clients(builder, clients, chosen, executor)


def _reported(sites: Iterable[Built], clients: tuple[str, ...]) -> bool:
    """Report the result for each client; whether a client was left out because it is a draft."""
    drafts: list[Problem] = []
    reported: set[Problem] = set()
    with Progress(len(clients)) as progress:
        progress.begin(clients[0])
        for number, built in enumerate(sites, 1):
            progress.clear()
            for site in built.sites:
                _report(site, reported)
            if isinstance(built.error, Unfinished):
                drafts += built.error.problems
            elif built.error:
                raise built.error
            progress.begin(*clients[number : number + 1])
    for problem in drafts:
        click.echo(str(problem), err=True)
    return bool(drafts)


def _report(result: BuildResult, reported: set[Problem]) -> None:
    """Print the folder of a site and its warnings, except those that were reported of another site."""
    print_warnings(problem for problem in result.problems if problem not in reported)
    reported.update(result.problems)
    if unscanned := result.unscanned:
        named = ", ".join(unscanned[:_NAMED])
        more = f" and {len(unscanned) - _NAMED} more" if len(unscanned) > _NAMED else ""
        click.echo(f"search this site yourself for words too short or common for the check: {named}{more}", err=True)
    unchanged = ", unchanged" if result.is_unchanged else ""
    click.echo(f"{result.folder}  {counted(result.pages, 'page')}, {result.bytes / 1_000_000:.1f} MB{unchanged}")
    if result.lost:
        click.echo(f"{result.folder}: {lost_files(result.lost)}", err=True)
