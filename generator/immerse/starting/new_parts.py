"""The parts that `immerse new` adds to a programme: modules, lessons, playbooks; instructions for drills and checks."""

import re
from datetime import date
from pathlib import Path

from immerse.loading.programme import load_programme
from immerse.model.module import Module
from immerse.model.periods import later
from immerse.model.programme import Programme
from immerse.model.text import CodeId
from immerse.problems import ContentProblems, ImmerseError
from immerse.starting.skeletons import skeleton


def programme_of(root: Path) -> Programme:
    """The programme of a workspace; raises ContentProblems if it has errors."""
    programme, problems = load_programme(root)
    if programme is None:
        raise ContentProblems(problems)
    return programme


def _reviewed(on: date, *parts: str, **values: str) -> str:
    """A skeleton with these values; it is to be reviewed a year after the day on which it is made."""
    return skeleton(*parts, review_by=later(on, months=12).isoformat(), **values)


def new_lesson(root: Path, id: str, on: date) -> dict[Path, str]:
    """The file of a new lesson, made on a day."""
    match = re.fullmatch(r"([A-Z][A-Z0-9]*)-L([1-9][0-9]{0,2})", id)
    if not match:
        raise ImmerseError(f"{id!r} is not a lesson id; write it like TRI-L7, with a number of 1 to 999")
    module = _module_of(programme_of(root), match.group(1))
    if id in {lesson.id for lesson in module.lessons}:
        raise ImmerseError(f"{id} exists already; nothing was written")
    number = match.group(2)
    text = _lesson_text(on, id, number, module.competencies[0].id, response=module.response)
    folder = root / module.folder / "lessons"
    return {folder / f"{int(number):02}-new-lesson-{number}.yml": text}


def _lesson_text(on: date, id: str, number: str, competency: str, *, response: bool) -> str:
    # Every lesson of a module that answers people must say who is speaking.
    uses = "centre.languages, identity.disclosure" if response else ""
    speaker = "\n\n      Who speaks: {{ policy.identity.disclosure.employee_text | wording }}" if response else ""
    return _reviewed(on, "lesson.yml", id=id, number=number, competency=competency, uses=uses, speaker=speaker)


def _module_of(programme: Programme, id: str) -> Module:
    module = next((module for module in programme.modules if module.id == id), None)
    if module is None:
        known = ", ".join(module.id for module in programme.modules)
        raise ImmerseError(f"there is no module {id!r}; modules: {known}")
    return module


_INSIDE = {
    "drill": ("D", "drills.yml", "drills", "a drill"),
    "inject": ("I", "drills.yml", "injects", "an inject"),
    "check": ("K", "checks.yml", "checks", "a knowledge check"),
}
"""A part without its own file -> the letter of its ids, its file and list, its name."""


def how_to_add(root: Path, kind: str, id: str, on: date) -> str:
    """Instructions for a drill, an inject or a check, which `new` does not write: the file, the list, and the lines.
    A file that does not exist yet is to be reviewed a year after `on`.

    Raises:
        ImmerseError: the id is not valid, exists already, or has no module.
        ContentProblems: the workspace has errors.
    """
    letter, file, name, called = _INSIDE[kind]
    match = re.fullmatch(rf"([A-Z][A-Z0-9]*)-{letter}([1-9][0-9]{{0,2}})", id)
    if not match:
        raise ImmerseError(f"{id!r} is not the id of {called}; write it like TRI-{letter}7, with a number of 1 to 999")
    module = _module_of(programme_of(root), match.group(1))
    drills, checks = module.drills, module.checks
    entries = (
        *(drills.drills if drills else ()),
        *(drills.injects if drills else ()),
        *(checks.checks if checks else ()),
    )
    if id in {str(getattr(entry, "id", "")) for entry in entries}:
        raise ImmerseError(f"{id} exists already")
    text = _reviewed(on, "module", file, id=str(module.id))
    place = f"{module.folder}/{file}"
    if (checks if kind == "check" else drills) is None:
        return f"{called} has no file of its own, and {place} does not exist yet; create it:\n\n{text}"
    block = re.search(rf"^{name}:\n((?:  .*\n)+)", text, re.M)
    assert block is not None
    trained = str(module.competencies[0].id)
    lines = block.group(1).replace(f"{module.id}-{letter}1", id).replace(f"{module.id}-1", trained)
    where = f"at the end of the list `{name}:`" + (", above `injects:`" if kind == "drill" else "")
    return f"{called} has no file of its own: add it to {place}, {where}\n\n{lines}"


def new_playbook(root: Path, id: str, on: date) -> dict[Path, str]:
    """The file of a new playbook, made on a day."""
    if not re.fullmatch(r"PB-[0-9]{2}", id):
        raise ImmerseError(f"{id!r} is not a playbook id; write it like PB-13")
    programme = programme_of(root)
    if id in {playbook.id for playbook in programme.playbooks}:
        raise ImmerseError(f"{id} exists already; nothing was written")
    text = _reviewed(on, "playbook.yml", id=id, number=id.split("-")[1], module=programme.modules[0].id)
    return {root / "playbooks" / f"{id}-new-playbook.yml": text}


def new_module(root: Path, id: str, on: date) -> dict[Path, str]:
    """The files of a new module, made on a day, and curriculum.yml with the module at the end of its list."""
    if CodeId.fault(id) or "-" in id or len(id) < 2:
        raise ImmerseError(f"{id!r} is not a module id; write it like NET, in capital letters")
    programme = programme_of(root)
    if id in {module.id for module in programme.modules}:
        raise ImmerseError(f"{id} exists already; nothing was written")
    folder = id.lower()
    rotation = programme.rotation
    kinds = sorted(rotation.evidence_kinds, key=lambda kind: not kind.observed)[:2]
    values = {
        "id": id,
        "windows": ", ".join(f"{track.id}: [{track.weeks // 4}, {track.weeks // 2}]" for track in rotation.tracks),
        "gate": rotation.gates[-1].id,
        "role": next(role.id for role in rotation.roles if role.attests),
        "kinds": ", ".join(kind.id for kind in kinds),
        "context": rotation.contexts[-1].id,
    }
    place = root / "curriculum" / folder
    curriculum = root / "curriculum" / "curriculum.yml"
    return {
        place / "module.yml": _reviewed(on, "module", "module.yml", **values),
        place / "lessons" / "01-new-lesson-1.yml": _lesson_text(on, f"{id}-L1", "1", f"{id}-1", response=False),
        place / "drills.yml": _reviewed(on, "module", "drills.yml", **values),
        place / "checks.yml": _reviewed(on, "module", "checks.yml", **values),
        curriculum: _listed(curriculum.read_text(encoding="utf-8"), folder),
    }


def _listed(text: str, folder: str) -> str:
    """curriculum.yml with `folder` at the end of `modules:`; everything else is unchanged, also comments."""
    flow = re.search(r"^modules:\s*\[([^\]]*)\]", text, re.M)
    if flow:
        return f"{text[: flow.end(1)]}, {folder}{text[flow.end(1) :]}"
    block = re.search(r"^modules:[^\n]*\n((?:[ ]*- [^\n]*\n)+)", text, re.M)
    if not block:
        raise ImmerseError(f"add {folder!r} to `modules:` in curriculum/curriculum.yml by hand: its list was not found")
    indent = re.match(r" *", block.group(1))
    return f"{text[: block.end()]}{indent.group() if indent else ''}- {folder}\n{text[block.end() :]}"
