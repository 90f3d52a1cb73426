"""The pages of `immerse explain`."""

from __future__ import annotations

from difflib import get_close_matches

from immerse.checking.rule import Rule
from immerse.checking.rules import RULES
from immerse.problems import ImmerseError, Severity

LATER = {
    "L-61": "records", "L-62": "records", "L-65": "releases", "L-66": "records", "L-69": "releases",
}  # fmt: skip
"""Rules that need a capability which is not there yet."""


def list_rules() -> str:
    """One line a rule: id, severity, title."""
    width = max(len(rule.id) for rule in RULES)
    return "\n".join(f"{rule.id:<{width}}  {rule.severity.value:<7}  {rule.title}" for rule in RULES)


def explain_rule(id: str) -> str:
    """What a rule wants, why, bad and good, how to waive it; raises ImmerseError for an unknown id."""
    by_id = {rule.id.lower(): rule for rule in RULES}
    if found := by_id.get(id.lower()):
        return _page(found)
    if id.upper() in LATER:
        return f"{id.upper()} judges {LATER[id.upper()]}, which this version does not have yet; it comes with them."
    close = get_close_matches(id.lower(), by_id, n=1, cutoff=0.4)
    near = f"did you mean {by_id[close[0]].id}? " if close else ""
    raise ImmerseError(f"there is no rule {id!r}; {near}immerse explain lists them all")


def _page(rule: Rule) -> str:
    if rule.severity is Severity.ERROR:
        waive = "Errors cannot be waived. Where this rule gives a warning, a waiver needs owner, reason and expiry:"
    else:
        waive = "To waive it for a time, with owner, reason and expiry:"
    entry = f"  waivers:\n    - {{rule: {rule.id}, subject: ..., owner: ..., reason: ..., expires: 2027-03-31}}"
    lines = [f"{rule.id}  {rule.title}  ({rule.severity.value}; judged by {rule.judged_by})", "", rule.explanation, ""]
    return "\n".join([*lines, waive, entry, "in site_config/waivers.yml, or in the client's own waivers.yml."])
