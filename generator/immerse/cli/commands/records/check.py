"""`records check`: whether files are records that can be read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from immerse.cli.options import as_json, format_option
from immerse.cli.record_files import content_of, files_argument, message_of, place_of
from immerse.words.english import counted


@click.command(short_help="Say whether files are records that can be read.")
@files_argument
@click.option("--client", default="", metavar="CLIENT", help="The client whose records they have to be.")
@format_option("json")
def check(files: tuple[Path, ...], client: str, form: str) -> None:
    """Say of each file whether it is a record that can be read, and if not, what is wrong and where.

    Exits 1 where one is not.
    """
    told = [_judged(file, client) for file in files]
    if form == "json":
        click.echo(as_json("immerse.records-check/1", {"files": told}))
    else:
        for line in map(_judged_line, told):
            click.echo(line)
    wrong = sum(one["fault"] is not None for one in told)
    click.echo(f"{counted(len(files), 'file')}: {wrong} cannot be used", err=True)
    if wrong:
        sys.exit(1)


def _judged(file: Path, client: str) -> dict[str, Any]:
    from immerse.records import RecordRefused, parse, serialise

    content = content_of(file)
    try:
        record = parse(content, client)
    except RecordRefused as error:
        fault = error.fault
        told = {"code": fault.code, "place": fault.place, "message": message_of(fault)}
        return {"file": str(file), "fault": told}
    counts = {"client": record["client"], "rot": record["rot"], "entries": len(record["entries"])}
    as_written = content == serialise(record)
    return {"file": str(file), "fault": None, **counts, "events": len(record["events"]), "as_written": as_written}


def _judged_line(told: dict[str, Any]) -> str:
    fault = told["fault"]
    if fault:
        return f"{place_of(told['file'], fault['place'])}: {fault['message']}"
    changed = "" if told["as_written"] else "; not as immerse writes it, and says the same"
    return f"{told['file']}: {told['client']}, {counted(told['entries'], 'change')}{changed}"
