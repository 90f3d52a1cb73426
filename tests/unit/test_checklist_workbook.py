"""The checklist as a workbook to fill in: a name that is carried over, levels by gate, drop-downs, days."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from immerse.exporting.checklist_file import checklist_file
from immerse.exporting.checklist_workbook import checklist_xlsx
from task_books import MODULE, POLICY, ROTATION, composed, write


def workbook(root: Path) -> Any:
    return openpyxl.load_workbook(io.BytesIO(checklist_file(composed(root), "xlsx")))


def rules(sheet: Any, head: str) -> Any:
    """What may be filled in below a head: (kind, source, the cells)."""
    (cell,) = (cell for cell in sheet[3] if cell.value == head)
    found = [rule for rule in sheet.data_validations.dataValidation if f"{cell.column_letter}4" in rule.sqref]
    found = found or [
        rule
        for rule in sheet.data_validations.dataValidation
        if any(cell.column_letter in str(part) for part in rule.sqref.ranges)
    ]
    (rule,) = found
    return rule


def listed(book: Any, rule: Any) -> list[str]:
    """The words that a rule lets choose."""
    place = rule.formula1.removeprefix("=")
    name, cells = place.split("!")
    return [row[0].value for row in book[name][cells.replace("$", "")]]


def test_the_name_is_written_once_and_stands_on_every_sheet(workspace: Path) -> None:
    book = workbook(workspace)
    assert [book["Trainee"].cell(row, 1).value for row in (3, 4)] == ["Trainee", "Started on"]
    for name in ("Competencies", "Attestations", "Graduation", "Evidence"):
        assert book[name]["A2"].value == '="Trainee: "&Trainee!$B$3'
        assert book[name].print_title_rows == "$1:$3"


def test_levels_stand_below_their_gates_as_numbers(workspace: Path) -> None:
    sheet = workbook(workspace)["Competencies"]
    heads = [cell.value for cell in sheet[3]]
    assert heads[-2:] == ["G1 Live under supervision", "G2 Graduate"]
    assert [cell.value for cell in sheet[4]][-2:] == [2, 4]
    write(workspace, ROTATION, "  - id: G2\n", f"{GATE_BETWEEN}  - id: G2\n")
    asked = "levels: {G1: 2, G2: 4}\n    attested_by: {all: [mentor, director]}"
    write(workspace, MODULE, asked, asked.replace("G2: 4", "GM: 3, G2: 4"))
    sheet = workbook(workspace)["Competencies"]
    assert [str(cell.value)[:2] for cell in sheet[3]][-3:] == ["G1", "GM", "G2"]
    assert [cell.value or 0 for cell in sheet[4]][-3:] == [2, 0, 4]


GATE_BETWEEN = """\
  - id: GM
    title: Halfway
    after: supervised
    week: {six: 20, twelve: 40}
    decided_by: [lead]
    criteria: [A look back]
"""


@pytest.mark.parametrize(
    ("sheet", "head", "words"),
    [
        ("Attestations", "Level reached", ["1 Observe", "2 Shadow", "3 Supervised", "4 Independent", "5 Lead"]),
        ("Attestations", "Attested as", ["Mentor", "Centre lead", "Director"]),
        ("Attestations", "Seen where", ["Simulation", "Live queue"]),
        ("Attestations", "Id", ["FST-1", "FST-2"]),
        ("Graduation", "Met", ["yes", "no"]),
        ("Evidence", "Kind", ["Work", "Observed shift", "Drill"]),
    ],
)
def test_what_is_chosen_is_chosen_from_a_list(workspace: Path, sheet: str, head: str, words: list[str]) -> None:
    book = workbook(workspace)
    rule = rules(book[sheet], head)
    assert rule.type == "list" and listed(book, rule) == words


@pytest.mark.parametrize("sheet", ["Attestations", "Graduation", "Evidence"])
def test_a_day_is_a_day(workspace: Path, sheet: str) -> None:
    book = workbook(workspace)
    assert rules(book[sheet], "Date").type == "date"
    (column,) = (cell.column for cell in book[sheet][3] if cell.value == "Date")
    assert book[sheet].cell(4, column).number_format == "yyyy-mm-dd"


def test_one_row_is_one_attestation_and_more_can_follow(workspace: Path) -> None:
    sheet = workbook(workspace)["Attestations"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert [row[:5] for row in rows if row[0] == "FST-2"] == [
        ["FST-2", "Shows who speaks", "2 Shadow", "G1 Live under supervision", "Mentor"],
        ["FST-2", "Shows who speaks", "2 Shadow", "G1 Live under supervision", "Director"],
        ["FST-2", "Shows who speaks", "4 Independent", "G2 Graduate", "Mentor"],
        ["FST-2", "Shows who speaks", "4 Independent", "G2 Graduate", "Director"],
    ]
    assert all(cell is None for row in rows for cell in row[5:])
    assert len([row for row in rows if not row[0]]) == 20


def test_a_computed_item_has_a_day_and_no_signature(workspace: Path) -> None:
    sheet = workbook(workspace)["Graduation"]
    heads = [cell.value for cell in sheet[3]]
    rows = {
        row[0].value: dict(zip(heads, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=4)
    }
    assert (rows["GC-01"]["Kind"], rows["GC-01"]["Name"], rows["GC-01"]["Met"]) == ("computed", "no signature", None)
    assert (rows["GC-02"]["Kind"], rows["GC-02"]["Name"]) == ("attested", None)
    assert rows["GC-01"]["Signed by, or computed from"].startswith("Computed from the records of every competency.")


@pytest.mark.parametrize(
    ("path", "old", "new", "sheet", "cell"),
    [
        (MODULE, "title: Sets the priority", 'title: "=1+1"', "Competencies", "B4"),
        (ROTATION, "title: Mentor", 'title: "+cmd"', "Lists", "C2"),
        (ROTATION, "name: Observe", 'name: "Observe & see"', "Lists", "B2"),
    ],
)
def test_words_of_an_author_stay_words(workspace: Path, path: str, old: str, new: str, sheet: str, cell: str) -> None:
    write(workspace, path, old, new)
    found = workbook(workspace)[sheet][cell]
    assert found.data_type == "s" and found.value.endswith(new.split(": ")[1].strip('"'))


def test_a_client_with_an_ampersand_has_its_name_below_the_page(workspace: Path) -> None:
    write(workspace, POLICY, "name: Acme Works", "name: Paper & Sons")
    sheet = workbook(workspace)["Attestations"]
    assert sheet.oddFooter.left.text == "Paper && Sons, checklist"


def test_every_sheet_prints_across_and_one_sheet_wide(workspace: Path) -> None:
    for sheet in workbook(workspace):
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0
        assert not sheet.protection.sheet


def test_the_workbook_names_its_release_or_says_that_there_is_none(workspace: Path) -> None:
    for release, said in (("", "none: this was built to be looked at"), ("1.2.0", "1.2.0")):
        book = openpyxl.load_workbook(io.BytesIO(checklist_xlsx(composed(workspace), release)))
        assert ("Release", said) in [row[:2] for row in book["About"].iter_rows(values_only=True)]
