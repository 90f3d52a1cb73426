"""Who gave which value of a client's policy, and when: `answers.yml`, written by `immerse answers`."""

import hashlib
import json
from typing import Annotated, Any

from pydantic import Field

from immerse.model.base import Node
from immerse.model.days import Day
from immerse.model.policy.stand_ins import ValuePath
from immerse.model.text import Words


class Answer(Node):
    """One value that somebody gave or confirmed."""

    by: Words
    """Role or initials of the person who answered."""
    day: Day
    """The day of the answer."""
    of: Annotated[Words, Field(pattern=r"^[0-9a-f]{8}$")]
    """Digest of the value that was given: another value is not theirs."""


class AnswersFile(Node):
    """`answers.yml` of a client."""

    answers: dict[ValuePath, Answer] = {}
    """Path of a value -> who gave it."""


def value_digest(value: Any) -> str:
    """Eight letters by which a value is known again."""
    canonical = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()[:8]


NONE = value_digest(None)
"""Digest of a value that is left out."""
