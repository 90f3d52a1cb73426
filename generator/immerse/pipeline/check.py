"""Checks the programme against its clients, without a host."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from immerse.composing import compose, cut
from immerse.leaks.proof import judge_sources, one_a_copy
from immerse.lettering.judging import judge_letters
from immerse.loading.client import load_waivers
from immerse.loading.layout import CLIENTS
from immerse.loading.workspace_format import other_format
from immerse.model.edition import Client
from immerse.model.programme import Programme
from immerse.model.site_view import View
from immerse.pipeline.clean import Clean, digests_of
from immerse.pipeline.client_build import judge
from immerse.pipeline.source import WorkspaceSource, load_clients, read_source
from immerse.problems import Problem, each_once, errors, one_a_cause
from immerse.storage.store import NOTHING_KEPT, Store


@dataclass(frozen=True, slots=True)
class Judgement:
    """The results of a check: open problems, and waived warnings."""

    open: tuple[Problem, ...]
    waived: tuple[Problem, ...]
    clients: tuple[str, ...]
    source: WorkspaceSource | None = field(default=None, compare=False)
    """The workspace that was read; None where it has another format."""


def check_workspace(root: Path, clients: tuple[str, ...], on: date, store: Store = NOTHING_KEPT) -> Judgement:
    """Check the programme against these clients; writes nothing but `store`."""
    if format_problems := other_format(root):
        return Judgement(format_problems, (), clients)
    before = digests_of(root, clients)
    source = read_source(root, store)
    loaded, of_clients = load_clients(root, clients, store)
    # Where a file was written meanwhile, it is unknown which content was read.
    clean = Clean(store, before if before == digests_of(root, clients) else None)
    faulty = {client for client in clients if any(_is_of(client, problem) for problem in errors(of_clients))}
    known = of_clients + judge_sources(source.registry, clients, faulty)
    problems = source.problems + known
    if source.programme:
        problems += _judge_all(source, source.programme, loaded, on, clean, sound=not errors(problems))
    store.flush()
    from immerse.checking.waivers import apply_waivers

    waivers, of_waivers = load_waivers(root)
    waivers_by_client = {client.id: client.waivers for client in loaded}
    judged = source.programme is not None and not errors(source.problems + known)
    problems = one_a_cause(problems) + of_waivers
    still_open, waived = apply_waivers(problems, waivers, waivers_by_client, on, all_judged=judged)
    return Judgement(each_once(one_a_copy(still_open)), each_once(waived), clients, source)


def _is_of(client: str, problem: Problem) -> bool:
    return problem.location.path.startswith(f"{CLIENTS}/{client}/")


def _judge_all(
    source: WorkspaceSource, programme: Programme, clients: tuple[Client, ...], on: date, clean: Clean, *, sound: bool
) -> tuple[Problem, ...]:
    """The problems of rules and tables, and, where all is `sound`, those of composing each site."""
    problems = judge(source, programme, clients, on, clean)
    for client in clients if sound and not errors(problems) else ():
        site = partial(_judge_site, source, programme, client, on)
        problems += clean.site(client.id, on, site)
    return problems


def _judge_site(source: WorkspaceSource, programme: Programme, client: Client, on: date) -> tuple[Problem, ...]:
    """The problems of composing and planning a client's site, in both views."""
    from immerse.planning.site import plan_site

    whole, problems = compose(programme, client, View.MENTOR, on, source.dependent)
    if whole:
        problems += judge_letters(replace(whole, fonts=source.fonts))
        problems += tuple(problem for view in View for problem in plan_site(cut(whole, view))[1])
    return problems
