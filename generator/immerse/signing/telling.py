"""Sentences for refusals, gaps and warnings."""

from collections.abc import Mapping
from typing import Any

from immerse.records.page_texts import say
from immerse.words.english import join

RULES = {
    "L-61": (
        "own-work", "not-mentor", "part-only", "agency-level", "agency-gate", "agency-gone", "signatory-mentor",
        "signatory-share", "endorsed-self", "same-approver",
    ),
    "L-62": ("bulk", "sentence", "not-ready"),
    "L-66": ("unplaced", "overdue"),
}  # fmt: skip
"""Id of a rule that is judged by records -> its codes; `immerse explain` describes the rules."""
_RULE_OF = {code: rule for rule, codes in RULES.items() for code in codes}

NamesById = Mapping[str, str]
"""Id of a role -> its name."""


def refusal_sentence(code: str) -> str:
    """The sentence that tells why an event does not count."""
    if code.startswith("event-"):
        return say(f"record.fault.{code}", most="", found="")
    return say(f"signing.refused.{code}")


def rule_note(code: str) -> str:
    """The rule of a code, in brackets for the end of its sentence; empty if it has none."""
    return f" ({_RULE_OF[code]})" if code in _RULE_OF else ""


def gap_phrase(gap: Mapping[str, Any], roles: NamesById) -> str:
    """The phrase for a gap."""
    code = gap["code"]
    values = {name: value for name, value in gap.items() if name not in ("code", "roles")}
    if "roles" in gap:
        values["roles"] = join([roles.get(role, role) for role in gap["roles"]], "or")
    if code == "signature" and gap["level"]:
        code = "signature-level"
    return say(f"signing.gap.{code}", **values)


def warning_sentence(warning: Mapping[str, Any]) -> str:
    """The sentence of a warning."""
    values = {name: value for name, value in warning.items() if name not in ("code", "items")}
    if "items" in warning:
        values["items"] = join(warning["items"], "and")
    return say(f"signing.warning.{warning['code']}", **values)
