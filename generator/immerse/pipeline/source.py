"""A workspace as it was read at one moment."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from immerse.composing import Analysis, analyse
from immerse.composing.resolving import Unchanging
from immerse.composing.sources import Found
from immerse.deciding import check_declarations
from immerse.expressions.combinations import Patterns
from immerse.expressions.grammar import Parsed, parsed, remember
from immerse.leaks import WordRegistry
from immerse.loading import client_ids, load_client, load_fonts, load_programme
from immerse.model.edition import Client
from immerse.model.fonts import FontFile
from immerse.model.owned_text import owned_texts
from immerse.model.programme import Programme
from immerse.model.screening import ScreenedTexts, Screening, names_of_screens
from immerse.problems import ImmerseError, Problem
from immerse.storage.store import NOTHING_KEPT, Store
from immerse.words.near_misses import near_miss

_SCREENING = "screening"


@dataclass(frozen=True, slots=True, eq=False)
class WorkspaceSource:
    """A workspace as it was read at one moment: what is the same for all its clients, read and analysed once."""

    root: Path
    registry: WordRegistry
    """What belongs to each client; read when somebody asks."""
    programme: Programme | None
    """None when something in it has to be mended before anything can be made of it."""
    reads: dict[str, tuple[str, ...]]
    """Source id -> setting keys that its texts read, over all branches."""
    problems: tuple[Problem, ...]
    """What is wrong with the programme, whoever the client is."""
    decisive: tuple[Found, ...] = ()
    """What in the programme depends on conditions."""
    fonts: tuple[FontFile, ...] = ()
    """The agency's own, for the task book."""
    store: Store = NOTHING_KEPT
    unchanging: Unchanging = field(default_factory=dict)
    """What composing one client found the same for everybody, for the next."""
    texts: ScreenedTexts | None = None
    """Every text of the programme, and of which of them rules may have something to say; None before it is analysed."""
    patterns: Patterns = field(default_factory=dict)
    """What the spaces of facts of all clients have in common."""
    begun: dict[tuple[str, date, date | None], Any] = field(default_factory=dict)
    """The client that is being built (`ClientBuild`)."""


Workspace = Path | WorkspaceSource
"""A workspace's folder, which is read, or a workspace that was read before. Several clients, or both views of one,
are made of the same `WorkspaceSource`."""


def known_client(root: Path, client_id: str) -> str:
    """The id itself; raises ImmerseError naming the clients there are when it is none of them."""
    known = client_ids(root)
    if client_id not in known:
        names = ", ".join(known) or "none yet; make one with immerse new client ID"
        meant = near_miss(client_id, list(known))
        asked = f"did you mean {meant}? Clients" if meant else "clients"
        raise ImmerseError(f"there is no client {client_id!r} in site_config/clients; {asked}: {names}")
    return client_id


def read_source(root: Path, store: Store = NOTHING_KEPT, registry: WordRegistry | None = None) -> WorkspaceSource:
    """Read and analyse what all clients of a workspace have in common; opens no client's folder."""
    registry = registry or WordRegistry(root, store)
    programme, problems = load_programme(root, store)
    fonts, found = load_fonts(root, store)
    if programme is None:
        return WorkspaceSource(root, registry, None, {}, problems + found, store=store)
    return analysed(
        WorkspaceSource(root, registry, programme, {}, problems + found, fonts=fonts, store=store), programme
    )


def analysed(source: WorkspaceSource, programme: Programme) -> WorkspaceSource:
    """A workspace that was read, with what its programme reads and what is wrong with its expressions."""
    analysis = _analysed(programme, source.store)
    problems = source.problems + analysis.problems + check_declarations(programme)
    screening = Screening(partial(source.store.get, _SCREENING))
    texts = ScreenedTexts(owned_texts(programme, "programme"), screening)
    return replace(source, reads=analysis.reads, problems=problems, decisive=analysis.decisive, texts=texts)


def keep_screening(source: WorkspaceSource) -> None:
    """Have the store keep what was found out about texts, where something new was."""
    if source.texts and source.texts.screening.has_news:
        source.store.put_later(_SCREENING, names_of_screens(), value=source.texts.screening.to_keep)


def _analysed(programme: Programme, store: Store) -> Analysis:
    """The analysis, for which no expression is parsed that was parsed in an earlier run."""
    known: Parsed = store.get("expressions") or {}
    remember(known)
    analysis = analyse(programme)
    if parsed().keys() - known.keys():
        store.put_later("expressions", value=parsed)
    return analysis


def source_of(workspace: Workspace) -> WorkspaceSource:
    """The workspace as it was read; reads it where it was not."""
    return workspace if isinstance(workspace, WorkspaceSource) else read_source(workspace)


def load_clients(
    root: Path, clients: tuple[str, ...], store: Store = NOTHING_KEPT
) -> tuple[tuple[Client, ...], tuple[Problem, ...]]:
    """Those of the clients that can be read, and what is wrong with the others."""
    found = [load_client(root, client, store) for client in clients]
    problems = tuple(problem for _, several in found for problem in several)
    return tuple(client for client, _ in found if client), problems
