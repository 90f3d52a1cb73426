"""The check before a release, which is stricter than that of a build: warnings stop it too."""

from datetime import date
from pathlib import Path

from immerse.loading.client import load_client
from immerse.pipeline.check import check_workspace
from immerse.pipeline.source import WorkspaceSource
from immerse.problems import DRAFT, ContentProblems, Problem, Severity
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
        raise ContentProblems(problems)
    return judgement.source


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
