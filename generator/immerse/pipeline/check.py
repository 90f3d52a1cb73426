"""The programme judged against its clients, without a host."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from immerse.composing import compose, cut
from immerse.leaks import judge_sources
from immerse.lettering.judging import judge_letters
from immerse.loading import load_waivers, other_format
from immerse.model.edition import Client, View
from immerse.model.programme import Programme
from immerse.pipeline.client_build import judge
from immerse.pipeline.source import Source, load_clients, read_source
from immerse.problems import Problem, errors, one_a_cause
from immerse.store import NOTHING_KEPT, Store


@dataclass(frozen=True, slots=True)
class Judgement:
    """What `check` found: problems that want a mend, and warnings that somebody answers for."""

    open: tuple[Problem, ...]
    waived: tuple[Problem, ...]
    clients: tuple[str, ...]


def check_workspace(root: Path, clients: tuple[str, ...], on: date, store: Store = NOTHING_KEPT) -> Judgement:
    """Judge the programme against these clients; no host is involved and nothing but `store` is written."""
    if other := other_format(root):
        return Judgement(other, (), clients)
    source = read_source(root, store)
    loaded, of_clients = load_clients(root, clients, store)
    known = of_clients + judge_sources(source.house, clients)
    problems = source.problems + known
    if source.programme:
        problems += _judge_all(source, source.programme, loaded, on, sound=not errors(problems))
    store.flush()
    from immerse.checking import apply_waivers

    waivers, found = load_waivers(root)
    own = {client.id: client.waivers for client in loaded}
    judged = source.programme is not None and not errors(source.problems + known)
    still_open, waived = apply_waivers(one_a_cause(problems) + found, waivers, own, on, all_judged=judged)
    return Judgement(tuple(sorted(set(still_open))), tuple(sorted(set(waived))), clients)


def _judge_all(
    source: Source, programme: Programme, clients: tuple[Client, ...], on: date, *, sound: bool
) -> tuple[Problem, ...]:
    """What the rules and the tables say, and where all is `sound` before and after that, what making each site brings
    up."""
    problems = judge(source, programme, clients, on)
    return problems if errors(problems) or not sound else problems + _judge_sites(source, programme, clients, on)


def _judge_sites(source: Source, programme: Programme, clients: tuple[Client, ...], on: date) -> tuple[Problem, ...]:
    """What composing and planning each client's site finds, in both views."""
    from immerse.planning import plan_site

    problems: tuple[Problem, ...] = ()
    for client in clients:
        whole, found = compose(programme, client, View.MENTOR, on, source.unchanging)
        problems += found
        if whole:
            problems += judge_letters(replace(whole, fonts=source.fonts))
            problems += tuple(problem for view in View for problem in plan_site(cut(whole, view))[1])
    return problems
