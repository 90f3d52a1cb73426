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

    def __init__(self, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capfd = capfd
        self._monkeypatch = monkeypatch

    def __call__(self, *words: str | Path) -> Done:
        self._monkeypatch.setattr("sys.argv", ["immerse", *map(str, words)])
        self._capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = self._capfd.readouterr()
        assert "Traceback" not in err
        return Done(int(ended.value.code or 0), out, err)
