"""When a rule applies: a setting that the programme in hand never reads is nobody's concern."""

from __future__ import annotations

from immerse.model.subject import Subject


def used_settings(subject: Subject) -> frozenset[str]:
    """Every setting that some text, condition or competency of the programme reads."""
    read = {key for keys in subject.reads.values() for key in keys}
    read |= {str(key) for competency in subject.programme.competencies() for key in competency.uses}
    return frozenset(read)
