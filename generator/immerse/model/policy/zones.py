"""Time zones as people write them, and the IANA zone of each."""

import json
from functools import cache
from importlib.resources import files
from zoneinfo import available_timezones

from immerse.words.near_misses import near_miss

_TABLES: dict[str, dict[str, str]] = json.loads(files("immerse.model.policy").joinpath("zones.json").read_text("utf-8"))
WITHOUT_A_CITY = _TABLES["without_a_city"]
"""Zones without a city, and so without summer time -> the zone that people mean."""
_SHORT = _TABLES["short_names"]
"""Abbreviations that are no zone, in lower case; ambiguous ones (IST) are left out."""


def meant_by(value: str) -> str:
    """The zone meant by a city alone, other letters, or a misspelling; empty if none is close."""
    written = "_".join(value.strip().split()).casefold()
    by_name = _by_name()
    if zone := _SHORT.get(written) or by_name.get(written):
        return zone
    close = near_miss(written, by_name, certain=True)
    return by_name[close] if close else ""


@cache
def _by_name() -> dict[str, str]:
    """Whole names and cities, in small letters -> the zone."""
    zones = sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    old = ("Brazil/", "Canada/", "Chile/", "Mexico/", "US/")
    cities = {name.rpartition("/")[2].casefold(): name for name in zones if not name.startswith(old)}
    return {**cities, **{name.casefold(): name for name in zones}}
