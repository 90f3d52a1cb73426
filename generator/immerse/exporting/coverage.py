"""Coverage of competencies as a file: a table to read, rows for programs, a workbook."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date, datetime
from textwrap import wrap
from typing import Literal, NamedTuple

from immerse.exporting.sheet_columns import columns_of
from immerse.metrics.coverage import STRAND, Coverage, Covered, Objective, coverage_of
from immerse.model.edition import Edition
from immerse.model.programme import Programme
from immerse.spreadsheets.csv_file import csv_file
from immerse.spreadsheets.table_workbook import TableWorkbook
from immerse.words.english import counted

SCHEMA = "immerse.coverage/1"
CoverageFormat = Literal["text", "csv", "xlsx", "json"]

_WIDTHS = {"Competency": 11, "Lessons": 10, "Drills": 16, "Checks": 13, "Evidence": 17, "Gates": 11, "Graduation": 10}
"""Widths of the columns of the text table: with two blanks between them, 100 characters."""


class CoverageReport(NamedTuple):
    """The coverage of a client's edition, or of the programme as written."""

    coverage: Coverage
    title: str
    client: str = ""
    """Client id; empty for the programme as written."""
    facts: tuple[tuple[str, str], ...] = ()
    made: date | None = None
    """The day in the properties of the workbook: that of the edition, not today."""


def of_programme(programme: Programme) -> CoverageReport:
    """The programme as written, over every alternative."""
    curriculum = programme.curriculum
    facts = (("Programme", str(curriculum.title)), ("Core version", str(curriculum.version)))
    return CoverageReport(coverage_of(programme), f"{curriculum.title}: coverage", facts=facts)


def of_edition(edition: Edition) -> CoverageReport:
    """One client's edition."""
    book = edition.book
    facts = (("Client", book.client_name), ("Core version", book.core_version), ("Policy version", book.policy_version))
    made = date.fromisoformat(book.effective)
    return CoverageReport(coverage_of(edition.programme), f"{book.client_name}: coverage", book.client, facts, made)


def coverage_file(report: CoverageReport, form: CoverageFormat) -> bytes:
    """The coverage in one of its forms; the same report gives the same bytes."""
    if form == "xlsx":
        return coverage_xlsx(report)
    if form == "json":
        return _json(report)
    return _csv(report) if form == "csv" else coverage_text(report).encode()


def coverage_text(report: CoverageReport) -> str:
    """A table of at most 100 columns. Ids of a competency's own module stand without the module: L2, D1, I3, K6."""
    coverage = report.coverage
    lines = [report.title, "", _line(_WIDTHS), _line("-" * width for width in _WIDTHS.values())]
    for row in coverage.rows:
        lines += _wrapped(_cells(row))
    lines += ["", "* critical; gates as gate:level; evidence as pieces, kinds, (observed)"]
    count = len(coverage.orphans)
    lines += ["", counted(count, "orphan") + (":" if count else "")]
    lines += [f"  {orphan.id}: {orphan.says}" for orphan in coverage.orphans]
    if coverage.beside:
        beside = wrap(f"Beside the competencies, asking for something else: {', '.join(coverage.beside)}", 100)
        lines += ["", *beside]
    return "\n".join(lines) + "\n"


def _cells(row: Covered) -> tuple[str, ...]:
    gates = " ".join(f"{gate}:{level}" for gate, level in row.gates)
    evidence = f"{row.pieces} {' '.join(row.evidence)} ({row.observed})" if row.evidence else ""
    tasks = _short((*row.drills, *row.injects), row)
    name = f"{row.id}{' *' if row.critical else ''}"
    return name, _short(row.lessons, row), tasks, _short(row.checks, row), evidence, gates, " ".join(row.graduation)


def _short(ids: Iterable[str], row: Covered) -> str:
    short_ids = " ".join(id.removeprefix(f"{row.module}-") for id in ids)
    return short_ids or ("by living it" if row.module == STRAND else "")


def _wrapped(cells: tuple[str, ...]) -> Iterator[str]:
    widths = tuple(_WIDTHS.values())
    # "none" makes a gap visible, because an empty cell is easily overlooked.
    columns = [wrap(cell, width, break_on_hyphens=False) or ["none"] for cell, width in zip(cells, widths, strict=True)]
    for number in range(max(map(len, columns))):
        yield _line(column[number] if number < len(column) else "" for column in columns)


def _line(cells: Iterable[str]) -> str:
    return "  ".join(f"{cell:<{width}}" for cell, width in zip(cells, _WIDTHS.values(), strict=True)).rstrip()


def _json(report: CoverageReport) -> bytes:
    coverage = report.coverage
    facts = {
        "schema": SCHEMA,
        "client": report.client or None,
        "competencies": [_entry(row) for row in coverage.rows],
        "objectives": [asdict(objective) for objective in coverage.objectives],
        "orphans": [asdict(orphan) for orphan in coverage.orphans],
        "beside": list(coverage.beside),
    }
    return (json.dumps(facts, ensure_ascii=False, indent=2) + "\n").encode()


def _entry(row: Covered) -> dict[str, object]:
    fields = asdict(row)
    evidence = {"kinds": fields.pop("evidence"), "pieces": fields.pop("pieces"), "observed": fields.pop("observed")}
    objectives = [f"{objective.lesson}/{objective.number}" for objective in row.objectives]
    del fields["gates"]
    return fields | {"evidence": evidence, "levels": dict(row.gates), "objectives": objectives}


def _csv(report: CoverageReport) -> bytes:
    """One row for each objective of each competency; a competency without one has a row of its own."""
    names = [name for name, _ in columns_of("coverage")["Competencies"]]
    head = (*(name for name in names if name != "Objectives"), "Lesson", "Objective", "Text")
    return csv_file(head, _csv_rows(report.coverage, names))


def _csv_rows(coverage: Coverage, names: list[str]) -> Iterator[tuple[str, ...]]:
    for row in coverage.rows:
        cells = [str(cell) for name, cell in zip(names, _flat(row), strict=True) if name != "Objectives"]
        for objective in row.objectives or (None,):
            yield (*cells, *((objective.lesson, str(objective.number), objective.text) if objective else ("", "", "")))


def _flat(row: Covered) -> tuple[str | int, ...]:
    return (
        row.id,
        row.title,
        row.module,
        "critical" if row.critical else "",
        " ".join(row.lessons),
        len(row.objectives),
        " ".join(row.drills),
        " ".join(row.injects),
        " ".join(row.checks),
        " ".join(row.evidence),
        row.pieces,
        row.observed,
        " ".join(f"{gate}:{level}" for gate, level in row.gates),
        " ".join(row.graduation),
    )


def coverage_xlsx(report: CoverageReport) -> bytes:
    """The workbook: sheets Competencies, Objectives, Orphans, About."""
    coverage = report.coverage
    made = datetime.combine(report.made, datetime.min.time()) if report.made else None
    book = TableWorkbook(report.title, made)
    columns = columns_of("coverage")
    book.table("Competencies", columns["Competencies"], [tuple(map(str, _flat(row))) for row in coverage.rows])
    objectives = [_objective(objective, coverage) for objective in coverage.objectives]
    book.table("Objectives", columns["Objectives"], objectives)
    book.table("Orphans", columns["Orphans"], [(orphan.kind, orphan.id, orphan.says) for orphan in coverage.orphans])
    about = "Each competency with all that leads to it and asks for it. `immerse check` lists what to correct."
    beside = ", ".join(coverage.beside) or "nothing"
    book.facts("About", (*report.facts, ("Beside the competencies", beside), ("What it is", about)))
    return book.finish()


def _objective(objective: Objective, coverage: Coverage) -> tuple[str, ...]:
    rows = [row for row in coverage.rows if row.id in objective.competencies]
    links = (
        (id for row in rows for id in (*row.drills, *row.injects)),
        (id for row in rows for id in row.checks),
        (gate for row in rows for gate, _ in row.gates),
        (item for row in rows for item in row.graduation),
    )
    together = (" ".join(dict.fromkeys(ids)) for ids in links)
    return objective.lesson, str(objective.number), objective.text, " ".join(objective.competencies), *together
