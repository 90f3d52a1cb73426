"""The ruling of the decision tables on one item for one client, for `immerse drill`."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from immerse.composing import compose
from immerse.deciding import check_declarations, check_tables, evaluator_for, rule
from immerse.deciding.stated_facts import listed_facts, parsed_facts
from immerse.loading.client import load_client
from immerse.loading.layout import known_client
from immerse.loading.programme import load_programme
from immerse.model.edition import Edition
from immerse.model.ruling import DecisionFault, Ruling
from immerse.model.site_view import View
from immerse.problems import ContentProblems, ImmerseError, errors


def decide_item(
    root: Path,
    client_id: str,
    stated: tuple[tuple[str, str], ...],
    at: datetime | None,
    on: date,
    arrived: datetime | None = None,
) -> tuple[Ruling, Edition]:
    """The ruling of a client's decision tables on an item, and the edition with these tables.

    Args:
        root: The workspace.
        client_id: The client whose tables, desks and contacts are used.
        stated: (fact, value) as typed.
        at: When it was posted; without a time zone, local time of the desk. None leaves the times out.
        on: The day on which the edition is made.
        arrived: When it reached our queue; at once unless given.

    Raises:
        ContentProblems: something in the content has to be corrected first.
        ImmerseError: a fact or a value does not exist, a fact has to be stated, or there are no tables.
    """
    edition = _with_tables(root, client_id, on)
    evaluator = evaluator_for(edition)
    try:
        return rule(evaluator, parsed_facts(evaluator.tables, stated), at, arrived), edition
    except DecisionFault as fault:
        raise ImmerseError(f"{fault.message}; {fault.hint}" if fault.hint else fault.message) from fault


def known_facts(root: Path, client_id: str, on: date) -> dict[str, dict[str, Any]]:
    """Every fact that can be stated of an item: name -> its question, its values with their meaning, the usual ones.

    Raises:
        ContentProblems: something in the content has to be corrected first.
        ImmerseError: there is no such client, or there are no tables.
    """
    return listed_facts(evaluator_for(_with_tables(root, client_id, on)).tables)


def _with_tables(root: Path, client_id: str, on: date) -> Edition:
    """The mentor's edition, checked as far as its tables go: a question about one item does not wait for all rules."""
    programme, problems = load_programme(root)
    client, new_problems = load_client(root, known_client(root, client_id))
    if programme is None or client is None:
        raise ContentProblems(problems + new_problems)
    if not any(playbook.decision_tables for playbook in programme.playbooks):
        raise ImmerseError("no playbook of this programme has decision_tables; see docs/decisions.md")
    problems = check_declarations(programme) or check_tables(programme, (client,))
    edition, new_problems = compose(programme, client, View.MENTOR, on)
    if edition is None or errors(problems):
        raise ContentProblems(errors(problems + new_problems))
    return edition
