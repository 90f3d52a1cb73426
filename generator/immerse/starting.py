"""First files: a new workspace, and skeletons that pass the check."""

from __future__ import annotations

import re
from datetime import date, timedelta
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template

from immerse.composing import analyse
from immerse.loading import load_custom_settings, load_programme
from immerse.loading.kinds import KINDS, kind_of
from immerse.loading.schemas import FOLDER, first_line, schema_file
from immerse.model.policy.custom import CustomSetting, CustomSettings
from immerse.model.programme import Programme
from immerse.model.text import CodeId, Slug
from immerse.problems import ContentProblems, ImmerseError


def make_workspace(folder: Path) -> list[Path]:
    """Write the starter into `folder`, which must not exist or be empty.

    Returns:
        The files written.

    Raises:
        ImmerseError: the folder holds something already, or cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ImmerseError(f"{folder} is not empty; name a new folder, so that nothing of yours is overwritten")
    with as_file(files("immerse").joinpath("starter", "workspace")) as starter:
        sources = sorted(path for path in starter.rglob("*") if path.is_file() and path.suffix != ".pyc")
        texts = {folder / path.relative_to(starter): path.read_text(encoding="utf-8") for path in sources}
    return _write_all(texts | {folder / FOLDER / f"{kind}.json": schema_file(kind) for kind in KINDS})


def make_part(root: Path, kind: str, id: str) -> list[Path]:
    """Write the skeleton of a client, module, lesson or playbook.

    Raises:
        ImmerseError: the id is unusable, taken, or belongs to nothing that exists.
        ContentProblems: the workspace must be mended first.
    """
    makers = {"client": _client, "module": _module, "lesson": _lesson, "playbook": _playbook}
    texts = makers[kind](root, id)
    for path, text in texts.items():
        if not path.exists():
            texts[path] = first_line(path.relative_to(root).as_posix()) + text
        elif path.name != "curriculum.yml":
            raise ImmerseError(f"{path.relative_to(root)} exists already; nothing was written")
    return _write_all(texts | _missing_schemas(root, texts))


def _missing_schemas(root: Path, texts: dict[Path, str]) -> dict[Path, str]:
    """The schemas that the first lines of `texts` name and that the workspace, made by hand or long ago, has not."""
    kinds = {kind_of(path.relative_to(root).as_posix()) for path in texts}
    places = {root / FOLDER / f"{kind}.json": kind for kind in KINDS if kind in kinds}
    own, _ = load_custom_settings(root)
    return {place: schema_file(kind, own) for place, kind in places.items() if not place.exists()}


def _write_all(texts: dict[Path, str]) -> list[Path]:
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise ImmerseError(f"{error.filename} cannot be written: {error.strerror}") from error
    return list(texts)


def _skeleton(*parts: str, **values: str) -> str:
    source: Traversable = files("immerse").joinpath("starter", "skeletons", *parts)
    review_by = (date.today() + timedelta(days=365)).isoformat()
    # `safe_` because a skeleton may show a dollar sign of its own.
    return Template(source.read_text(encoding="utf-8")).safe_substitute(values, review_by=review_by)


def _programme(root: Path) -> Programme:
    programme, problems = load_programme(root)
    if programme is None:
        raise ContentProblems(problems)
    return programme


def _lesson(root: Path, id: str) -> dict[Path, str]:
    match = re.fullmatch(r"([A-Z][A-Z0-9]*)-L([1-9][0-9]{0,2})", id)
    if not match:
        raise ImmerseError(f"{id!r} is not a lesson id; write it like TRI-L7, with a number of 1 to 999")
    programme = _programme(root)
    module = next((module for module in programme.modules if module.id == match.group(1)), None)
    if module is None:
        known = ", ".join(module.id for module in programme.modules)
        raise ImmerseError(f"there is no module {match.group(1)!r}; modules: {known}")
    if id in {lesson.id for lesson in module.lessons}:
        raise ImmerseError(f"{id} exists already; nothing was written")
    number = match.group(2)
    text = _lesson_text(id, number, module.competencies[0].id, response=module.response)
    folder = root / module.folder / "lessons"
    return {folder / f"{int(number):02}-new-lesson-{number}.yml": text}


def _lesson_text(id: str, number: str, competency: str, *, response: bool) -> str:
    # Every lesson of a module that answers people must say who is speaking.
    uses = "centre.languages, identity.disclosure" if response else ""
    speaker = "\n\n      Who speaks: {{ policy.identity.disclosure.employee_text | wording }}" if response else ""
    return _skeleton("lesson.yml", id=id, number=number, competency=competency, uses=uses, speaker=speaker)


def _playbook(root: Path, id: str) -> dict[Path, str]:
    if not re.fullmatch(r"PB-[0-9]{2}", id):
        raise ImmerseError(f"{id!r} is not a playbook id; write it like PB-13")
    programme = _programme(root)
    if id in {playbook.id for playbook in programme.playbooks}:
        raise ImmerseError(f"{id} exists already; nothing was written")
    text = _skeleton("playbook.yml", id=id, number=id.split("-")[1], module=programme.modules[0].id)
    return {root / "playbooks" / f"{id}-new-playbook.yml": text}


def _module(root: Path, id: str) -> dict[Path, str]:
    if CodeId.fault(id) or "-" in id or len(id) < 2:
        raise ImmerseError(f"{id!r} is not a module id; write it like NET, in capital letters")
    programme = _programme(root)
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
        place / "module.yml": _skeleton("module", "module.yml", **values),
        place / "lessons" / "01-new-lesson-1.yml": _lesson_text(f"{id}-L1", "1", f"{id}-1", response=False),
        place / "drills.yml": _skeleton("module", "drills.yml", **values),
        place / "checks.yml": _skeleton("module", "checks.yml", **values),
        curriculum: _listed(curriculum.read_text(encoding="utf-8"), folder),
    }


def _listed(text: str, folder: str) -> str:
    """curriculum.yml with `folder` at the end of `modules:`, everything else as it was, comments too."""
    flow = re.search(r"^modules:\s*\[([^\]]*)\]", text, re.M)
    if flow:
        return f"{text[: flow.end(1)]}, {folder}{text[flow.end(1) :]}"
    block = re.search(r"^modules:[^\n]*\n((?:[ ]*- [^\n]*\n)+)", text, re.M)
    if not block:
        raise ImmerseError(f"add {folder!r} to `modules:` in curriculum/curriculum.yml by hand: its list was not found")
    indent = re.match(r" *", block.group(1))
    return f"{text[: block.end()]}{indent.group() if indent else ''}- {folder}\n{text[block.end() :]}"


def _client(root: Path, id: str) -> dict[Path, str]:
    if fault := Slug.fault(id):
        raise ImmerseError(f"{fault}; write the client's id like acme-air")
    folder = root / "site_config" / "clients" / id
    if folder.exists():
        raise ImmerseError(f"site_config/clients/{id} exists already; nothing was written")
    programme = _programme(root)
    today = date.today()
    text = _skeleton(
        "client",
        "policy.yml",
        id=id,
        name=id.replace("-", " ").title(),
        core_version=programme.curriculum.version,
        today=today.isoformat(),
        in_half_a_year=(today + timedelta(days=182)).isoformat(),
        in_one_year=(today + timedelta(days=365)).isoformat(),
        in_thirteen_months=(today + timedelta(days=395)).isoformat(),
        in_two_years=(today + timedelta(days=730)).isoformat(),
    )
    return {
        folder / "policy.yml": _needed(text, _used_settings(programme)) + _own_settings(programme.custom, today),
        folder / "overlay.yml": _skeleton("client", "overlay.yml"),
    }


ALWAYS = frozenset(
    {"client.id", "client.name", "client.sector", "client.ownership", "site.release", "site.feedback_url"}
)
"""Settings of the skeleton that every client sets, whatever the programme reads."""


def _own_settings(custom: CustomSettings, today: date) -> str:
    """The agency's own settings that every client has to set, with a value to begin with."""
    lines = [f"  {name}: {_first_value(one, today)}" for name, one in custom.settings.items() if one.required]
    return "\n".join(["", "custom:", *lines, ""]) if lines else ""


def _first_value(one: CustomSetting, today: date) -> str:
    low = 1 if one.least is None else one.least
    values = {
        "text": "To be written.",
        "number": str(low if one.most is None else min(low, one.most)),
        "minutes": str(max(low, 60 if one.most is None else min(60, one.most))),
        "date": (today + timedelta(days=182)).isoformat(),
        "list": "[To be written.]",
        "contact": "duty-officer",
    }
    return str(one.choices[0]) if one.choices else values[one.type]


def _used_settings(programme: Programme) -> frozenset[str]:
    reads, _ = analyse(programme)
    used = {key for keys in reads.values() for key in keys}
    return frozenset(used | {str(key) for one in programme.competencies() for key in one.uses} | ALWAYS)


def _needed(text: str, used: frozenset[str]) -> str:
    """The skeleton's settings that are used, each with the lines below it; groups left empty go too."""
    kept: list[str] = []
    group = ""
    pending = ""
    keep = True
    for line in text.splitlines(keepends=True):
        if head := re.match(r"([a-z_]+):$", line.rstrip("\n")):
            group, pending, keep = head.group(1), line, False
        elif setting := re.match(r"  ([a-z_]+):", line):
            keep = f"{group}.{setting.group(1)}" in used
        if keep and pending:
            kept.append(pending)
            pending = ""
        if keep:
            kept.append(line)
    return "".join(kept)
