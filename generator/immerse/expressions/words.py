"""Words for the ids and values of a policy, and how several of them are joined in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from babel import Locale

from immerse.clocks.week import DAY_IDS, WEEKDAYS, day_numbers

_WORDS = {
    "hub_spoke": "hub and spoke",
    "multi_hub": "several hubs",
    "fix_fire_drill": "fix the fire drill",
    "catch_leaders": "catch the leaders",
    "herd_cats": "herd the cats",
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
} | {day[:3].lower(): day for day in WEEKDAYS}
_ARTICLE = (
    "AE", "BS", "CF", "DO", "EU", "FK", "GB", "GM", "IM", "KM", "KY", "MH", "MP", "MV", "NL", "PH", "SB", "SC", "TC",
    "UM", "US", "VG", "VI",
)  # fmt: skip
_SHORT = {"GB": "UK", "US": "US"}


def say_word(value: str) -> str:
    """`hub_spoke` as "hub and spoke"; else underscores and hyphens become spaces. An id in capitals (`K-TTT`) stays."""
    if value != value.lower():
        return value
    return _WORDS.get(value) or value.replace("_", " ").replace("-", " ")


def join(words: Iterable[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`; empty for none."""
    *rest, final = list(words) or [""]
    return f"{', '.join(rest)} {last} {final}" if rest else final


def is_week(values: Sequence[str]) -> bool:
    """True where every value is a weekday's id (`mon`)."""
    return bool(values) and all(value in DAY_IDS for value in values)


def say_days(ids: Iterable[str]) -> str:
    """`Monday to Friday`, `Monday, Wednesday and Friday`, `every day`."""
    runs: list[list[int]] = []
    for day in day_numbers(ids):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    if sum(map(len, runs)) == 7:
        return "every day"
    parts: list[str] = []
    for run in runs:
        names = [WEEKDAYS[day] for day in run]
        parts += [f"{names[0]} to {names[-1]}"] if len(names) > 2 else names
    return join(parts)


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


def say_country(code: str) -> str | None:
    """`GB` as "the United Kingdom", `US-CA` as "the United States (CA)"; None for a code that nobody lists."""
    country, _, part = code.partition("-")
    name = _english().territories.get(country)
    if name is None:
        return None
    full = f"the {name}" if country in _ARTICLE else name
    return f"{full} ({part})" if part else full
