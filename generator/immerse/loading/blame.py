"""Which rule a fault of form belongs to: a value that nobody may set is refused while loading, under its own rule.

`immerse explain` then has a page for it; what no rule speaks of stays with `schema`.
"""

from __future__ import annotations

import re

_RULES: tuple[tuple[str, str], ...] = (
    # One file a lesson, drill or check
    (r"(?:.*\.)?review_by", "L-73"),
    (r"(?:objectives|limits|uses|teaches|rubric|evidence|competencies\.(?:levels|attested_by|evidence).*)", "L-60"),
    (r"checks\.(?:answer|competency).*|(?:drills|injects)\.expected|drills\.cards(?:\.\w+)*\.key", "L-64"),
    # The policy
    (r"identity\.personas", "L-10"),
    (r"identity\.disclosure(?:\..*)?", "L-12"),
    (r"identity\.ghost_writing(?:\..*)?", "L-13"),
    (r"identity\.(?:ambassadors|reviews)(?:\..*)?", "L-14"),
    (r"response\.moderation\.(?:record|actions\.\w+\.capture)", "L-16"),
    (r"identity\.ai\.auto_publish(?:\..*)?", "L-18"),
    (r"escalation\.hard_triggers\..*", "L-20"),
    (r"(?:escalation\.contacts|client\.brands|approvals|centre|legal|crisis)\b.*\.(?:deputy|backup)", "L-23"),
    (r"centre\.(?:vendors|listening)|crisis\.roles\.\w+", "L-23"),
    (r"(?:response\.targets|crisis\.timers)(?:\..*)?", "L-24"),
    (r"topics\.forbidden\.say_instead", "L-31"),
    (r"identity\.personal_accounts\.rights_notice", "L-33"),
    (r"legal\.employee_rights(?:\..*)?", "L-34"),
    (r"legal\.privacy(?:\..*)?|centre\.source_venues\.method", "L-35"),
    (r"wellbeing\.duty_of_care(?:\..*)?", "L-38"),
    (r"legal\.regimes\.(?:owner|source)", "L-30"),
    (r"topics\.claims_register\.source", "L-44"),
    (r"(?:legal\.regimes|topics\.claims_register|approvals\.pre_cleared)\.(?:expires|review_by)", "L-43"),
    (r"measures\.operational", "L-47"),
    (r"security\.access(?:\..*)?", "L-50"),
    (r"security\.recovery(?:\..*)?", "L-51"),
    (r"agency\.exit\.curve(?:\..*)?", "L-53"),
    (r"rotation\.(?:weeks|minimums)(?:\..*)?", "L-63"),
    (r"voice\.accessibility(?:\..*)?", "L-74"),
)
"""(path of keys, rule), in the order in which they are tried."""

_COMPILED = tuple((re.compile(pattern), rule) for pattern, rule in _RULES)


_REFUSALS = frozenset(
    {
        "missing",
        "too_short",
        "greater_than_equal",
        "less_than_equal",
        "policy",
        "target",
        "timers",
        "vendor",
        "severity",
    }
)
"""Kinds of fault that say "this value may not be", as against "this is not a value of the right type"."""

_WHATEVER = re.compile(
    r"identity\.ai\.auto_publish|identity\.personal_accounts\.rights_notice|topics\.forbidden\.say_instead"
)
"""Where any fault is one of meaning: more than true or false lets a machine publish where none may, and an empty text
says nothing to somebody who needs it."""


def rule_for(path: str, kind: str) -> str:
    """The rule that a fault of this kind breaks at a path of keys (`identity.disclosure.placement`), else `schema`."""
    if kind not in _REFUSALS and not _WHATEVER.fullmatch(path):
        return "schema"
    return next((rule for pattern, rule in _COMPILED if pattern.fullmatch(path)), "schema")
