"""A record and its book -> a workbook with the trainee's columns to fill in."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from immerse.record_sheets.filled_rows import ROW_DIGITS
from immerse.record_sheets.sheet_layout import (
    ABOUT,
    EVIDENCE,
    FORMAT,
    GATES,
    ITEMS,
    KINDS,
    REMOVAL,
    REMOVE,
    TASKS,
    CellTexts,
    Sheet,
    kind_words,
)
from immerse.records import Record, RecordState, fold, serialise
from immerse.records.canonical import canonical
from immerse.records.judge import BookJson
from immerse.records.whereabouts import gate_days, task_days
from immerse.spreadsheets.table_workbook import DATE, YES_NO, Answers, Choice, Columns, Filled, SheetRow, TableWorkbook

_NEW_PIECES = 40
"""Rows for evidence that is not there yet."""


def record_workbook(record: Record, book: BookJson, release: str) -> bytes:
    """The workbook of a record, for claims under a release or `draft`. The same record and book give the same bytes."""
    state = fold(record)
    workbook = TableWorkbook(f"{book['client_name']}, my record")
    titles = {kind["id"]: kind["title"] for kind in book["kinds"]}
    kinds = Choice(KINDS, tuple(kind_words(name, title) for name, title in titles.items()))
    removal = Choice(REMOVAL, (REMOVE,))
    workbook.table(ITEMS.name, _columns(ITEMS), list(_items(state, book)), _answers(ITEMS, claimed=YES_NO))
    pieces = list(_pieces(record, state, titles))
    answers = _answers(EVIDENCE, kind=kinds, day=DATE, simulated=YES_NO, remove=removal)
    workbook.table(EVIDENCE.name, _columns(EVIDENCE), pieces, answers)
    if state["start"]:
        workbook.table(TASKS.name, _columns(TASKS), list(_tasks(state, book)), _answers(TASKS, done=YES_NO, day=DATE))
        workbook.table(GATES.name, _columns(GATES), list(_gates(state, book)), _answers(GATES, day=DATE))
    workbook.facts(ABOUT, _about(record, book, release))
    return workbook.finish()


def _columns(sheet: Sheet) -> Columns:
    return [*sheet.shown, *((head, width) for _, head, width in sheet.filled), ("As it was written", 0)]


def _answers(sheet: Sheet, **allowed: Choice | str) -> Answers:
    return {sheet.column(name) - 1: answer for name, answer in allowed.items()}


def _row(sheet: Sheet, values: CellTexts, about: Mapping[str, Any], *shown: str, **words: str) -> SheetRow:
    """A row: cells that are shown, cells to fill in, and the hidden cell.

    Args:
        about: Members of the hidden cell beside the values: the id of the row, and what a claim needs.
        words: Texts that are shown instead of a value.
    """
    cells = [Filled(_cell(words.get(name, values[name]))) for name, _, _ in sheet.filled]
    return [*shown, *cells, canonical({**about, "was": values, "shown": list(shown)})]


def _cell(value: str) -> str | date:
    try:
        return date.fromisoformat(value) if len(value) == len("2026-12-01") else value
    except ValueError:
        return value


def _items(state: RecordState, book: BookJson) -> Iterator[SheetRow]:
    for item in book["items"]:
        if not item["computed"]:
            name = item["id"]
            about = {"id": name, "digest": item["digest"], "rev": item["rev"]}
            yield _row(ITEMS, ITEMS.values(state, name), about, name, item["title"])


def _pieces(record: Record, state: RecordState, titles: Mapping[str, str]) -> Iterator[SheetRow]:
    """The pieces, and blank rows with digits by which a piece that was taken over from one is known again."""
    for piece in state["evidence"]:
        values = EVIDENCE.values(state, piece["piece"])
        kind = kind_words(piece["kind"], titles.get(piece["kind"], ""))
        yield _row(EVIDENCE, values, {"id": piece["piece"]}, kind=kind)
    whole = hashlib.sha256(serialise(record)).hexdigest()
    for number in range(_NEW_PIECES):
        digits = hashlib.sha256(f"{number} {whole}".encode()).hexdigest()[:ROW_DIGITS]
        yield _row(EVIDENCE, EVIDENCE.values(state, ""), {"id": "", "row": digits})


def _tasks(state: RecordState, book: BookJson) -> Iterator[SheetRow]:
    titles = {task["id"]: task["title"] for task in book["tasks"]}
    for task in task_days(state, book, state["start"]):
        if task["mine"]:
            name = task["id"]
            yield _row(TASKS, TASKS.values(state, name), {"id": name}, name, titles[name], task["day"])


def _gates(state: RecordState, book: BookJson) -> Iterator[SheetRow]:
    computed = gate_days({**state, "planned": {}}, book)
    for gate, day in zip(book["gates"], computed, strict=True):
        if gate["after"]:
            name = gate["id"]
            yield _row(GATES, GATES.values(state, name), {"id": name}, name, gate["title"], day["day"] or "")


def _about(record: Record, book: BookJson, release: str) -> tuple[tuple[str, str], ...]:
    return (
        ("Format", FORMAT),
        ("Client", record["client"]),
        ("Rotation", record["rot"]),
        ("Release", release),
        ("Digest of the book", book["digest"]),
        (
            "How to use it",
            "Only yellow cells are read. Write a day as 2026-12-01. New evidence goes into an empty row of its sheet; "
            "to take a piece back, choose remove in its last column. Then: immerse records from-xlsx this file, --into "
            "your record.",
        ),
        ("What it is not", "A yes in this workbook is your own claim and attests nothing."),
        ("Sorting", "Sort and filter as you like, whole rows at a time: each row has a hidden cell at its end."),
    )
