"""The changes of a release since the one before."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from immerse.model.comparison import ReleaseComparison
from immerse.model.programme import Programme
from immerse.model.site_view import View
from immerse.pipeline.prepare import Planned
from immerse.problems import Problem, Refused
from immerse.releasing.change_declarations import propose_version, unacknowledged, undeclared
from immerse.releasing.comparing import compare
from immerse.releasing.comparison_formats import SCHEMA, as_json
from immerse.releasing.fact_collection import facts_of
from immerse.releasing.ledger import Ledger
from immerse.releasing.ledger_json import validated
from immerse.releasing.migration import migration
from immerse.releasing.migration_file import MIGRATION, Migration
from immerse.releasing.release_facts import FACTS, Facts

CHANGES = "changes.json"
"""Its file in the folder of a version, from the second release on."""


@dataclass(frozen=True, slots=True)
class Changed:
    """The facts of a release, and its changes since the one before."""

    facts: Facts
    proposal: tuple[str, str]
    """The version that the release should have, and the reason."""
    whole: ReleaseComparison | None = None
    """The comparison for an editor; None for the first release."""
    views: dict[View, ReleaseComparison] = field(default_factory=dict)
    """The comparison that each view may show."""
    map: Migration | None = None
    problems: tuple[Problem, ...] = ()
    """Changes that have to be declared first; with any, nothing is released."""

    def files(self) -> dict[str, bytes]:
        """Its files in the ledger, by name."""
        files = {FACTS: self.facts.to_bytes()}
        if self.whole and self.map:
            seen = {
                self.whole.readers: self.whole,
                **{view.value: comparison for view, comparison in self.views.items()},
            }
            files |= {CHANGES: _changes_file(seen), MIGRATION: self.map.to_bytes()}
        return files

    def with_version(self, version: str) -> Self:
        """The same changes for a release with this version."""
        return replace(
            self,
            facts=replace(self.facts, version=version),
            whole=self.whole and _renamed(self.whole, version),
            views={view: _renamed(comparison, version) for view, comparison in self.views.items()},
            map=self.map and replace(self.map, new=version),
        )


def _renamed(comparison: ReleaseComparison, version: str) -> ReleaseComparison:
    return replace(comparison, new=replace(comparison.new, version=version))


def _changes_file(seen: Mapping[str, ReleaseComparison]) -> bytes:
    lines = ",\n".join(f"{json.dumps(name)}: {as_json(comparison).strip()}" for name, comparison in seen.items())
    return f"{{\n{lines}\n}}\n".encode()


def facts_in(ledger: Ledger, version: str) -> Facts:
    """The facts of a release.

    Raises:
        Refused: the ledger has none, or they are of another schema.
    """
    content = ledger.file(version, FACTS)
    if not content:
        raise Refused(f"{ledger.name}/{version} has no {FACTS}: it was released by an immerse that wrote none")
    return Facts.from_bytes(content)


def since_last(plans: Mapping[View, Planned], programme: Programme, ledger: Ledger, version: str = "") -> Changed:
    """Compare a client's site with the release before it.

    Args:
        plans: Both views of the site as it is now.
        programme: As loaded.
        ledger: The client's.
        version: The version of the release that is made; empty for a workspace that is not released.

    Raises:
        Refused: the ledger has no facts of the release before, or they are of another schema.
    """
    last = ledger.version_before(version) if version else ledger.newest
    return what_changed(facts_of(plans, programme, version), facts_in(ledger, last) if last else None, programme)


def changes_up_to(changed: Changed, ledger: Ledger, version: str) -> dict[View, tuple[ReleaseComparison, ...]]:
    """The changes of a release and those below it, as each view shows them, the newest first; raises Refused where
    those of the ledger are of another schema."""
    contents = (ledger.file(lower, CHANGES) for lower in reversed(ledger.below(version)))
    earlier = [_changes_in(content) for content in contents if content]
    latest = {view: (changed.views[view],) if view in changed.views else () for view in View}
    return {view: (*latest[view], *(changes[view.value] for changes in earlier)) for view in View}


def _changes_in(content: bytes) -> dict[str, ReleaseComparison]:
    """Reader -> the comparison for them, from a file of the ledger."""
    return {
        readers: validated(comparison, SCHEMA, ReleaseComparison, f"{CHANGES}, {readers}")
        for readers, comparison in json.loads(content).items()
    }


def what_changed(facts: Facts, last: Facts | None, programme: Programme) -> Changed:
    """Compare a client's site as it is now with its last release.

    Args:
        facts: The facts of the site as it is now.
        last: The facts of the last release; None where there is none.
        programme: As loaded, for the places of problems.
    """
    if last is None:
        return Changed(facts, ("1.0.0", "it is the first release"))
    changed = changes_between(last, facts)
    comparisons = [comparison for comparison in (changed.whole, *changed.views.values()) if comparison]
    problems = undeclared(last, facts, programme) + unacknowledged(last, facts, comparisons)
    return replace(changed, problems=tuple(sorted(problems)))


def changes_between(old: Facts, new: Facts) -> Changed:
    """The changes from one release to a later one."""
    whole = compare(old, new)
    views = {view: compare(old, new, view) for view in View}
    return Changed(new, propose_version(whole, old.version), whole, views, migration(old, new))
