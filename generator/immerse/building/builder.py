"""Builds the sites of a workspace that are not up to date."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from immerse.building.build_result import BuildResult
from immerse.building.inputs import Inputs
from immerse.loading.layout import known_client
from immerse.model.site_view import View
from immerse.output.fingerprint import is_as_written
from immerse.problems import Problem
from immerse.storage.store import NOTHING_KEPT, Store

if TYPE_CHECKING:
    from immerse.building.keeping import Keeper
    from immerse.leaks.word_registry import WordRegistry
    from immerse.pipeline.source import WorkspaceSource


class _Placed(NamedTuple):
    """The stored results of a placed site."""

    result: BuildResult
    on: date


@dataclass(frozen=True)
class Builder:
    """Builds sites of one workspace on one day into one folder; in another process it reads the workspace again."""

    root: Path
    out: Path
    on: date
    store: Store = NOTHING_KEPT
    offline: bool = False
    draft: bool = False
    """Whether a client with stand-ins is built too."""
    force: bool = False
    """Whether a site is built although its inputs are unchanged."""

    def __reduce__(self) -> tuple[type[Builder], tuple[object, ...]]:
        return Builder, self.settings

    @property
    def settings(self) -> tuple[Any, ...]:
        """The arguments of its constructor."""
        return tuple(getattr(self, field.name) for field in fields(self))

    @cached_property
    def inputs(self) -> Inputs:
        """The inputs as they are before anything is read."""
        return Inputs(self.root, self.store, lambda: self._registry)

    @cached_property
    def source(self) -> WorkspaceSource:
        """The workspace, read when the first site has to be built or judged."""
        from immerse.pipeline.source import read_source

        return read_source(self.root, self.store, self._registry)

    @cached_property
    def _registry(self) -> WordRegistry:
        return self._new_registry()

    def _new_registry(self) -> WordRegistry:
        from immerse.leaks.word_registry import WordRegistry

        return WordRegistry(self.root, self.store)

    def build(self, client: str, view: View) -> BuildResult:
        """Build a client's site in one view, unless it is up to date.

        A site that is up to date is left, and on another day than before it is checked by the rules.

        Raises:
            ContentProblems: the content has errors.
            Refused: the finished site has faults, or its place is taken; nothing was changed there.
        """
        known_client(self.root, client)
        made_of = self._made_of(self.inputs, client, view)
        if placed := self._up_to_date_site(client, view, made_of):
            problems = placed.result.problems if placed.on == self.on else self._judged(client, view)
            return self._unchanged_result(client, view, placed, problems)
        from immerse.building.site import build_client

        keeper = self._keeper(client, view)
        result = build_client(
            self.source,
            client,
            view,
            self.on,
            self.out,
            self.offline,
            draft=self.draft,
            made_of=self.inputs.made_of(client) if made_of else None,
            keeper=keeper,
        )
        self.keep(client, view, result, keeper)
        self._built.clear()
        self._built[client] = keeper
        return result

    def keep(self, client: str, view: View, result: BuildResult, keeper: Keeper | None = None) -> None:
        """Store that a site was placed, so that it is left while it is up to date, and the results of `keeper`."""
        made_of = self._made_of(self.inputs, client, view)
        # Where a file was written while the site was built, its inputs are unknown.
        inputs_now = Inputs(self.root, self.store, self._new_registry)
        if made_of and made_of == self._made_of(inputs_now, client, view):
            placed = _Placed(result, self.on)
            self.store.put_later("site", *made_of, value=lambda: placed)
            if keeper:
                keeper.keep()
        self.store.flush()

    def is_up_to_date(self, client: str, views: Iterable[View]) -> bool:
        """Whether a client's sites are up to date; on another day the rules may still have to run."""
        known_client(self.root, client)
        return all(self._up_to_date_site(client, view, self._made_of(self.inputs, client, view)) for view in views)

    def _keeper(self, client: str, view: View) -> Keeper:
        """The keeper of a site, which ignores the earlier site where `force` is set."""
        from immerse.building.keeping import Keeper

        place = self.out.absolute()
        with suppress(ValueError):  # the folder is on another drive
            place = Path(os.path.relpath(place, self.root.absolute()))
        beside = self._built.get(client)
        return Keeper(self.store, self._options(client, view), os.fsencode(place), forget=self.force, beside=beside)

    @cached_property
    def _built(self) -> dict[str, Keeper]:
        """The client whose view was built last -> its keeper."""
        return {}

    def _options(self, client: str, view: View) -> bytes:
        return json.dumps([client, view.value, self.offline, self.draft]).encode()

    def up_to_date_results(self, client: str, views: Iterable[View]) -> tuple[BuildResult, ...] | None:
        """A client's sites where all of them are up to date and no rule has to run; else None."""
        results = []
        for view in views:
            placed = self._up_to_date_site(client, view, self._made_of(self.inputs, client, view))
            if placed is None or placed.on != self.on:
                return None
            results.append(self._unchanged_result(client, view, placed, placed.result.problems))
        return tuple(results)

    def _unchanged_result(self, client: str, view: View, placed: _Placed, problems: tuple[Problem, ...]) -> BuildResult:
        return placed.result._replace(folder=self._folder(client, view), problems=problems, lost=(), is_unchanged=True)

    def _folder(self, client: str, view: View) -> Path:
        return self.out / client / view.value

    def _made_of(self, inputs: Inputs, client: str, view: View) -> tuple[bytes, ...]:
        """The digests of a site's inputs; empty where they are unknown or nothing is kept."""
        with suppress(OSError):
            return (self._options(client, view), inputs.of(client)) if self.store.keeps else ()
        return ()

    def _up_to_date_site(self, client: str, view: View, made_of: tuple[bytes, ...]) -> _Placed | None:
        """The unchanged site in its place with the same inputs; None where there is none."""
        placed: _Placed | None = self.store.get("site", *made_of) if made_of and not self.force else None
        if placed is None:
            return None
        folder = self._folder(client, view)
        try:
            stands = not folder.is_symlink() and is_as_written(folder, placed.result.digest)
        except OSError:
            return None
        return placed if stands else None

    def _judged(self, client: str, view: View) -> tuple[Problem, ...]:
        from immerse.building.site import judge_client

        return judge_client(self.source, client, view, self.on, draft=self.draft)
