"""Tests of rules and functions read made clients: the demo clients are read by tests of sites and in the browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
READS_DEMO = re.compile(
    r"^from (?:deciding_cases|client_texts|demo|demo_records) import"
    r"|^from site_fixtures import .*\b(?:CLIENTS|edition)\b"
    r"|source\(REPOSITORY\)|\b(?:prepare|compose_client|load_client|load_programme|questions_for)\(REPOSITORY\b"
    r"|\b(?:demo_sites|searched_host): ",
    re.MULTILINE,
)


def test_tests_of_rules_and_functions_do_not_read_the_demo_clients() -> None:
    paths = [path for folder in ("unit", "golden") for path in (TESTS / folder).glob("test_*.py")]
    own = Path(__file__).name
    found = {path.name: READS_DEMO.findall(path.read_text("utf-8")) for path in paths if path.name != own}
    assert len(found) > 80 and {name: hits for name, hits in found.items() if hits} == {}


@pytest.mark.parametrize(
    "planted",
    [
        "from site_fixtures import DAY, edition",
        "from deciding_cases import evaluator",
        "    client, _ = load_client(REPOSITORY, 'northgate')",
        "def test_a_page(demo_sites: Sites) -> None:",
    ],
)
def test_a_planted_reader_is_found(planted: str) -> None:
    assert READS_DEMO.search(f"import re\n{planted}\n")
