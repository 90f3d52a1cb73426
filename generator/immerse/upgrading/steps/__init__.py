"""The upgrade steps, in the order in which they are reported."""

from immerse.upgrading.step_findings import UpgradeStep
from immerse.upgrading.steps.clocks import clocks
from immerse.upgrading.steps.policy_settings import addresses, crisis_roles, listening, night_watch, promise, thresholds
from immerse.upgrading.steps.programme_files import brief, study_hours
from immerse.upgrading.steps.texts import dashes, texts
from immerse.upgrading.steps.triggers import triggers

STEPS: tuple[UpgradeStep, ...] = (
    *(texts, dashes, listening, clocks, crisis_roles, night_watch),
    *(promise, triggers, thresholds, brief, study_hours, addresses),
)
"""Each raises files by one format; those of one format never look at each other's changes."""
