"""The kinds of files that hold content: their models, and where each kind lies in a workspace."""

from __future__ import annotations

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

KINDS: dict[str, type[Node]] = {
    "curriculum": Curriculum,
    "module": ModuleHead,
    "lesson": Lesson,
    "drills": DrillFile,
    "checks": CheckFile,
    "playbook": Playbook,
    "rotation": Rotation,
    "policy": policy_file(Policy),
    "overlay": Overlay,
    "look": Look,
    "waivers": WaiverFile,
    "answers": AnswersFile,
    "signers": SignersFile,
    "settings": CustomSettings,
}
"""Name of a kind (and of its schema) -> the model it is read into."""

PLACES: tuple[tuple[str, str], ...] = (
    ("curriculum/curriculum.yml", "curriculum"),
    ("curriculum/rotation.yml", "rotation"),
    ("curriculum/*/module.yml", "module"),
    ("curriculum/*/lessons/*.yml", "lesson"),
    ("curriculum/*/drills.yml", "drills"),
    ("curriculum/*/checks.yml", "checks"),
    ("playbooks/*.yml", "playbook"),
    ("site_config/defaults.yml", "policy"),
    ("site_config/waivers.yml", "waivers"),
    ("site_config/settings.yml", "settings"),
    ("site_config/clients/*/policy.yml", "policy"),
    ("site_config/clients/*/overlay.yml", "overlay"),
    ("site_config/clients/*/look.yml", "look"),
    ("site_config/clients/*/waivers.yml", "waivers"),
    ("site_config/clients/*/answers.yml", "answers"),
    ("site_config/clients/*/signers.yml", "signers"),
)
"""Where files lie (`*` is one name that does not begin with a point) -> their kind."""


def kind_of(path: str) -> str:
    """The kind of the file at `path` (inside the workspace, with `/`); empty for a file that holds no content."""
    for pattern, kind in PLACES:
        if re.fullmatch(re.escape(pattern).replace(r"\*", r"(?!\.)[^/]*"), path):
            return kind
    return ""


def content_files(root: Path) -> tuple[str, ...]:
    """Every file of the workspace that holds content, sorted; links are passed over."""
    found = {
        path.relative_to(root).as_posix()
        for pattern, _ in PLACES
        for path in root.glob(pattern)
        if path.is_file() and not path.is_symlink()
    }
    return tuple(sorted(path for path in found if kind_of(path)))
