"""What commands print: UTF-8 into pipes and files whatever the code page, and no traceback where nobody can take it."""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import Any, TextIO

import click


class Unheard(OSError):
    """What a command prints cannot be written: its reader went away, or the disk behind it is full."""


class _Outlet(io.FileIO):
    """One of the two streams' files; a failure to write to it cannot be taken for a failure of anything else."""

    def write(self, content: Any) -> int:
        try:
            return super().write(content)
        except OSError as error:
            raise Unheard("" if error.errno == errno.EPIPE else str(error.strerror)) from error


def write_utf8() -> None:
    """Make both streams write UTF-8 where they do not lead to a console.

    A console keeps its own code page; what it cannot show is printed as an escape.
    """
    sys.stdout, sys.stderr = _utf8(sys.stdout, sys.__stdout__), _utf8(sys.stderr, sys.__stderr__)


def _utf8(stream: TextIO, original: TextIO | None) -> TextIO:
    if stream is None or stream is not original or not isinstance(stream, io.TextIOWrapper):
        return stream  # there is none, or somebody reads what we print in this process
    if stream.isatty():
        stream.reconfigure(errors="backslashreplace")
        return stream
    outlet = io.BufferedWriter(_Outlet(stream.fileno(), "wb", closefd=False))
    return io.TextIOWrapper(outlet, encoding="utf-8", errors="backslashreplace")


def give_up(error: Unheard) -> int:
    """Throw away what is left to print, so that the program does not fail over it once more when it ends.

    Returns:
        The exit code.
    """
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and not _flushes(stream):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)
    if sys.stderr is not None and str(error):
        click.echo(f"error: nothing more can be printed: {error}", err=True)
    return 2


def _flushes(stream: TextIO) -> bool:
    try:
        stream.flush()
    except OSError:
        return False
    return True
