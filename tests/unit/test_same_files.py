"""Results about a workspace are kept while no file of it changes, and a check that found something is repeated."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from immerse.loading.digests import workspace_digest
from immerse.pipeline import check
from immerse.pipeline.check import Judgement
from immerse.pipeline.same_files import SameFiles, checked
from immerse.problems import Location, Problem, Severity
from immerse.storage.store import NOTHING_KEPT, Store
from site_fixtures import STARTER_CLIENT, starter

DAY, LATER = date(2026, 12, 1), date(2026, 12, 2)
NOTE = Problem(Location("a.yml"), "L-71", "too short", Severity.INFO, hint="a hint", subject="x")
WAIVED = Problem(Location("b.yml"), "L-20", "waived", Severity.WARNING)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own"))
    return starter(tmp_path / "workspace")


class Checks:
    """Counts the checks that are made, each of which finds the same."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        self.open: tuple[Problem, ...] = (NOTE,)
        monkeypatch.setattr(check, "check_workspace", self._check)

    def _check(self, *_: Any) -> Judgement:
        self.count += 1
        return Judgement(self.open, (WAIVED,), (STARTER_CLIENT,))

    def by(self, root: Path, on: date = DAY, *, clients: tuple[str, ...] = (STARTER_CLIENT,)) -> int:
        """The number of checks made for one question."""
        self.count = 0
        result = checked(root, clients, on, Store.of(root))
        assert (result.open, result.waived) == (self.open, (WAIVED,))
        assert [problem.hint for problem in result.open] == [problem.hint for problem in self.open]
        return self.count


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> Checks:
    return Checks(monkeypatch)


def test_the_same_files_are_checked_once(root: Path, checks: Checks) -> None:
    assert [checks.by(root) for _ in range(3)] == [1, 0, 0]


def test_another_day_and_other_clients_are_other_questions(root: Path, checks: Checks) -> None:
    assert [checks.by(root), checks.by(root, LATER), checks.by(root, clients=()), checks.by(root)] == [1, 1, 1, 0]


@pytest.mark.parametrize("severity", [Severity.ERROR, Severity.WARNING])
def test_a_check_that_found_something_is_repeated(root: Path, checks: Checks, severity: Severity) -> None:
    checks.open = (Problem(Location("a.yml"), "L-20", "x", severity),)
    assert [checks.by(root) for _ in range(2)] == [1, 1]


def test_without_a_store_every_check_is_made(root: Path, checks: Checks) -> None:
    for _ in range(2):
        checked(root, (STARTER_CLIENT,), DAY, NOTHING_KEPT)
    assert checks.count == 2


def _changed(root: Path) -> None:
    path = next((root / "playbooks").glob("*.yml"))
    path.write_bytes(path.read_bytes() + b"# a comment\n")


def _renamed(root: Path) -> None:
    path = next((root / "curriculum").rglob("lessons/*.yml"))
    path.rename(path.with_name("99-renamed.yml"))


def _another_client(root: Path) -> None:
    (root / "site_config" / "clients" / "boreal").mkdir()


def _stray_folder(root: Path) -> None:
    (root / "site_config" / "old").mkdir()


def _link(root: Path) -> None:
    path = next((root / "playbooks").glob("*.yml"))
    path.rename(root / "outside.yml")
    path.symlink_to(root / "outside.yml")


CHANGES = [_changed, _renamed, _another_client, _stray_folder, _link]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__.strip("_"))
def test_any_change_has_it_checked_again(root: Path, checks: Checks, change: Callable[[Path], None]) -> None:
    checks.by(root)
    change(root)
    assert checks.by(root) == 1


def test_a_result_is_not_kept_of_files_that_changed_meanwhile_or_cannot_be_read(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = SameFiles(root, (STARTER_CLIENT,), DAY, Store.of(root))
    _changed(root)
    files.keep("result", 1)
    assert files.get("result") is None
    digest = workspace_digest(root)
    files = SameFiles(root, (STARTER_CLIENT,), DAY, Store.of(root))
    files.keep("result", 2)
    assert (files.get("result"), workspace_digest(root)) == (2, digest)
    monkeypatch.setattr(Path, "read_bytes", _refused)
    assert SameFiles(root, (STARTER_CLIENT,), DAY, Store.of(root)).get("result") is None


def _refused(path: Path) -> bytes:
    raise PermissionError(13, "Permission denied", str(path))
