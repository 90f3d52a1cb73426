"""What departments are asked about a client, in words, and their answers back into its policy."""

from __future__ import annotations

from pathlib import Path

from immerse.loading import load_base_policy, load_client, load_programme
from immerse.problems import ContentProblems
from immerse.questionnaire.answer_import import AnswerImport, read_answers, write_answers
from immerse.questionnaire.catalogue import DEPARTMENTS
from immerse.questionnaire.client_questions import Asking, Questionnaire
from immerse.questionnaire.questionnaire_page import page
from immerse.questionnaire.questionnaire_text import as_json, as_text
from immerse.questionnaire.questions_workbook import workbook
from immerse.questionnaire.reach import reach_of

__all__ = [
    "DEPARTMENTS",
    "AnswerImport",
    "Questionnaire",
    "as_json",
    "as_text",
    "page",
    "questions_for",
    "read_answers",
    "workbook",
    "write_answers",
]


def questions_for(root: Path, client_id: str) -> Questionnaire:
    """Everything that a client is asked.

    Raises:
        ContentProblems: the programme or the client has to be mended first.
    """
    programme, problems = load_programme(root)
    client, found = load_client(root, client_id)
    if programme is None or client is None:
        raise ContentProblems(problems + found)
    asking = Asking(client, load_base_policy(root), reach_of(programme))
    questions, tables = tuple(asking.questions()), tuple(asking.tables())
    names = {one.table.path: tuple(row.name for row in one.rows) for one in tables}
    version = str(programme.curriculum.version)
    return Questionnaire(client.id, str(client.policy.client.name), version, questions, tables, names)
