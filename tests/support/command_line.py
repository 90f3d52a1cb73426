"""The command line run in this process, as a shell would run it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from immerse.cli import main


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str


class Immerse:
    """Runs a command in this process as the shell would."""

    def __init__(self, capfd: pytest.CaptureFixture[str]) -> None:
        self._capfd = capfd

    def __call__(self, *words: str | Path) -> Done:
        self._capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([*map(str, words)])
        out, err = self._capfd.readouterr()
        assert "Traceback" not in err
        return Done(int(ended.value.code or 0), out, err)
