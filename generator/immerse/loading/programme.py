"""Loads the programme, which all clients share, from curriculum/, playbooks/ and the agency's own settings."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from immerse.loading import workspace
from immerse.loading.custom_settings import load_custom_settings
from immerse.loading.files import FolderRules, join, list_folder
from immerse.loading.ids import IdDefinition, duplicate_ids, duplicates_in_lists, id_definitions, malformed_ids
from immerse.loading.layout import CLIENTS, CURRICULUM, PLAYBOOKS, SITE_CONFIG
from immerse.loading.workspace import load_file
from immerse.loading.workspace_format import other_format
from immerse.model.base import Node
from immerse.model.drill import DrillFile
from immerse.model.knowledge_check import CheckFile
from immerse.model.lesson import Lesson
from immerse.model.module import Curriculum, Module, ModuleHead
from immerse.model.playbook import Playbook
from immerse.model.programme import Programme
from immerse.model.rotation import Rotation
from immerse.model.text import Slug
from immerse.problems import Location, Problem, each_once, errors
from immerse.storage.store import NOTHING_KEPT, Store
from immerse.words.near_misses import did_you_mean

M = TypeVar("M", bound=Node)


@dataclass(slots=True)
class _Gathering:
    """The files that have been read so far; a file that cannot be used has only its problems here."""

    root: Path
    store: Store
    problems: list[Problem] = field(default_factory=list)
    definitions: list[IdDefinition] = field(default_factory=list)

    def file(self, path: str, model: type[M], module: str = "", needed_by: str = "") -> M | None:
        """One file as a model; its ids are collected under `module`."""
        result, problems = load_file(self.root, path, model, needed_by, self.store, duplicates_in_lists)
        self.problems += problems
        if result is not None:
            self.definitions += id_definitions(result, module)
        return result

    def folder(self, path: str, rules: FolderRules) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Names of files and of folders that belong there."""
        listing, problems = list_folder(self.root, path, rules)
        self.problems += problems
        return listing.files, listing.folders


def load_programme(root: Path, store: Store = NOTHING_KEPT) -> tuple[Programme | None, tuple[Problem, ...]]:
    """The programme, which all clients share; None if it has errors.

    Opens no client's folder. All problems of all files are reported in one run, sorted. Files that `store` keeps are
    not read as YAML again.
    """
    if format_problems := other_format(root):
        return None, format_problems
    gathering = _Gathering(root, store)
    curriculum = gathering.file(f"{CURRICULUM}/curriculum.yml", Curriculum, needed_by="every programme")
    rotation = gathering.file(f"{CURRICULUM}/rotation.yml", Rotation, needed_by="every programme")
    _, folders = gathering.folder(CURRICULUM, workspace.CURRICULUM_RULES)
    modules: list[Module] = []
    if curriculum is not None:
        gathering.problems += _unlike_the_disk(curriculum, folders)
        named = dict.fromkeys(str(name) for name in curriculum.modules if name in folders)
        modules = [module for name in named if (module := _module(gathering, name)) is not None]
    else:
        for name in folders:
            _module(gathering, name)
    playbooks = _playbooks(gathering)
    custom, of_settings = load_custom_settings(root)
    gathering.problems += of_settings
    gathering.folder(SITE_CONFIG, workspace.SITE_CONFIG_RULES)
    if (root / CLIENTS).is_dir():
        gathering.folder(CLIENTS, workspace.CLIENTS_RULES)
    gathering.problems += malformed_ids(gathering.definitions)
    gathering.problems += duplicate_ids(gathering.definitions)
    problems = each_once(gathering.problems)
    if curriculum is None or rotation is None or custom is None or errors(problems):
        return None, problems
    programme = Programme.model_construct(  # its parts are validated already
        curriculum=curriculum, modules=tuple(modules), rotation=rotation, playbooks=playbooks, custom=custom
    )
    return programme, problems


def _unlike_the_disk(curriculum: Curriculum, folders: tuple[str, ...]) -> Iterator[Problem]:
    """Problems about modules without a folder, folders that are not listed, and modules that are listed twice."""
    first: dict[str, Location] = {}
    for name in curriculum.modules:
        place = name.location
        earlier = first.setdefault(str(name), place)
        if earlier is not place:
            message = f"module {str(name)!r} is listed twice (first on line {earlier.line})"
            yield Problem(place, "path", message, hint="keep one of the two")
        elif name not in folders:
            hint = did_you_mean(name, folders, "create the folder, or delete the entry")
            yield Problem(place, "path", f"module {str(name)!r} has no folder {CURRICULUM}/{name}", hint=hint)
    for folder in folders:
        if folder not in first:
            place = Location(join(CURRICULUM, folder))
            message = f"the folder {folder!r} is not listed under modules in {CURRICULUM}/curriculum.yml"
            hint = "list it there, or move it out of curriculum/"
            if Slug.fault(folder):
                hint = "rename it like triage: lower-case letters, digits, single hyphens"
            yield Problem(place, "path", message, hint=hint)


def _module(gathering: _Gathering, name: str) -> Module | None:
    folder = join(CURRICULUM, name)
    files, folders = gathering.folder(folder, workspace.MODULE_RULES)
    head = gathering.file(f"{folder}/module.yml", ModuleHead, needed_by="every module")
    module = str(head.id) if head is not None else ""
    drills = checks = None
    if "drills.yml" in files:
        drills = gathering.file(f"{folder}/drills.yml", DrillFile, module)
    if "checks.yml" in files:
        checks = gathering.file(f"{folder}/checks.yml", CheckFile, module)
    lessons: tuple[Lesson, ...] = ()
    if "lessons" in folders:
        lessons = _lessons(gathering, f"{folder}/lessons", module)
    if "media" in folders:
        gathering.folder(f"{folder}/media", workspace.MEDIA_RULES)
    return Module.assemble(head, folder, lessons, drills, checks) if head is not None else None


def _lessons(gathering: _Gathering, folder: str, module: str) -> tuple[Lesson, ...]:
    """The lessons of a module in the order of their files' numbers."""
    files, _ = gathering.folder(folder, workspace.LESSONS_RULES)
    first: dict[int, str] = {}
    files = tuple(sorted(files, key=_number))
    for name in files:
        earlier = first.setdefault(_number(name), name)
        if earlier != name:
            message = (
                f"lesson number {name.partition('-')[0]} is also that of {earlier!r}; lessons are ordered by number"
            )
            place = Location(join(folder, name))
            gathering.problems.append(Problem(place, "path", message, hint="give it another number"))
    loaded = [gathering.file(join(folder, name), Lesson, module) for name in files]
    return tuple(lesson for lesson in loaded if lesson is not None)


def _number(name: str) -> int:
    return int(name.partition("-")[0])


def _playbooks(gathering: _Gathering) -> tuple[Playbook, ...]:
    """All playbooks, by id."""
    if not (gathering.root / PLAYBOOKS).is_dir():
        return ()
    files, _ = gathering.folder(PLAYBOOKS, workspace.PLAYBOOKS_RULES)
    playbooks = []
    for name in files:
        playbook = gathering.file(join(PLAYBOOKS, name), Playbook)
        if playbook is None:
            continue
        playbooks.append(playbook)
        if not name.startswith(f"{playbook.id}-"):
            message = f"id {str(playbook.id)!r} does not match the file name"
            hint = f"write {name[:5]}, or rename {name}"
            gathering.problems.append(Problem(playbook.id.location, "path", message, hint=hint))
    return tuple(playbooks)
