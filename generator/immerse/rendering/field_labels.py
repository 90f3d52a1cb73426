"""Labels of fields, and numbers, words, languages and countries as the pages that list settings show them."""

import json
import re
from importlib.resources import files

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
    "brand_voice_disclosed": "in our voice, shown as the agency's",
    "named_disclosed": "under their own names, shown as the agency's",
}
"""Words for a value that stands alone; a sentence uses the shorter term."""
_CLOCKS = {"wall": "wall clock", "cover": "cover time"}


def word(value: str, field: str = "") -> str:
    """`hub_spoke` as "hub and spoke"; else underscores and hyphens become spaces."""
    if field == "clock":
        return _CLOCKS.get(value, value)
    return _ON_PAGES.get(value) or term(value)


def label(field: str) -> str:
    """A field of a setting as a label: `first_response_min` is "First response"."""
    return _LABELS.get(field) or capitalized(_UNIT.sub("", field).replace("_", " "))


def label_here(field: str, called: ClientWords | None) -> str:
    """A label in the words that a client uses for its own people and places."""
    if called is None or field not in CALLED:
        return label(field)
    return capitalized(CALLED[field].format_map(dict(called)))


_UNIT = re.compile("_(?:min|h|days|weeks|months)$")
"""The end of a field's name that gives its unit, which a label leaves out."""
CALLED = {
    "pr_pilot": "{pr_pilot}",
    "pilot": "{pilot}",
    "hub_days_quarter": "Days in the {hub} each quarter",
    "pilot_weeks": "{pilot}",
    "pilot_interactors": "Who talks in a {pilot}",
}
"""Labels with the words of `client.words`."""
_LABELS: dict[str, str] = json.loads(files("immerse.rendering").joinpath("field_labels.json").read_text("utf-8"))
"""Labels that do not follow from the name of their field."""


def amount(value: int, unit: str) -> str:
    """A number with its unit, in words: 90 minutes are "1 hour 30 minutes"."""
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
    """`en-GB` as "English (UK)"; the tag itself for a language without a name."""
    return language_name(tag) or tag


def country(code: str) -> str:
    """`GB` as "the United Kingdom"; the code itself for a country without a name."""
    return country_name(code) or code
