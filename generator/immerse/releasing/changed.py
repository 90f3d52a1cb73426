"""Everything that a release has to know of what changed since the one before, in one place."""

from __future__ import annotations

from dataclasses import dataclass, field

from immerse.model.comparison import Comparison
from immerse.model.edition import View
from immerse.model.programme import Programme
from immerse.problems import Problem
from immerse.releasing.comparing import compare
from immerse.releasing.declaring import propose_version, unacknowledged, undeclared
from immerse.releasing.facts import Facts
from immerse.releasing.migration import Migration, migration
from immerse.releasing.telling import as_json

FACTS, CHANGES, MIGRATION = "facts.json", "changes.json", "migration.json"
"""Files of a version in the ledger; the first release has the first alone."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What is in a release, and what changed since the one before."""

    facts: Facts
    proposal: tuple[str, str]
    """The version that it should have, and why."""
    whole: Comparison | None = None
    """As an editor sees it; None for the first release, as with the others."""
    views: dict[View, Comparison] = field(default_factory=dict)
    """As each view may show it."""
    map: Migration | None = None
    problems: tuple[Problem, ...] = ()
    """What has to be declared first; with any, nothing is released."""

    def files(self) -> dict[str, bytes]:
        """What the ledger keeps of it, by name."""
        found = {FACTS: self.facts.to_bytes()}
        if self.whole and self.map:
            found |= {CHANGES: as_json(self.whole).encode(), MIGRATION: self.map.to_bytes()}
        return found


def what_changed(facts: Facts, last: Facts | None, programme: Programme) -> Changed:
    """Compare a client's site as it is now with its last release.

    Args:
        facts: Of the site as it is now.
        last: Of the last release; None where there is none.
        programme: As loaded, for the places of what has to be declared.
    """
    if last is None:
        return Changed(facts, ("1.0.0", "it is the first release"))
    whole = compare(last, facts)
    views = {view: compare(last, facts, view) for view in View}
    problems = undeclared(last, facts, programme) + unacknowledged(last, facts, (whole, *views.values()))
    return Changed(
        facts, propose_version(whole, last.version), whole, views, migration(last, facts), tuple(sorted(problems))
    )
