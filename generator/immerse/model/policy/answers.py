"""`answers.yml`, written by `immerse answers`: for each answered value of a client's policy, the person and the day."""

import hashlib
import json
from typing import Annotated, Any

from pydantic import Field

from immerse.model.base import Node
from immerse.model.days import Day
from immerse.model.policy.stand_ins import ValuePath
from immerse.model.text import Words


class Answer(Node):
    """The answer to one question: who gave or confirmed the value, and when."""

    by: Words
    """Role or initials of the person who answered."""
    day: Day
    """The day of the answer."""
    of: Annotated[Words, Field(pattern=r"^[0-9a-f]{8}$")]
    """Digest of the value that was given; the answer does not apply to any other value."""


class AnswersFile(Node):
    """`answers.yml` of a client."""

    answers: dict[ValuePath, Answer] = {}
    """Path of a value -> its answer."""


def value_digest(value: Any) -> str:
    """A digest of eight characters that identifies a value."""
    canonical = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()[:8]


NONE = value_digest(None)
"""The digest of an absent value."""
