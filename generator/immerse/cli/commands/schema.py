"""`schema`: prints the JSON Schema of a kind of file."""

from pathlib import Path

import click

from immerse.cli.options import custom_settings
from immerse.cli.output_files import write_file


@click.command(short_help="Print the JSON Schema of a kind of file.")
@click.argument("name", required=False)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Write all of them into this folder.")
def schema(name: str | None, out: Path | None) -> None:
    """Print the JSON Schema of a kind of file, for editors that complete and check YAML.

    NAME is one of: curriculum, module, lesson, drills, checks, playbook, rotation, policy, overlay, look, waivers,
    answers, signers, settings, record, event. The first line of each file of a workspace names its schema in the folder
    schema/; write that folder again with --out schema after an update of immerse or a change of
    site_config/settings.yml, which extends the schema of a policy. record is the file that a trainee keeps, and event
    is what people sign in it.
    """
    from immerse.loading.file_kinds import KINDS
    from immerse.loading.schemas import schema_file
    from immerse.records import schema as records
    from immerse.signing import schema as events

    if (name is None) == (out is None):
        raise click.UsageError("name one kind of file to print, or a folder for all of them with --out")
    settings = custom_settings()
    signed = {records.NAME: records.record_schema, events.NAME: events.event_schema}
    if name is not None:
        click.echo(records.text_of(signed[name]()) if name in signed else schema_file(name, settings), nl=False)
        return
    assert out is not None
    for kind in (*KINDS, *signed):
        content = records.text_of(signed[kind]()) if kind in signed else schema_file(kind, settings)
        write_file(out / f"{kind}.json", content.encode())
