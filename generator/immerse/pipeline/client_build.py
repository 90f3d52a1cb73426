"""The parts of one client's site that both views share: composed, checked, with its downloads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, Any, TypeVar

from immerse.composing import compose, cut, judge_conditions
from immerse.deciding import check_tables
from immerse.deciding.answer_keys import answer_keys
from immerse.deciding.due_times import closed_days
from immerse.deciding.item_evaluator import SharedEvaluator
from immerse.deciding.practice_queues import practice_of
from immerse.deciding.shown_tables import shown_tables
from immerse.leaks.proof import Proof, prove
from immerse.lettering.judging import judge_letters
from immerse.loading.client import load_client
from immerse.loading.layout import known_client
from immerse.loading.policy_layers import load_core_policy
from immerse.model.edition import Client, Edition
from immerse.model.made_of import MadeOf
from immerse.model.programme import Programme
from immerse.model.site_view import View
from immerse.model.subject import Subject
from immerse.pipeline.clean import Clean, Digests, digests_of
from immerse.pipeline.source import WorkspaceSource, keep_screening
from immerse.problems import ContentProblems, Problem, errors, raise_errors
from immerse.storage.store import NOTHING_KEPT, Store

if TYPE_CHECKING:
    from immerse.exporting.task_book_pdf import PaperSize
    from immerse.rendering.renderer import SettingsHtml

T = TypeVar("T")

CHECKLIST = "downloads/checklist.json"
PRACTICE = "downloads/practice.json"
"""The cards and queues of the page for triage practice."""
SIGNERS = "downloads/signers.json"
"""The file of signers, for verification."""


class ClientBuild:
    """The parts of one client's site that both views share, each made at its first use."""

    def __init__(
        self,
        source: WorkspaceSource,
        client_id: str,
        on: date,
        *,
        effective: date | None = None,
        before: MadeOf | None = None,
    ) -> None:
        """Args: as of `build_of`."""
        self.source = source
        self.client_id = known_client(source.root, client_id)
        self.on = on
        self.effective = effective
        self._before = before
        self.settings_html: SettingsHtml = {}
        """What was written for the view that is rendered first."""
        self._evaluator = SharedEvaluator()
        self._downloads: dict[str, dict[str, bytes]] = {}
        self._rests_on: tuple[bytes, ...] = ()
        """Digests of everything but lessons, on which no decision table and no item of the checklist depends; empty
        where they are unknown."""

    @cached_property
    def whole(self) -> tuple[Edition, tuple[Problem, ...]]:
        """The edition that the views are cut from, and its warnings and notes; raises ContentProblems."""
        source = self.source
        client, client_problems = load_client(source.root, self.client_id, source.store)
        problems = source.problems + client_problems
        if source.programme is None or client is None:
            raise ContentProblems(problems)
        digests = self._digests()
        problems += judge(source, source.programme, (client,), self.on, Clean(source.store, digests))
        source.store.flush()
        raise_errors(problems)
        client = _holding_from(client, self.effective) if self.effective else client
        if self._before and digests and not self.effective:
            self._rests_on = (self._before.but_for_lessons, self.on.isoformat().encode())
        edition, more = composed(source, client, self.on, self._rests_on)
        source.store.flush()
        if edition is None:
            raise ContentProblems(errors(problems + more))
        return edition, problems + more

    @cached_property
    def proof(self) -> Proof:
        """The words of other clients that its sites must not contain."""
        return prove(self.source.registry, self.client_id)

    def edition(self, view: View) -> Edition:
        """The client's edition in one view, complete; raises ContentProblems."""
        return in_view(self.whole[0], view, self._evaluator, self.source.store, self._rests_on)

    def _digests(self) -> Digests | None:
        """The digests of the files that were read; None where a file was written meanwhile, or they are unknown."""
        if self._before is None:
            return None
        now = digests_of(self.source.root, (self.client_id,))
        return now if now and now.shared.made_of(now.by_client[self.client_id]) == self._before else None

    def downloads(self, release: str = "") -> dict[str, bytes]:
        """The checklist as files that the site links: JSON, PDF in two sizes, a workbook. The same in both views.

        Args:
            release: The version that they are published with; empty for a site that is not released.
        """
        if release not in self._downloads:
            store = self.source.store
            makers = download_makers(self.whole[0], self._evaluator, store, release)
            made = {path: _kept(store, f"{path} {release}", self._rests_on, make) for path, make in makers.items()}
            store.flush()
            self._downloads[release] = made
        return self._downloads[release]


def composed(
    source: WorkspaceSource, client: Client, on: date, rests_on: tuple[bytes, ...] = ()
) -> tuple[Edition | None, tuple[Problem, ...]]:
    """The edition of a client that the views are cut from, with its tables; None where a problem is an error.

    `rests_on` are digests of all that the tables, and the values of the policy, depend on; they are kept by these, and
    without them nothing is.
    """
    assert source.programme is not None
    # The values are added before the store is flushed.
    values: dict[str, Any] = _kept(source.store, "values", rests_on, dict)
    edition, problems = compose(source.programme, client, View.MENTOR, on, source.dependent, values)
    if edition is None:
        return None, problems
    tables = _kept(source.store, "shown tables", rests_on, partial(shown_tables, edition, source.patterns))
    closed = _kept(source.store, "closed days", rests_on, partial(closed_days, edition))
    edition = replace(edition, tables=tables, closed=closed, fonts=source.fonts)
    return edition, problems + judge_letters(edition)


def _holding_from(client: Client, day: date) -> Client:
    """The client with another effective day than its policy has."""
    site = client.policy.site
    if site.release is None:
        return client
    release = site.release.model_copy(update={"effective": day})
    policy = client.policy.model_copy(update={"site": site.model_copy(update={"release": release})})
    return replace(client, policy=policy)


def in_view(
    whole: Edition,
    view: View,
    evaluator: SharedEvaluator,
    store: Store = NOTHING_KEPT,
    rests_on: tuple[bytes, ...] = (),
) -> Edition:
    """One view of an edition that both are cut from; `rests_on` are digests of all on which its tables rest."""
    edition = cut(whole, view)
    return replace(edition, keys=_kept(store, f"keys {view}", rests_on, partial(answer_keys, edition, evaluator)))


def _kept(store: Store, kind: str, made_of: tuple[bytes, ...], make: Callable[[], T]) -> T:
    return store.kept(kind, *made_of, make=make) if made_of else make()


def download_makers(
    whole: Edition, evaluator: SharedEvaluator, store: Store, release: str = ""
) -> dict[str, Callable[[], bytes]]:
    """Path of each download that both views link -> the function that makes it."""
    from immerse.exporting.book_file import book_json
    from immerse.exporting.checklist_workbook import checklist_xlsx
    from immerse.exporting.practice_file import practice_json
    from immerse.exporting.signers_file import signers_json

    edition = cache(partial(cut, whole, View.TRAINEE))
    makers = {
        CHECKLIST: lambda: book_json(whole.book, draft=whole.client.is_draft, release=release),
        SIGNERS: lambda: signers_json(whole.client.id, whole.client.signers),
        "downloads/checklist-a4.pdf": lambda: _pdf(edition(), "a4", store, release),
        "downloads/checklist-letter.pdf": lambda: _pdf(edition(), "us-letter", store, release),
        "downloads/checklist.xlsx": lambda: checklist_xlsx(edition(), release),
    }
    if whole.programme.practised():
        makers[PRACTICE] = lambda: practice_json(edition(), practice_of(edition(), evaluator))
    return makers


def _pdf(edition: Edition, size: PaperSize, store: Store, release: str) -> bytes:
    from immerse.exporting.task_book_pdf import checklist_pdf  # loads the PDF compiler

    return checklist_pdf(edition, size, store, release)


def build_of(
    source: WorkspaceSource, client_id: str, on: date, *, effective: date | None = None, before: MadeOf | None = None
) -> ClientBuild:
    """The parts of a client's site that both views share, kept for the other view, which is usually made next.

    Args:
        effective: The day from which it applies; None for the one in the client's policy.
        before: The files of the edition as they were before they were read, where that is known.

    Raises:
        ImmerseError: there is no such client.
    """
    if (client_id, on, effective) not in source.begun:
        source.begun.clear()
        source.begun[client_id, on, effective] = ClientBuild(source, client_id, on, effective=effective, before=before)
    begun: ClientBuild = source.begun[client_id, on, effective]
    return begun


def judge(
    source: WorkspaceSource, programme: Programme, clients: tuple[Client, ...], on: date, clean: Clean | None = None
) -> tuple[Problem, ...]:
    """The problems of rules and decision tables for these clients, each read without errors; `clean` knows for which of
    them the tables need no check."""
    from immerse.checking import check
    from immerse.checking.desk_hours import regions_for

    problems = judge_conditions(source.decisive, clients)
    regions = regions_for(clients, source.store)
    core = source.store.kept("core policy", make=load_core_policy)
    unreadable = frozenset(problem.subject for problem in source.problems)
    subject = Subject(programme, clients, source.reads, on, core, regions, source.texts, unreadable, source.shared)
    problems += check(subject)
    keep_screening(source)
    for client in () if errors(source.problems) else clients:
        tables = partial(check_tables, programme, (client,), source.patterns)
        problems += (clean or Clean()).tables(client.id, tables)
    return problems
