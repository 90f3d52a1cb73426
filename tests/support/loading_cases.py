"""Golden cases of the loading room: a small valid workspace, a few changes, and every problem that they must cause.

A case is a file of tests/cases/loading: `about` (a sentence), `changes` (path -> what is done to it), `expect` (every
problem as a person sees it, sorted, each with its hint below it) and `clients` (which to load; all when left out). A
change is a text (the file's new content), null (the file is removed), or one of

    {edit: {old: new, ...}}       in the file as it is; each old text must be there once
    {bytes: "61 ff"}              content in hexadecimal
    {repeat: text, times: 3}      a text over and over, after `start` if there is one
    {link: target}  {pipe: true}  {folder: true}  {same: other path}
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

from case_files import read_case_file
from immerse.loading.client import load_client, load_waivers
from immerse.loading.layout import client_ids
from immerse.loading.programme import load_programme
from immerse.problems import Problem

CASES = Path(__file__).parents[1] / "cases" / "loading"
BASE = Path(__file__).parents[1] / "cases" / "base_workspace"


def read_case(path: Path) -> dict[str, Any]:
    """One case file."""
    case: dict[str, Any] = read_case_file(path)
    return case


def make_workspace(folder: Path, changes: dict[str, Any]) -> Path:
    """A copy of the valid workspace with these changes."""
    root = folder / "workspace"
    shutil.copytree(BASE, root)
    change_workspace(root, changes)
    return root


def change_workspace(root: Path, changes: dict[str, Any]) -> None:
    """Apply the changes of a case to a workspace."""
    for name, change in changes.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if change is None:
            _remove(path)
        elif isinstance(change, str):
            path.write_bytes(change.encode())
        else:
            _apply(root, path, change)


def _apply(root: Path, path: Path, change: dict[str, Any]) -> None:
    if "edit" in change:
        content = path.read_text(encoding="utf-8")
        for old, new in change["edit"].items():
            assert content.count(old) == 1, f"{old!r} stands {content.count(old)} times in {path.name}"
            content = content.replace(old, new)
        path.write_text(content, encoding="utf-8", newline="")
    elif "bytes" in change:
        path.write_bytes(bytes.fromhex(change["bytes"]))
    elif "repeat" in change:
        path.write_text(change.get("start", "") + change["repeat"] * change["times"], encoding="utf-8")
    elif "link" in change:
        _remove(path)
        path.symlink_to(change["link"])
    elif "pipe" in change:
        _remove(path)
        os.mkfifo(path)
    elif "same" in change:
        path.write_bytes((root / change["same"]).read_bytes())
    else:
        path.mkdir()


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def problems_of(root: Path, clients: list[str] | None = None) -> list[Problem]:
    """Every problem that loading the workspace finds, sorted."""
    found = {*load_programme(root)[1], *load_waivers(root)[1]}
    for client in client_ids(root) if clients is None else clients:
        found |= {*load_client(root, client)[1]}
    return sorted(found)


def shown(problems: list[Problem]) -> str:
    """The problems as a person sees them."""
    return "".join(f"{problem}\n" for problem in problems)
