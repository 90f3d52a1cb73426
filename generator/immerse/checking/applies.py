"""When a rule applies: a setting that the programme in hand never reads is nobody's concern."""

from __future__ import annotations

from immerse.model.subject import Subject


def used_settings(subject: Subject) -> frozenset[str]:
    """Every setting that some text, condition or competency of the programme reads."""
    return subject.used


def in_use(subject: Subject, *keys: str) -> bool:
    """Whether the programme reads at least one of these settings."""
    return not subject.used.isdisjoint(keys)
