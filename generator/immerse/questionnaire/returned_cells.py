"""The contents of filled-in workbooks, with everything in them that cannot be read."""

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
    """A problem for which answers cannot be imported."""

    at: At | None
    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{f'{self.at}: ' if self.at else ''}{self.message}" + (f"\n    {self.hint}" if self.hint else "")


@dataclass(frozen=True, slots=True)
class SignedBy:
    """The person who answered, and the day; both are empty if nobody signed."""

    by: str = ""
    on: date | None = None
    at: At | None = None
    of_row: bool = False
    """The signature is in the row itself, so that it confirms the row."""
    has_wrong_day: bool = False
    """The day cannot be read, which is reported already."""


@dataclass(frozen=True, slots=True)
class CellContent:
    """The content of a cell for one value."""

    path: str
    text: str
    digest: str
    """The digest of the text when the workbook was written."""
    at: At
    signed: SignedBy
    is_number: bool = False
    """The spreadsheet stores a number, without leading zeros or a plus."""

    @property
    def is_touched(self) -> bool:
        """Whether somebody wrote into the cell."""
        return digest_of_cell(self.text) != self.digest


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A row that somebody added to a table, or removes."""

    table: str
    path: str
    """The path of an existing entry; empty for a new one."""
    name: str
    of: str
    cells: dict[str, CellContent]
    """Key of a column -> its cell; the path of each cell of a new row is that key."""
    at: At
    signed: SignedBy


@dataclass(slots=True)
class Returned:
    """Everything that the workbooks contain."""

    cells: list[CellContent] = field(default_factory=list)
    added: list[ReturnedRow] = field(default_factory=list)
    removed: list[ReturnedRow] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)
