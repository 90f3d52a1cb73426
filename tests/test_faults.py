"""What an author writes is what the reader gets, or `check` says so at the author's line."""

from __future__ import annotations

from pathlib import Path

import fault_cases
import pytest

FILES = sorted(fault_cases.CASES.glob("*.yml"))


@pytest.fixture(autouse=True)
def one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """All in this process: a copy of it for each small workspace takes longer than it saves."""
    monkeypatch.setattr("immerse.aside._can_fork", lambda: False)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_input_gives_what_its_case_expects(path: Path, tmp_path: Path) -> None:
    case = fault_cases.read_case(path)
    root = fault_cases.workspace_of(case, tmp_path)
    assert fault_cases.said_of(root) == case.get("says", "")
    if shows := case.get("shows"):
        pages = fault_cases.shown_in(root)
        for address, words in shows.items():
            missing = [piece for piece in words if piece not in pages[address]]
            assert not missing, pages[address]


def test_a_case_expects_something_else_than_silence() -> None:
    for path in FILES:
        case = fault_cases.read_case(path)
        assert case.get("says") or case.get("shows"), path.name
