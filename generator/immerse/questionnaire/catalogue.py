"""The questions to departments, with their words and reasons. They are in `questions/`, one file for each group.

A setting has `for` (the department) and `why`; a table has `sheet` (its title) and `row` (what one row is called); a
value has `ask` and `example`. A number of `model/bounds.py` is filled in by its name: `{FEWEST_EXAMPLES:spelled}`.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from immerse.loading.strict_yaml import read_yaml
from immerse.model.bounds import with_numbers
from immerse.model.policy.contract import fields_of
from immerse.model.policy.id_names import HOMES
from immerse.model.policy.policy import Policy
from immerse.model.policy.policy_leaves import Leaf


@dataclass(frozen=True, slots=True)
class Question:
    """The question for one value."""

    ask: str
    example: str = ""
    source: str = ""
    """The table whose entries may be named; empty if there is none."""


@dataclass(frozen=True, slots=True)
class Topic:
    """The data that all questions of one setting share."""

    department: str
    why: str


def question_of(path: str, leaf: Leaf) -> Question:
    """The question for a value; for an agency's own setting, the meaning in its declaration."""
    entry = catalogued().get(path, {})
    if "ask" not in entry:
        return Question(leaf.setting.doc)
    kind = getattr(leaf.type.annotation, "kind", "")
    return Question(str(entry["ask"]), str(entry["example"]), HOMES.get(kind, ""))


def topic_of(key: str) -> Topic:
    """The department that is asked for a setting, and the reason; an agency's own settings belong to that of the
    brands."""
    entry = catalogued().get(key, {})
    return Topic(str(entry.get("for", "brands")), str(entry.get("why", "")))


def sheet_of(path: str) -> tuple[str, str]:
    """The title of the sheet of a table, and the noun for one row ("brand")."""
    entry = catalogued().get(f"{path}.*", {})
    words = path.rpartition(".")[2].replace("_", " ")
    return str(entry.get("sheet", words.capitalize()))[:31], str(entry.get("row", "entry"))


@cache
def catalogued() -> dict[str, dict[str, Any]]:
    """Every entry by its path."""
    entries: dict[str, dict[str, Any]] = {}
    for file in sorted(files("immerse.questionnaire").joinpath("questions").iterdir(), key=lambda file: file.name):
        entries |= entries_in(file.read_bytes(), file.name)
    return entries


def entries_in(content: bytes, name: str) -> dict[str, dict[str, Any]]:
    """The entries of a file by their paths; raises ValueError if it is broken or names what the contract lacks."""
    document = read_yaml(content, name)
    if document.problems:
        raise ValueError(f"the package's own questions are broken: {document.problems}")
    known = {".".join(field.keys) for field in fields_of(Policy)}
    if unknown := sorted(map(str, document.value.keys() - known)):
        raise ValueError(f"{name} has questions about what the contract does not have: {', '.join(unknown)}")
    entries = document.value.items()
    return {str(path): {key: with_numbers(text, {}) for key, text in entry.items()} for path, entry in entries}
