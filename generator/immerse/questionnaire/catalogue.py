"""The questions themselves: who is asked for what, in which words, and why. They stand in `questions/`, a file a group.

A setting has `for` (the department) and `why`; a table has `sheet` (its title) and `row` (what one row is called); a
value has `ask`, `example` and, where it names something of another table, `from`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from immerse.loading.strict_yaml import read_yaml
from immerse.model.policy.registry import Setting

DEPARTMENTS = {
    "legal": "Legal",
    "press": "Press",
    "people": "People",
    "it": "IT",
    "safety": "Safety",
    "brands": "Brands",
}
"""Id of a department -> what its sheet is called."""

SOURCES = {
    "contacts": "escalation.contacts",
    "channels": "centre.channels",
    "brands": "client.brands",
    "texts": "approvals.pre_cleared",
    "paths": "approvals.chain",
    "regimes": "legal.regimes",
    "triggers": "escalation.hard_triggers",
    "outcomes": "measures.outcomes",
}
"""What a value can name -> the table whose entries it names."""


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody is asked for one value."""

    ask: str
    example: str = ""
    source: str = ""
    """The table whose entries may be named; empty for a value of its own."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What holds for all questions of one setting."""

    department: str
    why: str


@dataclass(frozen=True, slots=True)
class TableSheet:
    """How a table is presented."""

    title: str
    row: str
    """What one row is: "brand"."""


def question_of(path: str, setting: Setting) -> Question:
    """The question for a value; of an agency's own setting, what its declaration says it means."""
    found = _entries().get(path, {})
    if "ask" not in found:
        return Question(setting.doc)
    return Question(str(found["ask"]), str(found["example"]), SOURCES.get(str(found.get("from", "")), ""))


def topic_of(key: str) -> Topic:
    """The department that is asked for a setting, and why; an agency's own settings go to whoever knows the brands."""
    found = _entries().get(key, {})
    return Topic(str(found.get("for", "brands")), str(found.get("why", "")))


def sheet_of(path: str) -> TableSheet:
    """The title of the sheet of a table, and what its rows are called."""
    found = _entries().get(f"{path}.*", {})
    words = path.rpartition(".")[2].replace("_", " ")
    return TableSheet(str(found.get("sheet", words.capitalize()))[:31], str(found.get("row", "entry")))


@cache
def _entries() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for file in sorted(files("immerse.questionnaire").joinpath("questions").iterdir(), key=lambda one: one.name):
        reading = read_yaml(file.read_bytes(), file.name)
        if reading.problems:
            raise ValueError(f"the package's own questions are broken: {reading.problems}")
        found |= {str(path): entry for path, entry in reading.value.items()}
    return found


def catalogued() -> dict[str, dict[str, Any]]:
    """Every entry by its path."""
    return dict(_entries())
