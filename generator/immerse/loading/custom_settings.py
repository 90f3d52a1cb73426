"""The agency's own settings: `site_config/settings.yml`, and the contract of a policy that has them."""

from collections.abc import Iterator
from pathlib import Path

from immerse.loading.layout import SITE_CONFIG
from immerse.loading.workspace import load_file
from immerse.model.policy.custom import CustomSettings
from immerse.model.policy.policy import Policy
from immerse.model.policy.registry import settings_of
from immerse.problems import Location, Problem

SETTINGS_FILE = f"{SITE_CONFIG}/settings.yml"


def load_custom_settings(root: Path) -> tuple[CustomSettings | None, tuple[Problem, ...]]:
    """The settings that the agency declares, none if there is no such file; None if the file has problems."""
    custom, problems = load_file(root, SETTINGS_FILE, CustomSettings)
    return (None if problems else custom or CustomSettings()), problems


def unset_custom_settings(policy: Policy, path: str) -> Iterator[Problem]:
    """A problem for each setting that the agency requires of every client and that no layer sets for this one.

    Unlike shared settings, these are required even if no text reads them. `path` is the client's file.
    """
    for key, setting in settings_of(type(policy)).items():
        group, _, name = key.partition(".")
        if group == "custom" and setting.required and getattr(policy.custom, name) is None:
            message = f"{key} is not set; {SETTINGS_FILE} requires it of every client"
            yield Problem(Location(path), "schema", message, hint=setting.doc, subject=key)
