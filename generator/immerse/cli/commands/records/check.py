"""`records check`: checks whether files are records that can be read."""

from pathlib import Path
from typing import Any

import click

from immerse.cli.options import format_option, report
from immerse.cli.record_files import content_of, files_argument, place_of
from immerse.problems import ImmerseError
from immerse.words.english import counted


@click.command(short_help="Check whether files are records that can be read.")
@files_argument
@click.option("--client", default="", metavar="CLIENT", help="The client whose records they have to be.")
@format_option("json")
def check(files: tuple[Path, ...], client: str, form: str) -> int:
    """Check whether each file is a record that can be read, and if not, report what is wrong and where.

    Exits 1 if one is not.
    """
    results = [_result(file, client) for file in files]
    report(form, {"schema": "immerse.records-check/1", "files": results}, map(_line, results))
    wrong = sum(result["fault"] is not None for result in results)
    click.echo(f"{counted(len(files), 'file')}: {wrong} cannot be used", err=True)
    return 1 if wrong else 0


def _result(file: Path, client: str) -> dict[str, Any]:
    from immerse.records import RecordRefused, parse, serialise

    try:
        content = content_of(file)
        record = parse(content, client)
    except RecordRefused as error:
        fault = error.fault
        members = {"code": fault.code, "place": fault.place, "message": fault.message}
        return {"file": str(file), "fault": members}
    except ImmerseError as error:
        message = str(error).removeprefix(f"{file} ")
        return {"file": str(file), "fault": {"code": "unreadable", "place": "", "message": message}}
    counts = {"client": record["client"], "rot": record["rot"], "entries": len(record["entries"])}
    as_written = content == serialise(record)
    return {"file": str(file), "fault": None, **counts, "events": len(record["events"]), "as_written": as_written}


def _line(result: dict[str, Any]) -> str:
    fault = result["fault"]
    if fault:
        return f"{place_of(result['file'], fault['place'])}: {fault['message']}"
    changed = "" if result["as_written"] else "; not as immerse writes it, and says the same"
    return f"{result['file']}: {result['client']}, {counted(result['entries'], 'change')}{changed}"
