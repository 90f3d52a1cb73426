"""One client's site in one view, ready for a host."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from immerse.leaks.proof import Proof, prove
from immerse.leaks.word_registry import WordRegistry
from immerse.loading.client import load_client, load_waivers
from immerse.loading.custom_settings import SETTINGS_FILE
from immerse.loading.layout import CLIENTS
from immerse.loading.policy_layers import DEFAULTS
from immerse.model.edition import Edition
from immerse.model.made_of import MadeOf
from immerse.model.page import Plan, RenderedSite
from immerse.model.policy.stand_ins import tally
from immerse.model.site_view import View
from immerse.pipeline.client_build import ClientBuild, build_of
from immerse.pipeline.source import Workspace, source_of
from immerse.problems import DRAFT, ContentProblems, Problem, Unfinished, each_once, errors, one_a_cause, raise_errors
from immerse.storage.store import Store

if TYPE_CHECKING:
    from immerse.model.comparison import Publication


class Planned(NamedTuple):
    """One client's site in one view before it is rendered."""

    edition: Edition
    plan: Plan
    problems: tuple[Problem, ...]
    """Warnings and notes that did not stop it."""
    proof: Proof
    """The words of other clients that the site must not contain."""
    build: ClientBuild
    made_of: MadeOf | None
    """The files of the edition as they were before they were read, if known."""


class Prepared(NamedTuple):
    """One client's site, ready for a host. `problems` are the warnings and notes that did not stop it."""

    edition: Edition
    plan: Plan
    site: RenderedSite
    problems: tuple[Problem, ...]
    proof: Proof
    """The words of other clients that the site must not contain."""


def compose_client(
    workspace: Workspace, client_id: str, view: View, on: date, *, draft: bool = True, handed_out: bool = False
) -> Edition:
    """One client's edition, composed and checked. Reads the programme and this client's folder, no other client's.

    Args:
        draft: Whether an edition with stand-ins is accepted.
        handed_out: Whether the client gets it, so that a word of another client is an error; only then the others'
            folders are read.

    Raises:
        ContentProblems: the content has errors.
        ImmerseError: there is no such client.
    """
    build = build_of(source_of(workspace), client_id, on)
    return _checked(build, view, draft, build.proof.problems if handed_out else ())[0]


def _checked(
    build: ClientBuild, view: View, draft: bool, foreign: tuple[Problem, ...] = ()
) -> tuple[Edition, Plan, tuple[Problem, ...]]:
    """The edition, its plan and the open warnings; `foreign` are the problems with words of other clients."""
    from immerse.checking.waivers import apply_waivers
    from immerse.planning.site import plan_site

    try:
        whole, problems = build.whole
    except ContentProblems as error:
        raise ContentProblems((*error.problems, *errors(foreign))) from error
    client = whole.client
    if client.is_draft and not draft:
        message = f"{client.id} is a draft: {tally(client)}"
        hint = f"add --draft to build it anyway; immerse policy {client.id} --stand-ins lists what is open"
        raise Unfinished((Problem(client.stand_ins[0].location, DRAFT, message, hint=hint, subject=client.id),))
    edition = build.edition(view)
    plan, of_plan = plan_site(edition)
    problems += of_plan
    raise_errors(problems)
    waivers, _ = load_waivers(build.source.root)
    still_open, _ = apply_waivers(one_a_cause(problems + foreign), waivers, {client.id: client.waivers}, build.on)
    raise_errors(problem for problem in still_open if problem.word)
    return edition, plan, each_once(still_open)


def refuse_foreign_settings(root: Path, client_id: str, on: date) -> None:
    """Raises ContentProblems where a client's settings contain words of another client that are not waived."""
    from immerse.checking.waivers import apply_waivers

    client, _ = load_client(root, client_id)
    shown = (f"{CLIENTS}/{client_id}/policy.yml", DEFAULTS, SETTINGS_FILE)
    proof = prove(WordRegistry(root), client_id)
    problems = tuple(problem for problem in proof.problems if problem.location.path in shown)
    waivers, _ = load_waivers(root)
    waivers_of_client = {client_id: client.waivers} if client else {}
    still_open, _ = apply_waivers(one_a_cause(problems), waivers, waivers_of_client, on)
    raise_errors(problem for problem in still_open if problem.word)


def prepare(
    workspace: Workspace,
    client_id: str,
    view: View,
    on: date,
    *,
    draft: bool = False,
    made_of: MadeOf | None = None,
) -> Prepared:
    """One client's site in one view: the edition planned, rendered, with its downloads.

    Args:
        draft: Whether the site of a client with stand-ins is accepted; each of its pages says that it is a draft.
        made_of: The files of the edition as they were before they were read.

    Raises:
        ContentProblems: the content has errors.
        ImmerseError: there is no such client.
    """
    return render_planned(plan_client(workspace, client_id, view, on, draft=draft, made_of=made_of))


def plan_client(
    workspace: Workspace,
    client_id: str,
    view: View,
    on: date,
    *,
    draft: bool = False,
    effective: date | None = None,
    made_of: MadeOf | None = None,
) -> Planned:
    """One client's site in one view before it is rendered. Takes and raises what `prepare` does, and `effective`, the
    day from which it applies; None for the one in the client's policy."""
    build = build_of(source_of(workspace), client_id, on, effective=effective, before=made_of)
    proof = build.proof
    edition, plan, problems = _checked(build, view, draft, proof.problems)
    return Planned(edition, plan, problems, proof, build, made_of)


def render_planned(planned: Planned, release: Publication | None = None) -> Prepared:
    """The site rendered, with its downloads.

    Args:
        release: The publication that its pages name, in this view; None for a site that is not released.
    """
    from immerse.rendering import render_site

    edition, proof = replace(planned.edition, release=release), planned.proof
    site = render_site(edition, planned.plan, planned.made_of, planned.build.settings_html)
    makers = for_mentors(edition, planned.build.source.store)
    downloads = planned.build.downloads(release.version if release else "")
    site = replace(site, files=site.files | downloads | {path: make() for path, make in makers.items()})
    # The errors that are left here are waived.
    return Prepared(edition, planned.plan, site, planned.problems, proof.allowing(errors(proof.problems)))


def judge_view(
    workspace: Workspace, client_id: str, view: View, on: date, *, draft: bool = False
) -> tuple[tuple[Problem, ...], Proof]:
    """The warnings of `prepare`, without rendering, and the words that the site must not contain.

    Raises:
        ContentProblems: the content has errors.
    """
    build = build_of(source_of(workspace), client_id, on)
    return _checked(build, view, draft, build.proof.problems)[2], build.proof


def render_pages(workspace: Workspace, client_id: str, view: View, on: date) -> RenderedSite:
    """As `prepare` of a draft, without downloads and without a search for words of other clients.

    Raises:
        ContentProblems: the content has errors.
    """
    from immerse.rendering import render_site

    edition, plan, _ = _checked(build_of(source_of(workspace), client_id, on), view, draft=True)
    return render_site(edition, plan)


def for_mentors(edition: Edition, store: Store) -> dict[str, Callable[[], bytes]]:
    """Path of each download that only the mentor view links -> the function that makes it, or finds it in the store."""
    from immerse.exporting.coverage import coverage_xlsx, of_edition

    if edition.view is not View.MENTOR:
        return {}
    report = of_edition(edition)
    kept = partial(store.kept, "coverage workbook", repr(report).encode(), make=partial(coverage_xlsx, report))
    return {"downloads/coverage.xlsx": kept}
