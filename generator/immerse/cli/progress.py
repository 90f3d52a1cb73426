"""A line on a terminal that shows progress; nothing in a pipe."""

import sys
from types import TracebackType
from typing import Self

import click


class Progress:
    """Progress over a known number of things, on stderr. A context manager that removes its line at the end."""

    def __init__(self, of: int) -> None:
        self._of = of
        self._begun = 0
        self._is_shown = sys.stderr.isatty()

    def begin(self, *name: str) -> None:
        """Show that the next thing is begun; nothing without a name."""
        if name and self._is_shown:
            self._begun += 1
            click.echo(f"\r\x1b[K{self._begun} of {self._of}  {name[0]} ...", nl=False, err=True)

    def clear(self) -> None:
        """Remove the line, before something else is printed."""
        if self._begun:
            click.echo("\r\x1b[K", nl=False, err=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.clear()
