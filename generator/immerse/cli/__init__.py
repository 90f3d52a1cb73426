"""The command line: options, one call, print, exit code. The only package with click; it holds no rules.

Exit codes: 0 fine, 1 problems in content, 2 usage, 3 refused.
"""

import gc
import os
import sys
from collections.abc import Sequence

import click

from immerse import __version__
from immerse.cli.late_group import LateGroup
from immerse.cli.streams import OutputRefused, discard_output, write_utf8
from immerse.problems import ContentProblems, ImmerseError, Refused
from immerse.words.english import counted

COMMANDS = (
    *("init", "new", "check", "explain", "build", "serve", "export"),
    *("release", "releases", "verify-release", "publish", "rollback", "withdraw", "diff"),
    *("checklist", "coverage", "policy", "questions", "answers", "drill", "why", "matrix"),
    *("records", "signers", "fmt", "upgrade", "schema"),
)
"""The commands in the order of the help: workspaces and sites, releases, clients, and the rest."""

_COLLECTED_AFTER = 2_000_000
"""New objects after which Python collects garbage. Nearly all objects of a run live to its end, and collecting as often
as Python does by default takes a fifth of the run."""


@click.group(
    cls=LateGroup,
    folder="immerse.cli.commands",
    names=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="immerse")
@click.option("-C", "workspace", metavar="DIR", help="The workspace (default: this folder or a parent of it).")
@click.pass_context
def program(ctx: click.Context, workspace: str | None) -> None:
    """Turn a training curriculum, playbooks and one client's policy into that client's training site.

    \b
    Start here          immerse init my-agency && cd my-agency && immerse build
    While you write     immerse serve CLIENT, which shows the site and follows your edits
    Before you publish  immerse check, which names every problem with file, line and column
    """
    ctx.obj = workspace


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command line, that of this process where none is given.

    An expected failure ends in one message, any other is a bug and shows its traceback.
    """
    gc.set_threshold(_COLLECTED_AFTER)
    # Pydantic would search the metadata of every installed package for plugins, and immerse uses none.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    write_utf8()
    try:
        sys.exit(_run(arguments))
    except OutputRefused as error:
        sys.exit(discard_output(error))
    finally:
        gc.freeze()  # else Python collects once more before it ends, which takes a sixth of a check


def _run(arguments: Sequence[str] | None) -> int:
    """Run the command and return its exit code."""
    try:
        code = program.main(arguments, prog_name="immerse", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.ClickException as failure:
        failure.show()
        return failure.exit_code
    except click.Abort:
        click.echo("stopped", err=True)
        return 1
    except ContentProblems as failure:
        for problem in failure.problems:
            click.echo(str(problem), err=True)
        click.echo(f"{counted(len(failure.problems), 'problem')}; nothing was written.", err=True)
        return 1
    except Refused as failure:
        click.echo(f"refused: {failure}", err=True)
        return 3
    except ImmerseError as failure:
        click.echo(f"error: {failure}", err=True)
        return 2
