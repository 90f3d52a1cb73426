"""Labels of fields, and numbers, words, languages and countries as the pages that list settings show them."""

from __future__ import annotations

from immerse.model.policy.client import ClientWords
from immerse.words.durations import in_hours, in_minutes
from immerse.words.english import capitalized, counted
from immerse.words.names import country_name, language_name
from immerse.words.terms import term

_ON_PAGES = {
    "always": "day and night",
    "cover": "while a desk is open",
    "office": "office hours",
    "on_call": "on call, outside cover",
    "assist": "as an assistant",
    "assist_logged": "as an assistant, logged",
}
"""Words that stand alone as the value of a setting, where a sentence says them in fewer."""
_CLOCKS = {"wall": "wall clock", "cover": "cover time"}


def word(value: str, field: str = "") -> str:
    """`hub_spoke` as "hub and spoke"; else underscores and hyphens become spaces."""
    if field == "clock":
        return _CLOCKS.get(value, value)
    return _ON_PAGES.get(value) or term(value)


def label(field: str) -> str:
    """A field of a setting as a label: `first_response_min` is "First response"."""
    return _LABELS.get(field) or capitalized(_bare(field).replace("_", " "))


def label_here(field: str, called: ClientWords | None) -> str:
    """A label in the words that a client uses for its own people and places."""
    if called is None or field not in _CALLED:
        return label(field)
    return capitalized(_CALLED[field].format_map(dict(called)))


_SUFFIXES = ("_min", "_h", "_days", "_weeks", "_months")
"""Ends of the names of fields that say the unit, which a label leaves out."""
_CALLED = {
    "pr_pilot": "{pr_pilot}",
    "pilot": "{pilot}",
    "hub_days_quarter": "Days in the {hub} each quarter",
    "pilot_weeks": "{pilot}",
    "pilot_interactors": "Who talks in a {pilot}",
}
"""Labels with the words of `client.words`."""
_LABELS = {
    "ack_min": "Acknowledgement",
    "custom": "Own settings",
    "activate_min": "Activated",
    "holding_min": "Holding statement",
    "update_min": "Updates every",
    "triage_min": "Sorted",
    "first_response_min": "First response",
    "resolve_h": "Solved",
    "hr": "HR",
    "words": "What we call it",
    "pr_pilot": "Reputation lead",
    "pilot": "First try of something",
    "pilot_interactors": "Who talks in a pilot",
    "night_watch": "Watch while closed",
    "while_closed": "Said about closed hours",
    "tells": "Wakes",
    "within_min": "Within",
    "tested_on": "Last tried out",
    "max_chars": "Most characters in one post",
    "executive": "Executive crisis lead",
    "commander": "Commander of the communications cell",
    "platforms": "What can be done where",
    "ack_h": "To acknowledge",
    "report_h": "To report to the authority",
    "ack_working_days": "To acknowledge",
    "report_working_days": "To report to the authority",
    "resolve_working_days": "Final answer",
    "verified_on": "Checked on",
    "wording_of": "Required words of",
    "numbers": "Telephone numbers on paper",
    "kept_by": "Filled in by",
    "list": "From",
    "check_days": "Checked every",
    "sectors": "Counts in",
    "products": "Our products",
    "client_pr": "Public relations lead",
    "ip": "Ownership of material",
    "id_check": "Identity check",
    "dont": "Habits to drop",
    "do": "Habits to keep",
    "ack": "Acknowledged within",
    "resolve": "Final answer within",
    "law": "Legal regime",
    "revoke_days": "Access gone after",
    "max_min": "At most",
    "tell_min": "Tell within",
    "url": "Address",
    "id": "Id",
    "share": "Share",
    "newcomers_share": "New to the organisation",
    "veterans_share": "Know it well",
    "at_least": "At least",
    "ai": "AI",
    "max_continuous_h": "Longest without a break",
    "debrief_h": "Debrief within",
    "sign_off": "Sign-off",
    "pre_cleared": "Pre-cleared texts",
    "non_engagement": "When silence is right",
    "chain": "Approval chain",
    "approved": "Approved topics",
    "referred": "Referred topics",
    "forbidden": "Forbidden topics",
    "none_applies": "Where no regime applies",
    "alt_text": "Alternative text",
    "plain_level": "Reading level",
    "agency_posting": "Posting by the agency",
    "personas": "Invented persons",
    "signoff": "Sign-off",
    "retention_months": "Kept for",
    "tag": "Language",
    "timezone": "Time zone",
    "assessment_ref": "Where the assessment is kept",
    "house_rules_url": "House rules",
    "ban_second": "Second person for a ban",
    "close_loop": "Closed in public again",
    "metric": "What is counted",
    "paired_with": "Shown only beside",
    "hub_days_quarter": "Days in the hub each quarter",
    "max_people_rules": "Rules that protect people",
    "long_form": "Long texts",
    "micro": "Short posts",
    "known_gaps": "What it cannot see",
    "data_region": "Data stay in",
    "contract_owner": "Contract held by",
    "ends_on": "Contract ends",
    "counter_example": "What it is not",
    "in_post_disclosure": "Said in the post",
    "auto_publish": "Published by a machine alone",
    "non_solicit": "Hiring of the agency's people",
    "signatory_share": "Attested by the final signatory, at most",
    "simulated_share": "Simulated evidence, at most",
    "checks_pass": "Test passed from",
    "call_weeks": "Call every",
    "refresh_months": "Refresher every",
    "answer_days": "Answer within",
    "brief_weeks": "Brief before the placement",
    "surge": "Helps in a surge",
    "tabletop_months": "At a table, every",
    "functional_months": "Functional, every",
    "opt_out": "May step back",
    "spoke_owner": "Owner of its conversations",
    "agency_text": "What the agency says",
    "employee_text": "What staff say",
    "org_model": "Model of the organisation",
}


def _bare(field: str) -> str:
    for suffix in _SUFFIXES:
        if field.endswith(suffix):
            return field.removesuffix(suffix)
    return field


def amount(value: int, unit: str) -> str:
    """A number with its unit, as people say it: 90 minutes are "1 hour 30 minutes"."""
    match unit:
        case "minutes":
            return in_minutes(value)
        case "hours":
            return in_hours(value)
        case "days" | "working days" | "cover days" | "weeks" | "months":
            return counted(value, unit[:-1])
        case "per cent":
            return f"{value}%"
        case _:
            # A unit of an agency's own setting ("people"); a list of units belongs to the fields of a group.
            return f"{value:,} {unit}" if unit and "," not in unit else f"{value:,}"


def language(tag: str) -> str:
    """`en-GB` as "English (UK)"; the tag itself for a language that nobody lists."""
    return language_name(tag) or tag


def country(code: str) -> str:
    """`GB` as "the United Kingdom"; the code itself where nobody lists it."""
    return country_name(code) or code
