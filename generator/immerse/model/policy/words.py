"""Words for the ids, languages and countries of a policy, the same in texts and on the pages that list settings."""

from collections.abc import Iterable
from functools import lru_cache

from babel import Locale

_WORDS = {
    "hub": "centre",
    "hub_spoke": "hub and spoke",
    "multi_hub": "several hubs",
    "upgrade": "an upgrade of what exists",
    "fix_fire_drill": "fewer fire drills",
    "catch_leaders": "catching up with the best",
    "herd_cats": "several brands, one approach",
    "transform": "another way of working",
    "hr": "HR",
    "it_security": "IT security",
    "dms": "direct messages",
    "ai_prompts": "AI prompts",
    "assist_logged": "assist, with a log",
    "in_post": "in the post",
    "sign_off": "sign-off",
    "first_name_role": "first name and role",
    "always": "round the clock",
    "on_call": "on call",
    "wall": "wall clock",
    "cover": "cover time",
    "ave": "advertising value equivalent",
    "distinct_authors": "different authors",
    "volume_rise_percent": "rise in per cent",
    "sentiment_drop_percent": "drop in per cent",
    "feed_gap_min": "minutes without a new item",
    "media_enquiries": "enquiries of the press",
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}
_ARTICLE = (
    "AE", "BS", "CF", "DO", "EU", "FK", "GB", "GM", "IM", "KM", "KY", "MH", "MP", "MV", "NL", "PH", "SB", "SC", "TC",
    "UM", "US", "VG", "VI",
)  # fmt: skip
_SHORT = {"GB": "UK", "US": "US"}
_PARTS = {
    "GB-ENG": "England",
    "GB-SCT": "Scotland",
    "GB-WLS": "Wales",
    "GB-NIR": "Northern Ireland",
    "US-WA": "Washington State",
}


def say_word(value: str) -> str:
    """`hub_spoke` as "hub and spoke"; else underscores and hyphens become spaces. An id in capitals (`K-TTT`) stays."""
    if value != value.lower():
        return value
    return _WORDS.get(value) or value.replace("_", " ").replace("-", " ")


def join(words: Iterable[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`; empty for none."""
    *rest, final = list(words) or [""]
    return f"{', '.join(rest)} {last} {final}" if rest else final


def lower(text: str) -> str:
    """The text for the middle of a sentence: "Mentor" as "mentor", but "PR pilot" and "IT security" as they are."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


@lru_cache(maxsize=1)
def _english() -> Locale:
    return Locale("en")


def say_language(tag: str) -> str | None:
    """`en-GB` as "English (UK)", `pl` as "Polish"; None for a language that nobody lists."""
    language, *rest = tag.split("-")
    name = _english().languages.get(language)
    if name is None:
        return None
    notes = [_SHORT.get(part) or _english().territories.get(part) or _english().scripts.get(part) for part in rest]
    known = [note for note in notes if note]
    return f"{name} ({', '.join(known)})" if known else name


def say_timezone(name: str) -> str:
    """`America/Los_Angeles` as "Los Angeles time"."""
    return f"{name.rpartition('/')[2].replace('_', ' ')} time"


def say_country(code: str) -> str | None:
    """`GB` as "the United Kingdom", `US-CA` as "the United States (California)", `GB-ENG` as "England"; None where
    nobody lists the code."""
    country, _, part = code.partition("-")
    name = _english().territories.get(country)
    if name is None:
        return None
    full = f"the {name}" if country in _ARTICLE else name
    return _PARTS.get(code) or (f"{full} ({_say_part(country, part)})" if part else full)


@lru_cache
def _say_part(country: str, part: str) -> str:
    """`DE`, `BE` as "Berlin"; the code itself where no calendar of holidays has a name for it."""
    from holidays import country_holidays  # late: it takes longer to load than most commands to run

    try:
        names = country_holidays(country).subdivisions_aliases
    except NotImplementedError:
        return part
    return next((name for name, code in names.items() if code == part and name.upper() != name), part)
