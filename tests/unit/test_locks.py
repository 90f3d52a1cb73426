"""Two lists of pinned packages: what the program needs, which `make site` installs, and all that the tests need too."""

from __future__ import annotations

import re
import tomllib

import pytest
from site_fixtures import REPOSITORY

PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]


def pins(lock: str) -> dict[str, set[str]]:
    """Each pinned package with its lines; some have one for each version of Python."""
    found: dict[str, set[str]] = {}
    for line in re.findall(r"^\w.*?==.*?(?= \\$)", lock, re.M):
        found.setdefault(line.partition("==")[0], set()).add(line)
    return found


def faults(program: str, tests: str) -> list[str]:
    """What one list pins otherwise than the other, lacks, or has for nothing."""
    small, large = pins(program), pins(tests)
    wrong = [f"{name} is pinned otherwise for the tests" for name in small if small[name] != large.get(name)]
    wrong += [f"{name} is not pinned" for name in names(*PROJECT["dependencies"], *EXTRAS["build"]) - small.keys()]
    wrong += [f"{name} is not pinned for the tests" for name in names(*EXTRAS["test"], *EXTRAS["dev"]) - large.keys()]
    wrong += [f"{name} is only for tests" for name in names(*EXTRAS["test"], *EXTRAS["dev"]) & small.keys()]
    return sorted(wrong)


def names(*requirements: str) -> set[str]:
    return {re.split(r"[^\w-]", one)[0] for one in requirements}


@pytest.fixture
def locks() -> list[str]:
    return [(REPOSITORY / name).read_text("utf-8") for name in ("requirements.lock", "requirements-test.lock")]


def test_what_both_lists_hold_has_one_version_and_the_program_gets_no_more_than_it_needs(locks: list[str]) -> None:
    program, tests = locks
    assert faults(program, tests) == []


def test_a_list_that_was_not_made_anew_is_found(locks: list[str]) -> None:
    program, tests = locks
    assert faults(program, re.sub("^click==.*", r"click==8.2.1 \\", tests, flags=re.M)) == [
        "click is pinned otherwise for the tests"
    ]
    assert faults(re.sub("^click==.*", r"clack==8.2.1 \\", program, flags=re.M), tests) == [
        "clack is pinned otherwise for the tests",
        "click is not pinned",
    ]
    assert faults(program, re.sub("^pytest==.*", "", tests, flags=re.M)) == ["pytest is not pinned for the tests"]
    more = sorted(names(*EXTRAS["test"], *EXTRAS["dev"]))
    assert faults(tests, tests) == [f"{name} is only for tests" for name in more]
