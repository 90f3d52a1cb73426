"""`questions`: writes the questions to departments about a client."""

from datetime import date
from pathlib import Path

import click

from immerse.cli.clients import client_argument
from immerse.cli.options import format_option, on_option, out_option, report, workspace
from immerse.cli.output_files import write_file
from immerse.questionnaire.departments import DEPARTMENTS


@click.command(short_help="Ask each department for what a client's policy needs.")
@client_argument
@click.option(
    "--for",
    "department",
    type=click.Choice([*DEPARTMENTS, "all"]),
    default="all",
    show_default=True,
    help="Only the questions to this department.",
)
@out_option("File to write: a workbook to fill in (.xlsx), or a page to read and print (.html).", required=False)
@format_option("json", purpose="Without a file: for people or for programs.")
@on_option
def questions(client: str, department: str, out: Path | None, form: str, on: date) -> None:
    """Write the settings of CLIENT's policy as questions, to be answered without YAML.

    \b
    immerse questions harbour-foods --out harbour-foods.xlsx
    immerse questions harbour-foods --for legal --out legal.xlsx
    immerse questions harbour-foods --out harbour-foods.html

    A workbook has one sheet for each department, one with the defaults for unanswered questions, and one for each list.
    """
    from immerse.pipeline.prepare import refuse_foreign_settings
    from immerse.questionnaire.client_questions import questions_for
    from immerse.questionnaire.questionnaire_page import page
    from immerse.questionnaire.questionnaire_text import as_json, as_text
    from immerse.questionnaire.questions_workbook import workbook

    if out and out.suffix.lower() not in (".xlsx", ".html"):
        raise click.UsageError(f"--out {out}: name a workbook (.xlsx) or a page (.html)")
    root = workspace()
    questionnaire = questions_for(root, client).of(department)
    if out:
        refuse_foreign_settings(root, client, on)
        write_file(out, workbook(questionnaire) if out.suffix.lower() == ".xlsx" else page(questionnaire))
    report(form, as_json(questionnaire), () if out else as_text(questionnaire))
    if out and form == "text" and out.suffix.lower() == ".xlsx":
        click.echo(f"\nNext:  have it filled in, then immerse answers {client} {out}", err=True)
