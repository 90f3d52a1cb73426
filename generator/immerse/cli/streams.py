"""The output of commands: UTF-8 in pipes and files whatever the code page, and no traceback if it is refused."""

import errno
import io
import os
import sys
from typing import Any, TextIO

import click


class OutputRefused(OSError):
    """The output of a command cannot be written: its reader has gone, or the disk is full."""


class _Outlet(io.FileIO):
    """The file of one of the two streams; a failure to write to it has a type of its own."""

    def write(self, content: Any) -> int:
        """Write, and report a failure as `OutputRefused`."""
        try:
            return super().write(content)
        except OSError as error:
            raise OutputRefused("" if error.errno == errno.EPIPE else str(error.strerror)) from error


def write_utf8() -> None:
    """Make both streams write UTF-8; a console keeps its code page, and other characters are printed as escapes."""
    sys.stdout, sys.stderr = _utf8(sys.stdout, sys.__stdout__), _utf8(sys.stderr, sys.__stderr__)


def _utf8(stream: TextIO, original: TextIO | None) -> TextIO:
    if stream is None or stream is not original or not isinstance(stream, io.TextIOWrapper):
        return stream  # there is no stream, or this process reads its own output
    if stream.isatty():
        stream.reconfigure(errors="backslashreplace")
        return stream
    outlet = io.BufferedWriter(_Outlet(stream.fileno(), "wb", closefd=False))
    return io.TextIOWrapper(outlet, encoding="utf-8", errors="backslashreplace")


def discard_output(error: OutputRefused) -> int:
    """Discard the output that is left, so that the program does not fail again when it ends; returns the exit code."""
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
