"""Tests of rules and functions read made clients; a file that reads the demo clients is named `test_demo*.py`."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

TESTS = Path(__file__).parents[1]
READS_DEMO = re.compile(
    r"^from (?:deciding_cases|client_texts|demo|demo_records) import"
    r"|^from site_fixtures import .*\b(?:CLIENTS|edition)\b"
    r"|\bREPOSITORY\.glob\((?!\"\*\.md\")|\bREPOSITORY / folder\b|\(REPOSITORY / path\)\.read"
    r"|\bREPOSITORY / \"?(?:curriculum|playbooks|site_config)\b"
    r"|(?<!relative_to)(?<!client_ids)(?<!str)\(REPOSITORY[,)]|\"-C\", REPOSITORY\b"
    r"|\b(?:demo_sites|searched_host): ",
    re.MULTILINE,
)


def test_tests_of_rules_and_functions_do_not_read_the_demo_clients() -> None:
    names = [path for path in TESTS.rglob("test_*.py") if not path.name.startswith("test_demo")]
    found = {path.name: READS_DEMO.findall(path.read_text("utf-8")) for path in names}
    assert len(found) > 200 and {name: hits for name, hits in found.items() if hits} == {}


def test_no_other_test_asks_for_the_sites_of_the_demo(request: pytest.FixtureRequest) -> None:
    """The fixtures of a test are known with those that they ask for in turn."""
    assert files_on_the_demo(request.session.items) <= {path.name for path in TESTS.rglob("test_demo*.py")}


def files_on_the_demo(items: list[pytest.Item]) -> set[str]:
    return {item.path.name for item in items if "demo_sites" in getattr(item, "fixturenames", ())}


def test_a_planted_test_on_the_sites_of_the_demo_is_found() -> None:
    planted = SimpleNamespace(path=Path("test_page.py"), fixturenames=["host", "demo_sites"])
    other = SimpleNamespace(path=Path("test_rule.py"), fixturenames=["workspace"])
    assert files_on_the_demo(cast("list[pytest.Item]", [planted, other])) == {"test_page.py"}


@pytest.mark.parametrize(
    "planted",
    [
        "from site_fixtures import DAY, edition",
        "from deciding_cases import evaluator",
        "    client, _ = load_client(REPOSITORY, 'northgate')",
        "def test_a_page(demo_sites: Sites) -> None:",
        "    asked = Follower(REPOSITORY, 'northgate', View.TRAINEE, DAY)",
        "    done = immerse(\"-C\", REPOSITORY, 'check')",
        "    paths = [*REPOSITORY.glob('curriculum/*/module.yml')]",
        "        shutil.copytree(REPOSITORY / folder, root / folder)",
        "    found = {path: (REPOSITORY / path).read_text() for path in paths}",
    ],
)
def test_a_planted_reader_is_found(planted: str) -> None:
    assert READS_DEMO.search(f"import re\n{planted}\n")
