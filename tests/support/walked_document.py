"""A document whose commands are run, one after the other, and answer what stands there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from command_line import Immerse
from site_fixtures import REPOSITORY

BLOCK = re.compile(r"^```(console|yaml|diff)(?: file=(\S+))?\n(.*?)^```$", re.M | re.S)
OF_THE_SHELL = re.compile(r"(python3|immerse-program/bin/pip|export PATH|immerse serve) ?")
"""Commands that are not run here: those that make the program, and the preview, which does not end."""

MAY_CHANGE = {
    r"\d+\.\d MB": "? MB",
    r"core defaults:\d+": "core defaults:?",
}


def steps(document: str) -> list[tuple[str, str, str]]:
    """(kind of a block, the file it is about, what stands in it), in their order."""
    return BLOCK.findall((REPOSITORY / "docs" / document).read_text("utf-8"))


def commands(block: str) -> list[tuple[str, str]]:
    """(command, its answer), in their order."""
    parts = re.split(r"^\$ (.*)\n", block, flags=re.M)
    return list(zip(parts[1::2], parts[2::2], strict=True))


def change(path: Path, block: str) -> None:
    """Put the new lines of each pair in place of the old one."""
    text = path.read_text("utf-8")
    for old, new in re.findall(r"^-(.*)\n((?:\+.*\n)*)", block, re.M):
        assert text.count(old) == 1, old
        words = re.sub(r"^\+", "", new, flags=re.M).removesuffix("\n")
        text = text.replace(old, words) if new else text.replace(f"{old}\n", "")
    path.write_text(text, "utf-8")


def as_shown(text: str, folder: Path) -> str:
    """An answer without what changes with the place, the size of a site and the lines of the core defaults."""
    for pattern, sign in MAY_CHANGE.items():
        text = re.sub(pattern, sign, text)
    return text.replace(str(folder), "…")


def walk(document: str, folder: Path, monkeypatch: pytest.MonkeyPatch, immerse: Immerse) -> None:
    """Do what a document of `docs/` says, beginning in an empty folder."""
    monkeypatch.chdir(folder)
    for kind, file, block in steps(document):
        if kind == "yaml":
            assert Path(file).is_file()
            Path(file).write_text(block, "utf-8")
        elif kind == "diff":
            change(Path(file), block)
        for command, answer in commands(block) if kind == "console" else ():
            if command.startswith("cd "):
                monkeypatch.chdir(command.removeprefix("cd "))
            elif not OF_THE_SHELL.match(command):
                done = immerse(*shlex.split(command.removeprefix("immerse ")))
                shown = as_shown(done.out + done.err, folder)
                assert shown == as_shown(answer, folder), f"{command} answers\n{shown}"
