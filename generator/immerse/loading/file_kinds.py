"""The kinds of content files, with their models and their paths in a workspace."""

import re
from pathlib import Path

from immerse.model.base import Node
from immerse.model.client import Look, Overlay, WaiverFile
from immerse.model.drill import DrillFile
from immerse.model.knowledge_check import CheckFile
from immerse.model.lesson import Lesson
from immerse.model.module import Curriculum, ModuleHead
from immerse.model.playbook import Playbook
from immerse.model.policy.answers import AnswersFile
from immerse.model.policy.custom import CustomSettings
from immerse.model.policy.policy import Policy
from immerse.model.policy.stand_ins import policy_file
from immerse.model.rotation import Rotation
from immerse.model.signers import SignersFile

_CLIENT = "site_config/clients/*"
_FILES: tuple[tuple[str, type[Node], tuple[str, ...]], ...] = (
    ("curriculum", Curriculum, ("curriculum/curriculum.yml",)),
    ("module", ModuleHead, ("curriculum/*/module.yml",)),
    ("lesson", Lesson, ("curriculum/*/lessons/*.yml",)),
    ("drills", DrillFile, ("curriculum/*/drills.yml",)),
    ("checks", CheckFile, ("curriculum/*/checks.yml",)),
    ("playbook", Playbook, ("playbooks/*.yml",)),
    ("rotation", Rotation, ("curriculum/rotation.yml",)),
    ("policy", policy_file(Policy), ("site_config/defaults.yml", f"{_CLIENT}/policy.yml")),
    ("overlay", Overlay, (f"{_CLIENT}/overlay.yml",)),
    ("look", Look, (f"{_CLIENT}/look.yml",)),
    ("waivers", WaiverFile, ("site_config/waivers.yml", f"{_CLIENT}/waivers.yml")),
    ("answers", AnswersFile, (f"{_CLIENT}/answers.yml",)),
    ("signers", SignersFile, (f"{_CLIENT}/signers.yml",)),
    ("settings", CustomSettings, ("site_config/settings.yml",)),
)
KINDS = {kind: model for kind, model, _ in _FILES}
"""Name of a kind (and of its schema) -> the model it is read into."""
PLACES = tuple((pattern, kind) for kind, _, patterns in _FILES for pattern in patterns)
"""Paths of files (`*` is one name that does not begin with a point) -> their kind."""


def kind_of(path: str) -> str:
    """The kind of the file at `path` (inside the workspace, with `/`); empty for any other file."""
    for pattern, kind in PLACES:
        if re.fullmatch(re.escape(pattern).replace(r"\*", r"(?!\.)[^/]*"), path):
            return kind
    return ""


def content_files(root: Path) -> tuple[str, ...]:
    """Every content file of the workspace, sorted, without links."""
    paths = {
        path.relative_to(root).as_posix()
        for pattern, _ in PLACES
        for path in root.glob(pattern)
        if path.is_file() and not path.is_symlink()
    }
    return tuple(sorted(path for path in paths if kind_of(path)))
