"""The program on one page: load, compose, check, decide, plan, render. Order of phases, nothing else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from immerse.checking import apply_waivers, check
from immerse.composing import analyse, compose, judge_conditions
from immerse.deciding import (
    DecisionFault,
    answer_keys,
    bench_of,
    decide,
    facts_listed,
    judge_decisions,
    shown_tables,
    stated_in,
)
from immerse.loading import client_ids, load_client, load_core_policy, load_programme, load_waivers
from immerse.model.edition import Client, Edition, View
from immerse.model.page import Plan, RenderedSite
from immerse.model.programme import Programme
from immerse.model.ruling import Ruling
from immerse.model.subject import Subject
from immerse.problems import ContentProblems, ImmerseError, Problem, errors


@dataclass(frozen=True, slots=True)
class Prepared:
    """One client's site, ready for a host. `problems` are the warnings and notes that did not stop it."""

    edition: Edition
    plan: Plan
    site: RenderedSite
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What `check` found: problems that want a mend, and warnings that somebody answers for."""

    open: tuple[Problem, ...]
    waived: tuple[Problem, ...]
    clients: tuple[str, ...]


def known_client(root: Path, client_id: str) -> str:
    """The id itself; raises ImmerseError naming the clients there are when it is none of them."""
    known = client_ids(root)
    if client_id not in known:
        names = ", ".join(known) or "none yet; make one with immerse new client ID"
        raise ImmerseError(f"there is no client {client_id!r} in site_config/clients; clients: {names}")
    return client_id


def check_workspace(root: Path, clients: tuple[str, ...], on: date) -> Judgement:
    """Judge the programme against these clients; no host is involved and nothing is written."""
    programme, problems = load_programme(root)
    loaded: list[Client] = []
    for client_id in clients:
        client, found = load_client(root, client_id)
        problems += found
        if client:
            loaded.append(client)
    if programme:
        problems += _judge(programme, tuple(loaded), on, view_all=True)
    waivers, found = load_waivers(root)
    still_open, waived = apply_waivers(problems + found, waivers, {client.id: client.waivers for client in loaded}, on)
    return Judgement(tuple(sorted(set(still_open))), tuple(sorted(set(waived))), clients)


def _judge(programme: Programme, clients: tuple[Client, ...], on: date, view_all: bool) -> tuple[Problem, ...]:
    reads, problems = analyse(programme)
    problems += judge_conditions(programme, clients)
    problems += judge_decisions(programme, clients)
    problems += check(Subject(programme, clients, reads, on, load_core_policy()))
    if view_all and not errors(problems):
        for client in clients:
            for view in View:
                problems += _plan(programme, client, view, on)[1]
    return problems


def _plan(
    programme: Programme, client: Client, view: View, on: date, decided: bool = False
) -> tuple[tuple[Edition, Plan] | None, tuple[Problem, ...]]:
    """The edition and its plan; `decided` adds what the decision tables say, which pages show and no plan rests on."""
    from immerse.planning import plan_site
    from immerse.rendering import unresolved_links

    edition, problems = compose(programme, client, view, on)
    if edition is None:
        return None, problems
    if decided:
        edition = replace(edition, keys=answer_keys(edition), tables=shown_tables(edition))
    plan, found = plan_site(edition)
    problems += found + unresolved_links(edition, plan)
    return (edition, plan), problems


def compose_client(root: Path, client_id: str, view: View, on: date) -> Edition:
    """One client's edition, composed and checked. Reads the programme and this client's folder, no other client's.

    Raises:
        ContentProblems: something in the content has to be mended first.
        ImmerseError: there is no such client.
    """
    return _compose_checked(root, client_id, view, on)[0]


def _compose_checked(root: Path, client_id: str, view: View, on: date) -> tuple[Edition, Plan, tuple[Problem, ...]]:
    programme, problems = load_programme(root)
    client, found = load_client(root, known_client(root, client_id))
    problems += found
    if programme is None or client is None:
        raise ContentProblems(problems)
    problems += _judge(programme, (client,), on, view_all=False)
    if errors(problems):
        raise ContentProblems(errors(problems))
    planned, found = _plan(programme, client, view, on, decided=True)
    problems += found
    if planned is None or errors(problems):
        raise ContentProblems(errors(problems))
    edition, plan = planned
    waivers, _ = load_waivers(root)
    still_open, _ = apply_waivers(problems, waivers, {client.id: client.waivers}, on)
    return edition, plan, tuple(sorted(set(still_open)))


def rule_item(
    root: Path, client_id: str, stated: tuple[tuple[str, str], ...], at: datetime | None, on: date
) -> tuple[Ruling, Edition]:
    """What the decision tables say of an item for one client, and the edition whose tables they are.

    Args:
        root: The workspace.
        client_id: Whose tables, desks and contacts.
        stated: (fact, value) as typed.
        at: When it was posted; without a time zone, local time of the desk. None leaves the times out.
        on: The day on which the edition is made.

    Raises:
        ContentProblems: something in the content has to be mended first.
        ImmerseError: a fact or a value does not exist, a fact has to be stated, or there are no tables.
    """
    edition = compose_client(root, client_id, View.MENTOR, on)
    bench = bench_of(edition)
    if not bench.vocabulary.tables:
        raise ImmerseError("no playbook of this programme has decision_tables; see docs/decisions.md")
    try:
        return decide(bench, stated_in(bench, stated), at), edition
    except DecisionFault as fault:
        raise ImmerseError(f"{fault.message}; {fault.hint}" if fault.hint else fault.message) from fault


def known_facts(root: Path, client_id: str, on: date) -> dict[str, dict[str, Any]]:
    """Every fact that can be stated of an item: name -> its question, its values with their meaning, the usual ones.

    Raises:
        ContentProblems: something in the content has to be mended first.
        ImmerseError: there is no such client.
    """
    return facts_listed(bench_of(compose_client(root, client_id, View.MENTOR, on)))


def prepare(root: Path, client_id: str, view: View, on: date) -> Prepared:
    """One client's site in one view: the edition planned, rendered, with its downloads.

    Raises:
        ContentProblems: something in the content has to be mended first.
        ImmerseError: there is no such client.
    """
    from immerse.rendering import render_site

    edition, plan, problems = _compose_checked(root, client_id, view, on)
    site = render_site(edition, plan)
    return Prepared(edition, plan, replace(site, files=site.files | downloads(edition)), problems)


def downloads(edition: Edition) -> dict[str, bytes]:
    """The checklist as files that the site links: JSON, PDF in two sizes, a workbook."""
    from immerse.exporting import book_json, checklist_pdf, checklist_xlsx

    return {
        "downloads/checklist.json": book_json(edition.book),
        "downloads/checklist-a4.pdf": checklist_pdf(edition, "a4"),
        "downloads/checklist-letter.pdf": checklist_pdf(edition, "us-letter"),
        "downloads/checklist.xlsx": checklist_xlsx(edition),
    }
