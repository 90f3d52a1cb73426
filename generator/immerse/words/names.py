"""English names of languages, countries and time zones."""

from functools import cache

from babel import Locale

_ARTICLE = (
    "AE", "BS", "CF", "DO", "EU", "FK", "GB", "GM", "IM", "KM", "KY", "MH", "MP", "MV", "NL", "PH", "SB", "SC", "TC",
    "UM", "US", "VG", "VI",
)  # fmt: skip
_SHORT = {"GB": "UK", "US": "US"}
_REGIONS = {
    "GB-ENG": "England",
    "GB-SCT": "Scotland",
    "GB-WLS": "Wales",
    "GB-NIR": "Northern Ireland",
    "US-WA": "Washington State",
}


@cache
def english() -> Locale:
    """The names that CLDR has for English; loaded when somebody asks for one."""
    return Locale("en")


def language_name(tag: str) -> str | None:
    """`en-GB` as "English (UK)", `pl` as "Polish"; None for a language that CLDR does not name."""
    language, *subtags = tag.split("-")
    name = english().languages.get(language)
    if name is None:
        return None
    notes = [_SHORT.get(part) or english().territories.get(part) or english().scripts.get(part) for part in subtags]
    known = [note for note in notes if note]
    return f"{name} ({', '.join(known)})" if known else name


def timezone_name(name: str) -> str:
    """`America/Los_Angeles` as "Los Angeles time"."""
    return f"{name.rpartition('/')[2].replace('_', ' ')} time"


def country_name(code: str) -> str | None:
    """`GB` as "the United Kingdom", `US-CA` as "the United States (California)"; None for a code unknown to CLDR."""
    country, _, region = code.partition("-")
    name = english().territories.get(country)
    if name is None:
        return None
    full = f"the {name}" if country in _ARTICLE else name
    return _REGIONS.get(code) or (f"{full} ({_region_name(country, region)})" if region else full)


@cache
def _region_name(country: str, region: str) -> str:
    """`DE`, `BE` as "Berlin"; the code itself where no calendar of holidays names it."""
    from holidays import country_holidays  # imported late, because loading it takes longer than most commands

    try:
        names = country_holidays(country).subdivisions_aliases
    except NotImplementedError:
        return region
    return next((name for name, code in names.items() if code == region and name.upper() != name), region)
