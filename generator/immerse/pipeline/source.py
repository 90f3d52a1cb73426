"""A workspace as it was read at one moment."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from immerse.composing import Analysis, analyse
from immerse.composing.dependent_parts import DependentParts
from immerse.composing.sources import SourcePart
from immerse.deciding import check_declarations
from immerse.expressions.combinations import BitPatterns
from immerse.expressions.parsed_expressions import Parsed, parsed, remember
from immerse.leaks.word_registry import WordRegistry
from immerse.loading.client import load_client
from immerse.loading.fonts import load_fonts
from immerse.loading.programme import load_programme
from immerse.model.edition import Client
from immerse.model.fonts import FontFile
from immerse.model.owned_text import owned_texts
from immerse.model.programme import Programme
from immerse.model.screening import ScreenedTexts, Screening, names_of_screens
from immerse.problems import Problem
from immerse.storage.store import NOTHING_KEPT, Store

_SCREENING = "screening"


@dataclass(frozen=True, slots=True, eq=False)
class WorkspaceSource:
    """A workspace as it was read at one moment: the parts that all its clients share, read and analysed once."""

    root: Path
    registry: WordRegistry
    """The words of each client, read on request."""
    programme: Programme | None
    """None where it has errors."""
    reads: dict[str, tuple[str, ...]]
    """Source id -> setting keys that its texts read, over all branches."""
    problems: tuple[Problem, ...]
    """The problems of the programme, for every client."""
    decisive: tuple[SourcePart, ...] = ()
    """The parts of the programme that depend on conditions."""
    fonts: tuple[FontFile, ...] = ()
    """The agency's own fonts, for the task book."""
    store: Store = NOTHING_KEPT
    dependent: DependentParts = field(default_factory=DependentParts)
    """The parts of the programme that depend on the client."""
    texts: ScreenedTexts | None = None
    """The texts of the programme, and which of them need a check by rules; None before the analysis."""
    shared: dict[Any, Any] = field(default_factory=dict)
    """Results of rules about the programme that are the same for all clients (`Subject.for_all`)."""
    patterns: BitPatterns = field(default_factory=BitPatterns)
    """The parts of the spaces of facts that all clients share."""
    begun: dict[tuple[str, date, date | None], Any] = field(default_factory=dict)
    """The client that is being built (`ClientBuild`)."""


Workspace = Path | WorkspaceSource
"""A workspace's folder, which is read, or a workspace that was read before. Several clients, or both views of one,
are made of the same `WorkspaceSource`."""


def read_source(root: Path, store: Store = NOTHING_KEPT, registry: WordRegistry | None = None) -> WorkspaceSource:
    """Read and analyse the parts of a workspace that all clients share; opens no client's folder."""
    registry = registry or WordRegistry(root, store)
    programme, problems = load_programme(root, store)
    fonts, font_problems = load_fonts(root, store)
    if programme is None:
        return WorkspaceSource(root, registry, None, {}, problems + font_problems, store=store)
    return analysed(
        WorkspaceSource(root, registry, programme, {}, problems + font_problems, fonts=fonts, store=store), programme
    )


def analysed(source: WorkspaceSource, programme: Programme) -> WorkspaceSource:
    """The workspace with the analysis of its programme."""
    analysis = _analysed(programme, source.store)
    problems = source.problems + analysis.problems + check_declarations(programme)
    screening = Screening(partial(source.store.get, _SCREENING))
    texts = ScreenedTexts(owned_texts(programme, "programme"), screening)
    return replace(source, reads=analysis.reads, problems=problems, decisive=analysis.decisive, texts=texts)


def keep_screening(source: WorkspaceSource) -> None:
    """Keep new results about texts in the store."""
    if source.texts and source.texts.screening.has_news:
        source.store.put_later(_SCREENING, names_of_screens(), value=source.texts.screening.to_keep)


def _analysed(programme: Programme, store: Store) -> Analysis:
    """The analysis, without parsing expressions that an earlier run parsed."""
    known: Parsed = store.get("expressions") or {}
    remember(known)
    analysis = analyse(programme)
    if parsed().keys() - known.keys():
        store.put_later("expressions", value=parsed)
    return analysis


def source_of(workspace: Workspace) -> WorkspaceSource:
    """The workspace, read if it is a folder."""
    return workspace if isinstance(workspace, WorkspaceSource) else read_source(workspace)


def load_clients(
    root: Path, clients: tuple[str, ...], store: Store = NOTHING_KEPT
) -> tuple[tuple[Client, ...], tuple[Problem, ...]]:
    """The clients that can be read, and the problems of the others."""
    results = [load_client(root, client, store) for client in clients]
    problems = tuple(problem for _, several in results for problem in several)
    return tuple(client for client, _ in results if client), problems
