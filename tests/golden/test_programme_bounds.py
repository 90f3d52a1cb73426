"""Each bound of a programme's files is planted just over: one problem, at its line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from bounded_fields import Bounded, bounded_in
from checking_cases import whole_workspace
from immerse.loading.client import load_client
from immerse.loading.programme import load_programme
from immerse.model.limits import Entries, Limit
from immerse.problems import Problem
from immerse.storage.store import HoldingStore, Store
from loading_cases import CASES, change_workspace, problems_of, read_case
from planted_programme import OF_PROGRAMMES, PlantedFile, planted_files

ADDED = (CASES.parent / "references" / "every_field.yml", CASES.parent / "bounds" / "every_bound.yml")
"""What the whole workspace lacks, so that each bounded value has a place."""
CLIENT = "north-wind"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = whole_workspace(tmp_path_factory.mktemp("bounds"))
    for case in ADDED:
        change_workspace(root, read_case(case)["changes"])
    assert problems_of(root) == []
    return root


REFUSED = r": (?:must be (?:at |\d)|needs at least|may have at most)"
"""How a message begins that refuses a number, or the length of a list."""


def refusals(root: Path, plant: PlantedFile, store: Store) -> list[Problem]:
    """Every problem that loading finds in what the file belongs to, with the value planted; the store holds the files
    that are as before."""
    file = root / plant.path
    whole = file.read_text("utf-8")
    file.write_text(plant.text, "utf-8")
    of_client = plant.path.startswith(f"site_config/clients/{CLIENT}/")
    _, problems = load_client(root, CLIENT, store) if of_client else load_programme(root, store)
    file.write_text(whole, "utf-8")
    return list(problems)


def bounds_not_kept(root: Path, bounded: Iterable[Bounded]) -> list[str]:
    """Where a value over a bound is not one problem at its line with the reason, or one at the bound is refused."""
    faults = []
    store = HoldingStore()
    for over, at in planted_files(root, bounded):
        problems = refusals(root, over, store)
        judged = [
            (one.location[:2], bool(re.search(REFUSED, one.message)), one.hint.endswith(over.because))
            for one in problems
        ]
        if judged != [((over.path, over.line), True, True)]:
            faults.append(f"{over.what}: line {over.line} and {[str(problem) for problem in problems]}")
        refused = [str(problem) for problem in refusals(root, at, store) if re.search(REFUSED, problem.message)]
        faults += [f"{at.what}: {problem}" for problem in refused]
    return faults


def test_a_value_beyond_a_bound_is_one_problem_at_its_line(workspace: Path) -> None:
    bounded = bounded_in(OF_PROGRAMMES)
    assert {"Lesson.minutes", "Phase.weeks.*.*", "Drill.cards", "Signer.calibration.*"} <= set(bounded)
    assert bounds_not_kept(workspace, bounded.values()) == []


def test_a_bound_or_a_reason_that_nothing_states_is_found(workspace: Path) -> None:
    bounded = bounded_in(OF_PROGRAMMES)
    unchecked = [
        replace(bounded["Lesson.minutes"], bounds=Limit(5, 239)),
        replace(bounded["Due.day"], bounds=Limit(-59)),
        replace(bounded["KnowledgeCheck.options"], bounds=Entries(most=5)),
        replace(bounded["Phase.floor"], bounds=Limit(most=20, why="nobody said so")),
    ]
    faults = [fault.partition(":")[0] for fault in bounds_not_kept(workspace, unchecked)]
    assert faults == ["Lesson.minutes 240", "Due.day -60", "KnowledgeCheck.options 6", "Phase.floor 21"]
