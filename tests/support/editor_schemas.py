"""Files as an editor reads them when it compares them with a schema."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml


class AsEditorsRead(yaml.SafeLoader):
    """YAML 1.2 as editors read it: no dates, no sexagesimals, no octals, no yes and no."""


AsEditorsRead.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", r"true|false", "tf"),
    ("null", r"null|~|", "n~"),
    ("int", r"-?(?:0|[1-9][0-9]*)", "-0123456789"),
    ("float", r"-?(?:0|[1-9][0-9]*)\.[0-9]+", "-0123456789"),
):
    AsEditorsRead.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first))


FILES = {
    "curriculum": ("curriculum/curriculum.yml",),
    "module": ("curriculum/*/module.yml",),
    "lesson": ("curriculum/*/lessons/*.yml",),
    "drills": ("curriculum/*/drills.yml",),
    "checks": ("curriculum/*/checks.yml",),
    "playbook": ("playbooks/*.yml",),
    "rotation": ("curriculum/rotation.yml",),
    "policy": ("site_config/clients/*/policy.yml", "site_config/defaults.yml"),
    "overlay": ("site_config/clients/*/overlay.yml",),
    "look": ("site_config/clients/*/look.yml",),
    "waivers": ("site_config/waivers.yml", "site_config/clients/*/waivers.yml"),
    "answers": ("site_config/clients/*/answers.yml",),
    "signers": ("site_config/clients/*/signers.yml",),
    "settings": ("site_config/settings.yml",),
}


@cache
def as_editors_read(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), AsEditorsRead)


def files_of_kind(root: Path, kind: str) -> list[Path]:
    """The files of a workspace that have the schema of this kind."""
    return [path for pattern in FILES[kind] for path in sorted(root.glob(pattern))]
