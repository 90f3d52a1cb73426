"""A group of commands whose files are imported only when they are called."""

import importlib
from typing import Any

import click

from immerse.words.near_misses import near_miss


class LateGroup(click.Group):
    """Imports each command from the file with its name, so that `check` never loads a site generator."""

    def __init__(self, *args: Any, folder: str, names: tuple[str, ...], **rest: Any) -> None:
        """Take the package that holds the files, and the names of the commands in the order of the help."""
        super().__init__(*args, **rest)
        self._folder = folder
        self._names = names

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order of the help."""
        return list(self._names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command; None if there is none of that name."""
        if cmd_name not in self._names:
            return None
        name = cmd_name.replace("-", "_")
        module = importlib.import_module(f"{self._folder}.{name}")
        command: click.Command = getattr(module, name if hasattr(module, name) else f"{name}_")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The named command; fails with the nearest name if the name looks misspelt."""
        if args[0] not in self._names and (nearest := near_miss(args[0], self._names)):
            raise click.UsageError(f"there is no command {args[0]!r}; did you mean {nearest}?", ctx)
        return super().resolve_command(ctx, args)
