"""One client's site as far as both views are the same: composed, judged, with its downloads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache, cached_property, partial

from immerse.composing import compose, cut, judge_conditions
from immerse.deciding import answer_keys, closed_days, judge_decisions, shown_tables
from immerse.leaks import Proof, prove
from immerse.lettering.judging import judge_letters
from immerse.loading import load_client, load_core_policy
from immerse.model.edition import Client, Edition, View
from immerse.model.programme import Programme
from immerse.model.subject import Subject
from immerse.pipeline.clean import Clean
from immerse.pipeline.source import Source, known_client
from immerse.problems import ContentProblems, Problem, errors
from immerse.store import Store


class ClientBuild:
    """One client's site as far as both views are the same, each part made when it is first asked for."""

    def __init__(self, source: Source, client_id: str, on: date, effective: date | None = None) -> None:
        """`effective` is the day from which it holds, where that is not the day in the client's policy."""
        self.source = source
        self.client_id = known_client(source.root, client_id)
        self.on = on
        self.effective = effective

    @cached_property
    def whole(self) -> tuple[Edition, tuple[Problem, ...]]:
        """The edition that the views are cut from, and its warnings and notes; raises ContentProblems."""
        source = self.source
        client, found = load_client(source.root, self.client_id, source.store)
        problems = source.problems + found
        if source.programme is None or client is None:
            raise ContentProblems(problems)
        problems += judge(source, source.programme, (client,), self.on)
        source.store.flush()
        if errors(problems):
            raise ContentProblems(errors(problems))
        client = _holding_from(client, self.effective) if self.effective else client
        edition, found = composed(source, client, self.on)
        if edition is None:
            raise ContentProblems(errors(problems + found))
        return edition, problems + found

    @cached_property
    def proof(self) -> Proof:
        """What its sites may not say of other clients."""
        return prove(self.source.house, self.client_id)

    def edition(self, view: View) -> Edition:
        """The client's edition in one view, complete; raises ContentProblems."""
        return in_view(self.whole[0], view)

    @cached_property
    def downloads(self) -> dict[str, bytes]:
        """The checklist as files that the site links: JSON, PDF in two sizes, a workbook. The same in both views."""
        store = self.source.store
        files = {path: make() for path, make in download_makers(self.whole[0], store).items()}
        store.flush()
        return files


def composed(source: Source, client: Client, on: date) -> tuple[Edition | None, tuple[Problem, ...]]:
    """The edition of a client that the views are cut from, with its tables; None where a problem is an error."""
    assert source.programme is not None
    edition, problems = compose(source.programme, client, View.MENTOR, on, source.unchanging)
    if edition is None:
        return None, problems
    edition = replace(edition, tables=shown_tables(edition), closed=closed_days(edition), fonts=source.fonts)
    return edition, problems + judge_letters(edition)


def _holding_from(client: Client, day: date) -> Client:
    """The client with this day in place of the one from which its policy says that the site holds."""
    site = client.policy.site
    if site.release is None:
        return client
    release = site.release.model_copy(update={"effective": day})
    policy = client.policy.model_copy(update={"site": site.model_copy(update={"release": release})})
    return replace(client, policy=policy)


def in_view(whole: Edition, view: View) -> Edition:
    """One view of an edition that both are cut from."""
    edition = cut(whole, view)
    return replace(edition, keys=answer_keys(edition))


def download_makers(whole: Edition, store: Store) -> dict[str, Callable[[], bytes]]:
    """Path of each file to take away that both views link -> what makes it."""
    from immerse.exporting import book_json, checklist_pdf, checklist_xlsx

    edition = cache(partial(cut, whole, View.TRAINEE))
    return {
        "downloads/checklist.json": lambda: book_json(whole.book, draft=whole.client.is_draft),
        "downloads/checklist-a4.pdf": lambda: checklist_pdf(edition(), "a4", store),
        "downloads/checklist-letter.pdf": lambda: checklist_pdf(edition(), "us-letter", store),
        "downloads/checklist.xlsx": lambda: checklist_xlsx(edition()),
    }


def build_of(source: Source, client_id: str, on: date, effective: date | None = None) -> ClientBuild:
    """What the views of a client's site have in common, kept for the other view, which is usually made next.

    Args:
        effective: The day from which it holds; None for the one in the client's policy.

    Raises:
        ImmerseError: there is no such client.
    """
    if (client_id, on, effective) not in source.begun:
        source.begun.clear()
        source.begun[client_id, on, effective] = ClientBuild(source, client_id, on, effective)
    begun: ClientBuild = source.begun[client_id, on, effective]
    return begun


def judge(
    source: Source, programme: Programme, clients: tuple[Client, ...], on: date, clean: Clean | None = None
) -> tuple[Problem, ...]:
    """What the rules and the decision tables say of these clients, each read without a fault; `clean` knows for which
    of them the tables need not be judged again."""
    from immerse.checking import check, regions_for

    problems = judge_conditions(source.decisive, clients)
    regions = regions_for(clients, source.store)
    core = source.store.kept("core policy", make=load_core_policy)
    problems += check(Subject(programme, clients, source.reads, on, core, regions))
    for client in () if errors(source.problems) else clients:
        tables = partial(judge_decisions, programme, (client,), source.patterns)
        problems += (clean or Clean()).tables(client.id, tables)
    return problems
