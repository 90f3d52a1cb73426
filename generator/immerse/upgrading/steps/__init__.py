"""The steps from one format to the next, one file each, in the order in which people are told of them."""

from __future__ import annotations

from immerse.upgrading.step_findings import UpgradeStep
from immerse.upgrading.steps import (
    addresses,
    brief,
    clocks,
    crisis_roles,
    dashes,
    listening,
    night_watch,
    promise,
    study_hours,
    texts,
    thresholds,
    triggers,
)

STEPS: tuple[UpgradeStep, ...] = (
    texts.STEP,
    dashes.STEP,
    listening.STEP,
    clocks.STEP,
    crisis_roles.STEP,
    night_watch.STEP,
    promise.STEP,
    triggers.STEP,
    thresholds.STEP,
    brief.STEP,
    study_hours.STEP,
    addresses.STEP,
)
"""Each raises files by one format; those of one format never look at each other's changes."""
