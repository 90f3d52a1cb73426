"""`records roster`: shows the progress of everybody in a client's cohorts, from a folder of records."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from immerse.cli.options import FILE, format_option, on_option, workspace
from immerse.cli.output_files import write_file
from immerse.cli.people_file import names_of, people_option
from immerse.cli.published_files import published_of
from immerse.cli.record_files import client_option, place_of
from immerse.problems import ContentProblems
from immerse.words.english import counted

if TYPE_CHECKING:
    from immerse.roster.labels import RosterFacts
    from immerse.roster.plans import Plans

_STDOUT = Path("-")


@click.command(short_help="Show the progress of a client's cohorts.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@client_option
@on_option
@people_option
@click.option("--out", type=FILE, default=_STDOUT, help="File to write, outside of workspaces and sites.")
@format_option("html", "xlsx", "csv", "json", purpose="For people, for a spreadsheet or for programs.")
def roster(folder: Path, client: str, on: date, people: Path | None, out: Path, form: str) -> int:
    """Show the progress of everybody in a client's cohorts.

    It shows for each person week, plan, gates, modules, and who waits for whom since when; for all of them together how
    much everybody signs, ramp, hand-over, and the brands with and without graduates.

    DIR is a folder, or a clone of a repository, with the trainees' records and the signers' own copies; it is read with
    all folders below it. Files of one rotation are read as one, so the roster does not depend on how records are spread
    over files. Signatures are verified by the releases and signers of the workspace. People are sorted by first day and
    id: there is no ranking.

    Exits 1 if a record cannot be read; the roster then lacks it.
    """
    from immerse.roster.folder import read_folder
    from immerse.roster.roster_facts import roster as roster_of
    from immerse.roster.rotations import Judges
    from immerse.signing.verification import Verifier

    if form == "xlsx" and out == _STDOUT:
        raise click.UsageError("a workbook cannot be printed; name a file with --out")
    published = published_of(client)
    names = names_of(people)
    contents = read_folder(folder, client)
    judges = Judges(published, list(published.books)[-1], Verifier(published), on.isoformat())
    write_file(out, _content(roster_of(contents, judges, _plans(client), names), form), of_people=True)
    for unread in (*contents.skipped, *contents.broken) if form != "text" else ():
        click.echo(f"{place_of(unread.file, unread.place)}: {unread.why}", err=True)
    files = f"{counted(len(contents.skipped), 'other file')}, {len(contents.broken)} damaged"
    click.echo(f"{counted(len(contents.records), 'rotation')}; {files}", err=True)
    return 1 if contents.broken else 0


def _plans(client: str) -> Plans:
    """The plans of a client on the day from which its policy holds, so that an outdated value stops no roster.

    Raises:
        ContentProblems: the policy or the programme cannot be read.
    """
    from immerse.loading.client import load_client
    from immerse.model.site_view import View
    from immerse.pipeline.prepare import compose_client
    from immerse.roster.plans import plans_of

    root = workspace()
    loaded, problems = load_client(root, client)
    if loaded is None or loaded.policy.site.release is None:
        raise ContentProblems(problems)
    return plans_of(compose_client(root, client, View.MENTOR, loaded.policy.site.release.effective))


def _content(facts: RosterFacts, form: str) -> bytes:
    from immerse.roster.roster_facts import roster_json
    from immerse.roster.roster_files import roster_csv, roster_workbook
    from immerse.roster.roster_page import roster_page
    from immerse.roster.roster_text import roster_text

    forms = {"text": roster_text, "html": roster_page, "xlsx": roster_workbook, "csv": roster_csv, "json": roster_json}
    return forms[form](facts)
