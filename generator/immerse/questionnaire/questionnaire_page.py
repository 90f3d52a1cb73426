"""A questionnaire as one page to read and print; nothing in it comes from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from immerse.questionnaire.answer_cells import hint_of
from immerse.questionnaire.catalogue import DEPARTMENTS
from immerse.questionnaire.client_questions import AskedRow, AskedTable, ClientQuestion, Questionnaire
from immerse.questionnaire.fixed_texts import OF_DEFAULTS, ON_PAPER, state_of, why
from immerse.templating.environments import environment_of
from immerse.words.english import capitalized


class _Department(NamedTuple):
    """What one department is asked: open questions first, then those without a value."""

    id: str
    title: str
    questions: list[ClientQuestion]
    tables: list[AskedTable]


def page(asked: Questionnaire) -> bytes:
    """The page of a questionnaire; the same questionnaire gives the same bytes."""
    environment = environment_of("immerse.questionnaire")
    environment.filters |= {
        "capitalized": capitalized,
        "hint": hint_of,
        "row_name": _row_name,
        "state": state_of,
        "why": why,
    }
    template = environment.get_template("questionnaire.html.jinja")
    return template.render(
        asked=asked,
        departments=list(_departments(asked)),
        titles=DEPARTMENTS,
        on_paper=ON_PAPER,
        of_defaults=OF_DEFAULTS,
    ).encode()


def _departments(asked: Questionnaire) -> Iterator[_Department]:
    for id, title in DEPARTMENTS.items():
        questions = [one for one in asked.questions if one.department == id and not one.is_default]
        questions.sort(key=lambda one: (not one.place.is_open, one.place.value is None))
        tables = [one for one in asked.tables if one.department == id]
        if questions or tables:
            yield _Department(id, title, questions, tables)


def _row_name(table: AskedTable, row: AskedRow | None) -> str:
    if row is None:
        return f"another {table.row}"
    name = f"No. {int(row.name) + 1}" if row.name.isdecimal() else row.name
    return f"{row.of} {name}".strip()
