"""The layout of the folders of a workspace, and loading one file of it as a model."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from immerse.loading.files import FolderRules, read_file
from immerse.loading.strict_yaml import MAX_BYTES, read_cached
from immerse.loading.validating import validate
from immerse.model.base import Node
from immerse.problems import Location, Problem
from immerse.storage.store import NOTHING_KEPT, Store

M = TypeVar("M", bound=Node)

_SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*"

CURRICULUM_RULES = FolderRules(
    r"curriculum\.yml|rotation\.yml", r"[^.]+", "curriculum.yml, rotation.yml and one folder for each module"
)
MODULE_RULES = FolderRules(
    r"module\.yml|drills\.yml|checks\.yml", "lessons|media", "module.yml, drills.yml, checks.yml, lessons/ and media/"
)
LESSONS_RULES = FolderRules(rf"[0-9]{{2,3}}-{_SLUG}\.yml", "", "lessons, named like 01-some-words.yml")
MEDIA_RULES = FolderRules(rf"{_SLUG}\.(svg|png|jpg|webp)", "", "pictures, named like some-words.svg")
PLAYBOOKS_RULES = FolderRules(rf"PB-[0-9]{{2}}-{_SLUG}\.yml", "", "playbooks, named like PB-01-some-words.yml")
SITE_CONFIG_RULES = FolderRules(
    r"defaults\.yml|settings\.yml|waivers\.yml",
    "clients|fonts",
    "defaults.yml, settings.yml, waivers.yml, fonts/ and clients/ with one folder for each client",
)
FONTS_RULES = FolderRules(r".+\.(?:ttf|otf|ttc|otc|TTF|OTF|TTC|OTC)", "", "fonts: TTF, OTF and TTC files")
CLIENTS_RULES = FolderRules(r"(?!)", ".+", "one folder for each client")
CLIENT_RULES = FolderRules(
    r"policy\.yml|overlay\.yml|look\.yml|waivers\.yml|answers\.yml|signers\.yml|logo\.svg|logo\.png",
    "",
    "policy.yml, overlay.yml, look.yml, waivers.yml, answers.yml, signers.yml, logo.svg and logo.png",
)


def load_file(
    root: Path,
    path: str,
    model: type[M],
    needed_by: str = "",
    store: Store = NOTHING_KEPT,
    judge: Callable[[M], Iterable[Problem]] = lambda result: (),
) -> tuple[M | None, tuple[Problem, ...]]:
    """One file of the workspace as a model; None with problems, or without any if it is optional and missing.

    `needed_by` names what requires the file (`every module`); empty if it is optional. `judge` reports what else is
    wrong with it. The store keeps the model of a file without problems, with what is cached on its texts before the
    store is flushed; such a file is not judged again.
    """
    source, problems = read_file(root, path, MAX_BYTES)
    if source is None:
        if needed_by and not problems:
            problems = (Problem(Location(path), "path", "there is no such file", hint=f"{needed_by} needs one"),)
        return None, problems
    stored: M | None = store.get(f"file {model.__name__}", path.encode(), source)
    if stored is not None:
        return stored, problems
    result, of_model = load_source(source, path, model)
    of_model += tuple(judge(result)) if result is not None else ()
    if result is not None and not of_model:
        store.put_later(f"file {model.__name__}", path.encode(), source, value=lambda: result)
    return result, problems + of_model


def load_source(source: bytes, path: str, model: type[M]) -> tuple[M | None, tuple[Problem, ...]]:
    """The bytes of one file as a model, or all their problems."""
    value, problems = read_cached(source, path)
    if value is None and problems:
        return None, problems
    result, faults = validate(value, model, path)
    # A value that the reader already reported (an alias, 014) may also have the wrong type.
    places = {problem.location for problem in problems}
    problems += tuple(problem for problem in faults if problem.location not in places)
    return (None if problems else result), problems
