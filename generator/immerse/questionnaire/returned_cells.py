"""What came back: the cells of filled-in workbooks, and everything about them that cannot be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from immerse.questionnaire.workbook_layout import digest_of_cell


@dataclass(frozen=True, slots=True)
class At:
    """A cell of a workbook."""

    file: str
    sheet: str
    cell: str

    def __str__(self) -> str:
        return f"{self.file}: sheet {self.sheet}, cell {self.cell}"


@dataclass(frozen=True, slots=True)
class CellFault:
    """Something that keeps answers from being taken over."""

    at: At | None
    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{f'{self.at}: ' if self.at else ''}{self.message}" + (f"\n    {self.hint}" if self.hint else "")


@dataclass(frozen=True, slots=True)
class SignedBy:
    """Who answered, and when. Both are empty where nobody signed."""

    by: str = ""
    on: date | None = None
    at: At | None = None
    of_row: bool = False
    """It stands in the row itself, and so says that the row is right as it stands."""


@dataclass(frozen=True, slots=True)
class CellContent:
    """What a cell says of one value."""

    path: str
    text: str
    digest: str
    """Of what stood there when the workbook was written."""
    at: At
    signed: SignedBy
    is_number: bool = False
    """The spreadsheet holds a number, without zeros or a plus before it."""

    @property
    def is_touched(self) -> bool:
        """Whether somebody wrote into the cell."""
        return digest_of_cell(self.text) != self.digest


@dataclass(frozen=True, slots=True)
class SaidRow:
    """A row that somebody added to a table, or takes out."""

    table: str
    path: str
    """Of an entry that is there already; empty for a new one."""
    name: str
    of: str
    cells: dict[str, CellContent]
    """Column -> what it says; the path of each is the column's key."""
    at: At
    signed: SignedBy


@dataclass(slots=True)
class Returned:
    """Everything that the workbooks say."""

    said: list[CellContent] = field(default_factory=list)
    added: list[SaidRow] = field(default_factory=list)
    removed: list[SaidRow] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)
