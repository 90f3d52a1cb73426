"""All rules. No rule stops another from being judged."""

from __future__ import annotations

import re

from immerse.checking import (
    agency,
    approving,
    capturing,
    care,
    cohort,
    crisis,
    desk_hours,
    expiry,
    facts,
    identity,
    languages,
    law,
    markup,
    measures,
    moderation,
    ordering,
    ownership,
    people,
    presentation,
    privacy,
    records,
    references,
    relating,
    revisions,
    rotation,
    signers,
    signoff,
    speech,
    tools,
    tracks,
    triage,
    unfinished,
)
from immerse.checking.rule import Rule, documented_in

_MODULES = (
    agency, approving, capturing, care, cohort, crisis, desk_hours, expiry, facts, identity, languages, law,
    markup, measures, moderation, ordering, ownership, people, privacy, presentation, records, references,
    relating, revisions, rotation, signers, signoff, speech, tools, tracks, triage, unfinished,
)  # fmt: skip
OF_OTHER_PACKAGES = documented_in("other_packages.md")
"""Rules that loading, composing, deciding, planning or a release judges."""


def _order(rule: Rule) -> tuple[int, str]:
    """Rules without a number first, by name."""
    number = re.fullmatch(r"L-(\d+)", rule.id)
    return int(number[1]) if number else 0, rule.id


_JUDGED_HERE = (value for module in _MODULES for value in vars(module).values() if isinstance(value, Rule))
RULES = tuple(sorted({*_JUDGED_HERE, *OF_OTHER_PACKAGES}, key=_order))
BY_ID = {rule.id: rule for rule in RULES}
