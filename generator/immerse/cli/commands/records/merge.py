"""`records merge`: merges copies of one record."""

from pathlib import Path

import click

from immerse.cli.options import format_option, out_option, report
from immerse.cli.output_files import write_file
from immerse.cli.record_files import files_argument, read_record
from immerse.problems import Refused


@click.command(short_help="Merge copies of one record.")
@files_argument
@out_option("File to write, outside of workspaces and sites; - for stdout.")
@format_option("json")
def merge(files: tuple[Path, ...], out: Path, form: str) -> None:
    """Merge copies of one record: the result has all entries of all copies, whatever their order.

    A text that was erased in one copy stays erased. Records of different clients or rotations are refused.
    """
    from immerse.records import RecordRefused, new_entries, serialise
    from immerse.records import merge as merged_with

    if form == "json" and out == Path("-"):
        raise click.UsageError("JSON and the record cannot both go to stdout; name a file with --out")
    copies = [read_record(file) for file in files]
    whole = copies[0]
    for file, copy in zip(files[1:], copies[1:], strict=True):
        try:
            whole = merged_with(whole, copy)
        except RecordRefused as error:
            raise Refused(f"{file}: {error}") from None
    counts = [
        {"file": str(file), "entries": len(copy["entries"]), "lacks": len(new_entries(copy, whole))}
        for file, copy in zip(files, copies, strict=True)
    ]
    write_file(out, serialise(whole), aside=form == "json", of_people=True)
    head = {"schema": "immerse.records-merge/1", "out": str(out), "entries": len(whole["entries"])}
    report(form, {**head, "files": counts}, ())
    for part in counts if form == "text" else ():
        click.echo(f"{part['file']}: has {part['entries']} of {head['entries']} entries of the merged record", err=True)
