"""Tables for spreadsheets: one mark, one way to keep a text from becoming a formula, nothing lost in silence."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from immerse.cli import program
from immerse.exporting.coverage import coverage_file, of_programme
from immerse.exporting.matrix_file import matrix_file
from immerse.pipeline.source import read_source
from immerse.queries.settings_matrix import settings_matrix
from immerse.spreadsheets.cells import LONGEST, fitting, is_formula
from immerse.spreadsheets.csv_file import csv_file
from immerse.spreadsheets.table_workbook import TableWorkbook
from site_fixtures import starter

FORMULA = "=HYPERLINK(1)"
FORMULAS = (
    FORMULA,
    "+49 30 1234",
    "-1+1",
    "@SUM(A1)",
    "  =1+1",
    "\t=1",
    "\r=1",
    "\n=1",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20A1",
    "=cmd|' /C calc'!A0",
    "\u00a0=1",
    '="a";"b"',
)
WORDS = (
    "",
    "Plain words.",
    "'=1",
    "a=1",
    "1,5",
    "a;=1+1",
    'say "no"',
    "zwei\nZeilen",
    "Zürich 北京 👍",
    "– none",
    "#1",
)


def parsed(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf") and content.count(b"\xef\xbb\xbf") == 1
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_text_that_would_run_as_a_formula_is_known() -> None:
    assert [text for text in FORMULAS if not is_formula(text)] == []
    assert [text for text in WORDS if is_formula(text)] == []


def test_rows_keep_their_words_and_no_cell_is_a_formula() -> None:
    content = csv_file(("head", "=head"), ((text, text) for text in (*FORMULAS, *WORDS)))
    rows = parsed(content)
    assert rows[0] == ["head", "'=head"]
    assert [row[0] for row in rows[1:]] == [*(f"'{text}" for text in FORMULAS), *WORDS]


def test_a_semicolon_cuts_no_cell_where_it_parts_cells() -> None:
    lines = io.StringIO(csv_file(("a", "b"), [("a;=1+1", "x")]).decode("utf-8-sig"))
    assert list(csv.reader(lines, delimiter=";"))[1][0].startswith("a;=1+1")


def book_of(rows: list[tuple[str, ...]]) -> bytes:
    book = TableWorkbook("=1+1")
    book.table("Sheet", (("=head", 10), ("b", 10)), rows)
    book.facts("Facts", (("=name", FORMULA),))
    return book.finish()


def test_a_workbook_holds_texts_alone_that_stay_texts_when_somebody_edits_them() -> None:
    content = book_of([(text, "words") for text in (*FORMULAS, *WORDS)])
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [row[0] for row in book["Sheet"].iter_rows(min_row=4)]
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert [cell.quotePrefix for cell in cells] == [True] * len(FORMULAS) + [False] * len(WORDS)
    assert book["Facts"]["B1"].value == FORMULA and book["Facts"]["B1"].quotePrefix
    with zipfile.ZipFile(io.BytesIO(content)) as files:
        assert not any(re.search(rb"<f[ >]", files.read(name)) for name in files.namelist())


@pytest.mark.parametrize("character", ["a", "ü", "👍"])
def test_a_text_that_no_cell_holds_is_cut_where_everybody_sees_it(character: str) -> None:
    text = character * 40_000
    for cell in (
        fitting(text),
        parsed(csv_file(("head",), [(text,)]))[1][0],
        openpyxl.load_workbook(io.BytesIO(book_of([(text, "")])))["Sheet"]["A4"].value,
    ):
        assert cell.startswith(character * 16_000) and cell.endswith(" … (cut: a cell holds no more)")
        assert len(cell.encode("utf-16-le")) // 2 in (LONGEST, LONGEST - 1)
    assert fitting(character * 16_383) == character * 16_383


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    root = tmp_path / "agency"
    starter(root)
    (root / "site_config/settings.yml").write_text(
        f'settings:\n  trap:\n    type: text\n    doc: "{FORMULA}"\n', "utf-8"
    )
    lesson = root / "curriculum/first-steps/lessons/01-who-is-speaking.yml"
    text = lesson.read_text("utf-8")
    lesson.write_text(
        text.replace("objectives:\n", f'objectives:\n  - "{FORMULA}"\n  - Priorität für Zürich.\n'), "utf-8"
    )
    return root


def test_matrix_and_coverage_are_written_by_one_writer(workspace: Path, tmp_path: Path) -> None:
    matrix = settings_matrix(workspace, ("acme-works",))
    assert [row[1] for row in parsed(matrix_file(matrix, "csv")) if row[0] == "custom.trap"] == [f"'{FORMULA}"]
    programme = read_source(workspace).programme
    assert programme is not None
    texts = [row[-1] for row in parsed(coverage_file(of_programme(programme), "csv"))]
    assert f"'{FORMULA}" in texts and "Priorität für Zürich." in texts
    for command in ("matrix", "coverage"):
        out = tmp_path / f"{command}.csv"
        run = CliRunner()
        printed = run.invoke(program, ["-C", str(workspace), command, "--format", "csv"]).stdout_bytes
        run.invoke(program, ["-C", str(workspace), command, "--format", "csv", "--out", str(out)])
        assert printed == out.read_bytes() and f"'{FORMULA}" in printed.decode("utf-8-sig")


def test_a_formula_in_a_setting_or_an_objective_is_a_text_in_the_workbooks(workspace: Path) -> None:
    programme = read_source(workspace).programme
    assert programme is not None
    matrix = settings_matrix(workspace, ("acme-works",))
    for content in (matrix_file(matrix, "xlsx"), coverage_file(of_programme(programme), "xlsx")):
        book = openpyxl.load_workbook(io.BytesIO(content))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == FORMULA]
        assert cells and all(cell.data_type == "s" and cell.quotePrefix for cell in cells)
