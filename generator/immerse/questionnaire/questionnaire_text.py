"""A questionnaire as lines for a terminal, and as data for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from immerse.questionnaire.catalogue import DEPARTMENTS
from immerse.questionnaire.client_questions import AskedTable, ClientQuestion, Questionnaire
from immerse.questionnaire.fixed_texts import state_of
from immerse.questionnaire.workbook_layout import FORMAT
from immerse.words.english import counted


def as_text(asked: Questionnaire) -> Iterator[str]:
    """Each question on a line, by department."""
    for department, title in DEPARTMENTS.items():
        questions = [one for one in asked.questions if one.department == department]
        tables = [one for one in asked.tables if one.department == department]
        if not questions and not tables:
            continue
        yield title
        for one in questions:
            state = "default" if one.is_default else state_of(one)
            said = one.place.shown or one.proposed
            yield f"  {one.ask}  [{state}]" + (f"  {said}".replace("\n", ", ") if said else "")
        for table in tables:
            count = len(table.rows)
            yield f"  {table.title}: {counted(count, 'row')}, one for each {table.row}"


def as_json(asked: Questionnaire) -> dict[str, Any]:
    """The questionnaire for a program."""
    return {
        "schema": FORMAT,
        "client": asked.client,
        "questions": [_question(one) for one in asked.questions],
        "tables": [_table(one) for one in asked.tables],
    }


def _question(one: ClientQuestion) -> dict[str, Any]:
    leaf = one.place.field.leaf
    return {
        "path": one.place.path,
        "department": one.department,
        "ask": one.ask,
        "why": one.why,
        "lessons": list(one.reach.lessons),
        "playbooks": list(one.reach.playbooks),
        "example": one.example,
        "proposed": one.proposed,
        "answer": one.place.shown,
        "state": "default" if one.is_default else state_of(one),
        **leaf.allowed_json(),
    }


def _table(one: AskedTable) -> dict[str, Any]:
    return {
        "path": one.table.path,
        "department": one.department,
        "title": one.title,
        "why": one.why,
        "lessons": list(one.reach.lessons),
        "playbooks": list(one.reach.playbooks),
        "columns": [{"key": column.key, "ask": column.ask, "example": column.example} for column in one.columns],
        "rows": [
            {"path": row.path, "name": row.name, "answers": {place.path: place.shown for place in row.places}}
            for row in one.rows
        ],
    }
