"""`diff`: compares two releases of a client's site, or the workspace with the last one, and lists duties."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from immerse.cli.clients import client_argument
from immerse.cli.options import VIEWS, format_option, on_option, out_option, store_option, workspace
from immerse.cli.output_files import write_file
from immerse.model.release import version_key
from immerse.problems import ContentProblems, ImmerseError
from immerse.storage.store import Store
from immerse.words.english import counted

if TYPE_CHECKING:
    from immerse.model.comparison import ReleaseComparison
    from immerse.releasing.ledger import Ledger
    from immerse.releasing.release_changes import Changed

DiffFormat = Literal["text", "md", "html", "json"]


@click.command(short_help="Show what changed since a release, and who has to do what.")
@client_argument
@click.argument("old", required=False, metavar="[A]")
@click.argument("new", required=False, metavar="[B]")
@format_option(
    "md", "html", "json", purpose="For a terminal, for a mail or a merge request, a page, or data for programs."
)
@click.option(
    "--view",
    type=click.Choice(VIEWS),
    help="Only changes that this view may show (default: everything, for an editor).",
)
@out_option(required=False)
@store_option
@on_option
def diff(
    client: str,
    old: str | None,
    new: str | None,
    form: DiffFormat,
    view: str | None,
    out: Path | None,
    store: Store,
    on: date,
) -> int:
    """Show what changed in CLIENT's site from release A to release B, and who has to do what about it.

    Without B, it compares A with the workspace as it is now; without A as well, the last release with the workspace.

    Against the workspace it also proposes a version. If changes have to be declared before a release, it names them and
    exits 1.
    """
    from immerse.releasing.ledger import read_ledger

    ledger = read_ledger(workspace(), client)
    if not ledger.versions:
        raise ImmerseError(f"nothing of {ledger.client} is released yet, so there is nothing to compare with")
    versions = [ledger.require_version(version) for version in (old or ledger.newest, new) if version is not None]
    if versions != sorted(versions, key=version_key):
        raise click.UsageError(f"name the earlier release first: {' '.join(reversed(versions))}")
    changed = _changed(ledger, versions, on, store)
    proposal = changed.proposal if len(versions) == 1 and not changed.problems else None
    content = _content(_seen_by(changed, view), form, proposal)
    if out:
        write_file(out, content.encode())
    else:
        click.echo(content, nl=False)
    for problem in changed.problems:
        click.echo(str(problem), err=True)
    if not changed.problems:
        return 0
    click.echo(f"{counted(len(changed.problems), 'problem')}: declare what changed before you release it.", err=True)
    return 1


def _changed(ledger: Ledger, versions: list[str], on: date, store: Store) -> Changed:
    from immerse.model.site_view import View
    from immerse.pipeline.prepare import plan_client
    from immerse.pipeline.source import read_source
    from immerse.releasing.fact_collection import facts_of
    from immerse.releasing.release_changes import changes_between, facts_in, what_changed

    if len(versions) == 2:
        return changes_between(*(facts_in(ledger, version) for version in versions))
    source = read_source(ledger.root, store)
    plans = {view: plan_client(source, ledger.client, view, on, draft=True) for view in View}
    if source.programme is None:
        raise ContentProblems(source.problems)
    return what_changed(facts_of(plans, source.programme), facts_in(ledger, versions[0]), source.programme)


def _seen_by(changed: Changed, view: str | None) -> ReleaseComparison:
    from immerse.model.site_view import View

    comparison = changed.views[View(view)] if view else changed.whole
    assert comparison is not None  # a release to compare with exists
    return comparison


def _content(comparison: ReleaseComparison, form: DiffFormat, proposal: tuple[str, str] | None) -> str:
    from immerse.releasing.comparison_formats import as_html, as_json, as_markdown, as_text

    if form == "json":
        return as_json(comparison, proposal)
    sentence = "Proposed version: {}, because {}.".format(*proposal) if proposal and not comparison.is_empty else ""
    render = {"text": as_text, "md": as_markdown, "html": as_html}[form]
    return render(comparison, sentence)
