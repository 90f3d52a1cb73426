"""One client's finished site in one view, put in its place: prepare, render, finish, judge, place."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import NamedTuple

from immerse.building.build_result import BuildResult
from immerse.building.keeping import NO_KEEPER, Keeper, put_together
from immerse.hosts.page_frames import page_digests
from immerse.hosts.reused_files import ReusedFiles
from immerse.hosts.site_config import built_files, theme_folder
from immerse.leaks.proof import Proof
from immerse.model.edition import Edition
from immerse.model.made_of import MadeOf
from immerse.model.page import RenderedSite, place_of
from immerse.model.site_view import View
from immerse.output.fingerprint import MANIFEST, file_digests, write_manifest
from immerse.output.finishing import finish
from immerse.output.left_over_sites import own_files
from immerse.output.nesting import nesting_fault
from immerse.output.placing import place, staging
from immerse.output.site_faults import KnownFiles, SiteFaults, judge
from immerse.pipeline.prepare import judge_view, prepare
from immerse.pipeline.source import Workspace, WorkspaceSource, read_source
from immerse.problems import Location, Problem, Refused, Severity
from immerse.words.english import counted

_SHOWN = 20


def build_client(
    workspace: Workspace,
    client_id: str,
    view: View,
    on: date,
    out: Path,
    offline: bool = False,
    *,
    draft: bool = False,
    made_of: MadeOf | None = None,
    keeper: Keeper = NO_KEEPER,
) -> BuildResult:
    """Build one client's site in one view into `out/<client>/<view>`.

    Reads the programme (unless it was read before) and this client's folder; from the other clients only the words that
    must not be in this site. A client with stand-ins is built as a `draft` only. `keeper` knows the placed site, and
    `made_of` has the digests of the files of this one before they were read.

    Raises:
        ContentProblems: the content has errors.
        Refused: the finished site holds what it must not, or its place is taken; what was there is untouched.
    """
    source = workspace if isinstance(workspace, WorkspaceSource) else read_source(workspace)
    prepared = prepare(source, client_id, view, on, draft=draft, made_of=made_of)
    proof = prepared.proof
    result = build_rendered(
        prepared.site,
        out,
        f"{client_id}/{view.value}",
        epoch=release_time(prepared.edition),
        proof=proof,
        offline=offline,
        keeper=keeper,
    )
    return result._replace(unscanned=proof.unscanned, problems=_with_unreadable(prepared.problems, proof))


def judge_client(
    source: WorkspaceSource, client_id: str, view: View, on: date, *, draft: bool = False
) -> tuple[Problem, ...]:
    """The warnings of a build of the same site on that day; raises ContentProblems where the build would be stopped."""
    problems, proof = judge_view(source, client_id, view, on, draft=draft)
    return _with_unreadable(problems, proof)


def _with_unreadable(problems: tuple[Problem, ...], proof: Proof) -> tuple[Problem, ...]:
    return (*problems, *(_unreadable(path) for path in proof.read_as_lines))


def _unreadable(path: str) -> Problem:
    message = "belongs to another client and is no valid YAML; what could be read of it was looked for in this site"
    hint = "fix the YAML, so that exactly these values can be searched for"
    return Problem(Location(path), "yaml", message, Severity.WARNING, hint)


def build_rendered(
    site: RenderedSite,
    out: Path,
    name: str,
    *,
    epoch: int,
    proof: Proof | None = None,
    offline: bool = False,
    keeper: Keeper = NO_KEEPER,
) -> BuildResult:
    """Build a rendered site in a private folder, judge it, and only then put it at `out/name`.

    Args:
        site: Pages, files, navigation.
        out: Folder that holds the sites.
        name: Place inside it, `client/view`.
        epoch: Seconds since 1970 that stand for "now".
        proof: The words of other clients that the site may not contain; None where there are no other clients.
        offline: Pages at `.html` addresses, which open from the disk; they say no address of a host.
        keeper: Knows the site that is in its place now.

    Raises: ContentProblems where the site engine warned about a page; Refused where the finished site holds what it
        must not, or its place is taken; what was there is untouched.
    """
    site, proof = replace(site, address="") if offline else site, proof or Proof.of_nobody()
    with staging(out) as private:
        made = _made(site, private / "site", out / name, name, epoch, proof, offline, keeper)
        lost, target = own_files(out / name, made.reused), place(made.result.folder, out, name)
    keeper.note_facts(proof, made.verdict, made.pages)
    return made.result._replace(folder=target, lost=lost)


def make_site(site: RenderedSite, folder: Path, name: str, *, epoch: int, proof: Proof) -> BuildResult:
    """Build a rendered site into a new folder and judge it; the caller puts it in its place.

    Args: as of `build_rendered`; `folder` is not there yet.

    Raises:
        ContentProblems: the site engine warned about a page.
        Refused: the finished site holds what it must not.
    """
    return _made(site, folder, folder, name, epoch, proof, offline=False, keeper=NO_KEEPER).result


class _Made(NamedTuple):
    """A finished site, and its facts for the next build."""

    result: BuildResult
    verdict: SiteFaults
    pages: Mapping[str, bytes]
    reused: Mapping[str, str]
    """Path -> digest of each file that was reused."""


def _made(
    site: RenderedSite, folder: Path, standing: Path, name: str, epoch: int, proof: Proof, offline: bool, keeper: Keeper
) -> _Made:
    """The site in `folder`, finished and judged; unchanged files come from the placed site."""
    from immerse.hosts.mkdocs_build import build_site

    pages = page_digests(site, directory_urls=not offline, epoch=epoch)
    taken = folder.with_name(f"{folder.name}-taken")
    reused = keeper.take(standing, taken, pages, site.files)
    build_site(site, folder, offline=offline, epoch=epoch, reused=reused)
    finish(folder)
    put_together(folder, taken)
    digests = file_digests(folder, reused.files)
    verdict = _judge(site, reused, folder, name, proof, offline, keeper.known_files(proof, digests))
    digest = write_manifest(folder, digests)
    sizes = [os.stat(f"{folder}/{file}").st_size for file in (*digests, MANIFEST)]  # noqa: PTH116 - of hundreds of files
    result = BuildResult(folder, len(site.pages), len(sizes), sum(sizes), digest)
    return _Made(result, verdict, pages, reused.files)


def _judge(
    site: RenderedSite, reused: ReusedFiles, folder: Path, name: str, proof: Proof, offline: bool, known: KnownFiles
) -> SiteFaults:
    """The verdict on a site without faults; raises Refused where it is not fit to be placed."""
    verdict = judge(
        folder,
        proof,
        expected=built_files(site, directory_urls=not offline),
        address=site.address,
        offline=offline,
        is_version=bool(site.release),
        theme=theme_folder(),
        written=site.written,
        known=known,
    )
    if faults := (*_shape_faults(site, reused, not offline), *verdict.faults):
        raise Refused(_refusal(name, faults))
    return verdict


def _shape_faults(site: RenderedSite, reused: ReusedFiles, directory_urls: bool) -> Iterator[str]:
    """Pages whose HTML does not nest as it was rendered; in the finished file the sanitiser has closed everything."""
    from immerse.hosts.pages import html_of

    for address, page in site.pages.items():
        if place_of(address, directory_urls) not in reused.files and (fault := nesting_fault(html_of(page))):
            yield f"{address}: {fault}"


def release_time(edition: Edition) -> int:
    """Seconds since 1970 of midnight, UTC, of the day this edition applies from: "now" for everything it writes."""
    release = edition.client.policy.site.release
    day = release.effective if release else edition.on
    return int(datetime.combine(day, time(), UTC).timestamp())


def _refusal(name: str, faults: tuple[str, ...]) -> str:
    """The reasons, a line each, with the rest counted."""
    count = counted(len(faults), "fault")
    lines = [f"{name} is not put in place; the earlier site is as it was. The finished site has {count}:"]
    lines += [f"  {fault}" for fault in faults[:_SHOWN]]
    if len(faults) > _SHOWN:
        lines.append(f"  and {len(faults) - _SHOWN} more")
    return "\n".join(lines)
