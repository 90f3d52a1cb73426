"""`records roster`: where everybody of a client's cohorts stands, from a folder of records."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from immerse.cli.options import chosen_clients, format_option, on_option, workspace_of
from immerse.cli.output_files import write_file
from immerse.cli.people_file import names_of, people_option
from immerse.cli.published_files import published_of
from immerse.cli.record_files import client_option, place_of
from immerse.problems import ContentProblems
from immerse.words.english import counted

if TYPE_CHECKING:
    from immerse.roster.plans import Plans

_STDOUT = Path("-")


@click.command(short_help="Say where everybody of a client's cohorts stands.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@client_option
@on_option
@people_option
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), default=_STDOUT, help="File to write.")
@format_option("html", "xlsx", "csv", "json", said="For people, for a spreadsheet or for programs.")
@click.pass_context
def roster(ctx: click.Context, folder: Path, client: str, on: date, people: Path | None, out: Path, form: str) -> None:
    """Say where everybody of a client's cohorts stands.

    For each person week and plan, gates, modules, and who waits for whom since when; for all of them together how much
    everybody signs, ramp, hand-over, and the brands with and without graduates.

    DIR is a folder, or a clone of a repository, with the trainees' records and what signers keep of their own; it is
    read with everything below it. Files of one rotation are read as one, so the roster does not depend on how records
    are spread over files. Signatures are verified by the releases and signers of the workspace. People stand by their
    first days and ids: there is no ranking.

    Exits 1 where a record cannot be read; the roster then lacks it.
    """
    from immerse.roster.folder import read_folder
    from immerse.roster.roster_facts import roster as roster_of
    from immerse.roster.rotations import Judges
    from immerse.signing.verification import Verifier

    if form == "xlsx" and out == _STDOUT:
        raise click.UsageError("a workbook is a file: name it with --out")
    published = published_of(ctx, client)
    names = names_of(ctx, people)
    found = read_folder(folder, client)
    judges = Judges(published, list(published.books)[-1], Verifier(published), on.isoformat())
    facts = roster_of(found, judges, _plans(ctx, client), names)
    write_file(out, _FORMS[form](facts))
    if form != "text":
        for told in (*found.skipped, *found.broken):
            click.echo(f"{place_of(told.file, told.place)}: {told.why}", err=True)
    files = f"{counted(len(found.skipped), 'other file')}, {len(found.broken)} damaged"
    click.echo(f"{counted(len(found.records), 'rotation')}; {files}", err=True)
    if found.broken:
        sys.exit(1)


def _plans(ctx: click.Context, client: str) -> Plans:
    """What a client plans, as on the day from which its policy holds: what is out of date since then stops no roster.

    Raises:
        ContentProblems: the policy or the programme cannot be read.
    """
    from immerse.loading import load_client
    from immerse.model.edition import View
    from immerse.pipeline import compose_client
    from immerse.roster.plans import plans_of

    root = workspace_of(ctx)
    (known,) = chosen_clients(root, (client,))
    found, problems = load_client(root, known)
    if found is None or found.policy.site.release is None:
        raise ContentProblems(problems)
    return plans_of(compose_client(root, known, View.MENTOR, found.policy.site.release.effective))


def _text(facts: dict[str, Any]) -> bytes:
    from immerse.roster.roster_text import lines_of

    return "".join(f"{line}\n" for line in lines_of(facts)).encode()


def _page(facts: dict[str, Any]) -> bytes:
    from immerse.roster.roster_page import roster_page

    return roster_page(facts)


def _workbook(facts: dict[str, Any]) -> bytes:
    from immerse.roster.roster_files import roster_workbook

    return roster_workbook(facts)


def _csv(facts: dict[str, Any]) -> bytes:
    from immerse.roster.roster_files import roster_csv

    return roster_csv(facts)


def _json(facts: dict[str, Any]) -> bytes:
    from immerse.roster.roster_facts import roster_json

    return roster_json(facts)


_FORMS = {"text": _text, "html": _page, "xlsx": _workbook, "csv": _csv, "json": _json}
