"""The tables of an edition as shown to its people: each row with everything that it can give for this client."""

from collections import defaultdict
from collections.abc import Iterable

from immerse.deciding.table_coverage import CheckedTable, CoverageCheck
from immerse.expressions.combinations import BitPatterns
from immerse.model.decision import NO_SEVERITY, DecisionRow
from immerse.model.edition import Edition
from immerse.model.policy.policy import Policy
from immerse.model.ruling import ShownRow, ShownTable, as_typed


def shown_tables(edition: Edition, patterns: BitPatterns | None = None) -> dict[str, tuple[ShownTable, ...]]:
    """Playbook id -> its tables, in the order of evaluation; empty where there are none. Share `patterns` between the
    clients of one run."""
    check = CoverageCheck(edition.programme, edition.client, patterns)
    shown: dict[str, list[ShownTable]] = defaultdict(list)
    for _, checked in check.evaluated():
        shown[check.vocabulary.owners[checked.table]].append(_table(checked, edition.client.policy))
    return {playbook: tuple(tables) for playbook, tables in shown.items()}


def _table(checked: CheckedTable, policy: Policy) -> ShownTable:
    table = checked.result.table
    rows = tuple(_row(checked, row, policy) for row in checked.result.rows)
    return ShownTable(checked.table, str(table.title), table.hit, checked.combinations, rows)


def _row(checked: CheckedTable, row: DecisionRow, policy: Policy) -> ShownRow:
    covered = [covered for covered in checked.result.covered if covered.row is row and covered.holds]
    results = [each.result.approved_by_another(policy) for each in covered]
    severities = (result.severity for result in results if result.severity != NO_SEVERITY)
    return ShownRow(
        str(row.id),
        str(row.title),
        str(row.note or ""),
        _each_once("" if result.is_ is None else as_typed(result.is_) for result in results),
        _each_once(result.priority for result in results),
        _each_once(severities),
        _each_once(result.route for result in results),
        _each_once(result.approver for result in results),
        _each_once(result.playbook for result in results),
        str(row.then.place or ""),
        bool(row.then.left),
    )


def _each_once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({*values} - {""}))
