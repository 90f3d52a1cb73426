"""First files: a new workspace, and skeletons that pass the check."""

import re
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path

from immerse.loading.custom_settings import load_custom_settings
from immerse.loading.file_kinds import KINDS, kind_of
from immerse.loading.schemas import FOLDER, first_line, schema_file
from immerse.model.text import Slug
from immerse.output.writing import UNFINISHED
from immerse.problems import ImmerseError
from immerse.starting.file_set import write_all
from immerse.starting.new_client import FirstPolicy
from immerse.starting.new_parts import how_to_add, new_lesson, new_module, new_playbook, programme_of
from immerse.starting.skeletons import skeleton

__all__ = ["how_to_add", "make_part", "make_workspace"]

_HISTORY = (".git", ".hg", ".svn", ".jj")
"""Folders of version control, which may exist in a new workspace."""


def make_workspace(folder: Path) -> list[Path]:
    """Write the starter into `folder`, which must not exist or contain only the history of version control.

    Identical files of an interrupted run are left unchanged.

    Returns:
        The files of the workspace.

    Raises:
        ImmerseError: the folder contains something else, or cannot be written.
    """
    with as_file(files("immerse").joinpath("starter", "workspace")) as starter:
        sources = sorted(path for path in starter.rglob("*") if path.is_file() and path.suffix != ".pyc")
        texts = {folder / path.relative_to(starter): path.read_text(encoding="utf-8") for path in sources}
    texts |= {folder / FOLDER / f"{kind}.json": schema_file(kind) for kind in KINDS}
    missing = {path: text for path, text in texts.items() if not path.exists()}
    stranger = _other_in(folder, texts) if folder.exists() else ""
    if stranger or not missing:
        raise ImmerseError(
            f"{folder} is not empty (it contains {stranger or 'a workspace'}); "
            "name a new folder, so that nothing of yours is overwritten"
        )
    write_all(missing)
    return list(texts)


def _other_in(folder: Path, texts: dict[Path, str]) -> str:
    """The path of something in the folder that `init` did not write; empty if there is nothing."""
    if not folder.is_dir():
        return "a file of this name"
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if inside.parts[0] in _HISTORY or (path.is_dir() and not path.is_symlink()) or _is_cut_short(path, texts):
            continue
        if path not in texts or path.is_symlink() or path.read_bytes() != texts[path].encode("utf-8"):
            return inside.as_posix()
    return ""


def _is_cut_short(path: Path, texts: dict[Path, str]) -> bool:
    """Whether this is the temporary file of an interrupted write of a file of ours."""
    match = re.fullmatch(rf"\.(.+)\.[a-z0-9_]{{8}}{re.escape(UNFINISHED)}", path.name)
    return match is not None and path.with_name(match[1]) in texts


def make_part(root: Path, kind: str, id: str, on: date, like: str = "") -> list[Path]:
    """Write the skeleton of a client, module, lesson or playbook; a client may be `like` another one.

    The days in it (review, expiry) are counted from `on`.

    Raises:
        ImmerseError: the id is not valid, exists already, or has no module; or a file cannot be written.
        ContentProblems: the workspace has errors.
    """
    makers = {"module": new_module, "lesson": new_lesson, "playbook": new_playbook}
    texts = _client(root, id, on, like) if kind == "client" else makers[kind](root, id, on)
    for path, text in texts.items():
        if not path.exists():
            texts[path] = first_line(path.relative_to(root).as_posix()) + text
        elif path.name != "curriculum.yml":
            raise ImmerseError(f"{path.relative_to(root)} exists already; nothing was written")
    return write_all(_missing_schemas(root, texts) | texts)


def _missing_schemas(root: Path, texts: dict[Path, str]) -> dict[Path, str]:
    """The schemas that the first lines of `texts` name and that do not exist in the workspace."""
    kinds = {kind_of(path.relative_to(root).as_posix()) for path in texts}
    places = {root / FOLDER / f"{kind}.json": kind for kind in KINDS if kind in kinds}
    settings, _ = load_custom_settings(root)
    return {place: schema_file(kind, settings) for place, kind in places.items() if not place.exists()}


def _client(root: Path, id: str, on: date, like: str) -> dict[Path, str]:
    if fault := Slug.fault(id):
        raise ImmerseError(f"{fault}; write the client's id like acme-air")
    folder = root / "site_config" / "clients" / id
    if folder.exists() and any(not path.name.endswith(UNFINISHED) for path in folder.iterdir()):
        raise ImmerseError(f"site_config/clients/{id} exists already; nothing was written")
    first = FirstPolicy(root, programme_of(root), id, on, skeleton("client", "policy.yml"))
    files = {folder / name: skeleton("client", name) for name in ("overlay.yml", "signers.yml")}
    return {folder / "policy.yml": first.text(like), **files}
