"""`why`: explains why a client's site shows a block or leaves it out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from immerse.cli.clients import client_argument
from immerse.cli.options import format_option, on_option, report, workspace

if TYPE_CHECKING:
    from immerse.queries.explain_blocks import Explanation


@click.command(short_help="Explain why a site shows a block or leaves it out.")
@client_argument
@click.argument("id", required=False, default="")
@click.option("--left-out", is_flag=True, help="List only blocks that the site leaves out.")
@format_option("json")
@on_option
def why(client: str, id: str, left_out: bool, form: str, on: date) -> None:
    """Explain why CLIENT's site shows a block or leaves it out.

    ID is a lesson, playbook, drill, check or task, or a block of it; without ID, every block that a condition or the
    client's overlay decides is listed. A block without an id is listed as part of what contains it, and has the file
    and line of its condition in place of an ID.

    \b
    immerse why northgate lesson:TRI-L2
    immerse why northgate TRI-L2/whose-desk
    immerse why northgate curriculum/listening/drills.yml:650

    For each block: its condition with file and line, and the settings that decided, each with where it was set.
    """
    from immerse.queries.explain_blocks import LEFT_OUT, explain_blocks

    root = workspace()
    explanations = [block for block in explain_blocks(root, client, on, id) if not left_out or block.state == LEFT_OUT]
    members = {"schema": "immerse.why/1", "client": client, "blocks": [_members(block) for block in explanations]}
    lines = [line for block in explanations for line in _lines(block)] or [f"{id or client}: nothing is left out"]
    report(form, members, lines)


def _lines(explanation: Explanation) -> Iterator[str]:
    title = f"  {explanation.title}" if explanation.title else ""
    yield f"{explanation.key or f'in {explanation.inside}'}  {explanation.state}{title}"
    yield f"    {explanation.reason}  {explanation.location}"
    width = max((len(value.path) for value in explanation.values), default=0)
    for value in explanation.values:
        yield f"    {value.path:<{width}}  is {value.value}  {value.location}"


def _members(explanation: Explanation) -> dict[str, object]:
    return {
        "id": explanation.key or None,
        "inside": explanation.inside or None,
        "title": explanation.title,
        "state": explanation.state,
        "reason": explanation.reason,
        "location": str(explanation.location),
        "values": [
            {"path": value.path, "value": value.value, "location": str(value.location)} for value in explanation.values
        ],
    }
