"""All rules. No rule stops another from being judged."""

import re
from importlib import import_module

from immerse.checking.rule import Rule, documented_in

_MODULES = (
    "agency", "approving", "capturing", "care", "cohort", "crisis", "desk_hours", "expiry", "facts", "identity",
    "languages", "law", "markup", "measures", "moderation", "ordering", "ownership", "people", "presentation",
    "privacy", "records", "references", "relating", "revisions", "rotation", "signers", "signoff", "speech", "tools",
    "tracks", "triage", "unfinished",
)  # fmt: skip
"""Modules of this package that define rules."""
OF_OTHER_PACKAGES = documented_in("other_packages.md")
"""Rules that loading, composing, deciding, planning or a release judges."""


def _order(rule: Rule) -> tuple[int, str]:
    """Rules without a number first, by name."""
    number = re.fullmatch(r"L-(\d+)", rule.id)
    return int(number[1]) if number else 0, rule.id


_DEFINED = [vars(import_module(f"{__package__}.{name}")) for name in _MODULES]
_JUDGED_HERE = (value for names in _DEFINED for value in names.values() if isinstance(value, Rule))
RULES = tuple(sorted({*_JUDGED_HERE, *OF_OTHER_PACKAGES}, key=_order))
BY_ID = {rule.id: rule for rule in RULES}
