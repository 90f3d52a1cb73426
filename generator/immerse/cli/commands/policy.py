"""`policy`: shows the settings of a client, and the file and line that set each."""

from collections.abc import Iterable

import click

from immerse.cli.clients import client_argument
from immerse.cli.options import near_setting, report, workspace
from immerse.model.policy.prefixes import paths_of
from immerse.problems import ContentProblems, ImmerseError


@click.command(short_help="Show every setting of a client and what set it.")
@client_argument
@click.argument("prefix", required=False)
@click.option("--stand-ins", "is_open", is_flag=True, help="Only the values that nobody gave yet, with their meaning.")
@click.option("--json", "form", flag_value="json", default="text", help="Print a JSON list, for programs.")
def policy(client: str, prefix: str | None, is_open: bool, form: str) -> None:
    """Show CLIENT's effective settings and the file and line that set each; PREFIX limits the list (response.targets).

    A value that nobody gave yet is a stand-in, and its path is listed under stand_ins in CLIENT's policy.yml. Write the
    true value and delete the line; if the value is right as it is, only delete the line.
    """
    from immerse.loading.client import load_client
    from immerse.model.policy.registry import settings_of
    from immerse.model.policy.setting_rows import listing, open_json, open_leaves, open_line
    from immerse.model.policy.stand_ins import tally

    loaded, problems = load_client(workspace(), client)
    if loaded is None:
        raise ContentProblems(problems)
    if is_open:
        every = tuple(open_leaves(loaded))
        named = paths_of(prefix or "", (leaf.path for leaf in every))
        leaves = [leaf for leaf in every if leaf.path in named]
        report(form, list(map(open_json, leaves)), map(open_line, leaves))
        click.echo(f"{client}: {tally(loaded)}", err=True)
        return
    known = {row.path: row for row in listing(loaded)}
    named = paths_of(prefix or "", known)
    rows = [row for path, row in known.items() if path in named]
    if not rows:
        raise ImmerseError(_nothing_below(prefix or "", client, known, settings_of(type(loaded.policy))))
    report(form, [row.as_json() for row in rows], rows)


def _nothing_below(prefix: str, client: str, known: Iterable[str], settings: Iterable[str]) -> str:
    """The reason why no value of a client has this prefix: its settings have no value, or there is no such setting."""
    every = tuple(settings)
    if unset := sorted(paths_of(prefix, every)):
        return f"{client} has no value for {', '.join(unset)}; immerse explain {unset[0]} says what it is"
    return f"no setting of {client} begins with {prefix!r}{near_setting(prefix, (*every, *known))}"
