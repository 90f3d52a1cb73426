"""The state of each setting for each client, for `immerse matrix`."""

from datetime import date
from pathlib import Path

from immerse.composing import overlay_reads
from immerse.loading.policy_layers import load_core_policy
from immerse.model.policy.matrix import Matrix, matrix_of
from immerse.model.subject import Subject
from immerse.pipeline.source import load_clients, read_source
from immerse.problems import ContentProblems, errors


def settings_matrix(root: Path, clients: tuple[str, ...]) -> Matrix:
    """The settings that each of these clients sets, leaves at the default, misses or loosens.

    Raises:
        ContentProblems: the programme or a client cannot be read; other problems are reported by `check`.
    """
    source = read_source(root)
    loaded, problems = load_clients(root, clients)
    if source.programme is None or len(loaded) < len(clients):
        raise ContentProblems(errors(source.problems + problems))
    # No date is judged here, so any will do.
    read = Subject(source.programme, loaded, source.reads, date.min).used
    return matrix_of(loaded, {client.id: read | {*overlay_reads(client)} for client in loaded}, load_core_policy())
