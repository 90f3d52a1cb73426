"""The check before a release, which is stricter than that of a build: warnings stop it too."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

from immerse.loading.client import load_client
from immerse.model.site_view import View
from immerse.pipeline.check import check_workspace
from immerse.pipeline.source import WorkspaceSource
from immerse.problems import DRAFT, ContentProblems, ImmerseError, Problem, Severity
from immerse.storage.store import Store

_RULE = "release"


def fit_source(root: Path, clients: tuple[str, ...], on: date, store: Store) -> WorkspaceSource:
    """The workspace as it was read and checked for these clients.

    Raises:
        ContentProblems: an error, an open warning, a stand-in, or a regime that nobody verified.
    """
    judgement = check_workspace(root, clients, on, store)
    stopping = (
        problem for problem in judgement.open if problem.severity is not Severity.INFO or problem.says_unfinished
    )
    problems = [_as_error(problem) if problem.says_draft else problem for problem in stopping]
    for client in clients if judgement.source else ():
        problems += _unverified(root, client, store)
    if problems or judgement.source is None:
        raise ContentProblems([*problems, *_undeclared(judgement.source, root, clients, on)])
    return judgement.source


def _undeclared(source: WorkspaceSource | None, root: Path, clients: tuple[str, ...], on: date) -> Iterator[Problem]:
    """Changes to declare, which are named beside what else stops a release; none where no site can be planned."""
    from immerse.pipeline.prepare import plan_client
    from immerse.releasing.ledger import read_ledger
    from immerse.releasing.release_changes import since_last

    if source is None or source.programme is None:
        return
    for client in clients:
        with suppress(ImmerseError):
            plans = {view: plan_client(source, client, view, on, draft=True) for view in View}
            yield from since_last(plans, source.programme, read_ledger(root, client)).problems


def _as_error(problem: Problem) -> Problem:
    client = problem.subject.partition("/")[0]
    hint = f"a client with stand-ins cannot be released; immerse policy {client} --stand-ins lists what is open"
    return Problem(problem.location, DRAFT, problem.message, hint=hint, subject=problem.subject)


def _unverified(root: Path, client_id: str, store: Store) -> list[Problem]:
    client, _ = load_client(root, client_id, store)
    if client is None:
        return []
    return [
        Problem(
            regime.location,
            _RULE,
            f"the regime {regime.id} is not verified, so this client cannot be released",
            hint=f"{regime.owner} reads the source again; then set verified_on to that day",
            subject=f"{client_id}/{regime.id}",
        )
        for regime in client.policy.legal.regimes or ()
        if regime.verified_on is None
    ]
