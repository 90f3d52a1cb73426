"""`records merge`: copies of one record as one."""

from __future__ import annotations

from pathlib import Path

import click

from immerse.cli.options import as_json, format_option
from immerse.cli.output_files import write_file
from immerse.cli.record_files import files_argument, out_option, read_record
from immerse.problems import Refused


@click.command(short_help="Put copies of one record together.")
@files_argument
@out_option
@format_option("json")
def merge(files: tuple[Path, ...], out: Path, form: str) -> None:
    """Put copies of one record together: everything that stands in any of them, whichever is named first.

    A text that one copy erased does not come back. Records of different clients or rotations are refused.
    """
    from immerse.records import RecordRefused, new_entries, serialise
    from immerse.records import merge as merged_with

    if form == "json" and out == Path("-"):
        raise click.UsageError("one of the two can go to stdout: name a file with --out")
    copies = [read_record(file) for file in files]
    whole = copies[0]
    for file, copy in zip(files[1:], copies[1:], strict=True):
        try:
            whole = merged_with(whole, copy)
        except RecordRefused as error:
            raise Refused(f"{file}: {error}") from None
    told = [
        {"file": str(file), "entries": len(copy["entries"]), "lacks": len(new_entries(copy, whole))}
        for file, copy in zip(files, copies, strict=True)
    ]
    write_file(out, serialise(whole), aside=form == "json")
    if form == "json":
        said = {"out": str(out), "entries": len(whole["entries"]), "files": told}
        click.echo(as_json("immerse.records-merge/1", said))
        return
    for one in told:
        click.echo(f"{one['file']}: {one['entries']} entries, {one['lacks']} more in the merged record", err=True)
