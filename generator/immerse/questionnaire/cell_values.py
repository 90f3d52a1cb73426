"""Converts values of a policy to texts of cells, and back."""

import re
from datetime import date
from typing import Any
from unicodedata import combining, normalize

from immerse.model.day_range import read_day
from immerse.model.policy.policy_leaves import Leaf
from immerse.problems import ImmerseError

LONGEST = 4_000
"""Characters of an answer; a longer text does not answer one question."""

_ONE_WORD = frozenset({"choice", "language", "country", "region", "contact", "reference", "person", "code"})
"""Kinds whose values contain no comma, so that one line may contain several."""
_YES, _NO = frozenset({"yes", "true", "y", "1"}), frozenset({"no", "false", "n", "0"})


NO_DAY = "is not a date"
DAY_HINT = "write it like 2027-03-31"


class WrongAnswer(ImmerseError):
    """The text of a cell is not a valid answer; the message says what is valid."""


def cell_text(value: Any, leaf: Leaf) -> str:
    """A value as the text of a cell, several on one line each; empty for none."""
    if value is None:
        return ""
    if leaf.many:
        return "\n".join(_one(entry, leaf) for entry in value)
    return _one(value, leaf)


def label(choice: str) -> str:
    """A choice for people: `consumer_goods` is "consumer goods"."""
    return {"true": "yes", "false": "no"}.get(choice, choice.replace("_", " "))


def parsed(text: str, leaf: Leaf) -> Any:
    """The value that somebody typed, as the policy's file has it.

    Raises:
        WrongAnswer: it is not of the required kind.
    """
    if len(text) > LONGEST:
        raise WrongAnswer(f"the answer has {len(text):,} characters; shorten it to {LONGEST:,} at most")
    if not leaf.many:
        return _read(text, leaf)
    parts = re.split(r"[\n,;]" if leaf.kind in _ONE_WORD else r"\n", text)
    return [_read(part.strip(), leaf) for part in parts if part.strip()]


def short_name(text: str) -> str:
    """The id of an entry from its name: "Duty Officer" is `duty-officer`."""
    plain = "".join(character for character in normalize("NFKD", text.lower()) if not combining(character))
    return re.sub(r"[^a-z0-9:]+", "-", plain).strip("-") or text


def _one(value: Any, leaf: Leaf) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    return label(str(value)) if leaf.kind in ("choice", "yes_no") else str(value)


def _read(text: str, leaf: Leaf) -> Any:
    match leaf.kind:
        case "number":
            return _number(text, leaf)
        case "yes_no":
            if text.lower() not in _YES | _NO:
                raise WrongAnswer(f"{text[:60]!r} is neither yes nor no; write one of the two")
            return text.lower() in _YES
        case "choice":
            return _choice(text, leaf)
        case "date":
            try:
                return read_day(text)
            except ValueError:
                raise WrongAnswer(f"{text[:60]!r} {NO_DAY}; {DAY_HINT}") from None
        case "time":
            return text.zfill(5) if re.fullmatch(r"[0-9]:[0-5][0-9]", text) else text
        case "contact" | "reference" | "id" | "person":
            return short_name(text)
        case _:
            return text


def _number(text: str, leaf: Leaf) -> int:
    unit = f" {leaf.limit.unit}" if leaf.limit.unit else ""
    typed = "|".join(dict.fromkeys((leaf.limit.unit, leaf.limit.unit.split()[-1]))) if unit else ""
    match = re.fullmatch(rf"([0-9]{{1,9}})(?:\.0+)?(?:\s*(?:{typed}))?", text) if unit else None
    match = match or re.fullmatch(r"([0-9]{1,9})(?:\.0+)?", text)
    bounds = f" from {leaf.limit}" if leaf.limit.is_range else ""
    if not match:
        raise WrongAnswer(
            f"{text[:60]!r} is not a whole number; write whole{unit or ' numbers'}{bounds}, in digits only"
        )
    number = int(match[1])
    if not leaf.limit.allows(number):
        raise WrongAnswer(f"{number} is out of range; write whole{unit or ' numbers'}{bounds}")
    return number


def _choice(text: str, leaf: Leaf) -> str:
    by_name = {re.sub(r"[\s_-]+", "_", choice.strip()).lower(): choice for choice in reversed(leaf.choices)}
    choice = by_name.get(re.sub(r"[\s_-]+", "_", text.strip()).lower())
    if choice is None:
        raise WrongAnswer(f"{text[:60]!r} is not one of the choices: {', '.join(map(label, leaf.choices))}")
    return choice
