"""A questionnaire as one page to read and print; nothing in it comes from elsewhere."""

from immerse.questionnaire.answer_cells import hint_of
from immerse.questionnaire.client_questions import AskedRow, AskedTable, Questionnaire
from immerse.questionnaire.departments import DEPARTMENTS
from immerse.questionnaire.fixed_texts import OF_DEFAULTS, ON_PAPER, state_of, why
from immerse.templating.environments import environment_of
from immerse.words.english import capitalized


def page(questionnaire: Questionnaire) -> bytes:
    """The page of a questionnaire; the same questionnaire gives the same bytes."""
    environment = environment_of("immerse.questionnaire")
    filters = {"capitalized": capitalized, "hint": hint_of, "row_name": _row_name, "state": state_of, "why": why}
    environment.filters |= filters
    parts = ((id, title, questionnaire.of(id)) for id, title in DEPARTMENTS.items())
    departments = [(id, title, part) for id, title, part in parts if part.without_default or part.tables]
    template = environment.get_template("questionnaire.html.jinja")
    return template.render(
        asked=questionnaire, departments=departments, titles=DEPARTMENTS, on_paper=ON_PAPER, of_defaults=OF_DEFAULTS
    ).encode()


def _row_name(table: AskedTable, row: AskedRow | None) -> str:
    if row is None:
        return f"another {table.row}"
    name = f"No. {int(row.name) + 1}" if row.name.isdecimal() else row.name
    return f"{row.of} {name}".strip()
