"""What pages tell about this client beside its texts: what was bought, who decides a gate, what the curve counts."""

from __future__ import annotations

from pathlib import Path

import pytest
from page_cases import FILES, faults_of_case, read_case


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_page_says_what_a_case_says_and_nothing_that_it_must_not(path: Path, tmp_path: Path) -> None:
    assert list(faults_of_case(read_case(path), tmp_path)) == []


def test_what_is_nowhere_is_somewhere_else() -> None:
    pages = [page for path in FILES for page in read_case(path)["pages"]]
    said = [part for page in pages for part in (*page.get("says", ()), *page.get("once", ()))]
    never = {part for page in pages for part in page.get("never", ())}
    assert {part for part in never if not any(part in other for other in said)} == set()
