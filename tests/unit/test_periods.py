"""Periods counted from a day, and that no other module counts days of its own."""

from __future__ import annotations

import ast
import re
from datetime import date
from pathlib import Path

import immerse
import pytest
from immerse.model.periods import is_longer_ago, later

PACKAGE = Path(immerse.__file__).parent
COUNTING = ("model/periods.py", "clocks/")
"""What may add days to a day."""


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ((2026, 12, 1), 3, (2027, 3, 1)),
        ((2027, 1, 31), 1, (2027, 2, 28)),
        ((2028, 2, 29), 12, (2029, 2, 28)),
        ((2026, 11, 30), 1, (2026, 12, 30)),
        ((2026, 12, 1), -12, (2025, 12, 1)),
        ((2027, 1, 31), -2, (2026, 11, 30)),
    ],
)
def test_months_end_on_the_same_day_or_the_last_of_a_shorter_month(
    day: tuple[int, int, int], months: int, expected: tuple[int, int, int]
) -> None:
    assert later(date(*day), months=months) == date(*expected)


def test_weeks_and_days_are_counted_after_the_months() -> None:
    assert later(date(2026, 12, 1), months=24, days=-1) == date(2028, 11, 30)
    assert later(date(2026, 12, 28), weeks=1, days=1) == date(2027, 1, 5)


def test_a_period_has_passed_on_the_day_after_its_last() -> None:
    assert not is_longer_ago(date(2026, 11, 30), date(2027, 2, 28), months=3)
    assert is_longer_ago(date(2026, 11, 30), date(2027, 3, 1), months=3)
    assert not is_longer_ago(date(2026, 6, 1), date(2026, 11, 28), days=180)
    assert is_longer_ago(date(2026, 6, 1), date(2026, 11, 29), days=180)


def days_counted(text: str) -> list[int]:
    """Lines that make a period of days or weeks: `timedelta(3)`, `timedelta(days=3)`."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).endswith("timedelta")
        and (node.args or {"days", "weeks"} & {keyword.arg for keyword in node.keywords})
    ]


def test_days_are_added_in_one_module_and_by_the_clocks() -> None:
    modules = {path.relative_to(PACKAGE).as_posix(): path.read_text("utf-8") for path in PACKAGE.rglob("*.py")}
    assert [name for name, text in modules.items() if days_counted(text) and not name.startswith(COUNTING)] == []


def test_a_planted_period_of_days_is_caught() -> None:
    planted = "day + timedelta(3)\nday + timedelta(minutes=3)\nday - datetime.timedelta(weeks=3)\n"
    assert days_counted(planted) == [1, 3]


def test_the_day_is_read_by_the_commands_only(tmp_path: Path) -> None:
    assert readers_of_the_day(PACKAGE) == ["hosts/mkdocs_plugin.py"], "the plugin has no option of a command"
    for folder in ("cli", "starting"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "day.py").write_text("from datetime import date\n\nDAY = date.today()\n", "utf-8")
    assert readers_of_the_day(tmp_path) == ["starting/day.py"]


def readers_of_the_day(package: Path) -> list[str]:
    """The modules outside cli/ that ask the computer for the day or the time of day."""
    paths = {path.relative_to(package): path.read_text("utf-8") for path in sorted(package.rglob("*.py"))}
    reading = re.compile(r"\b(?:date\.today|datetime\.(?:now|today|utcnow))\b")
    return [path.as_posix() for path, text in paths.items() if path.parts[0] != "cli" and reading.search(text)]
