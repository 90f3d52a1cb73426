"""The rows to sign: one for each level and attester, the same on the page, on paper, in the workbook and as data."""

from __future__ import annotations

import json
import random
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
import signing
from command_line import Immerse
from immerse.building.site import build_client
from immerse.exporting.checklist_file import checklist_file
from immerse.exporting.heights import surely_fits
from immerse.exporting.task_book_pdf import task_book, template_of
from immerse.exporting.typesetting import Typesetter
from immerse.model.site_view import View
from site_fixtures import DAY, STARTER_CLIENT
from task_books import MODULE, ROTATION, composed, words_of, write

TEMPLATE = template_of("immerse.exporting", "task_book.typ")
COMPUTED = "kind: computed, compute: {kind: share, among: every, level: 4}"
EVERY = "the records of every competency."
LEVELS = "levels: {G1: 2, G2: 4}\n    attested_by: {all: [mentor]}"


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_asked_of_whom_all_forms_hold_the_same_rows(workspace: Path, seed: int) -> None:
    dice = random.Random(seed)
    levels = {gate: dice.randint(1, 5) for gate in dice.sample(["G1", "G2"], dice.randint(1, 2))}
    everyone = dice.sample(["mentor", "director", "lead"], dice.randint(0, 2))
    one_of = [role for role in ("mentor", "director", "lead") if role not in everyone]
    asked = f"levels: {json.dumps(levels)}\n    attested_by: {{all: {json.dumps(everyone)}, any: {json.dumps(one_of)}}}"
    write(workspace, MODULE, LEVELS, asked.replace('"', ""))
    site = build_client(workspace, STARTER_CLIENT, View.TRAINEE, DAY, workspace / "site").folder
    made = composed(workspace)
    signing.assert_one_set(made, site)
    rows = [row for row in signing.of_json(made) if row[0] == "FST-1"]
    assert len(rows) == len(set(levels.values())) * (len(everyone) + 1)
    assert sorted(gate for row in rows[:: len(everyone) + 1] for gate in row[2].split()) == sorted(levels)


@pytest.mark.parametrize(
    ("levels", "wanted"),
    [
        ("{G1: 2, G2: 4}", [("2", "G1"), ("4", "G2")]),
        ("{G1: 1, G2: 3}", [("1", "G1"), ("3", "G2")]),
        ("{G1: 3, G2: 3}", [("3", "G1 G2")]),
        ("{G2: 4}", [("4", "G2")]),
    ],
)
def test_each_level_stands_with_the_gate_that_asks_for_it(
    workspace: Path, levels: str, wanted: list[tuple[str, str]]
) -> None:
    write(
        workspace,
        MODULE,
        "levels: {G1: 2, G2: 4}\n    attested_by: {all: [mentor]}",
        f"levels: {levels}\n    attested_by: {{all: [mentor]}}",
    )
    made = composed(workspace)
    assert [(level, gates) for id, level, gates, _ in signing.of_json(made) if id == "FST-1"] == wanted
    (item, *_) = task_book(made)["modules"][0]["items"]
    names = {"G1": "G1 Live under supervision", "G2": "G2 Graduate"}
    paper = [(row["level"][0], row["gate"]) for row in item["rows"]]
    assert paper == [(level, ", ".join(names.get(gate, gate) for gate in gates.split())) for level, gates in wanted]
    gates = [gate["id"] for gate in task_book(made)["gates"]]
    asked = dict(one.split(": ") for one in levels.strip("{}").split(", "))
    assert dict(zip(gates, item["cells"], strict=True)) == {gate: asked.get(gate, "") for gate in gates}


@pytest.mark.parametrize(
    ("line", "basis", "signers"),
    [
        (
            f"{COMPUTED}, attested_by: {{all: [lead]}}",
            "the records of every competency. Confirmed by Centre lead.",
            [],
        ),
        (f"{COMPUTED}, attested_by: {{all: [system]}}", EVERY, []),
        (COMPUTED, EVERY, []),
        (f"{COMPUTED}, computed_from: the ledger, attested_by: {{}}", "the ledger.", []),
        ("statement: It is so., kind: attested, attested_by: {all: [lead]}", "", ["lead"]),
        (
            "statement: It is so., kind: attested, attested_by: {all: [system, lead], any: [mentor, director]}",
            "",
            ["lead", "mentor director"],
        ),
    ],
)
def test_what_is_computed_says_from_what_and_nobody_signs_it(
    workspace: Path, line: str, basis: str, signers: list[str]
) -> None:
    write(workspace, ROTATION, "roles:\n", "roles:\n  - {id: system, title: Computed, text: No person.}\n")
    write(workspace, ROTATION, f"{COMPUTED}, attested_by: {{all: [lead]}}", line)
    made = composed(workspace)
    assert [who for id, _, _, who in signing.of_json(made) if id == "GC-01"] == signers
    (item, *_) = task_book(made)["graduation"][0]["items"]
    assert item["basis"] == (f"Computed from {basis}" if basis else "")
    assert len(item["rows"]) == len(signers)
    words = " ".join(words_of(checklist_file(made, "pdf")).split())
    assert (f"Computed from {basis}" in words) == bool(basis)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("statement: It is so., kind: attested, attested_by: {all: [system]}", "nobody signs GC-01"),
        ("statement: It is so., kind: attested", "nobody signs GC-01"),
        (
            "statement: It is so., kind: attested, computed_from: the ledger, attested_by: {all: [lead]}",
            "GC-01 is attested, but has computed_from",
        ),
    ],
)
def test_check_names_an_item_that_nobody_can_sign(workspace: Path, immerse: Immerse, line: str, said: str) -> None:
    write(workspace, ROTATION, f"{COMPUTED}, attested_by: {{all: [lead]}}", line)
    done = immerse("check", "--on", "2026-12-01")
    assert done.code == 1
    assert f"{said} [L-60]" in done.out and f"{ROTATION}:" in done.out


def test_a_table_longer_than_a_page_is_cut_between_two_rows(workspace: Path) -> None:
    book = task_book(composed(workspace))
    item = book["modules"][0]["items"][0]
    item["rows"] = [{"level": f"{n} Level", "gate": f"G{n}", "by": f"Mentor {n}", "rows": 1} for n in range(40)]
    item["short"] = surely_fits(item)
    words = words_of(Typesetter(TEMPLATE, 0).pdf(book, paper="a4"))
    assert [f"Mentor {n}\r" in words or f"Mentor {n}\n" in words for n in range(40)] == [True] * 40
    assert words.count("Evidence: E, R") >= 4


PEN = 8.0
"""Millimetres that a line needs for a pen."""


def test_a_row_to_sign_has_room_for_a_pen(workspace: Path) -> None:
    with pypdfium2.PdfDocument(checklist_file(composed(workspace), "pdf")) as document:
        paths = [found for found in document[1].get_objects() if found.type == pypdfium2.raw.FPDF_PAGEOBJ_PATH]
        drawn = {round(height, 1) for path in paths for height in path.get_bounds()[1::2]}
    edges = sorted(drawn, reverse=True)
    gaps = [(upper - lower) * 25.4 / 72 for upper, lower in pairwise(edges)]
    assert sum(gap >= PEN for gap in gaps) >= 6
