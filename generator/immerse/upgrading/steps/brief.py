"""Format 2: the printed brief of the receiving manager is a table of a playbook."""

from __future__ import annotations

from collections.abc import Iterator

from immerse.loading.workspace_format import CURRICULUM_FILE
from immerse.problems import Location
from immerse.upgrading.step_findings import Finding, UpgradeStep
from immerse.upgrading.workspace_files import Sources, inside, items

_TABLE = "manager-brief"
_BEFORE = "the page prints critical competencies, contacts and terms of the placement, in words of its own"
_AFTER = "the page prints the rows of this table, first cell and second, with lines to fill in behind the rows alone, "
_AFTER += "rings, ninety and signed"


def _find(sources: Sources) -> Iterator[Finding]:
    tables = [
        table
        for file in sources.of_kind("playbook")
        for table in items(inside(file.value, "tables"))
        if table.get("id") == _TABLE
    ]
    for table in tables:
        yield Finding("reads", table.location, "this table is the printed brief now", _BEFORE, _AFTER)
    if not tables:
        message = "the printed brief has no rows: they are those of a playbook's table with the id manager-brief"
        after = "tables: [{id: manager-brief, title: The brief, columns: [Line, What stands there], rows: [...]}]"
        yield Finding("note", Location(CURRICULUM_FILE), message, _BEFORE, after)


STEP = UpgradeStep(
    format=2,
    name="brief",
    about="The receiving manager's brief prints the rows of the playbook's table `manager-brief`, and no words of its "
    "own.",
    find=_find,
)
