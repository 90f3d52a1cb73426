"""Follows one client's site in one view while its files change: after each save the affected parts are made again. The
check by all rules is `judge_view`."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from immerse.composing import cut, judge_lesson
from immerse.composing.recomposing import recompose, rewritten_lessons
from immerse.deciding.item_evaluator import SharedEvaluator
from immerse.leaks.word_registry import WordRegistry
from immerse.loading.client import load_client
from immerse.loading.fonts import load_fonts
from immerse.loading.programme import load_programme
from immerse.model.edition import Client, Edition
from immerse.model.lesson import Lesson
from immerse.model.page import Plan, RenderedPage, RenderedSite
from immerse.model.programme import Programme
from immerse.model.site_view import View
from immerse.pipeline.client_build import composed, download_makers, in_view
from immerse.pipeline.prepare import for_mentors
from immerse.pipeline.source import WorkspaceSource, analysed
from immerse.problems import ContentProblems, Problem, errors, raise_errors
from immerse.storage.store import FOLDER, HoldingStore


@dataclass(frozen=True)
class Followed:
    """The site of the files at one moment. Its pages are made on request."""

    plan: Plan
    site: RenderedSite
    page: Callable[[str], RenderedPage]
    """Address of a page of the plan -> the page."""
    downloads: dict[str, Callable[[], bytes]]
    """Path of a download -> the function that makes it."""


@dataclass(frozen=True)
class _Made:
    """The last site and its inputs."""

    source: WorkspaceSource
    programme: Programme
    client: Client
    whole: Edition
    edition: Edition
    """The edition in the view that is shown."""


class Follower:
    """Follows one client's site in one view."""

    def __init__(self, root: Path, client_id: str, view: View, on: date) -> None:
        self._root = root
        self.client_id = client_id
        self._view = view
        self._on = on
        self._store = HoldingStore(root / FOLDER / "store", writes=False)
        self._last: _Made | None = None

    def look(self, saved: frozenset[str] = frozenset()) -> Followed:
        """The site as its files are now.

        Args:
            saved: Paths in the workspace that were written since the last look; rules check their texts at once.

        Raises:
            ContentProblems: there is no site because of an error; the next look tries again.
        """
        from immerse.planning.site import plan_site
        from immerse.rendering import Renderer, empty_site

        made = self._made(saved)
        edition = made.edition
        plan, problems = plan_site(edition)
        raise_errors(problems)
        self._last = made
        downloads = download_makers(made.whole, SharedEvaluator(), self._store) | for_mentors(edition, self._store)
        return Followed(plan, empty_site(edition, plan), Renderer(edition, plan).page, downloads)

    def _made(self, saved: frozenset[str]) -> _Made:
        read, client = self._read()
        programme, last = read.programme, self._last
        assert programme is not None
        rewritten = rewritten_lessons(last.programme, programme) if last else None
        raise_errors(read.problems + self._judged(programme, client, saved, rewritten or ()))
        if last is None or rewritten is None:
            source = analysed(read, programme)
            raise_errors(source.problems)
        else:
            source = replace(last.source, programme=programme, fonts=read.fonts, texts=None)
            if client == last.client and source.fonts == last.source.fonts:
                return self._with_lessons(last, source, programme, rewritten)
        whole, problems = composed(source, client, self._on)
        raise_errors(problems)
        assert whole is not None
        return _Made(source, programme, client, whole, in_view(whole, self._view, SharedEvaluator()))

    def _with_lessons(
        self, last: _Made, source: WorkspaceSource, programme: Programme, rewritten: tuple[Lesson, ...]
    ) -> _Made:
        """The site made last, with lessons that were rewritten since."""
        whole, problems = recompose(last.whole, programme, last.client, rewritten)
        raise_errors(problems)
        assert whole is not None
        edition = replace(cut(whole, self._view), keys=last.edition.keys)  # keys do not depend on lessons
        return _Made(source, programme, last.client, whole, edition)

    def _read(self) -> tuple[WorkspaceSource, Client]:
        programme, problems = load_programme(self._root, self._store)
        fonts, font_problems = load_fonts(self._root, self._store)
        client, of_client = load_client(self._root, self.client_id, self._store)
        self._store.next_turn()
        problems += font_problems + of_client
        if programme is None or client is None:
            raise ContentProblems(errors(problems))
        registry = WordRegistry(self._root, self._store)  # not asked for any words
        return WorkspaceSource(self._root, registry, programme, {}, problems, fonts=fonts, store=self._store), client

    def _judged(
        self, programme: Programme, client: Client, saved: frozenset[str], rewritten: tuple[Lesson, ...]
    ) -> tuple[Problem, ...]:
        from immerse.checking.saved import check_saved

        contract = programme.contract()
        problems = tuple(problem for lesson in rewritten for problem in judge_lesson(lesson, contract))
        return problems + check_saved(programme, client, saved, self._on)
