"""The program on one page: load, compose, check, decide, plan, render. Order of phases, nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from immerse.aside import aside
from immerse.composing import Unchanging, analyse, compose, cut, judge_conditions
from immerse.deciding import (
    answer_keys,
    closed_days,
    judge_decisions,
    judge_wording,
    shown_tables,
)
from immerse.leaks import Proof, judge_sources, prove
from immerse.lettering.judging import judge_letters
from immerse.loading import (
    client_ids,
    load_client,
    load_core_policy,
    load_fonts,
    load_programme,
    load_waivers,
    other_format,
)
from immerse.loading.wording import near
from immerse.model.edition import Client, Edition, View
from immerse.model.fonts import FontFile
from immerse.model.page import Plan, RenderedSite
from immerse.model.policy.stand_ins import tally
from immerse.model.programme import Programme
from immerse.model.subject import Subject
from immerse.problems import DRAFT, ContentProblems, ImmerseError, Problem, Unfinished, errors, one_a_cause


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A workspace as it was read at one moment: what is the same for all its clients, read and analysed once."""

    root: Path
    programme: Programme | None
    """None when something in it has to be mended before anything can be made of it."""
    reads: dict[str, tuple[str, ...]]
    """Source id -> setting keys that its texts read, over all branches."""
    problems: tuple[Problem, ...]
    """What is wrong with the programme, whoever the client is."""
    fonts: tuple[FontFile, ...] = ()
    """The agency's own, for the task book."""
    unchanging: Unchanging = field(default_factory=dict)
    """What composing one client found the same for everybody, for the next."""


Workspace = Path | Source
"""A workspace's folder, which is read, or a workspace that was read before. Several clients, or both views of one,
are made of the same `Source`."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """One client's site, ready for a host. `problems` are the warnings and notes that did not stop it."""

    edition: Edition
    plan: Plan
    site: RenderedSite
    problems: tuple[Problem, ...]
    proof: Proof
    """What the site may not say of other clients."""


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
        meant = near(client_id, list(known))
        asked = f"did you mean {meant}? Clients" if meant else "clients"
        raise ImmerseError(f"there is no client {client_id!r} in site_config/clients; {asked}: {names}")
    return client_id


def read_source(root: Path) -> Source:
    """Read and analyse what all clients of a workspace have in common; opens no client's folder."""
    programme, problems = load_programme(root)
    fonts, found = load_fonts(root)
    if programme is None:
        return Source(root, None, {}, problems + found)
    return _analysed(root, programme, problems + found, fonts)


def _analysed(root: Path, programme: Programme, problems: tuple[Problem, ...], fonts: tuple[FontFile, ...]) -> Source:
    reads, found = analyse(programme)
    return Source(root, programme, reads, problems + found + judge_wording(programme), fonts)


def _source(workspace: Workspace) -> Source:
    return workspace if isinstance(workspace, Source) else read_source(workspace)


def check_workspace(root: Path, clients: tuple[str, ...], on: date) -> Judgement:
    """Judge the programme against these clients; no host is involved and nothing is written."""
    if other := other_format(root):
        return Judgement(other, (), clients)
    programme, of_programme = load_programme(root)
    fonts, found = load_fonts(root)
    of_programme += found
    loaded, of_clients = load_clients(root, clients)
    problems = of_programme + of_clients + judge_sources(root, clients)
    if programme:
        problems += _judge_all(programme, of_programme, fonts, loaded, on, sound=not errors(of_programme + of_clients))
    from immerse.checking import apply_waivers

    waivers, found = load_waivers(root)
    own = {client.id: client.waivers for client in loaded}
    judged = programme is not None and not errors(of_programme + of_clients)
    still_open, waived = apply_waivers(one_a_cause(problems) + found, waivers, own, on, all_judged=judged)
    return Judgement(tuple(sorted(set(still_open))), tuple(sorted(set(waived))), clients)


def load_clients(root: Path, clients: tuple[str, ...]) -> tuple[tuple[Client, ...], tuple[Problem, ...]]:
    """Those of the clients that can be read, and what is wrong with the others."""
    found = [load_client(root, client) for client in clients]
    problems = tuple(problem for _, several in found for problem in several)
    return tuple(client for client, _ in found if client), problems


def _judge_all(
    programme: Programme,
    known: tuple[Problem, ...],
    fonts: tuple[FontFile, ...],
    clients: tuple[Client, ...],
    on: date,
    *,
    sound: bool,
) -> tuple[Problem, ...]:
    """Everything that can be said without rendering: what reading the programme made `known`, what the rules and the
    tables say, and where all is `sound` so far what making each site brings up."""
    source = _analysed(Path(), programme, known, fonts)  # first: it reads the texts, which both processes then have
    with aside(lambda: _judge_sites(source, programme, clients if sound else (), on)) as of_sites:
        problems = source.problems + _judge(source, programme, clients, on)
        return problems if errors(problems) else problems + of_sites()


def _judge_sites(source: Source, programme: Programme, clients: tuple[Client, ...], on: date) -> tuple[Problem, ...]:
    """What composing and planning each client's site finds, in both views."""
    from immerse.planning import plan_site  # not above: only this one of two processes needs it

    problems: tuple[Problem, ...] = ()
    unchanging: Unchanging = {}
    for client in clients:
        whole, found = compose(programme, client, View.MENTOR, on, unchanging)
        problems += found
        if whole:
            problems += judge_letters(replace(whole, fonts=source.fonts))
            problems += tuple(problem for view in View for problem in plan_site(cut(whole, view))[1])
    return problems


def _judge(source: Source, programme: Programme, clients: tuple[Client, ...], on: date) -> tuple[Problem, ...]:
    from immerse.checking import check  # not above: only this one of two processes needs it

    problems = judge_conditions(programme, clients)
    problems += check(Subject(programme, clients, source.reads, on, load_core_policy()))
    return problems if errors(source.problems) else problems + judge_decisions(programme, clients)


def compose_client(workspace: Workspace, client_id: str, view: View, on: date, *, draft: bool = True) -> Edition:
    """One client's edition, composed and checked. Reads the programme and this client's folder, no other client's.

    `draft` says whether an edition with stand-ins is wanted too.

    Raises:
        ContentProblems: something in the content has to be mended first.
        ImmerseError: there is no such client.
    """
    return _compose_checked(_source(workspace), client_id, view, on, draft)[0]


def _compose_checked(
    source: Source, client_id: str, view: View, on: date, draft: bool, foreign: tuple[Problem, ...] = ()
) -> tuple[Edition, Plan, tuple[Problem, ...]]:
    """The edition with its plan and the warnings that are open; `foreign` is what is known of others' words."""
    from immerse.checking import apply_waivers
    from immerse.planning import plan_site

    try:
        whole, problems = _whole(source, client_id, on)
    except ContentProblems as error:
        raise ContentProblems((*error.problems, *errors(foreign))) from error
    if whole.client.is_draft and not draft:
        raise Unfinished((_as_draft(whole.client),))
    edition = cut(whole, view)
    edition = replace(edition, keys=answer_keys(edition))
    plan, found = plan_site(edition)
    problems += found
    if errors(problems):
        raise ContentProblems(errors(problems))
    waivers, _ = load_waivers(source.root)
    still_open, _ = apply_waivers(one_a_cause(problems + foreign), waivers, {client_id: whole.client.waivers}, on)
    if wrong := [problem for problem in errors(still_open) if problem.word]:
        raise ContentProblems(wrong)
    return edition, plan, tuple(sorted(set(still_open)))


@lru_cache(maxsize=1)
def _whole(source: Source, client_id: str, on: date) -> tuple[Edition, tuple[Problem, ...]]:
    """The edition that the views of a client are cut from. Kept for the other view, which is usually the next."""
    client, found = load_client(source.root, known_client(source.root, client_id))
    problems = source.problems + found
    if source.programme is None or client is None:
        raise ContentProblems(problems)
    problems += _judge(source, source.programme, (client,), on)
    if errors(problems):
        raise ContentProblems(errors(problems))
    edition, found = compose(source.programme, client, View.MENTOR, on, source.unchanging)
    problems += found
    if edition is None:
        raise ContentProblems(errors(problems))
    edition = replace(edition, tables=shown_tables(edition), fonts=source.fonts)
    return edition, problems + judge_letters(edition)


def _as_draft(client: Client) -> Problem:
    """That a client is a draft, as a problem that stops what would be published."""
    message = f"{client.id} is a draft: {tally(client)}"
    hint = f"add --draft to see it all the same; immerse policy {client.id} --stand-ins lists what is open"
    return Problem(client.stand_ins[0].location, DRAFT, message, hint=hint, subject=client.id)


def prepare(workspace: Workspace, client_id: str, view: View, on: date, *, draft: bool = False) -> Prepared:
    """One client's site in one view: the edition planned, rendered, with its downloads.

    `draft` says whether the site of a client with stand-ins is wanted too; every page of it says that it is a draft.

    Raises:
        ContentProblems: something in the content has to be mended first.
        ImmerseError: there is no such client.
    """
    from immerse.rendering import render_site

    source = _source(workspace)
    proof = _proof(source, known_client(source.root, client_id))
    edition, plan, problems = _compose_checked(source, client_id, view, on, draft, proof.problems)
    edition = replace(edition, closed=closed_days(edition))
    site = render_site(edition, plan)
    files = site.files | _downloads(source, client_id, on) | _for_mentors(edition)
    # What is left of the errors after this point is waived.
    return Prepared(edition, plan, replace(site, files=files), problems, proof.allowing(errors(proof.problems)))


@lru_cache(maxsize=1)
def _proof(source: Source, client_id: str) -> Proof:
    """Kept for the other view of the client, which is usually built next."""
    return prove(source.root, client_id)


@lru_cache(maxsize=1)
def _downloads(source: Source, client_id: str, on: date) -> dict[str, bytes]:
    """The checklist as files that the site links: JSON, PDF in two sizes, a workbook. The same in both views."""
    from immerse.exporting import book_json, checklist_pdf, checklist_xlsx

    edition = cut(_whole(source, client_id, on)[0], View.TRAINEE)
    return {
        "downloads/checklist.json": book_json(edition.book, draft=edition.client.is_draft),
        "downloads/checklist-a4.pdf": checklist_pdf(edition, "a4"),
        "downloads/checklist-letter.pdf": checklist_pdf(edition, "us-letter"),
        "downloads/checklist.xlsx": checklist_xlsx(edition),
    }


def _for_mentors(edition: Edition) -> dict[str, bytes]:
    """Files that the mentor view alone links."""
    from immerse.exporting import coverage_xlsx, of_edition

    return {"downloads/coverage.xlsx": coverage_xlsx(of_edition(edition))} if edition.view is View.MENTOR else {}
