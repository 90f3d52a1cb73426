"""`immerse serve` in a process of its own, and what it says."""

from __future__ import annotations

import os
import queue
import re
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from site_fixtures import STARTER_CLIENT

PATIENCE = 60.0
"""Seconds in which something must be seen, on a busy machine too."""

_AS_A_SHELL = (
    "import runpy, signal\n"
    "signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
    "signal.signal(signal.SIGHUP, signal.SIG_DFL)\n"
    "{first}\n"
    "runpy.run_module('immerse', run_name='__main__')"
)
"""Runs the program as a shell does in the background, where Ctrl-C is ignored, whatever runs the tests."""
ON_A_TERMINAL = "import fcntl, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0)"


def command(*options: str, first: str = "") -> list[str]:
    """The command line of a preview of the starter."""
    code = _AS_A_SHELL.format(first=first)
    return [sys.executable, "-c", code, "serve", STARTER_CLIENT, "--on", "2026-12-01", "--port", "0", *options]


class Preview:
    """The command, in a workspace, with a folder for temporary files of its own."""

    def __init__(self, workspace: Path) -> None:
        self.temporary = workspace.parent / "temporary"
        self.temporary.mkdir(exist_ok=True)
        self.said: list[str] = []
        self._lines: queue.Queue[str] = queue.Queue()
        self.process = subprocess.Popen(
            command(),
            cwd=workspace,
            env=os.environ | {"PYTHONUNBUFFERED": "1", "TMPDIR": str(self.temporary)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.address = self.wait_for("^http://").strip()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._lines.put(line)

    def wait_for(self, pattern: str) -> str:
        """The first line not yet read that holds the pattern."""
        end = time.monotonic() + PATIENCE
        while (left := end - time.monotonic()) > 0:
            try:
                line = self._lines.get(timeout=left)
            except queue.Empty:
                break
            self.said.append(line)
            if re.search(pattern, line):
                return line
        raise AssertionError(f"{pattern!r} was not said; the terminal shows:\n{''.join(self.said)}")

    def stop(self, number: int = signal.SIGINT) -> int:
        """End it with a signal; its exit code."""
        self.process.send_signal(number)
        try:
            code = self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        self._reader.join(PATIENCE)
        while not self._lines.empty():
            self.said.append(self._lines.get())
        assert self.process.stdout
        self.process.stdout.close()
        return code


@contextmanager
def previewed(workspace: Path) -> Iterator[Preview]:
    """A preview that is ended, whatever happens."""
    preview = Preview(workspace)
    try:
        yield preview
    finally:
        if preview.process.poll() is None:
            preview.stop()


class Beside:
    """The processes that another one started."""

    def __init__(self, process: int) -> None:
        children = Path(f"/proc/{process}/task/{process}/children").read_text("utf-8").split()
        self._handles = [os.pidfd_open(int(child)) for child in children]

    def __len__(self) -> int:
        return len(self._handles)

    def ended(self) -> bool:
        """Whether all of them end in time."""
        ended = all(select.select([handle], [], [], PATIENCE)[0] for handle in self._handles)
        for handle in self._handles:
            os.close(handle)
        return ended
