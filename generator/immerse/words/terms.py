"""What the words of a policy's closed sets are called, the same in texts and on the pages that list settings."""

from __future__ import annotations

from immerse.words.english import humanized

_TERMS = {
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


def term(word: str) -> str:
    """`hub_spoke` as "hub and spoke"; a word without an entry of its own with blanks for underscores and hyphens."""
    return _TERMS.get(word) or humanized(word)
