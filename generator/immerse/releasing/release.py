"""Releases a client's site: the order of the steps check, plan, compare, make, commit."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from immerse.loading.digests import input_digests
from immerse.model.release import Standing, version_key
from immerse.model.site_view import View
from immerse.output.placing import staging
from immerse.pipeline.source import WorkspaceSource
from immerse.problems import ContentProblems, ImmerseError, Problem
from immerse.releasing.gate import fit_source
from immerse.releasing.ledger import Ledger, folder_digest
from immerse.releasing.ledger_commit import Made, commit, locked_ledger
from immerse.releasing.log import Deed, LogLine
from immerse.releasing.published import PUBLISHED, differing_files, place_sites, refresh, site_folder
from immerse.releasing.released_before import differing, has_same_sites, refuse_touched, refused
from immerse.storage.store import Store

if TYPE_CHECKING:
    from immerse.releasing.release_build import PlannedViews
    from immerse.releasing.release_changes import Changed

LIVE = 2
"""Versions that may be in force without a day on which they end."""


@dataclass(frozen=True, slots=True)
class ReleaseRequest:
    """The version to release, and how."""

    version: str
    effective: date | None = None
    """The day from which the release is in force; None for the day in the client's policy."""
    sunset: date | None = None
    """The day on which the oldest version in force ends."""
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Released:
    """The result of a release."""

    client: str
    version: str
    effective: date
    folders: tuple[Path, ...]
    problems: tuple[Problem, ...] = ()
    ends: str = ""
    """The version that got a day on which it ends; empty where none did."""
    until: date | None = None
    """The day on which `ends` ends; None in a dry run that names none."""
    is_unchanged: bool = False
    """Whether it was released before, byte for byte."""
    withdrawn: str = ""
    """The reason why it was withdrawn; empty where it was not."""


class ReleasePrompts(Protocol):
    """Answers to the questions of a release."""

    def agree(self, client: str, version: str, why: str) -> None:
        """Confirm the proposed version; raises ImmerseError where nobody does."""

    def sunset(self, client: str, version: str, open_ended: tuple[str, ...]) -> date:
        """The day on which `version` ends, which would be in force beside `open_ended`; raises ImmerseError where
        nobody gives a day."""


class Releaser:
    """Releases clients of a workspace that was read and checked once."""

    def __init__(self, root: Path, clients: tuple[str, ...], on: date, store: Store) -> None:
        """Read and check the workspace; raises ContentProblems where one of these clients cannot be released."""
        self.root, self.on, self.store = root, on, store
        self.inputs = {client: input_digests(root, client) for client in clients}
        self.source: WorkspaceSource = fit_source(root, clients, on, store)

    def release(self, client: str, asked: ReleaseRequest, answers: ReleasePrompts) -> Released:
        """Release both views of one client, with the proposed version where the request names none.

        Raises:
            ContentProblems: something in the content has to be corrected or declared first.
            ImmerseError: the version is not above those that were released, or a question has no answer.
            Refused: the same version was released with other content, the ledger is damaged, a finished site holds what
                it must not, or a place is taken. Nothing was changed.
            OSError: the disk refused.
        """
        with locked_ledger(self.root, client, self.on) as ledger:
            # For the same files the newest version is proposed again, without a comparison.
            if known := self._unchanged(ledger, asked if asked.version else replace(asked, version=ledger.newest)):
                _refuse_sunset(ledger, asked, known.version)
                refresh(ledger, self.on)
            released = known or self._release_version(ledger, asked, answers)
            before = ledger.history(self.on).of(released.version) if released.is_unchanged else None
            return replace(released, withdrawn=before.why) if before else released

    def _release_version(self, ledger: Ledger, asked: ReleaseRequest, answers: ReleasePrompts) -> Released:
        """Make a version and release it, unless it was released before; raises as `release` does."""
        from immerse.releasing.release_build import make, plan
        from immerse.releasing.release_changes import changes_up_to

        plans = plan(self.source, ledger.client, asked.effective, self.on)
        version, changed = self._version(plans, ledger, asked.version, answers)
        is_proposed, asked = not asked.version, replace(asked, version=version)
        is_new = version not in ledger.versions
        lines = _sunset(ledger, asked, self.on, answers) if is_new else ()
        with staging(self.root / PUBLISHED) as private:
            changes = changes_up_to(changed, ledger, version)
            made = make(self.root, plans, version, self.inputs[ledger.client], changed.files(), changes, private)
            if not is_new:
                return self._rebuild_version(ledger, asked, made, is_proposed=is_proposed)
            line = LogLine(Deed.RELEASE, version, made.effective, folder=folder_digest(made.files))
            if not asked.dry_run:
                commit(ledger, (*lines, line), self.on, made)
                self._remember(ledger.client, asked, line.folder)
        problems = tuple(dict.fromkeys(problem for site in plans.values() for problem in site.problems))
        ends, until = (lines[0].version, lines[0].until) if lines else ("", None)
        released = self._released(ledger.client, version, made.effective)
        return replace(released, problems=problems, ends=ends, until=until)

    def _version(self, plans: PlannedViews, ledger: Ledger, asked: str, answers: ReleasePrompts) -> tuple[str, Changed]:
        """The version to release, which is the proposed one where none is asked for, and its changes."""
        changed = self._changed(plans, ledger, asked)
        if asked:
            return asked, changed
        version, why = changed.proposal
        if version in ledger.versions:  # nothing changed: the version is made again from the release before it
            return version, self._changed(plans, ledger, version)
        _refuse_withdrawn(ledger, changed, self.on)
        answers.agree(ledger.client, version, why)
        return version, changed.with_version(version)

    def _changed(self, plans: PlannedViews, ledger: Ledger, version: str) -> Changed:
        """The changes since the release before; raises ContentProblems where one has to be declared first."""
        from immerse.releasing.release_changes import since_last

        assert self.source.programme is not None  # the check loaded it
        changed = since_last(plans, self.source.programme, ledger, version)
        if changed.problems:
            raise ContentProblems(changed.problems)
        return changed

    def _rebuild_version(self, ledger: Ledger, asked: ReleaseRequest, made: Made, *, is_proposed: bool) -> Released:
        """Make the same version once more.

        Raises:
            Refused: a byte of it differs, or, for a proposed version, a byte of its sites.
        """
        client, version = ledger.client, asked.version
        _refuse_sunset(ledger, asked, version)
        differences = tuple(differing(ledger, made))
        if differences and not (is_proposed and has_same_sites(ledger, made)):
            raise refused(ledger, version, differences)
        refuse_touched(ledger, made)
        folders = {view: site_folder(self.root, client, view, version) for view in View}
        gone = {view: site for view, site in made.sites.items() if not folders[view].exists()}
        if not asked.dry_run:
            place_sites(self.root, client, version, gone)
            refresh(ledger, self.on)
        if not differences:
            self._remember(client, asked, folder_digest(ledger.files(version)))
        return replace(self._released(client, version, made.effective), is_unchanged=True)

    def _released(self, client: str, version: str, effective: date) -> Released:
        folders = tuple(site_folder(self.root, client, view, version) for view in View)
        return Released(client, version, effective, folders)

    def _unchanged(self, ledger: Ledger, asked: ReleaseRequest) -> Released | None:
        """The requested release, if this program made it before from the same files; else None."""
        if asked.version not in ledger.versions:
            return None
        manifest = ledger.manifest(asked.version)
        known = self.store.get("release", *self._made_of(ledger.client, asked))
        if known != folder_digest(ledger.files(asked.version)):
            return None
        released = self._released(ledger.client, asked.version, manifest.effective)
        is_whole = not any(map(differing_files, released.folders, (manifest.outputs[view] for view in View)))
        return replace(released, is_unchanged=True) if is_whole else None

    def _remember(self, client: str, asked: ReleaseRequest, digest: str) -> None:
        self.store.put_later("release", *self._made_of(client, asked), value=lambda: digest)
        self.store.flush()

    def _made_of(self, client: str, asked: ReleaseRequest) -> tuple[bytes, ...]:
        effective = asked.effective.isoformat() if asked.effective else ""
        return json.dumps([client, asked.version, effective]).encode(), json.dumps(self.inputs[client]).encode()


def _refuse_withdrawn(ledger: Ledger, changed: Changed, on: date) -> None:
    """Raises ImmerseError where the newest release was withdrawn, and nothing that it says has changed since."""
    before, now = ledger.history(on).of(ledger.newest), changed.whole
    if before and before.standing is Standing.WITHDRAWN and now and not (now.pages or now.blocks or now.items):
        raise ImmerseError(
            f"{before.version} was withdrawn ({before.why}), and no item, page or text has changed since then; correct "
            "what was wrong, or name the version to release it all the same"
        )


def _refuse_sunset(ledger: Ledger, asked: ReleaseRequest, version: str) -> None:
    """Raises ImmerseError where a sunset is asked for with a version that was released before without that sunset."""
    if asked.sunset and all(line.until != asked.sunset for line in ledger.lines):
        raise ImmerseError(f"{version} was released before; --sunset goes with a version that is new")


def _sunset(ledger: Ledger, asked: ReleaseRequest, on: date, answers: ReleasePrompts) -> tuple[LogLine, ...]:
    """The line that ends the oldest version in force, where there would be too many or the request has a sunset.

    Raises:
        ImmerseError: the version is not above the released ones, no version can end, or the day is not after `on`.
    """
    if ledger.newest and version_key(asked.version) < version_key(ledger.newest):
        raise ImmerseError(f"{asked.version} is below {ledger.newest}, which was released; name a higher version")
    open_ended = tuple(release.version for release in ledger.history(on).live if release.until is None)
    day = asked.sunset
    if day is None:
        if len(open_ended) < LIVE:
            return ()
        if asked.dry_run:
            return (LogLine(Deed.SUNSET, open_ended[0], on),)  # the day is open; a dry run writes no line
        day = answers.sunset(ledger.client, open_ended[0], (*open_ended[1:], asked.version))
    if not open_ended:
        raise ImmerseError("--sunset names the day on which the oldest version ends, and none is in force without one")
    if day <= on:
        raise ImmerseError(f"--sunset {day} is not after {on}; {open_ended[0]} stays in force until that day")
    return (LogLine(Deed.SUNSET, open_ended[0], on, until=day),)
