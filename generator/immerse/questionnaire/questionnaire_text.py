"""A questionnaire as lines for a terminal, and as data for programs."""

from collections.abc import Iterator
from typing import Any

from immerse.questionnaire.client_questions import AskedTable, ClientQuestion, Questionnaire
from immerse.questionnaire.departments import DEPARTMENTS
from immerse.questionnaire.fixed_texts import state_of
from immerse.questionnaire.workbook_layout import FORMAT
from immerse.words.english import counted


def as_text(questionnaire: Questionnaire) -> Iterator[str]:
    """Each question on a line, by department."""
    for department, title in DEPARTMENTS.items():
        part = questionnaire.of(department)
        if part.questions or part.tables:
            yield title
        for question in part.questions:
            state = "default" if question.is_default else state_of(question)
            answer = question.place.shown or question.proposed
            yield f"  {question.ask}  [{state}]" + (f"  {answer}".replace("\n", ", ") if answer else "")
        for table in part.tables:
            yield f"  {table.title}: {counted(len(table.rows), 'row')}, one for each {table.row}"


def as_json(questionnaire: Questionnaire) -> dict[str, Any]:
    """The questionnaire for a program."""
    return {
        "schema": FORMAT,
        "client": questionnaire.client,
        "questions": [_question(question) for question in questionnaire.questions],
        "tables": [_table(table) for table in questionnaire.tables],
    }


def _question(question: ClientQuestion) -> dict[str, Any]:
    leaf = question.place.field.leaf
    return {
        "path": question.place.path,
        "department": question.department,
        "ask": question.ask,
        "why": question.why,
        "lessons": list(question.reach.lessons),
        "playbooks": list(question.reach.playbooks),
        "example": question.example,
        "proposed": question.proposed,
        "answer": question.place.shown,
        "state": "default" if question.is_default else state_of(question),
        **leaf.allowed_json(),
    }


def _table(table: AskedTable) -> dict[str, Any]:
    return {
        "path": table.table.path,
        "department": table.department,
        "title": table.title,
        "why": table.why,
        "lessons": list(table.reach.lessons),
        "playbooks": list(table.reach.playbooks),
        "columns": [{"key": column.key, "ask": column.ask, "example": column.example} for column in table.columns],
        "rows": [
            {"path": row.path, "name": row.name, "answers": {place.path: place.shown for place in row.places}}
            for row in table.rows
        ],
    }
