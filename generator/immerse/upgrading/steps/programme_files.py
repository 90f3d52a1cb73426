"""Format 2: keys of modules and playbooks that have another meaning."""

from collections.abc import Iterator

from immerse.loading.located import value_at
from immerse.loading.workspace_format import CURRICULUM_FILE
from immerse.problems import Location
from immerse.upgrading.step_findings import Finding, upgrade_step
from immerse.upgrading.workspace_files import Sources, items

_BRIEF_BEFORE = "the page prints critical competencies, contacts and terms of the placement, in words of its own"
_BRIEF_AFTER = (
    "the page prints the rows of this table, first cell and second, with lines to fill in only behind the rows, "
    "rings, ninety and signed"
)


@upgrade_step(
    2, "The receiving manager's brief prints the rows of the playbook's table `manager-brief`, and no words of its own."
)
def brief(sources: Sources) -> Iterator[Finding]:
    """Report the table that is printed as the receiving manager's brief, or that none is printed."""
    playbooks = sources.of_kind("playbook")
    all_tables = (table for file in playbooks for table in items(value_at(file.value, "tables")))
    tables = [table for table in all_tables if table.get("id") == "manager-brief"]
    for table in tables:
        yield Finding("reads", table.location, "this table is the printed brief now", _BRIEF_BEFORE, _BRIEF_AFTER)
    if not tables:
        message = "the printed brief is empty: its rows come from a playbook's table with the id manager-brief"
        after = "tables: [{id: manager-brief, title: The brief, columns: [Line, What stands there], rows: [...]}]"
        yield Finding("note", Location(CURRICULUM_FILE), message, _BRIEF_BEFORE, after)


@upgrade_step(
    2,
    "`study_hours` of a module is the time for its lessons and checks on the shortest track; drills are coached "
    "practice and not in it.",
)
def study_hours(sources: Sources) -> Iterator[Finding]:
    """Report the `study_hours` of each module."""
    for file in sources.of_kind("module"):
        if file.value is not None and "study_hours" in file.value:
            hours = file.value["study_hours"]
            before = f"{hours} hours of study a week"
            after = f"{hours} hours a week for lessons and checks, on the shortest track; drills are not in it"
            yield Finding("reads", file.value.key_locations["study_hours"], "study_hours says less now", before, after)
