"""Every rule, in one tuple that can be read aloud. No rule stops another from being judged."""

from __future__ import annotations

from immerse.checking.elsewhere import ELSEWHERE
from immerse.checking.graph import impossible_order
from immerse.checking.look import unreadable_colours
from immerse.checking.markup import unsafe_markup
from immerse.checking.people import missing_deputy
from immerse.checking.privacy import personal_data
from immerse.checking.references import dangling_references
from immerse.checking.rotation import incomplete_chain, unanswerable_check
from immerse.checking.rule import Rule
from immerse.checking.triage import broken_clocks, tone_before_safety, weak_trigger
from immerse.checking.truth import (
    disclosure_not_seen,
    foreign_words,
    no_way_back,
    out_of_date,
    undisclosed_speaker,
)

RULES: tuple[Rule, ...] = (
    dangling_references,
    impossible_order,
    unsafe_markup,
    unreadable_colours,
    undisclosed_speaker,
    disclosure_not_seen,
    weak_trigger,
    tone_before_safety,
    missing_deputy,
    broken_clocks,
    out_of_date,
    incomplete_chain,
    unanswerable_check,
    personal_data,
    foreign_words,
    no_way_back,
    *ELSEWHERE,
)
