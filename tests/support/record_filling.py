"""A workbook of a record, filled in and taken over, as several tests do it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
from immerse.record_sheets import read_workbook, record_workbook, take_over
from immerse.records import Record, parse

JUDGING = json.loads((Path(__file__).parents[1] / "cases" / "records" / "judging.json").read_text("utf-8"))
BOOK = JUDGING["book"]
NOW = datetime(2026, 12, 20, 9, tzinfo=UTC)
ON = date(2026, 12, 31)


def record_of(case: str) -> Record:
    """The record of a case of judging.json."""
    (found,) = (one["record"] for one in JUDGING["cases"] if one["case"] == case)
    return parse(json.dumps(found))


STARTED = "a shift is the same on its day however it is written, and another one on another day"


class Filling:
    """A workbook of a record, to fill in and to take over."""

    def __init__(self, record: Record, path: Path) -> None:
        path.write_bytes(record_workbook(record, BOOK, "1.0.0"))
        self.path = path
        self.book: Any = openpyxl.load_workbook(path)
        self._chance = Random(path.name)

    def fill(self, sheet: str, **cells: Any) -> None:
        for cell, value in cells.items():
            self.book[sheet][cell] = value

    def taken_into(self, record: Record) -> Record:
        filled = self.read(record)
        assert filled.conflicts == []
        return take_over(record, filled, lambda: NOW, self._chance.randbytes)

    def read(self, record: Record) -> Any:
        self.book.save(self.path)
        return read_workbook(self.path, record, ON)

    def conflicts(self, record: Record) -> list[str]:
        return [str(one).split("\n")[0] for one in self.read(record).conflicts]
